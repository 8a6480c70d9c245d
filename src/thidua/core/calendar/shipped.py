"""The public holidays that come with the product, year by year, each with the paper that says so.

They are a starting point: what no source was seen for is marked so, and an office replaces a year by its own.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from thidua.core.calendar.days import Holidays, Known, SpecialDay, SpecialKind, YearOfHolidays
from thidua.core.loading import load_document

FILE: Final = Path(__file__).resolve().parent / "holidays.yaml"
FORMAT: Final = "thidua-holidays/1"


class HolidaysUnreadable(ValueError):
    """A document of holidays does not have the shape it must have; says where."""


def read_holidays(document: object) -> tuple[YearOfHolidays, ...]:
    """The years of a `thidua-holidays/1` document, in their order; raises `HolidaysUnreadable`."""
    whole = _mapping(document, "(file)")
    if whole.get("format") != FORMAT:
        message = f"format: {FORMAT} is expected"
        raise HolidaysUnreadable(message)
    years = _mapping(whole.get("years"), "years")
    return tuple(sorted((_year(key, value) for key, value in years.items()), key=lambda one: one.year))


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        message = f"{where}: a mapping is expected"
        raise HolidaysUnreadable(message)
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        message = f"{where}: text is expected"
        raise HolidaysUnreadable(message)
    return value


def _year(key: str, value: object) -> YearOfHolidays:
    said = _mapping(value, key)
    rows = said.get("days")
    if not key.isdecimal() or not isinstance(rows, list):
        message = f"{key}: a year with a list of days is expected"
        raise HolidaysUnreadable(message)
    days = tuple(_special(row, f"{key}.days[{number}]") for number, row in enumerate(rows))
    wrong = [one.day for one in days if one.day.year != int(key)]
    if wrong or len({one.day for one in days}) != len(days):
        message = f"{key}: each day once, and only days of that year"
        raise HolidaysUnreadable(message)
    ordered = tuple(sorted(days, key=lambda one: one.day))
    return YearOfHolidays(int(key), ordered, _text(said.get("note", ""), f"{key}.note"))


def _special(row: object, where: str) -> SpecialDay:
    said = _mapping(row, where)
    try:
        return SpecialDay(
            date.fromisoformat(_text(said.get("day"), where)),
            SpecialKind(_text(said.get("kind"), where)),
            _text(said.get("name"), where),
            Known(_text(said.get("known"), where)),
            _text(said.get("source", ""), where),
        )
    except ValueError as error:
        message = f"{where}: {error}"
        raise HolidaysUnreadable(message) from error


@cache
def shipped_years() -> tuple[YearOfHolidays, ...]:
    """The years that come with the product."""
    return read_holidays(load_document(FILE.read_bytes(), name=FILE.name))


@cache
def shipped_holidays() -> Holidays:
    """The same, joined."""
    return Holidays.of(shipped_years())
