"""What waits for a person in movements «việc đang chờ»: responses to give, reviews to hold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import F, Q

from thidua.accounts.queries import held_units, roles_of
from thidua.accounts.roles import Role
from thidua.campaigns.models import MovementResponse
from thidua.campaigns.permissions.movements import UNIT_ROLES, may_keep_movement, movements_visible_to
from thidua.campaigns.queries.frames import REVIEW_SOON, MovementFrame, frames
from thidua.campaigns.states import OPEN, UPPER, Level
from thidua.foundation.actors import Actor

KEEPERS = frozenset({Role.STANDING_OFFICER, Role.BLOC_HEAD_OFFICER, *UNIT_ROLES})


class WorkKind(StrEnum):
    """What is to be done."""

    RESPOND = "respond"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: on which movement, for which unit (public key and number), until when."""

    kind: WorkKind
    movement: str
    name: str
    unit: str = ""
    unit_id: int | None = None
    due: date | None = None


def waiting_work(actor: Actor, *, on: date) -> tuple[Waiting, ...]:
    """Everything that waits for a person, what is due soonest first; a handful of queries whatever there is."""
    if not any(held.role in KEEPERS for held in roles_of(actor, on=on)):
        return ()
    units = held_units(actor, *UNIT_ROLES, on=on)
    # Without a unit there are no responses to give: only the reviews of the province's own movements are left.
    asked = Q() if units else Q(level=Level.PROVINCE.value, ends_on__lte=on + REVIEW_SOON)
    rows = movements_visible_to(actor, on=on).filter(asked, state__in=sorted(OPEN), starts_on__lte=on)
    # A movement above the blocs whose period has passed asks nobody for anything any more.
    found = frames(rows.exclude(level__in=sorted(UPPER), ends_on__lt=on))
    answered = _answered(found, units) if units else frozenset[tuple[int, str]]()
    items = [item for frame in found for item in _items(frame, actor, units, answered, on)]
    return tuple(sorted(items, key=lambda item: (item.due or date.max, item.kind, item.name)))


def _answered(found: tuple[MovementFrame, ...], units: frozenset[str]) -> frozenset[tuple[int, str]]:
    """Pairs of movement and unit that need no response: it was given, or to the bloc's movement of the year above."""
    keys = [frame.card.id for frame in found]
    rows = MovementResponse.objects.filter(movement__in=keys, unit__public_id__in=units)
    covered = MovementResponse.objects.filter(
        unit__public_id__in=units,
        movement__links_down__lower__in=keys,
        movement__links_down__lower__bloc_year=F("movement__bloc_year"),
    )
    given = rows.order_by().values_list("movement_id", "unit__public_id")
    above = covered.order_by().values_list("movement__links_down__lower_id", "unit__public_id")
    return frozenset(given.union(above).order_by())


def _items(
    frame: MovementFrame,
    actor: Actor,
    units: frozenset[str],
    answered: frozenset[tuple[int, str]],
    on: date,
) -> list[Waiting]:
    card = frame.card
    running = card.ends_on is None or on <= card.ends_on
    asks = card.level is not Level.UNIT and running
    items = [
        Waiting(WorkKind.RESPOND, card.public_id, card.name, one.public_id, one.id, card.ends_on)
        for one in frame.audience.units
        if asks and one.public_id in units and one.belongs_on(on) and (card.id, one.public_id) not in answered
    ]
    if frame.review_due(on) and may_keep_movement(actor, frame, on=on).allowed:
        items.append(Waiting(WorkKind.REVIEW, card.public_id, card.name, due=card.ends_on))
    return items
