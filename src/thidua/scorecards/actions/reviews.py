"""What the checklist asks for: bodies asked about disqualifiers, deductions settled, totals added up again by two."""

from collections.abc import Sequence
from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.errors import (
    ItemUnfit,
    QuestionUnfit,
    ReasonNeeded,
    ResultChangedMeanwhile,
    ScoringRefused,
)
from thidua.scorecards.exports import draft_result, totals_of
from thidua.scorecards.models import DisqualifierQuestion, ReAddition, SheetItem
from thidua.scorecards.permissions import (
    may_ask_disqualifiers,
    may_confirm_totals,
    may_see_sheet,
    may_settle_deduction,
)
from thidua.scorecards.states import Settled


@action
def ask_disqualifiers(
    *, sheet: str, body: str, codes: Sequence[str], letter: str, asked_on: date, actor: Actor, at: datetime
) -> str:
    """Record that a body was asked about disqualifiers (by their codes) and return the question's key.

    Raises `ScoringRefused`, or `QuestionUnfit` without a body, without a known code, for a day that has not come, or
    when the body was asked that day already.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_ask_disqualifiers(actor, frame, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if not body.strip():
        raise QuestionUnfit(Sentence(N_("Name the body that was asked.")), where="body")
    if not codes or not set(codes) <= set(frame.outline.disqualifiers):
        raise QuestionUnfit(Sentence(N_("Choose what it was asked about.")), where="codes")
    if asked_on > at.date():
        raise QuestionUnfit(Sentence(N_("This day has not come yet.")), where="asked_on")
    if any((one.body, one.asked_on) == (body.strip(), asked_on) for one in frame.content.questions):
        raise QuestionUnfit(Sentence(N_("This body was asked that day already.")), where="body")
    made = DisqualifierQuestion.objects.create(
        sheet=row,
        body=body.strip(),
        codes=[code for code in frame.outline.disqualifiers if code in codes],
        letter=letter.strip(),
        asked_on=asked_on,
        author_key=actor.actor_key,
        author_name=actor.actor_name[:200],
        marked_at=at,
    )
    data = {"body": body.strip(), "codes": list(made.codes), "letter": letter.strip(), "day": asked_on}
    record_act(row=row, scope=frame.bloc_year, name=acts.ASKED, data=data, actor=actor, at=at)
    return str(made.public_id)


@action
def enter_disqualifier_answer(
    *,
    sheet: str,
    question: str,
    answer: str,
    answer_number: str,
    answered_on: date,
    named: Sequence[str],
    actor: Actor,
    at: datetime,
) -> None:
    """Record what a body answered, and which units (by code) it names; a unit named is then counted as an item.

    Raises `ScoringRefused`, or `QuestionUnfit` when there is no such open question, for days in the wrong order, for
    units that are not members, or without words.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_ask_disqualifiers(actor, frame, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    asked = next((one for one in frame.content.questions if one.public_id == question), None)
    if asked is None or asked.answered_on is not None:
        raise QuestionUnfit(Sentence(N_("There is no such question that waits for an answer.")))
    if not answer.strip():
        raise QuestionUnfit(Sentence(N_("Write what the body answered.")), where="answer")
    if not asked.asked_on <= answered_on <= at.date():
        raise QuestionUnfit(
            Sentence(N_("An answer comes after the question, and not after today.")), where="answered_on"
        )
    if not set(named) <= {member.code for member in frame.members}:
        raise QuestionUnfit(Sentence(N_("Only members of the bloc can be named.")), where="named")
    kept = DisqualifierQuestion.objects.get(sheet=row, public_id=question)
    kept.answer, kept.answer_number = answer.strip(), answer_number.strip()
    kept.answered_on, kept.answered_at = answered_on, at
    kept.named, kept.answered_by_name = list(named), actor.actor_name[:200]
    kept.save(
        update_fields=["answer", "answer_number", "answered_on", "answered_at", "named", "answered_by_name"]
    )
    data = {"body": asked.body, "answer": answer.strip(), "day": answered_on, "named": list(named)}
    record_act(row=row, scope=frame.bloc_year, name=acts.HEARD, data=data, actor=actor, at=at)


@action
def settle_deduction(*, sheet: str, item: str, how: Settled, words: str, actor: Actor, at: datetime) -> None:
    """Settle a deduction: the unit agrees to it, or a meeting decided it; `words` say how, or name the minutes.

    Raises `ScoringRefused`, `ItemUnfit` when it is not on the sheet, or `ReasonNeeded` without words.
    """
    row, frame = sheet_for_change(sheet)
    found = next((one for one in frame.content.items if one.public_id == item), None)
    if found is None or how is Settled.NOT_YET:
        seen = may_see_sheet(actor, frame, on=at.date())
        if not seen.allowed:
            raise ScoringRefused(seen)
        raise ItemUnfit(Sentence(N_("This item was struck already, or is not on this sheet.")), where="item")
    verdict = may_settle_deduction(actor, (frame, found, how), on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if not words.strip():
        raise ReasonNeeded(
            Sentence(N_("Name the minutes of the meeting, or say how the unit agreed.")), where="words"
        )
    kept = SheetItem.objects.get(sheet=row, public_id=item)
    kept.settled, kept.settled_words = how, words.strip()
    kept.settled_at, kept.settled_by_name = at, actor.actor_name[:200]
    kept.save(update_fields=["settled", "settled_words", "settled_at", "settled_by_name"])
    names = {member.code: member.short_name for member in frame.members}
    data = {
        "unit": names[found.unit],
        "unit_code": found.unit,
        "code": found.code,
        "record": found.record,
        "how": how,
        "words": words.strip(),
    }
    record_act(row=row, scope=frame.bloc_year, name=acts.SETTLED, data=data, actor=actor, at=at)


@action
def confirm_totals(*, sheet: str, expected_hash: str, actor: Actor, at: datetime) -> int:
    """Confirm that the totals of the result looked at were added up again and are right; returns by how many now.

    It holds for that result only: any change of a mark makes it void. Raises `ScoringRefused`,
    `ResultChangedMeanwhile`, or `ItemUnfit` when this person confirmed it already.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_confirm_totals(actor, frame, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    draft = draft_result(frame)
    if draft.hash != expected_hash:
        raise ResultChangedMeanwhile(
            Sentence(N_("The result changed since it was looked at; add the totals up again."))
        )
    given = [one for one in frame.content.readditions if one.hash == draft.hash]
    if any(one.author_key == actor.actor_key for one in given):
        raise ItemUnfit(
            Sentence(N_("You confirmed these totals already.")),
            remedy=Sentence(N_("Another person must add them up too.")),
        )
    totals = totals_of(draft.scorecard)
    ReAddition.objects.create(
        sheet=row,
        hash=draft.hash,
        totals=totals,
        author_key=actor.actor_key,
        author_name=actor.actor_name[:200],
        marked_at=at,
    )
    data = {"hash": draft.hash, "totals": totals}
    record_act(row=row, scope=frame.bloc_year, name=acts.READDED, data=data, actor=actor, at=at)
    return len(given) + 1
