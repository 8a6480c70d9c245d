"""The import on screen: template, preview under the file's own addresses, all or nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.accounts import make_account, make_grant
from tests.organisations.workbooks import people, units
from tests.pages import CheckedClient
from tests.web.organisations.conftest import Register
from thidua.organisations.models import UnitImport
from thidua.organisations.queries import person_by_code, unit_name

pytestmark = pytest.mark.django_db

GOOD = units(("SO", "Sở Mới", "department"), ("A", "Công an tỉnh mới", "department", None, "01/07/2025"))
BAD = units(("SO", "Sở Mới", "department"), ("X", None, "vương quốc", None, "31/06/2023"))


def upload(client: CheckedClient, content: bytes, kind: str = "units", name: str = "dv.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("organisations:imports"), {"kind": kind, "file": file})


@pytest.fixture
def keeper(client: CheckedClient, register: Register) -> CheckedClient:
    client.force_login(register.people["standing"])
    return client


@pytest.mark.usefixtures("language")
def test_the_preview_shows_what_would_happen_and_saves_nothing(keeper: CheckedClient) -> None:
    page = keeper.get(upload(keeper, GOOD)["Location"]).content.decode()

    assert "Công an tỉnh mới" in page
    assert 'id="cell-' not in page
    assert unit_name("SO", on=date(2026, 1, 1)) is None


def test_confirmed_all_rows_are_on_record(keeper: CheckedClient) -> None:
    address = upload(keeper, GOOD)["Location"]

    answer = keeper.post(address + "nhan/")

    assert answer["Location"] == reverse("organisations:units")
    assert unit_name("SO", on=date(2026, 1, 1)) is not None
    found = unit_name("A", on=date(2025, 7, 1))
    assert found is not None
    assert found.name == "Công an tỉnh mới"
    assert "Đã nhập lúc" in keeper.get(address).content.decode()


def test_refused_cells_are_named_with_links_and_nothing_can_be_confirmed(keeper: CheckedClient) -> None:
    address = upload(keeper, BAD)["Location"]

    page = keeper.get(address).content.decode()

    for cell in ("B3", "C3", "E3"):
        assert f'href="#cell-{cell}"' in page
        assert f'id="cell-{cell}"' in page
    assert "31/06/2023” không phải ngày có thật." in page
    assert address + "nhan/" not in page
    assert keeper.post(address + "nhan/")["Location"] == address
    assert unit_name("SO", on=date(2026, 1, 1)) is None


@pytest.mark.parametrize("status", ["new", "changed", "unchanged", "error", "nonsense"])
def test_rows_can_be_looked_at_by_what_they_would_do(keeper: CheckedClient, status: str) -> None:
    address = upload(keeper, BAD)["Location"]

    assert keeper.get(f"{address}?status={status}").status_code == 200


def test_a_file_that_is_no_table_is_refused_at_the_upload(keeper: CheckedClient) -> None:
    answer = upload(keeper, b"not a workbook at all")

    assert answer.status_code == 422
    assert not UnitImport.objects.exists()
    assert keeper.post(reverse("organisations:imports"), {"kind": "units"}).status_code == 422


def test_given_up_it_says_so(keeper: CheckedClient) -> None:
    address = upload(keeper, GOOD)["Location"]

    keeper.post(address + "bo/")

    assert "Không có gì của tệp được lưu." in keeper.get(address).content.decode()
    assert keeper.post(address + "bo/")["Location"] == address
    assert keeper.post(address + "nhan/")["Location"] == address


def test_people_go_to_the_list_of_people(keeper: CheckedClient) -> None:
    content = people(("CB-9", "Lý Văn Chín", "A", "Phó", "deputy", "01/01/2020", None))
    address = upload(keeper, content, "people")["Location"]

    assert keeper.post(address + "nhan/")["Location"] == reverse("organisations:people")
    assert person_by_code("CB-9") is not None


def test_another_keepers_upload_does_not_exist(keeper: CheckedClient) -> None:
    address = upload(keeper, GOOD)["Location"]
    other = make_account()
    make_grant(other, "standing_officer")
    keeper.force_login(other)

    assert keeper.get(address).status_code == 404
    assert keeper.post(address + "nhan/").status_code == 404
    assert keeper.get(reverse("organisations:import", args=["khong-co"])).status_code == 404


def test_a_file_gone_from_the_store_sends_one_back_to_the_start(keeper: CheckedClient) -> None:
    address = upload(keeper, GOOD)["Location"]
    UnitImport.objects.update(sha256="0" * 64)

    assert keeper.get(address)["Location"] == reverse("organisations:imports")


@pytest.mark.parametrize("kind", ["units", "people"])
def test_the_template_is_a_workbook(keeper: CheckedClient, kind: str) -> None:
    answer = keeper.get(reverse("organisations:import_template", args=[kind]))

    assert answer.content.startswith(b"PK")
    assert keeper.get(reverse("organisations:import_template", args=["khac"])).status_code == 404


def test_a_file_that_changes_nothing_says_so(keeper: CheckedClient) -> None:
    content = units(("A", "Công an tỉnh", "department"), heads=("Mã", "Tên đầy đủ của đơn vị", "Loại đơn vị"))
    address = upload(keeper, content)["Location"]

    assert "Tệp không thay đổi gì" in keeper.get(address).content.decode()
    assert keeper.post(address + "nhan/")["Location"] == address
