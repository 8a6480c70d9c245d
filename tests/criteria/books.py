"""Workbooks as a person would make or change them: sheets of rows in, sheets of rows out."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook


def book(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """A workbook typed by hand."""
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number, place, value)
    made.close()
    return stream.getvalue()


def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    """What stands in a workbook."""
    opened = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: [
            [None if cell == "" else cell for cell in row]
            for row in opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in opened.sheet_names
    }


def retyped(content: bytes, before: Any, after: Any) -> tuple[bytes, str]:
    """A workbook whose first cell that says `before` says `after`, and that cell's address."""
    sheets = sheets_of(content)
    for name, rows in sheets.items():
        for number, row in enumerate(rows):
            if before in row:
                place = row.index(before)
                row[place] = after
                return book(sheets), f"{name}!{chr(ord('A') + place)}{number + 1}"
    raise AssertionError(before)
