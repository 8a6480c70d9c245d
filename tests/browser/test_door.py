"""The first page a stranger sees, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_can_be_read_by_everyone(page: Page, axe: Callable[[Page], None], scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    page.goto("/")

    axe(page)


def test_the_door_fits_a_telephone(page: Page, fits: Callable[[Page, int], None]) -> None:
    page.goto("/")

    fits(page, 320)


def test_the_door_is_in_the_language_the_browser_asks_for(page: Page) -> None:
    page.goto("/")
    vietnamese = page.locator("html").get_attribute("lang")
    page.set_extra_http_headers({"Accept-Language": "en"})

    page.reload()

    assert (vietnamese, page.locator("html").get_attribute("lang")) == ("vi", "en")


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_frame(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
