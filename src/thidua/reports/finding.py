"""What search may find of this room: reports asked for, and evidence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from thidua.accounts.queries import held_units, roles_of
from thidua.foundation.actors import Actor
from thidua.foundation.finding import findable
from thidua.reports.models import Evidence
from thidua.reports.permissions import requests_visible_to
from thidua.reports.permissions.evidence import READERS, UNIT_ROLES
from thidua.reports.states import EVIDENCE_ENDED


def findable_reports(actor: Actor, *, on: date) -> QuerySet[Any, Any]:
    """The reports that were asked for and that a person may read, by name."""
    return findable(requests_visible_to(actor, on=on), "report", title="name", number="code")


def findable_evidence(actor: Actor, *, headed: Iterable[str], on: date) -> QuerySet[Any, Any]:
    """Records of evidence by title and number, of the person's units and of all units for those who read all.

    Of the years `headed` (public keys), whose head the person assists, all is found too. Whoever checks or appraises
    other units sees more than this on their pages; search does not work that out.
    """
    mine = Q(unit__public_id__in=held_units(actor, *UNIT_ROLES, on=on)) | Q(
        bloc_year__public_id__in=set(headed)
    )
    for held in roles_of(actor, on=on):
        if held.role in READERS:
            mine |= Q(bloc_year__bloc__public_id=held.scope_key) if held.scope_key else ~Q(pk=None)
    rows = Evidence.objects.filter(mine).exclude(state__in=[state.value for state in EVIDENCE_ENDED])
    return findable(rows, "evidence", title="title", number="number", unit="unit__code")
