"""What waits for a head of a unit in evidence: classified papers to answer for; a few queries, any number of rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role
from thidua.foundation.actors import Actor
from thidua.organisations.queries import unit_names
from thidua.reports.models import Evidence
from thidua.reports.permissions.evidence import OVER
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
    """The classified papers of the units a person heads, in years that go on; in these bloc-years, or in all."""
    units = {held.scope_key for held in roles_of(actor, on=on) if held.role is Role.UNIT_HEAD}
    if not units:
        return ()
    years = Q() if within is None else Q(bloc_year__public_id__in=within)
    rows = list(
        Evidence.objects.filter(years, state=EvidenceState.NAMED.value, unit__public_id__in=units)
        .exclude(bloc_year__state__in=[state.value for state in OVER])
        .order_by("filed_at", "pk")
        .values_list("public_id", "number", "filed_by_name", "bloc_year__public_id", "unit")
    )
    names = unit_names({unit for *_, unit in rows}, on=on) if rows else {}
    return tuple(
        WaitingReference(key, number, by, names[unit].short_name, names[unit].in_sentence, year)
        for key, number, by, year, unit in rows
    )
