"""A workbook beside what is kept: cell by cell, what would change, what needs a reason, what cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from thidua.core.scoring import ResultsProblem, parse_cell
from thidua.core.verdict import Sentence
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import Read, read
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_
from thidua.scorecards.documents import Entry, same_input
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.models import MarkRevision
from thidua.scorecards.permissions import Cell, Part, judge_entry, mark_before, sees_marks
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import STAGES, Stage
from thidua.scorecards.workbooks.reading import ReadCell, Reading


class DiffKind(StrEnum):
    """What a cell of the file means for what is kept."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    COLLIDES = "collides"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One cell of the file beside the cell it would change."""

    address: str
    unit: str
    leaf: str
    kind: DiffKind
    was: Entry | None
    entry: Mapping[str, Any] | None
    awaits: str
    reason: str
    needs_reason: bool
    revision: int
    text: str
    remark: Sentence | None = None
    remedy: Sentence | None = None


def compare(frame: SheetFrame, reading: Reading, part: Part) -> tuple[DiffLine, ...]:
    """Every cell of the file that says something, in the order of the file; nothing is kept."""
    base = _entries_at(frame, reading.stage, reading.taken_at)
    lines = (_line(frame, reading.stage, cell, part, base) for cell in reading.cells)
    return tuple(line for line in lines if line is not None)


def _entries_at(frame: SheetFrame, stage: Stage, at: datetime) -> dict[tuple[str, str], Entry]:
    """What every cell of a stage said at the moment the file was taken."""
    codes = {member.pk: member.code for member in frame.members}
    rows = (
        MarkRevision.objects.filter(mark__sheet=frame.pk, mark__stage=stage, marked_at__lte=at)
        .order_by("revision")
        .values_list("mark__unit", "mark__leaf_code", "entry")
    )
    return {(codes[unit], leaf): entry for unit, leaf, entry in rows if unit in codes}


def _line(
    frame: SheetFrame,
    stage: Stage,
    cell: ReadCell,
    part: Part,
    base: Mapping[tuple[str, str], Entry],
) -> DiffLine | None:
    leaf = frame.outline.leaves[cell.leaf]
    if not sees_marks(part, frame, cell.unit, stage):
        # Compared with nothing, read by nothing: a guess in the file must not learn whether it is right.
        verdict = judge_entry(part, Cell(frame, cell.unit, cell.leaf, stage))
        return _refused(cell, None, verdict.sentence, verdict.remedy) if cell.text.strip() else None
    current = frame.mark(cell.unit, cell.leaf, stage)
    try:
        found = _read(frame, leaf, cell, stage)
    except Problem as problem:
        return _refused(cell, current, problem.sentence, problem.remedy)
    if found is None:
        return None
    reason = cell.reason or found.reason
    untouched = base.get((cell.unit, cell.leaf))
    if current is not None and same_input(current.entry, found.entry) and current.reason == reason:
        return _make(cell, DiffKind.SAME, current, found, reason)
    if (
        untouched is not None
        and same_input(untouched, found.entry)
        and current is not None
        and not same_input(current.entry, found.entry)
    ):
        said = Sentence(
            N_("Left as it was in the file; changed meanwhile by {name}."), {"name": current.author_name}
        )
        return _make(cell, DiffKind.SAME, current, found, reason, remark=said)
    verdict = judge_entry(part, Cell(frame, cell.unit, cell.leaf, stage))
    if not verdict.allowed:
        return _refused(cell, current, verdict.sentence, verdict.remedy)
    try:
        parse_cell(scheme_of(frame).leaves[cell.leaf], found.entry)
    except ResultsProblem as problem:
        return _refused(cell, current, problem.sentence, None)
    kind = _kind(current, untouched)
    remark = None
    if kind is DiffKind.COLLIDES and current is not None:
        remark = Sentence(
            N_("Changed meanwhile by {name}; choose which version to keep."), {"name": current.author_name}
        )
    return _make(
        cell, kind, current, found, reason, needs=_needs_reason(frame, cell, stage, found), remark=remark
    )


def _read(frame: SheetFrame, leaf: Leaf, cell: ReadCell, stage: Stage) -> Read | None:
    for at in (stage, *reversed(STAGES)):
        mark = frame.mark(cell.unit, cell.leaf, at)
        if mark is not None and "state" not in mark.entry:
            return read(leaf, cell.text, base=mark.entry)
    return read(leaf, cell.text)


def _kind(current: MarkRow | None, untouched: Entry | None) -> DiffKind:
    if current is None:
        return DiffKind.NEW
    changed_since = untouched is None or not same_input(current.entry, untouched)
    return DiffKind.COLLIDES if changed_since else DiffKind.CHANGED


def _needs_reason(frame: SheetFrame, cell: ReadCell, stage: Stage, found: Read) -> bool:
    if "state" in found.entry:
        return True
    before = mark_before(frame, cell.unit, cell.leaf, stage)
    return before is not None and not before.pending and not same_input(before.entry, found.entry)


def _make(
    cell: ReadCell,
    kind: DiffKind,
    current: MarkRow | None,
    found: Read,
    reason: str,
    *,
    needs: bool = False,
    remark: Sentence | None = None,
) -> DiffLine:
    return DiffLine(
        cell.address,
        cell.unit,
        cell.leaf,
        kind,
        current.entry if current else None,
        found.entry,
        str(found.awaits),
        reason,
        needs,
        current.revision if current else 0,
        cell.text,
        remark,
    )


def _refused(cell: ReadCell, current: MarkRow | None, why: Sentence, remedy: Sentence | None) -> DiffLine:
    return DiffLine(
        cell.address,
        cell.unit,
        cell.leaf,
        DiffKind.REFUSED,
        current.entry if current else None,
        None,
        "",
        cell.reason,
        needs_reason=False,
        revision=current.revision if current else 0,
        text=cell.text,
        remark=why,
        remedy=remedy,
    )
