"""What every verb of this room ends with: a fresh stamp on the sheet and one entry in the ledger."""

from collections.abc import Mapping
from datetime import datetime

from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.models import new_public_id
from thidua.foundation.transactions import requires_transaction
from thidua.scorecards.models import Sheet


@requires_transaction
def record_act(
    *,
    row: Sheet,
    scope: str,
    name: str,
    data: Mapping[str, object],
    actor: Actor,
    at: datetime,
    changed: tuple[str, ...] = (),
) -> None:
    """Save the sheet's own changed columns with a stamp never used before, and write the act into the ledger."""
    row.stamp = new_public_id()
    row.save(update_fields=["stamp", *changed])
    audit.record(name, actor=actor, on=row, data=data, at=at, scope=scope)
