"""Plans and the calendar in a real browser: for everyone, on a telephone, and without a mouse."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.criteria import Year, make_year
from tests.factories.plans import answer, make_issued, make_plan, make_text_asked, read
from thidua.plans.drafts import CommentDraft

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]


@pytest.fixture
def year() -> Year:
    return make_year()


def at(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def test_every_page_of_a_plan_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, year: Year
) -> None:
    plan = make_issued(year)
    enter(year.drafter)

    for address in (
        at("list"),
        at("plan", plan),
        at("line", plan, "l-03"),
        at("move", plan, "KICKOFF"),
        at("complete", plan, "l-05"),
        at("feed"),
    ):
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        axe(page)
        fits(page, 320)


def test_every_page_of_a_draft_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, year: Year
) -> None:
    plan = make_plan(year)
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))
    enter(year.drafter)

    for address in (at("plan", plan), at("add", plan), at("consultation", sent), at("minute", sent)):
        page.goto(address)
        axe(page)
        fits(page, 320)


def test_the_calendar_is_a_grid_on_a_desk_and_days_with_entries_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, year: Year
) -> None:
    make_issued(year)
    enter(year.officer)
    page.goto(f"{at('calendar', year.key)}?thang=2023-03")

    expect(page.locator(".month__day:visible")).to_have_count(35)
    axe(page)
    page.set_viewport_size({"width": 375, "height": 800})
    expect(page.locator(".month__day:visible")).to_have_count(4)
    axe(page)
    fits(page, 320)


def test_a_day_is_moved_by_keyboard_alone_after_its_effect_was_read(
    page: Page, enter: Enter, year: Year
) -> None:
    plan = make_issued(year)
    enter(year.drafter)
    page.goto(at("move", plan, "KICKOFF"))

    page.get_by_label("Ngày cố định").last.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("17/03/2023")
    page.get_by_label("Lý do").focus()
    page.keyboard.type("Lùi hội nghị")
    page.get_by_role("button", name="Xem ảnh hưởng").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("23/03/2023")
    page.get_by_role("button", name="Đổi hạn").focus()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("Đã đổi hạn.")
    assert read(plan).days["l-03"] == date(2023, 3, 23)


def test_a_unit_answers_and_what_it_typed_survives_the_page(page: Page, enter: Enter, year: Year) -> None:
    sent = make_text_asked(year)
    enter(year.officer)
    address = at("answer", sent, year.units["DV2"].public_id)
    page.goto(address)
    page.locator("#kind-commented").check()
    page.get_by_label("Ý kiến về đoạn 2").fill("Lùi hạn báo cáo")
    page.wait_for_timeout(600)
    page.goto(at("list"))
    page.goto(address)

    expect(page.get_by_label("Ý kiến về đoạn 2")).to_have_value("Lùi hạn báo cáo")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("main")).to_contain_text("Lùi hạn báo cáo")
