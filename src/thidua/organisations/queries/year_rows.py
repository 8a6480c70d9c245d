"""Rows of a bloc-year's members, heads and phases, made from the tables once names are known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thidua.organisations.models import Bloc, BlocYear, Membership, Phase, YearLead
from thidua.organisations.queries.rows import BlocCard, BlocYearCard, LeadRow, MemberUnit, PhaseRow, UnitName
from thidua.organisations.states import BlocLevel, Confidence, Force, LeadBasis, LeadRole, YearState


def name_day(year: int, on: date | None = None) -> date:
    """The day whose names a bloc-year shows: the day asked for, but never after the year's end."""
    last = date(year, 12, 31)
    return last if on is None else min(on, last)


def lead_of(leads: list[YearLead], role: LeadRole, on: date | None) -> YearLead | None:
    """The unit in the role on the day, or the latest; leads in order of their first day."""
    mine = [lead for lead in leads if lead.role == role]
    if on is not None:
        mine = [lead for lead in mine if lead.since <= on] or mine[:1]
    return mine[-1] if mine else None


def phase_rows(rows: Sequence[Phase]) -> tuple[PhaseRow, ...]:
    """Rows of phases, in their order."""
    return tuple(PhaseRow(YearState(p.state), p.entered_on, p.left_on, p.went_back, p.reason) for p in rows)


def member_row(row: Membership, name: UnitName, role: str) -> MemberUnit:
    """The row of a member, named as given."""
    return MemberUnit(
        row.unit_id,
        name.public_id,
        name.code,
        name.name,
        name.short_name,
        name.in_sentence,
        name.symbol,
        Force(row.unit.force),
        row.position,
        role,
        row.joined_on,
        row.left_on,
        row.decision,
        row.leaving_decision,
        row.year_from,
        row.year_to,
        Confidence(row.year_confidence),
        row.year_note,
    )


def lead_row(row: YearLead, name: UnitName) -> LeadRow:
    """The row of a head or deputy, named as given."""
    return LeadRow(name, LeadRole(row.role), LeadBasis(row.basis), row.since, row.until, row.instrument)


def roles_in(leads: Sequence[YearLead], on: date | None) -> dict[int, str]:
    """Which unit heads and which deputises: on the day, or at the end."""
    rows = sorted(leads, key=lambda lead: (lead.since, lead.pk))
    return {
        found.unit_id: role.value
        for role in reversed(LeadRole)
        if (found := lead_of(rows, role, on)) is not None
    }


def bloc_card(bloc: Bloc) -> BlocCard:
    """The row of a bloc."""
    return BlocCard(
        bloc.pk,
        bloc.public_id,
        bloc.code,
        bloc.name,
        bloc.short_name,
        BlocLevel(bloc.level),
        bloc.letterhead,
        bloc.symbol_suffix,
    )


@dataclass(frozen=True, slots=True)
class YearsRead:
    """Bloc-years as read, before the names of their heads are known; `asked` are the names they need."""

    rows: tuple[BlocYear, ...]
    every_lead: tuple[YearLead, ...]
    leads: Mapping[tuple[int, LeadRole], YearLead]
    days: Mapping[int, date]

    @classmethod
    def of(cls, years: QuerySet[BlocYear], on: date | None) -> Self:
        """Read in two queries."""
        phase = Phase.objects.filter(bloc_year=OuterRef("pk"), left_on=None).values("entered_on")[:1]
        here = (
            Membership.objects.filter(bloc_year=OuterRef("pk"), left_on=None).order_by().values("bloc_year")
        )
        counted = here.annotate(n=Count("pk")).values("n")
        rows = tuple(
            years.select_related("bloc").annotate(
                state_since=Subquery(phase), member_count=Coalesce(Subquery(counted), 0)
            )
        )
        leads: defaultdict[int, list[YearLead]] = defaultdict(list)
        for lead in YearLead.objects.filter(bloc_year__in=[row.pk for row in rows]).order_by("since", "pk"):
            leads[lead.bloc_year_id].append(lead)
        chosen = {
            (row.pk, role): found
            for row in rows
            for role in LeadRole
            if (found := lead_of(leads[row.pk], role, on)) is not None
        }
        return cls(
            rows,
            tuple(one for found in leads.values() for one in found),
            chosen,
            {row.pk: name_day(row.year, on) for row in rows},
        )

    @property
    def asked(self) -> list[tuple[int, date]]:
        """Units and days whose names are needed."""
        return [(lead.unit_id, self.days[key]) for (key, _), lead in self.leads.items()]

    def cards(self, names: Mapping[tuple[int, date], UnitName]) -> tuple[BlocYearCard, ...]:
        """The cards, in the order read."""
        return tuple(self._card(row, names) for row in self.rows)

    def _lead(self, key: int, role: LeadRole, names: Mapping[tuple[int, date], UnitName]) -> UnitName | None:
        lead = self.leads.get((key, role))
        return names[lead.unit_id, self.days[key]] if lead else None

    def _card(self, row: BlocYear, names: Mapping[tuple[int, date], UnitName]) -> BlocYearCard:
        return BlocYearCard(
            row.pk,
            row.public_id,
            bloc_card(row.bloc),
            row.year,
            row.name,
            row.short_name,
            YearState(row.state),
            getattr(row, "state_since", None),
            self._lead(row.pk, LeadRole.HEAD, names),
            self._lead(row.pk, LeadRole.DEPUTY, names),
            row.decision_number,
            row.decision_date,
            row.decision_subject,
            row.decision_signer,
            row.opened_on,
            row.history_only,
            row.illustrative,
            row.note,
            getattr(row, "member_count", 0),
        )
