"""Deadlines that hang on one another «mốc»: absolute days, and days counted from the day of something else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.calendar.days import DayKind, Holidays, Roll, add_days, roll


@dataclass(frozen=True, slots=True)
class Absolute:
    """A fixed day."""

    day: date
    roll: Roll = Roll.KEEP


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days after (before, when negative) the day of `base`."""

    base: str
    days: int
    kind: DayKind = DayKind.CALENDAR
    roll: Roll = Roll.KEEP


type When = Absolute | Relative


class AnchorUnknown(ValueError):
    """`code` counts from `base`, which is not there."""

    def __init__(self, code: str, base: str) -> None:
        """Keep both."""
        super().__init__(f"{code} counts from {base}, which is not there")
        self.code = code
        self.base = base


class AnchorCycle(ValueError):
    """Days that count from one another in a circle; `path` begins and ends with the same code."""

    def __init__(self, path: tuple[str, ...]) -> None:
        """Keep the circle."""
        super().__init__(" → ".join(path))
        self.path = path


def resolve(whens: Mapping[str, When], holidays: Holidays) -> dict[str, date]:
    """The day of every code; raises `AnchorUnknown` or `AnchorCycle`.

    A day is moved by its own roll rule before others count from it.
    """
    days: dict[str, date] = {}
    for code in whens:
        for name in reversed(_way_down(code, whens, days)):
            when = whens[name]
            bare = (
                when.day
                if isinstance(when, Absolute)
                else add_days(days[when.base], when.days, kind=when.kind, holidays=holidays)
            )
            days[name] = roll(bare, when.roll, holidays)
    return {code: days[code] for code in whens}


def _way_down(code: str, whens: Mapping[str, When], known: Mapping[str, date]) -> list[str]:
    """The codes to resolve, from `code` down to one that stands by itself or is known already."""
    path: list[str] = []
    while code not in known:
        if code in path:
            raise AnchorCycle((*path[path.index(code) :], code))
        if code not in whens:
            raise AnchorUnknown(path[-1], code)
        path.append(code)
        when = whens[code]
        if isinstance(when, Absolute):
            break
        code = when.base
    return path


def dependants(whens: Mapping[str, When], code: str) -> tuple[str, ...]:
    """Every code that counts from `code`, directly or through others, in their order."""
    reached = {code}
    while new := {
        name
        for name, when in whens.items()
        if name not in reached and isinstance(when, Relative) and when.base in reached
    }:
        reached |= new
    return tuple(name for name in whens if name in reached and name != code)


@dataclass(frozen=True, slots=True)
class Shift:
    """One day that another day took the place of."""

    code: str
    was: date
    now: date

    @property
    def days(self) -> int:
        """Calendar days by which it moves; negative when it comes earlier."""
        return (self.now - self.was).days


def shifts(
    before: Mapping[str, date], after: Mapping[str, date], *, order: Iterable[str] = ()
) -> tuple[Shift, ...]:
    """What differs between two resolutions, in the order given (of `after` when none is)."""
    codes = tuple(order) or tuple(after)
    return tuple(
        Shift(code, before[code], after[code])
        for code in codes
        if code in before and code in after and before[code] != after[code]
    )
