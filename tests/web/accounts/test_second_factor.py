"""The second factor on screen: set up, signing in with it, recovery codes, demand, switching off."""

import re
from datetime import timedelta

import pytest

from tests.cast import phuong, stranger
from tests.factories.accounts import PASSWORD
from tests.web.accounts.door import HOME, NOON, SIGN_IN, sign_in, signed_in
from thidua.accounts.actions import demand_second_factor
from thidua.accounts.codes import code_at
from thidua.accounts.models import AccessEvent, RecoveryCode, SecondFactor
from thidua.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db

SET_UP = "/tai-khoan/hai-buoc/bat/"
CODE = "/tai-khoan/dang-nhap/ma/"
FACTOR = "/tai-khoan/hai-buoc/"


def secret_on(page) -> str:
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page.text)
    assert found is not None
    return found[1].replace(" ", "")


def set_up(client, moment) -> tuple[str, list[str]]:
    """Set the second factor up on screen: its secret and the recovery codes shown."""
    secret = secret_on(client.get(SET_UP))
    page = client.post(SET_UP, {"code": code_at(secret, moment)})
    assert page.status_code == 200
    return secret, re.findall(r"<li>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</li>", page.text)


def test_setting_up_shows_the_square_code_and_the_secret_and_then_the_recovery_codes_once(
    client, language, stand_at
):
    stand_at(NOON)
    client.force_login(stranger())

    page = client.get(SET_UP)
    secret, codes = set_up(client, NOON)

    assert '<svg class="square-code"' in page.text
    assert "otpauth://totp/" in page.text
    assert secret_on(page) == secret
    assert len(codes) == len(set(codes)) == 10
    assert client.get(SET_UP)["Location"] == FACTOR
    assert all(code not in client.get(FACTOR).text for code in codes)


def test_a_wrong_first_code_sets_nothing_up(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    secret = secret_on(client.get(SET_UP))

    answers = [
        client.post(SET_UP, {"code": code})
        for code in ("000000", "", code_at(secret, NOON + timedelta(hours=1)))
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert not SecondFactor.objects.exists()


def test_the_secret_is_not_stored_in_clear(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())

    secret, codes = set_up(client, NOON)

    assert secret not in SecondFactor.objects.get().secret
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()


def test_signing_in_takes_two_steps_and_a_code_is_good_once(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    secret, _ = set_up(client, NOON)
    client.post("/tai-khoan/dang-xuat/")

    stand_at(later := NOON + timedelta(minutes=2))
    first = sign_in(client, user, next="/tai-khoan/phien/")
    between = signed_in(client)
    code = code_at(secret, later)
    second = client.post(CODE, {"code": f"{code[:3]} {code[3:]}"})
    inside = signed_in(client)
    client.post("/tai-khoan/dang-xuat/")
    sign_in(client, user)
    again = client.post(CODE, {"code": code})

    assert (first["Location"], between) == (CODE, False)
    assert (second["Location"], inside) == ("/tai-khoan/phien/", True)
    assert again.status_code == 422
    assert not signed_in(client)


def test_a_recovery_code_is_good_once(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    _, codes = set_up(client, NOON)
    client.post("/tai-khoan/dang-xuat/")

    sign_in(client, user)
    first = client.post(CODE, {"code": codes[3].upper().replace("-", " ")})
    client.post("/tai-khoan/dang-xuat/")
    sign_in(client, user)
    again = client.post(CODE, {"code": codes[3]})

    assert (first.status_code, again.status_code) == (302, 422)
    assert RecoveryCode.objects.filter(used_at=NOON).count() == 1
    assert AccessEvent.objects.filter(deed="second_step", outcome="done", on_key="recovery").count() == 1


def test_wrong_codes_lock_the_name_like_wrong_passwords(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    set_up(client, NOON)
    client.post("/tai-khoan/dang-xuat/")

    sign_in(client, user)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    afresh = sign_in(client, user)

    assert answers == [422, 422, 422, 422, 429]
    assert afresh.status_code == 429


def test_the_right_password_in_between_does_not_reset_the_count_of_wrong_codes(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    set_up(client, NOON)
    client.post("/tai-khoan/dang-xuat/")

    for _ in range(4):
        assert sign_in(client, user).status_code == 302
        client.post(CODE, {"code": "000000"})
    sign_in(client, user)

    assert client.post(CODE, {"code": "000000"}).status_code == 429


def test_the_second_step_waits_five_minutes_and_needs_the_first(client, stand_at):
    stand_at(NOON)
    user = stranger()
    alone = client.get(CODE)
    blind = client.post(CODE, {"code": "123456"})
    client.force_login(user)
    secret, _ = set_up(client, NOON)
    client.post("/tai-khoan/dang-xuat/")
    sign_in(client, user)

    waiting = client.get(CODE)
    empty = client.post(CODE, {"code": ""})
    stand_at(late := NOON + timedelta(minutes=5, seconds=1))
    too_late = client.post(CODE, {"code": code_at(secret, late)})

    assert (alone["Location"], blind["Location"]) == (SIGN_IN, SIGN_IN)
    assert (waiting.status_code, empty.status_code) == (200, 422)
    assert too_late["Location"] == SIGN_IN
    assert not signed_in(client)


def test_an_account_deactivated_between_the_steps_does_not_get_in(client, stand_at):
    from thidua.accounts.actions import deactivate_account

    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    secret, _ = set_up(client, NOON)
    client.post("/tai-khoan/dang-xuat/")
    sign_in(client, user)
    deactivate_account(actor=SYSTEM, user=user, reason="chuyển công tác", at=NOON)

    assert client.post(CODE, {"code": code_at(secret, NOON + timedelta(seconds=30))})["Location"] == SIGN_IN


def test_whoever_holds_a_demanded_role_is_led_to_set_up_and_can_do_nothing_else(client, language, stand_at):
    stand_at(NOON)
    client.force_login(phuong())
    before = client.get(HOME)
    demand_second_factor(actor=SYSTEM, role="standing_officer", at=NOON)

    led = client.get("/tai-khoan/phien/?x=1")
    posted = client.post("/tai-khoan/phien/dong-het/")
    page = client.get(led["Location"])
    away = client.get("/tai-khoan/dang-xuat/")
    secret = secret_on(page)
    done = client.post(SET_UP, {"code": code_at(secret, NOON), "next": "/tai-khoan/phien/?x=1"})

    assert before.status_code == 200
    assert led["Location"] == f"{SET_UP}?next=%2Ftai-khoan%2Fphien%2F%3Fx%3D1"
    assert posted["Location"].startswith(SET_UP)
    assert (page.status_code, away.status_code) == (200, 200)
    assert 'href="/tai-khoan/phien/?x=1"' in done.text
    assert client.get("/tai-khoan/phien/").status_code == 200


def test_others_are_not_troubled_by_a_demand(client):
    client.force_login(stranger())
    demand_second_factor(actor=SYSTEM, role="standing_officer", at=NOON)

    assert client.get(HOME).status_code == 200


def test_what_only_the_person_may_do_asks_for_the_password_after_ten_minutes(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    set_up(client, NOON)

    stand_at(NOON + timedelta(minutes=10))
    asked = client.post("/tai-khoan/hai-buoc/tat/")
    form = client.get(asked["Location"])
    wrong = client.post("/tai-khoan/xac-nhan/", {"password": "sai", "next": FACTOR})
    right = client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD, "next": FACTOR})
    off = client.post("/tai-khoan/hai-buoc/tat/")

    assert asked["Location"] == "/tai-khoan/xac-nhan/?next=%2Ftai-khoan%2Fhai-buoc%2F"
    assert (form.status_code, wrong.status_code) == (200, 422)
    assert (right["Location"], off["Location"]) == (FACTOR, FACTOR)
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


def test_guessing_at_the_confirmation_locks_too(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)

    answers = [client.post("/tai-khoan/xac-nhan/", {"password": "sai"}).status_code for _ in range(6)]

    assert answers == [422, 422, 422, 422, 429, 429]


def test_a_demanded_factor_cannot_be_switched_off(client, language, stand_at):
    stand_at(NOON)
    client.force_login(phuong())
    set_up(client, NOON)
    demand_second_factor(actor=SYSTEM, role="standing_officer", at=NOON)

    refused = client.post("/tai-khoan/hai-buoc/tat/")

    assert refused.status_code == 403
    assert SecondFactor.objects.exists()
    assert "/tai-khoan/hai-buoc/tat/" not in client.get(FACTOR).text


def test_new_recovery_codes_make_the_old_ones_worthless(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    _, old = set_up(client, NOON)

    page = client.post("/tai-khoan/hai-buoc/ma-du-phong/")
    new = re.findall(r"<li>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</li>", page.text)
    client.post("/tai-khoan/dang-xuat/")
    sign_in(client, user)

    assert len(set(new) - set(old)) == 10
    assert client.post(CODE, {"code": old[0]}).status_code == 422
    assert client.post(CODE, {"code": new[0]}).status_code == 302


def test_without_a_factor_there_is_nothing_to_renew_or_switch_off(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())

    renewed = client.post("/tai-khoan/hai-buoc/ma-du-phong/", follow=True)
    removed = client.post("/tai-khoan/hai-buoc/tat/", follow=True)

    assert "Hãy thiết lập xác thực hai bước trước." in renewed.text
    assert "nên không có gì để tắt" in removed.text


def test_setting_up_ends_the_sessions_elsewhere(client, stand_at):
    from django.test import Client

    stand_at(NOON)
    user = stranger()
    elsewhere = Client()
    elsewhere.force_login(user)
    client.force_login(user)

    set_up(client, NOON)

    assert (signed_in(client), signed_in(elsewhere)) == (True, False)
