"""Doors from an act to the record it was about: only those the reader may open."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.urls import NoReverseMatch, reverse

from thidua.accounts.permissions import may_administer_accounts
from thidua.foundation.actors import Actor
from thidua.foundation.acts import Act
from thidua.scorecards.frames import sheet_frame
from thidua.scorecards.permissions import may_see_sheet


def _account(actor: Actor, key: str, on: date) -> bool:
    del key
    return may_administer_accounts(actor, on=on).allowed


def _sheet(actor: Actor, key: str, on: date) -> bool:
    frame = sheet_frame(key)
    return frame is not None and may_see_sheet(actor, frame, on=on).allowed


# Kind of record: the address of its screen, and whether this reader may open it.
DOORS: Final[dict[str, tuple[str, Callable[[Actor, str, date], bool]]]] = {
    "accounts.user": ("accounts:user", _account),
    "scorecards.sheet": ("scorecards:sheet", _sheet),
}


def door_to(act: Act, actor: Actor, *, on: date) -> str:
    """The address of the record, or nothing when there is none or the reader may not open it."""
    address, may_open = DOORS.get(act.on_kind, ("", None))
    if may_open is None or not may_open(actor, act.on_key, on):
        return ""
    try:
        return reverse(address, args=(act.on_key,))
    except NoReverseMatch:
        return ""
