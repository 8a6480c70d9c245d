"""The calendar everyone of the bloc sees: a month as a grid and as a list, drawn on the server."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core.calendar import SpecialDay
from thidua.foundation.wording import N_
from thidua.plans.permissions import may_draft_plan, may_open_consultation, may_read_year, versions_readable
from thidua.plans.queries import (
    ConsultationLine,
    PlanFrame,
    YearFrame,
    consultation_lines,
    holidays_in_use,
    plan_frames_in,
    plans_of_year,
    shown_plan,
    year_frame,
)
from thidua.web.plans.addresses import calendar_address, consultation_address, plan_address
from thidua.web.plans.present import Line, lines_of, names_of
from thidua.web.plans.views.base import RoomScreen
from thidua.web.plans.words import WEEKDAYS, consultation_state, month_name, opening, plan_state, weekday
from thidua.web.shared import parts

MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day."""

    day: date
    title: str
    href: str
    sub: str
    state: parts.State
    late: str
    mine: bool


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the grid; `outside` the month it is empty."""

    day: date
    outside: bool
    today: bool
    off: bool
    special: str
    entries: tuple[Entry, ...]


def entry_of(line: Line) -> Entry:
    """A line of the plan on its day."""
    sub = " · ".join(word for word in (line.owner, line.output) if word)
    return Entry(line.due_on, f"{line.code} {line.title}", line.href, sub, line.state, line.late, line.mine)


def entry_of_consultation(line: ConsultationLine) -> Entry:
    """The last day for answers to a draft."""
    title = _("Answers until today: %(title)s") % {"title": line.title}
    state = consultation_state(line.state)
    return Entry(line.answers_until, title, consultation_address(line.public_id), "", state, "", mine=False)


class CalendarPage(RoomScreen[YearFrame]):
    """The calendar of a bloc-year."""

    permission = staticmethod(may_read_year)
    title = N_("Calendar of the bloc")
    template = "plans/calendar.html"

    @property
    def year(self) -> YearFrame:
        """The bloc-year itself."""
        return self.object

    def load(self, request: HttpRequest, **kwargs: Any) -> YearFrame | None:
        """The bloc-year the address names."""
        return year_frame(str(kwargs["bloc_year"]))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The month asked for, else the one that is nearest to today."""
        holidays = holidays_in_use()
        card = shown_plan(versions_readable(self.actor, self.year, plans_of_year(self.year.id), on=self.on))
        plan = plan_frames_in([(self.year, card)], holidays)[0] if card is not None else None
        own = request.GET.get("cua-toi", "") == "1"
        entries = [one for one in self.entries(plan) if one.mine or not own]
        month = self.month(request.GET.get("thang", ""), entries)
        last = month.replace(day=monthrange(month.year, month.month)[1])
        here = calendar_address(self.year.public_id)
        more = "&cua-toi=1" if own else ""
        return self.page(
            plan=card,
            plan_href=plan_address(card.public_id) if card else "",
            plan_state=plan_state(card.state) if card else None,
            month=month,
            asked=f"{month:%Y-%m}",
            month_words=month_name(month),
            weeks=self.weeks(month, last, entries, holidays.days),
            weekdays=[opening(_(name)) for name in WEEKDAYS],
            listed=[one for one in entries if month <= one.day <= last],
            weekday=weekday,
            specials=[holidays.days[day] for day in sorted(holidays.days) if month <= day <= last],
            covered=holidays.covers(month),
            back=f"{here}?thang={month - timedelta(days=1):%Y-%m}{more}",
            onward=f"{here}?thang={last + timedelta(days=1):%Y-%m}{more}",
            months=self.months(entries, month),
            here=here,
            own=own,
            may_own=bool(self.part.units),
            sends=reverse("plans:send_text", args=(self.year.public_id,))
            if may_open_consultation(self.actor, self.year, on=self.on).allowed
            else "",
            drafts=reverse("plans:draft", args=(self.year.public_id,))
            if card is None and may_draft_plan(self.actor, self.year, on=self.on).allowed
            else "",
            crumb_items=self.way()[:1],
        )

    def entries(self, plan: PlanFrame | None) -> list[Entry]:
        """What happens in the year: the lines of the plan, the last days for answers."""
        found = [entry_of_consultation(line) for line in consultation_lines(self.year.id)]
        if plan is not None:
            lines = lines_of(plan, names_of(plan, self.on), on=self.on, mine=self.part.units)
            found += [entry_of(line) for line in lines if not line.dropped]
        return sorted(found, key=lambda one: one.day)

    def month(self, asked: str, entries: Sequence[Entry]) -> date:
        """The first day of the month to show."""
        match = MONTH.fullmatch(asked)
        if match and 1 <= int(match[2]) <= 12 and 1948 <= int(match[1]) <= 2200:
            return date(int(match[1]), int(match[2]), 1)
        if not entries:
            return date(self.year.year, 1, 1) if self.year.year != self.on.year else self.on.replace(day=1)
        first, last = entries[0].day, entries[-1].day
        return min(max(self.on, first), last).replace(day=1)

    def months(self, entries: Sequence[Entry], shown: date) -> list[tuple[str, str]]:
        """The months in which something happens, and the one shown, as choices."""
        found = {one.day.replace(day=1) for one in entries} | {shown}
        return [(f"{first:%Y-%m}", month_name(first)) for first in sorted(found)]

    def weeks(self, month: date, last: date, entries: Sequence[Entry], special: Any) -> list[list[DayCell]]:
        """The days of the month in weeks from Monday."""
        by_day: dict[date, list[Entry]] = {}
        for one in entries:
            by_day.setdefault(one.day, []).append(one)
        first = month - timedelta(days=month.weekday())
        count = ((last - first).days // WEEK + 1) * WEEK
        days = [first + timedelta(days=number) for number in range(count)]
        cells = [self.cell(day, month, special.get(day), by_day.get(day, [])) for day in days]
        return [cells[start : start + WEEK] for start in range(0, count, WEEK)]

    def cell(self, day: date, month: date, special: SpecialDay | None, entries: list[Entry]) -> DayCell:
        """One day."""
        outside = day.month != month.month
        off = special.off if special else day.weekday() >= 5
        return DayCell(
            day,
            outside,
            day == self.on,
            off,
            special.name if special and not outside else "",
            () if outside else tuple(entries),
        )
