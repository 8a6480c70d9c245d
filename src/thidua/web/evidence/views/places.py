"""Whose evidence is where: the units of a year, and one unit's evidence by criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.reports.checkers import checkers_in
from thidua.reports.evidence import EvidencePlace, shelves
from thidua.reports.permissions.evidence import (
    Reach,
    may_file_evidence,
    may_open_evidence,
    may_read_evidence,
    reach_of,
    years_with_evidence,
)
from thidua.reports.queries.evidence import (
    UnitCount,
    counts_of_years,
    evidence_at,
    evidence_place,
    places_of_year,
)
from thidua.web.evidence.rows import record_line, shelf_lines
from thidua.web.evidence.words import PERIODS, period_words
from thidua.web.shared.addresses import fixed_address


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    room = fixed_address("reports:list")
    way = [(_("Reports, evidence"), room)] if room else []
    return [*way, (_("Evidence"), reverse("evidence:list")), *more]


def place_crumb(place: EvidencePlace) -> tuple[str, str]:
    """The unit's own page."""
    return f"{place.member.short_name}, {place.year.year}", place_address(place)


def place_address(place: EvidencePlace) -> str:
    """The page of a unit's evidence."""
    return reverse("evidence:unit", args=here(place))


def here(place: EvidencePlace) -> tuple[str, str]:
    """What names a place in addresses."""
    return place.year.public_id, place.member.code


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in the list of a year."""

    name: str
    href: str
    count: UnitCount
    mine: bool


class ListPage(Screen[NoObject]):
    """The units of a year whose evidence this person may read."""

    permission = staticmethod(may_open_evidence)
    title = N_("Evidence")
    template = "evidence/list.html"
    menu = "reports"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One year, the newest unless another is asked for."""
        years = years_with_evidence(self.actor, on=self.on)
        wanted = request.GET.get("year", "")
        chosen = next((one for one in years if one.public_id == wanted), years[0] if years else None)
        units = self.units(chosen.public_id) if chosen is not None else []
        return self.page(
            years=[(one.public_id, f"{one.name}, {one.year}") for one in years],
            chosen=chosen.public_id if chosen is not None else "",
            units=units,
            crumb_items=crumbs()[:-1],
        )

    def units(self, year: str) -> Sequence[UnitLine]:
        """The units of the year that may be read."""
        places = places_of_year(year, on=self.on)
        counts = counts_of_years([places[0].year.id]) if places else {}
        checkers = checkers_in(year)
        found = []
        for place in places:
            reach = reach_of(self.actor, place, on=self.on, checkers=checkers)
            if reach.sees:
                count = counts.get((place.year.id, place.member.public_id), UnitCount())
                found.append(UnitLine(place.member.name, place_address(place), count, reach.own))
        return found


class PlaceScreen(Screen[EvidencePlace]):
    """A screen of one unit's evidence."""

    permission = staticmethod(may_read_evidence)
    menu = "reports"

    def load(self, request: HttpRequest, **kwargs: Any) -> EvidencePlace | None:
        """The place the address names."""
        return evidence_place(kwargs["bloc_year"], kwargs["unit"], on=self.on)

    @property
    def reach(self) -> Reach:
        """How far this person sees here."""
        return reach_of(self.actor, self.object, on=self.on)


class UnitPage(PlaceScreen):
    """A unit's evidence by criterion, with what is missing."""

    title = N_("Evidence by criterion")
    template = "evidence/unit.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """All criteria, or those that still lack something."""
        place, reach = self.object, self.reach
        period = request.GET.get("period", "")
        rows = [row for row in evidence_at(place, period=period) if reach.covers(row)]
        filing = may_file_evidence(self.actor, place, on=self.on)
        lines = shelf_lines(shelves(place, rows), reach, here=here(place), files=filing.allowed)
        lacking = [line for line in lines if not line.enough]
        only = request.GET.get("show", "") == "missing"
        return self.page(
            place=place,
            lines=lacking if only else lines,
            only_missing=only,
            counts=(len(lines), len(lacking), sum(1 for row in rows if row.live and not row.counts)),
            over=[record_line(row) for row in rows if not row.live],
            anything=any(row.live for row in rows),
            filing=filing,
            own=reach.own,
            period=period,
            periods=[(code, period_words(code)) for code in PERIODS if code],
            where=here(place),
            address=place_address(place),
            crumb_items=crumbs(),
        )
