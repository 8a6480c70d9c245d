"""The first page a stranger sees, in a real browser."""

from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_can_be_read_by_everyone(page: Page, axe: Callable[[Page], None], scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    page.goto("/")

    axe(page)


def test_the_door_fits_a_telephone(page: Page, fits: Callable[[Page, int], None]) -> None:
    page.goto("/")

    fits(page, 320)


@pytest.mark.parametrize(("locale", "language"), [("vi-VN", "vi"), ("en-GB", "en"), ("fr-FR", "vi")])
def test_the_door_is_in_the_language_the_browser_asks_for(
    chromium: Browser, live_server: object, locale: str, language: str
) -> None:
    with closing(chromium.new_context(base_url=str(live_server), locale=locale)) as visitor:
        page = visitor.new_page()

        page.goto("/")

        assert page.locator("html").get_attribute("lang") == language


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_frame(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
