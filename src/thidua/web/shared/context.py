"""What every page knows beside its own matter: the person, the menu, the bloc and year at hand, the language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from thidua.foundation import clock
from thidua.foundation.wording import active_language
from thidua.web.shared.bell import bell_at
from thidua.web.shared.menu import Line, menu_for


@dataclass(frozen=True, slots=True)
class Band:
    """The context band: which bloc and year the person works in, at which phase, in which role."""

    bloc: str
    year: int
    phase: str
    role: str
    switch: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame around a page."""

    language: str
    other_language: str
    place: str
    standing_body: str
    theme: str
    path: str
    menu: tuple[tuple[Line, ...], ...]
    band: Band | None
    waiting: int
    unread: int
    person: str
    account: str
    session_expires_at: float | None
    now: float
    demo: bool
    help: str

    @property
    def itself(self) -> "Shell":
        """The frame without the lazy object around it, for a template that reads it dozens of times."""
        return self


# Screen rooms contribute here, so that the frame imports none of them.
BAND: list[Callable[[HttpRequest], Band | None]] = []
WAITING: list[Callable[[HttpRequest], int]] = []
SESSION_END: list[Callable[[HttpRequest], float | None]] = []
HELP: list[Callable[[HttpRequest], str]] = []


def _shell(request: HttpRequest, current: str) -> Shell:
    user = getattr(request, "user", None)
    known: Any = user if user is not None and user.is_authenticated else None
    language = active_language()
    theme = request.COOKIES.get("thidua_theme", "")
    return Shell(
        language=language,
        other_language="en" if language == "vi" else "vi",
        place=settings.PLACE_NAME,
        standing_body=settings.STANDING_BODY,
        theme=theme if theme in {"light", "dark"} else "",
        path=request.get_full_path(),
        menu=menu_for(known, on=clock.today(), current=current) if known else (),
        band=next((found for give in BAND if (found := give(request))), None) if known else None,
        waiting=sum(give(request) for give in WAITING) if known else 0,
        unread=bell_at(request).unread if known else 0,
        person=known.actor_name if known else "",
        account=known.actor_key if known else "",
        session_expires_at=next((end for give in SESSION_END if (end := give(request))), None)
        if known
        else None,
        now=clock.now().timestamp(),
        demo=settings.DEMO,
        help=next((page for explain in HELP if (page := explain(request))), ""),
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` (computed when first used) and the waiting messages."""
    match = request.resolver_match
    view = getattr(match.func, "view_class", None) if match else None
    current = getattr(view, "menu", "")
    return {
        "shell": SimpleLazyObject(lambda: _shell(request, current)),
        # Masked once for a page; Django's own would be masked anew for each of its forms.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "messages": SimpleLazyObject(lambda: list(get_messages(request))),
    }
