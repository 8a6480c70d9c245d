"""Things that search finds by their words, from several rooms at once: each lends its rows in the same columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from thidua.core.text import fold

_COLUMNS: Final = ("f_kind", "f_key", "f_title", "f_number", "f_place", "f_year", "f_unit")
# The newest rows that are looked through; whoever has more of them is helped by a year or a number among the words.
MOST_ROWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing: what it is, its public key, title and number, the bloc and year it belongs to, the unit's code."""

    kind: str
    key: str
    title: str
    number: str
    place: str
    year: int
    unit: str


def _text(column: str) -> Combinable:
    return Cast(F(column), CharField(max_length=400)) if column else Value("", output_field=CharField())


def findable(
    rows: QuerySet[Any],
    kind: str,
    *,
    title: str,
    number: str = "",
    place: str = "bloc_year__short_name",
    year: str | Combinable = "bloc_year__year",
    unit: str = "",
) -> QuerySet[Any, Any]:
    """Rows that a person may know of, in the columns of `Findable`; the arguments name the fields."""
    when = F(year) if isinstance(year, str) else year
    asked = rows.order_by().annotate(
        f_kind=Value(kind, output_field=CharField()),
        f_key=_text("public_id"),
        f_title=_text(title),
        f_number=_text(number),
        f_place=_text(place),
        f_year=Cast(when, IntegerField()),
        f_unit=_text(unit),
    )
    lent: QuerySet[Any, Any] = asked.values_list(*_COLUMNS)
    return lent


@lru_cache(maxsize=8 * MOST_ROWS)
def folded(text: str) -> str:
    """As `fold`, remembered: a search folds the same few thousand titles again and again."""
    return fold(text)


def found_among(rows: Iterable[QuerySet[Any, Any]], words: str) -> tuple[Findable, ...]:
    """What has all the words, with and without diacritics, the newest first; one query whatever the rooms lend."""
    asked, parts = fold(words).split(), list(rows)
    if not asked or not parts:
        return ()
    first, *others = parts
    joined = first.union(*others) if others else first.distinct()
    newest = joined.order_by("-f_year", "f_kind", "f_title", "f_key")[:MOST_ROWS]
    things = (_thing(row) for row in newest)
    return tuple(one for one in things if _has(one, asked))


def _thing(row: tuple[Any, ...]) -> Findable:
    kind, key, title, number, place, year, unit = row
    return Findable(kind, key, title, number or "", place or "", year, unit or "")


def _has(one: Findable, asked: list[str]) -> bool:
    text = folded(f"{one.title} {one.number} {one.place} {one.year} {one.unit}")
    if not all(word in text for word in asked):
        return False
    # A year or a bloc alone names no paper: one word at least is of its own title or number.
    named = folded(f"{one.title} {one.number}")
    return any(word in named for word in asked)
