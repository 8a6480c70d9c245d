"""Files as people and enemies send them: what is not a table, what only looks like one, and cells Excel spoilt."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest

from tests import cast
from tests.factories.organisations import make_unit
from tests.organisations.books import (
    DAY,
    Formula,
    complaints,
    nfd,
    plan,
    preview,
    statuses,
    take,
    unit_row,
    workbook,
)
from thidua.accounts.models import User
from thidua.foundation.models import StoredFile
from thidua.foundation.refusals import Problem
from thidua.organisations.models import Unit, UnitImport, UnitVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> User:
    return cast.phuong()


def rewritten(content: bytes, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with other bytes in one of its parts."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as spoilt,
    ):
        for one in made.infolist():
            held = made.read(one)
            spoilt.writestr(one.filename, held.replace(old, new) if one.filename == part else held)
    return stream.getvalue()


def bomb() -> bytes:
    return rewritten(workbook([unit_row()]), b"</sheetData>", b" " * (100 * 1024 * 1024) + b"</sheetData>")


def far() -> bytes:
    return rewritten(workbook([unit_row()]), b'r="A2"', b'r="XFD1048576"')


def long() -> bytes:
    return workbook([unit_row()], at=20_000)


def wide() -> bytes:
    return workbook([unit_row()], heads=[f"cột {number}" for number in range(601)])


BAD: list[tuple[str, Any, str]] = [
    ("empty", lambda: b"", "is empty"),
    ("broken", lambda: workbook([unit_row()])[:900], "not of a kind|cannot be read"),
    ("another kind", lambda: b"%PDF-1.7 " + b"0" * 500, "not of a kind"),
    ("no XML inside", lambda: rewritten(workbook([unit_row()]), b"<sheetData>", b"<<<"), "cannot be read"),
    ("a bomb", bomb, "unpacks"),
    ("cells far apart", far, "has {rows} rows"),
    ("too long", long, "has {rows} rows"),
    ("too wide", wide, "has {rows} rows"),
    ("another table", lambda: workbook([{"Ngày": "x", "Việc": "y"}]), "No worksheet has the columns"),
    ("heads too far down", lambda: workbook([unit_row()], at=12), "No worksheet has the columns"),
    (
        "one column missing",
        lambda: workbook([{"code": "A", "kind": "other"}]),
        "No worksheet has the columns",
    ),
    ("heads alone", lambda: workbook([], heads=["code", "name", "kind"]), "no rows below its heads"),
    ("blank rows", lambda: workbook([{"code": "  ", "name": "", "kind": " "}]), "no rows below its heads"),
]


@pytest.mark.parametrize(("content", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_file_that_is_no_such_table_is_refused_with_its_place(
    keeper: User, content: Any, words: str
) -> None:
    with pytest.raises(Problem, match=words) as refused:
        preview(content(), keeper)

    assert refused.value.where
    assert refused.value.remedy is not None or words == "is empty"
    assert (UnitImport.objects.count(), StoredFile.objects.count(), Unit.objects.count()) == (0, 0, 0)


def test_people_are_not_found_in_a_table_of_units(keeper: User) -> None:
    units = [{"Mã": "SNV", "Tên đầy đủ của đơn vị": "Sở Nội vụ", "Loại đơn vị": "Khác"}]

    with pytest.raises(Problem, match="No worksheet") as refused:
        preview(workbook(units, sheet="Sở ban ngành", before=["Lời dẫn"]), keeper, "people")

    missing = refused.value.sentence.params
    assert missing["sheets"] == "Lời dẫn, Sở ban ngành"


def test_the_table_is_found_on_another_worksheet_below_a_title_with_strange_columns(keeper: User) -> None:
    row = {"Ghi chép": "x", **unit_row()}

    found = plan([row], keeper, at=5, before=["Lời dẫn"], sheet="Bảng")

    assert (found.sheet, found.head_row, statuses(found)) == ("Bảng", 6, ["new"])
    assert [remark.where for remark in found.remarks] == ["A6"]
    assert complaints(found) == []


def test_text_with_letters_and_marks_apart_is_one_spelling(keeper: User) -> None:
    found = workbook(
        [{nfd("Mã"): "SNV", nfd("Tên đầy đủ của đơn vị"): nfd("Sở Nội vụ"), nfd("Loại đơn vị"): nfd("Khác")}],
        sheet=nfd("Đơn vị"),
    )

    preview(found, keeper)
    take([unit_row("SNV", nfd("Sở  Nội vụ "))], keeper)

    assert UnitVersion.objects.get().name == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (72, "72"),
        (72.0, "72"),
        ("72,0", "72"),
        ("72.0", "72.0"),
        ("snv", "SNV"),
        (Formula('="SN"&"V"', "SNV"), "SNV"),
    ],
)
def test_codes_that_excel_made_numbers_are_their_digits(keeper: User, value: Any, code: str) -> None:
    found = plan([unit_row(value)], keeper)

    assert [(row.key, row.status.value) for row in found.rows] == [(code, "new")]


@pytest.mark.parametrize("value", ["72,5", "1.234,5", "S NV", "ĐV", "A" * 41, "A;B", -3])
def test_what_cannot_be_a_code_is_refused_at_its_cell(keeper: User, value: Any) -> None:
    found = plan([unit_row(value)], keeper)

    assert complaints(found) == [("A2", "“{code}” cannot be a code.", True)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("hôm qua", "“{text}” is not a day that exists."),
        ("31/02/2024", "“{text}” is not a day that exists."),
        ("2024-13-01", "“{text}” is not a day that exists."),
        ("01/07/0025", "“{text}” is not a day that exists."),
        (7.5, "“{text}” is not a day that exists."),
        (45352.25, "“{text}” is not a day that exists."),
        (45352, "{number} is a number, not a day; as Excel counts it would be {day}."),
        (Formula("=A1+1", 45352), "{number} is a number, not a day; as Excel counts it would be {day}."),
    ],
)
def test_text_or_a_number_where_a_day_belongs(keeper: User, value: Any, words: str) -> None:
    found = plan([unit_row(since=value)], keeper)

    assert complaints(found) == [("D2", words, True)]
    if "{day}" in words:
        assert found.problems[0].sentence.params["day"] == DAY


@pytest.mark.parametrize(
    "value",
    [DAY, datetime(2024, 3, 1), "1/3/2024", "01.03.2024", "2024-03-01T00:00:00"],  # noqa: DTZ001 -- a cell has no zone
)
def test_days_in_every_dress(keeper: User, value: Any) -> None:
    take([unit_row(since=value)], keeper)

    assert UnitVersion.objects.get().valid_from == DAY


@pytest.mark.parametrize(
    ("value", "kept"), [("01/10", "10-01"), ("1.10", "10-01"), (DAY, "03-01"), (None, "01-01")]
)
def test_first_days_of_working_years(keeper: User, value: Any, kept: str) -> None:
    take([unit_row(**{"year starts": value})], keeper)

    assert Unit.objects.get().year_starts == kept


@pytest.mark.parametrize("value", [1.1, 10, "30/02", "29/02", "13", "tháng mười"])
def test_a_number_is_not_the_first_day_of_a_working_year(keeper: User, value: Any) -> None:
    found = plan([unit_row(**{"year starts": value})], keeper)

    assert complaints(found) == [("D2", "“{text}” is not the first day of a working year.", True)]


class TestRowsAgainstEachOther:
    def test_a_code_or_an_identifier_stands_once(self, keeper: User) -> None:
        rows = [unit_row(identifier="H1"), unit_row(name="Khác"), unit_row("STC", "Sở", identifier="H1")]

        found = plan(rows, keeper)

        twice = "“{value}” stands in {cell} already."
        assert complaints(found) == [("A3", twice, True), ("D4", twice, True)]
        assert [problem.sentence.params["cell"] for problem in found.problems] == ["A2", "D2"]

    def test_an_identifier_of_another_unit_is_refused(self, keeper: User) -> None:
        make_unit("CA", "Công an", identifier="H1")

        found = plan([unit_row(identifier="H1")], keeper)

        assert complaints(found) == [("D2", "The identifier belongs to {unit}.", False)]

    def test_superiors_stand_anywhere_in_the_file_or_on_record(self, keeper: User) -> None:
        make_unit("UBND", "Ủy ban")
        rows = [
            unit_row("C", "Đội", parent="B", since=DAY),
            unit_row("B", "Phòng", parent="A"),
            unit_row("A", "Sở", parent="UBND"),
            unit_row("D", "Lạc", parent="ĐÂU"),
            unit_row("E", "Lạc", parent="DAU"),
            unit_row("F", "Tự", parent="F"),
            unit_row("G", "Sớm", parent="H", since="01/01/2024"),
            unit_row("H", "Muộn", since=DAY),
        ]

        found = plan(rows, keeper)

        assert complaints(found) == [
            ("D5", "“{code}” cannot be a code.", True),
            ("D6", "There is no unit with the code {code}, neither on record nor in this file.", True),
            ("D7", "A unit cannot stand under itself.", False),
            ("D8", "{unit} did not exist on {day}.", True),
        ]

    def test_a_circle_is_refused_in_each_of_its_rows(self, keeper: User) -> None:
        rows = [
            unit_row("A", "x", parent="B"),
            unit_row("B", "y", parent="C"),
            unit_row("C", "z", parent="A"),
        ]

        found = plan([*rows, unit_row("D", "dưới vòng", parent="A")], keeper)

        circle = "{unit} would stand under itself, by way of {parent}."
        assert complaints(found) == [("D2", circle, True), ("D3", circle, True), ("D4", circle, True)]

    def test_a_circle_closes_through_what_is_on_record(self, keeper: User) -> None:
        make_unit("A", "Sở")
        make_unit("B", "Phòng", parent="A")

        found = plan([unit_row("A", "Sở", parent="B", since=DAY)], keeper)

        assert [where for where, _text, _remedy in complaints(found)] == ["D2"]
        assert Unit.objects.count() == 2
