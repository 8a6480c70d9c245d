"""Looking at a mark a second time «phúc tra»: both marks stay side by side, with who, when and why."""

from datetime import date, datetime
from typing import Any

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.cells import Change, MarkInput, change_of, record_cells
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.documents import Entry, exact, same_input
from thidua.scorecards.errors import (
    MarksUnfit,
    MarkUnfit,
    ReasonMissing,
    ReasonNeeded,
    ScoringRefused,
    SheetUnfit,
)
from thidua.scorecards.frames import ExplanationRow, MarkRow, SheetFrame
from thidua.scorecards.models import Explanation, MarkRevision, Reappraisal, Sheet
from thidua.scorecards.permissions import Cell, may_reappraise_mark
from thidua.scorecards.states import OPEN_STAGE, Stage


@action
def reappraise_mark(
    *,
    sheet: str,
    unit: str,
    leaf: str,
    entry: Entry,
    awaits: str,
    reason: str,
    held_on: date,
    minutes: str,
    explanation: str,
    actor: Actor,
    at: datetime,
) -> str:
    """Look at a mark a second time and return the second appraisal's key.

    The mark looked at is that of the stage that is open, or of the stage before when it has none yet. `entry` is what
    stands afterwards; when it says the same, the mark was kept. `explanation` is the key of the unit's explanation it
    follows, empty when the bloc looks again by itself; one that waits is answered by it. Raises `ScoringRefused`,
    `ReasonNeeded`, `MarksUnfit`, or `SheetUnfit` for a day that has not come or another cell's explanation.
    """
    row, frame = sheet_for_change(sheet)
    cell = Cell(frame, unit, leaf, OPEN_STAGE.get(frame.state, Stage.APPRAISED))
    verdict = may_reappraise_mark(actor, cell, on=at.date())
    looked = cell.mark or cell.before
    if not verdict.allowed or looked is None:
        raise ScoringRefused(verdict)
    if not reason.strip():
        raise ReasonNeeded(
            Sentence(N_("Write what the second look found, and why the mark stays or changes.")),
            where="reason",
        )
    if held_on > at.date():
        raise SheetUnfit(Sentence(N_("This day has not come yet.")), where="held_on")
    asked = _asked(frame, cell, explanation)
    changed = not same_input(looked.entry, exact(entry))
    before = _revision(row, frame, looked)
    after = (
        _kept(row, frame, cell, looked, MarkInput(unit, leaf, entry, reason.strip(), awaits), actor, at)
        or before
    )
    member = next(one for one in frame.members if one.code == unit)
    made = Reappraisal.objects.create(
        sheet=row,
        unit_id=member.pk,
        leaf_code=leaf,
        stage=cell.stage,
        explanation=_answer(row, asked, reason.strip(), actor, at, changed=changed) if asked else None,
        before=before,
        after=after,
        held_on=held_on,
        minutes=minutes.strip(),
        reason=reason.strip(),
        author_key=actor.actor_key,
        author_name=actor.actor_name[:200],
        marked_at=at,
    )
    data: dict[str, Any] = {
        "unit": member.short_name,
        "unit_code": unit,
        "leaf": leaf,
        "stage": cell.stage,
        "was": before.entry,
        "now": after.entry,
        "changed": changed,
        "reason": reason.strip(),
        "minutes": minutes.strip(),
    }
    name = acts.REAPPRAISED if changed else acts.REAPPRAISED_KEPT
    record_act(row=row, scope=frame.bloc_year, name=name, data=data, actor=actor, at=at)
    return str(made.public_id)


def _asked(frame: SheetFrame, cell: Cell, explanation: str) -> ExplanationRow | None:
    if not explanation:
        return None
    found = next((one for one in frame.content.explanations if one.public_id == explanation), None)
    if found is None or (found.unit, found.leaf) != (cell.unit, cell.leaf):
        raise SheetUnfit(Sentence(N_("There is no such explanation on this sheet.")), where="explanation")
    if any(one.explanation == explanation for one in frame.content.reappraisals):
        raise SheetUnfit(
            Sentence(N_("This explanation was followed by a second appraisal already.")), where="explanation"
        )
    return found


def _revision(row: Sheet, frame: SheetFrame, looked: MarkRow) -> MarkRevision:
    member = next(one for one in frame.members if one.code == looked.unit)
    return MarkRevision.objects.get(
        mark__sheet=row,
        mark__unit=member.pk,
        mark__leaf_code=looked.leaf,
        mark__stage=looked.stage,
        revision=looked.revision,
    )


def _kept(
    row: Sheet,
    frame: SheetFrame,
    cell: Cell,
    looked: MarkRow,
    typed: MarkInput,
    actor: Actor,
    at: datetime,
) -> MarkRevision | None:
    """The new entry of the history; None when the mark of this stage stays as it is."""
    same = same_input(looked.entry, exact(typed.entry))
    if same and cell.mark is not None:
        return None
    if same:
        change: Change | None = Change(
            cell.unit, cell.leaf, dict(looked.entry), looked.reason if "state" in looked.entry else "",
            looked.awaits, [], None, accepted=True,
        )  # fmt: skip
    else:
        try:
            change = change_of(frame, cell.stage, typed)
        except (MarkUnfit, ReasonMissing) as problem:
            raise MarksUnfit(problem.sentence, (problem,)) from problem
    changes = [change] if change is not None else []
    return next(
        iter(record_cells(row=row, frame=frame, stage=cell.stage, changes=changes, actor=actor, at=at)), None
    )


def _answer(
    row: Sheet, asked: ExplanationRow, words: str, actor: Actor, at: datetime, *, changed: bool
) -> Explanation:
    kept = Explanation.objects.get(sheet=row, public_id=asked.public_id)
    if kept.answered_at is None:
        kept.answer, kept.accepted = words, changed
        kept.answered_at, kept.answered_by_name = at, actor.actor_name[:200]
        kept.save(update_fields=["answer", "accepted", "answered_at", "answered_by_name"])
    return kept
