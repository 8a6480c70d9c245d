"""What runs by itself: a planned look at a deadline, delivered by the worker."""

from collections.abc import Mapping

from django.db import transaction

from thidua.foundation import clock
from thidua.foundation.actors import SYSTEM
from thidua.foundation.outbox import delivers
from thidua.reports.actions import record_reminders
from thidua.reports.actions.reminding import MESSAGE


@delivers(MESSAGE)
def remind(payload: Mapping[str, object]) -> None:
    """Look at a request and remind whoever has not reported; `request` is its public key."""
    with transaction.atomic():
        record_reminders(request=str(payload["request"]), actor=SYSTEM, at=clock.now())
