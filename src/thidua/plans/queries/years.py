"""The bloc-year a plan belongs to, light enough to stand beside every page: two queries, one of them the names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.apps import apps
from django.db.models import Q

from thidua.organisations.queries import UnitName, name_day, unit_names
from thidua.organisations.states import YearState

_MEMBERS = (
    "pk",
    "public_id",
    "bloc__public_id",
    "bloc__code",
    "name",
    "short_name",
    "year",
    "state",
    "illustrative",
    "memberships__unit_id",
    "memberships__unit__public_id",
    "memberships__unit__code",
    "memberships__position",
    "memberships__joined_on",
    "memberships__left_on",
    "leads__role",
    "leads__unit__public_id",
    "leads__since",
    "leads__until",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member unit with the days it belongs to the year; `left_on` is its last day."""

    id: int
    public_id: str
    code: str
    position: int
    joined_on: date
    left_on: date | None

    def present(self, on: date) -> bool:
        """Whether it belongs to the bloc on the day."""
        return self.joined_on <= on and (self.left_on is None or on <= self.left_on)


@dataclass(frozen=True, slots=True)
class HeadTerm:
    """A unit (by public key) that heads the year from one day to another."""

    unit: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class YearFrame:
    """A bloc-year: all its members of the year, in the order of the decision, and who heads it when."""

    id: int
    public_id: str
    bloc: str
    bloc_code: str
    name: str
    short_name: str
    year: int
    state: YearState
    illustrative: bool
    members: tuple[Member, ...]
    heads: tuple[HeadTerm, ...]

    def __str__(self) -> str:
        """Name and year."""
        return f"{self.name}, {self.year}"

    def head(self, on: date) -> str:
        """The public key of the unit that heads the bloc on the day, or the nearest before; empty when there is none."""
        begun = [term for term in self.heads if term.since <= on] or list(self.heads[:1])
        return begun[-1].unit if begun else ""

    def member(self, public_id: str) -> Member | None:
        """The member with a public key."""
        return next((one for one in self.members if one.public_id == public_id), None)

    def present(self, on: date) -> tuple[Member, ...]:
        """The members that belong to the bloc on the day."""
        return tuple(one for one in self.members if one.present(on))

    def responsible(self, due_on: date) -> tuple[Member, ...]:
        """The members that owe what is due on a day from everyone: those that belong to the bloc then.

        A day after all have left (the review comes in the year after) is owed by those who stayed to the end.
        """
        return self.present(due_on) or tuple(one for one in self.members if one.left_on is None)


class OfYear(Protocol):
    """A row that belongs to a bloc-year."""

    bloc_year_id: int


def years_of(rows: Iterable[OfYear]) -> dict[int, YearFrame]:
    """The bloc-years of these rows by number, in one query; none for no rows."""
    keys = {row.bloc_year_id for row in rows}
    return {year.id: year for year in read_years(Q(pk__in=keys))} if keys else {}


def read_years(wanted: Q) -> tuple[YearFrame, ...]:
    """The bloc-years of a condition with members and heads, the newest first, in one query."""
    years = apps.get_model("organisations", "BlocYear")._default_manager.filter(wanted)
    rows = years.order_by("-year", "bloc__sort_key", "memberships__position", "leads__since", "leads__pk")
    found: dict[int, tuple[tuple[object, ...], dict[int, Member], dict[HeadTerm, None]]] = {}
    for row in rows.values_list(*_MEMBERS).distinct():
        plain, unit, lead = row[:9], row[9:15], row[15:]
        _, members, heads = found.setdefault(row[0], (plain, {}, {}))
        if unit[0] is not None:
            members[unit[0]] = Member(*unit)
        if lead[0] == "head":
            heads[HeadTerm(*lead[1:])] = None
    return tuple(
        _frame(plain, tuple(members.values()), tuple(sorted(heads, key=lambda term: term.since)))
        for plain, members, heads in found.values()
    )


def _frame(plain: tuple[object, ...], members: tuple[Member, ...], heads: tuple[HeadTerm, ...]) -> YearFrame:
    pk, key, bloc, code, name, short, year, state, illustrative = plain
    return YearFrame(
        pk,  # type: ignore[arg-type]  # a row of values has no types
        key,  # type: ignore[arg-type]  # as above
        bloc,  # type: ignore[arg-type]  # as above
        code,  # type: ignore[arg-type]  # as above
        name,  # type: ignore[arg-type]  # as above
        short,  # type: ignore[arg-type]  # as above
        year,  # type: ignore[arg-type]  # as above
        YearState(str(state)),
        bool(illustrative),
        members,
        heads,
    )


def year_frame(bloc_year: int | str) -> YearFrame | None:
    """The bloc-year with a row number or public key; None when there is none."""
    wanted = Q(pk=bloc_year) if isinstance(bloc_year, int) else Q(public_id=bloc_year)
    return next(iter(read_years(wanted)), None)


def names_for(year: YearFrame, more: Iterable[int] = (), *, on: date) -> dict[int, UnitName]:
    """Names of the members and of other units (by row number) as this year shows them on the day, in one query."""
    return unit_names({*(member.id for member in year.members), *more}, on=name_day(year.year, on))
