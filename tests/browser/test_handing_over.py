"""Notices, mail and the handover in a real browser: axe, the keyboard, a telephone's width, and the paper that is printed."""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests import story
from thidua.notices.queries import digest_of
from thidua.notices.states import Frequency
from thidua.organisations.queries import bloc_year_of, handovers_of

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

TELEPHONE = ViewportSize(width=375, height=812)
NARROWEST = 320


@pytest.fixture
def addresses() -> list[str]:
    """The screens of this part, with records of the story."""
    story.tell()
    old, new = bloc_year_of("KNC", 2023), bloc_year_of("KNC", 2024)
    assert old is not None
    assert new is not None
    (minute,) = handovers_of(old, on=old.decision_date)
    return [
        reverse("notices:list"),
        reverse("notices:mail"),
        reverse("desk:my_work"),
        reverse("organisations:year_history", args=[old.public_id]),
        reverse("organisations:handover", args=[old.public_id]),
        reverse("organisations:minute", args=[minute.public_id]),
        reverse("organisations:confirm_leads", args=[new.public_id]),
    ]


def test_they_can_be_read_by_everyone_and_on_a_telephone(
    page: Page,
    context: BrowserContext,
    live_server: object,
    axe: Check,
    fits: Fits,
    enter: Enter,
    addresses: list[str],
) -> None:
    enter(story.person("khang.tm"))
    wrong = []
    for place, address in enumerate(addresses):
        language = ("vi", "en")[place % 2]
        context.add_cookies(
            [{"name": django_settings.LANGUAGE_COOKIE_NAME, "value": language, "url": str(live_server)}]
        )
        page.set_viewport_size(TELEPHONE)
        page.goto(address)
        for check in (axe, lambda shown: fits(shown, NARROWEST)):
            try:
                check(page)
            except AssertionError as found:
                wrong.append(f"{address} ({language}): {found}")

    assert not wrong, "\n\n".join(wrong)


def test_the_mail_is_chosen_by_keyboard_alone_and_the_bell_is_reached(page: Page, enter: Enter) -> None:
    story.tell()
    user = story.person("hang.ltt")
    enter(user)
    page.goto(reverse("desk:my_work"))
    page.get_by_role("link", name="Thông báo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thong-bao/")
    page.get_by_role("link", name="Thư tổng hợp").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thong-bao/thu/")
    page.get_by_label("Không nhận").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Lưu").focus()
    page.keyboard.press("Enter")

    page.get_by_text("Đã lưu lựa chọn.").wait_for()
    assert digest_of(user).frequency is Frequency.DAILY
