"""What the worker does here by the clock."""

from datetime import datetime

from thidua.foundation.actors import SystemActor
from thidua.notices.jobs import prune_notices, send_due_digests
from thidua.web.notices.digest import compose

DIGESTS = SystemActor("digests")
PRUNING = SystemActor("pruning")


def write_digests(at: datetime) -> int:
    """Put every digest that is due into the outbox; how many."""
    return send_due_digests(compose=compose, actor=DIGESTS, at=at)


def drop_old_notices(at: datetime) -> int:
    """Drop notices that have been kept long enough; how many."""
    return prune_notices(actor=PRUNING, at=at)
