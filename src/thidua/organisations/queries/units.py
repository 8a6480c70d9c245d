"""Units: cards, versions, successions, the tree by branch, and search."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thidua.core.text import fold
from thidua.organisations.models import Unit, UnitSuccession, UnitVersion
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries.names import COLUMNS, name_of_columns, names_on_days, unit_names
from thidua.organisations.queries.rows import (
    Branch,
    SuccessionRow,
    Tree,
    UnitCard,
    UnitName,
    VersionDraft,
    VersionRow,
)
from thidua.organisations.states import Confidence, Force, Share, SuccessionKind, UnitKind

PAGE = 100
MOST_CHANGES = 200


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


def succession_rows(rows: QuerySet[UnitSuccession], *, limit: int | None = None) -> tuple[SuccessionRow, ...]:
    """Rows of the given successions, oldest first; predecessors named as of the day before."""
    found = list(rows.order_by("happened_on", "pk")[:limit])
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


def days_of_change(*, limit: int = 4) -> tuple[date, ...]:
    """The days on which most units changed, the latest first."""
    days = (
        UnitSuccession.objects.values_list("happened_on")
        .annotate(n=Count("pk"))
        .order_by("-n", "-happened_on")
    )
    return tuple(sorted((day for day, _ in days[:limit]), reverse=True))


def _versions(on: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(in_force(on), withdrawn_at=None)


def tree_of(
    *, on: date, below: int | None = None, offset: int = 0, limit: int = PAGE, inner: int = PAGE
) -> Tree:
    """Units directly below one (or those under nobody) with what stands below them, in Vietnamese order.

    A unit whose superior did not exist that day stands at the top, so that no unit is ever lost from sight. At most
    `limit` units and `inner` below them; queries do not grow with rows.
    """
    live = _versions(on)
    at_top = Q(parent=None) | ~Q(parent__in=live.values("unit"))
    counts = live.aggregate(
        all=Count("pk"), here=Count("pk", filter=at_top if below is None else Q(parent=below))
    )
    here = live.filter(at_top) if below is None else live.filter(parent=below)
    page = list(_with_below(here, on).order_by("sort_key", "pk").values_list(*_NODE)[offset : offset + limit])
    under = _with_below(live.filter(parent__in=[row[0] for row in page]), on)
    nested = list(under.order_by("sort_key", "pk").values_list(*_NODE)[:inner])
    changes = _changes([row[0] for row in (*page, *nested)], on)
    children: dict[int, list[Branch]] = {}
    for row in nested:
        children.setdefault(row[-1], []).append(_branch(row, changes))
    return Tree(
        tuple(_branch(row, changes, tuple(children.get(row[0], ()))) for row in page),
        counts["here"],
        counts["all"],
        tuple(change for change in changes if change.happened_on == on),
    )


_NODE = (*COLUMNS, "unit__kind", "below", "parent")


def _with_below(rows: QuerySet[UnitVersion], on: date) -> QuerySet[UnitVersion]:
    under = _versions(on).filter(parent=OuterRef("unit")).order_by().values("parent").annotate(n=Count("pk"))
    return rows.annotate(below=Coalesce(Subquery(under.values("n")), 0))


def _changes(units: list[int], on: date) -> tuple[SuccessionRow, ...]:
    """How the shown units began, and every change of the day itself."""
    return succession_rows(
        UnitSuccession.objects.filter(Q(successor__in=units, happened_on__lte=on) | Q(happened_on=on)),
        limit=MOST_CHANGES,
    )


def _branch(
    row: tuple[Any, ...], changes: tuple[SuccessionRow, ...], children: tuple[Branch, ...] = ()
) -> Branch:
    name = name_of_columns(row[:-3], in_force=True)
    origins = tuple(
        change
        for change in changes
        if change.successor.id == name.id and change.happened_on == name.valid_from
    )
    return Branch(name, UnitKind(row[-3]), row[-2], origins, children)


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

    Old and new names are both found; a unit appears once, named as of the day. Those in force come first, in
    Vietnamese order, then those that have ended or not begun, by code.
    """
    asked = Q(withdrawn_at=None)
    if kind:
        asked &= Q(unit__kind=kind)
    if key := fold(words):
        asked &= Q(search_key__contains=key) | Q(unit__code__icontains=words.strip())
    matched = UnitVersion.objects.filter(asked).values("unit")
    live = _versions(on).filter(unit__in=matched)
    rest = Unit.objects.filter(pk__in=matched).exclude(pk__in=_versions(on).values("unit"))
    living, ended = live.count(), rest.count()
    rows = live.order_by("sort_key", "pk").values_list(*COLUMNS)[offset : offset + limit]
    found = [name_of_columns(row, in_force=True) for row in rows]
    if len(found) < limit and ended:
        start = max(0, offset - living)
        keys = list(rest.order_by("code").values_list("pk", flat=True)[start : start + limit - len(found)])
        names = unit_names(keys, on=on)
        found += [names[key] for key in keys]
    return tuple(found), living + ended


def unit_codes(codes: Iterable[str]) -> dict[str, int]:
    """Numbers of the units with these codes."""
    return dict(Unit.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def unit_count(*, on: date) -> int:
    """How many units were in force on a day."""
    return _versions(on).count()


def version_draft(unit: str, *, on: date, version: str = "") -> VersionDraft | None:
    """The version of a unit (by public key) with this key, or the one in force on the day; None when there is none."""
    rows = UnitVersion.objects.filter(unit__public_id=unit, withdrawn_at=None)
    rows = rows.filter(public_id=version) if version else rows.filter(in_force(on))
    row = rows.select_related("unit", "parent", "province", "place").first()
    if row is None:
        return None
    return VersionDraft(
        row.public_id,
        row.unit.public_id,
        row.name,
        row.short_name,
        row.in_sentence,
        row.symbol,
        row.parent.code if row.parent else "",
        row.province.code if row.province else "",
        row.place.code if row.place else "",
        row.valid_from,
        row.valid_to,
        row.instrument,
        Confidence(row.confidence),
        row.note,
    )
