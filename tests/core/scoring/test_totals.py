"""States, groups, content, bonus, deductions, totals, eligibility, classes."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import card_of, english, leaf, scheme_of
from thidua.core.scoring import State

A, B = leaf("direct", 60, code="A"), leaf("direct", 40, code="B")
NOTHING = {"state": "not_applicable", "reason": "Không giao chỉ tiêu"}


def unit_of(unit, *criteria, stage="self", **changed):
    """One unit scored alone."""
    return card_of(scheme_of(*criteria, **changed), {"U": unit}, stage).units["U"]


def given(**points):
    return {"leaves": {code: {"points": figure} for code, figure in points.items()}}


@pytest.mark.parametrize(
    ("entry", "state", "complete"),
    [
        ({"points": 3}, State.VALUE, True),
        ({"state": "value", "points": 3}, State.VALUE, True),
        ({"points": 0}, State.VALUE, True),
        (NOTHING, State.NOT_APPLICABLE, True),
        ({"state": "pending", "reason": "waiting"}, State.PENDING, False),
        ({"state": "not_submitted"}, State.NOT_SUBMITTED, False),
        (None, State.NOT_SUBMITTED, False),
        ({"appraised": {"points": 3}}, State.NOT_SUBMITTED, False),
    ],
)
def test_the_four_states_are_never_mixed_up(entry, state, complete):
    leaves = {"A": {"points": 1}} | ({} if entry is None else {"B": entry})

    unit = unit_of({"leaves": leaves}, A, B)

    assert unit.leaves["B"].state is state
    assert unit.complete is complete
    assert (unit.rank is None) is not complete


@pytest.mark.parametrize(
    ("entry", "state", "points"),
    [
        ({"points": 5, "appraised": {"points": 4, "reason": "sai số liệu"}}, State.VALUE, 4),
        ({"points": 5, "appraised": {"state": "not_applicable"}}, State.NOT_APPLICABLE, 0),
        ({"points": 5}, State.PENDING, 0),
        (NOTHING, State.PENDING, 0),
        (None, State.PENDING, 0),
    ],
)
def test_the_appraised_stage_reads_nothing_of_the_unit_itself(entry, state, points):
    leaves = {"A": {"points": 1, "appraised": {"points": 1}}} | ({} if entry is None else {"B": entry})

    unit = unit_of({"leaves": leaves}, A, B, stage="appraised")

    assert (unit.leaves["B"].state, unit.leaves["B"].points) == (state, points)


@pytest.mark.parametrize("stage", ["self", "appraised"])
def test_what_the_scheme_does_not_apply_is_so_at_either_stage(stage):
    unit = unit_of({}, A, {**B, "not_applicable_for": ["U", "V"]}, stage=stage)

    assert unit.leaves["B"].state is State.NOT_APPLICABLE
    assert english(unit.leaves["B"].why) == "The scheme states that it does not apply to the unit"


@pytest.mark.parametrize(
    ("policy", "content", "leaf_points"),
    [("rescale", "83.33", "0"), ("full", "90", "40"), ("zero", "50", "0")],
)
def test_what_does_not_apply_changes_the_content_by_the_schemes_rule(policy, content, leaf_points):
    unit = unit_of({"leaves": {"A": {"points": 50}, "B": NOTHING}}, A, B, not_applicable=policy)

    assert (unit.content, unit.leaves["B"].points) == (Decimal(content), Decimal(leaf_points))
    assert unit.complete


def test_rescaling_is_explained_and_groups_stay_as_scored():
    group = {"code": "I", "max": 100, "children": [A, B]}

    unit = unit_of({"leaves": {"A": {"points": 50}, "B": NOTHING}}, group)

    assert unit.groups == {"I": 50}
    assert english(unit.steps["content"]) == (
        "50 ÷ (100 − 40) × 100 = 83.33: the 40 points of what does not apply (B) leave the denominator, "
        "the rest is scaled to 100 and rounded to 2 decimals"
    )


def test_a_leaf_without_points_that_does_not_apply_rescales_nothing():
    taken = leaf("deduct_step", 0, code="P", steps=[{"when": "x > 0", "points": -5}])

    unit = unit_of(
        {"leaves": {"A": {"points": "33.333"}, "B": {"points": "10.004"}, "P": NOTHING}}, A, B, taken
    )

    assert unit.content == Decimal("43.33")


def test_where_nothing_applies_nothing_is_scored():
    unit = unit_of({"leaves": {"A": NOTHING, "B": NOTHING}}, A, B)

    assert (unit.content, unit.complete, unit.rank) == (0, False, None)
    assert "No criterion applies" in english(unit.steps["content"])


def test_each_leaf_is_rounded_and_sums_are_not_rounded_again():
    thirds = [leaf("proportional", 1, code=code) for code in "ABC"]
    entries = {code: {"target": 3, "actual": 1} for code in "ABC"}
    bonus = [{"code": "T", "points": "0.125"}]

    unit = unit_of({"leaves": entries, "bonus": {"T": 1}}, *thirds, bonus=bonus)

    assert (unit.content, unit.total) == (Decimal("0.99"), Decimal("1.115"))


@pytest.mark.parametrize(
    ("mode", "points"),
    [
        ("half_up", "0.13"),
        ("half_even", "0.12"),
        ("half_down", "0.12"),
        ("up", "0.13"),
        ("down", "0.12"),
        ("ceiling", "0.13"),
        ("floor", "0.12"),
    ],
)
def test_the_scheme_names_its_rounding(mode, points):
    unit = unit_of(given(A="0.125"), A, rounding={"decimals": 2, "mode": mode})

    assert unit.leaves["A"].points == Decimal(points)


def test_a_quotient_just_under_a_half_is_not_rounded_twice():
    # 10 × 1 ÷ 3.0000…3 is 3.33…299…; 28 digits of it would read 3.335 under a second rounding.
    rule = leaf("proportional", "3.335", code="A")
    exact = unit_of({"leaves": {"A": {"target": "1", "actual": "0.9999999999999999999"}}}, rule).leaves["A"]

    assert exact.points == Decimal("3.33")
    assert exact.exact < Decimal("3.335")


@pytest.mark.parametrize(
    ("cap", "points"),
    [(None, "72"), (65, "65"), (60, "60"), (80, "72")],
)
def test_an_excess_over_a_group_is_kept_unless_a_cap_clips_it(cap, points):
    children = [leaf("proportional", 60, code="A", capped=False)]
    group = {"code": "I", "max": 60, "children": children} | ({} if cap is None else {"cap": cap})

    unit = unit_of({"leaves": {"A": {"target": 100, "actual": 120}}}, group)

    assert unit.groups["I"] == Decimal(points)
    assert unit.content == Decimal(points)


def test_groups_nest_and_each_explains_its_sum():
    inner = {"code": "I.1", "max": 60, "cap": 50, "children": [A]}
    outer = {"code": "I", "max": 100, "children": [inner, B]}

    unit = unit_of(given(A=55, B=10), outer)

    assert unit.groups == {"I": 60, "I.1": 50}
    assert english(unit.group_sums["I.1"].why) == "What is inside sums to 55, above the cap of 50: 50"
    assert english(unit.group_sums["I"].why) == "Sum of what is inside: 50 + 10 = 60 of 100 points"


BONUS = [
    {"code": "T1", "points": 4, "once": True},
    {"code": "T2", "points": "1.5"},
    {"code": "T4", "points": 1, "cap": 2},
    {"code": "F1", "points": 10, "once": True, "one_of": "flag"},
    {"code": "F2", "points": 15, "once": True, "one_of": "flag"},
]


@pytest.mark.parametrize(
    ("bonus", "points"),
    [
        ({}, "0"),
        ({"T1": 1}, "4"),
        ({"T1": 3}, "4"),
        ({"T1": 0}, "0"),
        ({"T1": ["QD-1", "QD-2"]}, "4"),
        ({"T2": 3}, "4.5"),
        ({"T2": ["a", "b"]}, "3"),
        ({"T4": 1}, "1"),
        ({"T4": 5}, "2"),
        ({"F1": 1}, "10"),
        ({"F1": 1, "F2": 1}, "15"),
        ({"F1": 1, "F2": 0}, "10"),
        ({"T1": 1, "T2": 1, "T4": 3, "F1": 1}, "17.5"),
    ],
)
def test_bonus_items_count_by_their_own_limits(bonus, points):
    assert unit_of({**given(A=1), "bonus": bonus}, A, bonus=BONUS).bonus == Decimal(points)


def test_bonus_is_clipped_before_it_is_added_and_may_pass_the_maximum():
    total = {"content_max": 60, "bonus_max": 10}

    unit = unit_of({**given(A=57), "bonus": {"F2": 1}}, A, bonus=BONUS, total=total)

    assert (unit.content, unit.bonus, unit.total) == (57, 10, 67)
    assert english(unit.steps["bonus"]) == "Bonus: 15 = 15, clipped at 10: 10"


def test_a_scheme_may_say_that_the_maximum_is_the_most():
    total = {"content_max": 60, "may_exceed_content_max": False}

    unit = unit_of({**given(A=57), "bonus": {"T1": 1}}, A, bonus=BONUS, total=total)

    assert (unit.content, unit.bonus, unit.total) == (57, 4, 60)
    assert "above the most of 60" in english(unit.steps["total"])


@pytest.mark.parametrize(
    ("floor", "taken", "points"),
    [
        (None, {}, "0"),
        (None, {"X1": 2, "X2": 1}, "-4"),
        (-3, {"X1": 2, "X2": 1}, "-3"),
        (-10, {"X2": ["BB-1", "BB-2"]}, "-4"),
        (0, {"X1": 2}, "0"),
    ],
)
def test_deductions_stop_at_the_floor(floor, taken, points):
    total = {"content_max": 60} | ({} if floor is None else {"deduction_floor": floor})
    items = [{"code": "X1", "points": -1}, {"code": "X2", "points": -2}]

    unit = unit_of({**given(A=1), "deductions": taken}, A, deductions=items, total=total)

    assert unit.deduction == Decimal(points)
    assert unit.total == 1 + Decimal(points)


def test_bonus_and_deductions_count_at_either_stage():
    entry = {"leaves": {"A": {"points": 5, "appraised": {"points": 4}}}, "bonus": {"T1": 1}}

    assert unit_of(entry, A, bonus=BONUS).total == 9
    assert unit_of(entry, A, bonus=BONUS, stage="appraised").total == 8


@pytest.mark.parametrize(
    ("found", "eligible", "suspended"),
    [
        ([], True, False),
        (["L1"], False, False),
        (["L3"], False, True),
        (["L3", "L5"], False, True),
        (["L1", "L3"], False, False),
    ],
)
def test_a_disqualifier_keeps_the_score_and_takes_the_proposal(found, eligible, suspended):
    table = [
        {"code": "L1"},
        {"code": "L3", "effect": "suspended"},
        {"code": "L5", "effect": "suspended"},
    ]

    unit = unit_of({**given(A=1), "disqualifiers": found}, A, disqualifiers=table)

    assert (unit.eligible, unit.suspended, unit.blockers) == (eligible, suspended, tuple(found))
    assert (unit.total, unit.rank) == (1, 1)


@pytest.mark.parametrize(
    ("points", "name"), [(60, "Xuất sắc"), (50, "Xuất sắc"), ("49.99", "Tốt"), (30, "Tốt"), (29, None)]
)
def test_the_class_is_the_highest_that_is_reached(points, name):
    bands = [{"name": "Tốt", "from": 30}, {"name": "Xuất sắc", "from": 50}]

    assert unit_of(given(A=points), A, bands=bands).band == name


def test_a_unit_that_put_in_nothing_is_in_the_table():
    unit = unit_of(None, A, B)

    assert {leaf.state for leaf in unit.leaves.values()} == {State.NOT_SUBMITTED}
    assert (unit.total, unit.complete) == (0, False)
