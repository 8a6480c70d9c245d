"""The workbook of targets: written and read back it says the same; what cannot be taken is named by its cell."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.covenants import targets
from thidua.covenants.content import TargetRow
from thidua.covenants.states import Direction
from thidua.covenants.workbook import COLUMNS, read_targets, write_targets
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import SheetWriter

ROWS = (
    replace(targets("6")[0], key="k1", code="DV2-1", leaf="A.1", deadline=date(2023, 11, 30)),
    TargetRow("k2", "DV2-2", "Án bị hủy", "%", Direction.LOWER, Decimal(4), None, Decimal("1.2"), 2),
)


def book(*rows: list[Any], heads: list[str] | None = None) -> bytes:
    writer = SheetWriter()
    sheet = writer.sheet("Tờ")
    writer.write(sheet, 0, heads or [heading for _, heading, _ in COLUMNS])
    for number, row in enumerate(rows, start=1):
        writer.write(sheet, number, row)
    return writer.finish()


def test_what_is_written_is_read_back_the_same() -> None:
    content = write_targets("Đơn vị DV2", 2023, ROWS)

    read = read_targets(content, name="a.xlsx", before=ROWS)

    assert (read.targets, read.problems) == (ROWS, ())


def test_a_row_without_a_code_is_a_new_target() -> None:
    content = book(["", "Mới", "vụ", "thấp", "2,5", "", "1.000", "0"])

    read = read_targets(content, name="a.xlsx", before=ROWS)

    assert read.targets == (
        TargetRow(
            name="Mới",
            measure="vụ",
            direction=Direction.LOWER,
            weight=Decimal("2.5"),
            target=Decimal(1000),
        ),
    )


def test_every_place_that_cannot_be_taken_is_named() -> None:
    content = book(["", "Mới", "vụ", "chéo", "nhiều", "", "x", "2,5", "", "", "31/02/2023"])

    read = read_targets(content, name="a.xlsx", before=())

    assert sorted(one.where for one in read.problems) == ["D2", "E2", "G2", "H2", "K2"]


@pytest.mark.parametrize(
    "content",
    [book(["x"], heads=["Một", "Hai"]), b"PK\x03\x04not a workbook", b""],
    ids=["other heads", "no workbook", "empty"],
)
def test_a_file_that_is_none_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(Problem):
        read_targets(content, name="a.xlsx", before=())
