"""Truths of the room, run by `thidua check_invariants`: days stand where their history and their anchors put them."""

from collections.abc import Iterator

from thidua.core.calendar import AnchorCycle, AnchorUnknown, DayKind, Relative, Roll, resolve
from thidua.foundation.checks import Untruth, invariant
from thidua.plans.models import Consultation, Plan
from thidua.plans.queries import PlanFrame, consultation_frames, holidays_in_use, plan_frames
from thidua.plans.states import ConsultationState

HISTORY_LEADS = "the moves of a line lead from the day planned to the day it stands at"
DAYS_RESOLVE = "every plan's days can be worked out, and count from one another as they say"
MINUTES_WHOLE = "a closed consultation has a reply to every comment"


def _frames() -> tuple[PlanFrame, ...]:
    return plan_frames(Plan.objects.order_by("pk"), holidays_in_use())


@invariant(HISTORY_LEADS)
def _history_leads_to_the_day() -> Iterator[Untruth]:
    for frame in _frames():
        for row in frame.activities:
            steps = [row.planned_on, *(day for move in row.moves for day in (move.was, move.now)), row.due_on]
            if any(a != b for a, b in zip(steps[::2], steps[1::2], strict=True)):
                yield Untruth(HISTORY_LEADS, row.public_id, f"{row.code} of {frame.card.public_id}")


@invariant(DAYS_RESOLVE)
def _days_resolve() -> Iterator[Untruth]:
    for frame in _frames():
        try:
            resolve({row.code: row.when for row in frame.activities}, frame.holidays)
        except (AnchorCycle, AnchorUnknown) as fault:
            yield Untruth(DAYS_RESOLVE, frame.card.public_id, str(fault))
            continue
        for row in frame.activities:
            when = row.when
            if (
                isinstance(when, Relative)
                and (when.kind, when.roll) == (DayKind.CALENDAR, Roll.KEEP)
                and not frame.settled(row)
                and (row.due_on - frame.days[when.base]).days != when.days
            ):
                yield Untruth(DAYS_RESOLVE, row.public_id, f"{row.code} does not stand {when.days} days off")


@invariant(MINUTES_WHOLE)
def _minutes_are_whole() -> Iterator[Untruth]:
    closed = Consultation.objects.filter(state=ConsultationState.CLOSED.value)
    for frame in consultation_frames(closed):
        if frame.waiting:
            yield Untruth(MINUTES_WHOLE, frame.public_id, f"{len(frame.waiting)} comments wait")
