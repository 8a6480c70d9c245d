"""The bell and the list behind it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import stranger, tri
from tests.notices.test_notices import AT, told
from thidua.accounts.actions import grant_role
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.foundation.actors import SYSTEM
from thidua.notices.models import Notice

pytestmark = pytest.mark.django_db
LIST = "/thong-bao/"


def test_the_bell_counts_what_is_unread_on_every_page(client, language):
    mine = stranger()
    told(mine)
    told(mine, at=AT + timedelta(hours=1))
    client.force_login(mine)

    page = client.get("/viec-cua-toi/").text

    words = {"vi": "thông báo chưa đọc", "en": "notices unread"}[language]
    assert f'2<span class="sr"> {words}' in page
    client.post(reverse("notices:read_all"))
    nothing = {"vi": "không có thông báo chưa đọc", "en": "nothing unread"}[language]
    assert nothing in client.get("/viec-cua-toi/").text


def test_the_list_tells_in_the_readers_language_and_filters(client, language):
    mine = stranger()
    told(mine, text=Sentence("Nothing waits for you"))
    told(mine, text=Sentence("Notices"), at=AT + timedelta(hours=1))
    client.force_login(mine)

    page = client.get(LIST).text
    newest = Notice.objects.order_by("-made_at")[0]
    client.post(reverse("notices:open", args=(newest.public_id,)))
    unread = client.get(f"{LIST}?only=unread").text

    said = {"vi": "Không có việc nào đang chờ", "en": "Nothing waits for you"}[language]
    assert said in page
    assert page.count('/xem/"') == 2
    assert unread.count('/xem/"') == 1
    assert "02/03/2026 08:00" in page or "2 Mar 2026 08:00" in page


def test_opening_marks_and_leads_to_the_page(client):
    mine = stranger()
    told(mine, address="/viec-cua-toi/")
    notice = Notice.objects.get()
    client.force_login(mine)

    answer = client.post(reverse("notices:open", args=(notice.public_id,)))

    notice.refresh_from_db()
    assert answer.headers["Location"] == "/viec-cua-toi/"
    assert notice.read_at is not None
    assert client.get(reverse("notices:open", args=(notice.public_id,))).status_code == 405


def test_somebody_elses_notice_does_not_exist(client):
    mine, theirs = stranger(), tri()
    told(theirs)
    notice = Notice.objects.get()
    client.force_login(mine)

    assert client.post(reverse("notices:open", args=(notice.public_id,))).status_code == 404
    client.post(reverse("notices:read_all"))
    notice.refresh_from_db()
    assert notice.read_at is None
    assert client.get(LIST).text.count('/xem/"') == 0


def test_nothing_yet_and_nobody(client, language):
    assert client.get(LIST).status_code == 302
    client.force_login(stranger())

    page = client.get(LIST).text

    assert {"vi": "Chưa có thông báo nào", "en": "No notice yet"}[language] in page


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_questions_for_one_as_for_three(client, django_assert_num_queries, count):
    mine = stranger()
    for hour in range(count):
        told(mine, at=AT + timedelta(hours=hour))
    grant_role(actor=SYSTEM, user=mine, role=Role.AUDITOR, at=AT)
    client.force_login(mine)
    client.get(LIST)

    with django_assert_num_queries(7):
        client.get(LIST)


def test_pages_of_a_long_list(client):
    mine = stranger()
    for hour in range(32):
        told(mine, at=AT + timedelta(hours=hour))
    client.force_login(mine)

    assert client.get(LIST).text.count('/xem/"') == 30
    assert client.get(f"{LIST}?page=2").text.count('/xem/"') == 2
    assert client.get(f"{LIST}?page=99999").text.count('/xem/"') == 2
    assert client.get(f"{LIST}?page=x").text.count('/xem/"') == 30
