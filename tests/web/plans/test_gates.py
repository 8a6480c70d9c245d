"""Which page opens for whom, in which state, and how often it asks the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.factories.criteria import make_year
from tests.factories.plans import LINES, make_issued
from tests.pages import CheckedClient
from tests.web.plans.pages import PEOPLE, at, make_field
from thidua.foundation.clock import VIET_NAM

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 3, 6, 9, 0, tzinfo=VIET_NAM)
# drafter, head, officer of a member, standing body, auditor, officer of another bloc, administrator
READING = [200, 200, 200, 200, 200, 404, 404]
RUNNING = [200, 200, 403, 403, 403, 404, 404]
CLOSED_DOOR = [403, 403, 403, 403, 403, 404, 404]
OWN_DRAFT = [200, 200, 404, 404, 404, 404, 404]
PAGES: dict[tuple[str, str], list[int]] = {
    ("list", "issued"): [200, 200, 200, 200, 200, 200, 404],
    ("holidays", "issued"): [200, 200, 200, 200, 200, 200, 200],
    ("correct_holidays", "issued"): [403, 403, 403, 200, 403, 403, 200],
    ("feed", "issued"): [200, 200, 200, 200, 200, 200, 404],
    ("calendar", "issued"): READING,
    ("draft", "issued"): RUNNING,
    ("send_text", "issued"): RUNNING,
    ("plan", "issued"): READING,
    ("plan", "drafted"): OWN_DRAFT,
    ("file", "issued"): READING,
    ("revise", "drafted"): [200, 200, 403, 403, 403, 404, 404],
    ("revise", "issued"): CLOSED_DOOR,
    ("return", "consulted"): RUNNING,
    ("send", "drafted"): RUNNING,
    ("issue", "consulted"): RUNNING,
    ("issue", "drafted"): CLOSED_DOOR,
    ("recount", "issued"): RUNNING,
    ("add", "drafted"): RUNNING,
    ("line", "issued"): READING,
    ("line", "drafted"): OWN_DRAFT,
    ("revise_line", "drafted"): RUNNING,
    ("remove", "drafted"): RUNNING,
    ("move", "issued"): RUNNING,
    ("move", "drafted"): CLOSED_DOOR,
    ("drop", "issued"): RUNNING,
    ("complete", "issued"): [200, 200, 200, 403, 403, 404, 404],
    ("withdraw", "issued"): [200, 200, 200, 403, 403, 404, 404],
    ("consultation", "issued"): READING,
    ("minute", "issued"): READING,
    ("minute_file", "issued"): READING,
    ("extend", "issued"): RUNNING,
    ("close", "issued"): CLOSED_DOOR,
    ("answer", "issued"): [403, 403, 200, 403, 403, 404, 404],
    ("reply", "issued"): RUNNING,
}


STATES = ("drafted", "consulted", "issued")


@pytest.mark.parametrize("state", STATES)
def test_every_page_opens_for_whom_it_is_for(
    state: str, client: CheckedClient, stand_at: Callable[[datetime], datetime]
) -> None:
    stand_at(NOW)
    field = make_field(state)
    names = [name for name, of in PAGES if of == state]

    found: dict[str, list[int]] = {name: [] for name in names}
    for who in PEOPLE:
        client.force_login(getattr(field.year, who))
        for name in names:
            found[name].append(client.get(at(name, *field.args(name))).status_code)

    assert found == {name: PAGES[name, state] for name in names}


@pytest.mark.parametrize("state", STATES)
def test_every_page_speaks_both_languages_and_asks_the_database_seldom(
    state: str,
    client: CheckedClient,
    language: str,
    max_queries: Callable[[int], AbstractContextManager[Any]],
    stand_at: Callable[[datetime], datetime],
) -> None:
    stand_at(NOW)
    field = make_field(state)
    client.force_login(field.year.drafter)
    client.get(at("list"))

    for name in [name for name, of in PAGES if of == state and PAGES[name, of][0] == 200]:
        with max_queries(12):
            answered = client.get(at(name, *field.args(name)))
        assert (name, answered.status_code, language in {"vi", "en"}) == (name, 200, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_bloc_as_for_three(
    count: int,
    client: CheckedClient,
    max_queries: Callable[[int], AbstractContextManager[Any]],
    stand_at: Callable[[datetime], datetime],
) -> None:
    stand_at(NOW)
    years = [make_year(f"A{number}", f"B{number}", f"C{number}") for number in range(count)]
    for year in years:
        own = year.bloc.code.removeprefix("KA")
        make_issued(year, activities=[replace(line, owner=line.owner and f"A{own}") for line in LINES])
    client.force_login(years[0].standing)
    client.get(at("list"))

    with max_queries(12):
        answered = client.get(at("list"))

    assert answered.content.decode().count("<tr>") >= count


def test_what_is_not_there_is_not_found(client: CheckedClient) -> None:
    field = make_field("issued")
    client.force_login(field.year.drafter)

    for address in (
        at("plan", "khongco"),
        at("line", field.plan, "khongco"),
        at("move", field.plan, "khongco"),
        at("calendar", "khongco"),
        at("consultation", "khongco"),
        at("answer", field.sent, "khongco"),
        at("reply", field.sent, "khongco"),
        at("answer", "khongco", "khongco"),
        at("correct_holidays", 1900),
    ):
        assert client.get(address).status_code == 404


def test_whoever_has_not_signed_in_is_led_to_the_door(client: CheckedClient) -> None:
    field = make_field("issued")

    assert client.get(at("plan", field.plan)).status_code == 302
