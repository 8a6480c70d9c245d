"""One's own account: what it holds, the password, the second factor, the sessions."""

from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from thidua.accounts.actions import (
    change_password,
    end_other_sessions,
    end_session,
    remove_second_factor,
    renew_recovery_codes,
    set_up_second_factor,
)
from thidua.accounts.codes import grouped, new_secret, provisioning_uri, sealed, unsealed
from thidua.accounts.errors import AccountsError, AccountUnfit, EntryRefused
from thidua.accounts.passwords import LongEnough
from thidua.accounts.queries import User, open_sessions, roles_of
from thidua.accounts.queries.factors import factor_demanded_of, factor_state
from thidua.accounts.signing_in import confirm_password
from thidua.accounts.states import AccountType
from thidua.foundation import clock
from thidua.foundation.gate import NoObject, Screen, signed_in
from thidua.foundation.wording import N_, render
from thidua.web.accounts.forms import ChangePasswordForm, CodeForm, ConfirmForm, NewPasswordForm
from thidua.web.accounts.parts import WRONG_STATUS, barred
from thidua.web.accounts.qr import square_code
from thidua.web.accounts.scopes import role_words, scope_names
from thidua.web.accounts.sessions import (
    NEW_SECRET,
    WORK_SESSION,
    confirmed_lately,
    note_confirmed,
    safe_next,
)
from thidua.web.accounts.words import TYPE_WORDS, device_words
from thidua.web.shared.parts import SignIn
from thidua.web.shared.visitors import visitor_of


class Mine(Screen[NoObject]):
    """A screen about the person who opens it."""

    permission = staticmethod(signed_in)

    @property
    def person(self) -> User:
        """Whoever has signed in."""
        return cast("User", self.actor)

    @property
    def session_key(self) -> str:
        """The key of this very session."""
        return str(self.request.session.get(WORK_SESSION, ""))


class ConfirmedFirst(Mine):
    """A screen for which the password must have been given within the last ten minutes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the password when it was given too long ago."""
        if request.user.is_authenticated and not confirmed_lately(request, at=clock.now()):
            going_to = request.path if request.method == "GET" else reverse("accounts:second_factor")
            return HttpResponseRedirect(f"{reverse('accounts:confirm')}?{urlencode({'next': going_to})}")
        return super().dispatch(request, *args, **kwargs)


class Me(Mine):
    """What this account is and holds."""

    title = N_("Your account")
    template = "accounts/me.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Facts, roles, ways on."""
        held = roles_of(self.actor, on=self.on)
        names = scope_names([(one.scope_kind, one.scope_key) for one in held], on=self.on)
        return self.page(
            person=self.person,
            kind=TYPE_WORDS[AccountType(self.person.account_type)],
            roles=role_words(held, names),
            factor=factor_state(self.person),
            demanded=bool(factor_demanded_of(self.person, on=self.on)),
            sessions=len(open_sessions(at=self.now, user=self.person)),
        )


class Confirm(Mine):
    """The password once more, before something that only the person may do."""

    title = N_("Confirm that it is you")
    template = "accounts/confirm.html"
    open_while_bound: ClassVar[bool] = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(form=ConfirmForm(), next=safe_next(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check it and go on."""
        form = ConfirmForm(request.POST)
        if form.is_valid():
            try:
                confirm_password(
                    user=self.person, **form.cleaned_data, visitor=visitor_of(request), at=self.now
                )
            except EntryRefused as refusal:
                if refusal.until is not None:
                    return barred(self, refusal)
                form.add_error("password", render(refusal.sentence))
            else:
                note_confirmed(request, at=self.now)
                return HttpResponseRedirect(safe_next(request))
        return self.page(status=WRONG_STATUS, form=form, next=safe_next(request))


class Password(Mine):
    """Change one's own password; forced at the first sign-in and after a reset."""

    title = N_("Change password")
    template = "accounts/password.html"
    open_while_bound: ClassVar[bool] = True

    def _page(self, form: NewPasswordForm, *, status: int = 200) -> HttpResponse:
        return self.page(
            status=status,
            form=form,
            next=safe_next(self.request, reverse("accounts:me")),
            forced=self.person.must_change_password,
            least=LongEnough().least(self.person),
            least_alone=settings.PASSWORD_LENGTH_ALONE,
        )

    @property
    def _form_kind(self) -> type[NewPasswordForm]:
        # The one-time password has just been typed at the door; asking again would only teach people to copy it.
        return NewPasswordForm if self.person.must_change_password else ChangePasswordForm

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form and the rules."""
        return self._page(self._form_kind())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it and go on."""
        form = self._form_kind(request.POST)
        if not form.is_valid():
            return self._page(form, status=WRONG_STATUS)
        visitor = visitor_of(request)
        try:
            if "current" in form.cleaned_data:
                confirm_password(
                    user=self.person, password=form.cleaned_data["current"], visitor=visitor, at=self.now
                )
            user = change_password(
                actor=self.person,
                password=form.cleaned_data["password"],
                at=self.now,
                visitor=visitor,
                session=self.session_key,
            )
        except EntryRefused as refusal:
            if refusal.until is not None:
                return barred(self, refusal)
            form.add_error("current", render(refusal.sentence))
            return self._page(form, status=WRONG_STATUS)
        except AccountsError as error:
            form.blame(error)
            return self._page(form, status=WRONG_STATUS)
        update_session_auth_hash(request, user)
        messages.success(request, gettext("The password is changed. Sessions on other devices have ended."))
        return HttpResponseRedirect(safe_next(request, reverse("accounts:me")))


class Factor(Mine):
    """The second factor of this account."""

    title = N_("Second step of signing in")
    template = "accounts/second_factor.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whether it is set up, and what one can do."""
        return self.page(
            factor=factor_state(self.person), demanded=bool(factor_demanded_of(self.person, on=self.on))
        )


class SetUpFactor(ConfirmedFirst):
    """Set up the second factor with an authenticator application."""

    title = N_("Set up the second step")
    template = "accounts/second_factor_set_up.html"
    open_while_bound: ClassVar[bool] = True

    def _secret(self) -> str:
        kept = self.request.session.get(NEW_SECRET)
        if not isinstance(kept, str):
            kept = self.request.session[NEW_SECRET] = sealed(new_secret())
        return unsealed(kept)

    def _page(self, form: CodeForm, secret: str, *, status: int = 200) -> HttpResponse:
        issuer = gettext("Emulation and commendation")
        address = provisioning_uri(secret, account=self.person.username, issuer=issuer)
        return self.page(
            status=status,
            form=form,
            next=safe_next(self.request),
            address=address,
            groups=grouped(secret),
            square=square_code(address),
            demanded=bool(factor_demanded_of(self.person, on=self.on)),
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        """The square code, the secret, and a box for the first code."""
        if factor_state(self.person).set_up_at is not None:
            return HttpResponseRedirect(reverse("accounts:second_factor"))
        return self._page(CodeForm(), self._secret())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check the first code; show the recovery codes, once."""
        form, secret = CodeForm(request.POST), self._secret()
        if not form.is_valid():
            return self._page(form, secret, status=WRONG_STATUS)
        try:
            codes = set_up_second_factor(
                actor=self.person,
                secret=secret,
                code=form.cleaned_data["code"],
                at=self.now,
                session=self.session_key,
            )
        except AccountUnfit as error:
            messages.info(request, render(error.sentence))
            return HttpResponseRedirect(reverse("accounts:second_factor"))
        except AccountsError as error:
            form.blame(error)
            return self._page(form, secret, status=WRONG_STATUS)
        del request.session[NEW_SECRET]
        return self.page("accounts/recovery_codes.html", codes=codes, next=safe_next(request))


class RenewCodes(ConfirmedFirst):
    """New recovery codes."""

    title = N_("Recovery codes")
    template = "accounts/recovery_codes.html"
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make them and show them, once."""
        try:
            codes = renew_recovery_codes(actor=self.person, at=self.now)
        except AccountUnfit as error:
            messages.error(request, render(error.sentence))
            return HttpResponseRedirect(reverse("accounts:second_factor"))
        return self.page(codes=codes, next=reverse("accounts:second_factor"))


class RemoveFactor(ConfirmedFirst):
    """Switch the second factor off."""

    title = N_("Second step of signing in")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Switch it off, unless a role demands it."""
        try:
            remove_second_factor(actor=self.person, at=self.now)
        except AccountUnfit as error:
            messages.error(request, render(error.sentence))
        else:
            messages.success(request, gettext("The second step is switched off."))
        return HttpResponseRedirect(reverse("accounts:second_factor"))


class Sessions(Mine):
    """Where this account is signed in."""

    title = N_("Your sessions")
    template = "accounts/sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Every open session, this one marked."""
        found = open_sessions(at=self.now, user=self.person)
        rows = [
            SignIn(
                row.person,
                device_words(row.agent),
                row.address,
                row.started_at,
                row.last_seen,
                this_one=row.public_id == self.session_key,
                end_url=reverse("accounts:end_session"),
                key=row.public_id,
            )
            for row in found
        ]
        return self.page(rows=rows, others=sum(not row.this_one for row in rows))


class EndSession(Mine):
    """End one session of one's own."""

    title = N_("Your sessions")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End it."""
        try:
            end_session(actor=self.person, public_id=request.POST.get("session", ""), at=self.now)
        except AccountUnfit as error:
            messages.info(request, render(error.sentence))
        else:
            messages.success(request, gettext("The session is ended."))
        return HttpResponseRedirect(reverse("accounts:sessions"))


class EndOthers(Mine):
    """End every other session of one's own."""

    title = N_("Your sessions")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End them."""
        end_other_sessions(actor=self.person, but=self.session_key, at=self.now)
        messages.success(request, gettext("All other sessions are ended."))
        return HttpResponseRedirect(reverse("accounts:sessions"))
