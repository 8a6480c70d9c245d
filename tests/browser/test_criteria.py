"""The builder of tables of criteria in a real browser: for everyone, on a telephone, with script and without a mouse."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from tests.factories.criteria import Year, make_circulated, make_frozen, make_year, read
from thidua.criteria.actions import draft_scheme
from thidua.foundation.clock import now
from thidua.foundation.files import XLSX

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

PAGES: dict[str, tuple[str, ...]] = {
    "scheme": (),
    "node": ("A.2",),
    "add": (),
    "order": (),
    "remove": ("A",),
    "rules": (),
    "list": ("bonus",),
    "settings": (),
    "changes": (),
    "effects": (),
    "versions": (),
    "circulate": (),
    "consent": (),
    "agree": (),
    "import": (),
}


@pytest.fixture
def year() -> Year:
    return make_year()


def at(name: str, *args: str) -> str:
    return reverse(f"criteria:{name}", args=args)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, year: Year, name: str
) -> None:
    scheme = make_circulated(year)
    enter(year.drafter)

    page.goto(at(name, scheme, *PAGES[name]))

    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    fits(page, 320)


@pytest.mark.parametrize("name", ["home", "year", "draft"])
def test_the_way_in_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, year: Year, name: str
) -> None:
    make_frozen(year)
    enter(year.drafter)

    page.goto(at(name) if name == "home" else at(name, year.key))

    axe(page)
    fits(page, 320)


def test_another_way_of_scoring_shows_its_boxes_at_once_and_saves(
    page: Page, axe: Check, enter: Enter, year: Year
) -> None:
    scheme = make_circulated(year)
    enter(year.drafter)
    page.goto(at("node", scheme, "A.2"))

    page.locator("select[name=kind]").select_option("count")
    page.locator("input[name=per_item]").fill("0,5")
    axe(page)
    page.get_by_role("button", name="Lưu chỉ tiêu").click()

    expect(page.locator("main")).to_contain_text("Đã lưu A.2")
    leaf = read(scheme).document["criteria"][0]["children"][1]
    assert (leaf["kind"], leaf["per_item"]) == ("count", "0.5")


def test_a_figure_is_tried_without_a_mouse(page: Page, enter: Enter, year: Year) -> None:
    scheme = make_circulated(year)
    enter(year.officer)
    page.goto(at("node", scheme, "A.2"))

    page.locator("input[name=try-x]").focus()
    page.keyboard.type("75")
    page.keyboard.press("Enter")

    expect(page.locator("output")).to_contain_text("5")


def test_a_file_that_is_saved_is_read_back_and_changes_nothing(page: Page, enter: Enter, year: Year) -> None:
    base = make_frozen(year)
    scheme = draft_scheme(
        bloc_year=year.key,
        name="Bảng điểm thử",
        based_on=base,
        change_reason="Đổi",
        actor=year.drafter,
        at=now(),
    )
    enter(year.drafter)
    page.goto(at("scheme", scheme))
    with page.expect_download() as found:
        page.locator(f"a[href='{at('xlsx', scheme)}']").first.click()

    page.goto(at("import", scheme))
    page.locator("input[type=file]").set_input_files(
        FilePayload(name="bang.xlsx", mimeType=XLSX, buffer=found.value.path().read_bytes())
    )
    page.locator("form[enctype] .button--primary").click()

    expect(page.locator("main")).to_contain_text("Tệp không thay đổi gì")
