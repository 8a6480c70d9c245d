"""Each kind of leaf refuses parameters that cannot be used, at their place and with the reason."""

import pytest

from tests.core.scoring.making import english, leaf, scheme_doc
from thidua.core.scoring import SchemeProblem, parse_scheme

STEP = [{"when": "x > 1", "points": 1}]
DEADLINE = [{"until": "2022-02-28", "points": 1}]
KIND_CASES = [
    (leaf("step", 5), "criteria[0]", "the key “steps” is missing"),
    (leaf("step", 5, steps=[]), "criteria[0].steps", "the list is empty"),
    (
        leaf("step", 5, steps=[{"when": "d > 1", "points": 1}]),
        "criteria[0].steps[0].when",
        "the variable d; here",
    ),
    (
        leaf("step", 5, steps=[{"when": "x > 1", "points": -1}]),
        "criteria[0].steps[0].points",
        "between 0 and 5",
    ),
    (
        leaf("step", 5, steps=[{"when": 5, "points": 1}]),
        "criteria[0].steps[0].when",
        "must be a comparison in quotes",
    ),
    (
        leaf("step", 5, steps=[{"when": "x > 1", "target": 1}]),
        "criteria[0].steps[0].target",
        "no key “target”",
    ),
    (
        leaf("step", 5, steps=[{"when": "x > 1", "points": 1}], measure={"decimals": 0, "mode": "round"}),
        "criteria[0].measure.mode",
        "“round” cannot be used here",
    ),
    (
        leaf("deduct_step", 5, steps=[{"when": "x > 1", "points": 1}]),
        "criteria[0].steps[0].points",
        "points taken off",
    ),
    (
        leaf("lateness", 5, steps=[{"when": "x > 1", "points": 1}]),
        "criteria[0].steps[0].when",
        "the variable is d",
    ),
    (
        leaf("lateness", 5, steps=[{"when": "d > 1", "points": 1}], missing=6),
        "criteria[0].missing",
        "6 must lie between 0 and 5",
    ),
    (
        leaf("lateness", 5, steps=[{"when": "d > 1", "points": 1}], days="lunar"),
        "criteria[0].days",
        "choose from: calendar, working",
    ),
    (
        leaf("dated", 5, steps=[{"until": "28/02/2022", "points": 1}]),
        "criteria[0].steps[0].until",
        "such as 2023-07-21",
    ),
    (
        leaf("dated", 5, steps=[{"until": "2022-02-30", "points": 1}]),
        "criteria[0].steps[0].until",
        "there is no day",
    ),
    (
        leaf("dated", 5, steps=[{"until": "2022-02-28", "points": 9}]),
        "criteria[0].steps[0].points",
        "between 0 and 5",
    ),
    (leaf("dated", 5, steps=[]), "criteria[0].steps", "the list is empty"),
    (
        leaf("dated", 5, steps=[{"until": "2022-02-28"}]),
        "criteria[0].steps[0]",
        "the key “points” is missing",
    ),
    (leaf("dated", 5, steps=DEADLINE * 101), "criteria[0].steps", "more than 100 items"),
    (leaf("step", 5, steps=STEP * 101), "criteria[0].steps", "more than 100 items"),
    (leaf("count", 5), "criteria[0]", "the key “per_item” is missing"),
    (leaf("count", 5, per_item=0), "criteria[0].per_item", "0 must be above 0"),
    (leaf("count", 5, per_item=1, cap=6), "criteria[0].cap", "the cap 6 must lie between 0 and 5"),
    (leaf("deduct_per_event", 5), "criteria[0]", "the key “per_event” is missing"),
    (leaf("deduct_per_event", 5, per_event=-1), "criteria[0].per_event", "−1 must be above 0"),
    (
        leaf("deduct_per_event", 5, per_event=1, floor=6),
        "criteria[0].floor",
        "the floor 6 is above the maximum 5",
    ),
    (leaf("deduct_per_event", 5, per_event=1, events={"late": -1}), "criteria[0].events.late", "below 0"),
    (leaf("deduct_per_event", 5, per_event=1, events=["late"]), "criteria[0].events", "a mapping"),
    (leaf("banded_target", 5, then="met"), "criteria[0]", "the key “bands” is missing"),
    (
        leaf("banded_target", 5, bands=[{"when": "n > 1", "target": 1}]),
        "criteria[0]",
        "the key “then” is missing",
    ),
    (
        leaf("banded_target", 5, then="met", bands=[{"when": "n > 1", "target": -1}]),
        "criteria[0].bands[0].target",
        "−1 must not be below 0",
    ),
    (leaf("external", 5), "criteria[0]", "the key “map” is missing"),
    (leaf("external", 5, map={}), "criteria[0].map", "the list is empty"),
    (leaf("external", 5, map={"good": 6}), "criteria[0].map.good", "6 must lie between 0 and 5"),
    (leaf("relative_to_leader", 5), "criteria[0]", "the key “share_at_target” is missing"),
    (
        leaf("relative_to_leader", 5, share_at_target="1.5"),
        "criteria[0].share_at_target",
        "1.5 must lie between 0 and 1",
    ),
    (leaf("unit_targets", 5, min_targets=5, max_targets=4), "criteria[0].min_targets", "above the most (4)"),
    (leaf("proportional", 5, direction="up"), "criteria[0].direction", "choose from: higher, lower"),
    (leaf("proportional", 5, capped="perhaps"), "criteria[0].capped", "true or false is needed"),
    (leaf("direct", 5, cap=4), "criteria[0].cap", "there is no key “cap” here"),
    (leaf("pass_fail", 5, steps=[]), "criteria[0].steps", "there is no key “steps” here"),
]


@pytest.mark.parametrize(
    ("node", "path", "reason"), KIND_CASES, ids=[f"{case[0]['kind']}-{case[1]}" for case in KIND_CASES]
)
def test_each_kind_checks_its_parameters(node, path, reason):
    with pytest.raises(SchemeProblem) as refused:
        parse_scheme(scheme_doc(node))

    assert refused.value.path == path
    assert reason in english(refused.value.sentence)
