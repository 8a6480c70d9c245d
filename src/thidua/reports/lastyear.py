"""The same period last year «cùng kỳ năm trước»: what the unit reported then, so that nobody types it again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps

from thidua.core.text import fold
from thidua.reports.boxes import Box
from thidua.reports.content import Content
from thidua.reports.models import ReportVersion
from thidua.reports.rows import FieldRow, ReportPlace
from thidua.reports.states import FieldKind, ReportState

# What a figure of this period is called in the report of the year after.
_LAST: Final = {"value": "last_value", "part": "last_part", "whole": "last_whole"}
_SETTLED: Final = (ReportState.SENT.value, ReportState.RECEIVED.value)


@dataclass(frozen=True, slots=True)
class LastYear:
    """A unit's report on the same period of the year before, as it was sent."""

    report: str
    name: str
    document: Mapping[str, Any]


def last_year_of(place: ReportPlace) -> LastYear | None:
    """The newest version of the unit's report on the same period last year; None when there is none that stands.

    A unit that took the place of another is not that other: what a predecessor reported stays with it.
    """
    year = place.request.year
    years = apps.get_model("organisations", "BlocYear")._default_manager.filter(
        bloc__public_id=year.bloc, year=year.year - 1
    )
    rows = ReportVersion.objects.filter(
        report__unit=place.row.unit_id,
        report__state__in=_SETTLED,
        report__request__code=place.request.code,
        report__request__bloc_year__in=years.values("pk"),
    )
    row = rows.select_related("report__request").order_by("-number").first()
    return None if row is None else LastYear(row.report.public_id, row.report.request.name, row.document)


def boxes_of_last_year(last: LastYear, content: Content) -> Iterator[Box]:
    """Boxes whose figures of last year are empty and known: the rest of what stands in them stays as it is.

    A target is the same when its name and unit of measure are; a criterion when its code, name and kind are.
    """
    targets = {(fold(row["name"]), row["measure"]): row for row in last.document["targets"]}
    for line in content.targets:
        row = targets.get((fold(line.target.name), line.target.measure))
        known = {name: row[now] for now, name in _LAST.items() if row[now] is not None} if row else {}
        said = _said(line.field)
        if (
            known
            and not any(said.get(name) for name in _LAST.values())
            and not _unread(said, *_LAST.values())
        ):
            yield Box(FieldKind.TARGET, line.target.key, {**said, **known}, _revision(line.field))
    leaves = {(row["code"], fold(row["name"]), row["kind"]): row for row in last.document["leaves"]}
    for one in content.leaves:
        leaf, said = one.leaf, _said(one.field)
        found = leaves.get((leaf.code, fold(leaf.name), leaf.kind))
        empty = one.counted is None and not said.get("last_entry") and not _unread(said, "last_entry")
        if found and found["entry"] and empty:
            entry = {"last_entry": found["entry"]}
            yield Box(FieldKind.LEAF, leaf.code, {**said, **entry}, _revision(one.field))


def _said(field: FieldRow | None) -> Mapping[str, Any]:
    return {} if field is None else field.said


def _revision(field: FieldRow | None) -> int:
    return 0 if field is None else field.revision


def _unread(said: Mapping[str, Any], *names: str) -> bool:
    """Whether something was typed there that could not be read: it waits for whoever typed it."""
    return any(name in said.get("unread", {}) for name in names)
