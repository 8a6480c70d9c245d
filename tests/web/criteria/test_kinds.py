"""Every way of scoring has boxes of its own; a figure may be tried on any of them before anything is saved."""

from typing import Any

import pytest

from tests.factories.criteria import make_draft, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import LEAF, STEPS, at, node_of, send_node, value_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client: CheckedClient) -> str:
    """A draft, and its drafter signed in."""
    year = make_year()
    client.force_login(year.drafter)
    client.speak("vi")
    return make_draft(year)


KINDS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "pass_fail": ({}, {}),
    "direct": ({}, {}),
    "completion": ({}, {}),
    "proportional": ({"direction": "lower"}, {"direction": "lower", "capped": False}),
    "count": ({"per_item": "1,25", "cap": "3"}, {"per_item": "1.25", "cap": "3"}),
    "deduct_per_event": (
        {
            "per_event": "0,5",
            "floor": "-1",
            "event-0-name": "chậm",
            "event-0-figure": "1",
            "event-1-name": "",
            "event-1-figure": "",
        },
        {"per_event": "0.5", "floor": "-1", "events": {"chậm": "1"}},
    ),
    "lateness": (
        {
            "days": "working",
            "missing": "0",
            "band-0-low": "",
            "band-0-high": "0",
            "band-0-high_sign": "le",
            "band-0-points": "7",
            "band-1-low": "0",
            "band-1-low_sign": "lt",
            "band-1-points": "",
        },
        {
            "days": "working",
            "missing": "0",
            "steps": [{"when": "d <= 0", "points": "7"}, {"when": "d > 0", "points": None}],
        },
    ),
    "dated": (
        {
            "require": "2",
            "date-0-name": "28/02/2023",
            "date-0-figure": "7",
            "date-1-name": "",
            "date-1-figure": "",
        },
        {"require": "2", "steps": [{"until": "2023-02-28", "points": "7"}]},
    ),
    "deduct_step": (
        {"band-0-low": "1", "band-0-high": "10", "band-0-high_sign": "le", "band-0-points": "-10"},
        {"steps": [{"when": "1 <= x <= 10", "points": "-10"}]},
    ),
    "banded_target": (
        {"then": "met", "capped": "on", "band-0-low": "500", "band-0-low_sign": "lt", "band-0-points": "75"},
        {"then": "met", "capped": True, "bands": [{"when": "n > 500", "target": "75"}]},
    ),
    "external": (
        {"rating-0-name": "Tốt", "rating-0-figure": "7", "rating-1-name": "Chưa rõ", "rating-1-figure": ""},
        {"map": {"Tốt": "7", "Chưa rõ": None}},
    ),
    "relative_to_leader": ({"share_at_target": "0,5"}, {"share_at_target": "0.5"}),
    "unit_targets": ({"min_targets": "4", "max_targets": "8"}, {"min_targets": "4", "max_targets": "8"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_way_of_scoring_is_saved_from_its_own_boxes_and_shown_in_them(
    kind: str, client: CheckedClient, draft: str
) -> None:
    typed, expected = KINDS[kind]

    answer = send_node(client, draft, "A.2", {"code": "A.2", "max": "7", "kind": kind, **typed})

    assert answer.status_code == 302, words(answer)
    assert node_of(draft, "A.2") == {"code": "A.2", "max": "7", "kind": kind, **expected}
    page = client.get(at("node", draft, "A.2"))
    assert {
        name: value_of(page, name)
        for name, value in typed.items()
        if value and name != "capped" and "sign" not in name and name not in {"direction", "days", "then"}
    } == {
        name: value
        for name, value in typed.items()
        if value and name != "capped" and "sign" not in name and name not in {"direction", "days", "then"}
    }


TRIALS: list[tuple[str, dict[str, str], dict[str, str], str]] = [
    ("step", STEPS, {"try-x": "75"}, "5,5"),
    ("count", {"per_item": "2"}, {"try-count": "3"}, "6"),
    ("proportional", {"capped": "on", "direction": "higher"}, {"try-target": "10", "try-actual": "5"}, "3,5"),
    ("completion", {}, {"try-percent": "50"}, "3,5"),
    ("deduct_per_event", {"per_event": "1"}, {"try-count": "2"}, "5"),
    ("external", {"rating-0-name": "tot", "rating-0-figure": "4"}, {"try-rating": "tot"}, "4"),
    (
        "dated",
        {"date-0-name": "28/02/2023", "date-0-figure": "7"},
        {"try-date": "01/02/2023", "try-parts": "0"},
        "7",
    ),
    (
        "relative_to_leader",
        {"share_at_target": "0,5"},
        {"try-target": "10", "try-actual": "10", "try-leader_target": "10", "try-leader_actual": "20"},
        "3,5",
    ),
]


@pytest.mark.parametrize(("kind", "boxes", "figures", "points"), TRIALS, ids=[row[0] for row in TRIALS])
def test_a_figure_is_tried_on_the_form_as_typed(
    kind: str, boxes: dict[str, str], figures: dict[str, str], points: str, client: CheckedClient, draft: str
) -> None:
    answer = send_node(client, draft, "A.2", {**LEAF, **boxes, "kind": kind, **figures, "try": "1"})

    said = answer.content.decode().partition("<output>")[2].partition("</output>")[0]
    assert points in said, said
    assert read(draft).card.revision == 1


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({}, "Hãy gõ một số trước."),
        ({"try-x": "mười"}, "“mười” không phải là số"),
        ({"try-x": "85", "band-1-high": "80"}, "không có bậc nào"),
        ({"try-x": "85", "max": "x"}, "max"),
    ],
    ids=str,
)
def test_a_trial_says_what_stands_in_its_way(
    figures: dict[str, str], said: str, client: CheckedClient, draft: str
) -> None:
    answer = send_node(client, draft, "A.2", {**LEAF, **STEPS, **figures, "try": "1"})

    assert said in words(answer)


def test_a_day_that_is_none_is_told_in_a_trial(client: CheckedClient, draft: str) -> None:
    boxes = {"date-0-name": "28/02/2023", "date-0-figure": "7"}

    answer = send_node(
        client, draft, "A.2", {**LEAF, **boxes, "kind": "dated", "try-date": "30/02/2023", "try": "1"}
    )

    assert "30/02/2023" in words(answer)
