"""What waits for a person in this room: handover minutes to confirm for the own unit."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thidua.accounts.queries import held_units
from thidua.foundation.actors import Actor
from thidua.organisations.models import Handover
from thidua.organisations.permissions import UNIT_ROLES
from thidua.organisations.queries.names import names_on_days
from thidua.organisations.queries.rows import UnitName
from thidua.organisations.states import Side


@dataclass(frozen=True, slots=True)
class HandoverWaiting:
    """A minute that waits for one side's confirmation."""

    handover: str
    number: str
    name: str
    year: int
    held_on: date
    side: Side
    unit: UnitName
    bloc_year: str


def handovers_to_confirm(actor: Actor, *, on: date) -> tuple[HandoverWaiting, ...]:
    """Live minutes that the person's unit has not confirmed; two queries, one when nothing waits."""
    units = held_units(actor, *UNIT_ROLES, on=on)
    if not units:
        return ()
    open_to = Q(giver__public_id__in=units, given_at=None) | Q(
        receiver__public_id__in=units, received_at=None
    )
    rows = list(
        Handover.objects.filter(open_to, withdrawn_at=None)
        .select_related("bloc_year", "giver", "receiver")
        .order_by("held_on", "pk")
    )
    if not rows:
        return ()
    sides = [
        (row, side, unit)
        for row in rows
        for side, unit, done in (
            (Side.GIVER, row.giver, row.given_at),
            (Side.RECEIVER, row.receiver, row.received_at),
        )
        if done is None and unit.public_id in units
    ]
    names = names_on_days((unit.pk, row.held_on) for row, _, unit in sides)
    return tuple(
        HandoverWaiting(
            row.public_id,
            row.number,
            row.bloc_year.name,
            row.bloc_year.year,
            row.held_on,
            side,
            names[unit.pk, row.held_on],
            row.bloc_year.public_id,
        )
        for row, side, unit in sides
    )
