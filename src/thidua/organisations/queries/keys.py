"""Names behind public keys, as role grants keep them: many at once, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date

from thidua.organisations.models import Bloc, Unit
from thidua.organisations.queries.names import unit_names
from thidua.organisations.queries.rows import BlocCard, UnitName
from thidua.organisations.queries.year_rows import bloc_card


def units_by_keys(keys: Iterable[str], *, on: date) -> dict[str, UnitName]:
    """The units with these public keys, named as of the day; a key without a unit is left out."""
    wanted = set(keys)
    if not wanted:
        return {}
    numbers = Unit.objects.filter(public_id__in=wanted).values_list("pk", flat=True)
    return {name.public_id: name for name in unit_names(list(numbers), on=on).values()}


def all_blocs() -> tuple[BlocCard, ...]:
    """Every bloc and cluster, in the order of their codes."""
    return tuple(bloc_card(found) for found in Bloc.objects.order_by("code"))
