"""Stages of marking «tự chấm, kiểm tra chéo, thẩm định» and the states a score sheet goes through."""

from enum import StrEnum

from thidua.criteria.states import Awaits as Awaits  # noqa: PLC0414 -- offered here too: a mark says what it waits for


class Stage(StrEnum):
    """Who speaks in a column: the unit itself «tự chấm», the bloc «Khối kiểm tra», the appraiser «thẩm định»."""

    SELF = "self"
    CROSS = "cross"
    APPRAISED = "appraised"


class SheetState(StrEnum):
    """How far a score sheet «bảng điểm» has come."""

    OPENED = "opened"
    SELF_CLOSED = "self_closed"
    CROSS_CLOSED = "cross_closed"
    APPRAISED = "appraised"
    AGREED = "agreed"


class ItemKind(StrEnum):
    """What is counted beside the tree: «điểm thưởng, điểm trừ, trường hợp không xét»."""

    BONUS = "bonus"
    DEDUCTION = "deduction"
    DISQUALIFIER = "disqualifier"


class UnitRole(StrEnum):
    """A unit's part in the bloc that year: «Khối trưởng, Khối phó, thành viên»."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


class Settled(StrEnum):
    """How a deduction was settled: «đơn vị thống nhất» or «hội nghị quyết định»; empty while it is neither."""

    NOT_YET = ""
    AGREED = "agreed"
    DECIDED = "decided"


INITIAL = SheetState.OPENED
TRANSITIONS: dict[tuple[SheetState, str], SheetState] = {
    (SheetState.OPENED, "close_self"): SheetState.SELF_CLOSED,
    (SheetState.SELF_CLOSED, "reopen_self"): SheetState.OPENED,
    (SheetState.SELF_CLOSED, "close_cross"): SheetState.CROSS_CLOSED,
    (SheetState.CROSS_CLOSED, "reopen_cross"): SheetState.SELF_CLOSED,
    (SheetState.CROSS_CLOSED, "close_appraised"): SheetState.APPRAISED,
    (SheetState.APPRAISED, "reopen_appraised"): SheetState.CROSS_CLOSED,
    (SheetState.APPRAISED, "agree"): SheetState.AGREED,
    (SheetState.AGREED, "reopen_appraised"): SheetState.CROSS_CLOSED,
}
OPEN_STAGE: dict[SheetState, Stage] = {
    SheetState.OPENED: Stage.SELF,
    SheetState.SELF_CLOSED: Stage.CROSS,
    SheetState.CROSS_CLOSED: Stage.APPRAISED,
}
STAGES: tuple[Stage, ...] = tuple(Stage)


def next_state(state: SheetState, verb: str) -> SheetState | None:
    """The state after `verb`, or None when the verb is not open to this state."""
    return TRANSITIONS.get((state, verb))


def is_open(state: SheetState, stage: Stage) -> bool:
    """Whether marks of `stage` can be entered."""
    return OPEN_STAGE.get(state) is stage


def is_closed(state: SheetState, stage: Stage) -> bool:
    """Whether `stage` has been closed (and not reopened)."""
    current = OPEN_STAGE.get(state)
    return current is None or STAGES.index(stage) < STAGES.index(current)


def stages_before(stage: Stage) -> tuple[Stage, ...]:
    """The stages a mark of `stage` is compared with, the nearest first."""
    return STAGES[: STAGES.index(stage)][::-1]
