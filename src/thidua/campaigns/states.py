"""The life of a movement «phong trào thi đua», as data, and the closed lists of the room.

drafted → launched → reviewed → closed. An interim review «sơ kết» may be held more than once; the final one «tổng kết»
closes. A movement that will not go on is withdrawn with a reason, from any state before it is closed.
"""

from datetime import date
from enum import StrEnum
from typing import Final


class MovementState(StrEnum):
    """Where a movement stands."""

    DRAFTED = "drafted"
    LAUNCHED = "launched"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# (state, verb) -> state. Verbs are the names of the actions.
TRANSITIONS: dict[tuple[MovementState, str], MovementState] = {
    (MovementState.DRAFTED, "revise_movement"): MovementState.DRAFTED,
    (MovementState.DRAFTED, "launch_movement"): MovementState.LAUNCHED,
    (MovementState.DRAFTED, "withdraw_movement"): MovementState.WITHDRAWN,
    (MovementState.LAUNCHED, "amend_movement"): MovementState.LAUNCHED,
    (MovementState.LAUNCHED, "review_movement"): MovementState.REVIEWED,
    (MovementState.LAUNCHED, "close_movement"): MovementState.CLOSED,
    (MovementState.LAUNCHED, "withdraw_movement"): MovementState.WITHDRAWN,
    (MovementState.REVIEWED, "amend_movement"): MovementState.REVIEWED,
    (MovementState.REVIEWED, "review_movement"): MovementState.REVIEWED,
    (MovementState.REVIEWED, "close_movement"): MovementState.CLOSED,
    (MovementState.REVIEWED, "withdraw_movement"): MovementState.WITHDRAWN,
}
INITIAL: Final = MovementState.DRAFTED
# Units respond and report activities while a movement is in one of these.
OPEN: Final = frozenset({MovementState.LAUNCHED, MovementState.REVIEWED})
# It was launched, on a day.
ONCE_LAUNCHED: Final = frozenset({MovementState.LAUNCHED, MovementState.REVIEWED, MovementState.CLOSED})


class Stage(StrEnum):
    """How a movement is shown on a day: an open one whose period has passed is over, though nobody closed it."""

    DRAFTED = "drafted"
    RUNNING = "running"
    REVIEWED = "reviewed"
    OVER = "over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Level(StrEnum):
    """Who launched it «cấp phát động», from above to below."""

    NATIONAL = "national"
    FORCE = "force"
    BRANCH = "branch"
    PROVINCE = "province"
    BLOC = "bloc"
    UNIT = "unit"


# A movement responds only to movements of a smaller number: a ministry, a force and a province stand side by side.
# Within a bloc or a unit a campaign «đợt» may respond to the movement of the year.
RANK: Final[dict[Level, int]] = {
    Level.NATIONAL: 0,
    Level.FORCE: 1,
    Level.BRANCH: 1,
    Level.PROVINCE: 1,
    Level.BLOC: 2,
    Level.UNIT: 3,
}
NESTING: Final = frozenset({Level.BLOC, Level.UNIT})
# Kept by the standing body; the others belong to a bloc-year or a unit.
UPPER: Final = frozenset({Level.NATIONAL, Level.FORCE, Level.BRANCH, Level.PROVINCE})


class MovementKind(StrEnum):
    """How it runs (law on emulation of 2022, article 16): regular, a campaign, on one subject."""

    REGULAR = "regular"
    CAMPAIGN = "campaign"
    THEMATIC = "thematic"


class ReviewKind(StrEnum):
    """Interim «sơ kết» or final «tổng kết»."""

    INTERIM = "interim"
    FINAL = "final"


class GatheringKind(StrEnum):
    """What the bloc came together for: an activity that counts, or a preparatory meeting that does not."""

    COUNTED = "counted"
    PREPARATORY = "preparatory"


class Presence(StrEnum):
    """Whether a unit was there «có mặt, vắng có lý do, vắng không lý do»."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


# The province and those below review their own movements; those above are reviewed above.
REVIEWED_HERE: Final = frozenset({Level.PROVINCE, Level.BLOC, Level.UNIT})


def stage_of(state: MovementState, ends_on: date | None, *, on: date) -> Stage:
    """How a movement is shown on a day."""
    if state in OPEN and ends_on is not None and ends_on < on:
        return Stage.OVER
    return Stage.RUNNING if state is MovementState.LAUNCHED else Stage(state.value)


def next_state(state: MovementState, verb: str) -> MovementState | None:
    """The state after `verb`, or None when the verb is not open to this state."""
    return TRANSITIONS.get((state, verb))


def may_respond_to(lower: Level, upper: Level) -> bool:
    """Whether a movement of one level may respond to one of another."""
    return RANK[upper] < RANK[lower] or (lower is upper and lower in NESTING)
