"""Every step of a mark side by side «tự chấm, kiểm tra chéo, thẩm định, phúc tra»: points, input, reason, who, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thidua.criteria.leaves import Leaf
from thidua.scorecards.documents import Entry, same_input
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.queries.explained import RELATIVE, points_of
from thidua.scorecards.rows import Looked, ReappraisalRow
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """What a cell said after one step.

    `again` marks a second appraisal, with its day and minutes; `kept` one that left the mark, or a mark taken over as
    proposed. `points` is None where others' marks decide them too and it is no longer the mark that counts.
    """

    stage: Stage
    again: bool
    entry: Entry
    awaits: str
    points: Decimal | None
    reason: str
    author_name: str
    marked_at: datetime
    kept: bool = False
    held_on: date | None = None
    minutes: str = ""
    source: Mapping[str, Any] | None = None


def steps_of(frame: SheetFrame, unit: str, leaf: str, *, stages: frozenset[Stage]) -> tuple[Step, ...]:
    """The steps of one cell in their order, of the stages the reader may see."""
    found = frame.leaf(leaf)
    if found is None:
        return ()
    looks = [one for one in frame.content.reappraisals if (one.unit, one.leaf) == (unit, leaf)]
    steps: list[Step] = []
    for stage in STAGES:
        mark = frame.mark(unit, leaf, stage)
        if stage in stages and mark is not None:
            steps += _of_stage(frame, found, mark, [one for one in looks if one.stage is stage], steps)
    return tuple(steps)


def _of_stage(
    frame: SheetFrame, leaf: Leaf, mark: MarkRow, looks: list[ReappraisalRow], before: list[Step]
) -> list[Step]:
    """The mark as it was first entered at this stage, each second look at it, and what came after them."""
    own = [one for one in looks if one.before.stage is mark.stage]
    steps: list[Step] = []
    if not looks:
        steps.append(_plain(frame, leaf, mark, before))
    elif own and own[0] is looks[0]:
        steps.append(_looked(frame, leaf, own[0].before))
    steps += [_again(frame, leaf, mark, one) for one in looks]
    if looks and looks[-1].after.revision < mark.revision:
        steps.append(_plain(frame, leaf, mark, before))
    return steps


def _plain(frame: SheetFrame, leaf: Leaf, mark: MarkRow, before: list[Step]) -> Step:
    kept = bool(before) and not mark.reason and same_input(before[-1].entry, mark.entry)
    return Step(
        mark.stage, False, mark.entry, mark.awaits, _points_now(frame, leaf, mark), mark.reason,
        mark.author_name, mark.marked_at, kept, source=mark.source,
    )  # fmt: skip


def _looked(frame: SheetFrame, leaf: Leaf, said: Looked) -> Step:
    points = None if leaf.kind == RELATIVE else points_of(frame, leaf, said.entry)
    return Step(
        said.stage, False, said.entry, said.awaits, points, said.reason, said.author_name, said.marked_at
    )  # fmt: skip


def _again(frame: SheetFrame, leaf: Leaf, mark: MarkRow, one: ReappraisalRow) -> Step:
    after = one.after
    if after.revision == mark.revision and after.stage is mark.stage:
        points = _points_now(frame, leaf, mark)
    else:
        points = None if leaf.kind == RELATIVE else points_of(frame, leaf, after.entry)
    kept = same_input(one.before.entry, after.entry)
    return Step(
        one.stage, True, after.entry, after.awaits, points, one.reason, one.author_name, one.marked_at, kept,
        one.held_on, one.minutes,
    )  # fmt: skip


def _points_now(frame: SheetFrame, leaf: Leaf, mark: MarkRow) -> Decimal | None:
    scored = scorecard_of(frame, mark.stage).units[mark.unit].leaves[leaf.code]
    return scored.points if not mark.pending and "state" not in mark.entry else None
