"""The desk and the ledger in a real browser: axe finds nothing, nothing runs out of the page, links lead where they say."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.scorecards import World, close, make_scored_world, self_score
from thidua.foundation.models import AuditEntry
from thidua.organisations.models import BlocYear
from thidua.scorecards.states import Stage

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

PATHS = (
    "/",
    "/?stage=self",
    "/viec-cua-toi/",
    "/tim/?q=don+vi",
    "/chon-khoi/",
    "/nhat-ky/",
    "entry",
    "/nhat-ky/kiem-tra/",
)


@pytest.fixture
def world() -> World:
    """Self-scoring closed, the cross-check waiting."""
    made = make_scored_world("AA", "BB", "CC")
    self_score(made)
    close(made, Stage.SELF)
    BlocYear.objects.update(illustrative=True)
    return made


def address(path: str) -> str:
    return f"/nhat-ky/{AuditEntry.objects.latest('seq').seq}/" if path == "entry" else path


@pytest.mark.parametrize("path", PATHS)
def test_every_page_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World, path: str
) -> None:
    enter(world.auditor)

    page.goto(address(path))

    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    fits(page, 320)


def test_the_first_page_of_an_administrator_can_be_read_by_everyone(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World
) -> None:
    enter(world.administrator)

    page.goto("/")

    axe(page)
    fits(page, 320)


def test_a_cell_of_the_heat_table_leads_to_its_reason(page: Page, enter: Enter, world: World) -> None:
    enter(world.head_officer)
    page.goto("/")

    page.locator(".heat__cell a").first.click()

    expect(page).to_have_url(re.compile(f"/cham-diem/{world.sheet}/o/AA/self/A\\.1/"))


def test_a_task_leads_to_the_one_form_that_settles_it(page: Page, enter: Enter, world: World) -> None:
    enter(world.head_officer)
    page.goto("/")

    page.locator(".duelist__do a").first.click()

    expect(page).to_have_url(re.compile(f"/cham-diem/{world.sheet}/don-vi/"))


def test_the_ledger_is_searched_opened_and_checked_by_keyboard(
    page: Page, enter: Enter, world: World
) -> None:
    enter(world.auditor)
    page.goto("/nhat-ky/")
    page.locator("#filter-words").focus()
    page.keyboard.type("chot tu cham")
    page.keyboard.press("Enter")
    expect(page.locator(".chain__item")).to_have_count(1)
    page.locator(".chain__item a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".check-result__say")).to_have_text("Dòng này khớp")
    page.goto("/nhat-ky/kiem-tra/")

    page.locator(".page-head__actions button").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".check-result__say")).to_have_text(re.compile(r"^Toàn bộ [\d.]+ dòng khớp nhau$"))
