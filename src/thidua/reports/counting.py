"""How days late are counted and what they make of a report. Plain data in, plain data out."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua.core.calendar import DayKind, Holidays, days_late, shipped_holidays
from thidua.reports.states import CountsAs


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one bloc-year; what stands here is used until its officer sets others."""

    remind_days: tuple[int, ...] = (7, 3, 1)
    overdue_every: int = 3
    day_kind: DayKind = DayKind.CALENDAR
    missing_after: int | None = 30
    resent_counts: bool = False
    lateness_leaf: str = ""
    registration_leaf: str = ""


DEFAULT_RULES: Final = Rules()


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days late (negative when early) and how the report counts."""

    days: int
    counts_as: CountsAs


def lateness_of(
    due: date, filed: date | None, *, on: date, rules: Rules, holidays: Holidays | None = None
) -> Lateness | None:
    """How a report stands towards its deadline on a day; None while it is neither filed nor overdue.

    What was never filed is counted as if it came today, so that it turns from late into missing by itself.
    """
    known = holidays or shipped_holidays()
    days = days_late(due, filed or on, kind=rules.day_kind, holidays=known)
    if filed is None and days <= 0:
        return None
    if days <= 0:
        return Lateness(days, CountsAs.ON_TIME)
    if rules.missing_after is not None and days > rules.missing_after:
        return Lateness(days, CountsAs.MISSING)
    return Lateness(days, CountsAs.LATE)


def reminder_due(due: date, *, on: date, rules: Rules) -> int | None:
    """Which reminder belongs to a day: days from the deadline (negative before it), or None.

    The nearest planned day that has been reached counts, so that a worker that stood still for a day sends what it
    missed once, not all at once.
    """
    days = (on - due).days
    if days <= 0:
        reached = [-before for before in rules.remind_days if -before <= days]
        return max(reached, default=None)
    if not rules.overdue_every:
        return 1
    return 1 + (days - 1) // rules.overdue_every * rules.overdue_every
