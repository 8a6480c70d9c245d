"""Step tables, points off by band, days late, days of issue."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import card_of, english, leaf, scheme_of, scored
from thidua.core.scoring import State

STEPS = [
    {"when": "x >= 100", "points": 2},
    {"when": "95 <= x < 100", "points": "1.75"},
    {"when": "90 < x < 95", "points": 1},
    {"when": "x == 80", "points": "0.5"},
    {"when": "x < 50", "points": None},
]
WHOLE = {"decimals": 0, "mode": "half_up"}


@pytest.mark.parametrize(
    ("x", "points"),
    [
        ("100", "2"),
        ("99.999", "1.75"),
        ("95", "1.75"),
        ("94.999", "1"),
        ("90.001", "1"),
        ("80", "0.5"),
        ("80.0", "0.5"),
        ("250", "2"),
    ],
)
def test_the_first_band_that_holds_for_the_exact_value_counts(x, points):
    got = scored(leaf("step", 2, steps=STEPS), {"x": x})

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


@pytest.mark.parametrize(
    ("x", "reason"), [("90", "no band"), ("79.9999", "no band"), ("49", "gives no points")]
)
def test_in_a_gap_or_without_a_figure_the_leaf_waits(x, reason):
    got = scored(leaf("step", 2, steps=STEPS), {"x": x})

    assert (got.state, got.points) == (State.PENDING, Decimal(0))
    assert reason in english(got.why)


def test_of_overlapping_bands_the_first_counts():
    steps = [{"when": "x >= 90", "points": 1}, {"when": "x >= 50", "points": 2}]

    assert scored(leaf("step", 2, steps=steps), {"x": 95}).points == 1
    assert scored(leaf("step", 2, steps=steps), {"x": 60}).points == 2


@pytest.mark.parametrize(
    ("measure", "x", "points"),
    [
        (None, "94.9", "1"),
        (WHOLE, "94.5", "1.75"),
        (WHOLE, "94.49", "1"),
        ({"decimals": 0, "mode": "down"}, "94.99", "1"),
        ({"decimals": 0}, "94.5", "1.75"),
        ({"decimals": 1, "mode": "half_even"}, "94.95", "1.75"),
        ({"decimals": 0, "mode": "ceiling"}, "99.01", "2"),
    ],
)
def test_only_a_stated_measure_is_rounded_first(measure, x, points):
    changed = {} if measure is None else {"measure": measure}

    assert scored(leaf("step", 2, steps=STEPS, **changed), {"x": x}).points == Decimal(points)


def test_a_rounded_measure_is_told():
    why = english(scored(leaf("step", 2, steps=STEPS, measure=WHOLE), {"x": "94.5"}).why)

    assert (
        why
        == "The measure 94.5, rounded to 95 as the scheme states, falls in the band 95 ≤ x < 100: 1.75 of 2 points"
    )


TAKEN = [
    {"when": "x < 1", "points": 0},
    {"when": "1 <= x <= 10", "points": -10},
    {"when": "11 <= x <= 20", "points": -20},
]


@pytest.mark.parametrize(
    ("maximum", "x", "points"),
    [(0, 7, "-10"), (0, "10.4", "-10"), (0, "10.5", "-20"), (0, "0.4", "0"), (5, 7, "-5"), (15, 20, "-5")],
)
def test_points_off_by_band_may_go_below_zero(maximum, x, points):
    rule = leaf("deduct_step", maximum, steps=TAKEN, measure=WHOLE)

    got = scored(rule, {"x": x}) if maximum else _beside(rule, x)
    assert (got.state, got.points) == (State.VALUE, Decimal(points))


def _beside(rule, x):
    """A scheme needs some points: the deduction stands beside a leaf of 10."""
    scheme = scheme_of(leaf("direct", 10, code="B"), rule)
    return card_of(scheme, {"U": {"leaves": {"A": {"x": x}}}}).units["U"].leaves["A"]


LATE = [
    {"when": "d <= 0", "points": 4},
    {"when": "1 <= d <= 7", "points": 2},
    {"when": "d > 7", "points": 1},
]


@pytest.mark.parametrize(
    ("entry", "points"),
    [
        ({"days_late": 0}, "4"),
        ({"days_late": -3}, "4"),
        ({"days_late": 1}, "2"),
        ({"days_late": 7}, "2"),
        ({"days_late": 8}, "1"),
        ({"missing": True}, "0.5"),
    ],
)
def test_days_late_pick_the_band_and_never_filed_is_a_value(entry, points):
    got = scored(leaf("lateness", 4, steps=LATE, missing="0.5", days="working"), entry)

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


def test_never_filed_gives_nothing_unless_the_scheme_says_otherwise():
    assert scored(leaf("lateness", 4, steps=LATE), {"missing": True}).points == 0


def test_never_filed_without_a_figure_waits():
    got = scored(leaf("lateness", 4, steps=LATE, missing=None), {"missing": True})

    assert got.state is State.PENDING


@pytest.mark.parametrize(
    ("days", "entry", "why"),
    [
        ("calendar", {"days_late": 2}, "2 days late, in the band 1 ≤ d ≤ 7: 2 of 4 points"),
        ("working", {"days_late": 1}, "1 working day late, in the band 1 ≤ d ≤ 7: 2 of 4 points"),
        ("working", {"days_late": -2}, "2 working days early, in the band d ≤ 0: 4 of 4 points"),
        ("calendar", {"days_late": 0}, "On time, in the band d ≤ 0: 4 of 4 points"),
        ("calendar", {"missing": True}, "Never filed: 0 of 4 points"),
        ("working", {"days_late": 9}, "9 working days late, in the band d > 7: 1 of 4 points"),
    ],
)
def test_lateness_says_which_days_it_counts(days, entry, why):
    assert english(scored(leaf("lateness", 4, steps=LATE, days=days), entry).why) == why


DEADLINES = [{"until": "2022-02-28", "points": 3}, {"until": "2022-03-15", "points": "1.5"}]


@pytest.mark.parametrize(
    ("entry", "points"),
    [
        ({"date": "2022-02-25", "parts": 3}, "3"),
        ({"date": "2022-02-28", "parts": 4}, "3"),
        ({"date": "2022-03-01", "parts": 3}, "1.5"),
        ({"date": "2022-03-15", "parts": 3}, "1.5"),
        ({"date": "2022-03-16", "parts": 3}, "0"),
        ({"date": "2022-02-01", "parts": 2}, "0"),
        ({"missing": True}, "0"),
    ],
)
def test_the_first_deadline_not_passed_counts_if_enough_parts_are_complete(entry, points):
    got = scored(leaf("dated", 3, steps=DEADLINES, require=3), entry)

    assert (got.state, got.points) == (State.VALUE, Decimal(points))


def test_parts_matter_only_where_the_scheme_asks_for_them():
    assert scored(leaf("dated", 3, steps=DEADLINES), {"date": "2022-02-25"}).points == 3
    assert scored(leaf("dated", 3, steps=DEADLINES), {"date": "2022-02-25", "parts": 0}).points == 3


def test_a_deadline_without_a_figure_waits():
    got = scored(leaf("dated", 3, steps=[{"until": "2022-02-28", "points": None}]), {"date": "2022-02-01"})

    assert got.state is State.PENDING


@pytest.mark.parametrize(
    ("rule", "entry", "why"),
    [
        (leaf("lateness", 4, steps=LATE[:1]), {"days_late": 3}, "d = 3 falls in no band"),
        (leaf("lateness", 4, steps=[{"when": "d > 0", "points": None}]), {"days_late": 3}, "gives no points"),
        (leaf("dated", 3, steps=DEADLINES), {"date": "2022-03-16"}, "after the last deadline of 15 Mar 2022"),
        (leaf("dated", 3, steps=DEADLINES, require=3), {"date": "2022-02-25", "parts": 2}, "2 of 3"),
        (leaf("dated", 3, steps=DEADLINES), {"missing": True}, "Never filed"),
        (
            leaf("dated", 3, steps=[{"until": "2022-02-28", "points": None}]),
            {"date": "2022-02-01"},
            "gives no points",
        ),
    ],
)
def test_days_and_dates_say_what_was_missed(rule, entry, why):
    assert why in english(scored(rule, entry).why)
