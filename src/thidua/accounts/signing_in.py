"""The steps at the door: password, code, session; each counted before it is looked at, each written to the access log.

Not verbs of the house: a stranger's knock changes nothing. What these steps write goes through the room's building
blocks, in short transactions of their own, so that no lock is held while a password is hashed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from thidua.accounts.actions import (
    Visitor,
    record_access,
    record_code_taken,
    record_knock,
    record_knock_answered,
    record_session_opened,
    record_session_over,
    record_session_seen,
)
from thidua.accounts.errors import EntryRefused
from thidua.accounts.models import User
from thidua.accounts.queries.access import KeptSession, barred_until
from thidua.accounts.queries.factors import has_second_factor
from thidua.accounts.states import Deed, Outcome, SessionEnding
from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_

WRONG: Final = N_("The sign-in name or the password is wrong.")
WRONG_CODE: Final = N_("The code does not fit, or has been used already.")
WRONG_PASSWORD: Final = N_("The password is wrong.")
LOCKED: Final = N_("Too many wrong tries for this name. Signing in opens again by itself.")
THROTTLED: Final = N_("Too many wrong tries from this network. Signing in opens again by itself.")
FIRST_RUN_NAME: Final = "first run of the installation"


@dataclass(frozen=True, slots=True)
class Entering:
    """Whose password was right, and whether a code is still wanted."""

    user: User
    needs_code: bool


def _refusal(bar: tuple[Outcome, datetime]) -> EntryRefused:
    outcome, until = bar
    return EntryRefused(Sentence(LOCKED if outcome is Outcome.LOCKED else THROTTLED), until=until)


def _knock(username: str, visitor: Visitor, *, deed: Deed, at: datetime) -> tuple[User | None, int]:
    """Count the try, or refuse it: whose it would be, and its number."""
    with transaction.atomic():
        # The row's lock makes tries for one account queue here; SQLite queues all writers anyway.
        user = User.objects.select_for_update(no_key=True).filter(username=username.strip().lower()).first()
        bar = barred_until(username, visitor.address, at=at)
        if bar is None:
            return user, record_knock(actor=user, username=username, visitor=visitor, at=at)
        record_access(actor=user, deed=deed, outcome=bar[0], visitor=visitor, at=at)
    raise _refusal(bar)


def _wrong(
    username: str,
    user: User | None,
    visitor: Visitor,
    *,
    deed: Deed,
    outcome: Outcome,
    words: str,
    at: datetime,
) -> EntryRefused:
    """Write the wrong try down; the answer, which tells when it was the last one for a while."""
    with transaction.atomic():
        record_access(actor=user, deed=deed, outcome=outcome, visitor=visitor, at=at)
        bar = barred_until(username, visitor.address, at=at)
    return _refusal(bar) if bar is not None else EntryRefused(Sentence(words))


def try_password(
    *, username: str, password: str, visitor: Visitor, at: datetime, request: HttpRequest | None = None
) -> Entering:
    """The first step. Raises `EntryRefused`; the same words and the same work whether the account exists or not."""
    named, knock = _knock(username, visitor, deed=Deed.SIGN_IN, at=at)
    user = authenticate(request, username=username.strip().lower(), password=password)
    if user is None or not user.signs_in_at_screens:
        outcome = Outcome.WRONG if user is None else Outcome.NOT_FOR_SCREENS
        raise _wrong(username, named, visitor, deed=Deed.SIGN_IN, outcome=outcome, words=WRONG, at=at)
    with transaction.atomic():
        record_knock_answered(actor=user, knock=knock)
    return Entering(user, has_second_factor(user))


def try_code(*, user: User, code: str, visitor: Visitor, at: datetime) -> str:
    """The second step: "code" or "recovery". Raises `EntryRefused`; wrong codes count like wrong passwords."""
    _, knock = _knock(user.username, visitor, deed=Deed.SECOND_STEP, at=at)
    with transaction.atomic():
        taken = record_code_taken(actor=user, code=code, at=at)
        if taken:
            record_knock_answered(actor=user, knock=knock)
            record_access(
                actor=user, deed=Deed.SECOND_STEP, outcome=Outcome.DONE, visitor=visitor, at=at, on_key=taken
            )
    if not taken:
        raise _wrong(
            user.username,
            user,
            visitor,
            deed=Deed.SECOND_STEP,
            outcome=Outcome.WRONG,
            words=WRONG_CODE,
            at=at,
        )
    return taken


def confirm_password(*, user: User, password: str, visitor: Visitor, at: datetime) -> None:
    """Ask again, before something that only the person may do; wrong answers count. Raises `EntryRefused`."""
    _, knock = _knock(user.username, visitor, deed=Deed.PASSWORD_CHANGE, at=at)
    if not check_password(password, user.password):
        raise _wrong(
            user.username,
            user,
            visitor,
            deed=Deed.PASSWORD_CHANGE,
            outcome=Outcome.WRONG,
            words=WRONG_PASSWORD,
            at=at,
        )
    with transaction.atomic():
        record_knock_answered(actor=user, knock=knock)


def try_first_run_token(*, given: str, expected: str, visitor: Visitor, at: datetime) -> bool:
    """Whether the console's code was given; wrong ones count for the network. Raises `EntryRefused` when barred."""
    if constant_time_compare(given.strip().lower(), expected):
        return True
    _knock(FIRST_RUN_NAME, visitor, deed=Deed.FIRST_RUN, at=at)
    with transaction.atomic():
        record_access(actor=None, deed=Deed.FIRST_RUN, outcome=Outcome.WRONG, visitor=visitor, at=at)
    return False


def open_session(*, user: User, visitor: Visitor, second_factor: bool, at: datetime) -> KeptSession:
    """The last step."""
    with transaction.atomic():
        opened = record_session_opened(actor=user, visitor=visitor, second_factor=second_factor, at=at)
    return KeptSession(opened.public_id, at, opened.ends_at, second_factor, demands=True)


def see_session(*, user: User, session: KeptSession, at: datetime) -> KeptSession:
    """The person did something; the session as it stands now."""
    with transaction.atomic():
        record_session_seen(actor=user, public_id=session.public_id, at=at)
    return replace(session, last_seen=at)


def close_session(*, user: User, public_id: str, why: SessionEnding, visitor: Visitor, at: datetime) -> None:
    """The session is over."""
    with transaction.atomic():
        record_session_over(actor=user, public_id=public_id, why=why, visitor=visitor, at=at)
