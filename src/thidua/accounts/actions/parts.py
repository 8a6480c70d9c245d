"""What several verbs of the room share."""

from datetime import date, datetime
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from thidua.accounts.errors import AccountRefused, AccountUnfit, PasswordUnfit
from thidua.accounts.models import FormerPassword, User, WorkSession
from thidua.accounts.roles import ROLE_WORDS, Role
from thidua.accounts.states import SessionEnding
from thidua.core.verdict import Sentence, Verdict
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_

# A rule of the password has been told in the reader's language already.
_AS_SAID: Final = "{words}"


def _day(at: datetime) -> date:
    """The day in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def _role_name(role: Role) -> str:
    """The role's Vietnamese name of today, kept in the ledger beside its code as names of people and units are."""
    with override("vi"):
        return gettext(ROLE_WORDS[role])


def _admit(verdict: Verdict) -> None:
    """Raise `AccountRefused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise AccountRefused(verdict)


def _locked(user: User) -> User:
    """The account as it is now, locked until the verb ends, with nothing cached from before."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _reason(words: str) -> str:
    """The reason given, which the ledger keeps; refused when empty."""
    said = words.strip()
    if not said:
        raise AccountUnfit(Sentence(N_("Say why: the reason is kept in the ledger.")), where="reason")
    return said


def _checked_password(password: str, user: User) -> str:
    """The password if it keeps every rule; raises `PasswordUnfit` with each rule it breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordUnfit(
            Sentence(N_("The password is not taken.")),
            tuple(
                AccountUnfit(Sentence(_AS_SAID, {"words": message}), where="password")
                for message in error.messages
            ),
        ) from error
    return password


@requires_transaction
def record_password(*, actor: object, user: User, password: str, must_change: bool, at: datetime) -> None:
    """Give the account a password, remember the one before, and end every session that began with it."""
    del actor
    FormerPassword.objects.create(user=user, password=user.password, set_at=user.password_set_at)
    user.set_password(password)
    user.must_change_password = must_change
    user.password_set_at = at
    user.save(update_fields=["password", "must_change_password", "password_set_at"])


@requires_transaction
def record_sessions_ended(
    *, actor: object, user: User, why: SessionEnding, at: datetime, but: str = ""
) -> int:
    """End every open session of an account, except the one with the public key `but`; how many there were."""
    del actor
    rows = WorkSession.objects.filter(user=user, ended_at=None).exclude(public_id=but)
    return rows.update(ended_at=at, ended_why=why)
