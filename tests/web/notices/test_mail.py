"""The mail of what waits: the form, what is written, the link that stops it, the demonstration's mailbox."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_account
from tests.factories.scorecards import SELF_DAY, make_scored_world
from tests.notices.test_notices import told
from thidua.accounts.actions import grant_role
from thidua.accounts.roles import Role
from thidua.foundation.actors import SYSTEM
from thidua.foundation.mailbox import FileMailbox
from thidua.foundation.outbox import deliver_next
from thidua.notices.actions import choose_digest
from thidua.notices.models import MailDigest
from thidua.notices.queries import digest_of
from thidua.notices.states import Frequency
from thidua.web.notices.chores import drop_old_notices, write_digests
from thidua.web.notices.digest import COLUMNS, stop_token

pytestmark = pytest.mark.django_db
MAIL = "/thong-bao/thu/"


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def reader(**changed):
    return make_account(email="a@example.test", full_name="Lê Thị Thu Hằng", **changed)


def chosen(user, moment: datetime, language: str = "vi", frequency: str = "daily") -> None:
    user.email = "a@example.test"
    user.save(update_fields=["email"])
    hour = moment.hour
    choose_digest(
        frequency=frequency,
        hour=hour,
        weekday=0,
        language=language,
        actor=user,
        at=moment - timedelta(minutes=1),
    )


def test_one_mail_tells_what_waits_in_the_chosen_language(stand_at, language):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    officer = world.officers["BB"]
    moment = SELF_DAY.replace(hour=7, minute=0)
    chosen(officer, moment, language)
    told(officer, at=moment - timedelta(seconds=1))

    assert write_digests(moment + timedelta(minutes=3)) == 1
    assert deliver_next(now=moment + timedelta(minutes=3))

    (sent,) = mail.outbox
    subject = {"vi": "1 việc đang chờ", "en": "1 task waits"}[language]
    assert sent.subject == subject
    assert sent.to == ["a@example.test"]
    assert {"vi": "1. Tự chấm điểm cho Đơn vị BB", "en": "1. Enter the self marks of Đơn vị BB"}[
        language
    ] in sent.body
    assert {"vi": "1 thông báo mới", "en": "1 new notice"}[language] in sent.body
    assert reverse("scorecards:unit", args=(world.sheet, "BB")) in sent.body
    long = [line for line in sent.body.splitlines() if len(line) > COLUMNS and "://" not in line]
    assert long == []
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body


def test_nothing_to_tell_is_no_mail(stand_at):
    user = reader()
    moment = stand_at(SELF_DAY.replace(hour=7, minute=0))
    chosen(user, moment)

    assert write_digests(moment + timedelta(minutes=1)) == 0
    assert drop_old_notices(moment) == 0


def test_the_form_keeps_the_choice_and_shows_the_mail(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    officer = world.officers["BB"]
    officer.email = "a@example.test"
    officer.save(update_fields=["email"])
    client.force_login(officer)

    before = client.get(MAIL).text
    answer = client.post(MAIL, {"frequency": "weekly", "hour": "8", "weekday": "4", "language": "en"})
    after = client.get(MAIL).text

    assert {"vi": "1 việc đang chờ", "en": "1 task waits"}[language] in before
    assert answer.status_code == 302
    assert digest_of(officer).frequency is Frequency.WEEKLY
    assert "1 task waits" in after


def test_a_value_that_is_not_offered_and_an_account_without_address(client):
    user = reader()
    client.force_login(user)
    wrong = client.post(MAIL, {"frequency": "hourly", "hour": "8", "weekday": "4", "language": "en"})
    silent = make_account()
    client.force_login(silent)
    page = client.get(MAIL)
    refused = client.post(MAIL, {"frequency": "daily", "hour": "8", "weekday": "4", "language": "vi"})

    assert wrong.status_code == 422
    assert "Tài khoản chưa có địa chỉ thư." in page.text
    assert refused.status_code == 403
    assert not MailDigest.objects.exists()


def test_the_link_in_the_mail_asks_once_more_and_stops(client, stand_at, language):
    moment = stand_at(SELF_DAY)
    user = reader()
    chosen(user, moment)
    address = reverse("notices:stop", args=(stop_token(digest_of(user).public_id),))

    asked = client.get(address)
    assert digest_of(user).frequency is Frequency.DAILY
    done = client.post(address)

    assert {"vi": "Ngừng gửi thư tổng hợp", "en": "no longer go to"}[language] in asked.text
    assert {"vi": "Đã ngừng gửi thư", "en": "The mail was stopped"}[language] in done.text
    assert digest_of(user).frequency is Frequency.NONE


def test_a_mail_program_stops_it_without_a_page_and_no_other_word_does(stand_at):
    moment = stand_at(SELF_DAY)
    user = reader()
    chosen(user, moment)
    token = stop_token(digest_of(user).public_id)
    program = Client(enforce_csrf_checks=True)

    wrong = program.post(reverse("notices:stop", args=(token[:-1] + "x",)))
    right = program.post(reverse("notices:stop", args=(token,)), {"List-Unsubscribe": "One-Click"})

    assert (wrong.status_code, right.status_code) == (404, 200)
    assert digest_of(user).frequency is Frequency.NONE


def test_the_mailbox_exists_only_in_the_demonstration(client, settings, tmp_path: Path, stand_at, language):
    settings.MAIL_FOLDER = tmp_path
    moment = stand_at(SELF_DAY.replace(hour=7, minute=0))
    user = reader()
    told(user, at=moment)
    chosen(user, moment, language)
    write_digests(moment + timedelta(minutes=1))
    deliver_next(now=moment + timedelta(minutes=1))
    FileMailbox(str(tmp_path), alias="default").send_messages(mail.outbox)
    name = next(tmp_path.glob("*.eml")).stem
    addresses = [
        reverse("notices:mailbox"),
        reverse("notices:mail_page", args=(name,)),
        reverse("notices:mail_file", args=(name,)),
    ]

    settings.DEMO = False
    hidden = [client.get(address).status_code for address in addresses]
    settings.DEMO = True
    shown = [client.get(address) for address in addresses]
    absent = client.get(reverse("notices:mail_page", args=("20200101-000000-bcdfghjkmnpq",)))

    assert hidden == [404, 404, 404]
    assert [answer.status_code for answer in shown] == [200, 200, 200]
    assert "a@example.test" in shown[0].text
    assert {"vi": "1 thông báo mới", "en": "1 new notice"}[language] in shown[1].text
    assert shown[2]["Content-Type"] == "message/rfc822"
    assert absent.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_questions_for_one_notice_as_for_three(client, django_assert_max_num_queries, count):
    user = reader()
    for _ in range(count):
        told(user)
    grant_role(actor=SYSTEM, user=user, role=Role.AUDITOR, at=SELF_DAY)
    client.force_login(user)
    client.get(MAIL)

    with django_assert_max_num_queries(10):
        client.get(MAIL)
