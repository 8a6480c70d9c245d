"""Reading a sheet in order to change it: the row is locked first, then read."""

from typing import Any

from thidua.core.verdict import not_met
from thidua.foundation.wording import N_
from thidua.scorecards.errors import ScoringRefused
from thidua.scorecards.frames import SheetFrame, sheet_frame
from thidua.scorecards.models import Sheet


def sheet_for_change(public_id: str) -> tuple[Sheet, SheetFrame]:
    """Lock a sheet and read it; raises `ScoringRefused` (hidden) when there is none. Call inside an action."""
    row = Sheet.objects.select_for_update(no_key=True).filter(public_id=public_id).first()
    frame = sheet_frame(public_id) if row is not None else None
    if row is None or frame is None:
        raise ScoringRefused(not_met(N_("There is no such score sheet."), private=True))
    return row, frame


def scheme_number(public_id: str) -> int:
    """The row number behind the foreign key of a table of criteria; the table itself stays its room's.

    Raises `LookupError` when it is gone.
    """
    target: Any = Sheet._meta.get_field("scheme").related_model
    rows = target._default_manager.filter(public_id=public_id)
    found: int | None = rows.values_list("pk", flat=True).first()
    if found is None:
        message = f"No table of criteria has the key {public_id}."
        raise LookupError(message)
    return found
