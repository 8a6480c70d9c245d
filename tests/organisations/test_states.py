"""The year cycle as a table: forward by the table, back by an act, never behind a published decision."""

from enum import Enum

import pytest

from thidua.organisations.states import (
    BASIS_WORDS,
    BLOC_LEVEL_WORDS,
    CONFIDENCE_WORDS,
    FORCE_WORDS,
    LEAD_WORDS,
    OFFICE_WORDS,
    ORDER,
    SHARE_WORDS,
    STATE_WORDS,
    SUCCESSION_WORDS,
    TRANSITIONS,
    UNIT_KIND_WORDS,
    YearState,
    earlier_states,
    next_states,
)


@pytest.mark.parametrize(
    "words",
    [
        BASIS_WORDS,
        BLOC_LEVEL_WORDS,
        CONFIDENCE_WORDS,
        FORCE_WORDS,
        LEAD_WORDS,
        OFFICE_WORDS,
        SHARE_WORDS,
        STATE_WORDS,
        SUCCESSION_WORDS,
        UNIT_KIND_WORDS,
    ],
)
def test_every_entry_of_a_closed_list_has_its_words(words: dict[Enum, str]) -> None:
    assert set(words) == set(type(next(iter(words))))


def test_the_work_goes_on_after_the_half_year_review() -> None:
    assert next_states(YearState.HALF_REVIEWED) == (YearState.LAUNCHED, YearState.SELF_SCORED)
    assert next_states(YearState.LAUNCHED) == (YearState.HALF_REVIEWED, YearState.SELF_SCORED)


def test_an_archived_year_goes_nowhere_forward() -> None:
    assert next_states(YearState.ARCHIVED) == ()


@pytest.mark.parametrize("state", [s for s in YearState if ORDER.index(s) < ORDER.index(YearState.DECIDED)])
def test_before_the_decision_one_may_go_back_to_every_earlier_state(state: YearState) -> None:
    back = earlier_states(state)

    assert set(back) == set(ORDER[: ORDER.index(state)]) - set(next_states(state))
    assert list(back) == sorted(back, key=ORDER.index, reverse=True)


@pytest.mark.parametrize(
    ("state", "back"),
    [
        (YearState.DECIDED, ()),
        (YearState.CONCLUDED, (YearState.DECIDED,)),
        (YearState.ARCHIVED, (YearState.CONCLUDED, YearState.DECIDED)),
    ],
)
def test_from_the_decision_on_one_never_goes_back_before_it(
    state: YearState, back: tuple[YearState, ...]
) -> None:
    assert earlier_states(state) == back


def test_forward_and_back_are_never_the_same_move() -> None:
    for (at, _), to in TRANSITIONS.items():
        assert to not in earlier_states(at)
