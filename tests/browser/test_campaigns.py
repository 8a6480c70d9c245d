"""Movements in a real browser: for everyone, on a telephone, and without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.campaigns.room import Room, make_room
from thidua.campaigns.queries import response_of

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]


@pytest.fixture
def room() -> Room:
    return make_room()


# Who opens it, the screen, the movement, more of the address.
SCREENS = [
    ("head", "list", "", ()),
    ("head", "tree", "", ()),
    ("B", "movement", "bloc", ()),
    ("head", "amend", "bloc", ()),
    ("B", "activity_new", "bloc", ("B",)),
    ("head", "gathering", "", ()),
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen[1])
def test_every_page_can_be_read_by_everyone_and_on_a_telephone(
    page: Page,
    axe: Check,
    fits: Fits,
    enter: Enter,
    room: Room,
    screen: tuple[str, str, str, tuple[str, ...]],
) -> None:
    who, name, card, more = screen
    world = room.world
    enter(world.officers.get(who) or world.people[who])

    address = room.at(name, card, *(world.key(one) for one in more))
    page.goto(address)

    assert page.url.endswith(address)
    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    fits(page, 375)


def test_a_unit_responds_without_a_mouse(page: Page, enter: Enter, room: Room) -> None:
    world = room.world
    enter(world.officers["C"])
    page.goto(room.at("movement", "bloc"))

    page.locator(f'main a[href="{room.at("respond", "bloc", world.key("C"))}"]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{room.at('respond', 'bloc', world.key('C'))}")
    page.locator("#id_undertakes").focus()
    page.keyboard.type("Giúp mười hộ nghèo")
    page.locator("main form button[type=submit]").focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{room.at('movement', 'bloc')}")
    expect(page.get_by_text("Giúp mười hộ nghèo")).to_be_visible()
    kept = response_of(room.cards["bloc"].id, world.key("C"))
    assert kept is not None
    assert kept.undertakes == "Giúp mười hộ nghèo"
