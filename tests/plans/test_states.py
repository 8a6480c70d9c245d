"""The life of a plan, as data."""

import pytest

from thidua.plans.states import IN_PREPARATION, TRANSITIONS, PlanState, next_state


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        (PlanState.DRAFTED, "open_consultation", PlanState.CONSULTED),
        (PlanState.DRAFTED, "issue_plan", None),
        (PlanState.CONSULTED, "issue_plan", PlanState.ISSUED),
        (PlanState.CONSULTED, "return_plan", PlanState.DRAFTED),
        (PlanState.ISSUED, "revise_plan", None),
        (PlanState.ISSUED, "move_activity", PlanState.ISSUED),
        (PlanState.ISSUED, "supersede_plan", PlanState.SUPERSEDED),
        (PlanState.SUPERSEDED, "move_activity", None),
    ],
)
def test_a_verb_leads_where_the_table_says(state: PlanState, verb: str, after: PlanState | None) -> None:
    assert next_state(state, verb) is after


def test_nothing_leads_back_from_issued() -> None:
    ways_back = {after for (before, _), after in TRANSITIONS.items() if before not in IN_PREPARATION}

    assert ways_back & IN_PREPARATION == set()
