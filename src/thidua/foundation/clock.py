"""The clock, read only at the edges (screens and commands) and passed in from there."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)


def now() -> datetime:
    """This moment, with its zone (+07:00)."""
    return _fixed.get() or timezone.now().astimezone(VIET_NAM)


def today() -> date:
    """Today in Viet Nam."""
    return now().astimezone(VIET_NAM).date()


@contextmanager
def override(*, moment: datetime) -> Iterator[None]:
    """Stand at another moment, for tests and loaders; `moment` must carry a zone."""
    if moment.tzinfo is None:
        message = "A moment needs a zone."
        raise ValueError(message)
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
