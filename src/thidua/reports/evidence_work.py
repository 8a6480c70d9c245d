"""What waits in evidence for who answers for a unit: classified papers; a few queries, any number of rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thidua.accounts.queries import held_units
from thidua.accounts.roles import Role
from thidua.foundation.actors import Actor
from thidua.organisations.queries import unit_names
from thidua.reports.models import Evidence
from thidua.reports.permissions.evidence import OVER, authorisation_in
from thidua.reports.states import EvidenceState


@dataclass(frozen=True, slots=True)
class WaitingReference:
    """A classified paper that waits for the word of its unit's head."""

    key: str
    number: str
    named_by: str
    unit: str
    in_sentence: str
    bloc_year: str


def references_waiting(
    actor: Actor, *, on: date, within: frozenset[str] | None = None
) -> tuple[WaitingReference, ...]:
    """The classified papers that wait for a person's word, in years that go on; in these bloc-years, or in all.

    They wait for the head of the unit, and for a deputy with a written authorisation in force that names such papers.
    """
    held = {role: held_units(actor, role, on=on) for role in (Role.UNIT_HEAD, Role.UNIT_DEPUTY)}
    units = held[Role.UNIT_HEAD] | held[Role.UNIT_DEPUTY]
    if not units:
        return ()
    years = Q() if within is None else Q(bloc_year__public_id__in=within)
    rows = list(
        Evidence.objects.filter(years, state=EvidenceState.NAMED.value, unit__public_id__in=units)
        .exclude(bloc_year__state__in=[state.value for state in OVER])
        .order_by("filed_at", "pk")
        .values_list(
            "public_id", "number", "filed_by_name", "bloc_year__public_id", "unit", "unit__public_id"
        )
    )
    deputised = {row[4] for row in rows if row[5] not in held[Role.UNIT_HEAD]}
    answered = {unit for unit in deputised if authorisation_in(actor, unit, on=on)}
    rows = [row for row in rows if row[4] not in deputised or row[4] in answered]
    names = unit_names({row[4] for row in rows}, on=on) if rows else {}
    return tuple(
        WaitingReference(key, number, by, names[unit].short_name, names[unit].in_sentence, year)
        for key, number, by, year, unit, _ in rows
    )
