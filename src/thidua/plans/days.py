"""The days of a plan worked out: what a change of one day does to the others, told before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.calendar import (
    AnchorCycle,
    AnchorUnknown,
    Holidays,
    Shift,
    When,
    dependants,
    resolve,
    shifts,
)
from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_
from thidua.plans.errors import PlanActUnfit, PlanDaysCircular
from thidua.plans.queries import PlanFrame

FARTHEST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move does: every line whose day changes, and those that count from it but stay, done or dropped as they are."""

    code: str
    when: When
    shifts: tuple[Shift, ...]
    staying: tuple[str, ...]

    @property
    def own(self) -> Shift | None:
        """The move of the line itself."""
        return next((one for one in self.shifts if one.code == self.code), None)

    @property
    def others(self) -> tuple[Shift, ...]:
        """The moves of the lines that count from it."""
        return tuple(one for one in self.shifts if one.code != self.code)


def checked_days(whens: Mapping[str, When], holidays: Holidays, *, where: str, year: int) -> dict[str, date]:
    """The day of every line; raises `PlanDaysCircular` or `PlanActUnfit` with a sentence that names the codes."""
    try:
        days = resolve(whens, holidays)
    except AnchorCycle as circle:
        raise PlanDaysCircular(
            Sentence(
                N_("The days would count from one another in a circle: {path}."),
                {"path": " → ".join(circle.path)},
            ),
            path=circle.path,
            where=where,
            remedy=Sentence(N_("Give one of these lines a fixed day, or let it count from another line.")),
        ) from circle
    except AnchorUnknown as missing:
        raise PlanActUnfit(
            Sentence(
                N_("Line {code} counts from {base}, which the plan does not have."),
                {"code": missing.code, "base": missing.base},
            ),
            where=where,
            remedy=Sentence(N_("Choose a line or an anchor of this plan.")),
        ) from missing
    except OverflowError as far:
        raise _too_far(where) from far
    if any(not year - 1 <= day.year <= year + FARTHEST_YEARS for day in days.values()):
        raise _too_far(where)
    return days


def _too_far(where: str) -> PlanActUnfit:
    return PlanActUnfit(
        Sentence(
            N_("A day of the plan would lie outside its time: from the year before to three years after.")
        ),
        where=where,
        remedy=Sentence(N_("Check the year and the number of days.")),
    )


def effect_of_move(frame: PlanFrame, code: str, when: When) -> Effect:
    """What giving a line another day does; raises as `checked_days`, naming the field `when`."""
    whens = {**frame.whens, code: when}
    days = checked_days(whens, frame.holidays, where="when", year=frame.year.year)
    below = dependants({row.code: row.when for row in frame.activities} | {code: when}, code)
    settled = {row.code for row in frame.activities if frame.settled(row)}
    return Effect(code, when, shifts(frame.days, days), tuple(one for one in below if one in settled))


def effect_of_holidays(frame: PlanFrame) -> tuple[Shift, ...]:
    """The lines whose days differ when counted by the holidays in use now; raises as `checked_days`."""
    days = checked_days(frame.whens, frame.holidays, where="", year=frame.year.year)
    return shifts(frame.days, days)
