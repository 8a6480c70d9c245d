"""Blocs and their years."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from thidua.organisations.models import (
    Bloc,
    BlocYear,
    Membership,
    Phase,
    RotationTerm,
    YearLead,
)
from thidua.organisations.queries.names import names_on_days, unit_names
from thidua.organisations.queries.rotation_rows import RotationRead, heads_of, next_turn, term_rows
from thidua.organisations.queries.rows import (
    BlocCard,
    BlocYearCard,
    LeadRow,
    MembershipRow,
    MemberUnit,
    PhaseRow,
    RotationRow,
    TermRow,
    UnitName,
)
from thidua.organisations.queries.year_rows import (
    YearsRead,
    bloc_card,
    lead_row,
    member_row,
    name_day,
    phase_rows,
    roles_in,
)
from thidua.organisations.states import (
    YearState,
)


def bloc_cards(rows: QuerySet[Bloc]) -> tuple[BlocCard, ...]:
    """Rows of the given blocs, in their order."""
    return tuple(bloc_card(row) for row in rows)


def bloc_year_cards(years: QuerySet[BlocYear], *, on: date | None = None) -> tuple[BlocYearCard, ...]:
    """Cards of the given bloc-years, in their order, in three queries whatever their number."""
    read = YearsRead.of(years, on)
    return read.cards(names_on_days(read.asked))


def bloc_year(public_id: str, *, on: date | None = None) -> BlocYearCard | None:
    """The bloc-year with this public key; None when there is none."""
    return next(iter(bloc_year_cards(BlocYear.objects.filter(public_id=public_id), on=on)), None)


def bloc_year_of(code: str, year: int) -> BlocYearCard | None:
    """The bloc-year of a bloc's code and a year, as in `bloc_year_of("KNC", 2023)`."""
    return next(iter(bloc_year_cards(BlocYear.objects.filter(bloc__code=code, year=year))), None)


def bloc_year_by_id(number: int, *, on: date | None = None) -> BlocYearCard:
    """The bloc-year behind a foreign key of a room above; raises `LookupError` when it is gone."""
    found = bloc_year_cards(BlocYear.objects.filter(pk=number), on=on)
    if not found:
        message = f"No bloc-year has number {number}."
        raise LookupError(message)
    return found[0]


def bloc_years_by_ids(numbers: Iterable[int], *, on: date | None = None) -> tuple[BlocYearCard, ...]:
    """The bloc-years behind foreign keys, newest first."""
    return bloc_year_cards(
        BlocYear.objects.filter(pk__in=set(numbers)).order_by("-year", "bloc__sort_key"), on=on
    )


def keys_of_bloc_years(blocs: Iterable[str]) -> tuple[str, ...]:
    """Public keys of every year of the blocs with these public keys."""
    return tuple(
        BlocYear.objects.filter(bloc__public_id__in=set(blocs))
        .order_by("pk")
        .values_list("public_id", flat=True)
    )


def current_bloc_years(*, on: date) -> tuple[BlocYearCard, ...]:
    """Every bloc-year that is neither archived nor only history, newest first."""
    live = BlocYear.objects.exclude(state=YearState.ARCHIVED).filter(history_only=False)
    return bloc_year_cards(live.order_by("-year", "bloc__sort_key"), on=on)


def years_of_bloc(bloc: int, *, on: date | None = None) -> tuple[BlocYearCard, ...]:
    """Every year of a bloc, newest first."""
    return bloc_year_cards(BlocYear.objects.filter(bloc=bloc).order_by("-year"), on=on)


def member_units(bloc_year: int, *, on: date | None = None) -> tuple[MemberUnit, ...]:
    """Members of the bloc-year with this number, in the order of the decision.

    `on` leaves out those who had left or not yet joined that day and names the rest as of that day; without it every
    member of the year is listed, named as of the year's end (or the last name known before it).
    """
    rows = Membership.objects.filter(bloc_year=bloc_year).select_related("bloc_year", "unit")
    if on is not None:
        rows = rows.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)
    found = list(rows.order_by("position", "pk"))
    roles = roles_in(list(YearLead.objects.filter(bloc_year=bloc_year).order_by("since", "pk")), on)
    names = unit_names([m.unit_id for m in found], on=name_day(found[0].bloc_year.year, on)) if found else {}
    return tuple(member_row(m, names[m.unit_id], roles.get(m.unit_id, "member")) for m in found)


def leads_of(bloc_year: int, *, on: date | None = None) -> tuple[LeadRow, ...]:
    """Everyone who headed or deputised in a bloc-year, oldest first."""
    rows = list(
        YearLead.objects.filter(bloc_year=bloc_year).select_related("bloc_year").order_by("role", "since")
    )
    names = names_on_days((row.unit_id, name_day(row.bloc_year.year, row.until or on)) for row in rows)
    return tuple(
        lead_row(row, names[row.unit_id, name_day(row.bloc_year.year, row.until or on)]) for row in rows
    )


def phases_of(bloc_year: int) -> tuple[PhaseRow, ...]:
    """The phases a bloc-year went through, oldest first."""
    return phase_rows(list(Phase.objects.filter(bloc_year=bloc_year).order_by("entered_on", "pk")))


def state_on(bloc_year: int, *, on: date) -> YearState | None:
    """The state of a bloc-year on a day; None before its first phase."""
    rows = [p for p in phases_of(bloc_year) if p.entered_on <= on]
    return rows[-1].state if rows else None


def rotations_of(bloc: int, *, on: date) -> tuple[RotationRow, ...]:
    """The rotation lists of a bloc, the present one first, named as of their adoption (the present one as of `on`)."""
    read = RotationRead.of(bloc, on)
    return read.rotations(names_on_days(read.asked))


def terms_of(bloc: int) -> tuple[TermRow, ...]:
    """Heads of a bloc by year, newest first, each named as of its year."""
    rows = list(RotationTerm.objects.filter(bloc=bloc).order_by("-year", "skipped"))
    return term_rows(rows, names_on_days((row.head_id, name_day(row.year)) for row in rows))


def next_in_rotation(bloc: int, *, year: int, on: date) -> UnitName | None:
    """Whose turn it is in `year` by the present list and everyone known to have headed before."""
    return next_turn(rotations_of(bloc, on=on), terms_of(bloc), heads_of(bloc), year)


def memberships_of(unit: int) -> tuple[MembershipRow, ...]:
    """The bloc-years a unit belongs or belonged to, newest first."""
    rows = list(
        Membership.objects.filter(unit=unit)
        .select_related("bloc_year")
        .order_by("-bloc_year__year", "-joined_on")
    )
    leads = YearLead.objects.filter(unit=unit, bloc_year__in=[m.bloc_year_id for m in rows]).order_by("since")
    roles = {lead.bloc_year_id: lead.role for lead in leads}
    return tuple(
        MembershipRow(
            m.bloc_year.public_id,
            m.bloc_year.name,
            m.bloc_year.year,
            roles.get(m.bloc_year_id, "member"),
            m.joined_on,
            m.left_on,
            m.decision,
        )
        for m in rows
    )


def bloc(public_id: str) -> BlocCard | None:
    """The bloc with this public key."""
    found = Bloc.objects.filter(public_id=public_id).first()
    return bloc_card(found) if found else None


def bloc_by_code(code: str) -> BlocCard | None:
    """The bloc with this code."""
    found = Bloc.objects.filter(code=code).first()
    return bloc_card(found) if found else None
