"""The rows of the table of criteria by which a bloc-year is judged, read cheaply: rooms above show them on every form."""

from datetime import date
from typing import NamedTuple

from thidua.criteria.leaves import Outline, outline_of
from thidua.criteria.models import Scheme
from thidua.criteria.queries.cards import in_year, rows_in_force

_MOST_KEPT = 64
_KEPT: dict[str, Outline] = {}


class OutlineInForce(NamedTuple):
    """A frozen version: its key, its content hash, its rows."""

    public_id: str
    content_hash: str
    outline: Outline


def outline_in_force(bloc_year: int | str, *, on: date) -> OutlineInForce | None:
    """The rows by which a bloc-year (row number or public key) is judged on a day; None before a version is frozen.

    One query; a frozen document never changes, so each process reads it once.
    """
    rows = Scheme.objects.filter(rows_in_force(on), **in_year(bloc_year)).order_by("-version")
    found = rows.values_list("public_id", "content_hash").first()
    if found is None:
        return None
    key, content_hash = found
    kept = _KEPT.get(content_hash)
    if kept is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        document = Scheme.objects.values_list("document", flat=True).get(public_id=key)
        kept = _KEPT[content_hash] = outline_of(content_hash, document)
    return OutlineInForce(key, content_hash, kept)
