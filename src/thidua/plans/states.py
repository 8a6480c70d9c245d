"""The life of a plan and of a consultation, as data.

A plan is drafted → consulted → issued → superseded; a consulted one may go back to the drafting table with a reason.
An issued plan is never rewritten: its days are moved, each move with its reason, or a new version supersedes it. A
consultation is opened, answered by one answer of each unit, and closed once every comment has its reply.
"""

from enum import StrEnum
from typing import Final


class PlanState(StrEnum):
    """Where a version of a plan stands."""

    DRAFTED = "drafted"
    CONSULTED = "consulted"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


# (state, verb) -> state. Verbs are the names of the actions.
TRANSITIONS: Final[dict[tuple[PlanState, str], PlanState]] = {
    (PlanState.DRAFTED, "revise_plan"): PlanState.DRAFTED,
    (PlanState.CONSULTED, "revise_plan"): PlanState.CONSULTED,
    (PlanState.DRAFTED, "open_consultation"): PlanState.CONSULTED,
    (PlanState.CONSULTED, "return_plan"): PlanState.DRAFTED,
    (PlanState.CONSULTED, "issue_plan"): PlanState.ISSUED,
    (PlanState.ISSUED, "move_activity"): PlanState.ISSUED,
    (PlanState.ISSUED, "supersede_plan"): PlanState.SUPERSEDED,
}
INITIAL: Final = PlanState.DRAFTED
IN_PREPARATION: Final = frozenset({PlanState.DRAFTED, PlanState.CONSULTED})
# The states every member of the bloc reads; a draft belongs to the head unit until it is sent round.
SHOWN: Final = frozenset({PlanState.CONSULTED, PlanState.ISSUED, PlanState.SUPERSEDED})


class ConsultationState(StrEnum):
    """Where a consultation stands."""

    OPENED = "opened"
    CLOSED = "closed"


CONSULTATION_TRANSITIONS: Final[dict[tuple[ConsultationState, str], ConsultationState]] = {
    (ConsultationState.OPENED, "give_answer"): ConsultationState.OPENED,
    (ConsultationState.OPENED, "reply_to_comment"): ConsultationState.OPENED,
    (ConsultationState.OPENED, "close_consultation"): ConsultationState.CLOSED,
}


class DraftKind(StrEnum):
    """What kind of text is sent round for comments."""

    PLAN = "plan"
    WORKING_RULES = "working_rules"
    OTHER = "other"


class AnswerKind(StrEnum):
    """What a unit answers; a unit without an answer has no row."""

    AGREED = "agreed"
    COMMENTED = "commented"


class Reply(StrEnum):
    """What becomes of a comment: taken «tiếp thu» or not, with the reason."""

    WAITING = ""
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"


class ActivityStanding(StrEnum):
    """How an activity of a plan in force stands on a day."""

    COMING = "coming"
    SOON = "soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    DROPPED = "dropped"


def next_state(state: PlanState, verb: str) -> PlanState | None:
    """The state after `verb`, or None when the verb is not open to this state."""
    return TRANSITIONS.get((state, verb))
