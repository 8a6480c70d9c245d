"""Cells about to be written: judged against their leaf and the stage before, then kept with their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.core.scoring import ResultsProblem, parse_cell, parse_what_fits
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.documents import Entry, Said, column, exact, same_input
from thidua.scorecards.errors import MarksUnfit, MarkUnfit, ReasonMissing
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.models import Mark, MarkRevision, Sheet
from thidua.scorecards.permissions import Cell
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import Awaits, Stage

MOST_PAPERS = 60
PAPER_KEYS = ("number", "date", "title", "kept_at")


@dataclass(frozen=True, slots=True)
class MarkInput:
    """One cell to be entered.

    `revision` is the revision that was read (0: the cell was empty); None does not check. `evidence` None keeps the
    papers listed so far. `source` names the row of another room the input was taken from.
    """

    unit: str
    leaf: str
    entry: Entry
    reason: str = ""
    awaits: str = ""
    evidence: tuple[Mapping[str, str], ...] | None = None
    revision: int | None = None
    source: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A cell about to be written, with what stands there now."""

    unit: str
    leaf: str
    entry: dict[str, Any]
    reason: str
    awaits: str
    evidence: list[dict[str, str]]
    current: MarkRow | None
    accepted: bool = False
    source: dict[str, Any] | None = None


def change_of(frame: SheetFrame, stage: Stage, cell: MarkInput) -> Change | None:
    """What a cell would become, or None when nothing differs from what is kept.

    Raises `MarkUnfit` or `ReasonMissing`.
    """
    where = f"{cell.unit}/{cell.leaf}"
    entry: dict[str, Any] = exact(cell.entry)
    entry.pop("reason", None)
    reason = cell.reason.strip()
    try:
        parse_cell(scheme_of(frame).leaves[cell.leaf], entry)
    except ResultsProblem as problem:
        raise MarkUnfit(problem.sentence, where=where, path=problem.path) from problem
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
        and (cell.source is None or cell.source == current.source)
    ):
        return None
    source = exact(cell.source) if cell.source is not None else _same_source(current, entry)
    return Change(cell.unit, cell.leaf, entry, reason, str(awaits), evidence, current, source=source)


def _same_source(current: MarkRow | None, entry: Entry) -> dict[str, Any] | None:
    """Where the input came from, as long as it says the same as what was taken from there."""
    if current is None or current.source is None or not same_input(current.entry, entry):
        return None
    return dict(current.source)


def _papers(given: tuple[Mapping[str, str], ...] | None, current: MarkRow | None) -> list[dict[str, str]]:
    if given is None:
        return [dict(paper) for paper in current.evidence] if current is not None else []
    papers = [{key: str(paper.get(key, "")).strip() for key in PAPER_KEYS} for paper in given[:MOST_PAPERS]]
    return [paper for paper in papers if any(paper.values())]


@requires_transaction
def record_cells(
    *, row: Sheet, frame: SheetFrame, stage: Stage, changes: Sequence[Change], actor: Actor, at: datetime
) -> tuple[MarkRevision, ...]:
    """Write the cells and their history, without an act; returns the new entries of the history in the same order.

    Raises `MarksUnfit` when a record would count under two codes of an exclusive list.
    """
    _refuse_double_records(frame, stage, changes)
    units = {member.code: member for member in frame.members}
    signed = {"author_key": actor.actor_key, "author_name": actor.actor_name[:200], "marked_at": at}
    kept: list[tuple[Mark, Change]] = []
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
        mark.source = change.source
        for name, value in signed.items():
            setattr(mark, name, value)
        kept.append((mark, change))
    Mark.objects.bulk_create(new)
    Mark.objects.bulk_update(
        old,
        [
            "entry",
            "awaits",
            "reason",
            "evidence",
            "revision",
            "source",
            "author_key",
            "author_name",
            "marked_at",
        ],
    )
    return tuple(
        MarkRevision.objects.bulk_create(
            MarkRevision(
                mark=mark,
                revision=mark.revision,
                entry=mark.entry,
                awaits=mark.awaits,
                reason=mark.reason,
                evidence=mark.evidence,
                source=mark.source,
                accepted=change.accepted,
                **signed,
            )
            for mark, change in kept
        )
    )


@requires_transaction
def record_marks(
    *,
    row: Sheet,
    frame: SheetFrame,
    stage: Stage,
    changes: Sequence[Change],
    actor: Actor,
    at: datetime,
    name: str = "",
    more: Mapping[str, object] | None = None,
) -> tuple[MarkRow, ...]:
    """Write the cells, their history and the act; `name` and `more` say which act, where it is not plain entering."""
    revisions = record_cells(row=row, frame=frame, stage=stage, changes=changes, actor=actor, at=at)
    _record(row, frame, stage, changes, actor, at, name, more or {})
    return tuple(
        MarkRow(
            change.unit,
            change.leaf,
            stage,
            kept.entry,
            kept.awaits,
            kept.reason,
            tuple(kept.evidence),
            actor.actor_key,
            actor.actor_name,
            at,
            kept.revision,
            kept.source,
        )
        for kept, change in zip(revisions, changes, strict=True)
    )


def _refuse_double_records(frame: SheetFrame, stage: Stage, changes: Sequence[Change]) -> None:
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
    row: Sheet,
    frame: SheetFrame,
    stage: Stage,
    changes: Sequence[Change],
    actor: Actor,
    at: datetime,
    name: str,
    more: Mapping[str, object],
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
    if not name and changes[0].accepted:
        name = acts.ACCEPTED
    elif not name:
        name = acts.ENTERED_ONE[stage] if len(changes) == 1 else acts.ENTERED[stage]
    data = {
        "count": len(changes),
        "unit": ", ".join(named),
        "leaf": changes[0].leaf,
        "stage": stage,
        "cells": cells,
        **more,
    }
    record_act(row=row, scope=frame.bloc_year, name=name, data=data, actor=actor, at=at)
