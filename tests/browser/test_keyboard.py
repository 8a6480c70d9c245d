"""An officer of the standing body appraises one cell without ever touching a mouse."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import story
from tests.browser.conftest import Complaints
from thidua.demo.accounts import PASSWORD
from thidua.scorecards.models import Mark, Sheet

UNIT, LEAF, STAGE = "CA", "I.3", "appraised"
KEY = f"{UNIT}:{LEAF}:{STAGE}"
REASON = "Thiếu biên bản một cuộc phối hợp"


@pytest.fixture
def sheet() -> str:
    """The story's sheet while it is appraised."""
    story.tell(until=story.APPRAISAL)
    return str(Sheet.objects.get().public_id)


@pytest.fixture(autouse=True)
def _a_question_is_no_complaint(page: Page, complaints: Complaints) -> Iterator[None]:
    """The server asks for the reason with 422, which the browser notes; nothing else may be noted."""
    yield
    complaints.heard[:] = [one for one in complaints.heard if not re.fullmatch(r"422 for \S+/o/", one)]


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the element is reached; a person who cannot get there by Tab cannot get there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} steps of the keyboard on {page.url}")


def held(page: Page) -> str:
    """The cell that has the focus."""
    return str(page.evaluate("document.activeElement.dataset.cell ?? ''"))


def walk_to(page: Page, key: str) -> None:
    """Go to a cell with the arrows."""
    place = """key => {
      const cell = document.querySelector(`td[data-cell="${CSS.escape(key)}"]`);
      return [cell.parentElement.rowIndex, cell.cellIndex];
    }"""
    for _ in range(80):
        (row, column), (to_row, to_column) = page.evaluate(place, held(page)), page.evaluate(place, key)
        if (row, column) == (to_row, to_column):
            return
        if column != to_column:
            page.keyboard.press("ArrowRight" if column < to_column else "ArrowLeft")
        else:
            page.keyboard.press("ArrowDown" if row < to_row else "ArrowUp")
    raise AssertionError(f"{key} is not reached by the arrows from {held(page)}")


def test_a_cell_is_appraised_with_the_keyboard_alone(page: Page, sheet: str) -> None:
    page.goto("/")
    tab_to(page, "input[name=username]")
    page.keyboard.type("phuong.hk")
    tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    tab_to(page, "a.rail__link[href='/cham-diem/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cham-diem/")
    tab_to(page, f"main a[href='/cham-diem/{sheet}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cham-diem/{sheet}/")

    tab_to(page, "td[data-cell]")
    walk_to(page, KEY)

    page.keyboard.press("?")
    drawer = page.locator("#drawer-room aside")
    expect(drawer).to_be_visible()
    expect(drawer).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert held(page) == KEY

    page.keyboard.type("3,5")
    page.keyboard.press("Enter")
    dialog = page.locator("#ask-reason")
    expect(dialog).to_be_visible()
    expect(dialog.locator("textarea")).to_be_focused()
    page.keyboard.type(REASON)
    tab_to(page, "[data-reason-ok]", most=4)
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(page.locator(f"td[data-cell='{KEY}']")).to_contain_text("3,50")
    expect(page.locator("#save-state")).to_contain_text("Đã lưu lúc")
    mark = Mark.objects.get(sheet__public_id=sheet, unit__code=UNIT, leaf_code=LEAF, stage=STAGE)
    assert (mark.entry, mark.reason) == ({"points": "3.5"}, REASON)
    page.reload()
    expect(page.locator(f"td[data-cell='{KEY}']")).to_contain_text("3,50")


def test_a_mark_is_not_changed_when_the_reason_is_not_given(
    page: Page, sheet: str, enter: Callable[[object], None]
) -> None:
    enter(story.person("phuong.hk"))
    page.goto(f"/cham-diem/{sheet}/")
    tab_to(page, "td[data-cell]")
    walk_to(page, KEY)

    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-reason")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#ask-reason")).to_be_hidden()
    page.reload()
    assert not Mark.objects.filter(unit__code=UNIT, leaf_code=LEAF, stage=STAGE).exists()
