"""One account, and every verb on it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from thidua.accounts.actions import (
    correct_account,
    deactivate_account,
    grant_role,
    reactivate_account,
    reset_password,
    reset_second_factor,
    unlock_account,
    withdraw_role,
)
from thidua.accounts.errors import AccountRefused, AccountsError
from thidua.accounts.passwords import one_time_password
from thidua.accounts.permissions import (
    accounts_visible_to,
    may_administer_accounts,
    may_change_account,
    may_deactivate_account,
)
from thidua.accounts.queries import Lock, User, access_lines, account_card, open_sessions
from thidua.accounts.roles import ROLE_WORDS, Role, ScopeKind
from thidua.accounts.states import AccountType, Standing
from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.web.accounts.forms import AccountForm, GrantForm, ReasonForm
from thidua.web.accounts.parts import WRONG_STATUS
from thidua.web.accounts.scopes import bloc_choices, scope_names, unit_choices
from thidua.web.accounts.words import DEED_WORDS, OUTCOME_WORDS, TYPE_WORDS, device_words, standing_state
from thidua.web.shared.parts import Lockout, SignIn

LATEST = 10


class OneAccount(Screen[User]):
    """A screen about one account, for system administrators."""

    permission = staticmethod(may_administer_accounts)
    menu = "users"

    def load(self, request: HttpRequest, **kwargs: Any) -> User | None:
        """The account the address names."""
        del request
        visible = accounts_visible_to(self.actor, on=self.on)
        return visible.filter(public_id=kwargs["public_id"]).first()

    @property
    def card_address(self) -> str:
        """Where the account's own page is."""
        return reverse("accounts:user", kwargs={"public_id": self.object.public_id})


class Card(OneAccount):
    """One account in full."""

    title = N_("Account")
    template = "accounts/user.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What it is, holds and did at the door."""
        del request
        card = account_card(self.object, at=self.now, on=self.on)
        scopes = scope_names([(grant.scope_kind, grant.scope_key) for grant in card.grants], on=self.on)
        events, _ = access_lines(user=self.object, size=LATEST)
        return self.page(
            card=card,
            line=card.line,
            state=standing_state(card.line.standing),
            kind=TYPE_WORDS[card.line.account_type],
            role_words=ROLE_WORDS,
            scopes=scopes,
            lock=self._lock(card.lock),
            sessions=self._sessions(),
            events=[(event, device_words(event.agent)) for event in events],
            deeds=DEED_WORDS,
            outcomes=OUTCOME_WORDS,
            may_deactivate=may_deactivate_account(self.actor, self.object, on=self.on),
            may_change=may_change_account(self.actor, self.object, on=self.on),
            in_use=card.line.standing is not Standing.DEACTIVATED,
        )

    def _lock(self, lock: Lock | None) -> Lockout | None:
        if lock is None:
            return None
        return Lockout(
            self.object.username,
            lock.tries,
            lock.last,
            lock.until,
            lock.network,
            reverse("accounts:unlock", kwargs={"public_id": self.object.public_id}),
        )

    def _sessions(self) -> list[SignIn]:
        return [
            SignIn(
                row.person,
                device_words(row.agent),
                row.address,
                row.started_at,
                row.last_seen,
                end_url=reverse("accounts:end_any_session"),
                key=row.public_id,
            )
            for row in open_sessions(at=self.now, user=self.object)
        ]


class Verb(OneAccount):
    """A verb pressed on the account's page: it is done, or the page says why not."""

    http_method_names = ("post",)
    done: ClassVar[str] = ""

    def act(self, reason: str) -> None:
        """Call the verb."""
        raise NotImplementedError

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and go back to the account."""
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            self.act(reason)
        except Problem as error:
            said = [render(error.sentence)]
            if error.remedy is not None:
                said.append(render(error.remedy))
            messages.error(request, " ".join(said))
        else:
            messages.success(request, gettext(self.done))
        return HttpResponseRedirect(self.card_address)


class Deactivate(Verb):
    """Take the account out of use."""

    title = N_("Take out of use")
    done = N_("The account is out of use and its sessions have ended.")

    def act(self, reason: str) -> None:
        """Deactivate."""
        deactivate_account(actor=self.actor, user=self.object, reason=reason, at=self.now)


class Reactivate(Verb):
    """Take the account into use again."""

    title = N_("Take into use again")
    done = N_("The account is in use again.")

    def act(self, reason: str) -> None:
        """Reactivate."""
        reactivate_account(actor=self.actor, user=self.object, reason=reason, at=self.now)


class Unlock(Verb):
    """Lift the lock of wrong tries."""

    title = N_("Unlock")
    done = N_("The account is unlocked.")

    def act(self, reason: str) -> None:
        """Unlock; no reason is asked, the ledger says who did it."""
        del reason
        unlock_account(actor=self.actor, user=self.object, at=self.now)


class ResetFactor(Verb):
    """Take away a lost second factor."""

    title = N_("Reset the second step")
    done = N_(
        "The second step is reset. The person sets it up again at the next sign-in, if a role demands it."
    )

    def act(self, reason: str) -> None:
        """Reset."""
        reset_second_factor(actor=self.actor, user=self.object, reason=reason, at=self.now)


class Withdraw(Verb):
    """Withdraw a role."""

    title = N_("Withdraw role")
    done = N_("The role is withdrawn from today on.")

    def act(self, reason: str) -> None:
        """Withdraw."""
        withdraw_role(
            actor=self.actor,
            user=self.object,
            grant_id=self.request.POST.get("grant", ""),
            reason=reason,
            at=self.now,
        )


class ResetPassword(OneAccount):
    """Give a one-time password, shown once."""

    title = N_("One-time password")
    template = "accounts/one_time_password.html"
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it, set it, show it."""
        password = one_time_password()
        try:
            user = reset_password(actor=self.actor, user=self.object, password=password, at=self.now)
        except Problem as error:
            messages.error(request, render(error.sentence))
            return HttpResponseRedirect(self.card_address)
        return self.page(user=user, password=password, new=False)


class Correct(OneAccount):
    """Correct name, kind, mail address, answering person."""

    title = N_("Correct account")
    template = "accounts/user_correct.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form with what is known."""
        del request
        known = {name: getattr(self.object, name) for name in AccountForm.base_fields}
        return self.page(form=AccountForm(initial=known))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Correct and go back."""
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self.page(status=WRONG_STATUS, form=form)
        try:
            correct_account(actor=self.actor, user=self.object, **form.cleaned_data, at=self.now)
        except AccountRefused:
            raise
        except AccountsError as error:
            form.blame(error)
            return self.page(status=WRONG_STATUS, form=form)
        messages.success(request, gettext("The account is corrected."))
        return HttpResponseRedirect(self.card_address)


class Grant(OneAccount):
    """Give a role over a scope."""

    title = N_("Give a role")
    template = "accounts/grant.html"

    def _form(self, request: HttpRequest) -> tuple[GrantForm, int]:
        admin = self.object.account_type == AccountType.ADMIN
        roles = tuple(role for role in Role if (role is Role.SYSTEM_ADMIN) == admin)
        units, total = unit_choices(
            request.GET.get("unit_words", "").replace("\0", ""), on=self.on, keep=request.POST.get("unit", "")
        )
        data = request.POST if request.method == "POST" else None
        return GrantForm(data, roles=roles, units=units, blocs=bloc_choices()), total

    def _page(self, request: HttpRequest, form: GrantForm, total: int, *, status: int = 200) -> HttpResponse:
        return self.page(
            status=status,
            form=form,
            words=request.GET.get("unit_words", ""),
            total=total,
            offered=len(form.fields["unit"].choices) - 1,  # type: ignore[attr-defined]  # a ChoiceField
            admin=self.object.account_type == AccountType.ADMIN,
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; the filter narrows the units offered."""
        form, total = self._form(request)
        return self._page(request, form, total)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give the role and go back."""
        form, total = self._form(request)
        if not form.is_valid():
            return self._page(request, form, total, status=WRONG_STATUS)
        given = form.cleaned_data
        kind = ScopeKind.UNIT if given["unit"] else ScopeKind.BLOC if given["bloc"] else ScopeKind.ALL
        try:
            grant_role(
                actor=self.actor,
                user=self.object,
                role=given["role"],
                scope_kind=kind,
                scope_key=given["unit"] or given["bloc"],
                valid_from=given["valid_from"],
                valid_to=given["valid_to"],
                at=self.now,
            )
        except AccountRefused:
            raise
        except AccountsError as error:
            form.blame(error)
            return self._page(request, form, total, status=WRONG_STATUS)
        messages.success(request, gettext("The role is given."))
        return HttpResponseRedirect(self.card_address)
