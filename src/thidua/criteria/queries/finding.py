"""Tables in force of many bloc-years at once, for search: first which they are, then the documents not yet known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from thidua.criteria.models import Scheme
from thidua.criteria.queries.cards import rows_in_force


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in force: its key, the key of its bloc-year, the hash of its content."""

    public_id: str
    bloc_year: str
    content_hash: str


def tables_in_force(rows: QuerySet[Scheme], bloc_years: Iterable[str], *, on: date) -> tuple[TableLine, ...]:
    """The tables in force among `rows` in these bloc-years (by public key), the newest first."""
    found = rows.filter(rows_in_force(on), bloc_year__public_id__in=set(bloc_years))
    keys = found.order_by("-bloc_year__year", "bloc_year__bloc__sort_key", "-version").values_list(
        "public_id", "bloc_year__public_id", "content_hash"
    )
    return tuple(TableLine(*row) for row in dict.fromkeys(keys))


def documents_of(tables: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Documents of the tables with these public keys."""
    wanted = set(tables)
    if not wanted:
        return {}
    return dict(Scheme.objects.filter(public_id__in=wanted).values_list("public_id", "document"))
