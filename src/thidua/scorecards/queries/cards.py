"""Sheets as cards in a list, frozen results, and items with those that were struck."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, OuterRef, QuerySet, StringAgg, Subquery, Value
from django.db.models.functions import Coalesce

from thidua.criteria.leaves import outline_of
from thidua.scorecards.frames import SheetFrame, document_of
from thidua.scorecards.models import (
    Explanation,
    Mark,
    Sheet,
    SheetItem,
    SheetUnit,
    Snapshot,
    StageClosing,
)
from thidua.scorecards.queries.explained import Frozen
from thidua.scorecards.states import ItemKind, SheetState, Stage

# No code holds a line break, so codes of members are told apart by it.
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One sheet in a list: whose, for when, how far, how full in the column that is open."""

    public_id: str
    bloc_year: str
    name: str
    year: int
    period_from: date
    period_to: date
    state: SheetState
    scheme_version: int
    members: int
    cells: int
    filled: Mapping[Stage, int]
    last_marked: datetime | None
    unanswered: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class StruckItem:
    """An item that no longer counts."""

    unit: str
    kind: ItemKind
    code: str
    record: str
    title: str
    struck_at: datetime
    struck_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A stage closed, and perhaps reopened with a reason."""

    stage: Stage
    closed_at: datetime
    closed_by: str
    cells: int
    without_value: int
    reopened_at: datetime | None
    reopened_by: str
    reason: str


def _marks_at(stage: Stage) -> Coalesce:
    """How many cells of a sheet have a mark at a stage."""
    rows = Mark.objects.filter(sheet=OuterRef("pk"), stage=stage.value).order_by().values("sheet")
    return Coalesce(Subquery(rows.values(number=Count("pk"))), 0)


_LAST = Mark.objects.filter(sheet=OuterRef("pk")).order_by().values("sheet").values(last=Max("marked_at"))
_WAITING = Explanation.objects.filter(sheet=OuterRef("pk"), answered_at=None).order_by().values("sheet")
_CODES = SheetUnit.objects.filter(sheet=OuterRef("pk")).order_by().values("sheet")


def sheet_cards(sheets: QuerySet[Sheet]) -> tuple[SheetCard, ...]:
    """Cards of sheets, the latest period first, in one query whatever their number."""
    rows = (
        Sheet.objects.filter(pk__in=sheets.values("pk"))
        .order_by("-period_to", "-pk")
        .values(
            "public_id",
            "state",
            "period_from",
            "period_to",
            year_key=F("bloc_year__public_id"),
            name=F("bloc_year__name"),
            year=F("bloc_year__year"),
            illustrative=F("bloc_year__illustrative"),
            version=F("scheme__version"),
            scheme_hash=F("scheme__content_hash"),
            unanswered=Coalesce(Subquery(_WAITING.values(number=Count("pk"))), 0),
            codes=Subquery(_CODES.values(all=StringAgg("code", Value(_BETWEEN)))),
            last=Subquery(_LAST),
            at_self=_marks_at(Stage.SELF),
            at_cross=_marks_at(Stage.CROSS),
            at_appraised=_marks_at(Stage.APPRAISED),
        )
    )
    return tuple(
        SheetCard(
            row["public_id"],
            row["year_key"],
            row["name"],
            row["year"],
            row["period_from"],
            row["period_to"],
            SheetState(row["state"]),
            row["version"],
            len(members := row["codes"].split(_BETWEEN) if row["codes"] else []),
            _cells(row["scheme_hash"], members),
            {Stage.SELF: row["at_self"], Stage.CROSS: row["at_cross"], Stage.APPRAISED: row["at_appraised"]},
            row["last"],
            row["unanswered"],
            row["illustrative"],
        )
        for row in rows
    )


def _cells(scheme_hash: str, members: list[str]) -> int:
    leaves = outline_of(scheme_hash, document_of(scheme_hash)).leaves.values()
    return sum(1 for leaf in leaves for code in members if code not in leaf.not_applicable_for)


def _frozen(row: Snapshot) -> Frozen:
    return Frozen(
        row.public_id,
        row.number,
        row.agreed_on,
        row.meeting,
        row.reason,
        row.taken_at,
        row.taken_by_name,
        row.hash,
        row.scheme_hash,
        row.results,
        row.scorecard,
        tuple((row.left_open or {}).get("points", ())),
        str((row.left_open or {}).get("reason", "")),
    )


def agreed_results(frame: SheetFrame) -> tuple[Frozen, ...]:
    """The results a bloc has agreed to, the latest first."""
    return tuple(_frozen(row) for row in Snapshot.objects.filter(sheet=frame.pk).order_by("-number"))


def agreed_result(frame: SheetFrame, public_id: str) -> Frozen | None:
    """One agreed result of a sheet."""
    row = Snapshot.objects.filter(sheet=frame.pk, public_id=public_id).first()
    return None if row is None else _frozen(row)


def struck_items(frame: SheetFrame) -> tuple[StruckItem, ...]:
    """Items that were struck, the latest first."""
    codes = {member.pk: member.code for member in frame.members}
    rows = SheetItem.objects.filter(sheet=frame.pk, struck_at__isnull=False).order_by("-struck_at")
    return tuple(
        StruckItem(
            codes[row.unit_id],
            ItemKind(row.kind),
            row.code,
            row.record,
            row.title,
            row.struck_at,
            row.struck_by_name,
            row.struck_reason,
        )
        for row in rows
        if row.struck_at is not None
    )


def closings_of(frame: SheetFrame) -> tuple[ClosingLine, ...]:
    """Every closing of a sheet, the latest first."""
    return tuple(
        ClosingLine(
            Stage(row.stage),
            row.closed_at,
            row.closed_by_name,
            row.cells,
            row.without_value,
            row.reopened_at,
            row.reopened_by_name,
            row.reopened_reason,
        )
        for row in StageClosing.objects.filter(sheet=frame.pk).order_by("-closed_at", "-pk")
    )
