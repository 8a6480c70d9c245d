"""The life of one version of a table of criteria, as data.

drafted → agreed → frozen → superseded; an agreed version may go back to the drafting table with a reason. A frozen one
is never edited: whoever wants another table makes a new version, which supersedes it on the day it is frozen.
"""

from enum import StrEnum


class SchemeState(StrEnum):
    """Where a version stands."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    FROZEN = "frozen"
    SUPERSEDED = "superseded"


# (state, verb) -> state. Verbs are the names of the actions.
TRANSITIONS: dict[tuple[SchemeState, str], SchemeState] = {
    (SchemeState.DRAFTED, "revise_draft"): SchemeState.DRAFTED,
    (SchemeState.DRAFTED, "import_scheme"): SchemeState.DRAFTED,
    (SchemeState.DRAFTED, "circulate_draft"): SchemeState.DRAFTED,
    (SchemeState.DRAFTED, "give_consent"): SchemeState.DRAFTED,
    (SchemeState.DRAFTED, "agree_scheme"): SchemeState.AGREED,
    (SchemeState.AGREED, "return_to_draft"): SchemeState.DRAFTED,
    (SchemeState.AGREED, "freeze_scheme"): SchemeState.FROZEN,
    (SchemeState.FROZEN, "supersede_scheme"): SchemeState.SUPERSEDED,
}
INITIAL = SchemeState.DRAFTED
# A bloc-year has at most one version on the drafting table and at most one that is in force.
IN_PREPARATION = frozenset({SchemeState.DRAFTED, SchemeState.AGREED})
UNCHANGEABLE = frozenset({SchemeState.FROZEN, SchemeState.SUPERSEDED})


class Appraiser(StrEnum):
    """Who appraises a leaf: an office of the bloc, the council's standing body, or one named unit."""

    BLOC_HEAD = "bloc_head"
    BLOC_DEPUTY = "bloc_deputy"
    STANDING_BODY = "standing_body"
    UNIT = "unit"


class ConsentAnswer(StrEnum):
    """What a member unit answers to a draft sent round."""

    AGREED = "agreed"
    OBJECTED = "objected"


class RemarkKind(StrEnum):
    """What a remark is about: a doubt that is kept on purpose, or a change against the version before."""

    DOUBT_KEPT = "doubt_kept"
    CHANGE = "change"


class Awaits(StrEnum):
    """What a pending cell waits for: a result from above «chờ», or papers that prove it «thiếu minh chứng»."""

    NOTHING = ""
    SUPERIOR = "superior"
    EVIDENCE = "evidence"


def next_state(state: SchemeState, verb: str) -> SchemeState | None:
    """The state after `verb`, or None when the verb is not open to this state."""
    return TRANSITIONS.get((state, verb))
