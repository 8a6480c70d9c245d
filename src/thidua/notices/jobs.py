"""What runs by itself: old notices are dropped."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from thidua.foundation.actors import Actor
from thidua.notices.actions import record_notices_pruned


def prune_notices(*, actor: Actor, at: datetime) -> int:
    """Drop notices older than `NOTICE_DAYS`; what happened stays in the ledger. 0 keeps them for ever."""
    if not settings.NOTICE_DAYS:
        return 0
    with transaction.atomic():
        return record_notices_pruned(before=at - timedelta(days=settings.NOTICE_DAYS), actor=actor)
