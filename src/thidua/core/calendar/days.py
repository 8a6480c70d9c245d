"""Working days and lateness «ngày làm việc, số ngày chậm», over holidays that are data and may be corrected.

A week has five working days. A public holiday «ngày lễ, tết» takes one away, and so does a day off in its place
«nghỉ bù» or one exchanged «nghỉ hoán đổi»; a Saturday worked in exchange «làm bù» adds one. A year without data
counts Saturdays and Sundays only: `Holidays.covers` tells, so that a screen can say so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


class DayKind(StrEnum):
    """How days are counted: every day «ngày» or working days «ngày làm việc»."""

    CALENDAR = "calendar"
    WORKING = "working"


class Roll(StrEnum):
    """Where a day goes that falls on a day off: it stays, to the next working day, or to the one before."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"


class SpecialKind(StrEnum):
    """What makes a day other than its weekday says."""

    HOLIDAY = "holiday"
    COMPENSATION = "compensation"
    EXCHANGED = "exchanged"
    WORKED = "worked"


class Known(StrEnum):
    """Whether the day was seen in a source, or is entered from general knowledge."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day off on a weekday, or a Saturday or Sunday that is worked; `source` is the paper that says so."""

    day: date
    kind: SpecialKind
    name: str
    known: Known
    source: str = ""

    @property
    def off(self) -> bool:
        """Whether nobody works on it."""
        return self.kind is not SpecialKind.WORKED


@dataclass(frozen=True, slots=True)
class YearOfHolidays:
    """The special days of one year in their order, and what else is to be known of them."""

    year: int
    days: tuple[SpecialDay, ...]
    note: str = ""

    @property
    def unconfirmed(self) -> tuple[SpecialDay, ...]:
        """The days that were not seen in a source."""
        return tuple(one for one in self.days if one.known is Known.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The special days of several years by day."""

    days: Mapping[date, SpecialDay] = field(default_factory=dict[date, SpecialDay])
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, years: Iterable[YearOfHolidays]) -> Self:
        """Join years; of two that speak of the same year the later one counts."""
        chosen = {one.year: one for one in years}
        days = {special.day: special for one in chosen.values() for special in one.days}
        return cls(days, frozenset(chosen))

    def covers(self, day: date) -> bool:
        """Whether the holidays of the day's year are known at all."""
        return day.year in self.years

    def special(self, day: date) -> SpecialDay | None:
        """What is special about a day, if anything."""
        return self.days.get(day)


def is_working(day: date, holidays: Holidays) -> bool:
    """Whether offices work on the day."""
    special = holidays.special(day)
    return day.weekday() < SATURDAY if special is None else not special.off


def _after(day: date, last: date) -> Iterator[date]:
    for number in range(1, (last - day).days + 1):
        yield day + number * DAY


def working_days(first: date, last: date, holidays: Holidays) -> int:
    """How many working days there are from `first` to `last`, both counted; none when the last comes before."""
    return sum(is_working(day, holidays) for day in _after(first - DAY, last))


def add_days(day: date, count: int, *, kind: DayKind, holidays: Holidays) -> date:
    """The day `count` days after (before, when negative).

    In working days each step goes to the next working day, so that the answer is one unless `count` is 0: "0 days
    after" is the day itself.
    """
    if kind is DayKind.CALENDAR:
        return day + count * DAY
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working(day, holidays)
    return day


def roll(day: date, rule: Roll, holidays: Holidays) -> date:
    """The day itself when it is worked on (or stays by its rule), else the nearest working day on the rule's side."""
    if rule is Roll.KEEP:
        return day
    step = DAY if rule is Roll.NEXT else -DAY
    while not is_working(day, holidays):
        day += step
    return day


def days_late(due: date, filed: date, *, kind: DayKind, holidays: Holidays) -> int:
    """How many days late something was filed that was due on a day; negative when early, 0 on the day.

    In working days only those after the due day count: due on a Friday, filed on the Sunday is not late yet, filed on
    the Monday is one day late.
    """
    if kind is DayKind.CALENDAR:
        return (filed - due).days
    if filed >= due:
        return working_days(due + DAY, filed, holidays)
    return -working_days(filed + DAY, due, holidays)
