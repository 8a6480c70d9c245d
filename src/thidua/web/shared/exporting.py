"""A list as seen, as a file: Excel, or CSV that Excel opens with its diacritics."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from django.http import HttpResponse

from thidua.foundation.files import XLSX
from thidua.foundation.sheets import SheetWriter

type Value = int | str | date | None

# A spreadsheet program takes a cell that begins so for a formula.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
FORMS: Final = frozenset({"csv", "xlsx"})


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _safe(value: Value) -> Value:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """CSV with a byte-order mark, so that Excel reads it as UTF-8; no cell begins like a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(heads))
    for row in rows:
        yield str(writer.writerow([_safe(value) for value in row]))


def workbook(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    widths: Sequence[float] = (),
    notes: Sequence[str] = (),
) -> bytes:
    """An Excel workbook of one sheet: notes, heads that stay in sight and filter, rows."""
    book = SheetWriter()
    sheet = book.sheet(name, widths=widths)
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, note)
    top = len(notes) + 1 if notes else 0
    book.write(sheet, top, heads, book.head)
    number = top
    for number, row in enumerate(rows, start=top + 1):
        book.write(sheet, number, row)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, max(number, top), len(heads) - 1)
    return book.finish()


def attached(content: bytes | str, *, name: str, form: str) -> HttpResponse:
    """The file as an answer to save; `name` has no ending yet."""
    kind = XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
