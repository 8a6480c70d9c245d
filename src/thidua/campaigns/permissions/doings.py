"""Who may answer a movement and tell what was done: the unit itself, for what concerns it."""

from datetime import date

from django.db.models import QuerySet

from thidua.accounts.queries import held_units
from thidua.campaigns.models import Activity
from thidua.campaigns.permissions.movements import UNIT_ROLES, may_see_movement, movements_visible_to
from thidua.campaigns.queries.doings import ActivityRow
from thidua.campaigns.queries.frames import MovementFrame
from thidua.campaigns.states import Level
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_


def units_of(actor: Actor, *, on: date) -> frozenset[str]:
    """Public keys of the units a person speaks for."""
    return held_units(actor, *UNIT_ROLES, on=on)


def _own(actor: Actor, unit: str, on: date) -> Verdict:
    if unit in units_of(actor, on=on):
        return met(N_("This person speaks for the unit."))
    return not_met(
        N_("Only the unit itself responds and tells what it did."),
        remedy=N_("Ask the emulation officer of the unit."),
    )


def _open(frame: MovementFrame) -> Verdict:
    if frame.open:
        return met(N_("Responses and activities are open."))
    return not_met(N_("The movement is not open: it is a draft, closed or withdrawn."))


def _asked(frame: MovementFrame, unit: str, on: date | None) -> Verdict:
    """Whether the movement concerns the unit; with a day, whether it still does."""
    one = frame.audience.find(unit)
    if one is None and not frame.for_everyone:
        return not_met(N_("The movement does not call this unit."))
    if one is not None and on is not None and not one.belongs_on(on):
        return not_met(N_("The unit does not belong to the bloc that day, so nothing is asked of it."))
    return met(N_("The movement concerns the unit."))


def may_respond(actor: Actor, part: tuple[MovementFrame, str], *, on: date) -> Verdict:
    """Respond to a movement for a unit (by public key) «hưởng ứng», or change the response."""
    frame, unit = part
    seeing = may_see_movement(actor, frame, on=on)
    if not seeing.allowed:
        return seeing
    if frame.card.level is Level.UNIT:
        return not_met(N_("A unit does not respond to its own movement; it tells what it did."))
    return Verdict.all_of(_own(actor, unit, on), _open(frame), _asked(frame, unit, on))


def may_enter_activity(actor: Actor, part: tuple[MovementFrame, str], *, on: date) -> Verdict:
    """Tell what a unit did for a movement «nhập hoạt động»; also after it left, for days while it belonged."""
    frame, unit = part
    seeing = may_see_movement(actor, frame, on=on)
    if not seeing.allowed:
        return seeing
    own = frame.card.level is Level.UNIT and frame.card.unit == unit
    asked = met(N_("The movement concerns the unit.")) if own else _asked(frame, unit, None)
    return Verdict.all_of(_own(actor, unit, on), _open(frame), asked)


def may_correct_activity(actor: Actor, activity: ActivityRow, *, on: date) -> Verdict:
    """Correct or strike an activity «sửa, gạch hoạt động»: the unit that did it."""
    own = _own(actor, activity.unit_key, on)
    if not own.allowed:
        seen = activities_visible_to(actor, on=on).filter(pk=activity.id).exists()
        return own if seen else not_met(N_("The movement does not reach this person."), private=True)
    if activity.struck_at is not None:
        return not_met(N_("The activity was struck."))
    return met(N_("This person speaks for the unit."))


def activities_visible_to(actor: Actor, *, on: date) -> QuerySet[Activity]:
    """Activities of movements the person may read, and those of their own units."""
    seen = movements_visible_to(actor, on=on)
    rows = Activity.objects.filter(countings__movement__in=seen.values("pk"))
    own = Activity.objects.filter(unit__public_id__in=units_of(actor, on=on))
    return Activity.objects.filter(pk__in=rows.values("pk")) | own
