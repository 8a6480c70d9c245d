"""The columns of each workbook: heads in both languages, what they hold, an example."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils import translation
from django.utils.translation import gettext

from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import Cell, SheetGrid
from thidua.foundation.wording import N_
from thidua.organisations.errors import ImportUnfit
from thidua.organisations.states import ImportKind

HEAD_ROWS: Final = 12
LANGUAGES: Final = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its head and how to fill it (message ids), an example as typed."""

    key: str
    head: str
    hint: str
    example: str = ""
    required: bool = False
    width: int = 18


UNIT_COLUMNS: Final = (
    Column("code", N_("Code"), N_("Capital letters, digits, points, hyphens; never changes."), "SNV", required=True),
    Column("name", N_("Full name of the unit"), N_("As on the unit's seal."), "Sở Nội vụ tỉnh Tây Ninh", required=True, width=44),
    Column("short_name", N_("Short name"), N_("For tables."), "Sở Nội vụ", width=24),
    Column("in_sentence", N_("Name within a sentence"), N_("As papers of the province say it."), "Sở Nội vụ", width=28),
    Column("symbol", N_("Symbol in document numbers"), N_("As at the end of a document number."), "SNV", width=14),
    Column("kind", N_("Kind of unit"), N_("A word or code of the list on the sheet of codes."), "Sở, ban, ngành tỉnh", required=True, width=26),
    Column("force", N_("Armed force"), N_("Empty for all others."), "", width=20),
    Column("parent", N_("Code of the superior"), N_("May stand further down in this file."), "UBND", width=16),
    Column("province", N_("Code of the province"), N_("See the sheet of codes."), "72", width=12),
    Column("since", N_("From day"), N_("dd/mm/yyyy; empty: since before the records. Needed when something changes."), "01/07/2025", width=14),
    Column("instrument", N_("Paper it stands on"), N_("Number, day and kind."), "QĐ 12/QĐ-UBND ngày 05/01/2023", width=32),
    Column("confidence", N_("How well it is known"), N_("Empty: seen in a source."), "", width=22),
    Column("identifier", N_("Identifier of the unit"), N_("The State's own number, if any."), "", width=18),
    Column("year_starts", N_("Working year begins"), N_("dd/mm, as in 01/10; empty: 01/01."), "01/01", width=14),
    Column("note", N_("Note"), N_("At most 400 characters."), "", width=30),
)  # fmt: skip

PEOPLE_COLUMNS: Final = (
    Column("code", N_("Code of the person"), N_("Such as the number of the civil servant's record."), "CB-0125", required=True),
    Column("name", N_("Full name of the person"), N_("Family name first."), "Nguyễn Văn An", required=True, width=28),
    Column("title_before", N_("Form of address"), N_("Printed before the name."), "ông", width=14),
    Column("gender", N_("Gender"), N_("male or female; may stay empty."), "nam", width=10),
    Column("rank", N_("Rank or academic title"), N_("May stay empty."), "", width=20),
    Column("unit", N_("Code of the unit"), N_("A unit on record. Empty: the person without office."), "SNV", width=16),
    Column("title", N_("Office"), N_("As it is printed."), "Phó Giám đốc", width=30),
    Column("kind", N_("Kind of office"), N_("A word or code of the list on the sheet of codes."), "Cấp phó", width=24),
    Column("since", N_("From day"), N_("dd/mm/yyyy; empty: not known."), "01/03/2021", width=14),
    Column("until", N_("To day"), N_("dd/mm/yyyy, the last day; empty: still held."), "", width=14),
    Column("instrument", N_("Paper it stands on"), N_("Number, day and kind."), "", width=32),
)  # fmt: skip

COLUMNS: Final = {ImportKind.UNITS: UNIT_COLUMNS, ImportKind.PEOPLE: PEOPLE_COLUMNS}


@dataclass(frozen=True, slots=True)
class Table:
    """The table found in a workbook: its rows below the heads, where each column stands, and what was not used."""

    sheet: str
    head_row: int
    heads: tuple[Cell, ...]
    places: dict[str, int]
    unused: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@cache
def _heads(kind: ImportKind) -> dict[str, str]:
    """Folded heads, in every language and by key, to the column's key."""
    known: dict[str, str] = {}
    for column in COLUMNS[kind]:
        known[fold(column.key.replace("_", " "))] = column.key
        for language in LANGUAGES:
            with translation.override(language):
                known[fold(gettext(column.head))] = column.key
    return known


def _head_key(kind: ImportKind, cell: Cell) -> str:
    text = cell.text.replace("*", " ").partition("(")[0]
    return _heads(kind).get(fold(text), "")


def find_table(kind: ImportKind, grids: Iterable[SheetGrid]) -> Table:
    """The worksheet whose first rows hold the heads. Raises `ImportUnfit` naming what is missing and where it looked."""
    best: tuple[int, SheetGrid, int, dict[str, int]] | None = None
    names = []
    for grid in grids:
        names.append(grid.name)
        for number, row in enumerate(grid.rows[:HEAD_ROWS], start=1):
            places: dict[str, int] = {}
            for place, cell in enumerate(row):
                key = _head_key(kind, cell)
                if key and key not in places:
                    places[key] = place
            if best is None or len(places) > best[0]:
                best = (len(places), grid, number, places)
    missing = [
        column for column in COLUMNS[kind] if column.required and (best is None or column.key not in best[3])
    ]
    if best is None or missing:
        raise ImportUnfit(
            Sentence(
                N_(
                    "No worksheet has the columns {columns} in its first {rows} rows. Worksheets read: {sheets}."
                ),
                {
                    "columns": ", ".join(gettext(column.head) for column in missing),
                    "rows": HEAD_ROWS,
                    "sheets": ", ".join(names) or "–",
                },
            ),
            where="file",
            remedy=Sentence(N_("Download the template and copy the rows into it.")),
        )
    _count, grid, number, places = best
    head = grid.row(number)
    used = set(places.values())
    return Table(
        grid.name,
        number,
        head,
        places,
        tuple(cell for place, cell in enumerate(head) if place not in used and cell.value is not None),
        tuple(
            (at, row)
            for at, row in enumerate(grid.rows, start=1)
            if at > number and any(row[place].value is not None for place in used)
        ),
    )


def remarks_on(table: Table) -> tuple[Problem, ...]:
    """Columns that are not used: said, not refused."""
    return tuple(
        Problem(
            Sentence(N_("The column “{head}” is not used."), {"head": cell.text[:60]}),
            where=cell.address,
            remedy=Sentence(N_("Nothing need be done, unless its head was meant to be another one.")),
        )
        for cell in table.unused
    )
