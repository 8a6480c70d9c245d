"""Drafts sent round, answered unit by unit, replied to comment by comment, and closed with a minute."""

from collections.abc import Sequence
from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.notices.actions import record_notice_to_units
from thidua.organisations.queries import UnitName
from thidua.plans.actions import acts
from thidua.plans.actions.keeping import PLACE, record_act, record_revision
from thidua.plans.changing import (
    LONGEST_TEXT,
    allow,
    changed_meanwhile,
    consultation_for_change,
    day_of,
    plan_for_change,
    said,
    year_for_change,
)
from thidua.plans.drafts import CommentDraft
from thidua.plans.errors import PlanActUnfit
from thidua.plans.models import Consultation, ConsultationAnswer, ConsultationComment, Plan
from thidua.plans.permissions import (
    may_close_consultation,
    may_give_answer,
    may_open_consultation,
    may_reply_to_comment,
    may_revise_plan,
    units_answered_for,
)
from thidua.plans.queries import ConsultationFrame, PlanFrame, YearFrame, names_for
from thidua.plans.states import AnswerKind, ConsultationState, DraftKind, PlanState, Reply

MOST_COMMENTS = 60


@action
def open_consultation(
    *,
    bloc_year: str,
    kind: DraftKind,
    title: str = "",
    text: str = "",
    plan: str | None = None,
    answers_until: date,
    actor: Actor,
    at: datetime,
) -> str:
    """Send a draft to the member units for comments «gửi lấy ý kiến dự thảo» until a day, and return its key.

    A plan (`plan`, in preparation) is sent as it stands now, line by line; any other text is given. Raises
    `PlanRefused`; `PlanActUnfit` for a day before today, a text without words, a plan already with the units.
    """
    year, on = year_for_change(bloc_year), day_of(at)
    allow(may_open_consultation(actor, year, on=on))
    row: Plan | None = None
    if kind is DraftKind.PLAN:
        row, frame = _plan_to_send(plan, year, actor, at)
        title, text = frame.card.title, _text_of(frame, on)
    if answers_until < on:
        raise PlanActUnfit(
            Sentence(N_("The last day for answers has passed already.")), where="answers_until"
        )
    made = Consultation(
        bloc_year_id=year.id,
        plan=row,
        kind=kind.value,
        title=said(title, "title", Sentence(N_("The draft needs a title.")), longest=300),
        text=said(text, "text", Sentence(N_("There is nothing to comment on.")), longest=LONGEST_TEXT),
        opened_at=at,
        opened_by_name=actor.actor_name[:200],
        answers_until=answers_until,
    )
    made.save(force_insert=True)
    if row is not None and row.state == PlanState.DRAFTED.value:
        row.state, row.returned_reason = PlanState.CONSULTED.value, ""
        record_revision(plan=row, actor=actor, at=at, fields=["state", "returned_reason"])
    record_act(act=acts.ASKED, on=made, actor=actor, at=at, data={"until": answers_until})
    text_told = Sentence(
        N_("The draft “{title}” waits for your unit's answer until {day}."),
        {"title": made.title, "day": answers_until},
    )
    record_asked(consultation=made, year=year, text=text_told, actor=actor, at=at)
    return str(made.public_id)


def _plan_to_send(plan: str | None, year: YearFrame, actor: Actor, at: datetime) -> tuple[Plan, PlanFrame]:
    if not plan:
        raise PlanActUnfit(Sentence(N_("Say which plan is sent round.")), where="plan")
    row, frame = plan_for_change(plan)
    allow(may_revise_plan(actor, frame, on=day_of(at)))
    if frame.year.id != year.id:
        raise PlanActUnfit(Sentence(N_("The plan belongs to another bloc-year.")), where="plan")
    if row.consultations.filter(state=ConsultationState.OPENED.value).exists():
        raise PlanActUnfit(
            Sentence(N_("The plan is with the units already.")),
            remedy=Sentence(N_("Wait for the answers, or close that consultation.")),
        )
    return row, frame


def _text_of(frame: PlanFrame, on: date) -> str:
    """The plan as the units read it: its words, then its lines with code, title, day, who and what comes of it."""
    names = names_for(frame.year, {row.owner for row in frame.activities if row.owner}, on=on)
    lines = []
    for row in frame.activities:
        owner = names[row.owner].short_name if row.owner is not None else ""
        told = [row.code, row.title, f"{row.due_on:%d/%m/%Y}", owner, row.output]
        lines.append(" · ".join(word for word in told if word))
    return "\n".join([*frame.card.passages, *lines])


@requires_transaction
def record_asked(
    *, consultation: Consultation, year: YearFrame, text: Sentence, actor: Actor, at: datetime
) -> None:
    """Tell the members that a draft waits for them."""
    on = day_of(at)
    head = year.head(on)
    record_notice_to_units(
        units=[member.public_id for member in year.present(on) if member.public_id != head],
        text=text,
        address=f"{PLACE}lay-y-kien/{consultation.public_id}/",
        about=consultation.public_id,
        actor=actor,
        at=at,
    )


@action
def extend_consultation(
    *, consultation: str, answers_until: date, reason: str, actor: Actor, at: datetime
) -> None:
    """Give the units more time «gia hạn lấy ý kiến», with the reason.

    Raises `PlanRefused`; `PlanActUnfit` without a reason, or for a day that is not later than the one that stands.
    """
    row, frame = consultation_for_change(consultation)
    allow(may_reply_to_comment(actor, frame, on=day_of(at)))
    words = said(reason, "reason", Sentence(N_("Moving a day needs a reason.")))
    if answers_until <= max(row.answers_until, day_of(at)):
        raise PlanActUnfit(
            Sentence(N_("The new last day comes after the old one and after today.")), where="answers_until"
        )
    row.answers_until = answers_until
    row.save(update_fields=["answers_until"])
    record_act(act=acts.EXTENDED, on=row, actor=actor, at=at, data={"until": answers_until, "reason": words})
    text = Sentence(
        N_("The last day for answers to “{title}” is now {day}."), {"title": row.title, "day": answers_until}
    )
    record_asked(consultation=row, year=frame.year, text=text, actor=actor, at=at)


@action
def give_answer(
    *,
    consultation: str,
    unit: str,
    kind: AnswerKind,
    comments: Sequence[CommentDraft] = (),
    revision: int = 0,
    actor: Actor,
    at: datetime,
) -> None:
    """Answer for a unit (public key) to a draft «cho ý kiến»: it agrees, or comments on passages.

    One answer for each unit: a later one replaces the earlier until a comment of it has its reply. `revision` is that
    of the answer the person saw, 0 for none. Raises `PlanRefused`; `PlanChangedMeanwhile` when a colleague answered in
    between; `PlanActUnfit` for a unit the person does not speak for, comments without words or on passages that are
    not there, or an answer that was replied to.
    """
    row, frame = consultation_for_change(consultation)
    on = day_of(at)
    allow(may_give_answer(actor, frame, on=on))
    if unit not in units_answered_for(actor, frame, on=on):
        raise PlanActUnfit(Sentence(N_("This person does not speak for that unit.")), where="unit")
    member = next(one for one in frame.asked if one.public_id == unit)
    standing = frame.answers.get(member.id)
    if standing is not None and standing.revision != revision:
        raise changed_meanwhile(standing.revision, standing.given_by)
    if standing is not None and any(comment.reply is not Reply.WAITING for comment in standing.comments):
        raise PlanActUnfit(
            Sentence(N_("The head unit has replied to this answer already: it stands.")),
            remedy=Sentence(N_("Say what is still missing to the officer assisting the bloc head.")),
        )
    drafts = _comments(frame, kind, comments)
    answer, _ = ConsultationAnswer.objects.update_or_create(
        consultation=row,
        unit_id=member.id,
        defaults={
            "kind": kind.value,
            "given_at": at,
            "given_by_name": actor.actor_name[:200],
            "revision": 1 if standing is None else standing.revision + 1,
        },
    )
    answer.comments.all().delete()
    for place, draft in enumerate(drafts, start=1):
        ConsultationComment(
            answer=answer,
            position=place,
            passage=draft.passage,
            quoted=frame.passages[draft.passage - 1] if draft.passage else "",
            text=draft.text,
        ).save(force_insert=True)
    data = {
        "unit": _name(frame, member.id, on).short_name,
        "answer": kind.value,
        "comments": [draft.text for draft in drafts],
    }
    record_act(act=acts.ANSWERED, on=row, actor=actor, at=at, data=data)


def _name(frame: ConsultationFrame, unit: int, on: date) -> UnitName:
    return names_for(frame.year, on=on)[unit]


def _comments(
    frame: ConsultationFrame, kind: AnswerKind, comments: Sequence[CommentDraft]
) -> tuple[CommentDraft, ...]:
    """The comments as they are kept; agreeing has none, commenting has at least one."""
    kept = tuple(CommentDraft(one.text.strip()[:4000], one.passage) for one in comments if one.text.strip())
    if kind is AnswerKind.AGREED and kept:
        raise PlanActUnfit(
            Sentence(N_("A unit that agrees has no comments; with comments the answer is “has comments”.")),
            where="kind",
        )
    if kind is AnswerKind.COMMENTED and not kept:
        raise PlanActUnfit(
            Sentence(N_("Write at least one comment, or agree.")),
            where="comments",
        )
    if len(kept) > MOST_COMMENTS:
        raise PlanActUnfit(
            Sentence(N_("An answer holds at most {count} comments."), {"count": MOST_COMMENTS}),
            where="comments",
        )
    if any(not 0 <= one.passage <= len(frame.passages) for one in kept):
        raise PlanActUnfit(Sentence(N_("The draft has no such passage.")), where="comments")
    return kept


@action
def reply_to_comment(
    *, consultation: str, comment: str, reply: Reply, words: str = "", actor: Actor, at: datetime
) -> None:
    """Say what becomes of a comment «tiếp thu, giải trình»: taken, or not taken with the reason.

    Raises `PlanRefused`; `PlanActUnfit` for a comment that is not there, or one not taken without a reason.
    """
    row, frame = consultation_for_change(consultation)
    on = day_of(at)
    allow(may_reply_to_comment(actor, frame, on=on))
    found = frame.comment(comment)
    if found is None:
        raise PlanActUnfit(
            Sentence(N_("The unit has replaced this comment.")),
            remedy=Sentence(N_("Read its present answer.")),
        )
    if reply is Reply.WAITING:
        raise PlanActUnfit(Sentence(N_("Say whether the comment is taken.")), where="reply")
    if reply is Reply.NOT_TAKEN:
        said(words, "words", Sentence(N_("Say why the comment is not taken.")))
    ConsultationComment.objects.filter(public_id=comment).update(
        reply=reply.value,
        reply_words=words.strip()[:4000],
        replied_at=at,
        replied_by_name=actor.actor_name[:200],
    )
    data = {
        "unit": _name(frame, found.unit, on).short_name,
        "reply": reply.value,
        "text": found.text,
        "words": words,
    }
    record_act(act=acts.REPLIED, on=row, actor=actor, at=at, data=data)


@action
def close_consultation(*, consultation: str, conclusion: str = "", actor: Actor, at: datetime) -> None:
    """Close a consultation «chốt ý kiến»: what was said and replied stands as its minute from now on.

    Raises `PlanRefused` while a comment waits for its reply, or while units may still answer.
    """
    row, frame = consultation_for_change(consultation)
    allow(may_close_consultation(actor, frame, on=day_of(at)))
    row.state = ConsultationState.CLOSED.value
    row.closed_at, row.closed_by_name = at, actor.actor_name[:200]
    row.conclusion = conclusion.strip()[:4000]
    row.save(update_fields=["state", "closed_at", "closed_by_name", "conclusion"])
    counts = {"answers": len(frame.answers), "silent": len(frame.silent), "comments": len(frame.comments)}
    record_act(act=acts.CLOSED, on=row, actor=actor, at=at, data=counts)
