"""What the pages show: as of a day, found by words, cut places, files to take away; and how often they ask."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.factories.organisations import (
    make_bloc,
    make_bloc_with_year,
    make_office,
    make_person,
    make_unit,
    make_year,
    tell_story,
)
from tests.organisations.books import preview, unit_row, workbook
from tests.web.organisations.field import NOW
from thidua.accounts.models import User
from thidua.foundation.sheets import read_workbook
from thidua.organisations.models import BlocYear, Unit

pytestmark = pytest.mark.django_db
# A list asks twelve times at most; the file of one record tells of several tables and asks a few times more.
MOST, MOST_OF_FILE = 12, 16


@pytest.fixture(autouse=True)
def _now(stand_at: Any) -> None:
    stand_at(NOW)


def page_of(client: Any, user: User, name: str, *args: str, **asked: str) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"organisations:{name}", args=args), asked)
    assert answer.status_code == 200
    return str(answer.text)


class TestInTime:
    def test_each_day_has_its_own_names(self, client: Any, language: str, stand_at: Any) -> None:
        tell_story()
        stand_at(NOW.replace(year=2026))
        user = User.objects.get(username="phuong.hk")
        conference: dict[str, str] = {"on": "21/07/2023"}
        above, key = (Unit.objects.get(code=code).public_id for code in ("TCTHA", "THADS"))

        then = page_of(client, user, "units", **conference, under=above)
        now = page_of(client, user, "units", words="thi hanh an dan su tinh")
        file_then, file_now = (page_of(client, user, "unit", key, **asked) for asked in (conference, {}))

        assert "Cục Thi hành án dân sự tỉnh Tây Ninh" in then
        lines = now.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")
        states = {"vi": "không có hiệu lực ngày ấy", "en": "not in force that day"}[language]
        assert [">Thi hành án dân sự tỉnh Tây Ninh<" in line for line in lines].index(True) == 1
        assert states not in lines[1]
        ended = {"vi": "Không có hiệu lực", "en": "Not in force on"}[language]
        assert (ended in file_then, ended in file_now) == (False, True)
        assert "<h1>Cục Thi hành án dân sự tỉnh Tây Ninh</h1>" in file_then
        assert reverse("organisations:unit", args=[Unit.objects.get(code="THADS-2025").public_id]) in file_now

    def test_a_place_cut_in_parts_has_two_candidates_each_marked(self, client: Any, language: str) -> None:
        tell_story()
        user = User.objects.get(username="phuong.hk")

        found = [page_of(client, user, "places", words=words) for words in ("xã Phan", "xa phan")]

        part = {"vi": "Một phần", "en": "Part of it"}[language]
        must = {"vi": "phải có người xác định", "en": "a person must say which candidate"}[language]
        for page in found:
            where = page.partition("<tbody>")[2].partition("</tbody>")[0]
            assert where.count("<tr>") == 2
            assert ("phường Bình Minh" in where, "xã Dương Minh Châu" in where) == (True, True)
            assert where.count(part) == 2
            assert must in page

    def test_a_place_taken_in_whole_has_one(self, client: Any) -> None:
        tell_story()

        page = page_of(client, User.objects.get(username="phuong.hk"), "places", words="bau nang")

        where = page.partition("<tbody>")[2].partition("</tbody>")[0]
        assert (where.count("<tr>"), "phường Ninh Thạnh" in where) == (1, True)

    @pytest.mark.parametrize("typed", ["31/02/2023", "hôm qua", "2023"])
    def test_a_day_that_does_not_exist_is_said_and_today_shown(
        self, client: Any, language: str, typed: str
    ) -> None:
        make_unit("SNV", "Sở Nội vụ")

        page = page_of(client, cast.phuong(), "units", on=typed)

        assert 'id="as-of-error"' in page
        assert f'value="{typed}"' in page
        assert "Sở Nội vụ" in page


class TestSearch:
    @pytest.mark.parametrize("words", ["Sở Nội vụ", "so noi vu", "NOI VU", "snv"])
    def test_units_are_found_with_and_without_diacritics(self, client: Any, words: str) -> None:
        make_unit("SNV", "Sở Nội vụ")
        make_unit("STC", "Sở Tài chính")

        page = page_of(client, cast.phuong(), "units", words=words)

        assert ("Sở Nội vụ</a>" in page, "Sở Tài chính</a>" in page) == (True, False)

    def test_a_kind_narrows(self, client: Any) -> None:
        make_unit("SNV", "Sở Nội vụ")
        make_unit("DH", "Trường Đại học")
        Unit.objects.filter(code="DH").update(kind="school")

        page = page_of(client, cast.phuong(), "units", kind="school")

        assert ("Trường Đại học</a>" in page, "Sở Nội vụ</a>" in page) == (True, False)

    def test_nothing_found_says_what_to_do(self, client: Any, language: str) -> None:
        make_unit("SNV", "Sở Nội vụ")

        page = page_of(client, cast.phuong(), "units", words="không có đâu")

        assert {"vi": "Dùng ít từ hơn", "en": "Use fewer words"}[language] in page
        assert "Sở Nội vụ</a>" not in page

    @pytest.mark.parametrize("words", ["Đặng Thị Ánh", "dang thi anh", "anh"])
    def test_people_too(self, client: Any, words: str) -> None:
        make_person("Đặng Thị Ánh")
        make_person("Lê Văn Bình")

        page = page_of(client, cast.phuong(), "people", words=words)

        assert ("Đặng Thị Ánh" in page, "Lê Văn Bình" in page) == (True, False)


class TestFilesToTakeAway:
    def test_the_register_of_a_day_as_csv(self, client: Any, language: str) -> None:
        make_unit("SNV", "=Sở Nội vụ", on=date(2023, 1, 1))
        make_unit("MOI", "Sở Mới", on=date(2024, 1, 1))
        client.force_login(cast.tri())

        answer = client.get(reverse("organisations:units_export"), {"format": "csv", "on": "01/06/2023"})

        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        lines = [row for row in rows if {"SNV", "MOI"} & {*row}]
        assert [row[1] for row in lines] == ["SNV"]
        assert lines[0][2].lstrip("'\t ") == "=Sở Nội vụ"
        assert not lines[0][2].startswith("=")
        assert 'filename="don-vi-2023-06-01.csv"' in answer["Content-Disposition"]

    def test_the_register_as_excel(self, client: Any) -> None:
        make_unit("SNV", "=1+1")
        client.force_login(cast.tri())

        answer = client.get(reverse("organisations:units_export"))

        cells = [
            cell.text
            for grid in read_workbook(answer.content, name="x.xlsx")
            for row in grid.rows
            for cell in row
        ]
        assert "=1+1" in cells
        assert "don-vi-2024-03-01.xlsx" in answer["Content-Disposition"]

    def test_no_other_form_is_offered(self, client: Any) -> None:
        client.force_login(cast.tri())

        assert client.get(reverse("organisations:units_export"), {"format": "exe"}).status_code == 400

    @pytest.mark.parametrize("kind", ["units", "people"])
    def test_templates(self, client: Any, language: str, kind: str) -> None:
        client.force_login(cast.phuong())

        answer = client.get(reverse("organisations:import_template", args=[kind]))

        assert [grid.name for grid in read_workbook(answer.content, name="m.xlsx")][1:] == {
            "vi": ["Hướng dẫn", "Các mã"],
            "en": ["Guide", "Codes"],
        }[language]
        assert client.get(reverse("organisations:import_template", args=["khac"])).status_code == 404


class TestHowOftenPagesAsk:
    """At one, three and forty rows: never more than so many questions, and no more for more rows."""

    def counts(self, client: Any, user: User, address: Any, grow: Any) -> list[int]:
        found, rows = [], 0
        client.force_login(user)
        for wanted in (1, 3, 40):
            grow(wanted - rows, rows)
            rows = wanted
            client.get(address())
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address())
            assert answer.status_code == 200
            found.append(len(asked))
        return found

    def check(self, client: Any, address: Any, grow: Any, most: int = MOST) -> None:
        found = self.counts(client, cast.phuong(), address, grow)

        assert max(found) <= most
        assert found[1] == found[2]

    @pytest.mark.parametrize("asked", ["", "?words=don+vi"])
    def test_units(self, client: Any, asked: str) -> None:
        make_unit("GOC", "Đơn vị gốc")

        def grow(more: int, had: int) -> None:
            for number in range(had, had + more):
                make_unit(f"N-{number}", f"Đơn vị {number}", parent="GOC")

        self.check(client, lambda: reverse("organisations:units") + asked, grow)

    def test_people(self, client: Any) -> None:
        unit = make_unit("GOC")

        def grow(more: int, had: int) -> None:
            for number in range(had, had + more):
                make_office(make_person(), unit, title=f"Việc {number}")

        self.check(client, lambda: reverse("organisations:people"), grow)

    def test_one_person(self, client: Any) -> None:
        person = make_person()

        def grow(more: int, had: int) -> None:
            for number in range(had, had + more):
                make_office(person, make_unit(), title=f"Việc {number}")

        self.check(client, lambda: reverse("organisations:person", args=[person.public_id]), grow)

    def test_one_unit(self, client: Any) -> None:
        unit = make_unit("GOC")
        bloc = make_bloc()

        def grow(more: int, had: int) -> None:
            for number in range(had, had + more):
                make_office(make_person(), unit, title=f"Việc {number}")
                make_year(bloc, [unit, make_unit()], year=1980 + number)

        self.check(client, lambda: reverse("organisations:unit", args=[unit.public_id]), grow, MOST_OF_FILE)

    def test_blocs(self, client: Any) -> None:
        def grow(more: int, had: int) -> None:
            for number in range(had, had + more):
                make_bloc_with_year(f"X{number}", f"Y{number}")

        self.check(client, lambda: reverse("organisations:blocs"), grow)

    def test_one_bloc(self, client: Any) -> None:
        bloc, units = make_bloc(), [make_unit("A"), make_unit("B")]

        def grow(more: int, had: int) -> None:
            for number in range(had, had + more):
                make_year(bloc, units, year=1980 + number)

        self.check(client, lambda: reverse("organisations:bloc", args=[bloc.public_id]), grow, MOST_OF_FILE)

    def test_one_year(self, client: Any) -> None:
        bloc = make_bloc()

        def grow(more: int, had: int) -> None:
            made = [make_unit(f"M-{had + more}-{number}") for number in range(max(2, had + more))]
            make_year(bloc, made, year=1980 + had)

        newest = BlocYear.objects.order_by("-year")
        self.check(
            client, lambda: reverse("organisations:bloc_year", args=[newest[0].public_id]), grow, MOST_OF_FILE
        )

    def test_the_preview_of_an_import(self, client: Any) -> None:
        sent: list[str] = []
        user = cast.phuong()

        def grow(more: int, had: int) -> None:
            rows = [unit_row(f"N-{number}", f"Đơn vị {number}") for number in range(had + more)]
            sent.append(preview(workbook(rows), user))

        found = self.counts(client, user, lambda: reverse("organisations:import", args=[sent[-1]]), grow)

        assert max(found) <= MOST
        assert found[1] == found[2]
