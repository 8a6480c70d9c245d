"""Excel imports: every cell that cannot be taken is named with its remedy; a file is taken in whole or not at all."""

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from tests.factories.accounts import make_account, make_grant
from tests.factories.organisations import SAYS, make_office, make_person, make_unit
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.files import path_of
from thidua.foundation.refusals import Problem, Refused
from thidua.foundation.sheets import read_workbook
from thidua.organisations import actions
from thidua.organisations.drafts import Naming
from thidua.organisations.errors import ImportHasProblems, ImportUnfit
from thidua.organisations.models import Office, Person, Unit, UnitImport, UnitVersion
from thidua.organisations.queries import (
    ancestors,
    people_in_office,
    person_by_code,
    unit_card,
    unit_name,
    unit_names,
)
from thidua.organisations.queries.imports import (
    ImportPlan,
    RowStatus,
    import_card,
    import_template,
    plan_content,
    plan_of,
)
from thidua.organisations.states import ImportKind, ImportState

pytestmark = pytest.mark.django_db

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


class TestFilesThatAreNotTables:
    def refused(self, content: bytes, name: str = "a.xlsx") -> Problem:
        with pytest.raises(Problem) as refusal:
            actions.preview_import(kind=ImportKind.UNITS, content=content, name=name, actor=SYSTEM, at=AT)
        assert not UnitImport.objects.exists()
        return refusal.value

    def test_an_empty_file(self) -> None:
        self.refused(b"")

    def test_something_else_with_the_right_ending(self) -> None:
        assert self.refused(b"%PDF-1.7 hello").remedy is not None

    def test_a_workbook_cut_off(self) -> None:
        self.refused(units(("A", "x", "department"))[:-200])

    def test_a_workbook_whose_parts_are_broken(self) -> None:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(units(("A", "x", "department")))) as good,
            zipfile.ZipFile(stream, "w") as bad,
        ):
            for part in good.namelist():
                bad.writestr(part, b"<x" if part.endswith("sheet1.xml") else good.read(part))

        self.refused(stream.getvalue())

    def test_a_bomb(self) -> None:
        stream = io.BytesIO(units(("A", "x", "department")))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/big.bin", b"0" * (120 * 1024 * 1024))

        self.refused(stream.getvalue())

    def test_a_sheet_of_a_million_rows(self) -> None:
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        page = book.add_worksheet()
        page.write_row(0, 0, UNIT_HEADS)
        page.write(1_000_000, 0, "A")
        book.close()

        assert self.refused(stream.getvalue()).sentence.params["rows"] == 1_000_001

    def test_a_workbook_without_the_columns_says_which_and_where_it_looked(self) -> None:
        problem = self.refused(workbook(("Họ tên", "Điểm"), [("An", 9)], sheet="Điểm"))

        assert problem.sentence.params["columns"] == "Mã, Tên đầy đủ của đơn vị, Loại đơn vị"
        assert problem.sentence.params["sheets"] == "Điểm"

    def test_heads_without_rows(self) -> None:
        self.refused(units())


class TestTheUpload:
    def upload(self, actor: Any = SYSTEM, content: bytes = b"") -> str:
        sent = content or units(("A", "Tên", "department"))
        return actions.preview_import(kind=ImportKind.UNITS, content=sent, name="dv.xlsx", actor=actor, at=AT)

    def test_a_preview_saves_no_unit_and_tells_what_it_would_do(self) -> None:
        key = self.upload()

        card = import_card(key)
        assert card is not None
        assert (card.state, card.counts["new"], card.file_name) == (ImportState.PREVIEWED, 1, "dv.xlsx")
        assert not Unit.objects.exists()
        assert import_card("x") is None

    def test_one_entry_in_the_ledger_tells_counts_and_hash(self) -> None:
        key = self.upload()
        actions.confirm_import(upload=key, actor=SYSTEM, at=AT)

        acts = [
            act for act in latest_acts(prefix="organisations.", limit=50) if act.name.endswith("confirmed")
        ]

        card = import_card(key)
        assert card is not None
        assert [(act.data["created"], act.data["sha256"]) for act in acts] == [(1, card.sha256)]
        assert len(latest_acts(prefix="organisations.", limit=50)) == 2

    def test_it_is_confirmed_once(self) -> None:
        key = self.upload()
        actions.confirm_import(upload=key, actor=SYSTEM, at=AT)

        with pytest.raises(ImportUnfit):
            actions.confirm_import(upload=key, actor=SYSTEM, at=AT)

    def test_given_up_it_is_not_confirmed(self) -> None:
        key = self.upload()
        actions.abandon_import(upload=key, actor=SYSTEM, at=AT)

        with pytest.raises(ImportUnfit):
            actions.confirm_import(upload=key, actor=SYSTEM, at=AT)
        assert not Unit.objects.exists()

    def test_only_the_sender_confirms_it(self) -> None:
        sender, other = make_account(), make_account()
        for user in (sender, other):
            make_grant(user, "standing_officer")
        key = self.upload(sender)

        with pytest.raises(ImportUnfit):
            actions.confirm_import(upload=key, actor=other, at=AT)

    def test_who_does_not_keep_the_register_sends_nothing(self) -> None:
        member = make_account()
        make_grant(member, "unit_officer", unit=make_unit("A").public_id)

        with pytest.raises(Refused):
            self.upload(member)

    def test_the_file_is_read_again_and_a_changed_one_refused(self) -> None:
        key = self.upload(content=units(("RIENG", "Chỉ dùng ở đây", "department")))
        card = import_card(key)
        assert card is not None
        path_of(card.sha256).write_bytes(units(("B", "Khác", "department")))

        with pytest.raises(Problem):
            actions.confirm_import(upload=key, actor=SYSTEM, at=AT)
        assert not Unit.objects.exists()

    def test_an_upload_pointing_at_another_file_is_refused(self) -> None:
        key = self.upload()
        UnitImport.objects.filter(public_id=key).update(sha256="0" * 64)

        with pytest.raises(ImportUnfit):
            plan_of(key, on=ON)
        with pytest.raises(ImportUnfit):
            plan_of("x", on=ON)

    def test_what_changed_since_the_preview_is_seen_at_confirmation(self) -> None:
        key = self.upload()
        make_unit("A", "Đã có tên khác")

        with pytest.raises(ImportHasProblems):
            actions.confirm_import(upload=key, actor=SYSTEM, at=AT)

    def test_a_clash_in_the_database_keeps_nothing(self, monkeypatch) -> None:
        from thidua.organisations.actions import imports

        key = self.upload()
        stale = plan_of(key, on=ON)
        make_unit("A")
        monkeypatch.setattr(imports, "plan_of", lambda *_args, **_words: stale)

        with pytest.raises(ImportUnfit):
            actions.confirm_import(upload=key, actor=SYSTEM, at=AT)
        assert Unit.objects.count() == 1

    def test_queries_do_not_grow_with_rows(self, django_assert_max_num_queries) -> None:
        few = units(*((f"A{n}", f"Tên {n}", "department", "A0" if n else None) for n in range(3)))
        many = units(*((f"B{n}", f"Tên {n}", "department", "B0" if n else None) for n in range(300)))
        with django_assert_max_num_queries(60):
            take(few)

        with django_assert_max_num_queries(60):
            take(many)


class TestPeople:
    PERSON = ("CB-1", "Nguyễn Văn An", "A", "Giám đốc", "head", "01/01/2020", None)

    def test_people_and_their_offices_come_in_together(self) -> None:
        unit = make_unit("A")

        counts = take(
            people(self.PERSON, ("CB-1", "Nguyễn Văn An", "A", "Ủy viên", "council_member", None, None)),
            ImportKind.PEOPLE,
        )

        assert counts["new"] + counts["changed"] == 2
        assert Person.objects.count() == 1
        assert [row.title for row in people_in_office(unit.id, on=ON)] == ["Giám đốc", "Ủy viên"]

    def test_a_person_may_come_without_office_and_with_facts(self) -> None:
        heads = ("Mã người", "Họ và tên người", "Danh xưng", "Giới tính", "Cấp bậc, học hàm, học vị")

        take(people(("CB-1", "Trần Thị Ba", "bà", "Nữ", "Thạc sĩ"), heads=heads), ImportKind.PEOPLE)

        who = person_by_code("CB-1")
        assert who is not None
        assert (who.title_before, who.rank) == ("bà", "Thạc sĩ")

    def test_facts_of_a_known_person_are_changed(self) -> None:
        make_person("Trần Thị Ba", code="CB-1")
        heads = ("Mã người", "Họ và tên người", "Cấp bậc, học hàm, học vị")
        content = people(("CB-1", "Trần Thị Ba", "Tiến sĩ"), heads=heads)

        assert take(content, ImportKind.PEOPLE)["changed"] == 1
        assert plan(content, ImportKind.PEOPLE).counts["unchanged"] == 1

    def test_the_end_of_an_office_held_is_taken_in(self) -> None:
        who, unit = make_person("Nguyễn Văn An", code="CB-1"), make_unit("A")
        make_office(who, unit, "head", "Giám đốc", since=date(2020, 1, 1))
        content = people((*self.PERSON[:6], "31/12/2023"))

        assert take(content, ImportKind.PEOPLE)["changed"] == 1
        assert people_in_office(unit.id, on=ON) == ()
        assert plan(content, ImportKind.PEOPLE).counts["unchanged"] == 1
        assert plan(people(self.PERSON), ImportKind.PEOPLE).counts["unchanged"] == 1

    @pytest.mark.parametrize(
        ("row", "where", "says"),
        [
            ((None, "An", *PERSON[2:]), "A2", "This cell must be filled in."),
            (("CB-1", None, *PERSON[2:]), "B2", "This cell must be filled in."),
            (("CB-2", "Tên khác", *PERSON[2:]), "B2", "The code {code} belongs to {person}."),
            (("CB-1", "An", None, "Giám đốc", "head", None, None), "C2", "This cell must be filled in."),
            (
                ("CB-1", "An", "X", "Giám đốc", "head", None, None),
                "C2",
                "There is no unit with the code {code}.",
            ),
            (("CB-1", "An", "A", None, "head", None, None), "D2", "This cell must be filled in."),
            (("CB-1", "An", "A", "Giám đốc", "vua", None, None), "E2", "“{word}” is not in the list."),
            (
                ("CB-1", "An", "A", "Giám đốc", "deputy", "01/01/2023", "01/01/2022"),
                "G2",
                "The last day is before the first.",
            ),
            (
                ("CB-1", "An", "A", "Phó", "deputy", "01/01/2010", None),
                "F2",
                "{unit} did not exist on {day}.",
            ),
            (
                ("CB-2", "Lê Văn Cũ", "A", "Trưởng", "head", "01/01/2022", None),
                "E2",
                "{person} is head of {unit} on those days.",
            ),
            (
                ("CB-2", "Lê Văn Cũ", "A", "Ủy viên", "staff", "01/01/2022", None),
                "F2",
                "{person} holds this office on those days already.",
            ),
        ],
    )
    def test_a_row_that_does_not_fit_names_its_cell(self, row, where, says) -> None:
        unit = make_unit("A", on=date(2015, 1, 1))
        make_office(make_person("Phạm Văn Sếp"), unit, "head", since=date(2021, 1, 1))
        make_office(make_person("Lê Văn Cũ", code="CB-2"), unit, "staff", "Ủy viên", since=date(2021, 1, 1))

        found = problems(people(row), ImportKind.PEOPLE)

        assert (where, says) in found
        with pytest.raises(ImportHasProblems):
            take(people(row), ImportKind.PEOPLE)
        assert Office.objects.count() == 2

    def test_two_heads_in_one_file_are_found(self) -> None:
        make_unit("A")

        found = problems(
            people(self.PERSON, ("CB-2", "Lê B", "A", "Quyền Giám đốc", "head", "01/06/2020", None)),
            ImportKind.PEOPLE,
        )

        assert found == [("E3", "{person} is head of {unit} on those days.")]

    def test_an_unknown_gender_is_refused(self) -> None:
        heads = ("Mã người", "Họ và tên người", "Giới tính")

        assert problems(people(("CB-1", "An", "khác"), heads=heads), ImportKind.PEOPLE) == [
            ("C2", "“{word}” is not in the list.")
        ]


class TestTheTemplate:
    @pytest.mark.parametrize("kind", list(ImportKind))
    def test_a_template_filled_in_can_be_read(self, kind: ImportKind, language: str) -> None:
        sheet, guide, codes = read_workbook(import_template(kind, on=ON), name="mau.xlsx")

        required = [cell.text for cell in sheet.row(3) if cell.text.endswith("*")]

        assert len(required) == {ImportKind.UNITS: 3, ImportKind.PEOPLE: 2}[kind]
        assert len(guide.rows) == len(sheet.row(3)) + 1
        assert len(codes.rows) > 10
        with pytest.raises(ImportUnfit):
            plan_content(kind, import_template(kind, on=ON), name="mau.xlsx", on=ON)

    def test_words_of_the_list_are_understood_in_both_languages(self) -> None:
        found = plan(units(("A", "Tên", "Trường"), ("B", "Tên", "School"), ("C", "Tên", "school")))

        assert found.counts["new"] == 3
