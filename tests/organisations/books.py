"""Workbooks for tests of imports: rows under heads, cells of every kind, and what an import says of them."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from thidua.accounts.models import User
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem
from thidua.organisations import actions
from thidua.organisations.queries.imports import ImportPlan, plan_of
from thidua.organisations.states import ImportKind

AT = datetime(2024, 3, 1, 9, 0, tzinfo=VIET_NAM)
DAY = date(2024, 3, 1)


@dataclass(frozen=True)
class Formula:
    """A cell computed by Excel: the formula and the value it had when the file was saved."""

    text: str
    value: Any


def nfd(text: str) -> str:
    """Text as some keyboards and Apple's file names give it: letters and their marks apart."""
    return unicodedata.normalize("NFD", text)


def workbook(
    rows: Sequence[Mapping[str, Any]],
    *,
    heads: Sequence[str] = (),
    at: int = 0,
    sheet: str = "Đơn vị",
    before: Sequence[str] = (),
) -> bytes:
    """Rows by head, the heads in row `at` (from 0), after the worksheets `before`, which hold one word each."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name in before:
        book.add_worksheet(name).write_string(0, 0, "lời dẫn")
    table = book.add_worksheet(sheet)
    names = heads or list(dict.fromkeys(key for row in rows for key in row))
    for column, head in enumerate(names):
        table.write_string(at, column, head)
        for number, row in enumerate(rows, start=at + 1):
            value = row.get(head)
            if isinstance(value, Formula):
                table.write_formula(number, column, value.text, None, value.value)
            elif isinstance(value, date):
                table.write_datetime(number, column, value, day)
            elif value is not None:
                table.write(number, column, value)
    book.close()
    return stream.getvalue()


def unit_row(code: Any = "SNV", name: Any = "Sở Nội vụ", **changed: Any) -> dict[str, Any]:
    """A row that founds a department."""
    return {"code": code, "name": name, "kind": "department", **changed}


def person_row(code: Any = "CB-1", name: Any = "Nguyễn Văn An", **changed: Any) -> dict[str, Any]:
    """A row that puts a person on record."""
    return {"code": code, "name": name, **changed}


def preview(content: bytes, actor: User, kind: str = "units", name: str = "don-vi.xlsx") -> str:
    """Upload; the key of the upload."""
    return actions.preview_import(kind=ImportKind(kind), content=content, name=name, actor=actor, at=AT)


def plan(rows: Sequence[Mapping[str, Any]], actor: User, kind: str = "units", **layout: Any) -> ImportPlan:
    """Upload rows and read the preview."""
    return plan_of(preview(workbook(rows, **layout), actor, kind), on=DAY)


def take(rows: Sequence[Mapping[str, Any]], actor: User, kind: str = "units") -> dict[str, int]:
    """Upload and confirm."""
    return actions.confirm_import(upload=preview(workbook(rows), actor, kind), actor=actor, at=AT)


def said(problem: Problem) -> tuple[str, str, bool]:
    """Where, what, and whether there is a remedy."""
    return problem.where, problem.sentence.text, problem.remedy is not None


def complaints(found: ImportPlan) -> list[tuple[str, str, bool]]:
    """What stands in the way, in the order of the file."""
    return [said(problem) for problem in found.problems]


def statuses(found: ImportPlan) -> list[str]:
    """What each row would do."""
    return [row.status.value for row in found.rows]
