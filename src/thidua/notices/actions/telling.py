"""Building blocks of the room: notices are made inside the verbs of other rooms and leave no entry of their own.

What happened stands in the ledger by the verb that made the notice; that somebody has been told, or has read it, is no
act of the house. Nothing here sends mail: the digest does.
"""

from collections.abc import Iterable
from datetime import datetime

from thidua.accounts.queries import User, holder_keys
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.sentences import packed
from thidua.foundation.transactions import requires_transaction
from thidua.notices.models import Notice
from thidua.notices.queries import account_key

# Those who act for a unit and are told what concerns it.
FOR_UNITS = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY)


@requires_transaction
def record_notice(
    *, to: Iterable[str], text: Sentence, address: str, about: str = "", actor: Actor, at: datetime
) -> int:
    """Tell these accounts (public keys) what happened, each once; how many were told.

    Nobody is told of their own act, and accounts out of use are told nothing. `address` is the path of the page it is
    about, `about` the public key of the record. Raises ValueError for an address outside the house.
    """
    if not address.startswith("/") or address.startswith("//"):
        message = f"A notice leads to a page of this house, not to {address!r}."
        raise ValueError(message)
    keys = {key for key in to if key} - {account_key(actor)}
    kept = packed(text)
    people = User.objects.filter(public_id__in=keys, is_active=True).order_by("pk")
    made = [
        Notice(account=person, text=kept, address=address, about=about, made_at=at, made_by=actor.actor_key)
        for person in people
    ]
    Notice.objects.bulk_create(made)
    return len(made)


@requires_transaction
def record_notice_to_units(
    *,
    units: Iterable[str],
    text: Sentence,
    address: str,
    about: str = "",
    actor: Actor,
    at: datetime,
    roles: tuple[Role, ...] = FOR_UNITS,
) -> int:
    """Tell those who hold one of the roles over these units (public keys) on that day."""
    return record_notice_to_holders(
        roles=roles, scopes=units, text=text, address=address, about=about, actor=actor, at=at
    )


@requires_transaction
def record_notice_to_holders(
    *,
    roles: tuple[Role, ...],
    scopes: Iterable[str] | None = None,
    text: Sentence,
    address: str,
    about: str = "",
    actor: Actor,
    at: datetime,
) -> int:
    """Tell the holders of these roles; over these units or blocs only, when `scopes` (public keys) is given."""
    on = at.astimezone(VIET_NAM).date()
    found = holder_keys(roles, on=on, scopes=scopes)
    return record_notice(to=found, text=text, address=address, about=about, actor=actor, at=at)


@requires_transaction
def record_notices_read(*, notices: Iterable[str] | None, actor: Actor, at: datetime) -> int:
    """Mark one's own notices (public keys; None: all) as read; how many were not read before."""
    rows = Notice.objects.filter(account__public_id=account_key(actor), read_at=None, made_at__lte=at)
    if notices is not None:
        rows = rows.filter(public_id__in=list(notices))
    return rows.update(read_at=at)


@requires_transaction
def record_notices_pruned(*, before: datetime, actor: Actor) -> int:
    """Drop notices made before a moment, read or not; how many."""
    count, _ = Notice.objects.filter(made_at__lt=before).delete()
    return count
