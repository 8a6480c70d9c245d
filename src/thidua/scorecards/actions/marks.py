"""Entering marks «chấm điểm»: one verb for many cells, one for taking over what the stage before proposed."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from thidua.core.verdict import Sentence, Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions.cells import Change, MarkInput, change_of, record_marks
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.documents import exact, same_input
from thidua.scorecards.errors import (
    Collision,
    MarkChangedMeanwhile,
    MarksUnchanged,
    MarksUnfit,
    MarkUnfit,
    ScoringRefused,
)
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.permissions import Cell, Part, judge_entry, may_see_sheet, part_of
from thidua.scorecards.states import Stage


@action
def enter_marks(
    *, sheet: str, stage: Stage, cells: Sequence[MarkInput], actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    """Enter the marks of some cells of one stage; all of them or none.

    A value that differs from the stage before needs a reason, and so does a cell that waits or does not apply.
    Raises `ScoringRefused`, `MarkChangedMeanwhile` (with both versions), `MarksUnfit` (naming every cell that cannot
    be kept, or one named twice) or `MarksUnchanged`.
    """
    row, frame = sheet_for_change(sheet)
    _refuse_twice(cells)
    _gate(frame, stage, cells, actor, at)
    _refuse_collisions(frame, stage, cells)
    changes = _changes(frame, stage, cells)
    if not changes:
        raise MarksUnchanged(Sentence(N_("Nothing differs from what is kept.")))
    return record_marks(row=row, frame=frame, stage=stage, changes=changes, actor=actor, at=at)


@action
def accept_marks(
    *, sheet: str, stage: Stage, unit: str, section: str, actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    """Take over what the stage before proposed «đồng ý như đề nghị» for cells that have no mark yet.

    `unit` is a member's code; empty means every member this person may mark. `section` is the code of a section or a
    leaf; empty means the whole sheet of the unit. Cells this person may not mark are left for those who may. Raises
    `ScoringRefused` when there is none to take over that they may mark.
    """
    row, frame = sheet_for_change(sheet)
    refusal = may_see_sheet(actor, frame, on=at.date())
    if not refusal.allowed:
        raise ScoringRefused(refusal)
    part = part_of(actor, frame, on=at.date())
    changes: list[Change] = []
    for code in [unit] if unit else [member.code for member in frame.members]:
        accepted, verdict = acceptable(frame, part, stage, code, section)
        changes += accepted
        refusal = refusal if verdict is None else verdict
    if not changes:
        if not refusal.allowed:
            raise ScoringRefused(refusal)
        raise MarksUnchanged(Sentence(N_("There is nothing left to take over here.")))
    return record_marks(row=row, frame=frame, stage=stage, changes=changes, actor=actor, at=at)


def acceptable(
    frame: SheetFrame, part: Part, stage: Stage, unit: str, section: str = ""
) -> tuple[list[Change], Verdict | None]:
    """The empty cells of a unit that a person may take over as proposed, and why not the others."""
    changes, refusal = [], None
    for leaf in frame.outline.under(section) if section else tuple(frame.outline.leaves.values()):
        cell = Cell(frame, unit, leaf.code, stage)
        before = cell.before
        if before is None or cell.mark is not None:
            continue
        verdict = judge_entry(part, cell)
        if not verdict.allowed:
            refusal = verdict
            continue
        reason = before.reason if "state" in before.entry else ""
        changes.append(
            Change(unit, leaf.code, dict(before.entry), reason, before.awaits, [], None, accepted=True)
        )
    return changes, refusal


def _refuse_twice(cells: Sequence[MarkInput]) -> None:
    """Nothing typed is dropped without a word: of two values for one cell, neither is kept."""
    counted = Counter((cell.unit, cell.leaf) for cell in cells)
    twice = tuple(
        MarkUnfit(
            Sentence(N_("{leaf} of {unit} is named twice."), {"leaf": leaf, "unit": unit}),
            where=f"{unit}/{leaf}",
            remedy=Sentence(N_("Keep one of the two values.")),
        )
        for (unit, leaf), times in counted.items()
        if times > 1
    )
    if twice:
        raise MarksUnfit(
            Sentence(N_("{count} cells cannot be kept; nothing was saved."), {"count": len(twice)}), twice
        )


def _gate(frame: SheetFrame, stage: Stage, cells: Sequence[MarkInput], actor: Actor, at: datetime) -> None:
    seen = may_see_sheet(actor, frame, on=at.date())
    if not seen.allowed:
        raise ScoringRefused(seen)
    part = part_of(actor, frame, on=at.date())
    for cell in cells:
        verdict = judge_entry(part, Cell(frame, cell.unit, cell.leaf, stage))
        if not verdict.allowed:
            raise ScoringRefused(verdict)


def _refuse_collisions(frame: SheetFrame, stage: Stage, cells: Sequence[MarkInput]) -> None:
    collisions = []
    for cell in cells:
        current = frame.mark(cell.unit, cell.leaf, stage)
        if cell.revision is None or (current.revision if current else 0) == cell.revision:
            continue
        if current is None or same_input(current.entry, exact(cell.entry)):
            continue
        collisions.append(
            Collision(
                cell.unit,
                cell.leaf,
                cell.entry,
                cell.reason,
                current.entry,
                current.reason,
                current.author_name,
                current.marked_at,
                current.revision,
            )
        )
    if collisions:
        raise MarkChangedMeanwhile(
            Sentence(
                N_("Another person changed this meanwhile; nothing was saved and nothing typed is lost.")
            ),
            tuple(collisions),
        )


def _changes(frame: SheetFrame, stage: Stage, cells: Sequence[MarkInput]) -> list[Change]:
    changes: list[Change] = []
    problems: list[Problem] = []
    for cell in cells:
        try:
            change = change_of(frame, stage, cell)
        except Problem as problem:
            problems.append(problem)
        else:
            if change is not None:
                changes.append(change)
    if problems:
        raise MarksUnfit(
            Sentence(N_("{count} cells cannot be kept; nothing was saved."), {"count": len(problems)}),
            tuple(problems),
        )
    return changes
