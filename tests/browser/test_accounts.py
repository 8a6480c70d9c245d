"""The door and the books of accounts in a real browser: readable by everyone, on a telephone, and really renewed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.cast import anh_tu, phuong, stranger
from tests.factories.accounts import PASSWORD
from thidua.accounts.actions import set_up_second_factor
from thidua.accounts.actions.access import Visitor
from thidua.accounts.codes import code_at, new_secret
from thidua.accounts.models import WorkSession
from thidua.accounts.signing_in import open_session
from thidua.foundation import clock

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

BOOKS = ("nguoi-dung/", "nguoi-dung/them/", "vai/", "phien-dang-mo/", "lich-su/")
OWN = ("", "mat-khau/", "hai-buoc/", "hai-buoc/bat/", "phien/", "xac-nhan/", "dang-xuat/")


@pytest.mark.parametrize("place", [*BOOKS, *OWN])
def test_every_page_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, place: str
) -> None:
    phuong()
    enter(anh_tu())

    page.goto(f"/tai-khoan/{place}")

    axe(page)
    fits(page, 320)


def test_one_account_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter
) -> None:
    user = phuong()
    open_session(user=user, visitor=Visitor("10.0.0.7"), second_factor=False, at=clock.now())
    enter(anh_tu())
    page.goto(f"/tai-khoan/nguoi-dung/{user.public_id}/")

    page.locator("summary").first.click()

    axe(page)
    fits(page, 320)
    page.goto(f"/tai-khoan/nguoi-dung/{user.public_id}/vai/")
    axe(page)
    fits(page, 320)


def test_the_door_and_the_locked_door_can_be_read_by_everyone(page: Page, axe: Check, fits: Fits) -> None:
    stranger()
    page.goto("/tai-khoan/dang-nhap/")
    axe(page)
    fits(page, 320)

    for _ in range(5):
        page.get_by_label("Tên đăng nhập").fill("ha.ntm")
        page.get_by_label("Mật khẩu", exact=False).first.fill("sai")
        page.locator(".signin__form form button[type=submit]").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tạm thời chưa đăng nhập được")
    axe(page)
    fits(page, 320)


def test_a_person_signs_in_in_two_steps_with_the_keyboard_only(page: Page, axe: Check) -> None:
    user, secret = stranger(), new_secret()
    long_ago = clock.now() - timedelta(hours=1)
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, long_ago), at=long_ago)
    page.goto("/tai-khoan/phien/")

    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type("ha.ntm")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bước xác thực thứ hai")
    axe(page)
    page.get_by_label("Mã", exact=False).first.focus()
    page.keyboard.type(code_at(secret, clock.now()))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên của tôi")


def test_continue_working_renews_the_servers_session(page: Page, enter: Enter, settings) -> None:
    # One minute: the warning is there at once.
    settings.IDLE_MINUTES = 1
    enter(stranger())
    page.goto("/tai-khoan/")
    expect(page.locator("#idle-session")).to_be_visible()
    before = WorkSession.objects.get().last_seen

    settings.IDLE_MINUTES = 15
    with page.expect_response("**/tai-khoan/o-lai/") as answer:
        page.get_by_role("button", name="Tiếp tục làm việc").click()

    assert answer.value.status == 200
    expect(page.locator("#idle-session")).to_be_hidden()
    assert WorkSession.objects.get().last_seen > before


def test_switching_off_asks_first(page: Page, enter: Enter) -> None:
    user, secret = stranger(), new_secret()
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, clock.now()), at=clock.now())
    enter(user)
    page.goto("/tai-khoan/hai-buoc/")

    page.get_by_role("button", name="Tắt xác thực hai bước").click()
    page.get_by_role("button", name="Hủy thao tác").click()
    kept = type(user).objects.filter(second_factor__isnull=False).exists()
    page.get_by_role("button", name="Tắt xác thực hai bước").click()
    page.get_by_role("button", name="Đồng ý").click()

    expect(page.get_by_text("Đã tắt xác thực hai bước.")).to_be_visible()
    assert kept
    assert not type(user).objects.filter(second_factor__isnull=False).exists()
