"""Relative to the bloc's leader: one new entry re-scores every unit."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import card_of, english, leaf, scheme_of
from thidua.core.scoring import State

RULE = leaf("relative_to_leader", 10, share_at_target="0.5")


def points_of(entries, rule=RULE, **changed):
    """Points by unit for (target, actual) by unit."""
    units = {
        unit: {"leaves": {"A": {"target": entry[0], "actual": entry[1]} if entry else {"state": "pending"}}}
        for unit, entry in entries.items()
    }
    card = card_of(scheme_of(rule, **changed), units)
    return {unit: one.leaves["A"].points for unit, one in card.units.items()}


@pytest.mark.parametrize(
    ("entries", "points"),
    [
        # q < 1: s·M·q · q = 1: s·M
        ({"A": (100, 50), "B": (100, 100)}, {"A": "2.5", "B": "5"}),
        # 1 < q < L on the line between s·M and M; L gets M
        ({"A": (100, 110), "B": (100, 120), "C": (100, 100)}, {"A": "7.5", "B": "10", "C": "5"}),
        ({"A": (100, 107), "B": (50, 60)}, {"A": "6.75", "B": "10"}),
        ({"A": (3, 4), "B": (3, 7)}, {"A": "6.25", "B": "10"}),
        # every unit tied at L gets M, also with other figures of the same ratio
        ({"A": (10, 12), "B": (5, 6), "C": (5, 5)}, {"A": "10", "B": "10", "C": "5"}),
        # nobody beyond the target: no one has more than s·M
        ({"A": (10, 10), "B": (10, 9)}, {"A": "5", "B": "4.5"}),
        # a leader alone
        ({"A": (10, 11)}, {"A": "10"}),
        # a target of 0 is a second group of its own
        (
            {"A": (0, 3), "B": (0, 6), "C": (0, 0), "D": (10, 20), "E": (10, 15)},
            {"A": "5", "B": "10", "C": "0", "D": "10", "E": "7.5"},
        ),
        ({"A": (0, 0)}, {"A": "0"}),
        # who has not submitted takes no part
        ({"A": (10, 11), "B": None}, {"A": "10", "B": "0"}),
    ],
)
def test_points_among_the_units_that_take_part(entries, points):
    assert points_of(entries) == {unit: Decimal(figure) for unit, figure in points.items()}


@pytest.mark.parametrize(
    ("share", "at_target", "between"), [("0", "0", "5"), ("1", "10", "10"), ("0.8", "8", "9")]
)
def test_the_share_at_target_is_the_schemes(share, at_target, between):
    rule = leaf("relative_to_leader", 10, share_at_target=share)

    got = points_of({"A": (10, 10), "B": (10, 11), "C": (10, 12)}, rule)

    assert (got["A"], got["B"]) == (Decimal(at_target), Decimal(between))


def test_one_new_entry_re_scores_every_unit():
    before = points_of({"A": (100, 110), "B": (100, 105)})
    after = points_of({"A": (100, 110), "B": (100, 105), "C": (100, 140)})

    assert before == {"A": 10, "B": Decimal("7.5")}
    assert after == {"A": Decimal("6.25"), "B": Decimal("5.63"), "C": 10}


def test_a_unit_the_leaf_does_not_apply_to_takes_no_part():
    rule = {**RULE, "not_applicable_for": ["C"]}
    scheme = scheme_of(rule, leaf("direct", 10, code="B"))
    entry = {"B": {"points": 1}}
    units = {
        "A": {"leaves": {**entry, "A": {"target": 100, "actual": 110}}},
        "C": {"leaves": {**entry, "A": {"target": 100, "actual": 200}}},
    }

    card = card_of(scheme, units)

    assert card.units["A"].leaves["A"].points == 10
    assert card.units["C"].leaves["A"].state is State.NOT_APPLICABLE
    assert [english(warning) for warning in card.warnings] == [
        "leaf A: the entry of C is not counted, because the scheme states that the leaf does not apply"
    ]


def test_the_stages_have_their_own_leaders():
    units = {
        "A": {"leaves": {"A": {"target": 10, "actual": 11, "appraised": {"target": 10, "actual": 11}}}},
        "B": {"leaves": {"A": {"target": 10, "actual": 12, "appraised": {"target": 10, "actual": 10}}}},
        "C": {"leaves": {"A": {"target": 10, "actual": 30}}},
    }

    card = card_of(scheme_of(RULE), units, stage="appraised")

    assert {unit: one.leaves["A"].points for unit, one in card.units.items()} == {"A": 10, "B": 5, "C": 0}
    assert card.units["C"].leaves["A"].state is State.PENDING


@pytest.mark.parametrize(
    ("entries", "warned"),
    [
        (
            {"A": (80, 70), "B": ("0.8", "0.7")},
            "leaf A: targets differ by orders of magnitude (B has 0.8, A has 80)",
        ),
        ({"A": (80, 70), "B": (8, 7)}, "leaf A: targets differ by orders of magnitude (B has 8, A has 80)"),
        ({"A": ("0.8", 75)}, "leaf A: A has an actual of 75, many times its target of 0.8"),
        ({"A": (80, 70), "B": ("8.1", 7)}, None),
        ({"A": (80, 70), "B": (0, 7)}, None),
    ],
)
def test_figures_in_different_units_of_measure_are_warned_of(entries, warned):
    units = {unit: {"leaves": {"A": {"target": t, "actual": a}}} for unit, (t, a) in entries.items()}

    warnings = [english(warning) for warning in card_of(scheme_of(RULE), units).warnings]

    assert (warned is None) == (not warnings)
    assert all(warning.startswith("leaf A:") for warning in warnings)
    if warned is not None:
        assert warnings[0].startswith(warned)


@pytest.mark.parametrize(
    ("unit", "why"),
    [
        ("A", "Actual 50 does not reach the target of 100: 5 × 50 ÷ 100 = 2.5"),
        ("B", "Actual 100 just reaches the target of 100: 5 of 10 points"),
        (
            "C",
            "Actual 110 against a target of 100, the leader 60 against 50: "
            "5 + 5 × own excess over the leader's excess = 7.5",
        ),
        ("D", "Actual 60 against a target of 50 is the highest ratio: 10"),
        ("E", "No target assigned: 10 × 3 ÷ 6 = 5, 6 being the highest result of the units without a target"),
        ("F", "No target assigned, the result 6 is the highest of that group: 10"),
        ("G", "No target assigned and no result: 0"),
    ],
)
def test_every_place_in_the_field_says_why(unit, why):
    figures = {
        "A": (100, 50),
        "B": (100, 100),
        "C": (100, 110),
        "D": (50, 60),
        "E": (0, 3),
        "F": (0, 6),
        "G": (0, 0),
    }
    units = {name: {"leaves": {"A": {"target": t, "actual": a}}} for name, (t, a) in figures.items()}

    assert english(card_of(scheme_of(RULE), units).units[unit].leaves["A"].why) == why
