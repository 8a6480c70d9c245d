"""What a request says of its session, and the steps of a sign-in kept between two requests."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.accounts.queries import KeptSession, User, find_user
from thidua.accounts.queries.access import idle_limit, session_deadline
from thidua.accounts.signing_in import open_session
from thidua.foundation import clock
from thidua.web.shared.visitors import visitor_of

# Keys of the browser's session.
WORK_SESSION: Final = "work_session"
ENTERING: Final = "entering"
CONFIRMED_AT: Final = "confirmed_at"
OVER_WHY: Final = "session_over"
NEW_SECRET: Final = "new_factor_secret"  # noqa: S105 -- the name of a place, not a secret
SECOND_FACTOR: Final = "second_factor_shown"

CODE_WITHIN: Final = timedelta(minutes=5)
CONFIRMED_FOR: Final = timedelta(minutes=10)
"""How long a sign-in or a confirmed password is fresh enough for what only the person may do."""
BACKGROUND_HEADER: Final = "X-Thidua-Background"
"""Requests that a page makes by itself carry this header; they do not keep a session alive."""


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where to go afterwards: an address of this very site, or `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else default


def begin_session(sender: object, request: HttpRequest, user: Any, **more: Any) -> None:
    """Open the session of a sign-in, whichever way it was made: without one, the next request signs out again."""
    del sender, more
    shown = bool(request.session.pop(SECOND_FACTOR, False))
    moment = clock.now()
    session = open_session(user=user, visitor=visitor_of(request), second_factor=shown, at=moment)
    request.session[WORK_SESSION] = session.public_id
    request.session[CONFIRMED_AT] = moment.timestamp()
    request.work_session = session  # type: ignore[attr-defined]  # set by KeepSession on later requests


def sign_in(request: HttpRequest, user: User, *, second_factor: bool) -> None:
    """Sign in: the browser's session gets a new key, and a work session is opened."""
    request.session[SECOND_FACTOR] = second_factor
    kept = {key: request.session[key] for key in (SECOND_FACTOR,)}
    request.session.flush()
    request.session.update(kept)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])


def forget(request: HttpRequest, why: str = "") -> None:
    """Sign out of the browser; `why` is told on the sign-in page."""
    logout(request)
    if why:
        request.session[OVER_WHY] = why


def work_session(request: HttpRequest) -> KeptSession | None:
    """The session this request belongs to."""
    found: KeptSession | None = getattr(request, "work_session", None)
    return found


def session_end(request: HttpRequest) -> float | None:
    """When the session ends by itself, in seconds since 1970; the frame counts down to it."""
    session = work_session(request)
    if session is None or not request.user.is_authenticated:
        return None
    return session_deadline(session, limit=idle_limit(request.user)).timestamp()


def wait_for_code(request: HttpRequest, user: User, *, going_to: str) -> None:
    """Remember between the two steps whose password was right; worth nothing without the code."""
    request.session.cycle_key()
    request.session[ENTERING] = {"user": user.public_id, "at": clock.now().timestamp(), "next": going_to}


def awaited(request: HttpRequest, *, at: datetime) -> tuple[User, str] | None:
    """Whose code is awaited, and where they want to go; None when nobody's, or it took too long."""
    kept = request.session.get(ENTERING)
    if not isinstance(kept, dict) or at.timestamp() - float(kept["at"]) > CODE_WITHIN.total_seconds():
        return None
    user = find_user(str(kept["user"]))
    return (user, str(kept["next"])) if user is not None and user.is_active else None


def confirmed_lately(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the password was given within the last ten minutes."""
    when = request.session.get(CONFIRMED_AT)
    return isinstance(when, float) and 0 <= at.timestamp() - when < CONFIRMED_FOR.total_seconds()


def note_confirmed(request: HttpRequest, *, at: datetime) -> None:
    """The password has just been given."""
    request.session[CONFIRMED_AT] = at.timestamp()
