"""What waits for a person on the score sheets «việc đang chờ», over all sheets that person may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from thidua.foundation.actors import Actor
from thidua.scorecards.frames import Member, SheetFrame, sheet_frames
from thidua.scorecards.models import Explanation
from thidua.scorecards.permissions import (
    Cell,
    Part,
    Visit,
    explanation_due,
    may_answer_explanation,
    may_explain_mark,
    may_see_sheet,
    may_sign_minutes,
    may_take_over_minutes,
    only_reads,
    part_of,
    sheets_visible_to,
    was_changed,
)
from thidua.scorecards.permissions.marks import judge_part
from thidua.scorecards.readiness import confirmations, readiness, waits_for_totals
from thidua.scorecards.states import OPEN_STAGE, SheetState, Stage

_AT_APPRAISAL = (SheetState.CROSS_CLOSED.value, SheetState.APPRAISED.value)


class WorkKind(StrEnum):
    """What is to be done."""

    ENTER_MARKS = "enter_marks"
    CHECK_MARKS = "check_marks"
    APPRAISE_MARKS = "appraise_marks"
    EXPLAIN_MARK = "explain_mark"
    ANSWER_EXPLANATION = "answer_explanation"
    SIGN_MINUTES = "sign_minutes"
    TAKE_MINUTES = "take_minutes"
    CLOSE_STAGE = "close_stage"
    ADD_UP = "add_up"
    AGREE_RESULT = "agree_result"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: on which sheet, for which unit and leaf, how many cells, until when."""

    kind: WorkKind
    sheet: str
    name: str
    year: int
    unit: Member | None = None
    leaf: str = ""
    stage: Stage | None = None
    count: int = 1
    due: date | None = None
    explanation: str = ""
    minutes: str = ""
    bloc_year: str = ""


_KINDS = {
    Stage.SELF: WorkKind.ENTER_MARKS,
    Stage.CROSS: WorkKind.CHECK_MARKS,
    Stage.APPRAISED: WorkKind.APPRAISE_MARKS,
}


def waiting_work(actor: Actor, *, on: date, within: frozenset[str] | None = None) -> tuple[Waiting, ...]:
    """Everything that waits for a person, what is due soonest first; in these bloc-years (public keys), or in all."""
    living = sheets_visible_to(actor, on=on).exclude(state=SheetState.AGREED)
    if only_reads(actor, on=on):
        # The standing body appraises and answers explanations; before that it waits as every reader does.
        asked = Explanation.objects.filter(answered_at=None).values("sheet")
        living = living.filter(Q(state__in=_AT_APPRAISAL) | Q(pk__in=asked))
    if within is not None:
        living = living.filter(bloc_year__public_id__in=within)
    found = [item for frame in sheet_frames(living) for item in work_on(frame, actor, on=on)]
    return tuple(sorted(found, key=lambda item: (item.due or date.max, item.kind)))


def work_on(frame: SheetFrame, actor: Actor, *, on: date) -> Iterator[Waiting]:
    """What waits for a person on one sheet."""
    if not may_see_sheet(actor, frame, on=on).allowed:
        return
    part = part_of(actor, frame, on=on)
    yield from _cells(frame, part)
    yield from _explanations(frame, actor, part, on=on)
    yield from _minutes(frame, actor, part, on=on)
    yield from _steps(frame, actor, part)


def _item(frame: SheetFrame, kind: WorkKind, **more: object) -> Waiting:
    return Waiting(kind, frame.public_id, frame.name, frame.year, bloc_year=frame.bloc_year, **more)  # type: ignore[arg-type]  # the callers below name fields of Waiting


def _cells(frame: SheetFrame, part: Part) -> Iterator[Waiting]:
    """Empty cells of the open stage, by unit."""
    stage = OPEN_STAGE.get(frame.state)
    if stage is None:
        return
    for member in frame.members:
        empty = 0
        for leaf in frame.outline.leaves.values():
            if (
                member.code in leaf.not_applicable_for
                or frame.mark(member.code, leaf.code, stage) is not None
            ):
                continue
            empty += _named(part, frame, member, leaf.code, stage)
        if empty:
            yield _item(frame, _KINDS[stage], unit=member, stage=stage, count=empty)


def _named(part: Part, frame: SheetFrame, member: Member, leaf: str, stage: Stage) -> bool:
    """Whether the cell waits for this very person: a standing officer is not told what an office was named for."""
    if not judge_part(part, frame, member, leaf, stage).allowed:
        return False
    duty = frame.duties.get(leaf)
    if stage is Stage.APPRAISED and duty is not None and duty.appraiser_unit:
        return duty.appraiser_unit in part.appraises
    if stage is Stage.CROSS and member.checked_by:
        return bool(part.officer_of & set(member.checked_by))
    return True


def _explanations(frame: SheetFrame, actor: Actor, part: Part, *, on: date) -> Iterator[Waiting]:
    for (unit, leaf, stage), mark in frame.content.marks.items():
        if unit not in part.own or stage is Stage.SELF:
            continue
        cell = Cell(frame, unit, leaf, stage)
        if was_changed(cell) and may_explain_mark(actor, cell, on=on).allowed:
            due = explanation_due(frame, mark)
            yield _item(
                frame, WorkKind.EXPLAIN_MARK, unit=frame.member(unit), leaf=leaf, stage=stage, due=due
            )
    for one in frame.content.explanations:
        if one.answered_at is None and may_answer_explanation(actor, (frame, one), on=on).allowed:
            yield _item(
                frame,
                WorkKind.ANSWER_EXPLANATION,
                unit=frame.member(one.unit),
                leaf=one.leaf,
                stage=one.stage,
                due=one.answer_by,
                explanation=one.public_id,
            )


def _minutes(frame: SheetFrame, actor: Actor, part: Part, *, on: date) -> Iterator[Waiting]:
    """Minutes to be signed for the own unit, and signed ones whose findings this person was assigned to take over."""
    for minutes in frame.content.minutes:
        for side in minutes.sides:
            visit, member = Visit(frame, minutes, side.unit), frame.member(side.unit)
            if side.unit in part.own and may_sign_minutes(actor, visit, on=on).allowed:
                yield _item(frame, WorkKind.SIGN_MINUTES, unit=member, minutes=minutes.public_id)
            assigned = member is not None and bool(part.officer_of & set(member.checked_by))
            if side.checked and assigned and may_take_over_minutes(actor, visit, on=on).allowed:
                yield _item(frame, WorkKind.TAKE_MINUTES, unit=member, minutes=minutes.public_id)


def _steps(frame: SheetFrame, actor: Actor, part: Part) -> Iterator[Waiting]:
    """Steps of the whole sheet: a full stage to be closed, a ready result to be agreed."""
    stage = OPEN_STAGE.get(frame.state)
    leads = part.standing if stage is Stage.APPRAISED else part.head_officer
    if stage is not None and leads and _full(frame, stage):
        yield _item(frame, WorkKind.CLOSE_STAGE, stage=stage)
    if frame.state is not SheetState.APPRAISED:
        return
    if part.head_officer and readiness(frame).allowed:
        yield _item(frame, WorkKind.AGREE_RESULT)
    adds = bool(part.officer_of) or part.head_officer or part.standing
    if adds and waits_for_totals(frame) and actor.actor_key not in confirmations(frame):
        yield _item(frame, WorkKind.ADD_UP)


def _full(frame: SheetFrame, stage: Stage) -> bool:
    return all(
        member.code in leaf.not_applicable_for or frame.mark(member.code, leaf.code, stage) is not None
        for member in frame.members
        for leaf in frame.outline.leaves.values()
    )
