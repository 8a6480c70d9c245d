"""Ranks, ties, votes and proposals of a scorecard."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import card_of, direct_card, english, leaf, scheme_of

ONE = leaf("direct", 100)
TWO = [leaf("direct", 60, code="A"), leaf("direct", 40, code="B")]


def ranks(card):
    return {unit: one.rank for unit, one in card.units.items()}


def test_equal_totals_without_a_chain_stay_undecided_and_the_next_keeps_its_rank():
    card = direct_card({"A": 90, "B": 80, "C": 80, "D": 70}, scheme_of(ONE))

    assert ranks(card) == {"A": 1, "B": None, "C": None, "D": 4}
    assert card.ranking == ("A", "B", "C", "D")
    assert card.unresolved_ties == (("B", "C"),)


def test_ties_are_told_apart_by_codes_one_after_another():
    scheme = scheme_of(
        {"code": "I", "max": 60, "children": [TWO[0]]},
        TWO[1],
        ranking={"ties": ["I", "deductions"]},
        deductions=[{"code": "X", "points": 0}],
    )
    units = {
        "U": {"leaves": {"A": {"points": 50}, "B": {"points": 30}}, "deductions": {"X": 2}},
        "V": {"leaves": {"A": {"points": 55}, "B": {"points": 25}}, "deductions": {"X": 9}},
        "W": {"leaves": {"A": {"points": 50}, "B": {"points": 30}}, "deductions": {"X": ["BB-1"]}},
    }

    card = card_of(scheme, units)

    assert ranks(card) == {"V": 1, "W": 2, "U": 3}
    assert (
        english(card.units["V"].steps["rank"]) == "Rank 1: the total of 80 equals W, U, told apart by I (55)"
    )
    assert "told apart by the number of deductions" in english(card.units["W"].steps["rank"])


@pytest.mark.parametrize(
    ("votes", "expected", "unresolved"),
    [
        ({"first_place": {"A": 3, "B": 5}}, {"A": 2, "B": 1, "C": 3}, ()),
        ({"first_place": {"A": 3, "B": 3}}, {"A": None, "B": None, "C": 3}, (("A", "B"),)),
        ({"second_place": {"A": 3, "B": 5}}, {"A": None, "B": None, "C": 3}, (("A", "B"),)),
        ({"first_place": {"A": 3}}, {"A": None, "B": None, "C": 3}, (("A", "B"),)),
        ({"first_place": {"A": 0, "B": 5, "C": 9}}, {"A": 2, "B": 1, "C": 3}, ()),
        ({}, {"A": None, "B": None, "C": 3}, (("A", "B"),)),
    ],
)
def test_a_recorded_vote_breaks_what_is_left(votes, expected, unresolved):
    scheme = scheme_of(ONE, ranking={"votes": True})

    card = direct_card({"A": 90, "B": 90, "C": 80}, scheme, votes=votes)

    assert ranks(card) == expected
    assert card.unresolved_ties == unresolved


def test_what_a_vote_leaves_equal_competes_by_the_vote_for_its_own_rank():
    scheme = scheme_of(ONE, ranking={"votes": True})
    totals = dict.fromkeys("ABCD", 90) | {"E": 95}
    votes = {"second_place": {"A": 1, "B": 4, "C": 1, "D": 0}, "third_place": {"A": 2, "C": 3}}

    card = direct_card(totals, scheme, votes=votes)

    assert ranks(card) == {"E": 1, "B": 2, "C": 3, "A": 4, "D": 5}


def test_votes_from_the_fourth_place_on_are_named_by_number():
    scheme = scheme_of(ONE, ranking={"votes": True})
    totals = {"A": 99, "B": 98, "C": 97, "D": 90, "E": 90}

    card = direct_card(totals, scheme, votes={"place_4": {"D": 1, "E": 2}})

    assert (card.units["D"].rank, card.units["E"].rank) == (5, 4)
    assert "told apart by a vote" in english(card.units["E"].steps["rank"])


def test_votes_count_only_where_the_scheme_lets_them():
    card = direct_card({"A": 90, "B": 90}, scheme_of(ONE), votes={"first_place": {"A": 1, "B": 2}})

    assert card.unresolved_ties == (("A", "B"),)
    assert english(card.units["A"].steps["rank"]).startswith(
        "Rank 1 is undecided: the total of 90 cannot be told from B"
    )


def test_only_complete_units_are_ranked():
    scheme = scheme_of(*TWO)
    whole = {"leaves": {"A": {"points": 1}, "B": {"points": 1}}}

    card = card_of(scheme, {"U": whole, "V": {"leaves": {"A": {"points": 60}}}})

    assert ranks(card) == {"U": 1, "V": None}
    assert card.ranking == ("U",)
    assert english(card.units["V"].steps["rank"]) == "Not ranked: 1 leaf has no points yet"


AWARDS = [
    {"code": "flag", "count": 1, "rank": 1, "min_total": 90},
    {"code": "cert", "count": 2, "min_total": 80},
]


@pytest.mark.parametrize(
    ("totals", "blocked", "expected"),
    [
        ({"A": 95, "B": 90, "C": 85, "D": 82}, [], {"flag": ("A",), "cert": ("B", "C")}),
        ({"A": 89, "B": 85, "C": 70}, [], {"flag": (), "cert": ("A", "B")}),
        # not below rank 1 by score: the flag does not pass on to the second
        ({"A": 95, "B": 94, "C": 85}, ["A"], {"flag": (), "cert": ("B", "C")}),
        ({"A": 95, "B": 90, "C": 79}, [], {"flag": ("A",), "cert": ("B",)}),
        # a tie at the edge of a prize is left to the meeting, what is sure is proposed
        ({"A": 95, "B": 95, "C": 85, "D": 84}, [], {"flag": (), "cert": ("C",)}),
        ({"A": 95, "B": 85, "C": 85, "D": 84}, [], {"flag": ("A",), "cert": ("B", "C")}),
        ({"A": 95, "B": 90, "C": 85, "D": 85}, [], {"flag": ("A",), "cert": ("B",)}),
        # of two tied at the top only one may be proposed, but perhaps it is the second by rank
        ({"A": 95, "B": 95, "C": 85}, ["A"], {"flag": (), "cert": ("C",)}),
    ],
)
def test_proposals_are_filled_in_order_a_unit_once(totals, blocked, expected):
    scheme = scheme_of(ONE, awards=AWARDS, disqualifiers=[{"code": "L1"}])
    units = {
        unit: {"leaves": {"A": {"points": points}}, "disqualifiers": ["L1"] if unit in blocked else []}
        for unit, points in totals.items()
    }

    assert card_of(scheme, units).awards == expected


def test_a_suspended_unit_is_not_proposed_either():
    scheme = scheme_of(ONE, awards=AWARDS, disqualifiers=[{"code": "L3", "effect": "suspended"}])
    units = {
        "A": {"leaves": {"A": {"points": 95}}, "disqualifiers": ["L3"]},
        "B": {"leaves": {"A": {"points": 90}}},
    }

    card = card_of(scheme, units)

    assert card.awards == {"flag": (), "cert": ("B",)}
    assert card.units["A"].rank == 1


def test_totals_are_compared_exactly():
    scheme = scheme_of(ONE, bonus=[{"code": "T", "points": "0.0001"}])
    units = {
        "A": {"leaves": {"A": {"points": 90}}},
        "B": {"leaves": {"A": {"points": 90}}, "bonus": {"T": 1}},
    }

    card = card_of(scheme, units)

    assert ranks(card) == {"A": 2, "B": 1}
    assert card.units["B"].total == Decimal("90.0001")
