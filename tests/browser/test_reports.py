"""The report's form in a real browser: it saves itself, survives a dead network, shows two officers' texts; axe, keyboard, phone."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Complaints
from tests.factories.reports import Reporting, compose, make_reporting, sent, write
from thidua.foundation.clock import VIET_NAM
from thidua.reports.boxes import Box, text_said
from thidua.reports.content import targets_by_unit
from thidua.reports.queries import fields_of
from thidua.reports.states import FieldKind

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

AT = datetime(2023, 6, 16, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def made() -> Reporting:
    """DV2 has sent, DV3 writes, the joint report is composed."""
    found = make_reporting()
    sent(found, "DV2")
    compose(found)
    return found


@pytest.fixture
def cut_lines(page: Page, complaints: Complaints) -> Iterator[None]:
    """A cut line is what the test is about."""
    yield
    complaints.heard[:] = [
        said for said in complaints.heard if "ERR_INTERNET" not in said and "Failed to load" not in said
    ]


@pytest.fixture
def form(page: Page, enter: Enter, made: Reporting) -> Page:
    enter(made.officer("DV3"))
    page.goto(f"/bao-cao/{made.report('DV3')}/nhap/")
    return page


def standing(made: Reporting) -> dict[str, object]:
    return {key: row.said for (_, key), row in fields_of(made.place("DV3").row.id).items()}


def test_what_is_typed_saves_itself_and_the_rate_is_shown(form: Page, made: Reporting) -> None:
    key = targets_by_unit(made.key)["DV3"][0].key

    form.fill(f"#target-{key}-value", "97,5")
    form.fill("#text-overview-text", "Tình hình ổn định.")

    expect(form.locator("[data-save-state]")).to_have_text(re.compile("Đã lưu nháp lúc"))
    expect(form.locator(f"[data-box=target-{key}] [data-shown=share]")).to_have_text("102,6 % chỉ tiêu")
    expect(form.locator(".is-dirty")).to_have_count(0)
    assert standing(made)[key] == {"value": "97.5"}
    assert standing(made)["overview"] == {"text": "Tình hình ổn định."}


@pytest.mark.usefixtures("cut_lines")
def test_a_dead_network_loses_nothing_and_it_goes_out_when_the_line_is_back(
    form: Page, context: BrowserContext, made: Reporting
) -> None:
    context.set_offline(True)
    form.fill("#text-limits-text", "Gõ lúc mất mạng.")
    expect(form.locator("[data-save-state]")).to_have_text(re.compile("Mất mạng"))
    assert standing(made) == {}

    context.set_offline(False)

    expect(form.locator("[data-save-state]")).to_have_text(re.compile("Đã lưu nháp lúc"), timeout=15_000)
    assert standing(made)["limits"] == {"text": "Gõ lúc mất mạng."}


def test_two_officers_on_one_box_see_both_texts_and_choose(form: Page, made: Reporting) -> None:
    write(made, "DV3", [Box(FieldKind.TEXT, "overview", text_said("Của người kia"))], at=AT)

    form.fill("#text-overview-text", "Của tôi")

    panel = form.locator("[data-collision]")
    expect(panel).to_contain_text("Của người kia")
    expect(panel).to_contain_text("Của tôi")
    assert standing(made)["overview"] == {"text": "Của người kia"}
    panel.locator("[data-keep]").click()
    expect(form.locator("[data-save-state]")).to_have_text(re.compile("Đã lưu nháp lúc"))
    expect(panel).to_have_count(0)
    assert standing(made)["overview"] == {"text": "Của tôi"}


def test_every_page_is_accessible_and_fits_a_phone(
    page: Page, enter: Enter, made: Reporting, axe: Check, fits: Fits
) -> None:
    enter(made.head)
    paths = (
        "/bao-cao/",
        f"/bao-cao/ky/{made.request}/",
        f"/bao-cao/{made.report('DV1')}/nhap/",
        f"/bao-cao/{made.report('DV2')}/",
        f"/bao-cao/ky/{made.request}/bao-cao-chung/",
    )
    for path in paths:
        page.goto(path)
        axe(page)
        fits(page, 375)


def test_the_form_is_written_by_keyboard_alone(form: Page, made: Reporting) -> None:
    form.locator("#text-overview-text").focus()
    form.keyboard.type("Một.")
    form.keyboard.press("Tab")
    expect(form.locator("#text-results-text")).to_be_focused()
    form.keyboard.type("Hai.")

    expect(form.locator("[data-save-state]")).to_have_text(re.compile("Đã lưu nháp lúc"))
    assert set(standing(made)) == {"overview", "results"}
