"""Rows found by code or public key, locked for a verb that will change them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Model, Q

from thidua.core.verdict import Sentence
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.errors import DaysOutOfOrder, NameMissing, UnitNotInForce, UnitUnknown
from thidua.organisations.models import Bloc, BlocYear, Office, Person, Place, Province, Unit, UnitVersion
from thidua.organisations.models.spans import in_force


def _found[M: Model](model: type[M], key: str, *, where: str, by_code: bool = True) -> M:
    rows = model._default_manager.select_for_update(no_key=True)
    match = Q(public_id=key) | Q(code=key.upper()) if by_code else Q(public_id=key)
    found = rows.filter(match).first()
    if found is None:
        raise UnitUnknown(
            Sentence("Nothing on record has the code {code}.", {"code": key}),
            where=where,
            remedy=Sentence("Choose from the list, or add it first."),
        )
    return found


def unit_locked(key: str, *, where: str = "unit") -> Unit:
    """The unit with this code or public key; raises `UnitUnknown`."""
    return _found(Unit, key, where=where)


def units_locked(keys: Iterable[str], *, where: str = "unit") -> dict[str, Unit]:
    """Units by the keys asked for, locked in one order; raises `UnitUnknown` for the first that is missing."""
    asked = list(dict.fromkeys(keys))
    rows = (
        Unit.objects.select_for_update(no_key=True)
        .filter(Q(code__in=asked) | Q(public_id__in=asked))
        .order_by("pk")
    )
    by_key = {key: unit for unit in rows for key in (unit.code, unit.public_id)}
    for key in asked:
        if key not in by_key:
            unit_locked(key, where=where)
    return {key: by_key[key] for key in asked}


def person_locked(key: str, *, where: str = "person") -> Person:
    """The person with this code or public key."""
    return _found(Person, key, where=where)


def office_locked(key: str) -> Office:
    """The office with this public key."""
    return _found(Office, key, where="office", by_code=False)


def bloc_locked(key: str) -> Bloc:
    """The bloc with this code or public key."""
    return _found(Bloc, key, where="bloc")


def bloc_year_locked(key: str) -> BlocYear:
    """The bloc-year with this public key, with its bloc."""
    found = _found(BlocYear, key, where="bloc_year", by_code=False)
    found.bloc = Bloc.objects.get(pk=found.bloc_id)
    return found


def province_known(key: str, *, where: str = "province") -> Province:
    """The province with this code or public key."""
    return _found(Province, key, where=where)


def province_found(key: str, *, where: str = "province") -> Province | None:
    """The same; None for an empty code."""
    return province_known(key, where=where) if key else None


def place_known(key: str, *, where: str = "place") -> Place:
    """The place with this code or public key."""
    return _found(Place, key, where=where)


def place_found(key: str, *, where: str = "place") -> Place | None:
    """The same; None for an empty code."""
    return place_known(key, where=where) if key else None


def version_on(unit: Unit, on: date, *, where: str = "unit") -> UnitVersion:
    """The version of the unit in force on the day, locked; raises `UnitNotInForce`."""
    rows = UnitVersion.objects.select_for_update(no_key=True).filter(
        in_force(on), unit=unit, withdrawn_at=None
    )
    found = rows.first()
    if found is None:
        raise UnitNotInForce(unit.code, on, where=where)
    return found


def must_have(value: str, where: str) -> str:
    """The text without blanks around it; raises `NameMissing` when nothing is left."""
    kept = value.strip()
    if not kept:
        raise NameMissing(where)
    return kept


def must_be_in_order(first: date | None, last: date | None, *, where: str = "valid_to") -> None:
    """Raise `DaysOutOfOrder` when the last day is before the first."""
    if first is not None and last is not None and last < first:
        raise DaysOutOfOrder(where=where)


def day_of(at: datetime) -> date:
    """The day in Viet Nam on which something happens."""
    return at.astimezone(VIET_NAM).date()


def day_before(on: date) -> date:
    """The last day of what ends when something else begins on `on`."""
    return on - timedelta(days=1)
