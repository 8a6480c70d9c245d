"""Entering marks «chấm điểm»: one verb for many cells, one for taking over what the stage before proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.core.scoring import ResultsProblem, parse_cell, parse_what_fits
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.documents import Entry, Said, column, exact, same_input
from thidua.scorecards.errors import (
    Collision,
    MarkChangedMeanwhile,
    MarksUnchanged,
    MarksUnfit,
    MarkUnfit,
    ReasonMissing,
    ScoringRefused,
)
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.models import Mark, MarkRevision, Sheet
from thidua.scorecards.permissions import Cell, judge_entry, may_see_sheet, part_of
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import Awaits, Stage

MOST_PAPERS = 60
PAPER_KEYS = ("number", "date", "title", "kept_at")


@dataclass(frozen=True, slots=True)
class MarkInput:
    """One cell to be entered.

    `revision` is the revision that was read (0: the cell was empty); None does not check. `evidence` None keeps the
    papers listed so far.
    """

    unit: str
    leaf: str
    entry: Entry
    reason: str = ""
    awaits: str = ""
    evidence: tuple[Mapping[str, str], ...] | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """A cell about to be written, with what stands there now."""

    unit: str
    leaf: str
    entry: dict[str, Any]
    reason: str
    awaits: str
    evidence: list[dict[str, str]]
    current: MarkRow | None
    accepted: bool = False


@action
def enter_marks(
    *, sheet: str, stage: Stage, cells: Sequence[MarkInput], actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    """Enter the marks of some cells of one stage; all of them or none.

    A value that differs from the stage before needs a reason, and so does a cell that waits or does not apply.
    Raises `ScoringRefused`, `MarkChangedMeanwhile` (with both versions), `MarksUnfit` (naming every cell that cannot
    be kept) or `MarksUnchanged`.
    """
    row, frame = sheet_for_change(sheet)
    _gate(frame, stage, cells, actor, at)
    _refuse_collisions(frame, stage, cells)
    changes = _changes(frame, stage, cells)
    if not changes:
        raise MarksUnchanged(Sentence(N_("Nothing differs from what is kept.")))
    return _keep(row, frame, stage, changes, actor, at)


@action
def accept_marks(
    *, sheet: str, stage: Stage, unit: str, section: str, actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    """Take over what the stage before proposed «đồng ý như đề nghị» for a unit's cells that have no mark yet.

    `section` is the code of a section or a leaf; empty means the whole sheet of the unit. Cells this person may not
    mark are left for those who may. Raises `ScoringRefused` when there is none to take over that they may mark.
    """
    row, frame = sheet_for_change(sheet)
    part = part_of(actor, frame, on=at.date())
    leaves = frame.outline.under(section) if section else tuple(frame.outline.leaves.values())
    changes, refusal = [], may_see_sheet(actor, frame, on=at.date())
    if not refusal.allowed:
        raise ScoringRefused(refusal)
    for leaf in leaves:
        cell = Cell(frame, unit, leaf.code, stage)
        before = cell.before
        if before is None or cell.mark is not None:
            continue
        verdict = judge_entry(part, cell)
        if verdict.allowed:
            reason = before.reason if "state" in before.entry else ""
            changes.append(
                _Change(unit, leaf.code, dict(before.entry), reason, before.awaits, [], None, accepted=True)
            )
        else:
            refusal = verdict
    if not changes:
        if not refusal.allowed:
            raise ScoringRefused(refusal)
        raise MarksUnchanged(Sentence(N_("There is nothing left to take over here.")))
    return _keep(row, frame, stage, changes, actor, at)


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


def _changes(frame: SheetFrame, stage: Stage, cells: Sequence[MarkInput]) -> list[_Change]:
    changes: list[_Change] = []
    problems: list[Problem] = []
    for cell in cells:
        try:
            change = _change(frame, stage, cell)
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


def _change(frame: SheetFrame, stage: Stage, cell: MarkInput) -> _Change | None:
    where = f"{cell.unit}/{cell.leaf}"
    entry: dict[str, Any] = exact(cell.entry)
    entry.pop("reason", None)
    reason = cell.reason.strip()
    try:
        parse_cell(scheme_of(frame).leaves[cell.leaf], entry)
    except ResultsProblem as problem:
        raise MarkUnfit(problem.sentence, where=where) from problem
    awaits = cell.awaits if entry.get("state") == "pending" else Awaits.NOTHING
    if "state" in entry and not reason:
        raise ReasonMissing(
            Sentence(N_("A cell that waits or does not apply needs its reason.")), where=where
        )
    place = Cell(frame, cell.unit, cell.leaf, stage)
    before, current = place.before, place.mark
    if before is not None and not before.pending and not reason and not same_input(before.entry, entry):
        raise ReasonMissing(
            Sentence(N_("The value differs from the stage before it: say why it was lowered or raised.")),
            where=where,
        )
    evidence = _papers(cell.evidence, current)
    if current is not None and (
        same_input(current.entry, entry)
        and current.reason == reason
        and current.awaits == awaits
        and list(current.evidence) == evidence
    ):
        return None
    return _Change(cell.unit, cell.leaf, entry, reason, str(awaits), evidence, current)


def _papers(given: tuple[Mapping[str, str], ...] | None, current: MarkRow | None) -> list[dict[str, str]]:
    if given is None:
        return [dict(paper) for paper in current.evidence] if current is not None else []
    papers = [{key: str(paper.get(key, "")).strip() for key in PAPER_KEYS} for paper in given[:MOST_PAPERS]]
    return [paper for paper in papers if any(paper.values())]


def _keep(
    row: Sheet, frame: SheetFrame, stage: Stage, changes: Sequence[_Change], actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    _refuse_double_records(frame, stage, changes)
    units = {member.code: member for member in frame.members}
    signed = {"author_key": actor.actor_key, "author_name": actor.actor_name[:200], "marked_at": at}
    kept: list[tuple[Mark, _Change]] = []
    known = {
        (mark.unit_id, mark.leaf_code): mark
        for mark in Mark.objects.filter(
            sheet=row, stage=stage, leaf_code__in=[change.leaf for change in changes]
        )
    }
    new, old = [], []
    for change in changes:
        mark = known.get((units[change.unit].pk, change.leaf))
        if mark is None:
            mark = Mark(
                sheet=row, unit_id=units[change.unit].pk, leaf_code=change.leaf, stage=stage, revision=0
            )
            new.append(mark)
        else:
            old.append(mark)
        mark.entry, mark.awaits, mark.reason = change.entry, change.awaits, change.reason
        mark.evidence, mark.revision = change.evidence, mark.revision + 1
        for name, value in signed.items():
            setattr(mark, name, value)
        kept.append((mark, change))
    Mark.objects.bulk_create(new)
    Mark.objects.bulk_update(
        old, ["entry", "awaits", "reason", "evidence", "revision", "author_key", "author_name", "marked_at"]
    )
    MarkRevision.objects.bulk_create(
        MarkRevision(
            mark=mark,
            revision=mark.revision,
            entry=mark.entry,
            awaits=mark.awaits,
            reason=mark.reason,
            evidence=mark.evidence,
            accepted=change.accepted,
            **signed,
        )
        for mark, change in kept
    )
    _record(row, frame, stage, changes, actor, at)
    return tuple(
        MarkRow(
            change.unit,
            mark.leaf_code,
            stage,
            mark.entry,
            mark.awaits,
            mark.reason,
            tuple(mark.evidence),
            actor.actor_key,
            actor.actor_name,
            at,
            mark.revision,
        )
        for mark, change in kept
    )


def _refuse_double_records(frame: SheetFrame, stage: Stage, changes: Sequence[_Change]) -> None:
    """One record counts under one code of an exclusive list: judged over everything the unit has at this stage."""
    if not frame.outline.exclusive:
        return
    changed = {(change.unit, change.leaf) for change in changes}
    rows = frame.rows()
    said = [one for one in rows.said if one.stage is stage and (one.unit, one.leaf) not in changed]
    said += [Said(change.unit, change.leaf, stage, change.entry) for change in changes]
    _, problems = parse_what_fits(column(rows.saying(said), stage), scheme_of(frame))
    twice = tuple(
        MarkUnfit(p.sentence, where=p.path) for p in problems if p.sentence.text == "record_counted_twice"
    )
    if twice:
        raise MarksUnfit(
            Sentence(N_("{count} cells cannot be kept; nothing was saved."), {"count": len(twice)}), twice
        )


def _record(
    row: Sheet, frame: SheetFrame, stage: Stage, changes: Sequence[_Change], actor: Actor, at: datetime
) -> None:
    units = {member.code: member.short_name for member in frame.members}
    named = list(dict.fromkeys(units[change.unit] for change in changes))
    cells = [
        {
            "unit": change.unit,
            "leaf": change.leaf,
            "was": change.current.entry if change.current else None,
            "now": change.entry,
            "reason": change.reason,
        }
        for change in changes
    ]
    if changes[0].accepted:
        name = acts.ACCEPTED
    else:
        name = acts.ENTERED_ONE[stage] if len(changes) == 1 else acts.ENTERED[stage]
    data = {
        "count": len(changes),
        "unit": ", ".join(named),
        "leaf": changes[0].leaf,
        "stage": stage,
        "cells": cells,
    }
    record_act(row=row, scope=frame.bloc_year, name=name, data=data, actor=actor, at=at)
