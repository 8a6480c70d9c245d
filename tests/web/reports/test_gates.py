"""Which page opens for whom, in both languages, and how often it asks the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.reports import Reporting, compose, make_plain, make_reporting, receive, send_back, sent
from tests.pages import CheckedClient
from thidua.foundation.clock import VIET_NAM

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 17, 9, 0, tzinfo=VIET_NAM)
NOW = datetime(2023, 3, 18, 9, 0, tzinfo=VIET_NAM)
PEOPLE = ("own", "rival", "head", "standing", "auditor", "stranger", "administrator")
# Status by person, in that order, for a report of DV3 that was sent.
READING = [200, 403, 200, 200, 200, 404, 404]
BLOC = [200, 200, 200, 200, 200, 404, 404]
HEAD = [403, 403, 200, 403, 403, 404, 404]
PAGES: dict[str, tuple[str, list[int]]] = {
    "list": ("", [200, 200, 200, 200, 200, 200, 404]),
    "request": ("request", BLOC),
    "move": ("request", HEAD),
    "joint": ("request", [403, 403, 200, 200, 200, 404, 404]),
    "joint_edit": ("request", HEAD),
    "joint_issue": ("request", HEAD),
    "open": ("year", HEAD),
    "rules": ("year", HEAD),
    "report": ("report", READING),
    "fill": ("report", [403, 403, 403, 403, 403, 404, 404]),
    "send": ("report", [403, 403, 403, 403, 403, 404, 404]),
    "explain": ("report", [403, 403, 403, 403, 403, 404, 404]),
    "return": ("report", HEAD),
}


def at(made: Reporting, name: str, kind: str, unit: str = "DV3") -> str:
    keys = {"request": made.request, "year": made.key}
    args = () if not kind else (keys[kind] if kind in keys else made.report(unit),)
    return reverse(f"reports:{name}", args=args)


def person(made: Reporting, name: str) -> Any:
    year = made.world.year
    return {
        "own": made.officer("DV3"),
        "rival": made.world.signers.heads["DV2"],
        "head": made.head,
        "standing": year.standing,
        "auditor": year.auditor,
        "stranger": year.stranger,
        "administrator": year.administrator,
    }[name]


@pytest.fixture
def made(stand_at: Callable[[datetime], datetime]) -> Reporting:
    """A quarter for which DV3 has sent and the joint report is composed."""
    stand_at(NOW)
    found = make_plain()
    sent(found, "DV3", at=AT)
    compose(found, at=AT)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_whom_it_is_for(name: str, made: Reporting, client: CheckedClient) -> None:
    kind, expected = PAGES[name]

    found = []
    for who in PEOPLE:
        client.force_login(person(made, who))
        found.append(client.get(at(made, name, kind)).status_code)

    assert found == expected


@pytest.mark.parametrize("name", ["fill", "send"])
def test_a_draft_opens_for_the_unit_only(
    name: str, stand_at: Callable[[datetime], datetime], client: CheckedClient
) -> None:
    stand_at(NOW)
    made = make_plain()

    found = []
    for who in PEOPLE:
        client.force_login(person(made, who))
        found.append(client.get(at(made, name, "report")).status_code)

    assert found == [200, 403, 403, 403, 403, 404, 404]


def test_a_returned_report_is_explained_by_the_unit(
    stand_at: Callable[[datetime], datetime], client: CheckedClient
) -> None:
    stand_at(NOW)
    made = make_plain()
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)

    client.force_login(made.officer("DV3"))

    assert client.get(at(made, "explain", "report")).status_code == 200
    assert "Sai số liệu" in client.get(at(made, "report", "report")).text


@pytest.mark.parametrize("name", ["match", "close", "compose"])
def test_an_act_of_one_button_is_no_page(name: str, made: Reporting, client: CheckedClient) -> None:
    client.force_login(made.head)

    assert client.get(at(made, name, "request")).status_code == 405


@pytest.mark.parametrize("name", ["list", "request", "report", "joint", "joint_edit", "open", "rules"])
def test_pages_speak_both_languages(name: str, language: str, made: Reporting, client: CheckedClient) -> None:
    client.force_login(made.head)

    answer = client.get(at(made, name, PAGES[name][0]))

    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text


# The form shows four rooms at once: covenant, criteria, registers and evidence.
MOST = {"list": 12, "request": 12, "report": 12, "fill": 14, "send": 13, "joint": 11}


@pytest.mark.parametrize("name", MOST)
@pytest.mark.parametrize("units", [("DV1", "DV2", "DV3"), ("DV1", "DV2", "DV3", "DV4", "DV5", "DV6")])
def test_how_often_a_page_asks_does_not_grow_with_the_units(
    name: str,
    units: tuple[str, ...],
    stand_at: Callable[[datetime], datetime],
    client: CheckedClient,
    max_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    stand_at(datetime(2023, 6, 26, 9, 0, tzinfo=VIET_NAM))
    made = make_reporting() if name in {"fill", "send"} else make_plain(*units)
    if name not in {"fill", "send"}:
        for unit in units[1:]:
            sent(made, unit, at=AT)
            receive(made, unit, at=AT)
        compose(made, at=AT)
    who = made.officer("DV3") if name in {"fill", "send"} else made.head
    client.force_login(who)
    address = at(made, name, PAGES[name][0])
    client.get(address)

    with max_queries(MOST[name]):
        assert client.get(address).status_code == 200
