"""Every kind of criterion has its form, its calculation in numbers and its rule in words, without a script."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.factories.scorecards import SELF_DAY, SMALL, World, make_scored_world
from tests.web.scorecards.sheets import cell, typed, words
from thidua.scorecards.models import Mark
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db
STEPS = [{"when": "x >= 90", "points": "4"}, {"when": "x < 90", "points": "2"}]
TWO = {
    "name_1": "Án đúng hạn",
    "weight_1": "3",
    "target_1": "100",
    "actual_1": "90",
    "name_2": "Án hủy",
    "weight_2": "1",
    "target_2": "2",
    "actual_2": "1",
    "lower_2": "on",
}
TARGETS = [
    {"name": "Án đúng hạn", "weight": "3", "target": "100", "actual": "90", "direction": "higher"},
    {"name": "Án hủy", "weight": "1", "target": "2", "actual": "1", "direction": "lower"},
]
# The kind, its rule, what is typed, what is kept, the calculation shown in Vietnamese.
KINDS: list[tuple[str, dict[str, Any], dict[str, str], dict[str, Any], str]] = [
    ("pass_fail", {}, {"achieved": "yes"}, {"achieved": True}, "đạt = 4,00"),
    ("pass_fail", {}, {"achieved": "no"}, {"achieved": False}, "không đạt = 0,00"),
    ("direct", {}, {"points": "3,5"}, {"points": "3.5"}, "3,5"),
    (
        "proportional",
        {},
        {"target": "50", "actual": "40"},
        {"target": "50", "actual": "40"},
        "min(4; 40 ÷ 50 × 4)",
    ),
    (
        "proportional",
        {"direction": "lower", "capped": False},
        {"target": "40", "actual": "50"},
        {"target": "40", "actual": "50"},
        "40 ÷ 50 × 4 = 3,20",
    ),
    # Three decimals and a thousand are both shown so that they are read again as themselves.
    (
        "proportional",
        {},
        {"target": "6000", "actual": "3,1250"},
        {"target": "6000", "actual": "3.125"},
        "3,125",
    ),
    ("completion", {}, {"percent": "85"}, {"percent": "85"}, "min(4; 85 % × 4)"),
    ("step", {"steps": STEPS}, {"x": "97,4"}, {"x": "97.4"}, "97,4 = 4,00"),
    ("step", {"steps": STEPS}, {"numerator": "45", "denominator": "60"}, {"x": "75"}, "75 = 2,00"),
    (
        "lateness",
        {"steps": [{"when": "d <= 0", "points": "4"}, {"when": "d > 0", "points": "1"}]},
        {"days_late": "-1"},
        {"days_late": "-1"},
        "-1 = 4,00",
    ),
    (
        "lateness",
        {"steps": [{"when": "d <= 0", "points": "4"}, {"when": "d > 0", "points": "1"}]},
        {"missing": "on"},
        {"missing": True},
        "không nộp = 0,00",
    ),
    (
        "dated",
        {"steps": [{"until": "2023-02-28", "points": "4"}], "require": 2},
        {"date": "25/02/2023", "parts": "3"},
        {"date": "2023-02-25", "parts": "3"},
        "25/02/2023; 3 = 4,00",
    ),
    (
        "dated",
        {"steps": [{"until": "2023-02-28", "points": "4"}]},
        {"date": "25/02/2023"},
        {"date": "2023-02-25"},
        "25/02/2023 = 4,00",
    ),
    ("count", {"per_item": "1.25"}, {"count": "2"}, {"count": "2"}, "min(4; 2 × 1,25)"),
    ("count", {"per_item": "1.25"}, {"count": "DH-1, DH-2"}, {"count": ["DH-1", "DH-2"]}, "min(4; 2 × 1,25)"),
    ("deduct_per_event", {"per_event": "0.5"}, {"count": "3"}, {"count": "3"}, "4 − 3 × 0,5"),
    (
        "deduct_per_event",
        {"per_event": "0.5", "events": {"late": 1, "missing": 2}},
        {"event_0": "1", "event_1": "2"},
        {"events": {"late": "1", "missing": "2"}},
        "4 − (1 chậm × 1 + 2 thiếu × 2) × 0,5",
    ),
    (
        "deduct_per_event",
        {"per_event": "0.5", "events": {"late": 1, "missing": 2}},
        {"event_0": "", "event_1": ""},
        {"events": {"late": "0", "missing": "0"}},
        "4 − 0 × 0,5",
    ),
    (
        "deduct_step",
        {"steps": [{"when": "x <= 5", "points": 0}, {"when": "x > 5", "points": "-1"}]},
        {"x": "6"},
        {"x": "6"},
        "6 = 3,00",
    ),
    (
        "banded_target",
        {"then": "proportional", "bands": [{"when": "n >= 0", "target": 80}]},
        {"n": "7000", "actual": "40"},
        {"n": "7000", "actual": "40"},
        "7000; 40 = 2,00",
    ),
    ("external", {"map": {"good": 4, "fair": 2}}, {"rating": "fair"}, {"rating": "fair"}, "Khá = 2,00"),
    (
        "relative_to_leader",
        {"share_at_target": "0.5"},
        {"target": "10", "actual": "10"},
        {"target": "10", "actual": "10"},
        "10",
    ),
    ("unit_targets", {}, TWO, {"targets": TARGETS}, "3 × 90 ÷ 100 + 1 = 3,70"),
]
EACH = pytest.mark.parametrize(
    ("kind", "params", "sent", "kept", "shown"),
    KINDS,
    ids=[f"{row[0]}-{index}" for index, row in enumerate(KINDS)],
)


def world_of(kind: str, params: dict[str, Any]) -> World:
    """A bloc whose table has one criterion, of this kind."""
    only = {"code": "K", "name": "Chỉ tiêu", "max": 4, "kind": kind, **params}
    table = {
        **SMALL,
        "exclusive": [],
        "total": {**SMALL["total"], "content_max": 4},
        "bands": [],
        "criteria": [only],
    }
    return make_scored_world("TA", "VKS", document=table)


def send(client: Client, world: World, fields: dict[str, str]) -> Any:
    client.force_login(world.officers["VKS"])
    return client.post(cell(world, "VKS", "K"), typed(world, "VKS", "K", Stage.SELF, **fields))


def shown_fields(html: str) -> dict[str, str]:
    """What the form of the page holds, as a browser would send it again."""
    found: dict[str, str] = {}

    class Fields(HTMLParser):
        within = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = {name: value or "" for name, value in attrs}
            name = given.get("name", "")
            if tag == "select":
                self.within = name
            elif tag == "option" and "selected" in given:
                found[self.within] = given.get("value", "")
            elif tag == "textarea":
                self.within = name
                found[name] = ""
            elif tag == "input" and given.get("type") in {"radio", "checkbox"}:
                if "checked" in given:
                    found[name] = given.get("value", "on")
            elif tag == "input" and name:
                found[name] = given.get("value", "")

    Fields().feed(html.split('data-draft="entry"')[1].split("</form>", maxsplit=1)[0])
    return found


@EACH
def test_the_form_keeps_the_input_of_its_kind_and_the_page_calculates_with_it(
    client, stand_at, kind, params, sent, kept, shown
):
    stand_at(SELF_DAY)
    world = world_of(kind, params)

    answer = send(client, world, sent)

    assert answer.status_code == 302, words(answer.text)
    assert Mark.objects.get().entry == kept
    assert shown in words(client.get(cell(world, "VKS", "K")).text)


@EACH
def test_the_form_read_again_holds_what_was_kept(client, stand_at, language, kind, params, sent, kept, shown):
    stand_at(SELF_DAY)
    world = world_of(kind, params)
    send(client, world, sent)
    page = client.get(cell(world, "VKS", "K")).text

    again = client.post(cell(world, "VKS", "K"), shown_fields(page))

    assert again.status_code == 422
    assert {"vi": "Không có gì khác với bản đang lưu.", "en": "Nothing differs from what is kept."}[
        language
    ] in words(again.text)
    assert Mark.objects.get().entry == kept
    assert Mark.objects.get().revision == 1


@pytest.mark.parametrize(
    ("kind", "params", "sent"),
    [
        ("direct", {}, {"points": "1.234"}),
        ("direct", {}, {"points": ""}),
        ("proportional", {}, {"target": "", "actual": "5"}),
        ("step", {"steps": STEPS}, {"numerator": "5", "denominator": "0"}),
        ("step", {"steps": STEPS}, {}),
        ("count", {"per_item": 1}, {"count": "1.234"}),
        ("external", {"map": {"good": 4}}, {"rating": "excellent"}),
        ("dated", {"steps": [{"until": "2023-02-28", "points": "4"}]}, {"date": ""}),
        ("unit_targets", {}, {**TWO, "weight_2": ""}),
        ("unit_targets", {}, {**TWO, "weight_2": "2"}),
        ("lateness", {"steps": [{"when": "d <= 0", "points": "4"}]}, {"days_late": ""}),
    ],
)
def test_what_a_kind_cannot_take_is_refused_in_a_sentence(client, stand_at, language, kind, params, sent):
    stand_at(SELF_DAY)
    world = world_of(kind, params)

    answer = send(client, world, sent)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text or "field__error" in answer.text
    assert not Mark.objects.exists()
