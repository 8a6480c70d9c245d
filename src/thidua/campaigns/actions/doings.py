"""A unit's response to a movement, and what it did: entered, corrected, struck."""

from collections.abc import Iterable
from datetime import datetime

from thidua.campaigns.actions import acts
from thidua.campaigns.actions.keeping import record_act
from thidua.campaigns.changing import allow, day_of, movement_for_change, said, unit_numbers, unmoved
from thidua.campaigns.drafts import ActivityDraft, FigureDraft, ResponseDraft
from thidua.campaigns.errors import MovementChangedMeanwhile, MovementRefused, MovementUnfit
from thidua.campaigns.measures import adds_up, measure_key
from thidua.campaigns.models import Activity, ActivityCounting, ActivityFigure, Movement, MovementResponse
from thidua.campaigns.permissions import may_correct_activity, may_enter_activity, may_respond
from thidua.campaigns.queries.doings import ActivityRow, ResponseRow, activities, activity, response_row
from thidua.campaigns.queries.frames import MovementFrame, frames
from thidua.core.verdict import Sentence, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import unit_name

MOST_FIGURES = 20


@action
def respond_to_movement(
    *,
    movement: str,
    unit: str,
    response: ResponseDraft,
    revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> ResponseRow:
    """Respond to a movement for a unit «hưởng ứng», or change what was responded.

    Raises `MovementRefused`; `MovementUnfit` for a day before the launch or to come, or when nothing is undertaken;
    `MovementChangedMeanwhile` when another saved in between.
    """
    row, frame = movement_for_change(movement)
    on = day_of(at)
    allow(may_respond(actor, (frame, unit), on=on))
    words = said(
        response.undertakes,
        "undertakes",
        Sentence(N_("Say what the unit undertakes: a response says what will be done.")),
    )
    if response.responded_on > on:
        raise MovementUnfit(Sentence(N_("The day of the response is still to come.")), where="responded_on")
    if response.responded_on < frame.card.starts_on and response.responded_on < frame.card.asked_from:
        raise MovementUnfit(
            Sentence(
                N_("The movement was launched later than that, on {day}."), {"day": frame.card.asked_from}
            ),
            where="responded_on",
        )
    number = unit_numbers([unit], "unit")[unit]
    rows = MovementResponse.objects.select_for_update(no_key=True)
    kept = rows.filter(movement=row, unit_id=number).first()
    _unmoved(kept, revision)
    new = kept is None
    found = kept or MovementResponse(movement=row, unit_id=number)
    found.responded_on, found.undertakes = response.responded_on, words
    found.document_number = response.document_number.strip()[:80]
    found.slogan = response.slogan.strip()[:300]
    found.written_at, found.written_by_name = at, actor.actor_name[:200]
    if new:
        found.save(force_insert=True)
    else:
        found.revision += 1
        columns = ["responded_on", "undertakes", "document_number", "slogan"]
        found.save(update_fields=[*columns, "written_at", "written_by_name", "revision"])
    record_act(
        act=acts.RESPONDED if new else acts.RESPONSE_REVISED,
        on=row,
        card=frame.card,
        actor=actor,
        at=at,
        data={"unit": _short(unit, at), "document": found.document_number},
        scope=frame.card.bloc_year or unit,
    )
    return response_row(found)


def _unmoved(kept: MovementResponse | None, revision: int | None) -> None:
    """Two people of one unit on one form: the second is told, nothing is lost silently."""
    held = kept.revision if kept else 0
    if revision is not None and held != revision:
        name = kept.written_by_name if kept else ""
        raise MovementChangedMeanwhile(
            Sentence(
                N_(
                    "{name} changed this in the meantime. Nothing was saved; look at the new text and save again."
                ),
                {"name": name},
            ),
            revision=held,
            revised_by=name,
        )


def _short(unit: str, at: datetime) -> str:
    found = unit_name(unit, on=day_of(at))
    return found.short_name if found else ""


@action
def enter_activity(*, unit: str, draft: ActivityDraft, actor: Actor, at: datetime) -> ActivityRow:
    """Tell what a unit did «nhập hoạt động», once, for all movements it is counted for.

    Raises `MovementRefused`; `MovementUnfit` for a day outside a movement's period or the unit's membership, or for
    figures that cannot stand.
    """
    found = _movements(unit, draft, actor, at)
    row = Activity(unit_id=unit_numbers([unit], "unit")[unit])
    record_activity(row=row, draft=draft, movements=found, actor=actor, at=at, new=True)
    record_act(
        act=acts.ENTERED,
        on=row,
        card=found[0].card,
        actor=actor,
        at=at,
        data={"unit": _short(unit, at), "movements": [frame.card.public_id for frame in found]},
        scope=_scope(found, unit),
    )
    return _kept(row)


@action
def correct_activity(
    *, activity: str, draft: ActivityDraft, revision: int | None = None, actor: Actor, at: datetime
) -> ActivityRow:
    """Correct an activity «sửa hoạt động»; the ledger keeps what it was.

    Raises as `enter_activity` does, and `MovementChangedMeanwhile` when another saved in between.
    """
    row, before = _for_change(activity, actor, at)
    unmoved(row, revision)
    found = _movements(before.unit_key, draft, actor, at)
    record_activity(row=row, draft=draft, movements=found, actor=actor, at=at)
    was = {
        "title": before.title,
        "happened_on": before.happened_on,
        "figures": [
            f"{one.measure}: {one.amount.normalize():f} {one.unit_of_measure}" for one in before.figures
        ],
    }
    record_act(
        act=acts.CORRECTED,
        on=row,
        card=found[0].card,
        actor=actor,
        at=at,
        data={"unit": _short(before.unit_key, at), "before": was},
        scope=_scope(found, before.unit_key),
    )
    return _kept(row)


@action
def strike_activity(*, activity: str, reason: str, actor: Actor, at: datetime) -> None:
    """Strike an activity «gạch hoạt động» with a reason: it stays on record and is counted nowhere.

    Raises `MovementRefused`, or `MovementUnfit` without a reason.
    """
    row, before = _for_change(activity, actor, at)
    why = said(reason, "reason", Sentence(N_("Striking needs a reason.")))
    counted = frames(Movement.objects.filter(pk__in=before.movements))
    for frame in counted:
        allow(may_enter_activity(actor, (frame, before.unit_key), on=day_of(at)))
    row.struck_at, row.struck_reason, row.struck_by_name = at, why, actor.actor_name[:200]
    row.save(update_fields=["struck_at", "struck_reason", "struck_by_name"])
    record_act(
        act=acts.STRUCK,
        on=row,
        card=None,
        actor=actor,
        at=at,
        data={"unit": _short(before.unit_key, at), "reason": why},
        scope=_scope(counted, before.unit_key),
    )


def _for_change(key: str, actor: Actor, at: datetime) -> tuple[Activity, ActivityRow]:
    """Lock an activity and read it."""
    row = Activity.objects.select_for_update(no_key=True).filter(public_id=key).first()
    before = activity(key)
    if row is None or before is None:
        raise MovementRefused(not_met(N_("The movement does not reach this person."), private=True))
    allow(may_correct_activity(actor, before, on=day_of(at)))
    return row, before


def _scope(found: Iterable[MovementFrame], unit: str) -> str:
    """The bloc-year the activity is counted in, else the unit."""
    return next((frame.card.bloc_year for frame in found if frame.card.bloc_year), unit)


def _kept(row: Activity) -> ActivityRow:
    """The row just written, as it is read."""
    return activities(Activity.objects.filter(pk=row.pk))[0]


def _movements(unit: str, draft: ActivityDraft, actor: Actor, at: datetime) -> tuple[MovementFrame, ...]:
    """The movements an activity is counted for, each allowed and each running that day."""
    on = day_of(at)
    wanted = tuple(dict.fromkeys(draft.movements))
    found = frames(Movement.objects.filter(public_id__in=wanted).order_by("pk"))
    if not wanted or len(found) < len(wanted):
        raise MovementUnfit(
            Sentence(N_("Name at least one movement the activity is counted for.")), where="movements"
        )
    if draft.happened_on > on:
        raise MovementUnfit(Sentence(N_("The day of the activity is still to come.")), where="happened_on")
    for frame in found:
        allow(may_enter_activity(actor, (frame, unit), on=on))
        card = frame.card
        if not card.runs_on(draft.happened_on):
            raise MovementUnfit(
                Sentence(N_("The day lies outside the period of “{name}”."), {"name": card.name}),
                where="happened_on",
            )
        one = frame.audience.find(unit)
        if one is not None and not one.belongs_on(draft.happened_on):
            raise MovementUnfit(
                Sentence(
                    N_("The unit did not belong to the bloc of “{name}” that day."), {"name": card.name}
                ),
                where="happened_on",
            )
    return found


@requires_transaction
def record_activity(
    *,
    row: Activity,
    draft: ActivityDraft,
    movements: Iterable[MovementFrame],
    actor: Actor,
    at: datetime,
    new: bool = False,
) -> None:
    """Write an activity with its countings and figures."""
    row.title = said(draft.title, "title", Sentence(N_("Say what was done.")), longest=300)
    row.happened_on, row.place = draft.happened_on, draft.place.strip()[:200]
    row.evidence = draft.evidence.strip()[:4000]
    row.written_at, row.written_by_name = at, actor.actor_name[:200]
    figures = _figures(draft.figures)
    if new:
        row.save(force_insert=True)
    else:
        row.revision += 1
        columns = ["title", "happened_on", "place", "evidence", "written_at", "written_by_name", "revision"]
        row.save(update_fields=columns)
        ActivityCounting.objects.filter(activity=row).delete()
        ActivityFigure.objects.filter(activity=row).delete()
    ActivityCounting.objects.bulk_create(
        ActivityCounting(activity=row, movement_id=frame.card.id) for frame in movements
    )
    ActivityFigure.objects.bulk_create(
        ActivityFigure(
            activity=row,
            position=place,
            measure=one.measure.strip()[:120],
            unit_of_measure=one.unit_of_measure.strip()[:60],
            measure_key=measure_key(one.measure, one.unit_of_measure),
            amount=one.amount,
            adds_up=adds_up(one.unit_of_measure),
        )
        for place, one in enumerate(figures, start=1)
    )


def _figures(drafts: tuple[FigureDraft, ...]) -> tuple[FigureDraft, ...]:
    """Figures that can stand: named, not below 0, each measure once."""
    if len(drafts) > MOST_FIGURES:
        raise MovementUnfit(
            Sentence(N_("At most {most} figures can be kept."), {"most": MOST_FIGURES}), where="figures"
        )
    seen = set[str]()
    for one in drafts:
        if not one.measure.strip() or not one.unit_of_measure.strip() or one.amount < 0:
            raise MovementUnfit(
                Sentence(N_("A figure says what, measured in what, and how many, not below 0.")),
                where="figures",
            )
        key = measure_key(one.measure, one.unit_of_measure)
        if key in seen:
            raise MovementUnfit(
                Sentence(
                    N_("“{measure}” stands twice: add the figures up yourself."), {"measure": one.measure}
                ),
                where="figures",
            )
        seen.add(key)
    return drafts
