"""Met or not, marked directly, looked up; and leaves in proportion."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import card_of, english, leaf, scheme_of, scored
from thidua.core.scoring import State


@pytest.mark.parametrize(
    ("rule", "entry", "points"),
    [
        (leaf("pass_fail", 4), {"achieved": True}, "4"),
        (leaf("pass_fail", 4), {"achieved": False}, "0"),
        (leaf("pass_fail", 4), {"achieved": "yes"}, "4"),
        (leaf("direct"), {"points": "0"}, "0"),
        (leaf("direct"), {"points": "10"}, "10"),
        (leaf("direct"), {"points": "4.565"}, "4.57"),
        (leaf("external", map={"good": 8, "fair": "5.5", "1": 2}), {"rating": "fair"}, "5.5"),
        (leaf("external", map={"good": 8, "1": 2}), {"rating": Decimal(1)}, "2"),
        (leaf("external", map={"true": 8, "false": 2}), {"rating": True}, "8"),
        (leaf("proportional"), {"target": 90, "actual": 65}, "7.22"),
        (leaf("proportional"), {"target": 90, "actual": 90}, "10"),
        (leaf("proportional"), {"target": 90, "actual": 120}, "10"),
        (leaf("proportional"), {"target": 90, "actual": 0}, "0"),
        (leaf("proportional", capped=False), {"target": 100, "actual": 120}, "12"),
        (leaf("proportional", direction="lower"), {"target": 4, "actual": 5}, "8"),
        (leaf("proportional", direction="lower"), {"target": 4, "actual": 4}, "10"),
        (leaf("proportional", direction="lower"), {"target": 4, "actual": 2}, "10"),
        (leaf("proportional", direction="lower"), {"target": 4, "actual": 0}, "10"),
        (leaf("proportional", direction="lower"), {"target": 0, "actual": 0}, "10"),
        (leaf("proportional", direction="lower"), {"target": 0, "actual": 3}, "0"),
        (leaf("proportional", direction="lower", capped=False), {"target": 4, "actual": 2}, "20"),
        (leaf("proportional", direction="lower", capped=False), {"target": 4, "actual": 0}, "10"),
        (leaf("completion"), {"percent": 85}, "8.5"),
        (leaf("completion"), {"percent": 0}, "0"),
        (leaf("completion"), {"percent": 130}, "10"),
        (leaf("completion", 3), {"percent": "33.35"}, "1"),
    ],
)
def test_points_of_a_value(rule, entry, points):
    got = scored(rule, entry)

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


BANDS = [
    {"when": "500 <= n <= 5000", "target": 75},
    {"when": "5000 < n <= 10000", "target": 74},
    {"when": "n > 15000", "target": None},
]


@pytest.mark.parametrize(
    ("then", "entry", "points", "target"),
    [
        ("met", {"n": 5000, "actual": "74.5"}, "0", "75"),
        ("met", {"n": 5001, "actual": "74.5"}, "10", "74"),
        ("met", {"n": 500, "actual": 75}, "10", "75"),
        ("proportional", {"n": 5000, "actual": "74.5"}, "9.93", "75"),
        ("proportional", {"n": 5000, "actual": 80}, "10", "75"),
    ],
)
def test_a_band_picks_the_target(then, entry, points, target):
    got = scored(leaf("banded_target", bands=BANDS, then=then), entry)

    assert (got.state, got.points, got.target) == (State.VALUE, Decimal(points), Decimal(target))


@pytest.mark.parametrize(
    ("changed", "entry", "points"),
    [
        ({"direction": "lower"}, {"n": 500, "actual": 75}, "10"),
        ({"direction": "lower"}, {"n": 500, "actual": 100}, "7.5"),
        ({"capped": False}, {"n": 500, "actual": 90}, "12"),
        ({"then": "met", "direction": "lower"}, {"n": 500, "actual": 76}, "0"),
    ],
)
def test_a_banded_target_takes_direction_and_cap_too(changed, entry, points):
    rule = leaf("banded_target", **{"bands": BANDS, "then": "proportional", **changed})

    assert scored(rule, entry).points == Decimal(points)


@pytest.mark.parametrize(
    ("rule", "entry", "reason"),
    [
        (leaf("proportional"), {"target": 0, "actual": 5}, "The target is 0"),
        (
            leaf("banded_target", bands=BANDS, then="met"),
            {"n": 480, "actual": 80},
            "n = 480 falls in no band",
        ),
        (leaf("banded_target", bands=BANDS, then="met"), {"n": 12000, "actual": 80}, "falls in no band"),
        (leaf("banded_target", bands=BANDS, then="met"), {"n": 20000, "actual": 80}, "gives no target"),
        (
            leaf("banded_target", bands=[{"when": "n > 0", "target": 0}], then="proportional"),
            {"n": 1, "actual": 80},
            "The target is 0",
        ),
        (leaf("external", map={"good": 8, "new": None}), {"rating": "new"}, "gives no points for the rating"),
    ],
)
def test_where_there_is_no_figure_the_leaf_waits_and_says_why(rule, entry, reason):
    card = card_of(scheme_of(rule), {"U": {"leaves": {"A": entry}}})

    got = card.units["U"].leaves["A"]
    assert (got.state, got.points) == (State.PENDING, Decimal(0))
    assert reason in english(got.why)
    assert card.units["U"].complete is False
    assert card.units["U"].rank is None


@pytest.mark.parametrize(
    ("rule", "entry", "why"),
    [
        (leaf("pass_fail", 4), {"achieved": False}, "Not achieved: 0 of 4 points"),
        (
            leaf("proportional"),
            {"target": 90, "actual": 65},
            "10 × 65 ÷ 90 = 7.22: actual 65 against a target of 90 (rounded to 2 decimals)",
        ),
        (
            leaf("proportional"),
            {"target": 80, "actual": 60},
            "10 × 60 ÷ 80 = 7.5: actual 60 against a target of 80",
        ),
        (
            leaf("proportional", direction="lower"),
            {"target": 4, "actual": 0},
            "There was none (limit 4): the full 10",
        ),
        (leaf("completion"), {"percent": 85}, "10 × 85% = 8.5: 85% complete"),
        (leaf("external", map={"good": 8}), {"rating": "good"}, "Rating “good”: 8 of 10 points"),
        (
            leaf("banded_target", bands=BANDS, then="met"),
            {"n": 5000, "actual": "74.5"},
            "Size 5,000 (500 ≤ n ≤ 5,000) has the target 75; actual 74.5 does not meet it: 0 of 10 points",
        ),
    ],
)
def test_every_figure_says_why(rule, entry, why):
    assert english(scored(rule, entry).why) == why
