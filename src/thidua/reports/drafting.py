"""Saving the form while it is typed: the transaction around it, for screens and for whoever loads a story."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from thidua.foundation.actors import Actor
from thidua.reports.actions import Kept, record_draft
from thidua.reports.boxes import Box


def keep_draft(*, report: str, boxes: Sequence[Box], actor: Actor, at: datetime) -> Kept:
    """Keep boxes of a report in a transaction of their own; see `record_draft` for what is refused."""
    with transaction.atomic(durable=True):
        return record_draft(report=report, boxes=boxes, actor=actor, at=at)
