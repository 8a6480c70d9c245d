"""What runs by itself: digests are composed and put into the outbox, old notices are dropped."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from thidua.foundation.actors import Actor
from thidua.notices.actions import record_digest_claimed, record_digest_put, record_notices_pruned
from thidua.notices.queries import DigestDue, Mail

logger = logging.getLogger(__name__)
# Composes a digest; None when nothing waits and nothing is new, for an empty mail is never sent.
type Composer = Callable[[DigestDue, datetime], Mail | None]


def send_due_digests(*, compose: Composer, actor: Actor, at: datetime) -> int:
    """Compose every digest that is due and put it into the outbox; how many were put.

    Each is claimed in a transaction of its own: one that cannot be composed is left out until its next moment, and
    hinders no other.
    """
    sent = 0
    while True:
        with transaction.atomic():
            due = record_digest_claimed(actor=actor, at=at)
        if due is None:
            return sent
        try:
            mail = compose(due, at)
        except Exception:
            logger.exception("The digest %s could not be composed", due.public_id)
            continue
        if mail is not None:
            with transaction.atomic():
                record_digest_put(digest=due.public_id, mail=mail, actor=actor, at=at)
            sent += 1


def prune_notices(*, actor: Actor, at: datetime) -> int:
    """Drop notices older than `NOTICE_DAYS`; what happened stays in the ledger. 0 keeps them for ever."""
    if not settings.NOTICE_DAYS:
        return 0
    with transaction.atomic():
        return record_notices_pruned(before=at - timedelta(days=settings.NOTICE_DAYS), actor=actor)
