"""How often a person is written to, and when next: plain Python."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

VIET_NAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY: Final = 5


class Frequency(StrEnum):
    """How often the digest «thư tổng hợp» comes: never, each weekday from Monday to Friday, or once a week."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


def next_digest(frequency: Frequency, *, hour: int, weekday: int, after: datetime) -> datetime | None:
    """The first moment after `after` at which the digest is due; None when it never is.

    `hour` is on the clock of Viet Nam (0 to 23); `weekday` counts from Monday (0) and matters only weekly.
    """
    if frequency is Frequency.NONE:
        return None
    day = after.astimezone(VIET_NAM).date()
    for ahead in range(9):
        moment = _at(day + timedelta(days=ahead), hour)
        fits = moment.weekday() == weekday if frequency is Frequency.WEEKLY else moment.weekday() < SATURDAY
        if fits and moment > after:
            return moment
    message = f"{weekday} is no day of the week."
    raise ValueError(message)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=VIET_NAM)
