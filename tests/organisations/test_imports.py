"""Excel imports of units: every cell that cannot be taken is named with its remedy."""

import io
import unicodedata
from datetime import date, datetime

import pytest
import xlsxwriter

from tests.factories.organisations import SAYS, make_unit
from tests.organisations.workbooks import (
    AT,
    ON,
    UNIT_HEADS,
    plan,
    problems,
    take,
    units,
)
from thidua.foundation.actors import SYSTEM
from thidua.organisations import actions
from thidua.organisations.drafts import Naming
from thidua.organisations.errors import ImportHasProblems, ImportUnfit
from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.queries import (
    ancestors,
    unit_card,
    unit_name,
    unit_names,
)
from thidua.organisations.queries.imports import (
    RowStatus,
)

pytestmark = pytest.mark.django_db


class TestNewUnits:
    def test_superiors_may_stand_further_down(self) -> None:
        counts = take(
            units(
                ("PHONG", "Phòng Một", "Phòng, ban", "SO", None),
                ("SO", "Sở", "department", None, "01/01/2020"),
            )
        )

        assert counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 0}
        unit = unit_name("PHONG", on=ON)
        assert unit is not None
        assert [above.code for above in ancestors(unit.id, on=ON)] == ["SO"]

    def test_every_column_finds_its_place(self) -> None:
        actions.found_province(
            code="72",
            official_code="72",
            name="Tỉnh Tây Ninh",
            on=None,
            until=None,
            source=SAYS,
            actor=SYSTEM,
            at=AT,
        )
        heads = (
            "Code", "Full name of the unit", "Short name", "Name within a sentence", "Symbol in document numbers",
            "Kind of unit", "Armed force", "Code of the province", "Paper it stands on", "How well it is known",
            "Identifier of the unit", "Working year begins", "Note",
        )  # fmt: skip
        row = (
            "ca", "Công an tỉnh Tây Ninh", "Công an tỉnh", "Công an tỉnh", "CAT", "Lực lượng vũ trang tỉnh", "police",
            72, "QĐ 1", "weak", "A01.72", "15/11", "Ghi chú",
        )  # fmt: skip

        take(units((*row[:5], "force", *row[6:]), heads=heads))

        card = unit_card("CA", on=ON)
        assert card is not None
        assert (card.kind, card.force, card.province, card.identifier) == (
            "force",
            "police",
            "Tỉnh Tây Ninh",
            "A01.72",
        )
        assert (card.unit.short_name, card.unit.symbol, card.year_starts) == ("Công an tỉnh", "CAT", "11-15")
        assert (card.instrument, card.unit.confidence, card.note) == ("QĐ 1", "weak", "Ghi chú")

    @pytest.mark.parametrize(
        "day",
        ["01/07/2023", "1/7/2023", "1-7-2023", "2023-07-01", date(2023, 7, 1), datetime(2023, 7, 1, 13, 5)],  # noqa: DTZ001 -- as Excel keeps it, without a zone
    )
    def test_days_come_as_text_or_as_dates(self, day) -> None:
        take(units(("A", "Tên", "department", None, day)))

        unit = unit_name("A", on=ON)
        assert unit is not None
        assert unit.valid_from == date(2023, 7, 1)

    def test_text_in_nfd_and_look_alike_letters_are_kept_in_one_spelling(self) -> None:
        spread = unicodedata.normalize("NFD", "Tòa án nhân dân")

        take(units(("A", f"{spread}  tỉnh Ðồng", "department")))

        unit = unit_name("A", on=ON)
        assert unit is not None
        assert unit.name == "Tòa án nhân dân tỉnh Đồng"

    @pytest.mark.parametrize("code", [72, 72.0, "72", "72,0"])
    def test_a_code_that_excel_took_for_a_number_is_its_digits(self, code) -> None:
        take(units((code, "Tên", "department")))

        assert unit_name("72", on=ON) is not None

    def test_a_formula_counts_as_its_last_value(self) -> None:
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        page = book.add_worksheet()
        page.write_row(0, 0, UNIT_HEADS)
        page.write_row(1, 0, ("A", "", "department"))
        page.write_formula(1, 1, '="Sở "&"Nội vụ"', None, "Sở Nội vụ")
        book.close()

        take(stream.getvalue())

        unit = unit_name("A", on=ON)
        assert unit is not None
        assert unit.name == "Sở Nội vụ"

    def test_heads_are_found_below_a_title_and_in_the_right_worksheet(self) -> None:
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        book.add_worksheet("Bìa").write(0, 0, "Mã")
        page = book.add_worksheet("Danh sách")
        page.write(0, 0, "DANH SÁCH ĐƠN VỊ")
        page.write_row(3, 1, (*UNIT_HEADS[:3], "Số điện thoại"))
        page.write_row(4, 1, ("A", "Tên", "department", "0276"))
        book.close()

        found = plan(stream.getvalue())

        assert (found.sheet, found.head_row, found.counts["new"]) == ("Danh sách", 4, 1)
        assert [(p.where, p.sentence.params["head"]) for p in found.remarks] == [("E4", "Số điện thoại")]


class TestCellsThatCannotBeTaken:
    @pytest.mark.parametrize(
        ("row", "where", "says"),
        [
            ((None, "Tên", "department"), "A2", "This cell must be filled in."),
            (("CÓ DẤU", "Tên", "department"), "A2", "“{code}” cannot be a code."),
            (("A,B", "Tên", "department"), "A2", "“{code}” cannot be a code."),
            (("A", None, "department"), "B2", "This cell must be filled in."),
            (
                ("A", "x" * 201, "department"),
                "B2",
                "The text has {count} characters; at most {most} are taken.",
            ),
            (("A", "Tên", None), "C2", "This cell must be filled in."),
            (("A", "Tên", "vương quốc"), "C2", "“{word}” is not in the list."),
            (("A", "Tên", "department", "A"), "D2", "A unit cannot stand under itself."),
            (
                ("A", "Tên", "department", "X"),
                "D2",
                "There is no unit with the code {code}, neither on record nor in this file.",
            ),
            (("A", "Tên", "department", None, "31/06/2023"), "E2", "“{text}” is not a day that exists."),
            (("A", "Tên", "department", None, "hôm qua"), "E2", "“{text}” is not a day that exists."),
            (("A", "Tên", "department", None, "01/01/1066"), "E2", "“{text}” is not a day that exists."),
            (("A", "Tên", "department", None, 2.5), "E2", "“{text}” is not a day that exists."),
            (
                ("A", "Tên", "department", None, 45108),
                "E2",
                "{number} is a number, not a day; as Excel counts it would be {day}.",
            ),
        ],
    )
    def test_the_cell_is_named_and_nothing_is_saved(self, row, where, says) -> None:
        assert problems(units(row)) == [(where, says)]
        with pytest.raises(ImportHasProblems):
            take(units(row, ("OK", "Đúng", "department")))
        assert not Unit.objects.exists()

    def test_every_problem_of_a_file_is_told_at_once(self) -> None:
        found = problems(units(("A", None, None), ("B", "Tên", "department", "X", "30/02/2023")))

        assert [where for where, _ in found] == ["B2", "C2", "D3", "E3"]

    def test_a_row_without_a_usable_code_is_in_no_circle(self) -> None:
        make_unit("UBND")

        assert [where for where, _ in problems(units(("X Y", "Tên", "department", "UBND")))] == ["A2"]

    def test_a_day_kept_as_a_number_is_shown_as_excel_shows_it(self) -> None:
        (problem,) = plan(units(("A", "Tên", "department", None, 45108))).problems

        assert problem.sentence.params == {"number": "45108", "day": date(2023, 7, 1)}

    def test_a_code_stands_in_one_row(self) -> None:
        (problem,) = plan(units(("A", "Một", "department"), ("a", "Hai", "department"))).problems

        assert (problem.where, problem.sentence.params["cell"]) == ("A3", "A2")

    def test_a_circle_is_refused_wherever_it_closes(self) -> None:
        found = problems(
            units(("A", "x", "department", "C"), ("B", "x", "department", "A"), ("C", "x", "department", "B"))
        )

        assert {where for where, _ in found} == {"D2", "D3", "D4"}

    def test_a_circle_through_units_on_record_is_found(self) -> None:
        make_unit("A")
        make_unit("B", parent="A")

        assert [w for w, _ in problems(units(("A", "Đơn vị A", "department", "B", "01/02/2024")))] == ["D2"]

    def test_the_superior_must_exist_on_the_day(self) -> None:
        make_unit("CU", on=date(2024, 1, 1))

        found = problems(
            units(
                ("A", "x", "department", "CU", "01/01/2020"),
                ("B", "x", "department", "MOI", "01/01/2020"),
                ("MOI", "x", "department", None, "01/01/2022"),
            )
        )

        assert found == [("D2", "{unit} did not exist on {day}."), ("D3", "{unit} did not exist on {day}.")]

    @pytest.mark.parametrize(
        ("head", "value", "says"),
        [
            ("Mã tỉnh", "99", "There is no province with the code {code}."),
            ("Mã định danh của đơn vị", "H53", "The identifier belongs to {unit}."),
            ("Năm công tác bắt đầu", "30/02", "“{text}” is not the first day of a working year."),
            ("Năm công tác bắt đầu", "tháng mười", "“{text}” is not the first day of a working year."),
        ],
    )
    def test_other_columns_are_checked_too(self, head, value, says) -> None:
        make_unit("CHU", identifier="H53")

        assert problems(units(("A", "x", "department", value), heads=(*UNIT_HEADS[:3], head))) == [
            ("D2", says)
        ]

    def test_a_working_year_may_be_a_date(self) -> None:
        heads = (*UNIT_HEADS[:3], "Năm công tác bắt đầu")

        take(units(("A", "x", "department", date(2023, 10, 1)), heads=heads))

        card = unit_card("A", on=ON)
        assert card is not None
        assert card.year_starts == "10-01"


class TestUnitsOnRecord:
    def test_a_row_that_says_nothing_new_changes_nothing(self) -> None:
        make_unit("A", "Sở Nội vụ")

        found = plan(units(("A", "Sở Nội vụ", "department")))

        assert [row.status for row in found.rows] == [RowStatus.UNCHANGED]
        with pytest.raises(ImportUnfit):
            take(units(("A", "Sở Nội vụ", "department")))

    def test_a_new_name_with_its_day_becomes_a_new_version(self) -> None:
        unit = make_unit("A", "Sở Nội vụ")
        make_unit("UBND")
        content = units(("A", "Sở Nội vụ mới", "department", "UBND", "01/02/2024"))

        (row,) = plan(content).rows
        assert row.changes == (
            ("Tên đầy đủ của đơn vị", "Sở Nội vụ", "Sở Nội vụ mới"),
            ("Mã cấp trên", "", "UBND"),
        )
        assert take(content)["changed"] == 1
        assert unit_names([unit.id], on=date(2024, 1, 31))[unit.id].name == "Sở Nội vụ"
        assert unit_names([unit.id], on=date(2024, 2, 1))[unit.id].name == "Sở Nội vụ mới"

    def test_facts_without_days_are_changed_without_a_day(self) -> None:
        make_unit("A", "Tên")
        content = units(("A", None, "school"))

        assert take(content)["changed"] == 1

        card = unit_card("A", on=ON)
        assert card is not None
        assert (card.kind, card.unit.name) == ("school", "Tên")
        assert UnitVersion.objects.count() == 1

    def test_a_change_without_a_day_is_refused(self) -> None:
        make_unit("A", "Cũ")

        assert problems(units(("A", "Mới", "department"))) == [
            ("E2", "Something changes ({heads}), but not from which day.")
        ]

    @pytest.mark.parametrize(
        ("day", "says"),
        [
            ("01/01/2022", "A version begins on {day} already; a change must come later."),
            ("01/06/2022", "The unit changes again after {day}; a file only adds the latest change."),
            ("01/01/2020", "{unit} did not exist on {day}."),
        ],
    )
    def test_a_day_that_does_not_fit_the_record_is_refused(self, day, says) -> None:
        make_unit("A", "Một", on=date(2022, 1, 1))
        actions.rename_unit(
            unit="A", naming=Naming("Hai"), on=date(2023, 1, 1), source=SAYS, actor=SYSTEM, at=AT
        )

        assert problems(units(("A", "Ba", "department", None, day))) == [("E2", says)]

    def test_a_unit_that_has_ended_is_not_brought_back(self) -> None:
        make_unit("A")
        actions.dissolve_unit(unit="A", on=date(2024, 1, 1), source=SAYS, actor=SYSTEM, at=AT)

        assert problems(units(("A", "x", "department"))) == [("A2", "{unit} did not exist on {day}.")]
