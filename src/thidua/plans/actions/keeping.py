"""Building blocks the verbs share: the ledger's lines, days written into a plan, people told."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from thidua.core.calendar import Absolute, Shift, When
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction
from thidua.notices.actions import record_notice_to_units
from thidua.plans.changing import day_of
from thidua.plans.drafts import ActivityDraft
from thidua.plans.models import Activity, Consultation, Move, Plan
from thidua.plans.queries import PlanFrame

PLACE = "/ke-hoach/"


@requires_transaction
def record_act(
    *,
    act: str,
    on: Plan | Consultation,
    actor: Actor,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    """Write a line of the ledger on a plan or consultation, within the scope of its bloc-year."""
    audit.record(act, actor=actor, on=on, at=at, data=data, scope=on.bloc_year.public_id)


@requires_transaction
def record_revision(*, plan: Plan, actor: Actor, at: datetime, fields: Iterable[str] = ()) -> None:
    """Count a save of a plan and say whose it was; `fields` are the columns changed with it."""
    plan.revision += 1
    plan.revised_at, plan.revised_by_name = at, actor.actor_name[:200]
    plan.save(update_fields=["revision", "revised_at", "revised_by_name", *fields])


def columns_of(when: When) -> dict[str, object]:
    """How a day is found, as the columns of a line."""
    if isinstance(when, Absolute):
        return {"day": when.day, "base_code": "", "offset": 0, "roll": when.roll.value}
    return {
        "day": None,
        "base_code": when.base,
        "offset": when.days,
        "day_kind": when.kind.value,
        "roll": when.roll.value,
    }


def line_of(plan: Plan, draft: ActivityDraft, *, position: int, owner: int | None, due_on: date) -> Activity:
    """The row of a drafted line."""
    fields = {"day_kind": draft.counted_in.value, **columns_of(draft.when)}
    return Activity(
        plan=plan,
        code=draft.code,
        position=position,
        anchor=draft.anchor,
        title=draft.title,
        output=draft.output,
        owner_id=owner,
        due_on=due_on,
        planned_on=due_on,
        **fields,
    )


@requires_transaction
def record_days(*, plan: Plan, days: Mapping[str, date]) -> None:
    """Write the days worked out into the lines of a plan in preparation."""
    rows = []
    for row in Activity.objects.filter(plan=plan):
        if (row.due_on, row.planned_on) != (days[row.code], days[row.code]):
            row.due_on = row.planned_on = days[row.code]
            rows.append(row)
    Activity.objects.bulk_update(rows, ["due_on", "planned_on"])


@requires_transaction
def record_moves(
    *, plan: Plan, shifts: Iterable[Shift], cause: str, reason: str, actor: Actor, at: datetime
) -> None:
    """Move the days of lines of a plan in force, each with a row of history; earlier moves stay."""
    moved = {shift.code: shift for shift in shifts}
    rows = list(Activity.objects.filter(plan=plan, code__in=moved))
    for row in rows:
        row.due_on = moved[row.code].now
    Activity.objects.bulk_update(rows, ["due_on"])
    Move.objects.bulk_create(
        Move(
            activity=row,
            was=moved[row.code].was,
            now=moved[row.code].now,
            cause=cause,
            reason=reason,
            moved_at=at,
            moved_by_name=actor.actor_name[:200],
        )
        for row in rows
    )


@requires_transaction
def record_told(
    *, frame: PlanFrame, units: Iterable[int], text: Sentence, address: str, actor: Actor, at: datetime
) -> None:
    """Tell the people of these member units (by row number) what happened in the plan."""
    wanted = set(units)
    record_notice_to_units(
        units=[member.public_id for member in frame.year.present(day_of(at)) if member.id in wanted],
        text=text,
        address=address,
        about=frame.card.public_id,
        actor=actor,
        at=at,
    )
