"""Names as of a day: the one place that decides which version of a unit speaks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.queries.rows import UnitName
from thidua.organisations.states import Confidence


def name_from(version: UnitVersion, unit: Unit, *, in_force: bool) -> UnitName:
    """The row of a version; a version without a short or in-sentence form uses the full name."""
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
    inside = [v for v in versions if v.covers(on)]
    if inside:
        return inside[0], True
    before = [v for v in versions if v.valid_to is not None and v.valid_to < on]
    if before:
        return max(before, key=lambda v: v.valid_to or date.min), False
    return min(versions, key=lambda v: v.valid_from or date.min), False


def unit_names(units: Iterable[int], *, on: date) -> dict[int, UnitName]:
    """Names of the units with these numbers on the day, in one query.

    A unit that no longer (or not yet) existed that day keeps the nearest name, marked `in_force=False`, so that a
    year's papers stay readable after a reorganisation.
    """
    wanted = set(units)
    if not wanted:
        return {}
    found: defaultdict[int, list[UnitVersion]] = defaultdict(list)
    for version in UnitVersion.objects.filter(unit__in=wanted, withdrawn_at=None).select_related("unit"):
        found[version.unit_id].append(version)
    return {key: name_from(v, v.unit, in_force=now) for key, (v, now) in _chosen(found, on).items()}


def _chosen(found: Mapping[int, list[UnitVersion]], on: date) -> dict[int, tuple[UnitVersion, bool]]:
    return {key: speaking(versions, on) for key, versions in found.items()}


def names_on_days(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], UnitName]:
    """Names of several units, each on its own day, in one query."""
    pairs = set(asked)
    found: defaultdict[int, list[UnitVersion]] = defaultdict(list)
    for version in UnitVersion.objects.filter(
        unit__in={u for u, _ in pairs}, withdrawn_at=None
    ).select_related("unit"):
        found[version.unit_id].append(version)
    named = {}
    for key, day in pairs:
        version, now = speaking(found[key], day)
        named[key, day] = name_from(version, version.unit, in_force=now)
    return named


def unit_name(key: str, *, on: date) -> UnitName | None:
    """The unit with this code or public key, named as of the day; None when there is none."""
    unit = Unit.objects.filter(code=key).first() or Unit.objects.filter(public_id=key).first()
    return unit_names([unit.pk], on=on).get(unit.pk) if unit else None
