"""The life of one version of a covenant and of a unit's registration in it, as data.

drafted → composed → agreed → signed → superseded. The text is composed from rows once every registration is collected;
all parties consent to it; it is frozen when all have signed. Until then it may go back to the drafting table with a
reason, which voids what was signed. A signed version is never edited: an amendment is a new version, which takes the
place of this one when all have signed it in turn.
"""

from enum import StrEnum


class CovenantState(StrEnum):
    """Where a version stands."""

    DRAFTED = "drafted"
    COMPOSED = "composed"
    AGREED = "agreed"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


# (state, verb) -> state. Verbs are the names of the actions, or of what their last step brings about.
TRANSITIONS: dict[tuple[CovenantState, str], CovenantState] = {
    (CovenantState.DRAFTED, "write_contents"): CovenantState.DRAFTED,
    (CovenantState.DRAFTED, "match_members"): CovenantState.DRAFTED,
    (CovenantState.DRAFTED, "save_registration"): CovenantState.DRAFTED,
    (CovenantState.DRAFTED, "compose_text"): CovenantState.COMPOSED,
    (CovenantState.COMPOSED, "give_consent"): CovenantState.COMPOSED,
    (CovenantState.COMPOSED, "open_for_signature"): CovenantState.AGREED,
    (CovenantState.COMPOSED, "return_to_drafting"): CovenantState.DRAFTED,
    (CovenantState.AGREED, "return_to_drafting"): CovenantState.DRAFTED,
    (CovenantState.AGREED, "sign_covenant"): CovenantState.AGREED,
    (CovenantState.AGREED, "freeze_covenant"): CovenantState.SIGNED,
    (CovenantState.SIGNED, "supersede_covenant"): CovenantState.SUPERSEDED,
}
INITIAL = CovenantState.DRAFTED
# A covenant has at most one version in preparation and at most one in force.
IN_PREPARATION = frozenset({CovenantState.DRAFTED, CovenantState.COMPOSED, CovenantState.AGREED})
UNCHANGEABLE = frozenset({CovenantState.SIGNED, CovenantState.SUPERSEDED})
WITH_TEXT = frozenset(CovenantState) - {CovenantState.DRAFTED}


class RegistrationState(StrEnum):
    """Where a unit's registration stands."""

    DRAFTED = "drafted"
    SENT = "sent"
    RETURNED = "returned"
    COLLECTED = "collected"


REGISTRATION_TRANSITIONS: dict[tuple[RegistrationState, str], RegistrationState] = {
    (RegistrationState.DRAFTED, "save_registration"): RegistrationState.DRAFTED,
    (RegistrationState.RETURNED, "save_registration"): RegistrationState.RETURNED,
    (RegistrationState.DRAFTED, "send_registration"): RegistrationState.SENT,
    (RegistrationState.RETURNED, "send_registration"): RegistrationState.SENT,
    (RegistrationState.SENT, "recall_registration"): RegistrationState.DRAFTED,
    (RegistrationState.SENT, "return_registration"): RegistrationState.RETURNED,
    (RegistrationState.SENT, "collect_registration"): RegistrationState.COLLECTED,
    (RegistrationState.COLLECTED, "return_registration"): RegistrationState.RETURNED,
}
WITH_THE_UNIT = frozenset({RegistrationState.DRAFTED, RegistrationState.RETURNED})


class ConsentAnswer(StrEnum):
    """What a party answers to the composed text."""

    AGREED = "agreed"
    OBJECTED = "objected"


class SignatureRole(StrEnum):
    """As what somebody signs: for a party, or as the Council's witness."""

    PARTY = "party"
    WITNESS = "witness"


class Manner(StrEnum):
    """How a signature was given: confirmed by the person on the screen, or on paper and entered by an officer."""

    ON_SCREEN = "on_screen"
    ON_PAPER = "on_paper"


class Direction(StrEnum):
    """Which way a target is better."""

    HIGHER = "higher"
    LOWER = "lower"


class AwardScope(StrEnum):
    """For whom a title or commendation is registered."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class PromiseKind(StrEnum):
    """What is promised beside the targets: a new model «mô hình», or an exemplar «điển hình» by name."""

    MODEL = "model"
    EXEMPLAR = "exemplar"


def next_state(state: CovenantState, verb: str) -> CovenantState | None:
    """The state after `verb`, or None when the verb is not open to this state."""
    return TRANSITIONS.get((state, verb))


def next_registration_state(state: RegistrationState, verb: str) -> RegistrationState | None:
    """The same for a unit's registration."""
    return REGISTRATION_TRANSITIONS.get((state, verb))
