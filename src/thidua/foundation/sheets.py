"""Excel in and out: cells keep their addresses, text is never a formula, and a hostile file is refused early."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import PurePosixPath

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from thidua.core.text import nfc
from thidua.core.verdict import Sentence
from thidua.foundation.files import XLSX, sniff
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_

MAX_UNPACKED = 96 * 1024 * 1024
MAX_PARTS = 2000
MAX_ROWS = 20_000
MAX_COLUMNS = 600
# Where a cell says it stands, in any part of the archive, however the part is called.
PLACED = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r\s*=\s*["']([0-9]+)["']""")
FARTHEST = 10_000_000

type CellValue = str | Decimal | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its A1 address and its value (numbers exact, text trimmed and in NFC, empty as None)."""

    address: str
    value: CellValue

    @property
    def text(self) -> str:
        """The value as text; empty when there is none. A whole number reads without a decimal part."""
        if self.value is None:
            return ""
        if isinstance(self.value, Decimal):
            return format(self.value.normalize(), "f") if self.value else "0"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A worksheet as rows of cells, the first row first; every row has `width` cells."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    width: int

    def row(self, number: int) -> tuple[Cell, ...]:
        """Row `number` as Excel counts, from 1."""
        return self.rows[number - 1]


def address(row: int, column: int) -> str:
    """The A1 address of a cell counted from zero."""
    return f"{xl_col_to_name(column)}{row + 1}"


def _refuse_bomb(content: bytes, name: str, *, max_rows: int, max_columns: int) -> None:
    """Unpack with a limit, because sizes written in an archive can lie.

    A cell far out is a bomb too: the reader makes room for every cell before it, and two cells of a few bytes, the
    first and the last of a worksheet, would ask for hundreds of gigabytes.
    """
    too_big = Problem(
        Sentence(
            N_("The file {name} unpacks to more than a score sheet ever holds; it was not opened."),
            {"name": name},
        ),
        where=name,
        remedy=Sentence(N_("Copy the cells you need into a new workbook and try again.")),
    )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise too_big
            unpacked = 0
            for part in parts:
                with archive.open(part) as stream:
                    held = stream.read(MAX_UNPACKED - unpacked + 1)
                unpacked += len(held)
                if unpacked > MAX_UNPACKED:
                    raise too_big
                rows, columns = _reach(held)
                if rows * columns > max_rows * max_columns:
                    sheet = PurePosixPath(part.filename).stem
                    raise _too_wide(sheet, rows, columns, max_rows, max_columns)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unreadable(name) from error


def _reach(part: bytes) -> tuple[int, int]:
    """The rows and columns from A1 to the farthest cells a part of the archive names."""
    rows = columns = 1
    # A register has few columns: each is counted once.
    seen: set[bytes] = set()
    for letters, digits in PLACED.findall(part):
        rows = max(rows, _counted(digits))
        seen.add(letters)
    for digits in ROW.findall(part):
        rows = max(rows, _counted(digits))
    for letters in seen:
        column = FARTHEST
        if len(letters) < 4:
            column = 0
            for letter in letters.upper():
                column = column * 26 + letter - 64
        columns = max(columns, column)
    return rows, columns


def _counted(digits: bytes) -> int:
    return int(digits) if len(digits) < 8 else FARTHEST


def _too_wide(sheet: str, rows: int, columns: int, max_rows: int, max_columns: int) -> Problem:
    return Problem(
        Sentence(
            N_(
                "Worksheet {sheet} has {rows} rows and {columns} columns; at most {max_rows} and {max_columns} are taken."
            ),
            {
                "sheet": sheet,
                "rows": rows,
                "columns": columns,
                "max_rows": max_rows,
                "max_columns": max_columns,
            },
        ),
        where=sheet,
        remedy=Sentence(N_("Delete the rows and columns that hold nothing and try again.")),
    )


def _unreadable(name: str) -> Problem:
    return Problem(
        Sentence(N_("The file {name} cannot be read as an Excel workbook."), {"name": name}),
        where=name,
        remedy=Sentence(N_("Open it in Excel, save it as .xlsx without a password, and try again.")),
    )


def _value(raw: object) -> CellValue:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        number = Decimal(repr(raw))
        return number if number.is_finite() else str(raw)
    if isinstance(raw, datetime | date):
        return raw
    text = nfc(str(raw)).strip() if raw is not None else ""
    return text or None


def read_workbook(
    content: bytes, *, name: str, max_rows: int = MAX_ROWS, max_columns: int = MAX_COLUMNS
) -> tuple[SheetGrid, ...]:
    """Read every visible worksheet.

    Raises `Problem` when the file is not a workbook, hides a bomb, or has more rows or columns than taken; nothing of
    it is used then. Formulas are read as the values last computed.
    """
    sniff(content, name=name, allowed={XLSX})
    _refuse_bomb(content, name, max_rows=max_rows, max_columns=max_columns)
    grids = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        visible = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith("Visible")]
        for title in visible:
            sheet = book.get_sheet_by_name(title)
            height, breadth = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
            if height > max_rows or breadth > max_columns:
                raise _too_wide(title, height, breadth, max_rows, max_columns)
            raw = sheet.to_python(skip_empty_area=False)
            width = max((len(line) for line in raw), default=0)
            rows = tuple(
                tuple(Cell(address(r, c), _value(line[c] if c < len(line) else None)) for c in range(width))
                for r, line in enumerate(raw)
            )
            grids.append(SheetGrid(nfc(title), rows, width))
    except (CalamineError, ValueError) as error:
        raise _unreadable(name) from error
    return tuple(grids)


class SheetWriter:
    """A workbook to send: text stays text (a leading `=` is not a formula), numbers are numbers."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self.book = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.head = self.book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "valign": "top"})
        self.note = self.book.add_format({"italic": True, "text_wrap": True, "valign": "top"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})

    def sheet(self, name: str, *, widths: Sequence[float] = ()) -> "xlsxwriter.worksheet.Worksheet":
        """A new worksheet with the given column widths (characters)."""
        made = self.book.add_worksheet(name[:31])
        for column, width in enumerate(widths):
            made.set_column(column, column, width)
        return made

    def write(
        self,
        sheet: "xlsxwriter.worksheet.Worksheet",
        row: int,
        values: Sequence[CellValue | int],
        style: "xlsxwriter.format.Format | None" = None,
    ) -> None:
        """Write one row (counted from zero); `None` leaves a cell empty."""
        for column, value in enumerate(values):
            if value is None:
                if style is not None:
                    sheet.write_blank(row, column, None, style)
            elif isinstance(value, bool | str):
                sheet.write_string(row, column, str(value), style or self.wrap)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, style or self.day)
            else:
                sheet.write_number(row, column, float(value), style)

    def finish(self) -> bytes:
        """Close and return the file's bytes."""
        self.book.close()
        return self._stream.getvalue()


def rows_with_text(grid: SheetGrid, *, after: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows under row `after` (counted from 1) that hold anything, with their numbers."""
    for number, row in enumerate(grid.rows, start=1):
        if number > after and any(cell.value is not None for cell in row):
            yield number, row
