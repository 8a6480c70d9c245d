"""The score sheet as a grid «bảng điểm»: criteria down, units across, three marks for each; and how full it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from thidua.core.scoring import LeafScore, Scorecard, State
from thidua.criteria.leaves import Leaf, Section
from thidua.scorecards.frames import Member, SheetFrame
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, Awaits, Stage

type Sees = Callable[[str, Stage], bool]


class Word(StrEnum):
    """What a cell shows: its points, or the word for why it has none. Never a blank and never a false zero."""

    POINTS = "points"
    WAITING = "waiting"
    UNPROVED = "unproved"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"
    INCOMPLETE = "incomplete"
    HIDDEN = "hidden"


class Shown(NamedTuple):
    """One cell as read: points or a word, and whether it stands below (-1) or above (1) the unit's own mark."""

    word: Word
    points: Decimal | None = None
    trend: int = 0
    revision: int = 0


class RowKind(StrEnum):
    """What a row of the sheet is."""

    SECTION = "section"
    LEAF = "leaf"
    CONTENT = "content"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row; `cells` follow the members, three stages for each."""

    kind: RowKind
    code: str
    name: str
    max: Decimal | None
    depth: int
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole grid."""

    members: tuple[Member, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Counters:
    """How far a stage has come: cells in all, with a value, waiting, without papers, still empty; open explanations."""

    stage: Stage
    cells: int
    done: int
    waiting: int
    unproved: int
    empty: int
    unanswered: int


_NOT_YET = Shown(Word.NOT_YET)
_HIDDEN = Shown(Word.HIDDEN)
_INCOMPLETE = Shown(Word.INCOMPLETE)
_SPARED = Shown(Word.NOT_APPLICABLE)


def everything(unit: str, stage: Stage) -> bool:
    """Hide nothing: for files and results, after the permission was asked."""
    del unit, stage
    return True


def matrix(frame: SheetFrame, *, sees: Sees, only: str = "") -> Matrix:
    """The grid as one person may see it; what `sees` denies is shown as hidden, in sums too.

    `only` leaves out all units but one.
    """
    members = tuple(member for member in frame.members if only in {"", member.code})
    cards = {stage: scorecard_of(frame, stage) for stage in STAGES}
    columns = tuple((member, stage) for member in members for stage in STAGES)
    visible = {(member.code, stage): sees(member.code, stage) for member, stage in columns}
    rows = [
        _leaf_row(frame, members, cards, row, visible)
        if isinstance(row, Leaf)
        else _section_row(frame, members, cards, row, visible)
        for row in frame.outline.rows
    ]
    outline = frame.outline
    rows.append(_sum_row(members, cards, visible, RowKind.CONTENT, outline.content_max))
    if outline.bonus:
        rows.append(_sum_row(members, cards, visible, RowKind.BONUS, outline.bonus_max))
    if outline.deductions:
        rows.append(_sum_row(members, cards, visible, RowKind.DEDUCTION, outline.deduction_floor))
    rows.append(_sum_row(members, cards, visible, RowKind.TOTAL, None))
    return Matrix(members, tuple(rows))


def _leaf_row(
    frame: SheetFrame,
    members: tuple[Member, ...],
    cards: Mapping[Stage, Scorecard],
    leaf: Leaf,
    visible: Mapping[tuple[str, Stage], bool],
) -> MatrixRow:
    cells: list[Shown] = []
    marks, code = frame.content.marks, leaf.code
    for member in members:
        unit, own = member.code, None
        for stage in STAGES:
            if not visible[unit, stage]:
                cells.append(_HIDDEN)
                continue
            scored = cards[stage].units[unit].leaves[code]
            if scored.state is State.VALUE:
                mark = marks.get((unit, code, stage))
                trend = 0 if own is None else (scored.points > own) - (scored.points < own)
                cells.append(Shown(Word.POINTS, scored.points, trend, mark.revision if mark else 0))
                own = scored.points if stage is Stage.SELF else own
            else:
                cells.append(shown(frame, unit, code, stage, scored))
    return MatrixRow(RowKind.LEAF, code, leaf.name, leaf.max, len(leaf.sections), tuple(cells))


def shown(frame: SheetFrame, unit: str, leaf: str, stage: Stage, scored: LeafScore) -> Shown:
    """One cell without regard to other columns."""
    mark = frame.content.marks.get((unit, leaf, stage))
    revision = mark.revision if mark else 0
    if scored.state is State.VALUE:
        return Shown(Word.POINTS, scored.points, 0, revision)
    if scored.state is State.NOT_APPLICABLE:
        return Shown(Word.NOT_APPLICABLE, revision=revision) if revision else _SPARED
    if mark is None:
        return _NOT_YET
    word = Word.UNPROVED if mark.awaits == Awaits.EVIDENCE else Word.WAITING
    return Shown(word, revision=revision)


def _section_row(
    frame: SheetFrame,
    members: tuple[Member, ...],
    cards: Mapping[Stage, Scorecard],
    section: Section,
    visible: Mapping[tuple[str, Stage], bool],
) -> MatrixRow:
    under = [leaf.code for leaf in frame.outline.under(section.code)]
    cells = []
    for member in members:
        for stage in STAGES:
            if not visible[member.code, stage]:
                cells.append(_HIDDEN)
                continue
            unit = cards[stage].units[member.code]
            whole = all(unit.leaves[code].state in _SETTLED for code in under)
            cells.append(Shown(Word.POINTS, unit.groups[section.code]) if whole else _INCOMPLETE)
    return MatrixRow(RowKind.SECTION, section.code, section.name, section.max, section.depth, tuple(cells))


_SETTLED = frozenset({State.VALUE, State.NOT_APPLICABLE})


def _sum_row(
    members: tuple[Member, ...],
    cards: Mapping[Stage, Scorecard],
    visible: Mapping[tuple[str, Stage], bool],
    kind: RowKind,
    most: Decimal | None,
) -> MatrixRow:
    cells = []
    for member in members:
        for stage in STAGES:
            unit = cards[stage].units[member.code]
            if kind is RowKind.BONUS:
                cells.append(Shown(Word.POINTS, unit.bonus))
            elif kind is RowKind.DEDUCTION:
                cells.append(Shown(Word.POINTS, unit.deduction))
            elif not visible[member.code, stage]:
                cells.append(_HIDDEN)
            elif not unit.complete:
                cells.append(_INCOMPLETE)
            else:
                cells.append(Shown(Word.POINTS, unit.content if kind is RowKind.CONTENT else unit.total))
    return MatrixRow(kind, "", "", most, 0, tuple(cells))


def counters(frame: SheetFrame, stage: Stage) -> Counters:
    """How far a stage has come, over all units; it tells how many cells are filled, never what they say."""
    cells = done = waiting = unproved = 0
    for member in frame.members:
        for leaf in frame.outline.leaves.values():
            if member.code in leaf.not_applicable_for:
                continue
            cells += 1
            mark = frame.content.marks.get((member.code, leaf.code, stage))
            if mark is None:
                continue
            if not mark.pending:
                done += 1
            elif mark.awaits == Awaits.EVIDENCE:
                unproved += 1
            else:
                waiting += 1
    open_ones = sum(1 for one in frame.content.explanations if one.answered_at is None)
    return Counters(stage, cells, done, waiting, unproved, cells - done - waiting - unproved, open_ones)
