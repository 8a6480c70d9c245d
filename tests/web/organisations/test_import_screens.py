"""Units and people from Excel on screen: upload, look at each cell, import once, or give it up."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.factories.organisations import make_unit
from tests.organisations.books import DAY, person_row, unit_row, workbook
from tests.web.organisations.field import NOW
from thidua.accounts.models import User
from thidua.foundation.files import path_of
from thidua.organisations.models import Person, Unit, UnitImport

pytestmark = pytest.mark.django_db
START = "/khoi-cum/nhap/"


@pytest.fixture
def keeper(client: Any, stand_at: Any) -> User:
    stand_at(NOW)
    user = cast.phuong()
    client.force_login(user)
    return user


def send(client: Any, content: bytes, kind: str = "units", name: str = "don-vi.xlsx", **more: Any) -> Any:
    return client.post(START, {"kind": kind, "file": SimpleUploadedFile(name, content)}, **more)


def test_a_file_is_looked_at_then_imported(client: Any, language: str, keeper: User) -> None:
    seen = send(
        client, workbook([unit_row("SNV", "Sở Nội vụ"), unit_row("STC", "Sở Tài chính")]), follow=True
    )
    key = UnitImport.objects.get().public_id
    before = Unit.objects.count()

    done = client.post(reverse("organisations:confirm_import", args=[key]), follow=True)

    assert "Sở Tài chính" in seen.text
    assert reverse("organisations:confirm_import", args=[key]) in seen.text
    assert (before, Unit.objects.count()) == (0, 2)
    assert done.redirect_chain == [(reverse("organisations:units"), 302)]
    assert {"vi": "Đã nhập 2 hàng.", "en": "2 rows are imported."}[language] in done.text


def test_people_go_on_to_the_list_of_people(client: Any, keeper: User) -> None:
    send(client, workbook([person_row()]), "people")
    key = UnitImport.objects.get().public_id

    answer = client.post(reverse("organisations:confirm_import", args=[key]))

    assert answer.url == reverse("organisations:people")
    assert Person.objects.get().name == "Nguyễn Văn An"


def test_each_bad_cell_is_marked_and_nothing_can_be_imported(
    client: Any, language: str, keeper: User
) -> None:
    rows = [
        unit_row("SNV", parent="KHONG-CO"),
        unit_row("STC", "", since="hôm qua"),
        unit_row("SXD", "Sở Xây dựng"),
    ]

    page = send(client, workbook(rows), follow=True).text

    key = UnitImport.objects.get().public_id
    assert [f'href="#cell-{cell}"' in page for cell in ("D2", "B3", "E3", "A4")] == [True, True, True, False]
    said = {"vi": "Không có đơn vị mang mã KHONG-CO", "en": "There is no unit with the code KHONG-CO"}
    assert said[language] in page
    assert reverse("organisations:confirm_import", args=[key]) not in page
    forced = client.post(reverse("organisations:confirm_import", args=[key]), follow=True)
    assert forced.redirect_chain == [(reverse("organisations:import", args=[key]), 302)]
    assert {"vi": "3 ô không nhận được; chưa có gì được lưu.", "en": "3 cells cannot be taken"}[
        language
    ] in forced.text
    assert Unit.objects.count() == 0


def test_what_is_in_a_cell_is_shown_as_text(client: Any, keeper: User) -> None:
    page = send(client, workbook([unit_row("SNV", "<script>alert(1)</script>", since=DAY)]), follow=True).text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "01/03/2024" in page


def test_a_column_that_is_not_used_is_said_and_does_not_hinder(
    client: Any, language: str, keeper: User
) -> None:
    page = send(client, workbook([unit_row("SNV", **{"Cột lạ": "x"})]), follow=True).text

    assert "“Cột lạ”" in page
    assert reverse("organisations:confirm_import", args=[UnitImport.objects.get().public_id]) in page


def test_a_file_that_changes_nothing_offers_no_import(client: Any, language: str, keeper: User) -> None:
    make_unit("SNV", "Sở Nội vụ")

    page = send(client, workbook([unit_row("SNV", "Sở Nội vụ")]), follow=True).text

    assert reverse("organisations:confirm_import", args=[UnitImport.objects.get().public_id]) not in page


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0 old excel", b"ma;ten\nSNV;x"]
)
def test_a_file_that_is_no_workbook_is_refused_at_its_field(
    client: Any, language: str, keeper: User, content: bytes
) -> None:
    answer = send(client, content)

    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.text
    assert "don-vi.xlsx" in answer.text
    assert UnitImport.objects.count() == 0


def test_no_file_or_no_kind_is_said(client: Any, keeper: User) -> None:
    answer = client.post(START, {"kind": "khac"})

    assert answer.status_code == 422
    assert ('href="#id_file"' in answer.text, 'href="#id_kind' in answer.text) == (True, True)


def test_rows_are_chosen_by_what_they_would_do_and_by_page(client: Any, keeper: User) -> None:
    make_unit("N-0", "Đơn vị 0")
    rows = [unit_row(f"N-{number}", f"Đơn vị {number}") for number in range(60)]
    address = send(client, workbook(rows)).url

    first, second, same, none = (
        client.get(address, asked).text
        for asked in ({}, {"page": "2"}, {"status": "unchanged"}, {"status": "error"})
    )

    assert (">N-49<" in first, ">N-55<" in first) == (True, False)
    assert (">N-49<" in second, ">N-55<" in second) == (False, True)
    assert (">N-0<" in same, ">N-1<" in same) == (True, False)
    assert ">N-0<" not in none


def test_a_given_up_file_is_settled(client: Any, language: str, keeper: User) -> None:
    address = send(client, workbook([unit_row()])).url
    key = UnitImport.objects.get().public_id

    answer = client.post(reverse("organisations:abandon_import", args=[key]), follow=True)
    again = client.post(reverse("organisations:abandon_import", args=[key]), follow=True)

    assert answer.redirect_chain == [(f"{START}?kind=units", 302)]
    assert {"vi": "Đã bỏ tệp; không có gì được lưu.", "en": "nothing was saved"}[language] in answer.text
    assert again.redirect_chain == [(address, 302)]
    assert reverse("organisations:confirm_import", args=[key]) not in client.get(address).text


def test_a_confirmed_file_shows_what_became_of_it(client: Any, language: str, keeper: User) -> None:
    address = send(client, workbook([unit_row()])).url
    client.post(reverse("organisations:confirm_import", args=[UnitImport.objects.get().public_id]))

    page = client.get(address).text

    assert "don-vi.xlsx" in page
    assert "Sở Nội vụ" not in page


def test_another_keeper_finds_nothing_there(client: Any, keeper: User) -> None:
    address = send(client, workbook([unit_row()])).url
    client.force_login(cast.yen())

    assert client.get(address).status_code == 404
    assert client.post(f"{address}nhan/").status_code == 404
    assert client.post(f"{address}bo/").status_code == 404
    assert Unit.objects.count() == 0


def test_a_file_lost_from_the_store_leads_back_to_the_start(client: Any, language: str, keeper: User) -> None:
    address = send(client, workbook([unit_row("MAT-2", "Đơn vị mất tệp")])).url
    path_of(UnitImport.objects.get().sha256).unlink()

    answer = client.get(address, follow=True)

    assert answer.redirect_chain == [(START, 302)]
    assert {"vi": "không còn", "en": "The upload is gone."}[language] in answer.text


@pytest.mark.parametrize("kind", ["units", "people"])
def test_the_template_is_a_workbook(client: Any, keeper: User, kind: str) -> None:
    answer = client.get(reverse("organisations:import_template", args=[kind]))

    assert answer.content.startswith(b"PK")
    assert client.get(reverse("organisations:import_template", args=["khac"])).status_code == 404
