"""A workbook that is written reads back as the identical table; what cannot be taken is told by its cell."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.criteria.books import book
from tests.factories.criteria import NOTES, SMALL, r6
from thidua.core.loading import load_document
from thidua.core.scoring import read_scheme
from thidua.criteria.documents.shape import normal
from thidua.criteria.documents.writing import as_json, as_yaml
from thidua.criteria.edits import NoteInput
from thidua.criteria.errors import SchemeUnreadable
from thidua.criteria.states import Appraiser
from thidua.criteria.workbook import read_scheme_workbook, write_scheme_workbook
from thidua.foundation.refusals import Problem

EVERY_KIND: list[dict[str, Any]] = [
    {"kind": "pass_fail"},
    {"kind": "direct", "not_applicable_for": ["BCHQS", "BDBP"]},
    {"kind": "proportional", "capped": False, "direction": "lower"},
    {"kind": "completion"},
    {
        "kind": "step",
        "measure": {"decimals": 1, "mode": "half_even"},
        "steps": [
            {"when": "x >= 90", "points": 2},
            {"when": "80.5 < x <= 89.25", "points": None},
            {"when": "x == 3", "points": 1},
            {"when": "x < -2", "points": 0.125},
        ],
    },
    {
        "kind": "lateness",
        "days": "working",
        "missing": None,
        "steps": [{"when": "d <= 0", "points": 2}, {"when": "d > 0", "points": 0}],
    },
    {
        "kind": "dated",
        "require": 3,
        "steps": [{"until": "2022-02-28", "points": 1}, {"until": "2022-03-31", "points": None}],
    },
    {"kind": "count", "per_item": 1.25, "cap": 1.5},
    {"kind": "deduct_per_event", "per_event": 0.5, "floor": -1, "events": {"chậm": 1, "thiếu": 2}},
    {"kind": "deduct_step", "steps": [{"when": "1 <= x <= 10", "points": -10}]},
    {
        "kind": "banded_target",
        "then": "met",
        "bands": [{"when": "n > 500", "target": None}, {"when": "n <= 500", "target": 75}],
    },
    {"kind": "external", "map": {"hoan_thanh": 2, "khong_hoan_thanh": 0, "chua_ro": None}},
    {"kind": "relative_to_leader", "share_at_target": 0.5},
    {"kind": "unit_targets", "min_targets": 4, "max_targets": 8},
]


def whole() -> dict[str, Any]:
    """A table with every kind of leaf and every list beside the tree."""
    leaves = [
        {"code": f"I.{place}", "name": f"Chỉ tiêu số {place}; có = dấu, “ngoặc”", "max": 2, **kind}
        for place, kind in enumerate(EVERY_KIND, start=1)
    ]
    return normal(
        {
            "format": "thidua-scheme/1",
            "name": "Bảng đủ mọi cách tính",
            "rounding": {"decimals": 2, "mode": "half_up"},
            "not_applicable": "full",
            "total": {
                "content_max": 28,
                "bonus_max": 10,
                "deduction_floor": -10,
                "may_exceed_content_max": False,
            },
            "ranking": {"ties": ["I.1", "I", "deductions"], "votes": False},
            "disqualifiers": [
                {"code": "L1", "name": "A"},
                {"code": "27b", "name": "B", "effect": "suspended"},
            ],
            "bands": [{"name": "Xuất sắc", "from": 25}, {"name": "Khá", "from": 0}],
            "awards": [{"code": "flag", "name": "Cờ", "count": 1, "rank": 1, "min_total": 20.5}],
            "exclusive": [["I.8", "T1"]],
            "criteria": [{"code": "I", "name": "Mục", "max": 28, "cap": 28, "children": leaves}],
            "bonus": [
                {"code": "T1", "name": "Thưởng", "points": 4, "once": True},
                {"code": "T2", "name": "Thưởng", "points": 1, "cap": 2, "once": False, "one_of": "co"},
                {"code": "T3", "name": "Thưởng", "points": 1, "one_of": "co"},
            ],
            "deductions": [{"code": "P1", "name": "Trừ", "points": -1.5}],
        }
    )


def round_trip(document: Mapping[str, Any], notes: Mapping[str, NoteInput] | None = None) -> Any:
    content = write_scheme_workbook(document, notes or {}, unit_codes={"khoa-so": "SO"})
    return read_scheme_workbook(content, name="bang.xlsx", resolve={"SO": "khoa-so"}.get)


TREE = ["Mã", "Thuộc mục", "Tên", "Tối đa", "Cách tính"]


def faults(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(SchemeUnreadable) as caught:
        read_scheme_workbook(content, name="bang.xlsx", resolve=lambda code: None)
    return [(problem.where, problem.sentence.text) for problem in caught.value.problems]


@pytest.mark.parametrize("language_written", ["vi", "en"])
@pytest.mark.parametrize("language_read", ["vi", "en"])
@pytest.mark.parametrize(
    "document", [whole(), normal(r6()), normal(SMALL)], ids=["every kind", "R6", "small"]
)
def test_workbook_reads_back_as_the_identical_document(
    document: dict[str, Any], language_written: str, language_read: str
) -> None:
    with translation.override(language_written):
        content = write_scheme_workbook(document, {}, unit_codes={})
    with translation.override(language_read):
        read = read_scheme_workbook(content, name="bang.xlsx", resolve=lambda code: None)

    assert read.document == document
    assert list(read.document) == list(document)


def test_every_kind_is_a_table_that_can_be_used() -> None:
    assert read_scheme(whole())[1] == ()


def test_notes_beside_the_leaves_come_back() -> None:
    notes = {
        **NOTES,
        "A.1": NoteInput(("Báo cáo", "Biên bản"), "", Appraiser.UNIT, "khoa-so"),
        "B.2": NoteInput((), "mô hình"),
    }

    assert round_trip(normal(SMALL), notes).notes == notes


@pytest.mark.parametrize("write", [as_yaml, as_json], ids=["yaml", "json"])
@pytest.mark.parametrize("document", [whole(), normal(r6())], ids=["every kind", "R6"])
def test_text_files_read_back_as_the_identical_document(
    document: dict[str, Any], write: Callable[[Mapping[str, Any]], str]
) -> None:
    ending = "yaml" if write is as_yaml else "json"

    assert normal(load_document(write(document).encode(), name=f"a.{ending}")) == document  # type: ignore[arg-type]  # a file that was just written holds a mapping


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="ÐðƉɖ"),
    min_size=1,
    max_size=20,
)
NUMBERS = st.decimals(0, 1000, places=4, allow_nan=False)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=6), figure=NUMBERS, points=NUMBERS)
def test_any_name_and_number_survives_every_format(names: list[str], figure: Any, points: Any) -> None:
    document = normal(
        {
            "name": names[0],
            "rounding": {"decimals": 2},
            "total": {"content_max": points},
            "criteria": [
                {
                    "code": f"K{place}",
                    "name": name,
                    "max": points,
                    "kind": "step",
                    "steps": [{"when": f"x >= {figure:f}", "points": points}],
                }
                for place, name in enumerate(names)
            ],
        }
    )

    assert round_trip(document).document == document
    assert normal(load_document(as_yaml(document).encode(), name="a.yaml")) == document  # type: ignore[arg-type]  # a file that was just written holds a mapping
    assert normal(load_document(as_json(document).encode(), name="a.json")) == document  # type: ignore[arg-type]  # a file that was just written holds a mapping


def test_text_where_a_number_belongs_is_told_by_its_cell() -> None:
    content = book({"Cây tiêu chí": [TREE, ["I", None, "Mục", "năm", "Chấm trực tiếp"]]})

    assert faults(content) == [("Cây tiêu chí!D2", "number_not_one")]


@pytest.mark.parametrize("typed", ["1,5", "1.5", 1.5, " 1,50 "])
def test_decimal_comma_and_point_are_understood(typed: Any) -> None:
    content = book({"Cây tiêu chí": [TREE, ["I", None, "Mục", typed, "Chấm trực tiếp"]]})

    read = read_scheme_workbook(content, name="bang.xlsx", resolve=lambda code: None)

    assert read.document["criteria"][0]["max"] == "1.5"


def test_a_number_that_could_be_two_is_refused() -> None:
    content = book({"Cây tiêu chí": [TREE, ["I", None, "Mục", "1.234", "Chấm trực tiếp"]]})

    assert faults(content) == [("Cây tiêu chí!D2", "number_ambiguous")]


def test_every_fault_of_a_sheet_is_told_at_once() -> None:
    content = book(
        {
            "Cây tiêu chí": [
                TREE,
                ["I", None, "Mục", 5, None],
                ["I", "I", "Trùng mã", 5, "Chấm trực tiếp"],
                [None, "I", "Không mã", 5, "Chấm trực tiếp"],
                ["I.2", "IX", "Lạc mục", 5, "Chấm trực tiếp"],
                ["I.3", "I", "Lạ", 5, "Bói toán"],
            ],
            "Bậc": [
                ["Mã", "Từ", "Kể cả “từ”", "Đến", "Kể cả “đến”", "Điểm hoặc chỉ tiêu"],
                ["I.9", 1, None, 2, None, 1],
                ["I.2", 1, None, 2, None, 1],
            ],
            "Điểm trừ": [["Mã", "Tên", "Điểm"], ["P1", "Vắng", "nhiều"]],
        }
    )

    assert [where for where, _ in faults(content)] == [
        "Cây tiêu chí!A3",
        "Cây tiêu chí!A4",
        "Cây tiêu chí!E6",
        "Cây tiêu chí!B5",
        "Bậc!A2",
        "Bậc!A3",
        "Điểm trừ!C2",
    ]


def test_a_section_under_itself_is_refused() -> None:
    content = book({"Cây tiêu chí": [TREE, ["I", "II", "Một", 5, None], ["II", "I", "Hai", 5, None]]})

    assert [where for where, _ in faults(content)] == ["Cây tiêu chí!B3"]


def test_workbook_without_the_tree_says_what_to_take() -> None:
    content = book({"Sheet1": [["a", "b"], [1, 2]]})

    assert faults(content) == [("bang.xlsx", "The workbook has no sheet with the tree of criteria.")]


def test_tree_without_heads_says_what_to_take() -> None:
    content = book({"Cây tiêu chí": [["a", "b"], [1, 2]]})

    assert faults(content)[0] == ("Cây tiêu chí", "Sheet {sheet} has no row of column heads.")


def test_nfd_text_is_kept_as_nfc() -> None:
    content = book(
        {
            "Cây tiêu chí": [
                TREE,
                ["I", None, "Ho\u0302\u0323i", 5, "Cha\u0302\u0301m tru\u031b\u0323c tie\u0302\u0301p"],
            ]
        }
    )

    read = read_scheme_workbook(content, name="bang.xlsx", resolve=lambda code: None)

    assert read.document["criteria"] == [{"code": "I", "name": "Hội", "max": "5", "kind": "direct"}]


def test_a_leading_equals_sign_is_text() -> None:
    document = normal({**SMALL, "name": "=1+1"})

    assert round_trip(document).document["name"] == "=1+1"


def test_the_core_finds_its_places_again_in_the_cells() -> None:
    broken = normal(SMALL)
    broken["criteria"][0]["children"][1]["steps"][1]["points"] = "99"
    broken["bonus"][0]["points"] = "-1"
    broken["ranking"]["ties"] = ["ZZ"]
    read = round_trip(broken)

    where = [read.address_of(problem.path) for problem in read_scheme(read.document)[1]]

    assert where == [
        "Bậc!F4",
        "Thưởng!C3",
        "Quy tắc chung!B11",
        "Chỉ tính một lần!A3",
    ]


def test_too_many_rows_are_refused_before_anything_is_read() -> None:
    content = book({"Cây tiêu chí": [TREE, *[[f"I.{n}"] for n in range(6001)]]})

    with pytest.raises(Problem) as caught:
        read_scheme_workbook(content, name="bang.xlsx", resolve=lambda code: None)

    assert caught.value.where == "Cây tiêu chí"


def test_unknown_appraising_unit_is_told_by_its_cell() -> None:
    heads = [*TREE, "Ai thẩm định", "Mã đơn vị thẩm định"]
    rows = [["I", None, "Mục", 5, "Chấm trực tiếp", "Một đơn vị cụ thể", "KHONGCO"]]

    assert [where for where, _ in faults(book({"Cây tiêu chí": [heads, *rows]}))] == ["Cây tiêu chí!G2"]
