"""The register of a bloc-year's reports: who was late, and what the leaves that count lateness get from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.covenants.queries import filings_of
from thidua.criteria.leaves import Leaf, Outline
from thidua.reports.counting import Lateness, Rules, lateness_of
from thidua.reports.rows import ReportRow, RequestFrame
from thidua.reports.states import CountsAs, ReportState


@dataclass(frozen=True, slots=True)
class Standing:
    """How one report stands towards its deadline; `settled` once it was received."""

    request: RequestFrame
    row: ReportRow
    lateness: Lateness | None
    settled: bool


@dataclass(frozen=True, slots=True)
class UnitLateness:
    """All a unit owed in a year so far: each report, and how many came late or count as missing."""

    unit: str
    standings: tuple[Standing, ...]

    @property
    def late(self) -> int:
        """How many came late."""
        return self._count(CountsAs.LATE)

    @property
    def missing(self) -> int:
        """How many count as missing."""
        return self._count(CountsAs.MISSING)

    @property
    def worst(self) -> int:
        """The most days any of them was late; 0 when none was."""
        return max((0, *(one.lateness.days for one in self.standings if one.lateness)))

    def _count(self, counts_as: CountsAs) -> int:
        return sum(1 for one in self.standings if one.lateness and one.lateness.counts_as is counts_as)


def standing_of(frame: RequestFrame, row: ReportRow, *, on: date, rules: Rules) -> Standing:
    """A report towards its deadline: as settled when it was received, else as it would count on that day."""
    if row.days_late is not None and row.counts_as is not None:
        return Standing(frame, row, Lateness(row.days_late, row.counts_as), settled=True)
    return Standing(frame, row, lateness_of(frame.due, row.filed_on, on=on, rules=rules), settled=False)


def lateness_by_unit(frames: Iterable[RequestFrame], *, on: date, rules: Rules) -> dict[str, UnitLateness]:
    """What every unit owed and when it came, by the unit's code. Released reports count for nothing."""
    found: dict[str, list[Standing]] = {}
    for frame in frames:
        for row in frame.reports:
            owed = found.setdefault(row.code, [])
            if row.state is not ReportState.RELEASED:
                owed.append(standing_of(frame, row, on=on, rules=rules))
    return {code: UnitLateness(code, tuple(standings)) for code, standings in found.items()}


def _events(leaf: Leaf, late: int, missing: int) -> dict[str, Any]:
    kinds = leaf.params.get("events")
    if not kinds:
        return {"count": str(late + missing)}
    told = {
        kind: str(times) for kind, times in (("late", late), ("missing", missing)) if times and kind in kinds
    }
    return {"events": told or {next(iter(kinds)): "0"}}


def entry_of_lateness(leaf: Leaf, owed: UnitLateness) -> dict[str, Any] | None:
    """The input of the leaf that the register feeds, in its kind's form; None for a kind that counts no lateness."""
    match leaf.kind:
        case "deduct_per_event":
            return _events(leaf, owed.late, owed.missing)
        case "count":
            return {"count": str(owed.late + owed.missing)}
        case "lateness":
            return {"missing": True} if owed.missing else {"days_late": str(owed.worst)}
    return None


def registered_entries(
    outline: Outline,
    rules: Rules,
    frames: Iterable[RequestFrame],
    *,
    bloc_year: str,
    due: date,
    on: date,
) -> dict[str, dict[str, dict[str, Any]]]:
    """What the registers themselves know, by unit code and leaf: lateness of reports and of the registration paper.

    Only reports due by `due` are counted: a half-year knows nothing of the third quarter.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    if (leaf := outline.leaves.get(rules.lateness_leaf)) is not None:
        counted = [frame for frame in frames if frame.due <= due]
        for code, owed in lateness_by_unit(counted, on=on, rules=rules).items():
            if (entry := entry_of_lateness(leaf, owed)) is not None:
                found.setdefault(code, {})[leaf.code] = entry
    if (leaf := outline.leaves.get(rules.registration_leaf)) is not None:
        for paper in filings_of(bloc_year):
            if paper.filed_on <= on:
                found.setdefault(paper.code, {})[leaf.code] = {"days_late": str(paper.days_late)}
    return found
