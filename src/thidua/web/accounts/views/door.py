"""The door: signing in, the second step, signing out, staying, and the first run."""

from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.accounts.actions import FIRST_RUN, make_first_administrator
from thidua.accounts.errors import AccountRefused, AccountsError, EntryRefused
from thidua.accounts.queries import anyone_exists, first_run_token, forget_first_run_token
from thidua.accounts.queries.access import idle_limit, session_deadline
from thidua.accounts.signing_in import close_session, see_session, try_code, try_first_run_token, try_password
from thidua.accounts.states import SessionEnding
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_, render
from thidua.web.accounts.forms import CodeForm, FirstRunForm, SignInForm
from thidua.web.accounts.parts import WRONG_STATUS, barred
from thidua.web.accounts.sessions import (
    OVER_WHY,
    WORK_SESSION,
    awaited,
    forget,
    safe_next,
    sign_in,
    wait_for_code,
    work_session,
)
from thidua.web.accounts.words import OVER_WORDS
from thidua.web.shared.visitors import visitor_of


def demo_accounts() -> tuple[tuple[object, ...], str]:
    """In demo mode the accounts offered on the sign-in page and their common password; nothing otherwise."""
    if not settings.DEMO or find_spec("thidua.demo.accounts") is None:
        return (), ""
    demo = import_module("thidua.demo.accounts")
    return demo.shown_accounts(), demo.PASSWORD


class SignIn(Screen[NoObject]):
    """Name and password."""

    public = "Whoever wants to sign in has not signed in yet."
    title = N_("Sign in")
    template = "accounts/sign_in.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; whoever has signed in goes on."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe_next(request))
        return self._form(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try; then the second step or straight in."""
        form = SignInForm(request.POST)
        if not form.is_valid():
            return self._form(request, form, status=WRONG_STATUS)
        try:
            entering = try_password(
                **form.cleaned_data, visitor=visitor_of(request), at=self.now, request=request
            )
        except EntryRefused as refusal:
            if refusal.until is not None:
                return barred(self, refusal, going_to=safe_next(request))
            form.add_error(None, render(refusal.sentence))
            return self._form(request, form, status=WRONG_STATUS)
        if entering.needs_code:
            wait_for_code(request, entering.user, going_to=safe_next(request))
            return HttpResponseRedirect(reverse("accounts:sign_in_code"))
        sign_in(request, entering.user, second_factor=False)
        return HttpResponseRedirect(safe_next(request))

    def _form(self, request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
        shown, password = demo_accounts()
        over = OVER_WORDS.get(str(request.session.pop(OVER_WHY, "")), "") if request.method == "GET" else ""
        return self.page(
            status=status,
            form=form,
            next=safe_next(request),
            over=over,
            demo_accounts=shown,
            demo_password=password,
            help_words=settings.SIGN_IN_HELP,
        )


class SignInCode(Screen[NoObject]):
    """The second step."""

    public = "Reached between the two steps of signing in; without the first it leads back to it."
    title = N_("The second step")
    template = "accounts/sign_in_code.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, while somebody's code is awaited."""
        if awaited(request, at=self.now) is None:
            return HttpResponseRedirect(reverse("accounts:sign_in"))
        return self.page(form=CodeForm(), help_words=settings.SIGN_IN_HELP)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try the code."""
        waiting = awaited(request, at=self.now)
        if waiting is None:
            return HttpResponseRedirect(reverse("accounts:sign_in"))
        user, going_to = waiting
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self.page(status=WRONG_STATUS, form=form, help_words=settings.SIGN_IN_HELP)
        try:
            try_code(user=user, code=form.cleaned_data["code"], visitor=visitor_of(request), at=self.now)
        except EntryRefused as refusal:
            if refusal.until is not None:
                return barred(self, refusal, going_to=safe_next(request))
            form.add_error("code", render(refusal.sentence))
            return self.page(status=WRONG_STATUS, form=form, help_words=settings.SIGN_IN_HELP)
        sign_in(request, user, second_factor=True)
        return HttpResponseRedirect(going_to)


class SignOut(Screen[NoObject]):
    """End this session."""

    public = "Signing out is open to whoever is still, or no longer, signed in."
    title = N_("Sign out")
    template = "accounts/sign_out.html"
    open_while_bound: ClassVar[bool] = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """A button; a link alone must not sign anyone out."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("accounts:sign_in"))
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Close the session and go to the door."""
        if request.user.is_authenticated:
            close_session(
                user=request.user,
                public_id=str(request.session.get(WORK_SESSION, "")),
                why=SessionEnding.SIGNED_OUT,
                visitor=visitor_of(request),
                at=self.now,
            )
        forget(request)
        return HttpResponseRedirect(reverse("accounts:sign_in"))


class Stay(Screen[NoObject]):
    """«Tiếp tục làm việc»: the person is still here, and the server's session really begins its idle time anew."""

    public = "Answers 401 to whoever has not signed in; a script asks and must not be led to a page."
    open_while_bound: ClassVar[bool] = True
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """When the session ends now, in seconds since 1970."""
        session = work_session(request)
        if session is None or not request.user.is_authenticated:
            return JsonResponse({"signed_out": True}, status=401)
        session = see_session(user=request.user, session=session, at=self.now)
        end = session_deadline(session, limit=idle_limit(request.user))
        return JsonResponse({"expires_at": end.timestamp(), "now": self.now.timestamp()})


class FirstRun(Screen[NoObject]):
    """The first administrator of an empty installation."""

    public = "There is no account yet; the console's code is asked for, and the page closes with the first account."
    title = N_("First administrator")
    template = "accounts/first_run.html"
    open_on_first_run: ClassVar[bool] = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, while there is no account."""
        if anyone_exists():
            return HttpResponseRedirect("/")
        first_run_token()
        return self.page(form=FirstRunForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check the code, make the account, sign in."""
        form, token = FirstRunForm(request.POST), first_run_token()
        if token is None:
            return HttpResponseRedirect("/")
        if not form.is_valid():
            return self.page(status=WRONG_STATUS, form=form)
        given = form.cleaned_data
        try:
            if not try_first_run_token(
                given=given["token"], expected=token, visitor=visitor_of(request), at=self.now
            ):
                form.add_error(
                    "token", gettext("The code does not fit. It is printed on the server's console.")
                )
                return self.page(status=WRONG_STATUS, form=form)
            user = make_first_administrator(
                actor=FIRST_RUN,
                username=given["username"],
                full_name=given["full_name"],
                password=given["password"],
                at=self.now,
            )
        except EntryRefused as refusal:
            return barred(self, refusal, going_to=safe_next(request))
        except AccountRefused:
            return HttpResponseRedirect("/")
        except AccountsError as error:
            form.blame(error)
            return self.page(status=WRONG_STATUS, form=form)
        forget_first_run_token()
        sign_in(request, user, second_factor=False)
        return HttpResponseRedirect("/")
