"""Names as of a day: the one place that decides which version of a unit speaks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.queries.rows import UnitName
from thidua.organisations.states import Confidence

# The columns of a name, read as tuples: names stand on every page, and rows of the table cost ten times as much.
COLUMNS: Final = (
    "unit",
    "unit__public_id",
    "unit__code",
    "name",
    "short_name",
    "in_sentence",
    "symbol",
    "valid_from",
    "valid_to",
    "confidence",
)
KNOWN: Final = {known.value: known for known in Confidence}


def name_of_columns(row: tuple[object, ...], *, in_force: bool) -> UnitName:
    """The name in a tuple of `COLUMNS`; a version without a short or in-sentence form uses the full name."""
    unit, public_id, code, name, short, inside, symbol, first, last, confidence = row
    return UnitName(
        unit,  # type: ignore[arg-type]  # a row of values has no types
        public_id,  # type: ignore[arg-type]  # as above
        code,  # type: ignore[arg-type]  # as above
        name,  # type: ignore[arg-type]  # as above
        short or name,  # type: ignore[arg-type]  # as above
        inside or name,  # type: ignore[arg-type]  # as above
        symbol or code,  # type: ignore[arg-type]  # as above
        first,  # type: ignore[arg-type]  # as above
        last,  # type: ignore[arg-type]  # as above
        KNOWN[confidence],  # type: ignore[index]  # as above
        in_force,
    )


def name_from(version: UnitVersion, unit: Unit, *, in_force: bool) -> UnitName:
    """The name of a version at hand."""
    return UnitName(
        unit.pk,
        unit.public_id,
        unit.code,
        version.name,
        version.short_name or version.name,
        version.in_sentence or version.name,
        version.symbol or unit.code,
        version.valid_from,
        version.valid_to,
        Confidence(version.confidence),
        in_force,
    )


def speaking(versions: list[UnitVersion], on: date) -> tuple[UnitVersion, bool]:
    """The version in force on the day; else the last one before it; else the first one after."""
    inside = [version for version in versions if version.covers(on)]
    if inside:
        return inside[0], True
    before = [version for version in versions if version.valid_to is not None and version.valid_to < on]
    if before:
        return max(before, key=lambda version: version.valid_to or date.min), False
    return min(versions, key=lambda version: version.valid_from or date.min), False


def _speaking(names: list[UnitName], on: date) -> UnitName:
    """The name in force on the day; else the last one before it; else the first one after, marked as not in force."""
    for name in names:
        if (name.valid_from is None or name.valid_from <= on) and (
            name.valid_to is None or on <= name.valid_to
        ):
            return name
    before = [name for name in names if name.valid_to is not None and name.valid_to < on]
    near = (
        max(before, key=lambda name: name.valid_to or date.min)
        if before
        else min(names, key=lambda name: name.valid_from or date.min)
    )
    return UnitName(
        near.id,
        near.public_id,
        near.code,
        near.name,
        near.short_name,
        near.in_sentence,
        near.symbol,
        near.valid_from,
        near.valid_to,
        near.confidence,
        in_force=False,
    )


def _read(rows: QuerySet[UnitVersion]) -> dict[int, list[UnitName]]:
    found: defaultdict[int, list[UnitName]] = defaultdict(list)
    for row in rows.filter(withdrawn_at=None).values_list(*COLUMNS):
        found[row[0]].append(name_of_columns(row, in_force=True))
    return found


def unit_names(units: Iterable[int], *, on: date) -> dict[int, UnitName]:
    """Names of the units with these numbers on the day, in one query.

    A unit that no longer (or not yet) existed that day keeps the nearest name, marked `in_force=False`, so that a
    year's papers stay readable after a reorganisation.
    """
    wanted = set(units)
    if not wanted:
        return {}
    found = _read(UnitVersion.objects.filter(unit__in=wanted))
    return {key: _speaking(names, on) for key, names in found.items()}


def names_on_days(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], UnitName]:
    """Names of several units, each on its own day, in one query."""
    pairs = set(asked)
    if not pairs:
        return {}
    found = _read(UnitVersion.objects.filter(unit__in={unit for unit, _ in pairs}))
    return {(key, day): _speaking(found[key], day) for key, day in pairs}


def unit_name(key: str, *, on: date) -> UnitName | None:
    """The unit with this code or public key, named as of the day; None when there is none."""
    found = _read(UnitVersion.objects.filter(Q(unit__code=key) | Q(unit__public_id=key)))
    names = next(iter(found.values()), None)
    return _speaking(names, on) if names else None
