"""The parts in a real browser: read by everyone, by keyboard, at every width; and what their script promises."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.factories.accounts import make_account
from tests.web.shared import site

pytestmark = pytest.mark.urls("tests.web.shared.site")

NOW = 2_000_000_000
STEP = 1000


@pytest.fixture(autouse=True)
def _fresh_site(transactional_db: None) -> None:
    """The house is not empty: an empty one shows nothing but the first run."""
    make_account()
    site.stays.clear()
    site.tried.clear()


@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_can_be_read_by_everyone(
    page: Page, axe: Callable[[Page], None], scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})

    page.goto("/_parts/")

    axe(page)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_gallery_fits_every_width(page: Page, fits: Callable[[Page, int], None], language: str) -> None:
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto("/_parts/")

    for width in (320, 375, 768, 1120, 1280, 1440):
        fits(page, width)


def test_the_theme_is_remembered_by_the_server(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/_trying/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.locator("form[data-theme-form] button").first.click()

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert 'data-theme="dark"' in page.request.get("/_trying/").text()


def test_the_theme_goes_from_the_computers_to_dark_to_light_and_back(page: Page) -> None:
    page.goto("/_trying/")
    button = page.locator("form[data-theme-form] button").first
    seen = []

    for _press in range(3):
        button.click()
        seen.append(page.evaluate("document.documentElement.dataset.theme ?? 'system'"))

    assert seen == ["dark", "light", "system"]


def test_the_grid_has_one_tab_stop_and_arrows_move(page: Page) -> None:
    page.goto("/_parts/")
    stops = page.locator("#example-sheet [tabindex='0'], #example-sheet tbody a:not([tabindex='-1'])")
    assert stops.count() == 1
    stops.first.focus()
    seen = []

    for key in ("ArrowRight", "ArrowUp", "Home", "End", "ArrowDown", "Control+Home"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.dataset.cell"))

    assert seen == [
        "TA:III.5:self",
        "TA:III.4:self",
        "VKS:III.4:self",
        "TA:III.4:appraised",
        "TA:III.5:appraised",
        "VKS:III.4:self",
    ]
    assert page.locator("#example-sheet [aria-selected='true']").count() == 1


def test_the_grid_tells_who_listens_what_was_meant(page: Page) -> None:
    page.goto("/_parts/")
    page.evaluate(
        """() => {
            window.told = [];
            for (const name of ["grid:edit", "grid:ask", "grid:clear"])
                document.addEventListener(name, (event) => {
                    event.preventDefault();
                    window.told.push([name, event.detail.key, event.detail.text ?? null]);
                });
        }"""
    )
    page.locator("#example-sheet [data-cell='VKS:III.4:cross']").click()

    for key in ("4", "Enter", "?", "Delete"):
        page.keyboard.press(key)

    here = "VKS:III.4:cross"
    assert page.evaluate("window.told") == [
        ["grid:edit", here, "4"],
        ["grid:edit", here, ""],
        ["grid:ask", here, None],
        ["grid:clear", here, None],
    ]


def test_the_grid_gives_pasted_cells_as_rows(page: Page) -> None:
    page.goto("/_parts/")
    page.locator("#example-sheet [data-cell='VKS:III.4:self']").click()

    rows = page.evaluate(
        """() => new Promise((answer) => {
            document.addEventListener("grid:paste", (event) => answer(event.detail.rows));
            const data = new DataTransfer();
            data.setData("text/plain", "3,50\\t4\\r\\n2,00\\t \\r\\n");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        })"""
    )

    assert rows == [["3,50", "4"], ["2,00", ""]]


def test_enter_in_the_grid_opens_the_explanation_where_nobody_edits(page: Page) -> None:
    page.goto("/_parts/")
    page.locator("#example-sheet [data-cell='VKS:III.5:appraised']").focus()

    page.keyboard.press("Enter")

    assert page.url.endswith("#why")


def test_a_draft_survives_a_reload_and_can_be_thrown_away(page: Page) -> None:
    page.goto("/_trying/")
    page.get_by_label("Lý do").fill("Đã họp ngày 12")
    page.get_by_label("Tòa án").check()
    page.get_by_label("Mật khẩu").fill("hunter2")
    page.wait_for_timeout(500)

    page.reload()

    notice = page.locator("[data-draft-notice]")
    expect(notice).to_be_visible()
    assert (page.get_by_label("Lý do").input_value(), page.get_by_label("Tòa án").is_checked()) == (
        "Đã họp ngày 12",
        True,
    )
    assert "hunter2" not in page.evaluate("JSON.stringify(localStorage)")
    notice.locator("[data-draft-discard]").click()
    assert (page.get_by_label("Lý do").input_value(), notice.count()) == ("", 0)
    page.reload()
    assert notice.count() == 0


def test_a_password_that_was_shown_is_still_never_kept(page: Page) -> None:
    page.goto("/_trying/")
    page.locator("[data-show-password]").click()
    page.get_by_label("Mật khẩu").fill("hunter2")
    page.get_by_label("Lý do").fill("x")
    page.wait_for_timeout(500)

    kept = page.evaluate("Object.values(localStorage).join()")

    assert ("hunter2" in kept, '"reason":["x"]' in kept) == (False, True)


@pytest.mark.parametrize(("answer", "kept"), [("/_tried/?saved", False), ("/_tried/", True)])
def test_a_draft_goes_only_when_the_server_confirms(page: Page, answer: str, kept: bool) -> None:
    page.goto("/_trying/")
    page.get_by_label("Lý do").fill("Đã họp")
    page.locator("form[data-draft=report]").evaluate("(form, answer) => { form.action = answer; }", answer)

    page.locator("form[data-draft=report] button[type=submit]").click()
    page.wait_for_url(f"**{answer}")
    page.goto("/_trying/")

    assert page.locator("[data-draft-notice]").count() == int(kept)


def test_a_form_is_sent_once_however_often_the_button_is_pressed(page: Page) -> None:
    page.goto("/_trying/")
    page.route("**/_tried/", lambda route: route.fulfill(status=204))  # the page stays

    sent = []
    page.on("request", lambda request: sent.append(request.method) if "_tried" in request.url else None)
    button = page.locator("form[data-once][data-draft] button[type=submit]")
    for _press in range(2):
        button.click()
        page.wait_for_timeout(150)

    assert (sent, button.get_attribute("aria-busy")) == (["POST"], "true")


def test_a_dangerous_action_asks_first(page: Page) -> None:
    page.goto("/_trying/")
    dialog = page.locator("#confirm")

    page.get_by_role("button", name="Thu hồi").click()
    expect(dialog).to_be_visible()
    words = dialog.locator("[data-confirm-body]").inner_text()
    focused = page.evaluate("document.activeElement.hasAttribute('data-closes')")
    dialog.locator("[data-closes]").click()
    refused = list(site.tried)
    page.get_by_role("button", name="Thu hồi").click()
    dialog.locator("[data-confirm-yes]").click()
    page.wait_for_url("**/_tried/")

    assert (words, focused, refused, len(site.tried)) == ("Không lấy lại được.", True, [], 1)


def test_leaving_with_something_unsent_asks(page: Page) -> None:
    page.goto("/_trying/")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)

    page.get_by_label("Ghi chú").fill("x")
    page.goto("/_tried/")

    assert asked == ["beforeunload"]


def _open_with(page: Page, left: int) -> None:
    page.clock.install(time=NOW)
    page.goto(f"/_trying/?now={NOW}&left={left}")


def test_the_end_of_a_session_is_counted_down_and_announced(page: Page) -> None:
    _open_with(page, 600)
    dialog = page.locator("#idle-session")
    clock, said = dialog.locator("[data-idle-clock]"), dialog.locator("[data-idle-say]")
    assert dialog.is_hidden()
    heard = []

    page.clock.run_for(541 * STEP)
    for _tick in range(58):
        if said.inner_text() not in heard:
            heard.append(said.inner_text())
        page.clock.run_for(STEP)

    assert [re.findall(r"\d+", words)[0] for words in heard] == ["60", "30", "10"]
    assert (dialog.is_visible(), clock.inner_text()) == (True, "0:01")


def test_staying_renews_the_servers_session(page: Page) -> None:
    _open_with(page, 50)
    dialog = page.locator("#idle-session")
    expect(dialog).to_be_visible()

    dialog.locator("[data-idle-stay]").click()
    expect(dialog).to_be_hidden()

    assert len(site.stays) == 1


def test_a_computer_that_slept_knows_at_once_that_the_session_is_over(page: Page) -> None:
    _open_with(page, 600)
    page.get_by_label("Lý do").fill("đang gõ dở")

    page.clock.set_fixed_time(NOW + 3600)
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    over = page.locator("#idle-session [data-idle-over]")
    expect(over.first).to_be_visible()
    assert over.locator("a").get_attribute("href") == "/_tried/"
    assert "đang gõ dở" in page.evaluate("JSON.stringify(localStorage)")


def test_one_renewed_tab_renews_the_others(page: Page) -> None:
    _open_with(page, 50)
    dialog = page.locator("#idle-session")
    expect(dialog).to_be_visible()

    page.evaluate(
        "(until) => new BroadcastChannel('thidua-session').postMessage({ expires: until, account: '' })",
        NOW + 900,
    )

    expect(dialog).to_be_hidden()


def test_another_account_in_another_tab_does_not_renew_this_one(page: Page) -> None:
    _open_with(page, 50)
    dialog = page.locator("#idle-session")
    expect(dialog).to_be_visible()

    page.evaluate(
        "(until) => new BroadcastChannel('thidua-session').postMessage({ expires: until, account: 'other' })",
        NOW + 900,
    )
    page.wait_for_timeout(100)

    assert dialog.is_visible()


def test_a_wrong_clock_of_the_computer_changes_nothing(page: Page) -> None:
    page.clock.install(time=NOW + 7200)

    page.goto(f"/_trying/?now={NOW}&left=600")

    assert page.locator("#idle-session").is_hidden()


def test_without_script_every_form_is_still_there(chromium, live_server) -> None:
    context = chromium.new_context(base_url=str(live_server), java_script_enabled=False)
    page = context.new_page()

    page.goto("/_trying/")
    page.get_by_label("Lý do").fill("không có script")
    page.locator("form[data-draft=report] button[type=submit]").click()
    page.wait_for_url("**/_tried/")
    context.close()

    assert site.tried[0]["reason"] == "không có script"


def test_htmx_sends_the_token_and_settles_the_draft(page: Page) -> None:
    page.goto("/_trying/")
    page.get_by_label("Điểm").fill("9")
    page.wait_for_timeout(400)
    kept = page.evaluate("Object.keys(localStorage).some((key) => key.endsWith(':quick'))")

    page.get_by_role("button", name="Ghi ngay").click()

    expect(page.locator("#answer")).to_have_text("Đã ghi 9")
    assert kept
    assert not page.evaluate("Object.keys(localStorage).some((key) => key.endsWith(':quick'))")


def test_what_the_server_refuses_stays_as_a_draft(page: Page, complaints) -> None:
    page.goto("/_trying/")
    page.get_by_label("Điểm").fill("99")

    page.get_by_role("button", name="Ghi ngay").click()

    expect(page.locator("#answer")).to_have_text("Đã ghi 99")
    page.wait_for_timeout(400)
    assert page.evaluate("Object.keys(localStorage).some((key) => key.endsWith(':quick'))")
    complaints.heard = [said for said in complaints.heard if not said.startswith("422")]


def test_a_sign_in_page_never_lands_inside_a_page(page: Page) -> None:
    _open_with(page, 600)

    page.get_by_role("button", name="Đã hết phiên").click()

    expect(page.locator("#idle-session [data-idle-over] a")).to_be_visible()
    assert page.locator("#answer").inner_text() == ""
