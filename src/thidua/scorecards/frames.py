"""A score sheet as read by everything else: its frame (rules, members, duties) and its content (marks, items, votes)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from thidua.criteria.leaves import outline_of
from thidua.scorecards.contents import read_contents
from thidua.scorecards.models import (
    CheckMinutes,
    DisqualifierQuestion,
    Explanation,
    ReAddition,
    Reappraisal,
    Sheet,
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
from thidua.scorecards.states import SheetState

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
    # Most sheets have no votes and many nothing of the rest: these save their queries.
    "voted": Exists(TieVote.objects.filter(sheet=OuterRef("pk"))),
    "explained": Exists(Explanation.objects.filter(sheet=OuterRef("pk"))),
    "visited": Exists(CheckMinutes.objects.filter(sheet=OuterRef("pk"))),
    "reappraised": Exists(Reappraisal.objects.filter(sheet=OuterRef("pk"))),
    "asked": Exists(DisqualifierQuestion.objects.filter(sheet=OuterRef("pk"))),
    "readded": Exists(ReAddition.objects.filter(sheet=OuterRef("pk"))),
}
_OWN = (
    "pk",
    "public_id",
    "state",
    "period_from",
    "period_to",
    "explanation_days",
    "self_marks_hidden",
    "attendance_leaf",
    "stamp",
)
# Content by (sheet, stamp). A stamp is never used twice, so what is kept under one never grows old.
_KEPT: dict[tuple[int, str], Content] = {}
_MOST_KEPT = 24
_MOST_TABLES = 256
_DUTIES: dict[str, dict[str, Duty]] = {}
_DOCUMENTS: dict[str, Mapping[str, Any]] = {}


def forget() -> None:
    """Forget what this process remembers of sheets; their content is read again when it is asked for."""
    _KEPT.clear()


def sheet_frame(public_id: str) -> SheetFrame | None:
    """The sheet with this key, or None."""
    row = Sheet.objects.filter(public_id=public_id).values(*_OWN, **_FRAME).first()
    return None if row is None else _frames([row])[0]


def sheet_frame_of_period(bloc_year: str, *, on: date | None = None) -> SheetFrame | None:
    """The latest sheet of a bloc-year (by its key), or None; `on` leaves out periods that begin later."""
    sheets = Sheet.objects.filter(bloc_year__public_id=bloc_year)
    if on is not None:
        sheets = sheets.filter(period_from__lte=on)
    row = sheets.order_by("-period_to", "-pk").values(*_OWN, **_FRAME).first()
    return None if row is None else _frames([row])[0]


def sheet_frames(sheets: QuerySet[Sheet]) -> tuple[SheetFrame, ...]:
    """The sheets of a queryset, the latest period first."""
    rows = Sheet.objects.filter(pk__in=sheets.values("pk")).order_by("-period_to", "-pk")
    return _frames(list(rows.values(*_OWN, **_FRAME)))


def _frames(rows: Sequence[Mapping[str, Any]]) -> tuple[SheetFrame, ...]:
    _read_documents({row["scheme_hash"] for row in rows})
    _read_duties({row["scheme_key"] for row in rows})
    contents = _contents(rows)
    return tuple(_frame(row, contents[row["pk"]]) for row in rows)


def _frame(row: Mapping[str, Any], content: Content) -> SheetFrame:
    return SheetFrame(
        pk=row["pk"],
        public_id=row["public_id"],
        state=SheetState(row["state"]),
        period_from=row["period_from"],
        period_to=row["period_to"],
        explanation_days=row["explanation_days"],
        self_marks_hidden=row["self_marks_hidden"],
        attendance_leaf=row["attendance_leaf"],
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
        content=content,
    )


def document_of(scheme_hash: str) -> Mapping[str, Any]:
    """The table of criteria with this hash; equal hashes are equal tables, so each is read once per process."""
    _read_documents({scheme_hash})
    return _DOCUMENTS[scheme_hash]


def _read_documents(hashes: Collection[str]) -> None:
    """Read the tables not read yet, all at once. Raises `LookupError` when one is gone."""
    missing = [one for one in hashes if one not in _DOCUMENTS]
    if not missing:
        return
    if len(_DOCUMENTS) + len(missing) > _MOST_TABLES:
        _DOCUMENTS.clear()
        missing = list(hashes)
    tables: Any = Sheet._meta.get_field("scheme").related_model
    rows = tables._default_manager.filter(content_hash__in=missing)
    _DOCUMENTS.update(rows.values_list("content_hash", "document"))
    if gone := [one for one in missing if one not in _DOCUMENTS]:
        message = f"No table of criteria has the hash {gone[0]}."
        raise LookupError(message)


def _duties(scheme: str) -> dict[str, Duty]:
    _read_duties({scheme})
    return _DUTIES[scheme]


def _read_duties(schemes: Collection[str]) -> None:
    """The notes on leaves of frozen tables; they are locked with them, so they are read once per process."""
    missing = [one for one in schemes if one not in _DUTIES]
    if not missing:
        return
    if len(_DUTIES) + len(missing) > _MOST_TABLES:
        _DUTIES.clear()
        missing = list(schemes)
    notes = (
        Sheet.objects.filter(scheme__public_id__in=missing, scheme__leaf_notes__isnull=False)
        .values_list(
            "scheme__public_id",
            "scheme__leaf_notes__code",
            "scheme__leaf_notes__evidence",
            "scheme__leaf_notes__measure",
            "scheme__leaf_notes__appraiser",
            "scheme__leaf_notes__appraiser_unit__public_id",
        )
        .distinct()
    )
    _DUTIES.update((scheme, {}) for scheme in missing)
    for scheme, code, evidence, measure, by, unit in notes:
        _DUTIES[scheme][code] = Duty(evidence, measure, by, unit or "")


def _contents(rows: Sequence[Mapping[str, Any]]) -> dict[int, Content]:
    """The content of these sheets: what is remembered under their stamps, and the rest read all at once."""
    kept = {row["pk"]: _KEPT.get((row["pk"], row["stamp"])) for row in rows}
    missing = [row for row in rows if kept[row["pk"]] is None]
    if missing:
        gone = {row["pk"] for row in missing}
        for old in [key for key in _KEPT if key[0] in gone]:
            _KEPT.pop(old, None)
        read = read_contents(missing)
        for row in missing:
            while len(_KEPT) >= _MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)), None)
            kept[row["pk"]] = _KEPT[row["pk"], row["stamp"]] = read[row["pk"]]
    return {sheet: content for sheet, content in kept.items() if content is not None}
