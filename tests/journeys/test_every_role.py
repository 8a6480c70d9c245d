"""Every role of the story opens everything its pages lead to: nothing breaks, nothing leads into a wall, all has help."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import Resolver404, resolve, reverse

from tests import story
from tests.journeys.visitor import Visitor
from thidua.demo.accounts import PASSWORD, shown_accounts
from thidua.foundation.clock import VIET_NAM
from thidua.web.help.content import has_page

CONCLUDED = datetime(2024, 4, 22, 9, 0, tzinfo=VIET_NAM)
# Addresses of one kind differ in their record only: one of each tells enough.
OF_A_KIND = 1
# Signing out would end the walk.
LEFT_OUT = {"accounts:sign_out"}


def accounts() -> list[str]:
    """The account of each role."""
    return [account.username for account in shown_accounts()]


def menu_of(visitor: Visitor) -> dict[str, str]:
    """The entries of the menu: words and address."""
    rail = visitor.html.partition('<nav class="rail"')[2].partition("</nav>")[0]
    page = Visitor()
    page.html, page.path = rail, visitor.path
    return {words: href for words, href in page.links() if href.startswith("/")}


def view_name(path: str) -> str:
    """The view behind an address; empty for files."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def walk(visitor: Visitor, start: str) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by links, one of each kind: name of the view and address, opened."""
    ahead, known, opened = deque([start]), {start}, Counter[str]()
    while ahead:
        address = ahead.popleft()
        name = view_name(urlsplit(address).path)
        if not name or name in LEFT_OUT or name.startswith("help:") or opened[name] >= OF_A_KIND:
            continue
        opened[name] += 1
        visitor.open(address)
        yield name, address
        for _, href in visitor.links():
            if href.startswith("/") and (bare := href.partition("#")[0]) not in known:
                known.add(bare)
                ahead.append(bare)


# Which links a page shows is decided above the database, and each page is read on both in its own room's tests.
on_one_database = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="walks of thousands of pages, on SQLite alone"
)


@pytest.fixture(autouse=True)
def _passwords_do_not_age(settings: Any) -> None:
    """As in the demonstration, where they are public."""
    settings.PASSWORD_DAYS_ADMIN = 0


@pytest.mark.parametrize("username", accounts())
def test_every_entry_of_the_menu_opens(
    username: str, language: str, stand_at: Callable[[datetime], datetime]
) -> None:
    story.tell()
    stand_at(CONCLUDED)
    visitor = Visitor(language).sign_in(username, PASSWORD).open("/")

    for address in menu_of(visitor).values():
        visitor.open(address)

        assert 'aria-current="page"' in visitor.html or view_name(address) == "accounts:me"
        assert f'href="{reverse("help:index")}' in visitor.html


@on_one_database
@pytest.mark.parametrize("username", accounts())
def test_no_link_a_role_is_shown_leads_into_a_wall(
    username: str, stand_at: Callable[[datetime], datetime]
) -> None:
    story.tell()
    stand_at(CONCLUDED)
    visitor = Visitor().sign_in(username, PASSWORD)

    for name, address in walk(visitor, "/"):
        # A page, not a file, has its help in the frame.
        assert not visitor.html or has_page(name), f"{name} ({address}) has no help"


@on_one_database
@pytest.mark.parametrize("username", ["phuong.hk", "khang.tm", "hang.ltt", "binh.qg"])
def test_no_link_leads_into_a_wall_while_marks_are_appraised(
    username: str, stand_at: Callable[[datetime], datetime]
) -> None:
    story.tell(until=story.APPRAISAL)
    stand_at(story.APPRAISAL)
    visitor = Visitor("en").sign_in(username, PASSWORD)

    opened = {name for name, _ in walk(visitor, "/")}

    assert "desk:overview" in opened
