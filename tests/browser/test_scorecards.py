"""The score sheet in a real browser: edited like a spreadsheet, saved as one goes, two people, no network, everyone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Complaints
from tests.factories.scorecards import CROSS_DAY, World, close, make_scored_world, marks, self_score
from thidua.scorecards.actions import SideInput, assign_whole_bloc, draw_minutes, enter_marks, sign_minutes
from thidua.scorecards.frames import sheet_frame
from thidua.scorecards.models import Mark
from thidua.scorecards.rows import TeamMember
from thidua.scorecards.states import Stage

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

PATHS = (
    "",
    "?o=BB:A.1:self",
    "don-vi/BB/",
    "o/BB/self/A.1/",
    "o/BB/cross/A.2/",
    "thuong-tru/",
    "thuong-tru/BB/bonus/",
    "kiem-tra-cheo/",
    "kiem-tra-cheo/BB/",
    "xep-hang/",
    "cong-doan/",
    "cong-doan/cross/chot/",
    "ket-qua/",
    "nhap/",
)


@pytest.fixture
def world() -> World:
    """Self-scoring closed; the cross-check has begun with one cell of BB."""
    made = make_scored_world("AA", "BB", "CC")
    self_score(made)
    close(made, Stage.SELF)
    lower = marks("BB", {"A.2": {"target": "10", "actual": "8"}}, "Thiếu biên bản")
    enter_marks(sheet=made.sheet, stage=Stage.CROSS, cells=lower, actor=made.head_officer, at=CROSS_DAY)
    return made


@pytest.fixture
def refusals(page: Page, complaints: Complaints) -> Iterator[None]:
    """The saves this test lets fail: answers that carry a dialog, and a cut line, are what it is about."""
    yield
    complaints.heard[:] = [
        said
        for said in complaints.heard
        if not re.match(r"4(09|22) for .*/o/$|Failed to load resource", said)
    ]


@pytest.fixture
def sheet(page: Page, enter: Enter, world: World) -> Page:
    """The sheet before the officer who assists the bloc head."""
    enter(world.head_officer)
    page.goto(f"/cham-diem/{world.sheet}/")
    return page


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'td[data-cell="{key}"]')


def write(page: Page, key: str, text: str) -> None:
    """Choose a cell, type over it, leave it with Enter."""
    cell(page, key).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def give_reason(page: Page, text: str) -> None:
    expect(page.locator("#ask-reason")).to_be_visible()
    page.fill("#ask-reason-text", text)
    page.click("[data-reason-ok]")


def kept(unit: str, leaf: str) -> Mark:
    return Mark.objects.get(unit__code=unit, leaf_code=leaf, stage=Stage.CROSS)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_a_sheet_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World, path: str
) -> None:
    enter(world.standing)

    page.goto(f"/cham-diem/{world.sheet}/{path}")

    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    fits(page, 320)


def test_the_sheet_can_be_read_in_the_dark(sheet: Page, axe: Check) -> None:
    sheet.emulate_media(color_scheme="dark")

    axe(sheet)


def test_a_value_typed_into_the_grid_is_saved_and_the_next_cell_chosen(sheet: Page) -> None:
    write(sheet, "BB:A.1:cross", "5")

    expect(cell(sheet, "BB:A.1:cross")).to_contain_text("5,00")
    expect(sheet.locator("#save-state")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    assert sheet.evaluate("document.activeElement.dataset.cell") == "BB:A.2:cross"
    assert kept("BB", "A.1").entry == {"points": "5"}


def test_escape_leaves_the_cell_as_it_was(sheet: Page) -> None:
    cell(sheet, "BB:A.1:cross").click()
    sheet.keyboard.type("5")

    sheet.keyboard.press("Escape")

    expect(sheet.locator(".cell-edit")).to_have_count(0)
    assert not Mark.objects.filter(leaf_code="A.1", stage=Stage.CROSS).exists()


@pytest.mark.usefixtures("refusals")
def test_a_lowered_value_asks_for_its_reason_and_only_for_that(sheet: Page) -> None:
    write(sheet, "BB:A.1:cross", "4,5")

    give_reason(sheet, "Thiếu biên bản quý III")

    expect(cell(sheet, "BB:A.1:cross")).to_contain_text("4,50")
    assert (kept("BB", "A.1").entry, kept("BB", "A.1").reason) == (
        {"points": "4.5"},
        "Thiếu biên bản quý III",
    )


@pytest.mark.usefixtures("refusals")
def test_a_value_that_does_not_fit_says_how_it_is_written(sheet: Page) -> None:
    write(sheet, "BB:B.1:cross", "xuất chúng")

    expect(sheet.locator("#unfit")).to_be_visible()
    expect(sheet.locator("#unfit")).to_contain_text("B.1")
    assert not Mark.objects.filter(leaf_code="B.1", stage=Stage.CROSS).exists()


@pytest.mark.usefixtures("refusals")
@pytest.mark.parametrize(("choice", "points"), [("theirs", "5"), ("mine", "4.5")])
def test_when_two_saved_one_cell_both_versions_are_shown_and_one_is_chosen(
    sheet: Page, world: World, choice: str, points: str
) -> None:
    other = marks("BB", {"A.1": {"points": "5"}})
    enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=other, actor=world.head_officer, at=CROSS_DAY)
    write(sheet, "BB:A.1:cross", "4,5")
    if sheet.locator("#ask-reason[open]").count():
        give_reason(sheet, "Thiếu biên bản")
    dialog = sheet.locator("#collision")
    expect(dialog).to_contain_text("Cán bộ AA")
    expect(dialog).to_contain_text("4,5")

    sheet.click(f"[data-collision-{choice}]")
    if choice == "mine":
        give_reason(sheet, "Thiếu biên bản")

    expect(cell(sheet, "BB:A.1:cross")).to_contain_text({"5": "5,00", "4.5": "4,50"}[points])
    assert kept("BB", "A.1").entry == {"points": points}


def test_a_block_is_pasted_from_a_spreadsheet(sheet: Page) -> None:
    cell(sheet, "BB:B.1:cross").click()

    sheet.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "Tốt\\nDH-1; DH-2");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )

    expect(cell(sheet, "BB:B.1:cross")).to_contain_text("6,00")
    expect(cell(sheet, "BB:B.2:cross")).to_contain_text("2,00")
    assert kept("BB", "B.2").entry == {"count": ["DH-1", "DH-2"]}


def test_a_relative_criterion_moves_the_others_on_screen_at_once(sheet: Page) -> None:
    write(sheet, "CC:A.2:cross", "10/10")
    expect(cell(sheet, "CC:A.2:cross")).to_contain_text("2,50")

    expect(cell(sheet, "BB:A.2:cross")).to_contain_text("2,00")


def test_a_question_mark_opens_the_reason_beside_the_sheet(sheet: Page, axe: Check) -> None:
    cell(sheet, "BB:A.2:cross").click()

    sheet.keyboard.press("?")

    expect(sheet.locator("#drawer-room")).to_contain_text("Thiếu biên bản")
    axe(sheet)


@pytest.mark.usefixtures("refusals")
def test_without_a_network_the_value_is_kept_and_sent_when_it_returns(
    sheet: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    write(sheet, "BB:A.1:cross", "5")
    expect(sheet.locator("#save-state")).to_contain_text("Chưa lưu được")
    assert not Mark.objects.filter(leaf_code="A.1", stage=Stage.CROSS).exists()

    context.set_offline(False)

    expect(sheet.locator("#save-state")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    assert kept("BB", "A.1").entry == {"points": "5"}


REVIEWS = ("phan-cong/", "danh-muc/", "don-vi/BB/lich-su/")


@pytest.mark.parametrize("path", REVIEWS)
def test_every_page_of_the_reviews_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World, path: str
) -> None:
    enter(world.standing)

    page.goto(f"/cham-diem/{world.sheet}/{path}")

    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    fits(page, 320)


def test_minutes_are_written_signed_and_taken_over_by_keyboard(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World
) -> None:
    checks = {"AA": ["BB", "CC"], "BB": ["CC"], "CC": ["BB"]}
    assign_whole_bloc(sheet=world.sheet, checks=checks, reasons={}, actor=world.standing, at=CROSS_DAY)
    team = (TeamMember("Trần Thị B", "Cán bộ"),)
    key = draw_minutes(
        sheet=world.sheet, number="27/BB", place="Trụ sở", held_from=CROSS_DAY.date(), held_to=CROSS_DAY.date(),
        remarks="", sides=[SideInput("BB", team), SideInput("CC", team)], actor=world.officers["BB"], at=CROSS_DAY,
    )  # fmt: skip
    here = f"/cham-diem/{world.sheet}/bien-ban/{key}/"
    enter(world.officers["BB"])
    page.goto(f"{here}phat-hien/CC/")
    axe(page)
    page.get_by_role("combobox").focus()
    page.keyboard.type("A.1")
    page.keyboard.press("Tab")
    page.keyboard.type("Thiếu một biên bản")
    page.keyboard.press("Tab")
    page.keyboard.type("4,5")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{here}$"))
    axe(page)
    fits(page, 375)
    seen = sheet_frame(world.sheet)
    assert seen is not None
    for unit in ("BB", "CC"):
        sign_minutes(
            sheet=world.sheet, minutes=key, unit=unit, seen=seen.content.minutes[0].print,
            actor=world.officers[unit], at=CROSS_DAY,
        )  # fmt: skip

    page.reload()
    page.locator('form[action$="/dua-vao/CC/"] button').first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text(re.compile("4 .*(cột Khối kiểm tra|cross column)")).first).to_be_visible()
    assert kept("CC", "A.1").entry == {"points": "4.5"}
    assert Mark.objects.filter(unit__code="CC", stage=Stage.CROSS).count() == 4
