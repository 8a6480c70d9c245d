"""What rooms above read of reports: inputs for leaves, values of targets, lateness."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from thidua.covenants.progress import TargetProgress
from thidua.criteria.leaves import Leaf
from thidua.criteria.queries import outline_in_force
from thidua.reports.counting import Rules
from thidua.reports.frames import figures_of, request_frames, requests_of_year, rules_of
from thidua.reports.models import ReportRequest
from thidua.reports.register import UnitLateness, lateness_by_unit, registered_entries
from thidua.reports.rows import RequestFrame, UnitFigures
from thidua.reports.states import PeriodKind


@dataclass(frozen=True, slots=True)
class ReportedInput:
    """One leaf's input as a unit reported it, or as the registers know it (`counted`).

    `entry` has the form of a results file; `awaits` and `reason` go with a pending one. `report` is the public key of
    the report and `version` the sent version it was read from.
    """

    entry: Mapping[str, Any]
    awaits: str = ""
    reason: str = ""
    counted: bool = False
    report: str = ""
    version: int = 0


def reported_inputs(
    bloc_year: str, period: str, *, on: date | None = None
) -> dict[tuple[str, str], ReportedInput]:
    """What the units of a bloc-year (public key) sent for a period (`h1`, `year` …), by unit code and leaf.

    Entries have the form of a results file, ready to be marked: registered targets with their actual values, counted
    lateness. A unit whose report lies unsent has no entries but those the registers know. `on` is the day on which
    lateness is counted; without it the period's deadline, or the last day anything was filed if that was later.
    """
    frames = requests_of_year(bloc_year)
    frame = next((one for one in frames if one.code == period), None)
    if frame is None:
        return {}
    day = on or max([frame.due, *(row.filed_on for row in frame.reports if row.filed_on is not None)])
    table = outline_in_force(bloc_year, on=day)
    found: dict[tuple[str, str], ReportedInput] = {}
    rows = figures_of(frame)
    for row in rows:
        found.update(_sent(row, table.outline.leaves if table is not None else {}))
    if table is not None:
        rules = rules_of(frame.year.id)
        known = registered_entries(table.outline, rules, frames, bloc_year=bloc_year, due=frame.due, on=day)
        for row in rows:
            for leaf, entry in known.get(row.row.code, {}).items():
                found[row.row.code, leaf] = ReportedInput(
                    entry, counted=True, report=row.row.key, version=row.version
                )
    return found


def _sent(row: UnitFigures, leaves: Mapping[str, Leaf]) -> dict[tuple[str, str], ReportedInput]:
    if row.document is None:
        return {}
    found: dict[tuple[str, str], ReportedInput] = {}
    for leaf in row.document["leaves"]:
        if leaf["entry"] is not None and not leaf["counted"]:
            found[row.row.code, leaf["code"]] = ReportedInput(
                leaf["entry"], leaf["awaits"], leaf["reason"], report=row.row.key, version=row.version
            )
    by_leaf: dict[str, list[dict[str, Any]]] = {}
    for target in row.document["targets"]:
        leaf = _leaf_of(target["leaf"], leaves)
        if leaf:
            by_leaf.setdefault(leaf, []).append(
                {
                    "name": target["name"],
                    "weight": target["weight"],
                    "target": target["target"],
                    "actual": target["value"],
                    "direction": target["direction"],
                }
            )
    for leaf, targets in by_leaf.items():
        if all(target["actual"] is not None for target in targets):
            found[row.row.code, leaf] = ReportedInput(
                {"targets": targets}, report=row.row.key, version=row.version
            )
    return found


def _leaf_of(leaf: str, leaves: Mapping[str, Leaf]) -> str:
    """The leaf a target counts for: the one registered, else the table's only leaf of registered targets."""
    kinds = [code for code, one in leaves.items() if one.kind == "unit_targets"]
    if leaf in kinds:
        return leaf
    return kinds[0] if len(kinds) == 1 else ""


def lateness(bloc_year: str, *, on: date, upto: date | None = None) -> tuple[Rules, dict[str, UnitLateness]]:
    """What every unit owed in a bloc-year (public key) and when it came, by unit code, with the rules it is counted by.

    `upto` leaves out requests due after that day.
    """
    frames = requests_of_year(bloc_year)
    if upto is not None:
        frames = tuple(frame for frame in frames if frame.due <= upto)
    rules = rules_of(frames[0].year.id) if frames else Rules()
    return rules, lateness_by_unit(frames, on=on, rules=rules)


def progress_of_targets(bloc_year: str) -> Mapping[str, TargetProgress]:
    """Half-year and year values of the registered targets as sent, by the target's key: the covenant shows them."""
    wanted = ReportRequest.objects.filter(
        bloc_year__public_id=bloc_year,
        kind__in=[PeriodKind.HALF_YEAR.value, PeriodKind.YEAR.value],
        asks_figures=True,
    )
    halves: dict[str, Decimal] = {}
    years: dict[str, Decimal] = {}
    for frame in request_frames(wanted.order_by("period_to")):
        into = years if frame.kind is PeriodKind.YEAR else halves
        if frame.code != "h2":
            into.update(_values(frame))
    return {
        key: TargetProgress(half_year=halves.get(key), year=years.get(key))
        for key in dict.fromkeys([*halves, *years])
    }


def _values(frame: RequestFrame) -> dict[str, Decimal]:
    return {
        target["key"]: Decimal(target["value"])
        for row in figures_of(frame)
        if row.document is not None
        for target in row.document["targets"]
        if target["value"] is not None
    }
