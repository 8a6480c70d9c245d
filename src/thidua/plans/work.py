"""What waits for a person in plans «việc đang chờ», over all bloc-years that person reads, in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import Q

from thidua.accounts.queries import held_units
from thidua.core.calendar import Holidays
from thidua.foundation.actors import Actor
from thidua.organisations.queries import UnitName, name_day, names_on_days
from thidua.plans.permissions import (
    OVER,
    consultations_visible_to,
    may_close_consultation,
    may_give_answer,
    may_reply_to_comment,
    part_in,
    plans_shown_to,
    units_answered_for,
)
from thidua.plans.permissions.parts import UNIT_ROLES
from thidua.plans.queries import (
    ConsultationFrame,
    PlanFrame,
    YearFrame,
    consultation_frames_in,
    plan_frames_in,
    years_of,
)
from thidua.plans.queries.plans import card_of
from thidua.plans.states import ConsultationState, PlanState

# An activity is told to its unit so many days before it is due.
AHEAD_DAYS = 30
# Nothing is late here, only due: no day is counted, and the holidays need not be read.
_UNASKED = Holidays.of(())


class WorkKind(StrEnum):
    """What is to be done."""

    ANSWER_DRAFT = "answer_draft"
    DO_ACTIVITY = "do_activity"
    REPLY_TO_COMMENTS = "reply_to_comments"
    CLOSE_CONSULTATION = "close_consultation"
    ISSUE_PLAN = "issue_plan"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: on which plan or consultation, for which unit, until when."""

    kind: WorkKind
    year: YearFrame
    key: str
    title: str
    due: date | None = None
    unit: UnitName | None = None
    code: str = ""
    count: int = 1
    unit_id: int = 0


def waiting_work(actor: Actor, *, on: date, within: frozenset[str] | None = None) -> tuple[Waiting, ...]:
    """Everything that waits for a person, in these bloc-years (public keys) or in all."""
    if not held_units(actor, *UNIT_ROLES, on=on):
        return ()
    those = Q() if within is None else Q(bloc_year__public_id__in=within)
    asked = consultations_visible_to(actor, on=on).filter(those, state=ConsultationState.OPENED.value)
    open_drafts = list(asked.select_related("plan").order_by("pk"))
    states = [PlanState.ISSUED.value, PlanState.CONSULTED.value]
    rows = list(plans_shown_to(actor, on=on).filter(those, state__in=states).order_by("pk"))
    years = years_of([*open_drafts, *rows])
    consultations = consultation_frames_in(open_drafts, years) if open_drafts else ()
    cards = ((years[row.bloc_year_id], card_of(row)) for row in rows)
    plans = plan_frames_in(cards, _UNASKED) if rows else ()
    open_plans = {frame.plan for frame in consultations}
    found = [item for frame in consultations for item in _on_consultation(frame, actor, on=on)]
    for frame in plans:
        found += _on_plan(frame, actor, on=on, with_units=frame.card.public_id in open_plans)
    days = {item.key: name_day(item.year.year, on) for item in found}
    names = names_on_days((item.unit_id, days[item.key]) for item in found if item.unit_id)
    named = [
        replace(item, unit=names[item.unit_id, days[item.key]]) if item.unit_id else item for item in found
    ]
    return tuple(sorted(named, key=lambda item: (item.due or date.max, item.kind, item.key, item.code)))


def _on_consultation(frame: ConsultationFrame, actor: Actor, *, on: date) -> Iterator[Waiting]:
    if may_give_answer(actor, frame, on=on).allowed:
        silent = {member.public_id: member.id for member in frame.silent}
        own = [key for key in units_answered_for(actor, frame, on=on) if key in silent]
        for key in own:
            yield Waiting(
                WorkKind.ANSWER_DRAFT,
                frame.year,
                frame.public_id,
                frame.title,
                frame.answers_until,
                unit_id=silent[key],
            )
    if frame.waiting and may_reply_to_comment(actor, frame, on=on).allowed:
        yield Waiting(
            WorkKind.REPLY_TO_COMMENTS, frame.year, frame.public_id, frame.title, count=len(frame.waiting)
        )
    elif may_close_consultation(actor, frame, on=on).allowed:
        yield Waiting(WorkKind.CLOSE_CONSULTATION, frame.year, frame.public_id, frame.title)


def _on_plan(frame: PlanFrame, actor: Actor, *, on: date, with_units: bool) -> Iterator[Waiting]:
    part = part_in(actor, frame.year, on=on)
    if frame.card.state is PlanState.CONSULTED and part.runs and not with_units:
        yield Waiting(WorkKind.ISSUE_PLAN, frame.year, frame.card.public_id, frame.card.title)
    if frame.card.state is not PlanState.ISSUED or not part.units or frame.year.state in OVER:
        return
    mine = {member.id for member in frame.year.members if member.public_id in part.units}
    for row in frame.activities:
        if row.dropped_on is not None or (row.due_on - on).days > AHEAD_DAYS:
            continue
        for unit in frame.outstanding(row):
            if unit in mine:
                yield Waiting(
                    WorkKind.DO_ACTIVITY,
                    frame.year,
                    frame.card.public_id,
                    row.title,
                    row.due_on,
                    code=row.code,
                    unit_id=unit,
                )
