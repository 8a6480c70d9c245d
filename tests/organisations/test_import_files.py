"""Files that are no tables, an upload that another act overtakes, and the template."""

import io
import zipfile

import pytest
import xlsxwriter

from tests.factories.organisations import make_unit
from tests.organisations.workbooks import (
    AT,
    ON,
    UNIT_HEADS,
    plan,
    take,
    units,
    workbook,
)
from thidua.foundation.actors import SYSTEM
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import read_workbook
from thidua.organisations import actions
from thidua.organisations.errors import ImportUnfit
from thidua.organisations.models import Unit, UnitImport
from thidua.organisations.queries.imports import (
    import_template,
    plan_content,
    plan_of,
)
from thidua.organisations.states import ImportKind

pytestmark = pytest.mark.django_db


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
    def test_a_clash_in_the_database_keeps_nothing(self, monkeypatch) -> None:
        from thidua.organisations.actions import imports

        content = units(("A", "Tên", "department"))
        key = actions.preview_import(
            kind=ImportKind.UNITS, content=content, name="dv.xlsx", actor=SYSTEM, at=AT
        )
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
