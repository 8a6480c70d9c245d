"""Sessions: listed, ended, idle, too long, renewed by the person and by nothing else."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import anh_tu, stranger
from tests.factories.accounts import PASSWORD
from tests.web.accounts.door import HOME, NOON, SIGN_IN, signed_in
from thidua.accounts.models import AccessEvent, WorkSession
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db

STAY = "/tai-khoan/o-lai/"
SESSIONS = "/tai-khoan/phien/"


def test_an_idle_session_ends_after_fifteen_minutes_and_not_a_second_before(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())

    stand_at(NOON + timedelta(minutes=15) - timedelta(seconds=1))
    alive = client.get(HOME).status_code
    stand_at(NOON + timedelta(minutes=30) - timedelta(seconds=1))
    over = client.get("/tai-khoan/phien/?x=1")

    assert alive == 200
    assert over["Location"] == f"{SIGN_IN}?next=/tai-khoan/phien/%3Fx%3D1"
    session = WorkSession.objects.get()
    assert session.ended_why == "idle"
    assert AccessEvent.objects.latest("pk").deed == "session_end"


def test_the_door_says_once_why_the_session_ended(client, language, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(NOON + timedelta(minutes=15))

    led = client.get(HOME)
    first, second = client.get(led["Location"]), client.get(led["Location"])

    words = {"vi": "Để yên quá lâu", "en": "nothing was done for a while"}[language]
    assert (words in first.text, words in second.text) == (True, False)


def test_after_signing_in_again_one_is_back_at_the_same_page(client, stand_at):
    stand_at(NOON)
    user = stranger()
    client.force_login(user)
    stand_at(NOON + timedelta(minutes=16))
    page = client.get(client.get("/tai-khoan/phien/?x=1")["Location"])

    answer = client.post(
        SIGN_IN, {"username": user.username, "password": PASSWORD, "next": "/tai-khoan/phien/?x=1"}
    )

    assert 'name="next" value="/tai-khoan/phien/?x=1"' in page.text
    assert answer["Location"] == "/tai-khoan/phien/?x=1"


def test_an_administrators_session_ends_after_five_minutes(client, stand_at):
    stand_at(NOON)
    client.force_login(anh_tu())
    stand_at(NOON + timedelta(minutes=5))

    assert not signed_in(client)


def test_no_session_lasts_longer_than_eight_hours_however_busy(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    for quarter in range(1, 32):
        stand_at(NOON + timedelta(minutes=14 * quarter))
        assert signed_in(client)
    for quarter in range(32, 35):
        stand_at(NOON + timedelta(minutes=14 * quarter))
        assert signed_in(client) is (14 * quarter < 480)

    stand_at(NOON + timedelta(hours=8))

    assert not signed_in(client)
    assert WorkSession.objects.get().ended_why == "too_long"


def test_pages_that_poll_by_themselves_keep_nothing_alive(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(NOON + timedelta(minutes=10))
    polled = client.get(HOME, headers={"X-Thidua-Background": "1"}).status_code
    stand_at(NOON + timedelta(minutes=15))

    assert polled == 200
    assert not signed_in(client)


def test_continue_working_really_renews_the_servers_session(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(later := NOON + timedelta(minutes=14, seconds=55))

    answer = client.post(STAY)
    stand_at(NOON + timedelta(minutes=20))

    assert json.loads(answer.content) == {
        "expires_at": (later + timedelta(minutes=15)).timestamp(),
        "now": later.timestamp(),
    }
    assert signed_in(client)


def test_staying_right_after_another_act_renews_too(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(NOON + timedelta(seconds=5))

    client.post(STAY)

    assert WorkSession.objects.get().last_seen == NOON + timedelta(seconds=5)


def test_staying_never_goes_beyond_the_longest_session(client, stand_at, settings):
    settings.IDLE_MINUTES = 600
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(NOON + timedelta(hours=7, minutes=59))

    assert json.loads(client.post(STAY).content)["expires_at"] == (NOON + timedelta(hours=8)).timestamp()


@pytest.mark.parametrize("method", ["post", "get"])
def test_staying_when_it_is_too_late_is_answered_with_401(client, stand_at, method):
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(NOON + timedelta(minutes=15))

    assert getattr(client, method)(STAY).status_code == {"post": 401, "get": 405}[method]


def test_a_stay_without_its_token_renews_nothing(stand_at):
    strict = Client(enforce_csrf_checks=True)
    stand_at(NOON)
    strict.force_login(stranger())
    stand_at(NOON + timedelta(minutes=1))

    assert strict.post(STAY).status_code == 403


def test_the_page_counts_down_to_the_end_the_server_will_keep(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())

    page = client.get(HOME)

    assert f'data-expires="{(NOON + timedelta(minutes=15)).timestamp()}"' in page.text


def test_scripts_are_told_when_the_session_ends_and_get_401_when_it_is_over(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    alive = client.get(HOME, headers={"HX-Request": "true"})
    stand_at(NOON + timedelta(minutes=15))
    over = client.get(HOME, headers={"HX-Request": "true"})

    assert alive["X-Session-Expires-At"] == str(int((NOON + timedelta(minutes=15)).timestamp()))
    assert (over.status_code, json.loads(over.content)) == (401, {"signed_out": True})


def test_a_page_and_its_parts_are_one_act(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    stand_at(NOON + timedelta(seconds=9))
    client.get(HOME)
    together = WorkSession.objects.get().last_seen
    stand_at(NOON + timedelta(seconds=10))
    client.get(HOME)

    assert (together, WorkSession.objects.get().last_seen) == (NOON, NOON + timedelta(seconds=10))


def test_my_sessions_shows_mine_only_and_marks_this_one(client, language, stand_at):
    stand_at(NOON)
    user = stranger()
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36")
    other.post(SIGN_IN, {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="10.0.0.77")
    Client(REMOTE_ADDR="10.66.66.66").force_login(anh_tu())
    client.force_login(user)

    page = client.get(SESSIONS).text

    assert page.count('class="is-me"') == 1
    assert "10.0.0.77" in page
    assert {"vi": "Điện thoại, Chrome 120", "en": "Telephone, Chrome 120"}[language] in page
    assert "Kiều Anh Tú" not in page


def test_ending_one_session_signs_that_device_out_at_its_next_click(client, stand_at):
    stand_at(NOON)
    user = stranger()
    other = Client()
    other.force_login(user)
    client.force_login(user)
    key = WorkSession.objects.order_by("pk")[0].public_id

    client.post("/tai-khoan/phien/dong/", {"session": key})

    assert (signed_in(other), signed_in(client)) == (False, True)
    assert AuditEntry.objects.latest("seq").name == "accounts.session_ended"


def test_nobody_ends_another_persons_session(client, stand_at):
    stand_at(NOON)
    victim = Client()
    victim.force_login(anh_tu())
    client.force_login(stranger())
    key = WorkSession.objects.order_by("pk")[0].public_id

    answer = client.post("/tai-khoan/phien/dong/", {"session": key}, follow=True)

    assert "Phiên này đã đóng." in answer.text
    assert signed_in(victim)


def test_ending_all_others_keeps_this_one(client, stand_at):
    stand_at(NOON)
    user = stranger()
    others = [Client(), Client()]
    for other in others:
        other.force_login(user)
    client.force_login(user)

    client.post("/tai-khoan/phien/dong-het/")

    assert [signed_in(other) for other in others] == [False, False]
    assert signed_in(client)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.name, entry.data) == ("accounts.sessions_ended", {"sessions_ended": 2})


def test_deactivating_ends_every_session_at_once(client, stand_at):
    from thidua.accounts.actions import deactivate_account
    from thidua.foundation.actors import SYSTEM

    stand_at(NOON)
    user = stranger()
    client.force_login(user)

    deactivate_account(actor=SYSTEM, user=user, reason="chuyển công tác", at=NOON)

    assert not signed_in(client)
    assert WorkSession.objects.get().ended_why == "account_changed"


def test_a_browser_session_without_its_work_session_is_signed_out(client, stand_at):
    stand_at(NOON)
    client.force_login(stranger())
    session = client.session
    del session["work_session"]
    session.save()

    assert not signed_in(client)


def test_the_gate_costs_three_queries(client, stand_at, max_queries):
    stand_at(NOON)
    client.force_login(stranger())

    # The browser's session, the account, the work session.
    with max_queries(3):
        client.get(SIGN_IN)
