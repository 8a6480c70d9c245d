"""Values of cells, read with the place and the remedy when they cannot be taken."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from django.utils import translation

from thidua.core.numbers import NumberUnreadable, parse_decimal
from thidua.core.text import fold, vietnamese
from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import Cell
from thidua.foundation.wording import N_, render
from thidua.organisations.queries.imports.columns import LANGUAGES, Table

CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,39}")
DAY: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
YEAR_START: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})")
EXCEL_EPOCH: Final = date(1899, 12, 30)
SERIALS: Final = range(10_000, 100_000)
YEARS: Final = range(1900, 2201)
REAL_DAY: Final = Sentence(N_("Write day, month and year, such as 01/07/2025."))


class Reader:
    """One row: its cells by column key, and the problems met while they are read."""

    def __init__(self, table: Table, number: int, row: tuple[Cell, ...]) -> None:
        self.number = number
        self._row, self._places = row, table.places
        self.problems: list[Problem] = []

    def told(self) -> tuple[Problem, ...]:
        """The problems in the order of the row's cells."""
        order = {cell.address: place for place, cell in enumerate(self._row)}
        return tuple(sorted(self.problems, key=lambda problem: order.get(problem.where, 0)))

    def cell(self, key: str) -> Cell | None:
        """The cell of a column, None when the file has no such column."""
        place = self._places.get(key)
        return None if place is None else self._row[place]

    def address(self, key: str) -> str:
        """The cell's address; the row's first known cell when the file has no such column."""
        cell = self.cell(key) or self._row[min(self._places.values())]
        return cell.address

    def refuse(self, key: str, sentence: Sentence, remedy: Sentence | None = None) -> None:
        """Note a problem at a column's cell."""
        self.problems.append(Problem(sentence, where=self.address(key), remedy=remedy))

    def has(self, key: str) -> bool:
        """Whether the cell holds anything."""
        cell = self.cell(key)
        return cell is not None and cell.value is not None

    def text(self, key: str, *, longest: int, required: bool = False) -> str:
        """The cell as one line of text."""
        cell = self.cell(key)
        said = " ".join(vietnamese(cell.text).split()) if cell else ""
        if required and not said:
            self.refuse(key, Sentence(N_("This cell must be filled in.")))
        if len(said) > longest:
            self.refuse(
                key,
                Sentence(
                    N_("The text has {count} characters; at most {most} are taken."),
                    {"count": len(said), "most": longest},
                ),
                Sentence(N_("Shorten it, or put the rest into the note.")),
            )
        return said[:longest]

    def code(self, key: str, *, required: bool = False) -> str:
        """The cell as a code: capital letters; a whole number typed as a number counts as its digits."""
        cell = self.cell(key)
        said = _code_text(cell) if cell else ""
        if not said:
            if required:
                self.refuse(key, Sentence(N_("This cell must be filled in.")))
            return ""
        if CODE.fullmatch(said) is None:
            self.refuse(
                key,
                Sentence(N_("“{code}” cannot be a code."), {"code": said[:40]}),
                Sentence(
                    N_("Use capital letters without diacritics, digits, points and hyphens; at most 40.")
                ),
            )
            return ""
        return said

    def day(self, key: str) -> date | None:
        """The cell as a day: a date of Excel, or text as dd/MM/yyyy."""
        cell = self.cell(key)
        if cell is None or cell.value is None:
            return None
        found, sentence, remedy = _day(cell)
        if sentence is not None:
            self.refuse(key, sentence, remedy)
        return found

    def one_of[K: StrEnum](self, key: str, words: Mapping[K, Sentence], default: K | None) -> K | None:
        """The cell as an entry of a closed list: its code, or its word in either language."""
        cell = self.cell(key)
        if cell is None or not cell.text:
            if default is None:
                self.refuse(key, Sentence(N_("This cell must be filled in.")))
            return default
        kind = type(next(iter(words)))
        found = _words_of(kind, tuple(words.items())).get(fold(cell.text))
        if found is None:
            self.refuse(
                key,
                Sentence(N_("“{word}” is not in the list."), {"word": cell.text[:60]}),
                Sentence(N_("Take a word from the sheet of codes of the template.")),
            )
            return default
        return kind(found)

    def year_start(self, key: str, default: str) -> str:
        """The cell as the first day of a working year, `MM-DD`."""
        cell = self.cell(key)
        if cell is None or not cell.text:
            return default
        if isinstance(cell.value, date):
            month, first = cell.value.month, cell.value.day
        elif isinstance(cell.value, str) and (match := YEAR_START.fullmatch(cell.value)) is not None:
            first, month = int(match[1]), int(match[2])
        else:
            month = first = 0
        if not (1 <= month <= 12 and 1 <= first <= 28):
            self.refuse(
                key,
                Sentence(N_("“{text}” is not the first day of a working year."), {"text": cell.text[:20]}),
                Sentence(N_("Write day and month, as in 01/10.")),
            )
            return default
        return f"{month:02d}-{first:02d}"


@cache
def _words_of(kind: type[StrEnum], words: tuple[tuple[StrEnum, Sentence], ...]) -> dict[str, str]:
    known = {fold(key.value): key.value for key in kind}
    for language in LANGUAGES:
        with translation.override(language):
            known |= {fold(render(said)): key.value for key, said in words}
    return known


def _code_text(cell: Cell) -> str:
    """Codes that Excel took for numbers read as their digits: 72 and 72,0 are the code 72."""
    if isinstance(cell.value, Decimal):
        return cell.text
    text = vietnamese(cell.text).strip().upper()
    if "," in text:
        try:
            number = parse_decimal(text)
        except NumberUnreadable:
            return text
        return f"{number:f}".rstrip("0").rstrip(".") if number == number.to_integral_value() else text
    return text


def _day(cell: Cell) -> tuple[date | None, Sentence | None, Sentence | None]:
    """The day, or what is wrong and what to do."""
    value, found = cell.value, None
    if isinstance(value, datetime | date):
        found = value.date() if isinstance(value, datetime) else value
    elif isinstance(value, Decimal):
        if value == value.to_integral_value() and int(value) in SERIALS:
            meant = EXCEL_EPOCH + timedelta(days=int(value))
            return (
                None,
                Sentence(
                    N_("{number} is a number, not a day; as Excel counts it would be {day}."),
                    {"number": cell.text, "day": meant},
                ),
                Sentence(N_("Format the cell as a date, or write the day as text.")),
            )
        return None, _no_day(cell), REAL_DAY
    elif (match := DAY.fullmatch(cell.text)) is not None:
        found = _real(int(match[3]), int(match[2]), int(match[1]))
    elif (match := ISO_DAY.fullmatch(cell.text)) is not None:
        found = _real(int(match[1]), int(match[2]), int(match[3]))
    if found is None or found.year not in YEARS:
        return None, _no_day(cell), REAL_DAY
    return found, None, None


def _real(year: int, month: int, first: int) -> date | None:
    try:
        return date(year, month, first)
    except ValueError:
        return None


def _no_day(cell: Cell) -> Sentence:
    return Sentence(N_("“{text}” is not a day that exists."), {"text": cell.text[:30]})
