"""Launching, reviewing, closing and withdrawing a movement."""

from datetime import date, datetime
from decimal import Decimal

from thidua.campaigns.actions import acts
from thidua.campaigns.actions.keeping import launched_words, record_act, record_news
from thidua.campaigns.changing import allow, day_of, movement_for_change, said
from thidua.campaigns.drafts import ReviewDraft
from thidua.campaigns.errors import MovementUnfit
from thidua.campaigns.models import Movement, MovementTarget, Review
from thidua.campaigns.permissions import (
    may_close_movement,
    may_launch_movement,
    may_review_movement,
    may_withdraw_movement,
)
from thidua.campaigns.queries.frames import MovementFrame
from thidua.campaigns.states import Level, MovementState, ReviewKind
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_


@action
def launch_movement(*, movement: str, launched_on: date, actor: Actor, at: datetime) -> None:
    """Launch a draft «phát động»: the units called are told and may respond from now on.

    Raises `MovementRefused`, or `MovementUnfit` for a day to come, after the movement's end, or without what a launch
    needs.
    """
    row, frame = movement_for_change(movement)
    allow(may_launch_movement(actor, frame, on=day_of(at)))
    record_launch(row=row, frame=frame, launched_on=launched_on, actor=actor, at=at)


@requires_transaction
def record_launch(
    *,
    row: Movement,
    frame: MovementFrame,
    launched_on: date,
    actor: Actor,
    at: datetime,
) -> None:
    """Launch: state, day, ledger, notices."""
    card = frame.card
    if launched_on > day_of(at):
        raise MovementUnfit(Sentence(N_("The day of the launch is still to come.")), where="launched_on")
    if card.ends_on is not None and launched_on > card.ends_on:
        raise MovementUnfit(
            Sentence(N_("The movement ends before that day, on {day}."), {"day": card.ends_on}),
            where="launched_on",
        )
    if card.level is Level.BLOC and not (card.document_number and card.document_date):
        raise MovementUnfit(
            Sentence(N_("A bloc's movement is launched by a paper: give its number and date.")),
            where="document_number",
        )
    if card.level in {Level.BLOC, Level.UNIT} and not card.contents:
        raise MovementUnfit(
            Sentence(N_("Say at least one content before the launch: units must know what is asked.")),
            where="contents",
        )
    row.state, row.launched_on = MovementState.LAUNCHED.value, launched_on
    row.save(update_fields=["state", "launched_on"])
    record_act(act=acts.LAUNCHED, on=row, card=card, actor=actor, at=at, data={"day": launched_on})
    record_news(frame=frame, text=launched_words(card), actor=actor, at=at)


@action
def withdraw_movement(*, movement: str, reason: str, actor: Actor, at: datetime) -> None:
    """Withdraw a movement that will not go on «thu hồi», with a reason; the units called are told.

    What was responded and done stays on record. Raises `MovementRefused`, or `MovementUnfit` without a reason.
    """
    row, frame = movement_for_change(movement)
    allow(may_withdraw_movement(actor, frame, on=day_of(at)))
    why = said(reason, "reason", Sentence(N_("Withdrawing a movement needs a reason.")))
    row.state, row.withdrawn_on, row.withdrawn_reason = MovementState.WITHDRAWN.value, day_of(at), why
    row.save(update_fields=["state", "withdrawn_on", "withdrawn_reason"])
    record_act(act=acts.WITHDRAWN, on=row, card=frame.card, actor=actor, at=at, data={"reason": why})
    if frame.open:
        text = Sentence(
            N_("The movement “{name}” was withdrawn: {reason}"), {"name": frame.card.name, "reason": why}
        )
        record_news(frame=frame, text=text, actor=actor, at=at)


@action
def review_movement(*, movement: str, review: ReviewDraft, actor: Actor, at: datetime) -> None:
    """Record an interim review «sơ kết»: what was reached so far. More than one may be held.

    Raises `MovementRefused`, or `MovementUnfit` for a day before the launch or to come, or without results.
    """
    row, frame = movement_for_change(movement)
    allow(may_review_movement(actor, frame, on=day_of(at)))
    record_review(row=row, frame=frame, kind=ReviewKind.INTERIM, review=review, actor=actor, at=at)
    row.state = MovementState.REVIEWED.value
    row.save(update_fields=["state"])
    record_act(act=acts.REVIEWED, on=row, card=frame.card, actor=actor, at=at, data={"day": review.held_on})


@action
def close_movement(*, movement: str, review: ReviewDraft, actor: Actor, at: datetime) -> None:
    """Record the final review «tổng kết» and close the movement: nothing is responded or told any more.

    Raises `MovementRefused`, or `MovementUnfit` as `review_movement` does.
    """
    row, frame = movement_for_change(movement)
    allow(may_close_movement(actor, frame, on=day_of(at)))
    record_review(row=row, frame=frame, kind=ReviewKind.FINAL, review=review, actor=actor, at=at)
    row.state, row.closed_on = MovementState.CLOSED.value, review.held_on
    row.save(update_fields=["state", "closed_on"])
    record_act(act=acts.CLOSED, on=row, card=frame.card, actor=actor, at=at, data={"day": review.held_on})


@requires_transaction
def record_review(
    *,
    row: Movement,
    frame: MovementFrame,
    kind: ReviewKind,
    review: ReviewDraft,
    actor: Actor,
    at: datetime,
) -> None:
    """Write a review down, and what was reached beside each target."""
    results = said(review.results, "results", Sentence(N_("Say what was reached.")))
    if review.held_on > day_of(at):
        raise MovementUnfit(Sentence(N_("The day of the review is still to come.")), where="held_on")
    if review.held_on < frame.card.asked_from:
        raise MovementUnfit(
            Sentence(
                N_("The movement was launched later than that, on {day}."), {"day": frame.card.asked_from}
            ),
            where="held_on",
        )
    if Review.objects.filter(movement=row, kind=kind.value, held_on=review.held_on).exists():
        raise MovementUnfit(Sentence(N_("A review of that day is on record already.")), where="held_on")
    targets = {one.position: one for one in MovementTarget.objects.filter(movement=row)}
    reached: dict[str, str] = {}
    for place, amount in sorted(review.reached.items()):
        target = targets.get(place)
        if target is None or amount < Decimal(0):
            raise MovementUnfit(
                Sentence(N_("A result stands at a target and is not below 0.")), where="results"
            )
        reached[str(place)] = format(amount, "f")
        if target.reached_on is None or review.held_on >= target.reached_on:
            target.reached, target.reached_on = amount, review.held_on
            target.save(update_fields=["reached", "reached_on"])
    Review(
        movement=row,
        kind=kind.value,
        held_on=review.held_on,
        document=review.document.strip()[:200],
        results=results,
        limits=review.limits.strip(),
        next_tasks=review.next_tasks.strip(),
        awards=review.awards.strip(),
        reached=reached,
        written_at=at,
        written_by_name=actor.actor_name[:200],
    ).save(force_insert=True)
