"""Explaining a mark «giải trình» and answering it."""

from datetime import datetime, timedelta

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.errors import ReasonNeeded, ScoringRefused, SheetUnfit
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import Explanation, Sheet
from thidua.scorecards.permissions import Cell, may_answer_explanation, may_explain_mark
from thidua.scorecards.states import Stage


@action
def explain_mark(
    *, sheet: str, unit: str, leaf: str, stage: Stage, text: str, actor: Actor, at: datetime
) -> str:
    """Answer a mark of one's own unit; returns the explanation's key.

    It is tied to the mark as it stands, and is to be answered within the same number of days. Raises
    `ScoringRefused`, or `ReasonNeeded` without a text.
    """
    row, frame = sheet_for_change(sheet)
    on = at.astimezone(VIET_NAM).date()
    cell = Cell(frame, unit, leaf, stage)
    verdict = may_explain_mark(actor, cell, on=on)
    mark = cell.mark
    if not verdict.allowed or mark is None:
        raise ScoringRefused(verdict)
    if not text.strip():
        raise ReasonNeeded(Sentence(N_("Write what should be looked at again, and why.")), where="text")
    member = next(one for one in frame.members if one.code == unit)
    made = Explanation.objects.create(
        sheet=row,
        unit_id=member.pk,
        leaf_code=leaf,
        stage=stage,
        revision=mark.revision,
        text=text.strip(),
        asked_at=at,
        asked_by_key=actor.actor_key,
        asked_by_name=actor.actor_name[:200],
        answer_by=on + timedelta(days=frame.explanation_days),
    )
    _record(row, frame, acts.EXPLAINED, made, actor, at)
    return str(made.public_id)


@action
def answer_explanation(
    *, sheet: str, explanation: str, answer: str, accepted: bool, actor: Actor, at: datetime
) -> None:
    """Answer a unit's explanation: accepted or not, always with words; a change of the mark is entered as a mark.

    Raises `ScoringRefused`, `SheetUnfit` when there is no such explanation, or `ReasonNeeded` without words.
    """
    row, frame = sheet_for_change(sheet)
    asked = next((one for one in frame.content.explanations if one.public_id == explanation), None)
    if asked is None:
        raise SheetUnfit(Sentence(N_("There is no such explanation on this sheet.")))
    verdict = may_answer_explanation(actor, (frame, asked), on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if not answer.strip():
        raise ReasonNeeded(
            Sentence(N_("Write the answer: what was looked at and why it stays or changes.")), where="answer"
        )
    kept = Explanation.objects.get(sheet=row, public_id=explanation)
    kept.answer, kept.accepted = answer.strip(), accepted
    kept.answered_at, kept.answered_by_name = at, actor.actor_name[:200]
    kept.save(update_fields=["answer", "accepted", "answered_at", "answered_by_name"])
    _record(row, frame, acts.ANSWERED, kept, actor, at)


def _record(row: Sheet, frame: SheetFrame, name: str, said: Explanation, actor: Actor, at: datetime) -> None:
    member = next(one for one in frame.members if one.pk == said.unit_id)
    data = {
        "unit": member.short_name,
        "unit_code": member.code,
        "leaf": said.leaf_code,
        "stage": said.stage,
        "accepted": said.accepted,
    }
    record_act(row=row, scope=frame.bloc_year, name=name, data=data, actor=actor, at=at)
