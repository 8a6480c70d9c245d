"""Covenants in a real browser: for everyone, on a telephone, without a mouse, saved by itself, printed on A4."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.covenants import (
    REGISTERED,
    World,
    key_of,
    make_agreed,
    make_draft,
    make_signed,
    make_world,
    party,
    save,
)
from thidua.covenants.queries import content_of, covenant_frame

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]


@pytest.fixture
def world() -> World:
    return make_world()


def at(name: str, *args: str) -> str:
    return reverse(f"covenants:{name}", args=args)


def test_the_pages_of_a_signed_covenant_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World
) -> None:
    version = make_signed(world)
    enter(world.year.officer)

    for name in ("covenant", "registrations", "text", "signatures", "versions"):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(at(name, version))
        expect(page.locator("h1")).to_have_count(1)
        axe(page)
        fits(page, 320)


def test_the_forms_of_a_draft_can_be_filled_in_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter, world: World
) -> None:
    version = make_draft(world)
    save(world, version, "DV1")
    enter(world.drafter)

    for address in (
        at("registration", key_of(version, "DV1")),
        at("import", key_of(version, "DV1")),
        at("contents", version),
        at("paper", version, party(version, "DV2").unit),
    ):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        axe(page)
        fits(page, 320)


def test_a_target_is_added_weighed_and_saved_without_a_mouse(page: Page, enter: Enter, world: World) -> None:
    version = make_draft(world)
    save(world, version, "DV2", replace(REGISTERED, targets=REGISTERED.targets[:1]))
    enter(world.signers.officers["DV2"])
    page.goto(at("registration", key_of(version, "DV2")))

    page.locator("[data-add]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_target-1-name")).to_be_focused()
    page.keyboard.type("Chỉ tiêu gõ bằng phím")
    page.locator("#id_target-1-weight").fill("4")
    expect(page.locator("[data-weights]")).to_contain_text("10")
    page.locator("#id_target-1-name").focus()
    page.keyboard.press("Enter")

    expect(page.locator("[data-saved]")).to_be_attached()
    frame = covenant_frame(version)
    assert frame is not None
    kept = content_of(frame.card.id).registrations[party(version, "DV2").id]
    assert [row.name for row in kept.targets] == ["Chỉ tiêu 1", "Chỉ tiêu gõ bằng phím"]


def test_what_is_typed_saves_itself_and_new_rows_keep_their_keys(
    page: Page, enter: Enter, world: World
) -> None:
    version = make_draft(world)
    enter(world.signers.officers["DV2"])
    page.clock.install()
    page.goto(at("registration", key_of(version, "DV2")))

    page.locator("#id_target-0-name").fill("Chỉ tiêu tự lưu")
    page.clock.run_for(16_000)
    expect(page.locator("[data-saved-state]")).to_contain_text("Đã lưu")
    page.locator("#id_target-0-weight").fill("6")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.clock.run_for(16_000)

    expect(page.locator("input[name='target-0-code']")).to_have_value("DV2-1")
    expect(page.locator("input[name='revision']")).to_have_value("2")
    frame = covenant_frame(version)
    assert frame is not None
    (row,) = content_of(frame.card.id).registrations[party(version, "DV2").id].targets
    assert (row.code, row.name) == ("DV2-1", "Chỉ tiêu tự lưu")


def test_a_head_signs_without_a_mouse(page: Page, axe: Check, enter: Enter, world: World) -> None:
    version = make_agreed(world)
    enter(world.signers.heads["DV2"])
    page.goto(at("sign", version))

    axe(page)
    expect(page.locator("main")).to_contain_text("Ký với chức vụ: Giám đốc")
    page.locator("main .button--primary").focus()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("1 trên 3 đơn vị đã ký")
    expect(page.locator("main")).to_contain_text("chưa phải chữ ký số")


def test_the_paper_is_printed_alone(page: Page, enter: Enter, world: World) -> None:
    version = make_signed(world)
    enter(world.year.officer)
    page.goto(at("text", version))

    page.emulate_media(media="print")

    expect(page.locator(".covenant-paper")).to_be_visible()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator(".tabs")).to_be_hidden()
