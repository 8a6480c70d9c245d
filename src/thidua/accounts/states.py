"""Kinds of account, standings of an account, results of a knock at the door: words fixed once for all screens."""

from enum import StrEnum


class AccountType(StrEnum):
    """The four kinds kept apart «quản trị, tác nghiệp, kỹ thuật, dịch vụ» (TCVN 14423, requirement SEC-01).

    Only the first two sign in at the screen; a technical account belongs to a program, a service account to equipment.
    """

    ADMIN = "admin"
    OPERATIONAL = "operational"
    TECHNICAL = "technical"
    SERVICE = "service"


SIGNS_IN = frozenset({AccountType.ADMIN, AccountType.OPERATIONAL})


class Standing(StrEnum):
    """How an account stands today «trạng thái»."""

    IN_USE = "in_use"
    LOCKED = "locked"
    DEACTIVATED = "deactivated"


class Deed(StrEnum):
    """What the access log tells of."""

    SIGN_IN = "sign_in"
    SECOND_STEP = "second_step"
    SIGN_OUT = "sign_out"
    SESSION_END = "session_end"
    PASSWORD_CHANGE = "password_change"  # noqa: S105 -- the name of a deed, not a secret
    FIRST_RUN = "first_run"
    DOWNLOAD = "download"


class Outcome(StrEnum):
    """How it came out."""

    DONE = "done"
    WRONG = "wrong"
    LOCKED = "locked"
    THROTTLED = "throttled"
    NOT_FOR_SCREENS = "not_for_screens"


class SessionEnding(StrEnum):
    """Why a session «phiên làm việc» is over."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TOO_LONG = "too_long"
    ENDED_BY_OWNER = "ended_by_owner"
    ENDED_BY_ADMINISTRATOR = "ended_by_administrator"
    ACCOUNT_CHANGED = "account_changed"
