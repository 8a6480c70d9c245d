"""The calendar as a grid and a list, a person's address, and the holidays."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from tests.factories.criteria import Year, make_year
from tests.factories.plans import LATER, make_issued, make_plan, make_text_asked
from tests.pages import CheckedClient
from tests.web.plans.pages import at, words
from thidua.accounts.actions import deactivate_account
from thidua.core.calendar import Absolute
from thidua.foundation.clock import VIET_NAM
from thidua.plans.actions import move_activity, open_feed, renew_feed
from thidua.plans.queries import calendar_year, feed_card
from thidua.web.plans.addresses import feed_address
from thidua.web.plans.views import feeds

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 3, 6, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def year(client: CheckedClient, stand_at: Callable[[datetime], datetime]) -> Year:
    stand_at(NOW)
    cache.clear()
    made = make_year()
    client.force_login(made.officer)
    return made


def address_of(year: Year, who: str = "officer") -> str:
    card = feed_card(getattr(year, who).public_id)
    assert card is not None
    return feed_address(card)


def opened(year: Year, who: str = "officer") -> str:
    person = getattr(year, who)
    open_feed(user=person, actor=person, at=NOW)
    return address_of(year, who)


def test_the_month_stands_as_a_grid_and_as_a_list(year: Year, client: CheckedClient, language: str) -> None:
    make_issued(year)

    page = client.get(at("calendar", year.key)).content.decode()
    september = words(client.get(at("calendar", year.key) + "?thang=2023-09"))

    assert page.count('class="month__entry') == 4
    assert page.count('class="month__entry is-mine') == 1
    for part in ("Hội thao", "Quốc khánh"):
        assert part in september
    assert language in {"vi", "en"}


def test_a_month_that_cannot_be_is_the_nearest_one(year: Year, client: CheckedClient) -> None:
    make_issued(year)

    for asked in ("2023-13", "xx", "0001-01"):
        assert "Tháng 3/2023" in words(client.get(at("calendar", year.key) + f"?thang={asked}"))


def test_before_the_plan_is_sent_round_only_other_days_are_shown(year: Year, client: CheckedClient) -> None:
    make_plan(year)
    make_text_asked(year)

    page = words(client.get(at("calendar", year.key)))

    assert "Hạn góp ý: Quy chế" in page
    assert "Họp trù bị" not in page


def test_only_my_unit(year: Year, client: CheckedClient) -> None:
    make_issued(year)

    page = words(client.get(at("calendar", year.key) + "?cua-toi=1&thang=2023-03"))

    assert ("Nộp đăng ký" in page, "Họp trù bị" in page) == (True, False)


def test_an_empty_year_shows_its_month(year: Year, client: CheckedClient) -> None:
    assert "Tháng 3/2023" in words(client.get(at("calendar", year.key)))


def test_an_address_is_opened_renewed_and_closed_on_the_page(year: Year, client: CheckedClient) -> None:
    make_issued(year)
    client.post(at("open_feed"))
    first = address_of(year)
    assert first in client.get(at("feed")).content.decode()
    client.post(at("renew_feed"))
    second = address_of(year)
    answers = [client.get(address).status_code for address in (first, second)]
    client.post(at("close_feed"))

    assert answers == [404, 200]
    assert client.get(second).status_code == 404
    again = client.post(at("close_feed"), follow=True)
    assert "Không có địa chỉ nào đang mở." in again.content.decode()


def test_a_calendar_program_reads_it_without_signing_in(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)
    make_plan(year, change_reason="Đổi")
    address = opened(year)
    move_activity(
        plan=plan,
        code="l-05",
        when=Absolute(NOW.date().replace(month=9, day=22)),
        reason="Trùng",
        seen=NOW.date().replace(month=9, day=15),
        actor=year.drafter,
        at=LATER,
    )
    client.logout()

    answered = client.get(address)

    text = answered.content.decode().replace("\r\n ", "")
    assert answered.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answered.headers["Cache-Control"] == "private, max-age=900"
    assert answered.headers["X-Robots-Tag"] == "noindex"
    assert text.count("BEGIN:VEVENT") == 7
    sports = next(part for part in text.split("BEGIN:VEVENT") if "Hội thao" in part)
    for line in (
        "SEQUENCE:1",
        "DTSTART;VALUE=DATE:20230922",
        "TRIGGER:-P7D",
        "CATEGORIES:Khối thử 2023,Đơn vị tôi",
    ):
        assert line in sports
    assert f"URL:http://testserver{at('line', plan, 'l-05')}" in sports
    known = client.get(address, headers={"If-None-Match": answered.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_the_same_address_answers_in_english_when_asked(year: Year, client: CheckedClient) -> None:
    make_issued(year)
    address = opened(year)
    page = client.get(at("feed")).content.decode()
    client.logout()

    texts = {
        lang: client.get(f"{address}{asked}").content.decode().replace("\r\n ", "")
        for lang, asked in (("vi", ""), ("en", "?lang=en"), ("xx", "?lang=xx"), ("again", "?lang=en"))
    }

    assert f"{address}?lang=en" in page
    assert "CATEGORIES:Khối thử 2023,Đơn vị tôi" in texts["vi"]
    assert "CATEGORIES:Khối thử 2023,My unit" in texts["en"]
    assert "Emulation calendar of" in texts["en"]
    assert (texts["xx"], texts["again"]) == (texts["vi"], texts["en"])


def test_it_holds_only_what_the_person_may_see_today(year: Year, client: CheckedClient) -> None:
    make_issued(year)
    stranger = opened(year, "other_head")
    officer = opened(year)

    assert "BEGIN:VEVENT" not in client.get(stranger).content.decode()
    assert "BEGIN:VEVENT" in client.get(officer).content.decode()
    deactivate_account(
        actor=year.administrator, user=year.officer, reason="Chuyển công tác", at=NOW + timedelta(minutes=1)
    )
    assert client.get(officer).status_code == 404


def test_a_guessed_secret_is_not_found(year: Year, client: CheckedClient) -> None:
    address = opened(year)

    wrong = address.replace(address[-10:-4], "000000")
    assert client.get(wrong).status_code == 404
    assert client.get(at("feed_file", "khongco", "0" * 40)).status_code == 404


def test_an_address_read_too_often_rests_for_an_hour(
    year: Year, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "READS_PER_HOUR", 2)
    address = opened(year)

    answers = [client.get(address) for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "3600"


def test_a_renewed_address_follows_the_turn(year: Year) -> None:
    first = opened(year)
    renew_feed(user=year.officer, actor=year.officer, at=NOW)

    assert address_of(year) != first


def test_the_holidays_of_a_year_with_what_is_not_confirmed(
    year: Year, client: CheckedClient, language: str
) -> None:
    page = words(client.get(at("holidays") + "?nam=2026"))

    assert "24/11" in page
    assert ("Chưa đối chiếu" if language == "vi" else "Not confirmed") in page
    assert "2023" in words(client.get(at("holidays") + "?nam=xx"))


def test_the_standing_body_sets_a_year_and_is_told_of_bad_lines(year: Year, client: CheckedClient) -> None:
    client.force_login(year.standing)
    line = "08/02/2027; Ngày lễ, tết; Tết Nguyên đán; Thông báo 1"
    typed = {"days": line, "note": "", "reason": "Thông báo 1", "revision": "0"}

    for days in ("8/2; x; y", "08/02/2027; Ngày lễ, tết", "; Ngày lễ, tết; Tết", "40/02/2027; Làm bù; A"):
        assert client.post(at("correct_holidays", 2027), typed | {"days": days}).status_code == 422
    assert (
        client.post(at("correct_holidays", 2027), typed | {"days": line.replace("2027", "2026")}).status_code
        == 422
    )
    unsure = "15/02/2027; Làm bù; Làm bù ?"
    client.post(at("correct_holidays", 2027), typed | {"days": f"{line}\n{unsure}"})

    card = calendar_year(2027)
    assert [(one.name, one.known.value) for one in card.holidays.days] == [
        ("Tết Nguyên đán", "confirmed"),
        ("Làm bù", "unconfirmed"),
    ]
    page = client.get(at("correct_holidays", 2027)).content.decode()
    assert "15/02/2027; Làm bù; Làm bù;  ?" in page
    assert "Thông báo 1" in words(client.get(at("holidays") + "?nam=2027"))


def test_the_bloc_years_page_shows_how_far_the_plan_has_come(year: Year, client: CheckedClient) -> None:
    make_issued(year)

    page = words(client.get(f"/khoi-cum/nam/{year.key}/"))

    assert "kế hoạch đã hoàn thành" in page
    assert "0 trên 5" in page
