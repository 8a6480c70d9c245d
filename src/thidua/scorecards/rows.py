"""Frozen rows of a score sheet: its members, marks, items, visits, explanations, and the sheet with all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from thidua.criteria.leaves import Leaf, Outline
from thidua.scorecards.documents import Ballots, Counted, Entry, Rows, Said, exact, fingerprint
from thidua.scorecards.states import ItemKind, Settled, SheetState, Stage, UnitRole

type Place = tuple[str, str, Stage]


@dataclass(frozen=True, slots=True)
class Member:
    """A unit on the sheet, with its names of that day, who checks it (by code) and why each does."""

    pk: int
    public_id: str
    code: str
    name: str
    short_name: str
    in_sentence: str
    position: int
    role: UnitRole
    checked_by: tuple[str, ...]
    check_reasons: tuple[str, ...] = ()


def checks_print(members: Iterable[Member]) -> str:
    """Who checks each of these members, as a form carries it to notice another officer."""
    return ";".join(f"{member.code}:{','.join(member.checked_by)}" for member in members)


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
    source: Mapping[str, Any] | None = None

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
    settled: Settled = Settled.NOT_YET
    settled_words: str = ""
    settled_by: str = ""


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
class TeamMember:
    """A person who took part in a visit, with the office held that day."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Side:
    """A unit at a visit (by code): its people, its signature, and when its findings went into the cross column."""

    unit: str
    checked: bool
    team: tuple[TeamMember, ...]
    signed_at: datetime | None
    signed_by: str
    taken_at: datetime | None
    taken_by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a visit found on one criterion of a unit; `entry` None proposes no change."""

    unit: str
    leaf: str
    text: str
    entry: Entry | None
    awaits: str
    author_name: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """The minutes of one visit of the cross-check «biên bản kiểm tra chéo»."""

    public_id: str
    number: str
    place: str
    held_from: date
    held_to: date
    remarks: str
    drawn_at: datetime
    drawn_by: str
    sides: tuple[Side, ...]
    findings: tuple[Finding, ...]

    @property
    def signed(self) -> bool:
        """Whether every side has signed."""
        return all(side.signed_at is not None for side in self.sides)

    @property
    def taken(self) -> bool:
        """Whether the findings on every unit that was checked went into the cross column."""
        return all(side.taken_at is not None for side in self.sides if side.checked)

    @property
    def print(self) -> str:
        """The hash of everything a signature covers: the visit, its people and what was found, without signatures."""
        return fingerprint(
            exact(
                {
                    "number": self.number,
                    "place": self.place,
                    "days": [self.held_from, self.held_to],
                    "remarks": self.remarks,
                    "sides": [
                        [side.unit, side.checked, [[one.name, one.office] for one in side.team]]
                        for side in self.sides
                    ],
                    "findings": [
                        [one.unit, one.leaf, one.text, one.entry, one.awaits] for one in self.findings
                    ],
                }
            )
        )

    def side(self, unit: str) -> Side | None:
        """The side of this unit."""
        return next((side for side in self.sides if side.unit == unit), None)

    def finding(self, unit: str, leaf: str) -> Finding | None:
        """What was found on this criterion of this unit."""
        return next((one for one in self.findings if (one.unit, one.leaf) == (unit, leaf)), None)


@dataclass(frozen=True, slots=True)
class Looked:
    """A mark as a second appraisal saw it: its stage and revision, what it said, who had entered it, why."""

    stage: Stage
    revision: int
    entry: Entry
    awaits: str
    reason: str
    author_name: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class ReappraisalRow:
    """A second appraisal «phúc tra»: the mark before and after it, side by side; both are equal when it was kept."""

    public_id: str
    unit: str
    leaf: str
    stage: Stage
    explanation: str
    before: Looked
    after: Looked
    held_on: date
    minutes: str
    reason: str
    author_name: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A named body asked about disqualifiers, and its answer."""

    public_id: str
    body: str
    codes: tuple[str, ...]
    letter: str
    asked_on: date
    author_name: str
    answered_on: date | None
    answer: str
    answer_number: str
    named: tuple[str, ...]
    answered_by: str


@dataclass(frozen=True, slots=True)
class ReAdditionRow:
    """One person found the totals of one result right."""

    hash: str
    totals: Mapping[str, str]
    author_key: str
    author_name: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """All that was entered on a sheet, in one version of it."""

    members: tuple[Member, ...]
    marks: Mapping[Place, MarkRow]
    items: tuple[ItemRow, ...]
    ballots: tuple[Ballots, ...]
    explanations: tuple[ExplanationRow, ...]
    closings: Mapping[Stage, Closing]
    minutes: tuple[MinutesRow, ...] = ()
    reappraisals: tuple[ReappraisalRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    readditions: tuple[ReAdditionRow, ...] = ()
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
    attendance_leaf: str
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

    def minutes(self, public_id: str) -> MinutesRow | None:
        """The minutes with this key."""
        return next((one for one in self.content.minutes if one.public_id == public_id), None)

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
