"""The main screens with the story's data: axe finds nothing on a desk and on a telephone, nothing runs out of the page."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests import story
from tests.journeys.atlas import Place, places

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

DESK, TELEPHONE = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=812)
NARROWEST = 320
SCREENS = {
    "khang.tm": (
        "desk:overview", "scorecards:matrix", "scorecards:unit", "scorecards:cell", "scorecards:ranking",
        "scorecards:frozen", "scorecards:checks", "scorecards:items",
    ),
    "hang.ltt": ("desk:my_work", "criteria:home", "criteria:scheme", "criteria:node", "criteria:rules"),
    "phuong.hk": (
        "organisations:blocs", "organisations:bloc_year", "organisations:open_year", "organisations:units",
        "organisations:unit", "organisations:people", "organisations:import",
    ),
    "tri.tm": ("records:ledger", "records:entry", "desk:search"),
    "quan.tri": ("accounts:users", "accounts:user", "accounts:roles"),
}  # fmt: skip


@pytest.fixture
def told(settings: object) -> dict[str, Place]:
    """The story in the server's database, and its addresses by name."""
    settings.PASSWORD_DAYS_ADMIN = 0  # type: ignore[attr-defined]  # the passwords of the story are public and do not age
    story.tell()
    return {place.name: place for place in places()}


def in_language(context: BrowserContext, language: str, base: str) -> None:
    """As the switch in the header does."""
    context.add_cookies([{"name": django_settings.LANGUAGE_COOKIE_NAME, "value": language, "url": base}])


def faults(page: Page, path: str, speak: Callable[[str], None], axe: Check, fits: Fits) -> Iterator[str]:
    """What is wrong with a screen, in both languages and at every width."""
    for language, size in (("vi", DESK), ("en", TELEPHONE)):
        speak(language)
        page.set_viewport_size(size)
        page.goto(path)
        if page.locator("h1").count() != 1:
            yield f"{path} ({language}): {page.locator('h1').count()} h1"
        try:
            axe(page)
        except AssertionError as found:
            yield f"{language}, {size['width']} px: {found}"
        try:
            fits(page, NARROWEST)
        except AssertionError as found:
            yield f"{language}: {found}"


@pytest.mark.parametrize("username", list(SCREENS))
def test_the_screens_of_a_role_can_be_read_by_everyone_and_on_a_telephone(
    username: str,
    page: Page,
    context: BrowserContext,
    live_server: object,
    axe: Check,
    fits: Fits,
    enter: Enter,
    told: dict[str, Place],
) -> None:
    enter(story.person(username))

    wrong = [
        fault
        for name in SCREENS[username]
        for fault in faults(
            page, told[name].path, lambda one: in_language(context, one, str(live_server)), axe, fits
        )
    ]

    assert not wrong, "\n".join(["", *wrong])


def test_the_help_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, context: BrowserContext, live_server: object, axe: Check, fits: Fits, told: dict[str, Place]
) -> None:
    paths = [
        "/tro-giup/",
        "/tro-giup/scorecards/matrix/",
        "/tro-giup/quyen-rieng-tu/",
        "/tro-giup/kha-nang-tiep-can/",
    ]

    wrong = [
        fault
        for path in paths
        for fault in faults(page, path, lambda one: in_language(context, one, str(live_server)), axe, fits)
    ]

    assert not wrong, "\n".join(["", *wrong])


def test_the_sheet_with_an_open_explanation_can_be_read_by_everyone(
    page: Page, axe: Check, enter: Enter, told: dict[str, Place]
) -> None:
    enter(story.person("khang.tm"))

    page.goto(told["scorecards:matrix"].path + "?o=CA:III.1:appraised")
    page.locator("#drawer-room aside").wait_for()

    axe(page)
