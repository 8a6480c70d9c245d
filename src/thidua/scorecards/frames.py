"""A score sheet as read by everything else: its frame (rules, members, duties) and its content (marks, items, votes)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from thidua.scorecards.documents import Ballots, Counted, Entry, Rows, Said
from thidua.scorecards.leaves import Leaf, Outline, outline_of
from thidua.scorecards.models import (
    Explanation,
    Mark,
    Sheet,
    SheetItem,
    SheetUnit,
    StageClosing,
    TieVote,
)
from thidua.scorecards.states import ItemKind, SheetState, Stage, UnitRole

type Place = tuple[str, str, Stage]


@dataclass(frozen=True, slots=True)
class Member:
    """A unit on the sheet, with its names of that day and who checks it (by code)."""

    pk: int
    public_id: str
    code: str
    name: str
    short_name: str
    in_sentence: str
    position: int
    role: UnitRole
    checked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """What the table of criteria asks for a leaf beside its formula: papers, measure, and who appraises it."""

    evidence: str
    measure: str
    appraiser: str
    appraiser_unit: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """The current input of a cell."""

    unit: str
    leaf: str
    stage: Stage
    entry: Entry
    awaits: str
    reason: str
    evidence: tuple[Mapping[str, str], ...]
    author_key: str
    author_name: str
    marked_at: datetime
    revision: int

    @property
    def pending(self) -> bool:
        """Whether it waits for a result or for papers."""
        return self.entry.get("state") == "pending"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A bonus, deduction or disqualifier that counts."""

    public_id: str
    unit: str
    kind: ItemKind
    code: str
    record: str
    title: str
    number: str
    dated: date | None
    author_name: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """A unit's answer to a mark and the reply to it."""

    public_id: str
    unit: str
    leaf: str
    stage: Stage
    revision: int
    text: str
    asked_at: datetime
    asked_by: str
    answer_by: date
    answer: str
    accepted: bool | None
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A standing closing of a stage."""

    stage: Stage
    closed_at: datetime
    closed_by: str
    cells: int
    without_value: int


@dataclass(frozen=True, slots=True)
class Content:
    """All that was entered on a sheet, in one version of it."""

    members: tuple[Member, ...]
    marks: Mapping[Place, MarkRow]
    items: tuple[ItemRow, ...]
    ballots: tuple[Ballots, ...]
    explanations: tuple[ExplanationRow, ...]
    closings: Mapping[Stage, Closing]
    # Results worked out from this version, filled when first asked for; see `thidua.scorecards.scoring`.
    scored: dict[Any, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """A sheet with its rules, its table of criteria and its content."""

    pk: int
    public_id: str
    state: SheetState
    period_from: date
    period_to: date
    explanation_days: int
    self_marks_hidden: bool
    stamp: str
    bloc_year: str
    bloc: str
    name: str
    short_name: str
    year: int
    illustrative: bool
    scheme: str
    scheme_name: str
    scheme_version: int
    scheme_hash: str
    scheme_frozen_on: date | None
    document: Mapping[str, Any]
    outline: Outline
    duties: Mapping[str, Duty]
    content: Content

    @property
    def members(self) -> tuple[Member, ...]:
        """The units in the order of the bloc's list."""
        return self.content.members

    def member(self, code: str) -> Member | None:
        """The member with this code."""
        return next((member for member in self.content.members if member.code == code), None)

    def leaf(self, code: str) -> Leaf | None:
        """The leaf with this code."""
        return self.outline.leaves.get(code)

    def mark(self, unit: str, leaf: str, stage: Stage) -> MarkRow | None:
        """What a cell says now."""
        return self.content.marks.get((unit, leaf, stage))

    @property
    def head(self) -> Member | None:
        """The bloc's head unit that year."""
        return next((member for member in self.content.members if member.role is UnitRole.HEAD), None)

    def rows(self) -> Rows:
        """The rows a result depends on."""
        return Rows(
            self.period_from,
            self.period_to,
            tuple(member.code for member in self.content.members),
            tuple(
                Said(
                    mark.unit, mark.leaf, mark.stage, mark.entry, mark.reason if "state" in mark.entry else ""
                )
                for mark in self.content.marks.values()
                if mark.leaf in self.outline.leaves
            ),
            tuple(Counted(item.unit, item.kind, item.code, item.record) for item in self.content.items),
            self.content.ballots,
        )


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
    "document": F("scheme__document"),
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
        document=row["document"],
        outline=outline_of(row["scheme_hash"], row["document"]),
        duties=_duties(row["scheme_key"]),
        content=_content(row["pk"], row["stamp"]),
    )


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


def _content(sheet: int, stamp: str) -> Content:
    kept = _KEPT.get((sheet, stamp))
    if kept is None:
        for old in [key for key in _KEPT if key[0] == sheet]:
            _KEPT.pop(old, None)
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        kept = _KEPT[sheet, stamp] = _read_content(sheet)
    return kept


def _read_content(sheet: int) -> Content:
    members = _members(sheet)
    codes = {member.pk: member.code for member in members}
    return Content(
        members,
        _marks(sheet, codes),
        _items(sheet, codes),
        tuple(
            Ballots(vote.place, codes[vote.unit_id], vote.votes)
            for vote in TieVote.objects.filter(sheet=sheet)
            if vote.unit_id in codes
        ),
        _explanations(sheet, codes),
        {
            Stage(row.stage): Closing(
                Stage(row.stage), row.closed_at, row.closed_by_name, row.cells, row.without_value
            )
            for row in StageClosing.objects.filter(sheet=sheet, reopened_at=None)
        },
    )


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
