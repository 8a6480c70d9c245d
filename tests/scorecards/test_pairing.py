"""Who checks whom, as it is proposed: nobody itself, the head by two, no pair of the year before while it can be helped."""

import pytest

from thidua.scorecards.pairing import proposed_checks, turns_of
from thidua.scorecards.rows import Member
from thidua.scorecards.states import UnitRole


def members(count: int) -> list[Member]:
    """A bloc of so many units: the first is the head, the second the deputy."""
    roles = [UnitRole.HEAD, UnitRole.DEPUTY]
    return [
        Member(
            place, f"k{place}", f"U{place}", f"Đơn vị {place}", f"U{place}", f"đơn vị {place}", place,
            roles[place] if place < len(roles) else UnitRole.MEMBER, (),
        )
        for place in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", range(1, 16))
def test_in_every_turn_nobody_checks_itself_and_everybody_is_checked(count):
    bloc = members(count)
    for turn in range(1, turns_of(bloc) + 1):
        found = proposed_checks(bloc, year=2023, before={}, turn=turn)

        assert found.turn == turn
        assert set(found.checkers) == {one.code for one in bloc}
        for unit, checkers in found.checkers.items():
            assert checkers
            assert unit not in checkers
            assert set(found.reasons) >= {(unit, checker) for checker in checkers}


@pytest.mark.parametrize("count", [3, 4, 6, 7, 15])
def test_the_head_is_always_checked_by_the_deputy_and_one_more(count):
    bloc = members(count)
    for turn in range(1, turns_of(bloc) + 1):
        checkers = proposed_checks(bloc, year=2023, before={}, turn=turn).checkers["U0"]

        assert "U1" in checkers
        assert len(checkers) == 2


def test_two_units_check_each_other_and_one_alone_is_checked_by_nobody():
    assert proposed_checks(members(2), year=2023, before={}).checkers == {"U0": ("U1",), "U1": ("U0",)}
    assert proposed_checks(members(1), year=2023, before={}).checkers == {"U0": ()}


def test_an_even_bloc_meets_in_pairs_and_everybody_meets_everybody_once():
    bloc, met = members(6), set()
    for turn in range(1, 6):
        found = proposed_checks(bloc, year=2023, before={}, turn=turn).checkers
        for unit in ("U2", "U3", "U4", "U5"):
            (checker,) = found[unit]
            assert unit in found[checker]
            met.add(frozenset({unit, checker}))

    assert len(met) == 14  # every pair of six but the head with its deputy, whom nobody but the head meets


def test_the_turn_of_the_year_moves_on_while_it_repeats_the_year_before():
    bloc = members(6)
    before = proposed_checks(bloc, year=2023, before={})
    again = proposed_checks(bloc, year=2023, before=before.checkers)

    repeated = [unit for unit in ("U2", "U3", "U4", "U5") if again.checkers[unit] == before.checkers[unit]]
    assert (again.turn != before.turn, repeated) == (True, [])


def test_a_repeat_that_cannot_be_helped_says_so():
    bloc = members(2)
    found = proposed_checks(bloc, year=2023, before={"U0": ("U1",), "U1": ("U0",)})

    assert "the year before" in found.reasons["U1", "U0"].text
