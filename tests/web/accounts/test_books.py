"""The books of accounts: who may open them, the list and its export, a new account, one account's verbs."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import get_resolver
from python_calamine import CalamineWorkbook

from tests import cast
from tests.factories.accounts import make_account, make_grant
from tests.web.accounts.door import NOON, SIGN_IN, sign_in
from thidua.accounts.actions import demand_second_factor
from thidua.accounts.models import User
from thidua.foundation import clock
from thidua.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db

USERS = "/tai-khoan/nguoi-dung/"
OTHERS = {
    "stranger": cast.stranger,
    "standing officer": cast.phuong,
    "council secretary": cast.yen,
    "council member": cast.hieu,
    "auditor": cast.tri,
    "unit officer": lambda: cast.hang(unit="u1"),
    "unit head": lambda: cast.le(unit="u1"),
    "unit deputy": lambda: cast.bao(unit="u1"),
    "bloc head officer": lambda: cast.khang(unit="u1", bloc="b1"),
    "appraiser": lambda: cast.binh(office="u1"),
}
PAGES = ("nguoi-dung/", "nguoi-dung/tai/", "nguoi-dung/them/", "vai/", "phien-dang-mo/", "lich-su/")
POSTED = ("vai/yeu-cau-hai-buoc/", "vai/bo-yeu-cau-hai-buoc/", "phien-dang-mo/dong/")
ON_ONE = ("", "sua/", "vai/")
VERBS = ("vai/thu-hoi/", "ngung/", "dung-lai/", "mo-khoa/", "mat-khau/", "hai-buoc/")


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_but_administrators_learns_that_the_books_exist(client, who):
    target = make_account()
    client.force_login(OTHERS[who]())
    one = f"{USERS}{target.public_id}/"

    read = [client.get(f"/tai-khoan/{page}").status_code for page in PAGES] + [
        client.get(one + page).status_code for page in ON_ONE
    ]
    written = [client.post(f"/tai-khoan/{page}").status_code for page in (*POSTED, "nguoi-dung/them/")] + [
        client.post(one + page).status_code for page in (*VERBS, "sua/", "vai/")
    ]

    assert set(read) == set(written) == {404}
    assert USERS not in client.get("/tai-khoan/").text


def test_whoever_has_not_signed_in_is_led_to_the_door(client):
    target = make_account()
    addresses = [f"/tai-khoan/{page}" for page in PAGES] + [
        f"{USERS}{target.public_id}/{page}" for page in ON_ONE
    ]

    assert {client.get(address).status_code for address in addresses} == {302}
    assert all(client.get(address)["Location"].startswith(SIGN_IN) for address in addresses)


def test_the_tables_above_name_every_address_of_the_books():
    named = {
        pattern.name
        for pattern in get_resolver().url_patterns
        for pattern in getattr(pattern, "url_patterns", [])
    }

    assert {
        "users",
        "export",
        "new",
        "roles",
        "demand_factor",
        "lift_factor",
        "open_sessions",
        "end_any_session",
        "history",
        "user",
        "correct",
        "grant",
        "withdraw",
        "deactivate",
        "reactivate",
        "unlock",
        "reset_password",
        "reset_factor",
    } <= named


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_every_page_in_both_languages(client, language, page):
    client.force_login(cast.anh_tu())

    assert client.get(f"/tai-khoan/{page}").status_code == 200


def test_an_account_that_does_not_exist_is_not_found(client):
    client.force_login(cast.anh_tu())

    assert client.get(f"{USERS}zzzzzzzzzzzz/").status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Đặng An", "Lê Bình", "Kiều Anh Tú"]),
        ("words=dang", ["Đặng An"]),
        ("words=Đặng", ["Đặng An"]),
        ("words=le.b", ["Lê Bình"]),
        ("words=khong-co-ai", []),
        ("role=unit_officer", ["Đặng An"]),
        ("scope=u1", ["Đặng An"]),
        ("scope=u1&role=auditor", []),
        ("kind=admin", ["Kiều Anh Tú"]),
        ("standing=deactivated", ["Lê Bình"]),
        ("standing=in_use", ["Đặng An", "Kiều Anh Tú"]),
        ("order=-name", ["Kiều Anh Tú", "Lê Bình", "Đặng An"]),
        ("order=nonsense&role=nonsense&kind=x&standing=y&page=0", ["Đặng An", "Lê Bình", "Kiều Anh Tú"]),
        ("page=99", []),
    ],
)
def test_the_list_is_filtered_sorted_and_found_without_diacritics(client, query, names):
    from thidua.accounts.actions import deactivate_account

    make_grant(make_account(full_name="Đặng An", username="an.d"), "unit_officer", unit="u1")
    gone = make_account(full_name="Lê Bình", username="le.b")
    deactivate_account(actor=SYSTEM, user=gone, reason="nghỉ hưu", at=clock.now())
    client.force_login(cast.anh_tu())

    page = client.get(f"{USERS}?{query}").text

    assert re.findall(r'<span class="table__main"><a href="[^"]+">([^<]+)</a>', page) == names


def test_the_counters_say_how_many_of_each(client, stand_at):
    from thidua.accounts.actions import deactivate_account

    stand_at(NOON)
    deactivate_account(actor=SYSTEM, user=make_account(), reason="nghỉ hưu", at=NOON)
    shut = make_account()
    for _ in range(5):
        sign_in(Client(), shut, "sai")
    make_grant(make_account(), "auditor")
    demand_second_factor(actor=SYSTEM, role="auditor", at=NOON)
    client.force_login(cast.anh_tu())

    page = client.get(USERS).text

    assert re.findall(r'counters__link"[^>]*><b>(\d+)</b>([^<]+)<', page) == [
        ("4", "Tất cả"),
        ("2", "Đang dùng"),
        ("1", "Tạm khóa"),
        ("1", "Ngừng dùng"),
        ("1", "Chưa bật hai bước"),
    ]
    assert client.get(f"{USERS}?standing=locked").text.count('class="table__no">') == 2
    assert client.get(f"{USERS}?factor=missing").text.count('class="table__no">') == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_twelve_questions_however_long_it_is(client, max_queries, rows):
    for number in range(rows):
        make_grant(make_account(), "unit_officer", unit=f"u{number}")
    client.force_login(cast.anh_tu())
    client.get(USERS)

    with max_queries(12):
        client.get(USERS)


def test_the_csv_has_what_a_review_of_accounts_asks_for_and_no_formula(client, stand_at):
    stand_at(NOON)
    client.force_login(cast.anh_tu())
    user = make_account(full_name="=cmd|' /C calc'!A0", username="la", email="la@tayninh.gov.vn")
    make_grant(user, "standing_officer")
    make_account(account_type="technical", full_name="Máy đồng bộ", responsible="Kiều Anh Tú")

    answer = client.get(f"{USERS}tai/?format=csv&words=la")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"] == 'attachment; filename="tai-khoan-2023-07-21.csv"'
    assert rows[0] == [
        "STT",
        "Họ và tên",
        "Tên đăng nhập",
        "Loại tài khoản",
        "Trạng thái",
        "Hệ thống",
        "Vai và phạm vi",
        "Người chịu trách nhiệm",
        "Thư công vụ",
        "Hai bước",
        "Dùng từ ngày",
        "Ngừng dùng từ ngày",
        "Lần cuối",
    ]
    assert rows[1][:5] == ["1", "'=cmd|' /C calc'!A0", "la", "Tác nghiệp", "Đang dùng"]
    assert rows[1][6:] == [
        "Cán bộ cơ quan thường trực Hội đồng (cả tỉnh)",
        "'=cmd|' /C calc'!A0",
        "la@tayninh.gov.vn",
        "không",
        "04/01/2016",
        "",
        "",
    ]
    assert len(rows) == 2


def test_the_excel_file_holds_the_same_rows_as_text(client, stand_at):
    stand_at(NOON)
    client.force_login(cast.anh_tu())
    make_account(full_name="=1+1", username="la")

    answer = client.get(f"{USERS}tai/?format=xlsx&words=la")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()

    assert [row[:3] for row in rows] == [["STT", "Họ và tên", "Tên đăng nhập"], [1.0, "=1+1", "la"]]


def test_no_other_format_is_offered(client):
    client.force_login(cast.anh_tu())

    assert client.get(f"{USERS}tai/?format=pdf").status_code == 400


def test_a_new_account_gets_a_one_time_password_shown_once_that_must_be_changed(client, language):
    client.force_login(cast.anh_tu())
    form = {
        "full_name": "Lê Thị Thu Hằng",
        "username": "Hang.LTT",
        "account_type": "operational",
        "email": "",
    }

    page = client.post(f"{USERS}them/", form)
    found = re.search(r'class="secret">([0-9a-z-]{23})<', page.text)

    assert found is not None
    user = User.objects.get(username="hang.ltt")
    assert user.must_change_password
    assert found[1] not in client.get(f"{USERS}{user.public_id}/").text
    assert sign_in(Client(), user, found[1]).status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"username": "có dấu"}, "chữ thường không dấu"),
        ({"username": "quan.tri"}, "đã có người dùng"),
        ({"account_type": "technical"}, "người chịu trách nhiệm"),
        ({"account_type": "nonsense"}, "field--bad"),
        ({"email": "không phải"}, "field--bad"),
        ({"full_name": ""}, "field--bad"),
    ],
)
def test_a_new_account_that_does_not_fit_is_told_where(client, changed, words):
    client.force_login(cast.anh_tu())
    form = {"full_name": "Lê Thị Thu Hằng", "username": "hang.ltt", "account_type": "operational"} | changed

    page = client.post(f"{USERS}them/", form)

    assert page.status_code == 422
    assert words in page.text
    assert User.objects.count() == 1
