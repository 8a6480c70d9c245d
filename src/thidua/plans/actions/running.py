"""A plan in force: issued, its days moved with reasons, its work done or dropped."""

from datetime import date, datetime

from thidua.core.calendar import When
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import name_day, unit_names
from thidua.plans.actions import acts
from thidua.plans.actions.keeping import (
    PLACE,
    columns_of,
    record_act,
    record_moves,
    record_revision,
    record_told,
)
from thidua.plans.changing import (
    allow,
    changed_meanwhile,
    day_of,
    line_for_change,
    plan_for_change,
    said,
)
from thidua.plans.days import effect_of_holidays, effect_of_move
from thidua.plans.errors import PlanActUnfit
from thidua.plans.models import Activity, Completion, Plan
from thidua.plans.permissions import (
    may_complete_activity,
    may_issue_plan,
    may_move_days,
    units_completing,
)
from thidua.plans.queries import ActivityRow, PlanFrame
from thidua.plans.states import ConsultationState, PlanState


@action
def issue_plan(
    *,
    plan: str,
    number: str,
    issued_on: date,
    signer_name: str,
    signer_title: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Record that the plan was issued «ban hành kế hoạch» with number, day and signer; the one before gives way.

    Raises `PlanRefused`; `PlanActUnfit` without number or signer, for a day to come or before the draft, for a plan
    without lines, or while its consultation is open.
    """
    row, frame = plan_for_change(plan)
    on = day_of(at)
    allow(may_issue_plan(actor, frame, on=on))
    row.number = said(number, "number", Sentence(N_("An issued plan has a number.")), longest=60)
    row.signer_name = said(signer_name, "signer_name", Sentence(N_("Name who signed the plan.")), longest=200)
    row.signer_title = signer_title.strip()[:200]
    if issued_on > on:
        raise PlanActUnfit(Sentence(N_("The day of issue is still to come.")), where="issued_on")
    if issued_on < day_of(row.drafted_at):
        raise PlanActUnfit(Sentence(N_("A plan cannot be issued before it was drafted.")), where="issued_on")
    if not frame.activities:
        raise PlanActUnfit(
            Sentence(N_("The plan has no lines yet.")), remedy=Sentence(N_("Add what is to be done first."))
        )
    if row.consultations.filter(state=ConsultationState.OPENED.value).exists():
        raise PlanActUnfit(
            Sentence(N_("The consultation on this plan is still open.")),
            remedy=Sentence(N_("Close it first, with a reply to each comment.")),
        )
    record_supersession(by=row, day=issued_on, actor=actor, at=at)
    row.state, row.issued_on = PlanState.ISSUED.value, issued_on
    columns = ["state", "issued_on", "number", "signer_name", "signer_title"]
    record_revision(plan=row, actor=actor, at=at, fields=columns)
    record_act(act=acts.ISSUED, on=row, actor=actor, at=at, data={"number": row.number, "day": issued_on})
    text = Sentence(
        N_("The plan “{title}” was issued as {number}."), {"title": row.title, "number": row.number}
    )
    record_told(
        frame=frame,
        units=[member.id for member in frame.year.members],
        text=text,
        address=f"{PLACE}{row.public_id}/",
        actor=actor,
        at=at,
    )


@requires_transaction
def record_supersession(*, by: Plan, day: date, actor: Actor, at: datetime) -> None:
    """The plan in force gives way to the one being issued «thay thế», and what was done of it is carried over by code.

    Raises `PlanActUnfit` when the one in force was itself issued later than that.
    """
    rows = Plan.objects.select_for_update(no_key=True).filter(bloc_year_id=by.bloc_year_id)
    before = rows.filter(state=PlanState.ISSUED.value).first()
    if before is None:
        return
    if before.issued_on is not None and day < before.issued_on:
        raise PlanActUnfit(
            Sentence(N_("The plan in force was itself issued later, on {day}."), {"day": before.issued_on}),
            where="issued_on",
        )
    before.state, before.superseded_on = PlanState.SUPERSEDED.value, day
    before.save(update_fields=["state", "superseded_on"])
    lines = dict(Activity.objects.filter(plan=by, anchor=False).values_list("code", "pk"))
    done = Completion.objects.filter(activity__plan=before, activity__code__in=lines).select_related(
        "activity"
    )
    Completion.objects.bulk_create(
        Completion(
            activity_id=lines[part.activity.code],
            unit_id=part.unit_id,
            done_on=part.done_on,
            note=part.note,
            recorded_at=part.recorded_at,
            recorded_by_name=part.recorded_by_name,
        )
        for part in done
    )
    record_act(act=acts.SUPERSEDED, on=before, actor=actor, at=at, data={"version": by.version, "day": day})


@action
def move_activity(
    *, plan: str, code: str, when: When, reason: str, seen: date, actor: Actor, at: datetime
) -> None:
    """Move a line or anchor of a plan in force «đổi hạn»; what counts from it moves too, done or dropped lines stay.

    `seen` is the day the person saw. Every move stays in the history with its reason. Raises `PlanRefused`;
    `PlanChangedMeanwhile` when the line stands at another day by now; `PlanActUnfit` without a reason, for a line that
    is done, when nothing would move, or for days that cannot be worked out.
    """
    row, frame = plan_for_change(plan)
    allow(may_move_days(actor, frame, on=day_of(at)))
    line = line_for_change(frame, code)
    words = said(reason, "reason", Sentence(N_("Moving a day needs a reason.")))
    if line.due_on != seen:
        who = line.moves[-1].moved_by if line.moves else row.revised_by_name
        raise changed_meanwhile(row.revision, who)
    if frame.settled(line):
        raise PlanActUnfit(
            Sentence(N_("What is done or dropped is not moved any more.")),
            remedy=Sentence(N_("Take back that it was done first, if that was a mistake.")),
        )
    effect = effect_of_move(frame, code, when)
    if effect.own is None:
        raise PlanActUnfit(
            Sentence(N_("The line stands on that day already: {day}."), {"day": line.due_on}), where="when"
        )
    Activity.objects.filter(pk=line.id).update(**columns_of(when))
    record_moves(plan=row, shifts=effect.shifts, cause=code, reason=words, actor=actor, at=at)
    record_revision(plan=row, actor=actor, at=at)
    data = {
        "code": code,
        "title": line.title,
        "was": effect.own.was,
        "now": effect.own.now,
        "reason": words,
        "others": [shift.code for shift in effect.others],
    }
    record_act(act=acts.MOVED, on=row, actor=actor, at=at, data=data)
    _tell_moved(frame, line, effect.own.now, words, {shift.code for shift in effect.shifts}, actor, at)


def _tell_moved(
    frame: PlanFrame,
    line: ActivityRow,
    now: date,
    reason: str,
    codes: set[str],
    actor: Actor,
    at: datetime,
) -> None:
    units = {unit for row in frame.activities if row.code in codes for unit in frame.outstanding(row)}
    text = Sentence(
        N_("“{title}” was moved to {day}: {reason}"), {"title": line.title, "day": now, "reason": reason}
    )
    record_told(
        frame=frame, units=units, text=text, address=f"{PLACE}{frame.card.public_id}/", actor=actor, at=at
    )


@action
def recount_plan(*, plan: str, reason: str, revision: int, actor: Actor, at: datetime) -> None:
    """Work the days of a plan out again by the holidays in use now «tính lại hạn», as moves with a reason.

    Raises `PlanRefused`; `PlanChangedMeanwhile`; `PlanActUnfit` without a reason or when nothing moves.
    """
    row, frame = plan_for_change(plan, revision=revision)
    allow(may_move_days(actor, frame, on=day_of(at)))
    words = said(reason, "reason", Sentence(N_("Moving a day needs a reason.")))
    shifts = effect_of_holidays(frame)
    if not shifts:
        raise PlanActUnfit(Sentence(N_("Every day of the plan stands where the holidays in use put it.")))
    record_moves(plan=row, shifts=shifts, cause="", reason=words, actor=actor, at=at)
    record_revision(plan=row, actor=actor, at=at)
    record_act(act=acts.RECOUNTED, on=row, actor=actor, at=at, data={"count": len(shifts), "reason": words})


@action
def complete_activity(
    *, plan: str, code: str, unit: str, done_on: date, note: str = "", actor: Actor, at: datetime
) -> None:
    """Say that a unit (by public key) did its part of an activity «báo hoàn thành», on which day, with a note.

    Raises `PlanRefused`; `PlanActUnfit` for a unit that does not do it or has done it already, a day to come or before
    the year's plan was begun.
    """
    row, frame = plan_for_change(plan)
    line, on = line_for_change(frame, code), day_of(at)
    allow(may_complete_activity(actor, (frame, line), on=on))
    number, name = _unit_of(frame, line, unit)
    if number not in units_completing(actor, frame, line, on=on):
        raise PlanActUnfit(Sentence(N_("This person does not speak for that unit.")), where="unit")
    if line.completion(number) is not None:
        raise PlanActUnfit(
            Sentence(N_("It is recorded already that {unit} has done this."), {"unit": name}),
            where="unit",
            remedy=Sentence(N_("Take that back first, if the day or the note is wrong.")),
        )
    if done_on > on:
        raise PlanActUnfit(Sentence(N_("The day is still to come.")), where="done_on")
    if done_on < date(frame.year.year - 1, 1, 1):
        raise PlanActUnfit(Sentence(N_("The day lies before the plan.")), where="done_on")
    Completion.objects.create(
        activity_id=line.id,
        unit_id=number,
        done_on=done_on,
        note=note.strip()[:2000],
        recorded_at=at,
        recorded_by_name=actor.actor_name[:200],
    )
    data = {"unit": name, "code": code, "title": line.title, "day": done_on}
    record_act(act=acts.COMPLETED, on=row, actor=actor, at=at, data=data)


def _unit_of(frame: PlanFrame, line: ActivityRow, unit: str) -> tuple[int, str]:
    """Row number and short name of a unit that has to do a line; raises `PlanActUnfit` for any other."""
    names = unit_names(frame.responsible(line), on=name_day(frame.year.year, line.due_on))
    for number, name in names.items():
        if name.public_id == unit:
            return number, name.short_name
    raise PlanActUnfit(Sentence(N_("That unit does not have to do this.")), where="unit")


@action
def withdraw_completion(*, plan: str, code: str, unit: str, reason: str, actor: Actor, at: datetime) -> None:
    """Take back that a unit did its part of an activity «hủy báo hoàn thành», with the reason; the ledger keeps both.

    Raises `PlanRefused`; `PlanActUnfit` without a reason, or when nothing was recorded.
    """
    row, frame = plan_for_change(plan)
    line, on = line_for_change(frame, code), day_of(at)
    allow(may_complete_activity(actor, (frame, line), on=on))
    words = said(reason, "reason", Sentence(N_("Taking it back needs a reason.")))
    number, name = _unit_of(frame, line, unit)
    if number not in units_completing(actor, frame, line, on=on) or line.completion(number) is None:
        raise PlanActUnfit(Sentence(N_("Nothing is recorded for that unit.")), where="unit")
    Completion.objects.filter(activity_id=line.id, unit_id=number).delete()
    data = {"unit": name, "code": code, "title": line.title, "reason": words}
    record_act(act=acts.WITHDRAWN, on=row, actor=actor, at=at, data=data)


@action
def drop_activity(*, plan: str, code: str, reason: str, actor: Actor, at: datetime) -> None:
    """Drop a line of a plan in force «bỏ việc», with the reason; lines that count from it keep their days.

    Raises `PlanRefused`; `PlanActUnfit` without a reason, or when it is done or dropped already.
    """
    row, frame = plan_for_change(plan)
    on = day_of(at)
    allow(may_move_days(actor, frame, on=on))
    line = line_for_change(frame, code)
    words = said(reason, "reason", Sentence(N_("Dropping a line needs a reason.")))
    if frame.settled(line):
        raise PlanActUnfit(Sentence(N_("What is done or dropped already is not dropped any more.")))
    Activity.objects.filter(pk=line.id).update(dropped_on=on, dropped_reason=words)
    record_revision(plan=row, actor=actor, at=at)
    data = {"code": code, "title": line.title, "reason": words}
    record_act(act=acts.DROPPED, on=row, actor=actor, at=at, data=data)
