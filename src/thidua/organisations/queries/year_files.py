"""The file of a bloc-year, read at once for its page: members, heads, phases, and every name in one query."""

from dataclasses import dataclass
from datetime import date

from thidua.organisations.models import Membership, Phase, YearLead
from thidua.organisations.queries.names import names_on_days
from thidua.organisations.queries.rows import BlocYearCard, LeadRow, MemberUnit, PhaseRow
from thidua.organisations.queries.year_rows import lead_row, member_row, name_day, phase_rows, roles_in


@dataclass(frozen=True, slots=True)
class YearFile:
    """What a bloc-year's page shows beside its card."""

    members: tuple[MemberUnit, ...]
    leads: tuple[LeadRow, ...]
    phases: tuple[PhaseRow, ...]


def year_file(card: BlocYearCard, *, on: date) -> YearFile:
    """Members named as of the year's end, heads as of their days, phases; in four queries."""
    members = list(
        Membership.objects.filter(bloc_year=card.id).select_related("unit").order_by("position", "pk")
    )
    leads = list(YearLead.objects.filter(bloc_year=card.id).order_by("role", "since", "pk"))
    end = name_day(card.year)
    days = {lead.pk: name_day(card.year, lead.until or on) for lead in leads}
    names = names_on_days(
        [*((member.unit_id, end) for member in members), *((lead.unit_id, days[lead.pk]) for lead in leads)]
    )
    roles = roles_in(leads, None)
    return YearFile(
        tuple(member_row(one, names[one.unit_id, end], roles.get(one.unit_id, "member")) for one in members),
        tuple(lead_row(lead, names[lead.unit_id, days[lead.pk]]) for lead in leads),
        phase_rows(list(Phase.objects.filter(bloc_year=card.id).order_by("entered_on", "pk"))),
    )
