"""The ledger as seen, as rows of a file."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext

from thidua.foundation.acts import Act
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import N_
from thidua.web.records.kinds import kind_words
from thidua.web.shared.telling import actor_of, tell

HEADS: Final = (
    N_("Entry"),
    N_("When it happened"),
    N_("When it was written"),
    N_("Who"),
    N_("What was done"),
    N_("Reason"),
    N_("Kind of record"),
    N_("Record"),
    N_("Hash"),
)
WIDTHS: Final = (8, 20, 20, 26, 70, 40, 24, 40, 66)


def heads() -> tuple[str, ...]:
    """Column heads in the reader's language."""
    return tuple(gettext(head) for head in HEADS)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIET_NAM):%d/%m/%Y %H:%M:%S}"


def row_of(act: Act) -> tuple[int | str, ...]:
    """One act as a row."""
    told = tell(act)
    return (
        act.seq,
        _moment(act.at),
        _moment(act.recorded_at),
        actor_of(act),
        told.whole,
        told.reason,
        kind_words(act.on_kind),
        act.on_label,
        act.hash,
    )
