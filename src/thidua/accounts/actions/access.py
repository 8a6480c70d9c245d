"""The door: tries counted, sessions opened, kept and ended, the access log written, locks lifted.

Knocking at the door is no act of the house: it goes to the access log, not to the ledger. Lifting a lock and ending
somebody's session are acts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from thidua.accounts.actions.parts import _admit, _day, _locked, record_sessions_ended
from thidua.accounts.errors import AccountUnfit
from thidua.accounts.models import AccessEvent, Knock, User, WorkSession
from thidua.accounts.permissions import may_administer_accounts, sessions_endable_by
from thidua.accounts.queries.access import name_digest, network_of
from thidua.accounts.states import Deed, Outcome, SessionEnding
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_

UNLOCKED = audit.register("accounts.account_unlocked", N_("{actor} unlocked account {on}."))
SESSION_ENDED = audit.register("accounts.session_ended", N_("{actor} ended a session of {on}."))
SESSIONS_ENDED = audit.register("accounts.sessions_ended", N_("{actor} ended the other sessions of {on}."))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands at the door: source address and port, device, and which address of ours was called (SEC-12)."""

    address: str | None = None
    port: int | None = None
    agent: str = ""
    destination: str = ""


NOWHERE = Visitor()


@requires_transaction
def record_access(
    *,
    actor: Actor | None,
    deed: Deed,
    outcome: Outcome,
    visitor: Visitor,
    at: datetime,
    user: User | None = None,
    on_key: str = "",
) -> None:
    """Write one line of the access log; the account is the actor's unless another is named."""
    known = user if user is not None else (actor if isinstance(actor, User) else None)
    AccessEvent.objects.create(
        at=at,
        user=known,
        account_type=known.account_type if known is not None else "",
        deed=deed,
        outcome=outcome,
        source=visitor.address,
        source_port=visitor.port,
        destination=visitor.destination[:200],
        agent=visitor.agent[:300],
        on_key=on_key,
    )


@requires_transaction
def record_knock(*, actor: User | None, username: str, visitor: Visitor, at: datetime) -> int:
    """Count one try for a name, whether such an account exists (`actor`) or not; its number, to take it back."""
    knock = Knock(at=at, name_digest=name_digest(username), network=network_of(visitor.address), user=actor)
    knock.save(force_insert=True)
    return knock.pk


@requires_transaction
def record_knock_answered(*, actor: User, knock: int) -> None:
    """Take back a try that gave the right password or code."""
    Knock.objects.filter(pk=knock, user=actor).delete()


@requires_transaction
def record_session_opened(*, actor: User, visitor: Visitor, second_factor: bool, at: datetime) -> WorkSession:
    """Open a session and forget the tries from this network; tries from elsewhere still count."""
    Knock.objects.filter(user=actor, network=network_of(visitor.address)).delete()
    session = WorkSession(
        user=actor,
        started_at=at,
        last_seen=at,
        ends_at=at + timedelta(hours=settings.SESSION_HOURS),
        address=visitor.address,
        agent=visitor.agent[:300],
        second_factor=second_factor,
    )
    session.save(force_insert=True)
    actor.last_seen = at
    actor.save(update_fields=["last_seen"])
    record_access(
        actor=actor, deed=Deed.SIGN_IN, outcome=Outcome.DONE, visitor=visitor, at=at, on_key=session.public_id
    )
    return session


@requires_transaction
def record_session_seen(*, actor: User, public_id: str, at: datetime) -> None:
    """Note that the person did something: the idle time starts again."""
    WorkSession.objects.filter(public_id=public_id, user=actor, ended_at=None).update(last_seen=at)
    if actor.last_seen is None or at - actor.last_seen > timedelta(minutes=5):
        User.objects.filter(pk=actor.pk).update(last_seen=at)


@requires_transaction
def record_session_over(
    *, actor: User, public_id: str, why: SessionEnding, visitor: Visitor, at: datetime
) -> None:
    """Close a session that ended by the clock or by signing out."""
    rows = WorkSession.objects.filter(public_id=public_id, user=actor, ended_at=None)
    if rows.update(ended_at=at, ended_why=why):
        deed = Deed.SIGN_OUT if why is SessionEnding.SIGNED_OUT else Deed.SESSION_END
        record_access(actor=actor, deed=deed, outcome=Outcome.DONE, visitor=visitor, at=at, on_key=public_id)


@action
def end_session(*, actor: Actor, public_id: str, at: datetime) -> User:
    """End one session «đóng phiên»: one's own on another device, or anyone's by an administrator; whose it was."""
    found = sessions_endable_by(actor, on=_day(at)).filter(public_id=public_id)
    session = found.select_for_update(no_key=True, of=("self",)).select_related("user").first()
    if session is None:
        raise AccountUnfit(Sentence(N_("The session is over already.")), where="session")
    own = isinstance(actor, User) and actor.pk == session.user_id
    session.ended_at = at
    session.ended_why = SessionEnding.ENDED_BY_OWNER if own else SessionEnding.ENDED_BY_ADMINISTRATOR
    session.save(update_fields=["ended_at", "ended_why"])
    audit.record(SESSION_ENDED, actor=actor, on=session.user, at=at, data={"session": public_id})
    return session.user


@action
def end_other_sessions(*, actor: User, but: str, at: datetime) -> int:
    """End every session of one's own except this one; how many there were."""
    ended = record_sessions_ended(actor=actor, user=actor, why=SessionEnding.ENDED_BY_OWNER, at=at, but=but)
    audit.record(SESSIONS_ENDED, actor=actor, on=actor, at=at, data={"sessions_ended": ended})
    return ended


@action
def unlock_account(*, actor: Actor, user: User, at: datetime) -> User:
    """Lift the lock that wrong tries have put on an account «mở khóa», from wherever they came."""
    user = _locked(user)
    _admit(may_administer_accounts(actor, on=_day(at)))
    forgotten, _ = Knock.objects.filter(name_digest=name_digest(user.username)).delete()
    audit.record(UNLOCKED, actor=actor, on=user, at=at, data={"tries": forgotten})
    return user


@requires_transaction
def record_access_tidied(*, actor: Actor, before: datetime, at: datetime) -> int:
    """Drop what the access log need not keep any longer; how many lines of it. Tries older than a day count nowhere."""
    del actor
    Knock.objects.filter(at__lte=at - timedelta(days=1)).delete()
    WorkSession.objects.filter(ended_at__lt=before).delete()
    dropped, _ = AccessEvent.objects.filter(at__lt=before).delete()
    return dropped
