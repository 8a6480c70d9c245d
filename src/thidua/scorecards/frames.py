"""A score sheet as read by everything else: its frame (rules, members, duties) and its content (marks, items, votes)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from thidua.scorecards.documents import Ballots
from thidua.scorecards.leaves import outline_of
from thidua.scorecards.models import (
    Explanation,
    Mark,
    Sheet,
    SheetItem,
    SheetUnit,
    StageClosing,
    TieVote,
)
from thidua.scorecards.rows import (
    Closing,
    Content,
    Duty,
    ExplanationRow,
    ItemRow,
    MarkRow,
    Member,
    Place,
    SheetFrame,
)
from thidua.scorecards.states import ItemKind, SheetState, Stage, UnitRole

__all__ = [
    "Closing",
    "Content",
    "Duty",
    "ExplanationRow",
    "ItemRow",
    "MarkRow",
    "Member",
    "Place",
    "SheetFrame",
    "document_of",
    "forget",
    "sheet_frame",
    "sheet_frame_of_period",
    "sheet_frames",
]

_FRAME = {
    "bloc_year_key": F("bloc_year__public_id"),
    "bloc_key": F("bloc_year__bloc__public_id"),
    "name": F("bloc_year__name"),
    "short_name": F("bloc_year__short_name"),
    "year": F("bloc_year__year"),
    "illustrative": F("bloc_year__illustrative"),
    "scheme_key": F("scheme__public_id"),
    "scheme_name": F("scheme__name"),
    "scheme_version": F("scheme__version"),
    "scheme_hash": F("scheme__content_hash"),
    "scheme_frozen_on": F("scheme__frozen_on"),
    # Most sheets have no votes and many no explanations: these save their queries.
    "voted": Exists(TieVote.objects.filter(sheet=OuterRef("pk"))),
    "explained": Exists(Explanation.objects.filter(sheet=OuterRef("pk"))),
}
_OWN = (
    "pk",
    "public_id",
    "state",
    "period_from",
    "period_to",
    "explanation_days",
    "self_marks_hidden",
    "stamp",
)
# Content by (sheet, stamp). A stamp is never used twice, so what is kept under one never grows old.
_KEPT: dict[tuple[int, str], Content] = {}
_MOST_KEPT = 24
_DUTIES: dict[str, dict[str, Duty]] = {}
_DOCUMENTS: dict[str, Mapping[str, Any]] = {}


def forget() -> None:
    """Forget what this process remembers of sheets; their content is read again when it is asked for."""
    _KEPT.clear()


def sheet_frame(public_id: str) -> SheetFrame | None:
    """The sheet with this key, or None."""
    row = Sheet.objects.filter(public_id=public_id).values(*_OWN, **_FRAME).first()
    return None if row is None else _frame(row)


def sheet_frame_of_period(bloc_year: str, *, on: date | None = None) -> SheetFrame | None:
    """The latest sheet of a bloc-year (by its key), or None; `on` leaves out periods that begin later."""
    sheets = Sheet.objects.filter(bloc_year__public_id=bloc_year)
    if on is not None:
        sheets = sheets.filter(period_from__lte=on)
    row = sheets.order_by("-period_to", "-pk").values(*_OWN, **_FRAME).first()
    return None if row is None else _frame(row)


def sheet_frames(sheets: QuerySet[Sheet]) -> tuple[SheetFrame, ...]:
    """The sheets of a queryset, the latest period first."""
    rows = Sheet.objects.filter(pk__in=sheets.values("pk")).order_by("-period_to", "-pk")
    return tuple(_frame(row) for row in rows.values(*_OWN, **_FRAME))


def _frame(row: dict[str, Any]) -> SheetFrame:
    return SheetFrame(
        pk=row["pk"],
        public_id=row["public_id"],
        state=SheetState(row["state"]),
        period_from=row["period_from"],
        period_to=row["period_to"],
        explanation_days=row["explanation_days"],
        self_marks_hidden=row["self_marks_hidden"],
        stamp=row["stamp"],
        bloc_year=row["bloc_year_key"],
        bloc=row["bloc_key"],
        name=row["name"],
        short_name=row["short_name"],
        year=row["year"],
        illustrative=row["illustrative"],
        scheme=row["scheme_key"],
        scheme_name=row["scheme_name"],
        scheme_version=row["scheme_version"],
        scheme_hash=row["scheme_hash"],
        scheme_frozen_on=row["scheme_frozen_on"],
        document=document_of(row["scheme_hash"]),
        outline=outline_of(row["scheme_hash"], document_of(row["scheme_hash"])),
        duties=_duties(row["scheme_key"]),
        content=_content(row),
    )


def document_of(scheme_hash: str) -> Mapping[str, Any]:
    """The table of criteria with this hash; equal hashes are equal tables, so each is read once per process."""
    kept = _DOCUMENTS.get(scheme_hash)
    if kept is None:
        if len(_DOCUMENTS) >= _MOST_KEPT:
            _DOCUMENTS.clear()
        tables: Any = Sheet._meta.get_field("scheme").related_model
        rows = tables._default_manager.filter(content_hash=scheme_hash)
        kept = _DOCUMENTS[scheme_hash] = rows.values_list("document", flat=True)[:1].get()
    return kept


def _duties(scheme: str) -> dict[str, Duty]:
    """The notes on leaves of a frozen table; they are locked with it, so they are read once per process."""
    kept = _DUTIES.get(scheme)
    if kept is None:
        notes = (
            Sheet.objects.filter(scheme__public_id=scheme, scheme__leaf_notes__isnull=False)
            .values_list(
                "scheme__leaf_notes__code",
                "scheme__leaf_notes__evidence",
                "scheme__leaf_notes__measure",
                "scheme__leaf_notes__appraiser",
                "scheme__leaf_notes__appraiser_unit__public_id",
            )
            .distinct()
        )
        if len(_DUTIES) >= _MOST_KEPT:
            _DUTIES.clear()
        kept = _DUTIES[scheme] = {
            code: Duty(evidence, measure, by, unit or "") for code, evidence, measure, by, unit in notes
        }
    return kept


def _content(row: Mapping[str, Any]) -> Content:
    sheet, stamp = row["pk"], row["stamp"]
    kept = _KEPT.get((sheet, stamp))
    if kept is None:
        for old in [key for key in _KEPT if key[0] == sheet]:
            _KEPT.pop(old, None)
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        kept = _KEPT[sheet, stamp] = _read_content(row)
    return kept


def _read_content(row: Mapping[str, Any]) -> Content:
    sheet = row["pk"]
    members = _members(sheet)
    codes = {member.pk: member.code for member in members}
    return Content(
        members,
        _marks(sheet, codes),
        _items(sheet, codes),
        _ballots(sheet, codes) if row["voted"] else (),
        _explanations(sheet, codes) if row["explained"] else (),
        {
            Stage(one.stage): Closing(
                Stage(one.stage), one.closed_at, one.closed_by_name, one.cells, one.without_value
            )
            for one in StageClosing.objects.filter(sheet=sheet, reopened_at=None)
        },
    )


def _ballots(sheet: int, codes: Mapping[int, str]) -> tuple[Ballots, ...]:
    rows = TieVote.objects.filter(sheet=sheet).order_by("place", "unit")
    return tuple(Ballots(vote.place, codes[vote.unit_id], vote.votes) for vote in rows)


def _marks(sheet: int, codes: Mapping[int, str]) -> dict[Place, MarkRow]:
    """Every mark by its place; read as bare values, because there are thousands of them."""
    rows = Mark.objects.filter(sheet=sheet).values_list(
        "unit", "leaf_code", "stage", "entry", "awaits", "reason", "evidence", "author_key", "author_name",
        "marked_at", "revision",
    )  # fmt: skip
    stages = {stage.value: stage for stage in Stage}
    marks: dict[Place, MarkRow] = {}
    for unit, leaf, stage, entry, awaits, reason, evidence, key, name, at, revision in rows:
        code, at_stage = codes[unit], stages[stage]
        marks[code, leaf, at_stage] = MarkRow(
            code, leaf, at_stage, entry, awaits, reason, tuple(evidence), key, name, at, revision
        )
    return marks


def _items(sheet: int, codes: Mapping[int, str]) -> tuple[ItemRow, ...]:
    return tuple(
        ItemRow(
            row.public_id,
            codes[row.unit_id],
            ItemKind(row.kind),
            row.code,
            row.record,
            row.title,
            row.number,
            row.dated,
            row.author_name,
            row.marked_at,
        )
        for row in SheetItem.objects.filter(sheet=sheet, struck_at=None).order_by("pk")
    )


def _explanations(sheet: int, codes: Mapping[int, str]) -> tuple[ExplanationRow, ...]:
    return tuple(
        ExplanationRow(
            row.public_id,
            codes[row.unit_id],
            row.leaf_code,
            Stage(row.stage),
            row.revision,
            row.text,
            row.asked_at,
            row.asked_by_name,
            row.answer_by,
            row.answer,
            row.accepted,
            row.answered_at,
            row.answered_by_name,
        )
        for row in Explanation.objects.filter(sheet=sheet).order_by("asked_at", "pk")
    )


def _members(sheet: int) -> tuple[Member, ...]:
    rows = (
        SheetUnit.objects.filter(sheet=sheet)
        .order_by("position", "checks__pk")
        .values_list(
            "unit_id", "unit__public_id", "code", "name", "short_name", "in_sentence", "position", "role",
            "checks__checker__code",
        )
    )  # fmt: skip
    found: dict[int, Member] = {}
    for pk, key, code, name, short_name, in_sentence, position, role, checker in rows:
        known = found.get(pk)
        checkers = (*(known.checked_by if known else ()), *((checker,) if checker else ()))
        found[pk] = Member(pk, key, code, name, short_name, in_sentence, position, UnitRole(role), checkers)
    return tuple(found.values())
