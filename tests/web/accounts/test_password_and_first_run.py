"""First passwords, changed passwords, and the first administrator of an empty installation."""

import pytest
from django.test import Client

from tests.cast import anh_tu, stranger
from tests.factories.accounts import PASSWORD, make_account
from tests.web.accounts.door import HOME, NOON, sign_in, signed_in
from thidua.accounts.actions import reset_password
from thidua.accounts.models import AccessEvent, FactorDemand, User, WorkSession
from thidua.accounts.queries import first_run_token
from thidua.foundation.actors import SYSTEM
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db

CHANGE = "/tai-khoan/mat-khau/"
FIRST_RUN = "/tai-khoan/lan-dau/"
NEW = "gió mùa thổi qua bến cũ"
GIVEN = "kqx7-tbm4-wzr9-hcd2"


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    settings.VAR = tmp_path


def test_after_a_one_time_password_nothing_opens_before_an_own_one_is_chosen(client, language):
    user = make_account(password=GIVEN, must_change_password=True)
    sign_in(client, user, GIVEN)

    led = client.get("/tai-khoan/phien/")
    posted = client.post("/tai-khoan/phien/dong-het/")
    page = client.get(led["Location"])
    switched = client.post("/ngon-ngu/", {"language": "en", "next": CHANGE})
    done = client.post(CHANGE, {"password": NEW, "again": NEW, "next": "/tai-khoan/phien/"})

    assert led["Location"] == f"{CHANGE}?next=%2Ftai-khoan%2Fphien%2F"
    assert posted["Location"] == f"{CHANGE}?next=%2F"
    assert 'name="current"' not in page.text
    assert switched["Location"] == CHANGE
    assert done["Location"] == "/tai-khoan/phien/"
    assert client.get("/tai-khoan/phien/").status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("ngắn quá", "ngắn quá", "Mật khẩu quá ngắn: ít nhất 14 ký tự."),
        (NEW, NEW + "!", "Hai lần nhập mật khẩu không giống nhau."),
        (PASSWORD, PASSWORD, "Tài khoản này đã từng dùng mật khẩu này."),
        ("nguyen thi minh ha", "nguyen thi minh ha", "Mật khẩu quá giống họ tên"),
        ("matkhau-20232024", "matkhau-20232024", "bị đoán đầu tiên"),
    ],
)
def test_a_password_that_breaks_a_rule_is_told_which(client, password, again, words):
    client.force_login(stranger())

    page = client.post(CHANGE, {"current": PASSWORD, "password": password, "again": again})

    assert page.status_code == 422
    assert words in page.text


def test_changing_ones_password_asks_for_the_present_one_and_ends_other_sessions(client, stand_at):
    stand_at(NOON)
    user = stranger()
    other = Client()
    other.force_login(user)
    client.force_login(user)

    wrong = client.post(CHANGE, {"current": "sai", "password": NEW, "again": NEW})
    right = client.post(CHANGE, {"current": PASSWORD, "password": NEW, "again": NEW})

    assert (wrong.status_code, right["Location"]) == (422, HOME)
    assert (signed_in(client), signed_in(other)) == (True, False)
    assert sign_in(Client(), user, NEW).status_code == 302
    assert AccessEvent.objects.filter(deed="password_change", outcome="done").count() == 1


def test_guessing_the_present_password_locks(client):
    client.force_login(stranger())

    answers = [
        client.post(CHANGE, {"current": "sai", "password": NEW, "again": NEW}).status_code for _ in range(6)
    ]

    assert answers == [422, 422, 422, 422, 429, 429]


def test_a_reset_by_an_administrator_ends_sessions_and_forces_a_change():
    # Not the counting client: Django reads its session twice to delete one whose password has changed.
    client, user = Client(), stranger()
    client.force_login(user)

    reset_password(actor=SYSTEM, user=user, password=GIVEN, at=NOON)

    assert not signed_in(client)
    assert sign_in(client, user).status_code == 422
    assert sign_in(client, user, GIVEN).status_code == 302
    assert client.get(HOME)["Location"].startswith(CHANGE)


def test_an_administrators_password_ages_and_others_do_not(client, stand_at, settings):
    stand_at(NOON.replace(month=1))
    admin, user = anh_tu(), stranger()
    stand_at(NOON)
    client.force_login(admin)
    forced = client.get(HOME)
    settings.PASSWORD_DAYS_ADMIN = 0
    free = client.get(HOME)
    settings.PASSWORD_DAYS_ADMIN = 60
    client.force_login(user)

    assert forced["Location"].startswith(CHANGE)
    assert free.status_code == 200
    assert client.get(HOME).status_code == 200


def test_in_the_demonstration_passwords_do_not_age(client, stand_at, settings):
    settings.DEMO = True
    stand_at(NOON.replace(month=1))
    admin = anh_tu()
    stand_at(NOON)
    client.force_login(admin)

    assert client.get(HOME).status_code == 200


# --- the first run ---


def first(token: str | None, **changed):
    return {
        "token": token,
        "full_name": "Kiều Anh Tú",
        "username": "quan.tri",
        "password": NEW,
        "again": NEW,
    } | changed


@pytest.mark.parametrize("address", ["/", "/tai-khoan/", "/tai-khoan/dang-nhap/", "/tai-khoan/nguoi-dung/"])
def test_without_any_account_every_address_leads_to_the_first_run(client, address):
    if address == "/" and client.get("/").status_code == 404:
        pytest.skip("the desk is not there")

    assert client.get(address)["Location"] == FIRST_RUN


def test_health_and_language_stay_open_on_the_first_run(client):
    assert client.get("/healthz").status_code == 200
    assert client.post("/ngon-ngu/", {"language": "en", "next": FIRST_RUN})["Location"] == FIRST_RUN


def test_the_consoles_code_makes_the_first_administrator_who_must_set_up_a_second_factor(
    client, language, settings
):
    page = client.get(FIRST_RUN)
    token = (settings.VAR / "first-run-token").read_text().strip()

    answer = client.post(FIRST_RUN, first(token))

    user = User.objects.get()
    assert page.status_code == 200
    assert answer["Location"] == "/"
    assert (user.username, user.account_type, user.must_change_password) == ("quan.tri", "admin", False)
    assert user.grants.get().role == "system_admin"
    assert FactorDemand.objects.get().role == "system_admin"
    assert AuditEntry.objects.get().name == "accounts.first_administrator_made"
    assert not (settings.VAR / "first-run-token").exists()
    assert client.get(HOME)["Location"].startswith("/tai-khoan/hai-buoc/bat/")


def test_the_code_is_kept_for_the_owner_of_the_server_only(settings):
    token = first_run_token()

    assert token == first_run_token() == (settings.VAR / "first-run-token").read_text().strip()
    assert (settings.VAR / "first-run-token").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("token", ["", "0000-0000-0000-0000", "x"])
def test_a_stranger_without_the_code_makes_nobody(client, token):
    answer = client.post(FIRST_RUN, first(token))

    assert answer.status_code == 422
    assert not User.objects.exists()


def test_guessing_the_code_closes_the_door(client, settings):
    settings.THROTTLE_AFTER_TRIES = 100
    answers = [client.post(FIRST_RUN, first("falsch")).status_code for _ in range(7)]

    assert answers == [422] * 5 + [429, 429]


def test_what_does_not_fit_is_told_and_makes_nobody(client):
    token = first_run_token()

    page = client.post(FIRST_RUN, first(token, username="Quản trị"))

    assert page.status_code == 422
    assert "Tên đăng nhập chỉ gồm chữ thường" in page.text
    assert not User.objects.exists()


def test_once_there_is_an_account_the_first_run_is_over(client):
    token = first_run_token()
    stranger()

    assert client.get(FIRST_RUN)["Location"] == "/"
    assert client.post(FIRST_RUN, first(token))["Location"] == "/"
    assert User.objects.count() == 1
    assert not WorkSession.objects.exists()
