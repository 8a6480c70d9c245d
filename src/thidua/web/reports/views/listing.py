"""The register: every request against every unit, filtered, counted by state, and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.reports.permissions import (
    may_open_reports,
    may_open_request,
    may_read_report,
    part_of,
    requests_visible_to,
)
from thidua.reports.queries import (
    Register,
    RegisterRow,
    Standing,
    is_overdue,
    registers,
    request_frames,
    state_counts,
    year_head,
)
from thidua.reports.rows import ReportPlace, RequestFrame, YearHead
from thidua.reports.states import WITH_UNIT, PeriodKind, ReportState, RequestState
from thidua.web.reports.words import KIND_WORDS, STATE_WORDS, late_words, state_of
from thidua.web.shared import parts
from thidua.web.shared.at_hand import bloc_year_at_hand, bloc_years_of
from thidua.web.shared.exporting import FORMS, Value, attached, csv_lines, workbook

OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit's report in the matrix as shown: its state, its lateness, where it opens, whether it is the reader's."""

    standing: Standing | None
    state: parts.State | None
    late: str
    href: str
    mine: bool
    shown: bool


class Listing(Screen[NoObject]):
    """What the page and the file share: the filters and the rows."""

    permission = staticmethod(may_open_reports)
    menu = "reports"

    @cached_property
    def asked(self) -> dict[str, str]:
        """The filters as asked."""
        names = ("year", "unit", "kind", "state")
        return {name: self.request.GET.get(name, "").strip() for name in names}

    @cached_property
    def frames(self) -> tuple[RequestFrame, ...]:
        """Every request the person may read, by deadline."""
        rows = requests_visible_to(self.actor, on=self.on)
        return request_frames(rows.order_by("-bloc_year__year", "due", "pk"))

    @cached_property
    def years(self) -> list[tuple[str, str]]:
        """The bloc-years with requests, the newest first."""
        found = {frame.year.key: f"{frame.year.name}, {frame.year.year}" for frame in self.frames}
        return list(found.items())

    @cached_property
    def chosen(self) -> str:
        """The bloc-year shown: the one asked for, the one at hand, else the newest with requests."""
        keys = [key for key, _words in self.years]
        wanted = self.asked["year"]
        if wanted in keys or wanted == "all":
            return wanted
        line = bloc_year_at_hand(self.request)
        if line is not None and line.public_id in keys:
            return line.public_id
        return keys[0] if keys else ""

    @cached_property
    def registers(self) -> tuple[Register, ...]:
        """The registers of the chosen years with the kinds asked for."""
        kind = self.asked["kind"]
        frames = [
            frame
            for frame in self.frames
            if self.chosen in {"all", frame.year.key} and (not kind or frame.kind == kind)
        ]
        return registers(frames, on=self.on)

    def is_asked(self, standing: Standing) -> bool:
        """Whether a report passes the filters of unit and state."""
        unit, state = self.asked["unit"], self.asked["state"]
        if unit and standing.row.code != unit:
            return False
        return not state or (is_overdue(standing) if state == OVERDUE else standing.row.state == state)

    def rows(self) -> Iterator[tuple[Register, RegisterRow, Standing]]:
        """Every report that passes the filters."""
        for register in self.registers:
            for row in register.rows:
                for standing in row.cells:
                    if standing is not None and self.is_asked(standing):
                        yield register, row, standing

    @property
    def query(self) -> str:
        """The filters as an address says them."""
        return urlencode({key: value for key, value in self.asked.items() if value})


class ReportList(Listing):
    """The register as a matrix on a wide screen, as a list on a narrow one."""

    title = N_("Reports, evidence")
    template = "reports/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        standings = [
            cell
            for register in self.registers
            for row in register.rows
            for cell in row.cells
            if cell is not None
        ]
        units = {column.code: column.name for register in self.registers for column in register.columns}
        return self.page(
            registers=[self.shown(register) for register in self.registers],
            counters=self.counters(standings),
            years=[("all", _("All years")), *self.years],
            chosen=self.chosen,
            units=[("", _("All units")), *sorted(units.items(), key=lambda pair: pair[1])],
            kinds=[("", _("All kinds")), *((kind.value, _(KIND_WORDS[kind])) for kind in PeriodKind)],
            asked=self.asked,
            query=self.query,
            filtered=any(self.asked.values()),
            own=self.own(),
            openable=self.openable(),
            count=sum(1 for _row in self.rows()),
        )

    def shown(self, register: Register) -> dict[str, Any]:
        """One bloc-year's matrix; rows without a report that passes the filters are left out."""
        unit = self.asked["unit"]
        columns = [column for column in register.columns if not unit or column.code == unit]
        rows = []
        for row in register.rows:
            cells = [
                self.cell(row.frame, standing)
                for column, standing in zip(register.columns, row.cells, strict=True)
                if not unit or column.code == unit
            ]
            if any(cell.shown for cell in cells):
                rows.append({"frame": row.frame, "cells": cells, "left": self.left(row)})
        return {"register": register, "columns": columns, "rows": rows}

    def left(self, row: RegisterRow) -> int | None:
        """Days left to the deadline, while anyone still owes a report."""
        if row.frame.state is RequestState.CLOSED or not row.unsent:
            return None
        return (row.frame.due - self.on).days

    def cell(self, frame: RequestFrame, standing: Standing | None) -> Cell:
        """One cell."""
        if standing is None:
            return Cell(None, None, "", "", mine=False, shown=False)
        row = standing.row
        mine = row.unit in part_of(self.actor, frame.year, on=self.on).units
        opens = may_read_report(self.actor, ReportPlace(frame, row), on=self.on).allowed
        return Cell(
            standing,
            state_of(row.state),
            late_words(standing.lateness) if standing.lateness and standing.lateness.days > 0 else "",
            reverse("reports:report", args=(row.key,)) if opens else "",
            mine,
            self.is_asked(standing),
        )

    def counters(self, standings: list[Standing]) -> list[parts.Counter]:
        """How many reports stand where; each filters the list."""
        counts = state_counts(standings)

        def href(state: str) -> str:
            asked = {**self.asked, "state": state}
            said = urlencode({key: value for key, value in asked.items() if value})
            return f"?{said}" if said else "?"

        state = self.asked["state"]
        found = [parts.Counter(_("All"), counts.all, href(""), current=not state)]
        found += [
            parts.Counter(_(STATE_WORDS[one][0]), counts.states[one], href(one.value), current=state == one)
            for one in ReportState
            if one is not ReportState.RELEASED
        ]
        overdue = parts.Counter(
            _("Overdue"), counts.overdue, href(OVERDUE), current=state == OVERDUE, late=True
        )
        return [*found, overdue]

    def own(self) -> list[parts.DueItem]:
        """The reports that the person's own unit still owes, whatever is filtered."""
        found = []
        for frame in self.frames:
            if frame.state is RequestState.CLOSED:
                continue
            units = part_of(self.actor, frame.year, on=self.on).units
            found += [
                parts.DueItem(
                    frame.name,
                    row.returned_reason or _("due %(day)s") % {"day": f"{frame.due:%d/%m/%Y}"},
                    (frame.due - self.on).days,
                    reverse(
                        "reports:fill" if row.state is ReportState.DRAFTED else "reports:report",
                        args=(row.key,),
                    ),
                    _("Write") if row.state is ReportState.DRAFTED else _("Answer"),
                    frame.name,
                )
                for row in frame.asked
                if row.unit in units and row.state in WITH_UNIT
            ]
        return found

    def openable(self) -> YearHead | None:
        """The bloc-year for which the person may ask for a report: the one shown, else any they head."""
        keys = [line.public_id for line in bloc_years_of(self.request) if line.heads]
        for key in sorted(keys, key=lambda one: one != self.chosen):
            frames = [frame for frame in self.frames if frame.year.key == key]
            year = frames[0].year if frames else year_head(key)
            if year is not None and may_open_request(self.actor, year, on=self.on).allowed:
                return year
        return None


class ReportFile(Listing):
    """The list as seen, as a file."""

    title = N_("Reports as a file")

    def load(self, request: HttpRequest, **kwargs: Any) -> NoObject | None:
        """The form of file the address names."""
        self.form = str(kwargs["form"])
        return NoObject()

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        if self.form not in FORMS:
            raise Http404
        heads = [
            _("No."),
            _("Bloc"),
            _("Report"),
            _("Unit"),
            _("Due"),
            _("State"),
            _("Filed"),
            _("Received"),
            _("Towards the deadline"),
        ]
        rows: list[list[Value]] = [
            [
                number,
                f"{register.name}, {register.year}",
                row.frame.name,
                standing.row.name,
                row.frame.due,
                _(STATE_WORDS[standing.row.state][0]),
                standing.row.filed_on,
                standing.row.received_on,
                late_words(standing.lateness),
            ]
            for number, (register, row, standing) in enumerate(self.rows(), start=1)
        ]
        if self.form == "csv":
            return attached("".join(csv_lines(heads, rows)), name="bao-cao", form="csv")
        widths = (6, 34, 34, 40, 12, 16, 12, 12, 26)
        return attached(workbook(_("Reports"), heads, rows, widths=widths), name="bao-cao", form="xlsx")
