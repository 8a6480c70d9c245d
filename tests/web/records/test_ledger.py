"""The list: acts told as sentences, filters, pages."""

import re
from datetime import timedelta

import pytest
from django.db import transaction

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import SELF_DAY, make_scored_world, make_world, self_score
from tests.web.records.acting import SAID, give_a_role, lines, read, say
from thidua.accounts.actions.roles import GRANTED
from thidua.accounts.roles import Role
from thidua.foundation import audit
from thidua.foundation.actors import SYSTEM
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(stand_at):
    stand_at(SELF_DAY + timedelta(hours=1))


def test_acts_are_told_as_sentences_newest_first(client, language):
    world = make_scored_world("AA", "BB")
    self_score(world, units=["AA"])

    page = read(client, world.head_officer)

    numbers = [int(number) for number in re.findall(r'id="entry-(\d+)"', page)]
    assert numbers == sorted(
        AuditEntry.objects.filter(scope=world.bloc_year.public_id).values_list("pk", flat=True), reverse=True
    )
    assert len(numbers) == 2
    assert "<b>Cán bộ AA</b>" in page
    assert {"vi": "20/11/2023 16:41:00", "en": "20 Nov 2023 16:41:00"}[language] in page


def test_the_system_is_called_so_and_a_role_is_a_word(client, language):
    world = make_world("AA", "BB")
    give_a_role()

    page = read(client, world.administrator)

    assert {"vi": "<b>Hệ thống</b>", "en": "<b>The system</b>"}[language] in page
    assert "system_admin" not in page
    assert {"vi": "giao vai cho", "en": "a role: "}[language] in page
    assert {"vi": ": Thanh tra.", "en": ": Auditor."}[language] in page


def test_a_role_that_is_none_any_more_keeps_the_name_it_had(client, language):
    world = make_world("AA", "BB")
    with transaction.atomic():
        data = {"role": "scribe", "role_name": "Thư ký cũ"}
        audit.record(GRANTED, actor=SYSTEM, on=world.officers["AA"], data=data, at=SELF_DAY)

    assert "Thư ký cũ" in read(client, world.administrator)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=test.", 4),
        ("kind=test.&words=dac+biet", 1),
        ("kind=test.&words=Đặc", 1),
        ("kind=test.&words=zzz", 0),
        ("kind=test.&who=lan", 2),
        ("kind=test.&who=khang", 0),
        ("kind=criteria.", 0),
        ("kind=test.&since=2023-11-20&until=2023-11-20", 3),
        ("since=21%2F11%2F2023", 1),
        ("kind=test.&until=2023-11-19", 0),
        ("on=thing", 4),
        ("on=nothing", 0),
    ],
)
def test_filters_find(client, query, count):
    user, lan = make_account(), make_account(full_name="Đỗ Thị Lan")
    make_grant(user, Role.AUDITOR)
    say("Việc thường", actor=lan)
    say("Ba", label="Việc đặc biệt")
    say("Bốn", actor=lan, at=SELF_DAY + timedelta(days=1))
    say("Năm")

    page = read(client, user, f"/nhat-ky/?{query}")

    assert lines(page) == count


def test_a_day_that_cannot_be_read_is_named_and_filters_nothing(client, language):
    world = make_scored_world("AA", "BB")

    page = read(client, world.head_officer, "/nhat-ky/?since=hôm+qua")

    said = {"vi": "Ghi ngày đầu theo dạng ngày/tháng/năm", "en": "Write the first day as day/month/year"}[
        language
    ]
    assert said in page
    assert 'href="#filter-since"' in page
    assert lines(page) == 1


def test_pages_go_back_and_forth_and_keep_the_filter(client):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    for number in range(120):
        say(f"Lượt {number}")

    first = read(client, user, "/nhat-ky/?kind=test.")
    older = first.split('rel="next">')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = read(client, user, f"/nhat-ky/{older}")
    newer = second.split('rel="prev">')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    again = read(client, user, f"/nhat-ky/{newer}")

    assert (lines(first), lines(second), lines(again)) == (50, 50, 50)
    assert "kind=test." in older
    assert 'rel="prev"' not in first
    assert (
        first.split('class="chain"')[1].split("</ol>")[0] == again.split('class="chain"')[1].split("</ol>")[0]
    )
    assert 'rel="prev"' not in again
    last = read(
        client,
        user,
        f"/nhat-ky/?kind=test.&before={AuditEntry.objects.filter(name=SAID).order_by('seq')[20].seq}",
    )
    assert lines(last) == 20
    assert 'rel="next"' not in last


def test_what_people_typed_is_never_markup(client):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    say("<script>alert(1)</script>")

    page = read(client, user, "/nhat-ky/?words=%22%3E%3Cscript%3E&kind=test.") + read(client, user)

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_an_old_act_whose_sentence_is_unknown_is_still_listed(client, monkeypatch):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    say("Cũ")
    monkeypatch.delitem(audit.REGISTERED, SAID)

    assert "test.said" in read(client, user)


def test_a_reason_stands_under_its_act(client, language):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    say("Trả lại", reason="Thiếu minh chứng")

    page = read(client, user)

    assert (
        f'<span class="chain__more">{ {"vi": "Lý do", "en": "Reason"}[language] }: Thiếu minh chứng</span>'
        in page
    )


def test_an_empty_ledger_says_what_comes_here(client):
    world = make_world("AA", "BB")

    page = read(client, world.head_officer)

    assert "Chưa có việc nào" in page
    assert "Không có dòng nào khớp" in read(client, world.head_officer, "/nhat-ky/?words=zzz")
