"""«Còn thiếu gì để đạt tối đa?», with the gain of each way."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import english, leaf, results_doc, scheme_of
from thidua.core.scoring import parse_results, room_to_gain, score
from thidua.core.wording import sentence as worded

STEPS = [
    {"when": "x >= 90", "points": 5},
    {"when": "80 <= x < 90", "points": 4},
    {"when": "x < 80", "points": 1},
]
TARGETS = [
    {"name": "a", "weight": 6, "target": 85, "actual": "76.5"},
    {"name": "b", "weight": 4, "target": 4, "actual": 5, "direction": "lower"},
]


def gains(rule, entry, *, others=None, **changed):
    """(gain in points, sentence) of each way for unit U on the one leaf."""
    scheme = scheme_of(rule, **changed)
    units = {"U": {} if entry is None else {"leaves": {"A": entry}}}
    units |= {unit: {"leaves": {"A": other}} for unit, other in (others or {}).items()}
    results = parse_results(results_doc(units), scheme)
    found = room_to_gain(scheme, results, "U", "A")
    now = score(scheme, results).units["U"].leaves["A"].points
    for gain in found:
        assert gain.reaches == now + gain.points
        assert worded(gain.sentence, "vi")
    return [(gain.points, english(gain.sentence)) for gain in found]


@pytest.mark.parametrize(
    ("rule", "entry", "expected"),
    [
        (leaf("pass_fail", 4), {"achieved": False}, [("4", "Meet the requirement: 4")]),
        (leaf("pass_fail", 4), {"achieved": True}, []),
        (leaf("direct", 5), {"points": "4.5"}, [("0.5", "The scorer gives the full 5 instead of 4.5: 5")]),
        (leaf("direct", 5), {"points": 5}, []),
        (
            leaf("proportional"),
            {"target": 85, "actual": "76.5"},
            [("1", "Raise the actual from 76.5 to 85: 10")],
        ),
        (
            leaf("proportional", direction="lower"),
            {"target": 4, "actual": 5},
            [("2", "Bring it down from 5 to 4: 10")],
        ),
        (
            leaf("proportional", direction="lower"),
            {"target": 0, "actual": 5},
            [("10", "Let there be none (now 5): 10")],
        ),
        (leaf("proportional", capped=False), {"target": 85, "actual": 90}, []),
        (leaf("completion"), {"percent": 85}, [("1.5", "Complete 100% instead of 85%: 10")]),
        (
            leaf("step", 5, steps=STEPS),
            {"x": "79.2"},
            [
                ("3", "Bring the measure from 79.2 into the band 80 ≤ x < 90: 4"),
                ("4", "Bring the measure from 79.2 into the band x ≥ 90: 5"),
            ],
        ),
        (leaf("step", 5, steps=STEPS), {"x": 95}, []),
        # a band without a figure promises nothing, an empty one holds nothing
        (
            leaf(
                "step",
                5,
                steps=[
                    {"when": "x >= 90", "points": None},
                    {"when": "95 > x > 100", "points": 5},
                    {"when": "x < 90", "points": 1},
                ],
            ),
            {"x": 50},
            [],
        ),
        # the second band is covered by the first and can never be reached
        (
            leaf("step", 5, steps=[{"when": "x >= 0", "points": 2}, {"when": "x >= 90", "points": 5}]),
            {"x": 50},
            [],
        ),
        (
            leaf("step", 5, steps=[{"when": "x < 50", "points": 5}, {"when": "x >= 50", "points": 1}]),
            {"x": 60},
            [("4", "Bring the measure from 60 into the band x < 50: 5")],
        ),
        (leaf("completion"), {"percent": 100}, []),
        (
            leaf(
                "lateness",
                4,
                steps=[
                    {"when": "d <= 0", "points": 4},
                    {"when": "1 <= d <= 7", "points": 2},
                    {"when": "d > 7", "points": 0},
                ],
            ),
            {"days_late": 9},
            [
                ("2", "File within the band 1 ≤ d ≤ 7 (d is days late): 2"),
                ("4", "File within the band d ≤ 0 (d is days late): 4"),
            ],
        ),
        (
            leaf("lateness", 4, steps=[{"when": "d <= 0", "points": 4}, {"when": "d > 0", "points": 2}]),
            {"missing": True},
            [("4", "File within the band d ≤ 0 (d is days late): 4")],
        ),
        (
            leaf(
                "dated",
                3,
                steps=[{"until": "2022-02-28", "points": 3}, {"until": "2022-03-15", "points": 1}],
                require=2,
            ),
            {"date": "2022-03-10", "parts": 1},
            [
                ("1", "Complete 2 parts instead of 1: 1"),
                ("3", "Issue it by 28 Feb 2022: 3"),
            ],
        ),
        (
            leaf("count", 5, per_item="1.25"),
            {"count": 2},
            [
                ("1.25", "One more item that counts (now 2): 3.75"),
                ("2.5", "2 more items that count (now 2): 5"),
            ],
        ),
        (leaf("count", 5, per_item="1.25"), {"count": 3}, [("1.25", "One more item that counts (now 3): 5")]),
        (leaf("count", 5, per_item="1.25"), {"count": 4}, []),
        (
            leaf("deduct_per_event", 5, per_event=1),
            {"count": 2},
            [("1", "One event fewer (now 2): 4"), ("2", "No event at all (now 2): 5")],
        ),
        (leaf("deduct_per_event", 5, per_event=1), {"count": 0}, []),
        # an event that weighs nothing, and one that did not happen, cannot be one fewer
        (
            leaf("deduct_per_event", 5, per_event=1, events={"noted": 0, "late": 1, "missing": 2}),
            {"events": {"noted": 3, "late": 1, "missing": 0}},
            [("1", "One “late” fewer (now 1): 5"), ("1", "No event at all (now 1): 5")],
        ),
        # under the floor one event fewer gives nothing
        (leaf("deduct_per_event", 5, per_event=1), {"count": 7}, [("5", "No event at all (now 7): 5")]),
        (
            leaf("deduct_per_event", 5, per_event=1, events={"late": 1, "missing": 2}),
            {"events": {"late": 1, "missing": 1}},
            [
                ("1", "One “late” fewer (now 1): 3"),
                ("2", "One “missing” fewer (now 1): 4"),
                ("3", "No event at all (now 3): 5"),
            ],
        ),
        (
            leaf("banded_target", 10, then="met", bands=[{"when": "n > 0", "target": 75}]),
            {"n": 5, "actual": 70},
            [("10", "Raise the actual from 70 to 75: 10")],
        ),
        (
            leaf("banded_target", 10, then="met", bands=[{"when": "n > 0", "target": 75}]),
            {"n": 5, "actual": 75},
            [],
        ),
        (
            leaf("unit_targets"),
            {"targets": [{**TARGETS[0], "actual": 85}, TARGETS[1]]},
            [("0.8", "“b”: bring it down from 5 to 4: 10")],
        ),
        (
            leaf(
                "dated",
                3,
                steps=[{"until": "2022-02-28", "points": None}, {"until": "2022-03-15", "points": 1}],
            ),
            {"date": "2022-03-16"},
            [("1", "Issue it by 15 Mar 2022: 1")],
        ),
        (
            leaf("external", 10, map={"good": 8, "fair": 5, "best": 10}),
            {"rating": "fair"},
            [("3", "Be rated “good”: 8"), ("5", "Be rated “best”: 10")],
        ),
        (
            leaf("unit_targets"),
            {"targets": TARGETS},
            [
                ("0.6", "“a”: raise the actual from 76.5 to 85: 9.2"),
                ("0.8", "“b”: bring it down from 5 to 4: 9.4"),
            ],
        ),
        (leaf("direct"), None, [("10", "Submit this criterion: up to 10 points")]),
        (
            leaf("external", 10, map={"good": 8}),
            {"state": "pending"},
            [("8", "Once the awaited result is in: up to 8 points")],
        ),
        (
            leaf("proportional"),
            {"target": 0, "actual": 1},
            [("10", "Once the scheme settles this case: up to 10 points")],
        ),
        (leaf("direct"), {"state": "not_applicable"}, []),
    ],
)
def test_each_kind_says_what_would_help(rule, entry, expected):
    assert gains(rule, entry) == [(Decimal(points), sentence) for points, sentence in expected]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            {"target": 100, "actual": 50},
            [
                ("2.5", "Raise the actual from 50 to 100: 5"),
                ("7.5", "Raise it from 50 to 120, level with the leader: 10"),
            ],
        ),
        ({"target": 100, "actual": 110}, [("2.5", "Raise it from 110 to 120, level with the leader: 10")]),
        ({"target": 3, "actual": 3}, [("5", "Raise it from 3 to 3.6, level with the leader: 10")]),
        ({"target": 100, "actual": 120}, []),
        ({"target": 0, "actual": 3}, [("5", "Raise it from 3 to 6, level with the leader: 10")]),
    ],
)
def test_a_relative_leaf_meets_the_others_as_they_are(entry, expected):
    others = {"L": {"target": 50, "actual": 60}, "M": {"target": 0, "actual": 6}}

    found = gains(leaf("relative_to_leader", 10, share_at_target="0.5"), entry, others=others)

    assert found == [(Decimal(points), sentence) for points, sentence in expected]


def test_a_level_that_does_not_end_is_rounded_up_so_that_it_suffices():
    others = {"L": {"target": 7, "actual": 9}}

    found = gains(
        leaf("relative_to_leader", 10, share_at_target="0.5"), {"target": 3, "actual": 3}, others=others
    )

    assert found == [(Decimal(5), "Raise it from 3 to 3.86, level with the leader: 10")]


def test_the_total_may_rise_by_less_or_more_than_the_leaf():
    criteria = [
        {
            "code": "I",
            "max": 10,
            "cap": 10,
            "children": [leaf("direct", 8, code="A"), leaf("direct", 4, code="B")],
        },
        leaf("direct", 10, code="C"),
    ]
    scheme = scheme_of(*criteria)
    unit = {
        "leaves": {
            "A": {"points": 5},
            "B": {"points": 4},
            "C": {"state": "not_applicable"},
        }
    }
    results = parse_results(results_doc({"U": unit}), scheme)

    (gain,) = room_to_gain(scheme, results, "U", "A")

    # 9 of 10 becomes the capped 10 of 10, and is scaled from 10 to 20.
    assert [gain.points, gain.total] == [3, 2]


def test_unknown_names_are_a_mistake_of_the_caller():
    scheme = scheme_of(leaf("direct"))
    results = parse_results(results_doc({"U": {}}), scheme)

    with pytest.raises(KeyError):
        room_to_gain(scheme, results, "V", "A")
    with pytest.raises(KeyError):
        room_to_gain(scheme, results, "U", "B")


def test_what_is_awaited_and_can_give_nothing_is_no_gain():
    off = [{"when": "x > 5", "points": -2}, {"when": "x <= 5", "points": 0}]
    scheme = scheme_of(leaf("direct"), leaf("deduct_step", 0, code="B", steps=off))
    results = parse_results(results_doc({"U": {}}), scheme)

    assert room_to_gain(scheme, results, "U", "B") == ()
