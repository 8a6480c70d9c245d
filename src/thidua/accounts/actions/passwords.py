"""Passwords given and changed."""

from datetime import datetime

from thidua.accounts.actions.access import NOWHERE, Visitor, record_access
from thidua.accounts.actions.parts import (
    _admit,
    _checked_password,
    _day,
    _locked,
    record_password,
    record_sessions_ended,
)
from thidua.accounts.models import User
from thidua.accounts.permissions import may_change_account
from thidua.accounts.states import Deed, Outcome, SessionEnding
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_

CHANGED = audit.register("accounts.password_changed", N_("{actor} changed the password of {on}."))
RESET = audit.register("accounts.password_reset", N_("{actor} gave {on} a one-time password."))


@action
def change_password(
    *, actor: User, password: str, at: datetime, visitor: Visitor = NOWHERE, session: str = ""
) -> User:
    """Change one's own password «đổi mật khẩu»; every other session ends. The screen has asked for the present one.

    `session` is the key of the session to keep. Raises `PasswordUnfit` with each rule broken.
    """
    user = _locked(actor)
    record_password(
        actor=actor, user=user, password=_checked_password(password, user), must_change=False, at=at
    )
    ended = record_sessions_ended(
        actor=actor, user=user, why=SessionEnding.ACCOUNT_CHANGED, at=at, but=session
    )
    record_access(actor=actor, deed=Deed.PASSWORD_CHANGE, outcome=Outcome.DONE, visitor=visitor, at=at)
    audit.record(CHANGED, actor=actor, on=user, at=at, data={"sessions_ended": ended})
    return user


@action
def reset_password(*, actor: Actor, user: User, password: str, at: datetime) -> User:
    """Give an account a one-time password «đặt lại mật khẩu»: its sessions end, and its person must change it at once."""
    user = _locked(user)
    _admit(may_change_account(actor, user, on=_day(at)))
    record_password(
        actor=actor, user=user, password=_checked_password(password, user), must_change=True, at=at
    )
    ended = record_sessions_ended(actor=actor, user=user, why=SessionEnding.ACCOUNT_CHANGED, at=at)
    audit.record(RESET, actor=actor, on=user, at=at, data={"sessions_ended": ended})
    return user
