"""What other rooms know for a unit's self marks «lấy số liệu từ báo cáo»: reports, registered targets, attendance.

Nothing is entered by looking: an offer stands beside what the sheet says, and the unit chooses. Registered targets come
with their reported values through the report; lateness is counted by the register of reports; attendance comes from
the bloc's gatherings for the criterion the sheet names for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from thidua.campaigns.queries import UnitAttendance, attendance_of
from thidua.core.numbers import plain
from thidua.covenants.queries import registered_targets
from thidua.criteria.leaves import Leaf
from thidua.reports.queries import report_place, reported_inputs, requests_of_year
from thidua.reports.rows import ReportPlace, RequestFrame
from thidua.scorecards.documents import Entry, exact, fingerprint, same_input
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.states import Stage

_HUNDRED = Decimal(100)
# Kinds whose input attendance can give.
ATTENDANCE_KINDS = frozenset({"proportional", "completion", "count"})


@dataclass(frozen=True, slots=True)
class Offer:
    """An input another room knows for one self mark, where it comes from, and what the sheet says now."""

    unit: str
    leaf: Leaf
    entry: Entry
    awaits: str
    reason: str
    source: Mapping[str, Any]
    current: MarkRow | None

    @property
    def print(self) -> str:
        """What was looked at, so that nothing else is entered than was seen."""
        return fingerprint(exact([self.unit, self.leaf.code, self.entry, self.awaits, self.reason]))

    @property
    def same(self) -> bool:
        """Whether the sheet says the same already."""
        return self.current is not None and same_input(self.current.entry, self.entry)


def feeding_periods(frame: SheetFrame) -> tuple[RequestFrame, ...]:
    """The requests for reports with figures inside the sheet's period, the latest first."""
    return tuple(
        one
        for one in reversed(requests_of_year(frame.bloc_year))
        if one.asks_figures and frame.period_from <= one.period_to <= frame.period_to
    )


def offers_for(frame: SheetFrame, unit: str, *, period: str, on: date) -> tuple[Offer, ...]:
    """What is known for a unit (by code) in a period of reporting (`year`, `h1` …), in the order of the table."""
    found: dict[str, Offer] = {}
    for (code, leaf), said in reported_inputs(frame.bloc_year, period).items() if period else ():
        known = frame.leaf(leaf)
        if code != unit or known is None or unit in known.not_applicable_for:
            continue
        source = {
            "from": "register" if said.counted else "report",
            "report": said.report,
            "version": said.version,
            "period": period,
        }
        found[leaf] = Offer(
            unit, known, said.entry, said.awaits, said.reason, source, frame.mark(unit, leaf, Stage.SELF)
        )
    leaf_of_attendance = frame.leaf(frame.attendance_leaf)
    if leaf_of_attendance is not None and unit not in leaf_of_attendance.not_applicable_for:
        came = attendance_of(frame.bloc_year).units.get(unit)
        entry = _entry_of_attendance(leaf_of_attendance, came) if came is not None and came.asked else None
        if entry is not None:
            current = frame.mark(unit, leaf_of_attendance.code, Stage.SELF)
            source = {"from": "attendance", "until": on.isoformat()}
            found[leaf_of_attendance.code] = Offer(unit, leaf_of_attendance, entry, "", "", source, current)
    return tuple(found[code] for code in frame.outline.leaves if code in found)


def registered_entry(frame: SheetFrame, unit: str, leaf: str) -> dict[str, Any] | None:
    """The targets a unit registered in the covenant for a criterion, without results; None when there are none."""
    targets = [
        {
            "name": target.name,
            "weight": plain(target.weight),
            "target": plain(target.target),
            "actual": "",
            "direction": target.direction.value,
        }
        for target in registered_targets(frame.bloc_year)
        if target.unit == unit and target.leaf == leaf
    ]
    return {"targets": targets} if targets else None


def _entry_of_attendance(leaf: Leaf, came: UnitAttendance) -> dict[str, str] | None:
    match leaf.kind:
        case "proportional":
            return {"target": str(came.asked), "actual": str(came.attended)}
        case "completion":
            percent = (Decimal(came.attended) * _HUNDRED / came.asked).quantize(Decimal("0.01"))
            return {"percent": plain(percent)}
        case "count":
            return {"count": str(came.attended)}
    return None


def said_since(frame: SheetFrame, mark: MarkRow, *, on: date) -> tuple[ReportPlace | None, Offer | None]:
    """The report a mark was taken from, and what the report says now when that differs from what was taken."""
    source = mark.source or {}
    if source.get("from") not in {"report", "register"}:
        return None, None
    place = report_place(str(source["report"]))
    if place is None or place.row.versions == source["version"]:
        return place, None
    offers = offers_for(frame, mark.unit, period=str(source["period"]), on=on)
    now = next((one for one in offers if one.leaf.code == mark.leaf), None)
    return place, None if now is None or same_input(now.entry, mark.entry) else now
