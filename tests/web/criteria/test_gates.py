"""Which page opens for whom, and how often it asks the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.factories.criteria import make_agreed, make_circulated, make_draft, make_frozen, make_year
from tests.pages import CheckedClient
from tests.web.criteria.pages import at

pytestmark = pytest.mark.django_db

PEOPLE = ("drafter", "head", "officer", "standing", "auditor", "stranger", "administrator")
# Status by person, in that order, for a draft that was sent round.
READING = [200, 200, 200, 200, 200, 404, 404]
DRAFTING = [200, 200, 403, 403, 403, 404, 404]
PAGES: dict[str, tuple[tuple[str, ...], list[int]]] = {
    "scheme": ((), READING),
    "node": (("A.2",), READING),
    "rules": ((), READING),
    "changes": ((), READING),
    "effects": ((), READING),
    "versions": ((), READING),
    "yaml": ((), READING),
    "json": ((), READING),
    "xlsx": ((), READING),
    "consent": ((), READING),
    "add": ((), DRAFTING),
    "order": ((), DRAFTING),
    "keep": ((), DRAFTING),
    "remove": (("A.2",), DRAFTING),
    "settings": ((), DRAFTING),
    "list": (("bonus",), DRAFTING),
    "explain": ((), DRAFTING),
    "circulate": ((), DRAFTING),
    "agree": ((), DRAFTING),
    "import": ((), DRAFTING),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_whom_it_is_for(name: str, client: CheckedClient) -> None:
    year = make_year()
    scheme = make_circulated(year)
    more, expected = PAGES[name]

    found = []
    for who in PEOPLE:
        client.force_login(getattr(year, who))
        found.append(client.get(at(name, scheme, *more)).status_code)

    assert found == expected


@pytest.mark.parametrize(
    ("name", "make", "expected"),
    [
        ("return", make_agreed, DRAFTING),
        ("freeze", make_agreed, DRAFTING),
        ("freeze", make_draft, [403, 403, 403, 403, 403, 404, 404]),
        ("return", make_frozen, [403, 403, 403, 403, 403, 404, 404]),
        ("agree", make_frozen, [403, 403, 403, 403, 403, 404, 404]),
        ("add", make_frozen, [403, 403, 403, 403, 403, 404, 404]),
    ],
)
def test_a_step_opens_in_its_state(
    name: str, make: Callable[..., str], expected: list[int], client: CheckedClient
) -> None:
    year = make_year()
    scheme = make(year)

    found = []
    for who in PEOPLE:
        client.force_login(getattr(year, who))
        found.append(client.get(at(name, scheme)).status_code)

    assert found == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("year", READING), ("draft", [200, 200, 403, 403, 403, 404, 404])],
)
def test_a_years_pages_open_for_whom_they_are_for(
    name: str, expected: list[int], client: CheckedClient
) -> None:
    year = make_year()

    found = []
    for who in PEOPLE:
        client.force_login(getattr(year, who))
        found.append(client.get(at(name, year.key)).status_code)

    assert found == expected


@pytest.mark.parametrize(
    "address",
    [
        at("scheme", "khongco"),
        at("year", "khongco"),
        at("node", "khongco", "A.1"),
        at("list", "khongco", "bonus"),
    ],
)
def test_what_is_not_there_is_not_found(address: str, client: CheckedClient) -> None:
    client.force_login(make_year().drafter)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("name", "more"), [("node", ("ZZ",)), ("remove", ("ZZ",)), ("list", ("gossip",))])
def test_a_part_that_is_not_there_is_not_found(
    name: str, more: tuple[str, ...], client: CheckedClient
) -> None:
    year = make_year()
    client.force_login(year.drafter)

    assert client.get(at(name, make_draft(year), *more)).status_code == 404


def test_whoever_has_not_signed_in_is_led_to_the_door(client: CheckedClient) -> None:
    scheme = make_draft(make_year())

    assert client.get(at("scheme", scheme)).status_code == 302


@pytest.mark.parametrize("name", [name for name, (_, statuses) in PAGES.items() if statuses[0] == 200])
def test_a_page_speaks_both_languages_and_asks_the_database_seldom(
    name: str,
    client: CheckedClient,
    language: str,
    max_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    year = make_year()
    scheme = make_circulated(year)
    client.force_login(year.drafter)
    address = at(name, scheme, *PAGES[name][0])
    client.get(address)

    with max_queries(12):
        answer = client.get(address)

    assert answer.status_code == 200
    assert language in {"vi", "en"}


@pytest.mark.parametrize("name", ["home", "template"])
def test_the_rooms_own_pages_ask_the_database_seldom(
    name: str,
    client: CheckedClient,
    language: str,
    max_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    year = make_year()
    make_circulated(year)
    client.force_login(year.drafter)
    client.get(at(name))

    with max_queries(12):
        answer = client.get(at(name))

    assert answer.status_code == 200
    assert language in {"vi", "en"}
