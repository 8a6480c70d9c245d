"""Totals and places that are still possible while cells wait."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import leaf, results_doc, scheme_of
from thidua.core.scoring import parse_results, possible_range, possible_standings

RATING = leaf("external", 10, code="R", map={"best": 10, "good": 8, "none": 0})

NOT_FOR_X = {"state": "not_applicable"}


def ranges(scheme, units, stage="self"):
    results = parse_results(results_doc(units), scheme)
    return {unit: tuple(possible_range(scheme, results, unit, stage)) for unit in units}


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        (RATING, 0, 10),
        (leaf("direct", code="R"), 0, 10),
        (
            leaf(
                "step", 10, code="R", steps=[{"when": "x >= 9", "points": 9}, {"when": "x < 9", "points": 2}]
            ),
            2,
            9,
        ),
        (
            leaf(
                "step",
                10,
                code="R",
                steps=[{"when": "x >= 9", "points": 9}, {"when": "x < 9", "points": None}],
            ),
            0,
            10,
        ),
        (leaf("lateness", 10, code="R", steps=[{"when": "d <= 0", "points": 9}], missing=3), 3, 9),
        (leaf("lateness", 10, code="R", steps=[{"when": "d <= 0", "points": 9}], missing=None), 0, 10),
        (leaf("count", 10, code="R", per_item=1, cap=6), 0, 6),
        (leaf("deduct_per_event", 10, code="R", per_event=1, floor=-5), -5, 10),
        (
            leaf(
                "deduct_step",
                10,
                code="R",
                steps=[{"when": "x > 5", "points": -20}, {"when": "x <= 5", "points": -1}],
            ),
            -10,
            9,
        ),
    ],
)
def test_a_waiting_leaf_may_give_what_its_rule_can_give(rule, low, high):
    scheme = scheme_of(leaf("direct", 90), rule)
    unit = {"leaves": {"A": {"points": 80}, "R": {"state": "pending"}}}

    assert ranges(scheme, {"U": unit})["U"] == (80 + low, 80 + high)


def test_what_is_complete_is_settled():
    scheme = scheme_of(leaf("direct", 90), RATING)
    unit = {"leaves": {"A": {"points": 80}, "R": {"rating": "good"}}}

    low, high = ranges(scheme, {"U": unit})["U"]

    assert low == high == 88


def test_rescaling_and_bonus_are_part_of_the_range():
    scheme = scheme_of(
        leaf("direct", 85), RATING, leaf("direct", 5, code="N"), bonus=[{"code": "T", "points": 2}]
    )
    unit = {
        "leaves": {"A": {"points": "77.75"}, "R": {"state": "pending"}, "N": {"state": "not_applicable"}},
        "bonus": {"T": 1},
    }

    assert ranges(scheme, {"U": unit})["U"] == (Decimal("83.84"), Decimal("94.37"))


def test_an_uncapped_proportion_waits_for_at_most_its_full_marks():
    scheme = scheme_of(leaf("proportional", capped=False))

    assert ranges(scheme, {"U": {}})["U"] == (0, 10)


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (100, 50, ("2.5", "2.5")),
        (100, 100, ("5", "5")),
        (100, 120, ("5", "10")),
        (0, 5, ("0", "10")),
    ],
)
def test_a_relative_leaf_moves_with_what_the_others_have_not_put_in(target, actual, expected):
    scheme = scheme_of(leaf("relative_to_leader", 10, share_at_target="0.5"))
    entry = {"leaves": {"A": {"target": target, "actual": actual}}}

    alone = ranges(scheme, {"U": entry})["U"]
    behind = {"leaves": {"A": {"target": 100, "actual": 100}}}
    settled = ranges(scheme, {"U": entry, "W": behind, "X": {"leaves": {"A": NOT_FOR_X}}})["U"]
    waiting = ranges(scheme, {"U": entry, "W": behind, "V": {}})["U"]

    assert waiting == tuple(Decimal(end) for end in expected)
    assert alone == settled == (Decimal(expected[1]), Decimal(expected[1]))


def test_places_stay_open_where_ranges_overlap():
    scheme = scheme_of(leaf("direct", 90), RATING)

    def unit(points, rating=None):
        return {
            "leaves": {"A": {"points": points}, "R": {"rating": rating} if rating else {"state": "pending"}}
        }

    units = {
        "A": unit(90, "best"),
        "B": unit(80, "good"),
        "C": unit(75),
        "D": unit(74),
        "E": unit(50),
    }
    standings = possible_standings(scheme, parse_results(results_doc(units), scheme))

    assert {name: (one.places.best, one.places.worst) for name, one in standings.items()} == {
        "A": (1, 1),
        "B": (2, 2),
        "C": (3, 4),
        "D": (3, 4),
        "E": (5, 5),
    }
    assert standings["A"].places.settled
    assert not standings["C"].places.settled
    assert standings["A"].places.gap is None
    assert standings["B"].places.gap == 12
    assert standings["C"].places.gap == 3
    assert standings["E"].places.gap == 14


def test_an_undecided_tie_leaves_its_places_open():
    scheme = scheme_of(leaf("direct"))
    units = {
        unit: {"leaves": {"A": {"points": points}}}
        for unit, points in {"A": 9, "B": 8, "C": 8, "D": 7}.items()
    }

    standings = possible_standings(scheme, parse_results(results_doc(units), scheme))

    assert [(one.places.best, one.places.worst) for one in standings.values()] == [
        (1, 1),
        (2, 3),
        (2, 3),
        (4, 4),
    ]


def test_a_tie_settled_by_the_chain_is_settled():
    scheme = scheme_of(leaf("direct"), leaf("direct", code="B"), ranking={"ties": ["A"]})
    units = {
        "U": {"leaves": {"A": {"points": 6}, "B": {"points": 4}}},
        "V": {"leaves": {"A": {"points": 4}, "B": {"points": 6}}},
    }

    standings = possible_standings(scheme, parse_results(results_doc(units), scheme))

    assert [(one.places.best, one.places.worst) for one in standings.values()] == [(1, 1), (2, 2)]
