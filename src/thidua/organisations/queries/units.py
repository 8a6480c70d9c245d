"""Units: cards, versions, successions, the tree by branch, and search."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from thidua.core.text import fold
from thidua.organisations.models import Unit, UnitSuccession, UnitVersion
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries.names import name_from, names_on_days, unit_names
from thidua.organisations.queries.rows import Branch, SuccessionRow, UnitCard, UnitName, VersionRow
from thidua.organisations.states import Confidence, Force, Share, SuccessionKind, UnitKind

PAGE = 100


def unit_card(key: str, *, on: date) -> UnitCard | None:
    """The unit with this code or public key as it stood on the day (or nearest to it); None when there is none."""
    unit = Unit.objects.filter(Q(code=key) | Q(public_id=key)).first()
    if unit is None:
        return None
    name = unit_names([unit.pk], on=on)[unit.pk]
    version = (
        UnitVersion.objects.filter(
            unit=unit, withdrawn_at=None, valid_from=name.valid_from, valid_to=name.valid_to
        )
        .select_related("province", "place")
        .get()
    )
    day = on if name.in_force else (name.valid_to or name.valid_from or on)
    parent = unit_names([version.parent_id], on=day)[version.parent_id] if version.parent_id else None
    return UnitCard(
        name,
        UnitKind(unit.kind),
        Force(unit.force),
        unit.identifier,
        parent,
        version.province.name if version.province else "",
        version.place.name if version.place else "",
        version.instrument,
        version.note,
        unit.year_starts,
        Confidence(unit.year_confidence),
        unit.year_note,
    )


def versions_of(unit: int) -> tuple[VersionRow, ...]:
    """Every version of a unit, the latest first; withdrawn ones after those that replaced them."""
    rows = list(UnitVersion.objects.filter(unit=unit).select_related("province", "place", "replaced_by"))
    days = {row.pk: row.valid_to or row.valid_from or date.max for row in rows}
    names = names_on_days((row.parent_id, days[row.pk]) for row in rows if row.parent_id)
    rows.sort(key=lambda r: (r.valid_from or date.min, r.withdrawn_at is None), reverse=True)
    return tuple(
        VersionRow(
            row.public_id,
            row.name,
            row.short_name,
            row.in_sentence,
            row.symbol,
            names[row.parent_id, days[row.pk]] if row.parent_id else None,
            row.province.name if row.province else "",
            row.place.name if row.place else "",
            row.valid_from,
            row.valid_to,
            row.instrument,
            Confidence(row.confidence),
            row.note,
            row.withdrawn_at is not None,
            row.replaced_by.reason
            if row.withdrawn_at is not None and hasattr(row, "replaced_by")
            else row.reason,
        )
        for row in rows
    )


def succession_rows(rows: QuerySet[UnitSuccession]) -> tuple[SuccessionRow, ...]:
    """Rows of the given successions, oldest first; predecessors named as of the day before."""
    found = list(rows.order_by("happened_on", "pk"))
    asked = [(row.predecessor_id, row.happened_on - timedelta(days=1)) for row in found]
    asked += [(row.successor_id, row.happened_on) for row in found]
    names = names_on_days(asked)
    return tuple(
        SuccessionRow(
            names[row.predecessor_id, row.happened_on - timedelta(days=1)],
            names[row.successor_id, row.happened_on],
            SuccessionKind(row.kind),
            Share(row.share),
            row.happened_on,
            row.instrument,
            Confidence(row.confidence),
            row.note,
        )
        for row in found
    )


def lineage_of(unit: int, *, depth: int = 4) -> tuple[SuccessionRow, ...]:
    """Every succession that leads to or from a unit, at most `depth` steps away, oldest first."""
    known, edge, seen = set[int](), {unit}, {unit}
    for _ in range(depth):
        links = list(
            UnitSuccession.objects.filter(Q(predecessor__in=edge) | Q(successor__in=edge)).exclude(
                pk__in=known
            )
        )
        if not links:
            break
        known |= {link.pk for link in links}
        edge = {side for link in links for side in (link.predecessor_id, link.successor_id)} - seen
        seen |= edge
    return succession_rows(UnitSuccession.objects.filter(pk__in=known))


def successors_of(unit: int) -> tuple[SuccessionRow, ...]:
    """Who came directly after a unit."""
    return succession_rows(UnitSuccession.objects.filter(predecessor=unit))


def successions_on(day: date, *, limit: int = PAGE) -> tuple[SuccessionRow, ...]:
    """The changes of one day."""
    keys = UnitSuccession.objects.filter(happened_on=day).order_by("pk").values_list("pk", flat=True)[:limit]
    return succession_rows(UnitSuccession.objects.filter(pk__in=list(keys)))


def days_of_change(*, limit: int = 4) -> tuple[date, ...]:
    """The days on which most units changed, the latest first."""
    days = Counter(
        dict(
            UnitSuccession.objects.values_list("happened_on")
            .annotate(n=Count("pk"))
            .values_list("happened_on", "n")
        )
    )
    return tuple(sorted((day for day, _ in days.most_common(limit)), reverse=True))


def _versions(on: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(in_force(on), withdrawn_at=None)


def branches(
    *, on: date, below: int | None = None, offset: int = 0, limit: int = PAGE
) -> tuple[tuple[Branch, ...], int]:
    """Units directly below one (or those under nobody), in Vietnamese order, and how many there are in all.

    A unit whose superior did not exist that day stands at the top, so that no unit is ever lost from sight.
    """
    rows = _versions(on)
    if below is None:
        rows = rows.exclude(parent__in=_versions(on).values("unit"))
    else:
        rows = rows.filter(parent=below)
    total = rows.count()
    page = list(rows.select_related("unit").order_by("sort_key", "pk")[offset : offset + limit])
    return _with_counts(page, on), total


def _with_counts(page: list[UnitVersion], on: date) -> tuple[Branch, ...]:
    keys = [version.unit_id for version in page]
    counts = dict(
        _versions(on)
        .filter(parent__in=keys)
        .values_list("parent")
        .annotate(n=Count("pk"))
        .values_list("parent", "n")
    )
    came: dict[int, list[SuccessionRow]] = {}
    for row in succession_rows(UnitSuccession.objects.filter(successor__in=keys, happened_on__lte=on)):
        came.setdefault(row.successor.id, []).append(row)
    return tuple(
        Branch(
            name_from(v, v.unit, in_force=True),
            UnitKind(v.unit.kind),
            counts.get(v.unit_id, 0),
            tuple(came.get(v.unit_id, ())),
        )
        for v in page
    )


def branches_of_many(parents: Iterable[int], *, on: date, limit: int = PAGE) -> dict[int, tuple[Branch, ...]]:
    """Units below each of several, in one sweep; at most `limit` in all."""
    rows = _versions(on).filter(parent__in=set(parents)).select_related("unit").order_by("sort_key", "pk")
    page = list(rows[:limit])
    found: dict[int, list[Branch]] = {}
    for version, branch in zip(page, _with_counts(page, on), strict=True):
        if version.parent_id is not None:
            found.setdefault(version.parent_id, []).append(branch)
    return {key: tuple(value) for key, value in found.items()}


def ancestors(unit: int, *, on: date) -> tuple[UnitName, ...]:
    """The units above one on a day, the highest first."""
    found: list[int] = []
    at: int | None = unit
    while at is not None and len(found) < 12:
        at = _versions(on).filter(unit=at).values_list("parent", flat=True).first()
        if at is None or at in found:
            break
        found.append(at)
    names = unit_names(found, on=on)
    return tuple(names[key] for key in reversed(found))


def units_found(
    words: str, *, on: date, kind: str = "", offset: int = 0, limit: int = PAGE
) -> tuple[tuple[UnitName, ...], int]:
    """Units of any day whose name, short name, symbol or code contains the words, and how many there are.

    Old and new names are both found: a unit appears once, named as of the day.
    """
    units = Unit.objects.order_by("code")
    if kind:
        units = units.filter(kind=kind)
    if key := fold(words):
        named = UnitVersion.objects.filter(search_key__contains=key, withdrawn_at=None).values("unit")
        units = units.filter(Q(pk__in=named) | Q(code__icontains=words.strip()))
    total = units.count()
    keys = list(units.values_list("pk", flat=True)[offset : offset + limit])
    names = unit_names(keys, on=on)
    return tuple(names[key] for key in keys), total


def unit_codes(codes: Iterable[str]) -> dict[str, int]:
    """Numbers of the units with these codes."""
    return dict(Unit.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def unit_count(*, on: date) -> int:
    """How many units were in force on a day."""
    return _versions(on).count()
