"""Counts of items and events, and a unit's own targets."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import english, leaf, scored
from thidua.core.scoring import State


@pytest.mark.parametrize(
    ("changed", "count", "points"),
    [
        ({}, 0, "0"),
        ({}, 2, "2.5"),
        ({}, 4, "5"),
        ({}, 5, "5"),
        ({"cap": 3}, 2, "2.5"),
        ({"cap": 3}, 3, "3"),
        ({}, ["QD-12", "QD-30"], "2.5"),
        ({}, [], "0"),
        ({}, [12, "QD-30"], "2.5"),
    ],
)
def test_items_earn_points_up_to_the_cap(changed, count, points):
    got = scored(leaf("count", 5, per_item="1.25", **changed), {"count": count})

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


@pytest.mark.parametrize(
    ("changed", "entry", "points"),
    [
        ({}, {"count": 0}, "5"),
        ({}, {"count": 3}, "2"),
        ({}, {"count": 9}, "0"),
        ({"floor": 2}, {"count": 9}, "2"),
        ({"floor": -3}, {"count": 9}, "-3"),
        ({"per_event": "0.5"}, {"count": 1}, "4.5"),
        ({"events": {"late": 1, "missing": 2}}, {"events": {"late": 1, "missing": 1}}, "2"),
        ({"events": {"late": "0.5", "missing": 2}}, {"events": {"late": 3}}, "3.5"),
        ({"events": {"late": 1}}, {"events": {}}, "5"),
        ({"events": {"late": 1}}, {"count": 2}, "3"),
        ({}, {"count": ["BB-1", "BB-2"]}, "3"),
    ],
)
def test_events_cost_points_down_to_the_floor(changed, entry, points):
    got = scored(leaf("deduct_per_event", 5, **{"per_event": 1, **changed}), entry)

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


@pytest.mark.parametrize(
    ("rule", "entry", "why"),
    [
        (leaf("count", 5, per_item="1.25"), {"count": 2}, "2 items count, 1.25 each: 2 × 1.25 = 2.5"),
        (leaf("count", 5, per_item="1.25"), {"count": 1}, "1 item counts, 1.25 each: 1 × 1.25 = 1.25"),
        (leaf("count", 5, per_item="1.25"), {"count": 7}, "7 items count, 1.25 each, up to the most of 5: 5"),
        (leaf("deduct_per_event", 5, per_event=1), {"count": 1}, "5 − 1 × 1 = 4: 1 event"),
        (leaf("deduct_per_event", 5, per_event=1), {"count": 9}, "5 − 9 × 1 is below the floor of 0: 0"),
        (leaf("deduct_per_event", 5, per_event=1), {"count": 0}, "There was no event: 5 of 5 points"),
    ],
)
def test_counts_say_how_they_were_multiplied(rule, entry, why):
    assert english(scored(rule, entry).why) == why


def own(weight, target, actual, direction="higher", name="Chỉ tiêu"):
    return {"name": name, "weight": weight, "target": target, "actual": actual, "direction": direction}


@pytest.mark.parametrize(
    ("targets", "points"),
    [
        ([own(4, 95, 97), own(6, 5, 5, "lower")], "10"),
        ([own(4, 100, 50), own(6, 10, 10)], "8"),
        ([own(4, 100, 150), own(6, 10, 0)], "4"),
        ([own(4, 0, 0, "lower"), own(6, 0, 2, "lower")], "4"),
        ([own(4, 4, 5, "lower"), own(6, 1, 1)], "9.2"),
        # Each third alone would round down to 1.66; the leaf is rounded once: 4.995 gives 5.00.
        ([own("4.995", 3, 1), own("4.995", 3, 1), own("0.01", 1, 0)], "3.33"),
        ([own("3.3325", 3, 2), own("3.3325", 3, 2), own("3.335", 3, 2)], "6.67"),
        ([own("0.015", 3, 1), own("9.985", 1, 0)], "0.01"),
        ([own("0.0075", 3, 1), own("0.0075", 3, 1), own("9.985", 1, 0)], "0.01"),
    ],
)
def test_own_targets_are_capped_one_by_one_and_rounded_once(targets, points):
    got = scored(leaf("unit_targets"), {"targets": targets})

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


def test_denominators_too_long_for_decimals_still_meet_a_half_exactly():
    # Two targets of weight w with a/t and (t − a)/t give w together; fourteen 17-digit denominators are more digits
    # than the decimals hold, and the sum of the weights is exactly half a hundredth.
    goals = [90_000_000_000_000_001 + 2 * step for step in range(7)]
    weights = ["0.0005"] * 6 + ["0.002"]
    targets = []
    for weight, goal in zip(weights, goals, strict=True):
        done = goal // 3
        targets += [own(weight, goal, done), own(weight, goal, goal - done)]
    targets.append(own("9.99", 1, 0))

    got = scored(leaf("unit_targets"), {"targets": targets})

    assert (got.exact, got.points) == (Decimal("0.005"), Decimal("0.01"))


def test_a_target_of_zero_to_be_exceeded_waits():
    got = scored(leaf("unit_targets"), {"targets": [own(4, 0, 3, name="Mô hình mới"), own(6, 1, 1)]})

    assert got.state is State.PENDING
    assert english(got.why).startswith("The target “Mô hình mới” is 0")


def test_own_targets_name_what_falls_short():
    got = scored(leaf("unit_targets"), {"targets": [own(4, 100, 50, name="Án, hình sự"), own(6, 1, 1)]})

    assert english(got.why) == (
        "1 of 2 targets met; short: Án, hình sự (50 against 100, weight 4); in all 8 of 10 points"
    )
