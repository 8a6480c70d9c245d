"""Reads of the room: cards of versions, and the version in force on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from thidua.criteria.models import Scheme
from thidua.criteria.states import UNCHANGEABLE, Appraiser, SchemeState


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """One version without its content: where it stands, since when, by whom, why."""

    public_id: str
    bloc_year: str
    year: int
    version: int
    state: SchemeState
    name: str
    revision: int
    content_hash: str
    based_on: str | None
    change_reason: str
    returned_reason: str
    drafted_at: datetime
    drafted_by: str
    revised_at: datetime
    revised_by: str
    circulated_at: datetime | None
    circulated_revision: int | None
    comments_until: date | None
    agreed_on: date | None
    meeting: str
    frozen_on: date | None
    superseded_on: date | None

    @property
    def code(self) -> str:
        """A short code of the content, to compare two papers by eye: `A41C-7B02`."""
        head = self.content_hash[:8].upper()
        return f"{head[:4]}-{head[4:]}"

    @property
    def editable(self) -> bool:
        """Whether its content may still change."""
        return self.state is SchemeState.DRAFTED

    @property
    def circulated_as_it_is(self) -> bool:
        """Whether the units were sent exactly this revision."""
        return self.circulated_revision == self.revision


@dataclass(frozen=True, slots=True)
class LeafNoteCard:
    """What a leaf needs beside its formula; `appraiser_unit` is the unit's public key, when it is a unit."""

    code: str
    evidence: tuple[str, ...]
    measure: str
    appraiser: Appraiser | None
    appraiser_unit: str | None
    appraiser_unit_id: int | None


def card_of(scheme: Scheme) -> SchemeCard:
    """The card of a row whose bloc-year and base are loaded."""
    return SchemeCard(
        scheme.public_id,
        scheme.bloc_year.public_id,
        scheme.bloc_year.year,
        scheme.version,
        SchemeState(scheme.state),
        scheme.name,
        scheme.revision,
        scheme.content_hash,
        scheme.based_on.public_id if scheme.based_on is not None else None,
        scheme.change_reason,
        scheme.returned_reason,
        scheme.drafted_at,
        scheme.drafted_by_name,
        scheme.revised_at,
        scheme.revised_by_name,
        scheme.circulated_at,
        scheme.circulated_revision,
        scheme.comments_until,
        scheme.agreed_on,
        scheme.meeting,
        scheme.frozen_on,
        scheme.superseded_on,
    )


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that hold anything."""
    return tuple(line for line in (part.strip() for part in text.splitlines()) if line)


def in_year(bloc_year: int | str) -> dict[str, Any]:
    """The condition for a bloc-year named by its row number or its public key."""
    return {"bloc_year_id": bloc_year} if isinstance(bloc_year, int) else {"bloc_year__public_id": bloc_year}


def _cards(rows: QuerySet[Scheme]) -> tuple[SchemeCard, ...]:
    light = rows.defer("document").select_related("bloc_year", "based_on").defer("based_on__document")
    return tuple(card_of(row) for row in light)


def schemes_of_year(bloc_year: int | str) -> tuple[SchemeCard, ...]:
    """Every version of a bloc-year, the newest first."""
    return _cards(Scheme.objects.filter(**in_year(bloc_year)).order_by("-version"))


def schemes_of_years(bloc_years: Iterable[str]) -> Mapping[str, tuple[SchemeCard, ...]]:
    """Every version of several bloc-years by public key, the newest first."""
    found: dict[str, list[SchemeCard]] = {key: [] for key in bloc_years}
    for card in _cards(Scheme.objects.filter(bloc_year__public_id__in=found).order_by("-version")):
        found[card.bloc_year].append(card)
    return {key: tuple(cards) for key, cards in found.items()}


def schemes_by_year(rows: QuerySet[Scheme]) -> Mapping[str, tuple[SchemeCard, ...]]:
    """The given versions by the public key of their bloc-year, the newest first."""
    found: dict[str, list[SchemeCard]] = {}
    for card in _cards(rows.order_by("-version")):
        found.setdefault(card.bloc_year, []).append(card)
    return {key: tuple(cards) for key, cards in found.items()}


def readable_bases(rows: QuerySet[Scheme], *, bloc: str) -> tuple[SchemeCard, ...]:
    """The given versions of one bloc (by public key): the newest year and version first."""
    return _cards(rows.filter(bloc_year__bloc__public_id=bloc).order_by("-bloc_year__year", "-version"))


def scheme_card(public_id: str) -> SchemeCard | None:
    """One version's card."""
    return next(iter(_cards(Scheme.objects.filter(public_id=public_id))), None)


def rows_in_force(on: date) -> Q:
    """Versions that are in force on a day: frozen by then and not yet superseded."""
    return Q(state__in=[state.value for state in UNCHANGEABLE], frozen_on__lte=on) & (
        Q(superseded_on__isnull=True) | Q(superseded_on__gt=on)
    )


def card_in_force(bloc_year: int | str, *, on: date) -> SchemeCard | None:
    """The card of the version in force on a day, or None before the first is frozen."""
    rows = Scheme.objects.filter(rows_in_force(on), **in_year(bloc_year)).order_by("-version")
    return next(iter(_cards(rows[:1])), None)
