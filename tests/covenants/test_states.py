"""The life of a version and of a registration, as data."""

import pytest

from thidua.covenants.states import (
    IN_PREPARATION,
    TRANSITIONS,
    UNCHANGEABLE,
    CovenantState,
    RegistrationState,
    next_registration_state,
    next_state,
)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        (CovenantState.DRAFTED, "compose_text", CovenantState.COMPOSED),
        (CovenantState.DRAFTED, "sign_covenant", None),
        (CovenantState.COMPOSED, "open_for_signature", CovenantState.AGREED),
        (CovenantState.COMPOSED, "write_contents", None),
        (CovenantState.AGREED, "return_to_drafting", CovenantState.DRAFTED),
        (CovenantState.AGREED, "freeze_covenant", CovenantState.SIGNED),
        (CovenantState.SIGNED, "return_to_drafting", None),
        (CovenantState.SIGNED, "supersede_covenant", CovenantState.SUPERSEDED),
        (CovenantState.SUPERSEDED, "supersede_covenant", None),
    ],
)
def test_a_verb_leads_where_the_table_says(
    state: CovenantState, verb: str, after: CovenantState | None
) -> None:
    assert next_state(state, verb) is after


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        (RegistrationState.DRAFTED, "send_registration", RegistrationState.SENT),
        (RegistrationState.SENT, "collect_registration", RegistrationState.COLLECTED),
        (RegistrationState.SENT, "save_registration", None),
        (RegistrationState.COLLECTED, "return_registration", RegistrationState.RETURNED),
        (RegistrationState.COLLECTED, "recall_registration", None),
        (RegistrationState.RETURNED, "send_registration", RegistrationState.SENT),
    ],
)
def test_a_registration_goes_back_and_forth(
    state: RegistrationState, verb: str, after: RegistrationState | None
) -> None:
    assert next_registration_state(state, verb) is after


def test_nothing_leads_back_from_signed() -> None:
    ways_back = {after for (before, _), after in TRANSITIONS.items() if before in UNCHANGEABLE}

    assert ways_back & IN_PREPARATION == set()
