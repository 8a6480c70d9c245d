"""What one number answers to «Vì sao?» and «còn thiếu gì để đạt tối đa?»: inputs, history, rule, room to gain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thidua.core.scoring import (
    Gain,
    LeafScore,
    ResultsProblem,
    Scorecard,
    parse_cell,
    parse_what_fits,
    room_to_gain,
    score,
)
from thidua.core.scoring.exact import exactly
from thidua.criteria.leaves import Leaf
from thidua.scorecards.documents import Entry, Said, column, same_input
from thidua.scorecards.frames import Duty, ExplanationRow, MarkRow, Member, SheetFrame
from thidua.scorecards.models import MarkRevision
from thidua.scorecards.queries.matrix import Shown, shown
from thidua.scorecards.scoring import results_of, scheme_of, scorecard_of
from thidua.scorecards.states import STAGES, Stage, stages_before

RELATIVE = "relative_to_leader"


@dataclass(frozen=True, slots=True)
class Revision:
    """One value a cell has had at one stage; `points` is None where others' marks decide them too."""

    stage: Stage
    number: int
    entry: Entry
    awaits: str
    reason: str
    accepted: bool
    author_name: str
    marked_at: datetime
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Leader:
    """The best of the bloc on a leaf that is relative to it."""

    member: Member
    actual: Decimal
    target: Decimal


@dataclass(frozen=True, slots=True)
class CellStory:
    """Everything a cell can be asked."""

    member: Member
    leaf: Leaf
    stage: Stage
    cell: Shown
    scored: LeafScore
    mark: MarkRow | None
    evidence: tuple[Mapping[str, str], ...]
    revisions: tuple[Revision, ...]
    gains: tuple[Gain, ...]
    duty: Duty | None
    explanations: tuple[ExplanationRow, ...]
    leader: Leader | None
    others_changed: tuple[tuple[Member, datetime], ...]
    previous: Leaf | None
    following: Leaf | None


def cell_story(
    frame: SheetFrame, unit: str, leaf: str, stage: Stage, *, stages: frozenset[Stage]
) -> CellStory | None:
    """The story of a cell, told of the stages the reader may see; None when the sheet has no such cell."""
    member, found = frame.member(unit), frame.leaf(leaf)
    if member is None or found is None:
        return None
    scored = scorecard_of(frame, stage).units[unit].leaves[leaf]
    results, _ = results_of(frame, stage)
    leaves = list(frame.outline.leaves.values())
    place = leaves.index(found)
    mark = frame.mark(unit, leaf, stage)
    return CellStory(
        member=member,
        leaf=found,
        stage=stage,
        cell=shown(frame, unit, leaf, stage, scored),
        scored=scored,
        mark=mark,
        evidence=tuple(
            paper
            for at in STAGES
            if at in stages and (said := frame.mark(unit, leaf, at)) is not None
            for paper in said.evidence
        ),
        revisions=_revisions(frame, member, found, stages),
        gains=room_to_gain(scheme_of(frame), results, unit, leaf),
        duty=frame.duties.get(leaf),
        explanations=tuple(
            one
            for one in frame.content.explanations
            if (one.unit, one.leaf) == (unit, leaf) and one.stage in stages
        ),
        leader=_leader(frame, found, stage),
        others_changed=_others_changed(frame, member, found, stage, mark),
        previous=leaves[place - 1] if place else None,
        following=leaves[place + 1] if place + 1 < len(leaves) else None,
    )


def _revisions(
    frame: SheetFrame, member: Member, leaf: Leaf, stages: frozenset[Stage]
) -> tuple[Revision, ...]:
    marks = [
        mark for stage in STAGES if stage in stages and (mark := frame.mark(member.code, leaf.code, stage))
    ]
    if all(mark.revision == 1 for mark in marks):
        # Nothing was changed after it was entered: the history is the marks themselves, and needs no question.
        return tuple(
            _first_revision(frame, leaf, mark)
            for mark in sorted(marks, key=lambda one: one.marked_at, reverse=True)
        )
    rows = (
        MarkRevision.objects.filter(mark__sheet=frame.pk, mark__unit=member.pk, mark__leaf_code=leaf.code)
        .filter(mark__stage__in=[stage.value for stage in stages])
        .select_related("mark")
        .order_by("-marked_at", "-pk")
    )
    return tuple(
        Revision(
            Stage(row.mark.stage),
            row.revision,
            row.entry,
            row.awaits,
            row.reason,
            row.accepted,
            row.author_name,
            row.marked_at,
            None if leaf.kind == RELATIVE else points_of(frame, leaf, row.entry),
        )
        for row in rows
    )


def _first_revision(frame: SheetFrame, leaf: Leaf, mark: MarkRow) -> Revision:
    before = [frame.mark(mark.unit, mark.leaf, stage) for stage in stages_before(mark.stage)]
    nearest = next((one for one in before if one is not None), None)
    accepted = not mark.reason and nearest is not None and same_input(nearest.entry, mark.entry)
    points = None if leaf.kind == RELATIVE else points_of(frame, leaf, mark.entry)
    return Revision(
        mark.stage, 1, mark.entry, mark.awaits, mark.reason, accepted, mark.author_name, mark.marked_at, points
    )  # fmt: skip


@exactly
def points_of(frame: SheetFrame, leaf: Leaf, entry: Entry) -> Decimal | None:
    """The points an input gives by itself; None while it waits, does not apply, or does not fit."""
    scheme = scheme_of(frame)
    try:
        claim = parse_cell(scheme.leaves[leaf.code], entry).claim
    except ResultsProblem:
        return None
    points, *_ = claim.award() if claim is not None else (None,)
    return None if points is None else scheme.rounding.apply(points)


def tried(frame: SheetFrame, unit: str, leaf: str, stage: Stage, entry: Entry) -> Scorecard | None:
    """The scorecard of a column if one cell said something else; nothing is kept. None when it does not fit."""
    rows = frame.rows()
    said = [one for one in rows.said if (one.unit, one.leaf, one.stage) != (unit, leaf, stage)]
    said.append(Said(unit, leaf, stage, entry))
    scheme = scheme_of(frame)
    results, problems = parse_what_fits(column(rows.saying(said), stage), scheme)
    if any(problem.path.startswith(f"units.{unit}.leaves.{leaf}") for problem in problems):
        return None
    return score(scheme, results)


def _leader(frame: SheetFrame, leaf: Leaf, stage: Stage) -> Leader | None:
    if leaf.kind != RELATIVE:
        return None
    best: Leader | None = None
    for member in frame.members:
        mark = frame.mark(member.code, leaf.code, stage)
        if mark is None or "target" not in mark.entry or member.code in leaf.not_applicable_for:
            continue
        target, actual = Decimal(str(mark.entry["target"])), Decimal(str(mark.entry["actual"]))
        if target and (best is None or actual * best.target > best.actual * target):
            best = Leader(member, actual, target)
    return best


def _others_changed(
    frame: SheetFrame, member: Member, leaf: Leaf, stage: Stage, mark: MarkRow | None
) -> tuple[tuple[Member, datetime], ...]:
    """On a relative leaf: which other units' marks came after this one and so moved it."""
    if leaf.kind != RELATIVE or mark is None:
        return ()
    found = []
    for other in frame.members:
        theirs = frame.mark(other.code, leaf.code, stage)
        if other is not member and theirs is not None and theirs.marked_at > mark.marked_at:
            found.append((other, theirs.marked_at))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Frozen:
    """An agreed result as kept."""

    public_id: str
    number: int
    agreed_on: date
    meeting: str
    reason: str
    taken_at: datetime
    taken_by: str
    hash: str
    scheme_hash: str
    results: Mapping[str, Any]
    scorecard: Mapping[str, Any]
    open_points: tuple[int, ...] = ()
    left_open: str = ""


def marks_of(frame: SheetFrame, unit: str, leaf: str) -> tuple[MarkRow | None, ...]:
    """The three marks of a leaf, in the order of the stages."""
    return tuple(frame.mark(unit, leaf, stage) for stage in STAGES)
