"""Excel files as an officer would fill them in, from the template the product hands out."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from thidua.foundation.sheets import SheetWriter
from thidua.organisations.queries.imports.columns import COLUMNS
from thidua.organisations.states import ImportKind


def filled(kind: ImportKind, rows: Sequence[dict[str, str]]) -> bytes:
    """The register's workbook with these rows below its heads."""
    book = SheetWriter()
    sheet = book.sheet("Du lieu")
    columns = COLUMNS[kind]
    book.write(sheet, 0, [column.key for column in columns], book.head)
    for number, row in enumerate(rows, start=1):
        book.write(sheet, number, [row.get(column.key, "") for column in columns])
    return book.finish()


def upload(content: bytes, name: str) -> BytesIO:
    """The file as a browser sends it."""
    file = BytesIO(content)
    file.name = name
    return file


def one_unit(code: str, name: str, on: date) -> bytes:
    """A register of one new unit."""
    return filled(
        ImportKind.UNITS, [{"code": code, "name": name, "kind": "department", "since": f"{on:%d/%m/%Y}"}]
    )
