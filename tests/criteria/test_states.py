"""The life of a version, as data."""

import pytest

from thidua.criteria.states import IN_PREPARATION, TRANSITIONS, UNCHANGEABLE, SchemeState, next_state


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        (SchemeState.DRAFTED, "agree_scheme", SchemeState.AGREED),
        (SchemeState.DRAFTED, "freeze_scheme", None),
        (SchemeState.AGREED, "return_to_draft", SchemeState.DRAFTED),
        (SchemeState.AGREED, "freeze_scheme", SchemeState.FROZEN),
        (SchemeState.AGREED, "revise_draft", None),
        (SchemeState.FROZEN, "return_to_draft", None),
        (SchemeState.FROZEN, "revise_draft", None),
        (SchemeState.FROZEN, "supersede_scheme", SchemeState.SUPERSEDED),
        (SchemeState.SUPERSEDED, "supersede_scheme", None),
    ],
)
def test_a_verb_leads_where_the_table_says(state: SchemeState, verb: str, after: SchemeState | None) -> None:
    assert next_state(state, verb) is after


def test_nothing_leads_back_from_frozen() -> None:
    ways_back = {after for (before, _), after in TRANSITIONS.items() if before in UNCHANGEABLE}

    assert ways_back & IN_PREPARATION == set()
