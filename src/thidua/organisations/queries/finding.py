"""Finding things by words, and light lines of bloc-years, for screens that stand on every day's path.

Words are found with and without diacritics; every word must occur, in any order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from thidua.core.text import fold
from thidua.organisations.models import BlocYear, Membership, Office, Person, UnitVersion, YearLead
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries.names import name_from, speaking
from thidua.organisations.queries.people import held_on, person_name
from thidua.organisations.queries.rows import PersonName, UnitName
from thidua.organisations.states import LeadRole, YearState

MOST_VERSIONS = 400
_LINE = (
    "pk",
    "public_id",
    "bloc__public_id",
    "bloc__code",
    "year",
    "name",
    "short_name",
    "state",
    "history_only",
    "illustrative",
    "headed__unit__public_id",
)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit that was found, named as of the day; `other` is the name of another day by which it was found."""

    unit: UnitName
    other: UnitName | None


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person that was found, with the offices held on the day: title and short name of the unit."""

    person: PersonName
    offices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BlocYearLine:
    """A bloc-year in one line; `heads` are the public keys of the units that head or headed it."""

    id: int
    public_id: str
    bloc: str
    bloc_code: str
    year: int
    name: str
    short_name: str
    state: YearState
    history_only: bool
    illustrative: bool
    heads: frozenset[str]

    @property
    def code(self) -> str:
        """Bloc code and year, as in `KNC-2023`."""
        return f"{self.bloc_code}-{self.year}"


def _all_words(words: str, column: str) -> Q:
    asked = Q()
    for word in fold(words).split():
        asked &= Q(**{f"{column}__contains": word})
    return asked


def units_matching(words: str, *, on: date, limit: int = 10) -> tuple[tuple[FoundUnit, ...], int]:
    """Units found by a name, short name, symbol or code of any day, those found by today's name first; and how many.

    At most `MOST_VERSIONS` names are looked through; whoever finds that many needs more words.
    """
    if not fold(words):
        return (), 0
    asked, code = fold(words).split(), words.strip().casefold()
    matching = UnitVersion.objects.filter(
        _all_words(words, "search_key") | Q(unit__code__iexact=code), withdrawn_at=None
    )
    rows = UnitVersion.objects.filter(unit__in=matching.values("unit"), withdrawn_at=None)
    versions: dict[int, list[UnitVersion]] = {}
    for version in rows.select_related("unit").order_by("sort_key", "pk")[:MOST_VERSIONS]:
        versions.setdefault(version.unit_id, []).append(version)
    found = []
    for known in versions.values():
        matched = [one for one in known if _says(one, asked) or one.unit.code.casefold() == code]
        version, now = speaking(known, on)
        found.append(_found(name_from(version, version.unit, in_force=now), matched, on))
    found.sort(key=lambda one: one.other is not None)
    return tuple(found[:limit]), len(found)


def _says(version: UnitVersion, words: list[str]) -> bool:
    return all(word in version.search_key for word in words)


def _found(name: UnitName, matched: list[UnitVersion], on: date) -> FoundUnit:
    if not matched or any(version.covers(on) for version in matched):
        return FoundUnit(name, None)
    latest = max(matched, key=lambda version: version.valid_from or date.min)
    other = name_from(latest, latest.unit, in_force=False)
    # The name shown may itself be the nearest of another day; then nothing more needs saying.
    return FoundUnit(name, None if other.name == name.name else other)


def people_matching(words: str, *, on: date, limit: int = 10) -> tuple[tuple[FoundPerson, ...], int]:
    """People found by name, with the offices they hold on the day, in Vietnamese order; and how many there are."""
    if not fold(words):
        return (), 0
    rows = Person.objects.filter(_all_words(words, "search_key"))
    page = list(rows.order_by("sort_key", "pk")[:limit])
    total = len(page) if len(page) < limit else rows.count()
    held: dict[int, list[tuple[str, str]]] = {}
    offices = Office.objects.filter(
        held_on(on),
        in_force(on, prefix="unit__versions__"),
        unit__versions__withdrawn_at=None,
        person__in=page,
    )
    names = offices.order_by("pk").values_list(
        "person", "title", "unit__versions__short_name", "unit__versions__name"
    )
    for person, title, short, name in names:
        held.setdefault(person, []).append((title, short or name))
    return tuple(FoundPerson(person_name(one), tuple(held.get(one.pk, ()))) for one in page), total


def bloc_year_lines(rows: QuerySet[BlocYear]) -> tuple[BlocYearLine, ...]:
    """Lines of the given bloc-years, the newest first, in one query."""
    headed = FilteredRelation("leads", condition=Q(leads__role=LeadRole.HEAD))
    found = rows.annotate(headed=headed).order_by("-year", "bloc__sort_key", "pk")
    lines: dict[int, BlocYearLine] = {}
    for key, public, bloc, code, year, name, short, state, history, invented, head in found.values_list(
        *_LINE
    ):
        heads = lines[key].heads if key in lines else frozenset[str]()
        lines[key] = BlocYearLine(
            key,
            public,
            bloc,
            code,
            year,
            name,
            short,
            YearState(state),
            history,
            invented,
            heads | _one(head),
        )
    return tuple(lines.values())


def _one(key: str | None) -> frozenset[str]:
    return frozenset([key] if key else [])


def bloc_year_keys(blocs: Iterable[str], *, headed_by: Iterable[str]) -> tuple[str, ...]:
    """Public keys of the years of these blocs that one of these units (all by public key) heads or headed."""
    headed = YearLead.objects.filter(role=LeadRole.HEAD, unit__public_id__in=set(headed_by))
    years = BlocYear.objects.filter(bloc__public_id__in=set(blocs), pk__in=headed.values("bloc_year"))
    return tuple(years.order_by("-year").values_list("public_id", flat=True))


def bloc_years_with(units: Iterable[str]) -> frozenset[int]:
    """Numbers of the bloc-years to which one of the units (by public key) belongs or belonged."""
    members = Membership.objects.filter(unit__public_id__in=set(units))
    return frozenset(members.values_list("bloc_year", flat=True))
