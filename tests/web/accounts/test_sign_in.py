"""Signing in and out: the door, its locks, where it leads."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import anh_tu, stranger
from tests.factories.accounts import PASSWORD, make_account
from tests.web.accounts.door import HOME, NOON, SIGN_IN, sign_in, signed_in
from thidua.accounts.models import AccessEvent, Knock, WorkSession
from thidua.accounts.states import Outcome

pytestmark = pytest.mark.django_db


def without_token(page: str, name: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(name, "")


def outcomes() -> list[str]:
    return list(AccessEvent.objects.order_by("pk").values_list("outcome", flat=True))


def test_the_door_says_what_to_type_in_both_languages(client, language):
    stranger()

    page = client.get(SIGN_IN)

    assert page.status_code == 200
    assert {"vi": "Tên đăng nhập", "en": "Sign-in name"}[language] in page.text


def test_name_and_password_open_and_the_log_has_the_fields_of_access(client, stand_at):
    stand_at(NOON)
    user = stranger()

    answer = client.post(
        SIGN_IN,
        {"username": " HA.ntm ", "password": PASSWORD},
        REMOTE_ADDR="10.1.2.3",
        REMOTE_PORT="50123",
        HTTP_HOST="localhost",
        HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 6.1) Chrome/109.0",
    )

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(client)
    event = AccessEvent.objects.get()
    assert (event.at, event.user, event.account_type, event.deed, event.outcome) == (
        NOON,
        user,
        "operational",
        "sign_in",
        "done",
    )
    assert (event.source, event.source_port, event.destination) == ("10.1.2.3", 50123, "localhost")
    assert event.agent == "Mozilla/5.0 (Windows NT 6.1) Chrome/109.0"
    assert event.on_key == WorkSession.objects.get().public_id
    user.refresh_from_db()
    assert user.last_seen == NOON


def test_a_wrong_answer_does_not_tell_whether_the_account_exists(client):
    user = stranger()

    known = sign_in(client, user, "sai rồi")
    unknown = client.post(SIGN_IN, {"username": "khong.co", "password": "sai rồi"})

    assert known.status_code == unknown.status_code == 422
    assert without_token(known.text, user.username) == without_token(unknown.text, "khong.co")


def test_an_unknown_name_costs_the_same_work_as_a_known_one(client, monkeypatch):
    user = stranger()
    hashed: list[str] = []
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode = MD5PasswordHasher.encode

    def counted(self, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    sign_in(client, user, "sai rồi")
    for_known = len(hashed)
    client.post(SIGN_IN, {"username": "khong.co", "password": "sai rồi"})

    assert (for_known, len(hashed)) == (1, 2)


def test_the_sixth_try_is_refused_with_why_until_when_and_whom_to_ask(client, stand_at, settings):
    settings.SIGN_IN_HELP = "Văn phòng Sở Nội vụ, 0276 000 000"
    stand_at(NOON)
    user = stranger()
    for _ in range(4):
        assert sign_in(client, user, "sai").status_code == 422

    fifth = sign_in(client, user, "sai")
    sixth = sign_in(client, user)

    assert (fifth.status_code, sixth.status_code) == (429, 429)
    assert "21/07/2023 12:30" in sixth.text
    assert "Văn phòng Sở Nội vụ, 0276 000 000" in sixth.text
    assert not signed_in(client)
    assert outcomes() == [Outcome.WRONG] * 5 + [Outcome.LOCKED]


def test_the_lock_opens_by_itself_after_half_an_hour(client, stand_at):
    stand_at(NOON)
    user = stranger()
    for _ in range(5):
        sign_in(client, user, "sai")

    stand_at(NOON + timedelta(minutes=30) - timedelta(seconds=1))
    before = sign_in(client, user)
    stand_at(NOON + timedelta(minutes=30))
    after = sign_in(client, user)

    assert (before.status_code, after.status_code) == (429, 302)


def test_an_unknown_name_is_locked_just_the_same(client):
    stranger()
    answers = [
        client.post(SIGN_IN, {"username": "khong.co", "password": "sai"}).status_code for _ in range(6)
    ]

    assert answers == [422, 422, 422, 422, 429, 429]


def test_guessing_from_elsewhere_does_not_lock_the_person_out(client):
    user = stranger()
    for _ in range(6):
        client.post(SIGN_IN, {"username": user.username, "password": "sai"}, REMOTE_ADDR="203.0.113.9")

    at_the_desk = sign_in(client, user)

    assert at_the_desk.status_code == 302


def test_signing_in_forgets_the_tries_from_this_network_only(client):
    user = stranger()
    client.post(SIGN_IN, {"username": user.username, "password": "sai"}, REMOTE_ADDR="203.0.113.9")
    sign_in(client, user, "sai")

    sign_in(client, user)

    assert list(Knock.objects.values_list("network", flat=True)) == ["203.0.113.9"]


def test_a_network_that_goes_through_a_list_of_names_is_closed_out(client, settings):
    settings.THROTTLE_AFTER_TRIES = 8
    user = stranger()
    for number in range(8):
        client.post(SIGN_IN, {"username": f"nguoi.la.{number}", "password": "sai"})

    here = sign_in(client, user)
    elsewhere = client.post(
        SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="10.9.9.9"
    )

    assert (here.status_code, elsewhere.status_code) == (429, 302)


def test_neighbours_in_one_ipv6_network_count_together(client):
    user = stranger()
    for number in range(5):
        client.post(
            SIGN_IN, {"username": user.username, "password": "sai"}, REMOTE_ADDR=f"2001:db8::{number}"
        )

    assert (
        client.post(
            SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="2001:db8::ff"
        ).status_code
        == 429
    )


def test_many_machines_close_the_name_to_new_places_but_not_to_the_usual_one(client, settings):
    settings.LOCK_AFTER_TRIES_ANYWHERE = 6
    user = stranger()
    Client().post(SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="10.0.0.5")
    for number in range(6):
        client.post(
            SIGN_IN, {"username": user.username, "password": "sai"}, REMOTE_ADDR=f"198.51.100.{number}"
        )

    new = client.post(SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="198.51.100.77")
    usual = client.post(SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="10.0.0.5")

    assert (new.status_code, usual.status_code) == (429, 302)


@pytest.mark.parametrize("kind", ["technical", "service"])
def test_accounts_without_a_person_do_not_sign_in_at_a_screen(client, kind):
    user = make_account(account_type=kind, responsible="Kiều Anh Tú")

    answer = sign_in(client, user)

    assert answer.status_code == 422
    assert outcomes() == [Outcome.NOT_FOR_SCREENS]


def test_an_account_out_of_use_gets_the_answer_of_a_wrong_password(client):
    from thidua.accounts.actions import deactivate_account

    user = stranger()
    deactivate_account(actor=anh_tu(), user=user, reason="chuyển công tác", at=NOON)

    answer = sign_in(client, user)

    assert answer.status_code == 422
    assert outcomes() == [Outcome.WRONG]


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/tai-khoan/phien/?x=1", "/tai-khoan/phien/?x=1"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
    ],
)
def test_next_leads_only_to_addresses_of_this_site(client, wanted, led_to):
    user = stranger()

    answer = sign_in(client, user, next=wanted)

    assert answer["Location"] == led_to


def test_whoever_has_not_signed_in_is_led_to_the_door_and_back(client):
    user = stranger()

    led = client.get("/tai-khoan/phien/")
    answer = client.post(
        led["Location"], {"username": user.username, "password": PASSWORD, "next": "/tai-khoan/phien/"}
    )

    assert led["Location"] == f"{SIGN_IN}?next=/tai-khoan/phien/"
    assert answer["Location"] == "/tai-khoan/phien/"


def test_whoever_has_signed_in_does_not_see_the_door(client):
    client.force_login(stranger())

    assert client.get(f"{SIGN_IN}?next=/tai-khoan/phien/")["Location"] == "/tai-khoan/phien/"


@pytest.mark.parametrize(
    "typed", [{"username": "a\0b", "password": "x"}, {"username": "", "password": ""}, {}]
)
def test_what_is_no_name_at_all_is_told_and_not_counted(client, typed):
    stranger()

    assert client.post(SIGN_IN, typed).status_code == 422
    assert not Knock.objects.exists()


def test_signing_in_changes_the_key_of_the_browsers_session(client):
    user = stranger()
    client.get(SIGN_IN)
    client.session.save()
    before = client.session.session_key

    sign_in(client, user)

    assert client.session.session_key != before


def test_forms_at_the_door_need_their_token():
    strict = Client(enforce_csrf_checks=True)
    user = stranger()

    answer = strict.post(SIGN_IN, {"username": user.username, "password": PASSWORD})

    assert answer.status_code == 403
    assert not WorkSession.objects.exists()


def test_signing_out_closes_the_session_and_is_logged(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())

    asked = client.get("/tai-khoan/dang-xuat/")
    done = client.post("/tai-khoan/dang-xuat/")

    assert (asked.status_code, done["Location"]) == (200, SIGN_IN)
    session = WorkSession.objects.get()
    assert (session.ended_at, session.ended_why) == (NOON, "signed_out")
    assert AccessEvent.objects.latest("pk").deed == "sign_out"
    assert not signed_in(client)


def test_signing_out_twice_does_no_harm(client):
    stranger()

    assert client.post("/tai-khoan/dang-xuat/")["Location"] == SIGN_IN
    assert client.get("/tai-khoan/dang-xuat/")["Location"] == SIGN_IN


@pytest.mark.parametrize("demo", [True, False])
def test_demo_accounts_are_offered_in_demo_mode_only(client, settings, demo):
    settings.DEMO = demo
    stranger()

    page = client.get(SIGN_IN).text

    assert ("khang.tm" in page) is demo
    assert ("hoa-sen-giua" in page) is demo


def test_behind_trusted_proxies_the_caller_is_who_the_nearest_of_them_saw(client, settings):
    settings.TRUSTED_PROXIES = 1
    user = stranger()

    client.post(
        SIGN_IN,
        {"username": user.username, "password": PASSWORD},
        REMOTE_ADDR="10.0.0.1",
        HTTP_X_FORWARDED_FOR="1.2.3.4, 198.51.100.7",
    )

    assert AccessEvent.objects.get().source == "198.51.100.7"


def test_without_trusted_proxies_nobody_can_name_another_address(client):
    user = stranger()

    client.post(
        SIGN_IN,
        {"username": user.username, "password": PASSWORD},
        REMOTE_ADDR="10.0.0.1",
        HTTP_X_FORWARDED_FOR="198.51.100.7",
    )

    assert AccessEvent.objects.get().source == "10.0.0.1"


def test_the_account_page_shows_what_is_held(client, language):
    client.force_login(anh_tu())

    page = client.get(HOME)

    assert {"vi": "Quản trị hệ thống", "en": "System administrator"}[language] in page.text
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("", "Không rõ máy nào"),
        ("curl/8.4.0", "Chương trình: curl/8.4.0"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/121.0", "Máy tính, Firefox 121"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/118.0 Chrome/112.0", "Máy tính, Cốc Cốc 118"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Máy tính, Edge 120"),
        ("Mozilla/5.0 (iPhone) Version/17.1 Mobile/15E148 Safari/604.1", "Điện thoại, Safari 17"),
    ],
)
def test_devices_are_told_in_words_a_person_knows(agent, words):
    from django.utils import translation

    from thidua.web.accounts.words import device_words

    with translation.override("vi"):
        assert device_words(agent) == words


@pytest.mark.parametrize("address", ["not an address", ""])
def test_a_caller_without_an_address_is_let_in_and_logged_without(client, address):
    user = stranger()

    answer = client.post(SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR=address)

    assert answer.status_code == 302
    assert AccessEvent.objects.get().source is None
