"""What happens before a screen: the first run, the session kept or ended, duties that come first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from thidua.accounts.queries import User, anyone_exists, factor_due, session_in_use
from thidua.accounts.queries.access import idle_limit, session_over
from thidua.accounts.signing_in import close_session, see_session
from thidua.accounts.states import AccountType, SessionEnding
from thidua.foundation import clock
from thidua.web.accounts.sessions import (
    BACKGROUND_HEADER,
    WORK_SESSION,
    forget,
    session_end,
    work_session,
)
from thidua.web.shared.visitors import visitor_of

type Next = Callable[[HttpRequest], HttpResponseBase]

# Seconds within which further requests are one act: a page and its parts need not each write a row.
ONE_ACT: Final = timedelta(seconds=10)
EXPIRES_HEADER: Final = "X-Session-Expires-At"


def _asks_for_data(request: HttpRequest) -> bool:
    """A request of a script, which must not be answered with another page."""
    return "HX-Request" in request.headers or "application/json" in request.headers.get("Accept", "")


class FirstRun:
    """While there is no account at all, every address leads to the page that makes the first administrator."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead there; language, theme and health stay open."""
        del args, kwargs
        screen = getattr(view, "view_class", None)
        shared = getattr(screen, "__module__", "").startswith("thidua.web.shared.")
        stays = shared or getattr(screen, "open_on_first_run", False)
        if stays or request.user.is_authenticated or anyone_exists():
            return None
        return HttpResponseRedirect(reverse("accounts:first_run"))


class KeepSession:
    """Ends a session that has lain idle, has lasted too long or was ended elsewhere; keeps the others alive.

    The server decides; the countdown in the page only shows it. What a page asks for by itself (`BACKGROUND_HEADER`)
    is no act of the person and renews nothing.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Judge the session, answer, and tell scripts when it ends."""
        self._judge(request)
        response = self.get_response(request)
        if not _asks_for_data(request):
            return response
        to_the_door = response.status_code == 302 and response.headers.get("Location", "").startswith(
            reverse("accounts:sign_in")
        )
        if to_the_door:
            return JsonResponse({"signed_out": True}, status=401)
        if request.user.is_authenticated and (end := session_end(request)) is not None:
            response.headers[EXPIRES_HEADER] = str(int(end))
        return response

    def _judge(self, request: HttpRequest) -> None:
        # Everyone is looked at here anyway; from here on the person is read without a lazy object in between.
        user = request.user = get_user(request)
        if not user.is_authenticated:
            return
        key = request.session.get(WORK_SESSION, "")
        session = session_in_use(key, user) if key else None
        if session is None:
            forget(request, SessionEnding.ENDED_BY_OWNER)
            return
        moment = clock.now()
        why = session_over(session, limit=idle_limit(user), at=moment)
        if why is not None:
            close_session(user=user, public_id=key, why=why, visitor=visitor_of(request), at=moment)
            forget(request, why)
            return
        if BACKGROUND_HEADER not in request.headers and moment - session.last_seen >= ONE_ACT:
            session = see_session(user=user, session=session, at=moment)
        request.work_session = session  # type: ignore[attr-defined]  # read by web.accounts.sessions.work_session


class DutiesFirst:
    """Whoever must change the password or set up a second factor is led there and can do nothing else before.

    Public screens and those that say `open_while_bound` stay open.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead to the first duty, if there is one."""
        del args, kwargs
        screen = getattr(view, "view_class", None)
        user = request.user
        if screen is None or not user.is_authenticated:
            return None
        if screen.public or getattr(screen, "open_while_bound", False):
            return None
        address = duty_of(request, user)
        if address is None:
            return None
        going_to = request.get_full_path() if request.method == "GET" else "/"
        return HttpResponseRedirect(f"{reverse(address)}?{urlencode({'next': going_to})}")


def password_is_old(user: User) -> bool:
    """Whether an administrator's password has reached its age (`THIDUA_PASSWORD_DAYS_ADMIN`).

    In the demonstration passwords are public and do not age.
    """
    days = settings.PASSWORD_DAYS_ADMIN
    if settings.DEMO or not days or user.account_type != AccountType.ADMIN:
        return False
    return clock.now() - user.password_set_at >= timedelta(days=days)


def duty_of(request: HttpRequest, user: User) -> str | None:
    """The screen that comes before everything else, or None."""
    if user.must_change_password or password_is_old(user):
        return "accounts:password"
    session = work_session(request)
    if (
        session is not None
        and session.demands
        and not session.second_factor
        and factor_due(user, on=clock.today())
    ):
        return "accounts:second_factor_set_up"
    return None
