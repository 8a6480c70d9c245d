"""The files of a bloc and of a bloc-year, read at once for their pages: every name in one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from thidua.organisations.models import BlocYear, Membership, Phase, RotationTerm
from thidua.organisations.queries.names import names_on_days
from thidua.organisations.queries.rotation_rows import RotationRead, heads_of, next_turn, term_rows
from thidua.organisations.queries.rows import (
    BlocCard,
    BlocYearCard,
    LeadRow,
    MemberUnit,
    PhaseRow,
    RotationRow,
    TermRow,
    UnitName,
)
from thidua.organisations.queries.year_rows import (
    YearsRead,
    lead_row,
    member_row,
    name_day,
    phase_rows,
    roles_in,
)


@dataclass(frozen=True, slots=True)
class YearFile:
    """A bloc-year with everything its page shows."""

    card: BlocYearCard
    members: tuple[MemberUnit, ...]
    leads: tuple[LeadRow, ...]
    phases: tuple[PhaseRow, ...]


def year_file(years: QuerySet[BlocYear], *, on: date) -> YearFile | None:
    """The first of the given bloc-years: members named as of its end, heads as of their days, phases; in five queries."""
    read = YearsRead.of(years[:1], on)
    if not read.rows:
        return None
    year = read.rows[0]
    members = list(
        Membership.objects.filter(bloc_year=year.pk).select_related("unit").order_by("position", "pk")
    )
    leads = sorted(read.every_lead, key=lambda lead: (lead.role, lead.since, lead.pk))
    end = name_day(year.year)
    days = {lead.pk: name_day(year.year, lead.until or on) for lead in leads}
    names = names_on_days(
        [
            *read.asked,
            *((member.unit_id, end) for member in members),
            *((lead.unit_id, days[lead.pk]) for lead in leads),
        ]
    )
    roles = roles_in(leads, None)
    return YearFile(
        read.cards(names)[0],
        tuple(member_row(one, names[one.unit_id, end], roles.get(one.unit_id, "member")) for one in members),
        tuple(lead_row(lead, names[lead.unit_id, days[lead.pk]]) for lead in leads),
        phase_rows(list(Phase.objects.filter(bloc_year=year.pk).order_by("entered_on", "pk"))),
    )


@dataclass(frozen=True, slots=True)
class BlocFile:
    """A bloc with everything its page shows; `turn` is whose turn comes in the year `coming`."""

    bloc: BlocCard
    years: tuple[BlocYearCard, ...]
    rotations: tuple[RotationRow, ...]
    terms: tuple[TermRow, ...]
    coming: int
    turn: UnitName | None


def bloc_file(card: BlocCard, years: QuerySet[BlocYear], *, on: date) -> BlocFile:
    """The bloc with those of its years the reader may see, newest first; in six queries."""
    read = YearsRead.of(years.filter(bloc=card.id).order_by("-year"), on)
    rotation = RotationRead.of(card.id, on)
    terms = list(RotationTerm.objects.filter(bloc=card.id).order_by("-year", "skipped"))
    names = names_on_days(
        [*read.asked, *rotation.asked, *((term.head_id, name_day(term.year)) for term in terms)]
    )
    cards, lists, told = read.cards(names), rotation.rotations(names), term_rows(terms, names)
    coming = max((year.year for year in cards), default=on.year) + 1
    turn = next_turn(lists, told, heads_of(card.id), coming)
    return BlocFile(card, cards, lists, told, coming, turn)
