"""Marking one's own notices as read: kept in one transaction, without an entry in the ledger."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from thidua.foundation.actors import Actor
from thidua.notices.actions import record_notices_read


def read_notices(*, notices: Iterable[str] | None, actor: Actor, at: datetime) -> int:
    """Mark these notices of the person (None: all) as read; how many were unread."""
    with transaction.atomic():
        return record_notices_read(notices=notices, actor=actor, at=at)
