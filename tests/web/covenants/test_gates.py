"""Which page opens for whom, and how often it asks the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.factories.covenants import (
    World,
    key_of,
    make_agreed,
    make_composed,
    make_draft,
    make_signed,
    make_world,
    party,
)
from tests.pages import CheckedClient
from tests.web.covenants.pages import at

pytestmark = pytest.mark.django_db

PEOPLE = ("drafter", "head", "officer", "standing", "auditor", "stranger", "administrator")
READING = [200, 200, 200, 200, 200, 404, 404]
DRAFTING = [200, 200, 403, 403, 403, 404, 404]
# Pages by the state they belong to, with the status for each person in that order.
PAGES: list[tuple[Callable[[World], str], dict[str, list[int]]]] = [
    (
        make_draft,
        {
            "covenant": READING,
            "registrations": READING,
            "text": READING,
            "signatures": READING,
            "versions": READING,
            "excel": READING,
            "registration": READING,
            "history": READING,
            "workbook": READING,
            "contents": DRAFTING,
            "match": DRAFTING,
            "due": DRAFTING,
            "paper": [200, 200, 200, 403, 403, 404, 404],
            "send": [403, 403, 200, 403, 403, 404, 404],
            "import": [403, 403, 200, 403, 403, 404, 404],
            "collect": [403, 403, 403, 403, 403, 404, 404],
            "sign": [403, 403, 403, 403, 403, 404, 404],
        },
    ),
    (make_composed, {"consent": READING, "return_text": DRAFTING, "contents": [403] * 5 + [404] * 2}),
    (
        make_agreed,
        {
            "sign": DRAFTING,
            "witness": DRAFTING,
            "return_text": DRAFTING,
            "amend": [403] * 5 + [404] * 2,
        },
    ),
    (make_signed, {"amend": DRAFTING, "covenant": READING, "sign": [403] * 5 + [404] * 2}),
]
OF_REGISTRATION = {"registration", "history", "workbook", "send", "import", "collect"}


def address(name: str, version: str) -> str:
    if name in OF_REGISTRATION:
        return at(name, key_of(version, "DV2"))
    return at(name, version, *([party(version, "DV2").unit] if name == "paper" else []))


@pytest.mark.parametrize(("make", "expected"), PAGES, ids=["drafted", "composed", "agreed", "signed"])
def test_a_page_opens_for_whom_it_is_for(
    make: Callable[[World], str], expected: dict[str, list[int]], client: CheckedClient
) -> None:
    world = make_world()
    version = make(world)

    found: dict[str, list[int]] = {name: [] for name in expected}
    for who in PEOPLE:
        client.force_login(getattr(world.year, who))
        for name in expected:
            found[name].append(client.get(address(name, version)).status_code)

    assert found == expected


def test_the_room_and_its_beginning_open_for_whom_they_are_for(client: CheckedClient) -> None:
    world = make_world(table=None)

    found = []
    for who in PEOPLE:
        client.force_login(getattr(world.year, who))
        found.append((client.get(at("list")).status_code, client.get(at("begin", world.key)).status_code))

    assert [room for room, _ in found] == [200, 200, 200, 200, 200, 200, 404]
    assert [begin for _, begin in found] == DRAFTING


@pytest.mark.parametrize("name", ["covenant", "registration", "begin"])
def test_what_is_not_there_is_not_found(name: str, client: CheckedClient) -> None:
    client.force_login(make_world(table=None).drafter)

    assert client.get(at(name, "khongco")).status_code == 404


# The officer of a member unit asks; rows are the units of the bloc.
QUERIES = {
    "covenant": 11,
    "registrations": 11,
    "text": 12,
    "signatures": 10,
    "versions": 9,
    "registration": 10,
}


@pytest.mark.parametrize("units", [("DV1", "DV2", "DV3"), ("DV1", "DV2", "DV3", "DV4", "DV5", "DV6")])
def test_a_page_asks_the_database_no_more_for_more_units(
    units: tuple[str, ...],
    client: CheckedClient,
    max_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    world = make_world(*units)
    version = make_signed(world)
    client.force_login(world.year.officer)

    for name, most in QUERIES.items():
        page = address(name, version)
        client.get(page)
        with max_queries(most):
            client.get(page)


@pytest.mark.parametrize("years", [1, 3])
def test_the_room_asks_no_more_for_more_years(
    years: int, client: CheckedClient, max_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    worlds = [make_world(f"{letter}1", f"{letter}2", f"{letter}3", table=None) for letter in "ABC"[:years]]
    for world in worlds:
        make_draft(world)
    client.force_login(worlds[0].year.standing)
    client.get(at("list"))

    with max_queries(8):
        client.get(at("list"))
