"""The life of a movement and the order of levels, as data."""

from datetime import date

import pytest

from thidua.campaigns.states import (
    Level,
    MovementState,
    Stage,
    may_respond_to,
    next_state,
    stage_of,
)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        (MovementState.DRAFTED, "launch_movement", MovementState.LAUNCHED),
        (MovementState.DRAFTED, "amend_movement", None),
        (MovementState.DRAFTED, "review_movement", None),
        (MovementState.LAUNCHED, "revise_movement", None),
        (MovementState.LAUNCHED, "review_movement", MovementState.REVIEWED),
        (MovementState.LAUNCHED, "close_movement", MovementState.CLOSED),
        (MovementState.REVIEWED, "review_movement", MovementState.REVIEWED),
        (MovementState.REVIEWED, "withdraw_movement", MovementState.WITHDRAWN),
        (MovementState.CLOSED, "withdraw_movement", None),
        (MovementState.CLOSED, "amend_movement", None),
        (MovementState.WITHDRAWN, "launch_movement", None),
    ],
)
def test_a_verb_leads_where_the_table_says(
    state: MovementState, verb: str, after: MovementState | None
) -> None:
    assert next_state(state, verb) is after


@pytest.mark.parametrize(
    ("lower", "upper", "allowed"),
    [
        (Level.PROVINCE, Level.NATIONAL, True),
        (Level.BLOC, Level.NATIONAL, True),
        (Level.BLOC, Level.FORCE, True),
        (Level.UNIT, Level.BLOC, True),
        (Level.BLOC, Level.BLOC, True),
        (Level.UNIT, Level.UNIT, True),
        (Level.NATIONAL, Level.NATIONAL, False),
        (Level.PROVINCE, Level.FORCE, False),
        (Level.FORCE, Level.PROVINCE, False),
        (Level.NATIONAL, Level.BLOC, False),
        (Level.BLOC, Level.UNIT, False),
    ],
)
def test_a_movement_responds_to_those_above_it(lower: Level, upper: Level, *, allowed: bool) -> None:
    assert may_respond_to(lower, upper) is allowed


@pytest.mark.parametrize(
    ("state", "ends", "stage"),
    [
        (MovementState.LAUNCHED, date(2023, 6, 11), Stage.RUNNING),
        (MovementState.LAUNCHED, date(2023, 6, 10), Stage.OVER),
        (MovementState.REVIEWED, date(2023, 6, 10), Stage.OVER),
        (MovementState.LAUNCHED, None, Stage.RUNNING),
        (MovementState.CLOSED, date(2023, 6, 10), Stage.CLOSED),
        (MovementState.DRAFTED, date(2023, 6, 10), Stage.DRAFTED),
    ],
)
def test_an_open_movement_whose_period_has_passed_is_over(
    state: MovementState, ends: date | None, stage: Stage
) -> None:
    assert stage_of(state, ends, on=date(2023, 6, 11)) is stage
