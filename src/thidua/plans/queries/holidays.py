"""The holidays in use: those that come with the product, each year replaced by this office's own where it has set one."""

from dataclasses import dataclass
from datetime import datetime

from thidua.core.calendar import Holidays, Known, SpecialDay, SpecialKind, YearOfHolidays, shipped_years
from thidua.plans.models import CalendarDay, CalendarYear


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """One year's holidays; `revision` is 0 and there is no hand behind it while the shipped year stands."""

    year: int
    holidays: YearOfHolidays
    revision: int = 0
    reason: str = ""
    corrected_at: datetime | None = None
    corrected_by: str = ""

    @property
    def own(self) -> bool:
        """Whether this office set the year itself."""
        return self.revision > 0


def _corrected() -> tuple[CalendarCard, ...]:
    days: dict[int, list[SpecialDay]] = {}
    rows: dict[int, CalendarYear] = {}
    for row in CalendarDay.objects.select_related("calendar").order_by("day"):
        rows[row.calendar.year] = row.calendar
        days.setdefault(row.calendar.year, []).append(
            SpecialDay(row.day, SpecialKind(row.kind), row.name, Known(row.known), row.source)
        )
    return tuple(
        CalendarCard(
            year,
            YearOfHolidays(year, tuple(days[year]), row.note),
            row.revision,
            row.reason,
            row.corrected_at,
            row.corrected_by_name,
        )
        for year, row in rows.items()
    )


def calendar_years() -> tuple[CalendarCard, ...]:
    """Every year there is, the newest first; one query."""
    found = {one.year: CalendarCard(one.year, one) for one in shipped_years()}
    found |= {card.year: card for card in _corrected()}
    return tuple(found[year] for year in sorted(found, reverse=True))


def calendar_year(year: int) -> CalendarCard:
    """One year; without days and unknown when nobody has set it and none was shipped."""
    known = {card.year: card for card in calendar_years()}
    return known.get(year) or CalendarCard(year, YearOfHolidays(year, ()))


def holidays_in_use() -> Holidays:
    """The holidays by which days are counted now; one query."""
    return Holidays.of(card.holidays for card in calendar_years())
