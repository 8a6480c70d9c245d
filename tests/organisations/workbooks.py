"""Workbooks for tests, and what a plan says of them."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.queries.imports import (
    ImportPlan,
    plan_content,
)
from thidua.organisations.states import ImportKind

AT = datetime(2024, 3, 1, 9, 0, tzinfo=VIET_NAM)
ON = date(2024, 3, 1)
UNIT_HEADS = ("Mã", "Tên đầy đủ của đơn vị", "Loại đơn vị", "Mã cấp trên", "Từ ngày")
PEOPLE_HEADS = ("Mã người", "Họ và tên người", "Mã đơn vị", "Chức vụ", "Loại chức vụ", "Từ ngày", "Đến ngày")
type Row = Sequence[Any]


def workbook(heads: Row, rows: Sequence[Row], *, sheet: str = "Đơn vị", above: Sequence[Row] = ()) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate([*above, heads, *rows]):
        for place, value in enumerate(row):
            if value is not None:
                page.write(number, place, value)
    book.close()
    return stream.getvalue()


def units(*rows: Row, heads: Row = UNIT_HEADS, **changed: Any) -> bytes:
    return workbook(heads, rows, **changed)


def people(*rows: Row, heads: Row = PEOPLE_HEADS) -> bytes:
    return workbook(heads, rows)


def plan(content: bytes, kind: ImportKind = ImportKind.UNITS) -> ImportPlan:
    return plan_content(kind, content, name="a.xlsx", on=ON)


def problems(content: bytes, kind: ImportKind = ImportKind.UNITS) -> list[tuple[str, str]]:
    return [(p.where, p.sentence.text) for p in plan(content, kind).problems]


def take(content: bytes, kind: ImportKind = ImportKind.UNITS, actor: Any = SYSTEM) -> dict[str, int]:
    upload = actions.preview_import(kind=kind, content=content, name="a.xlsx", actor=actor, at=AT)
    return actions.confirm_import(upload=upload, actor=actor, at=AT)
