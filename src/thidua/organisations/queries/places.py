"""Places and their successions: from an old address to the new one, and back."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from thidua.core.text import fold
from thidua.organisations.models import Place, PlaceSuccession, Province
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries.rows import PlaceCandidate, PlaceRow, PlaceWays
from thidua.organisations.states import Confidence, Share, SuccessionKind


def place_row(place: Place) -> PlaceRow:
    """The row of a place."""
    return PlaceRow(
        place.public_id,
        place.code,
        place.official_code,
        place.name,
        place.district,
        place.province.name,
        place.valid_from,
        place.valid_to,
    )


def places_found(words: str, *, limit: int = 50) -> tuple[PlaceRow, ...]:
    """Places of any day whose name or code contains the words, with or without diacritics; the latest first."""
    key = fold(words)
    if not key:
        return ()
    named = Q(search_key__contains=key) | Q(official_code=words.strip()) | Q(code__iexact=words.strip())
    rows = list(Place.objects.filter(named).select_related("province").order_by("sort_key")[:limit])
    rows.sort(key=lambda p: (p.search_key != key, p.valid_to is None, p.sort_key))
    return tuple(place_row(place) for place in rows)


def place(code: str) -> PlaceRow | None:
    """The place with this code or public key."""
    found = Place.objects.filter(Q(code=code) | Q(public_id=code)).select_related("province").first()
    return place_row(found) if found else None


def new_places(code: str) -> tuple[PlaceCandidate, ...]:
    """Where a place of this code went: candidates, each marked when only a part went there (ORG-06).

    Steps are followed to the end; a part anywhere on the way makes the whole way a part.
    """
    return _followed(code, _links([code], forward=True), forward=True)


def old_places(code: str) -> tuple[PlaceCandidate, ...]:
    """What a place of this code was made of."""
    return _followed(code, _links([code], forward=False), forward=False)


def places_with_ways(words: str, *, limit: int = 20) -> tuple[PlaceWays, ...]:
    """The places found by the words, each with where it went and what it was made of; queries do not grow with rows."""
    found = places_found(words, limit=limit)
    codes = [row.code for row in found]
    onward, back = _links(codes, forward=True), _links(codes, forward=False)
    return tuple(
        PlaceWays(row, _followed(row.code, onward, forward=True), _followed(row.code, back, forward=False))
        for row in found
    )


def _links(codes: Iterable[str], *, forward: bool) -> dict[str, list[PlaceSuccession]]:
    """Every succession that can be reached from these places, by the place it starts from."""
    here, there = ("predecessor", "successor") if forward else ("successor", "predecessor")
    found: dict[str, list[PlaceSuccession]] = {}
    edge = set(codes)
    while edge:
        rows = (
            PlaceSuccession.objects.filter(**{f"{here}__code__in": edge})
            .select_related("predecessor__province", "successor__province")
            .order_by("happened_on", f"{there}__sort_key")
        )
        reached: set[str] = set()
        for link in rows:
            found.setdefault(getattr(link, here).code, []).append(link)
            reached.add(getattr(link, there).code)
        edge = reached - found.keys()
    return found


def _followed(
    code: str, links: dict[str, list[PlaceSuccession]], *, forward: bool
) -> tuple[PlaceCandidate, ...]:
    ends: list[PlaceCandidate] = []
    edge: list[tuple[str, bool]] = [(code, False)]
    seen = {code}
    while edge:
        at, partly = edge.pop(0)
        ways = links.get(at, [])
        if ways:
            ends = [row for row in ends if row.place.code != at]
        for link in ways:
            end = link.successor if forward else link.predecessor
            if end.code in seen:
                continue
            seen.add(end.code)
            part = partly or link.share == Share.PART
            ends.append(
                PlaceCandidate(
                    place_row(end),
                    SuccessionKind(link.kind),
                    part,
                    link.happened_on,
                    link.instrument,
                    Confidence(link.confidence),
                )
            )
            edge.append((end.code, part))
    return tuple(ends)


def provinces_on(on: date) -> tuple[tuple[str, str], ...]:
    """Codes and names of the provinces of a day."""
    return tuple(Province.objects.filter(in_force(on)).order_by("sort_key").values_list("code", "name"))
