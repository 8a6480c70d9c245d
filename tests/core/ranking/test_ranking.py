"""Placing, proposing and possible places on their own, with properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.ranking import (
    BY_VOTES,
    Candidate,
    Prize,
    Span,
    fill_prizes,
    place_candidates,
    possible_places,
)


def field(**totals):
    return [Candidate(unit, Decimal(str(total))) for unit, total in totals.items()]


FIGURES = st.integers(min_value=0, max_value=5).map(Decimal)
FIELDS = st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=1, max_size=8).map(
    lambda rows: [Candidate(f"U{place}", row[0], row[1:]) for place, row in enumerate(rows)]
)


def test_who_decided_is_kept():
    candidates = [
        Candidate("A", Decimal(9), (Decimal(1), Decimal(2))),
        Candidate("B", Decimal(9), (Decimal(1), Decimal(3))),
        Candidate("C", Decimal(9), (Decimal(2), Decimal(0))),
        Candidate("D", Decimal(8)),
    ]

    placed = place_candidates(candidates).by_unit()

    assert {unit: (one.rank, one.decided_by) for unit, one in placed.items()} == {
        "C": (1, 0),
        "B": (2, 1),
        "A": (3, 1),
        "D": (4, None),
    }
    assert placed["C"].tied_with == ("B", "A")


def test_a_vote_is_named_as_what_decided():
    placed = place_candidates(field(A=9, B=9), {1: {"A": 1, "B": 2}}).by_unit()

    assert {unit: (one.rank, one.decided_by) for unit, one in placed.items()} == {
        "B": (1, BY_VOTES),
        "A": (2, BY_VOTES),
    }


@given(FIELDS, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(candidates, rng):
    shuffled = candidates[:]
    rng.shuffle(shuffled)

    assert place_candidates(shuffled) == place_candidates(candidates)


@given(FIELDS)
def test_ranks_follow_totals_and_use_one_two_two_four(candidates):
    ranking = place_candidates(candidates)

    totals = [one.total for one in ranking.placements]
    assert totals == sorted(totals, reverse=True)
    for place, one in enumerate(ranking.placements, start=1):
        assert one.place == min(
            index
            for index, other in enumerate(ranking.placements, start=1)
            if other.unit == one.unit or other.unit in one.undecided
        )
        assert one.rank in {None, place}
        assert (one.rank is None) == any(one.unit in tie for tie in ranking.unresolved)


@given(FIELDS, st.integers(min_value=0, max_value=7))
def test_an_equal_competitor_never_improves_a_rank(candidates, chosen):
    twin = candidates[chosen % len(candidates)]

    before = place_candidates(candidates).by_unit()
    after = place_candidates([*candidates, twin._replace(unit="twin")]).by_unit()

    for unit, placement in before.items():
        assert after[unit].place >= placement.place


@given(FIELDS, st.integers(min_value=0, max_value=7))
def test_a_higher_total_never_lowers_a_place(candidates, chosen):
    place = chosen % len(candidates)
    raised = [*candidates]
    raised[place] = raised[place]._replace(total=raised[place].total + 1)

    before = place_candidates(candidates).by_unit()[candidates[place].unit]
    after = place_candidates(raised).by_unit()[candidates[place].unit]

    assert after.place <= before.place


@given(FIELDS)
def test_names_never_decide(candidates):
    renamed = [one._replace(unit=f"V{len(candidates) - place}") for place, one in enumerate(candidates)]

    def shape(field):
        ranking = place_candidates(field)
        return [(one.total, one.rank) for one in ranking.placements]

    assert shape(candidates) == shape(renamed)


@given(FIELDS, st.sets(st.integers(min_value=0, max_value=7)), st.integers(min_value=1, max_value=3))
def test_proposals_keep_counts_limits_and_a_unit_once(candidates, blocked, count):
    eligible = {one.unit for place, one in enumerate(candidates) if place not in blocked}
    prizes = [Prize("first", 1, rank=1), Prize("next", count, min_total=Decimal(2))]
    ranking = place_candidates(candidates)

    proposed = fill_prizes(prizes, ranking.placements, eligible)

    everyone = [unit for units in proposed.values() for unit in units]
    totals = {one.unit: one.total for one in candidates}
    assert len(everyone) == len(set(everyone))
    assert set(everyone) <= eligible
    assert len(proposed["first"]) <= 1
    assert len(proposed["next"]) <= count
    assert all(totals[unit] >= 2 for unit in proposed["next"])
    places = ranking.by_unit()
    assert all(places[unit].rank == 1 for unit in proposed["first"])


def test_what_a_tie_leaves_open_is_not_proposed():
    placements = place_candidates(field(A=9, B=9, C=8, D=8, E=7)).placements

    proposed = fill_prizes([Prize("one", 1), Prize("three", 3)], placements, "ABCDE")

    # One of A and B gets the first; the other and C and D fill the three: sure only for C and D.
    assert proposed == {"one": (), "three": ("C", "D")}


SPANS = st.lists(
    st.tuples(FIGURES, FIGURES).map(lambda ends: (min(ends), max(ends))), min_size=1, max_size=7
).map(lambda rows: [Span(f"U{place}", low, high) for place, (low, high) in enumerate(rows)])


@given(SPANS, st.randoms(use_true_random=False))
def test_every_outcome_lies_within_the_possible_places(spans, rng):
    places = possible_places(spans)

    drawn = {span.unit: rng.choice([span.low, span.high, (span.low + span.high) / 2]) for span in spans}
    for unit, total in drawn.items():
        above = sum(1 for other in drawn.values() if other > total)
        level = sum(1 for other in drawn.values() if other == total)
        assert places[unit].best <= above + 1
        assert places[unit].worst >= above + level


@pytest.mark.parametrize("settled", [True, False])
def test_a_gap_is_measured_to_the_next_unit_out_of_reach(settled):
    spans = [
        Span("A", Decimal(9), Decimal(9)),
        Span("B", Decimal(6), Decimal(6) if settled else Decimal(8)),
        Span("C", Decimal(1), Decimal(2)),
    ]

    places = possible_places(spans)

    assert places["A"].gap is None
    assert places["B"].gap == (3 if settled else 1)
    assert places["C"].gap == 4
    assert places["B"].settled
