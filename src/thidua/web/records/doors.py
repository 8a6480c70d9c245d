"""Doors from an act to the record it was about: only those the reader may open."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.urls import NoReverseMatch, reverse

from thidua.accounts.permissions import may_administer_accounts
from thidua.campaigns.permissions import activities_visible_to, movements_visible_to
from thidua.criteria.permissions import schemes_visible_to
from thidua.foundation.actors import Actor
from thidua.foundation.acts import Act
from thidua.organisations.permissions import bloc_years_visible_to, blocs_visible_to, may_read_units
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.permissions import may_see_sheet

type Opens = Callable[[Actor, str, date], bool]


def _account(actor: Actor, key: str, on: date) -> bool:
    del key
    return may_administer_accounts(actor, on=on).allowed


def _register(actor: Actor, key: str, on: date) -> bool:
    del key
    return may_read_units(actor, on=on).allowed


def _bloc(actor: Actor, key: str, on: date) -> bool:
    return blocs_visible_to(actor, on=on).filter(public_id=key).exists()


def _bloc_year(actor: Actor, key: str, on: date) -> bool:
    return bloc_years_visible_to(actor, on=on).filter(public_id=key).exists()


def _scheme(actor: Actor, key: str, on: date) -> bool:
    return schemes_visible_to(actor, on=on).filter(public_id=key).exists()


def _movement(actor: Actor, key: str, on: date) -> bool:
    return movements_visible_to(actor, on=on).filter(public_id=key).exists()


def _activity(actor: Actor, key: str, on: date) -> bool:
    return activities_visible_to(actor, on=on).filter(public_id=key).exists()


# Kind of record: the address of its screen, and whether this reader may open it.
DOORS: Final[dict[str, tuple[str, Opens]]] = {
    "accounts.user": ("accounts:user", _account),
    "organisations.unit": ("organisations:unit", _register),
    "organisations.person": ("organisations:person", _register),
    "organisations.bloc": ("organisations:bloc", _bloc),
    "organisations.blocyear": ("organisations:bloc_year", _bloc_year),
    "criteria.scheme": ("criteria:scheme", _scheme),
    "campaigns.movement": ("campaigns:movement", _movement),
    "campaigns.activity": ("campaigns:activity", _activity),
}
SHEET_ADDRESS: Final = "scorecards:matrix"


def door_to(act: Act, actor: Actor, sheet: SheetFrame | None, *, on: date) -> str:
    """The address of the record, or nothing when there is none or the reader may not open it.

    `sheet` is the score sheet the act was about, which has been read already.
    """
    if sheet is not None:
        return _address(SHEET_ADDRESS, act.on_key) if may_see_sheet(actor, sheet, on=on).allowed else ""
    address, opens = DOORS.get(act.on_kind, ("", None))
    return _address(address, act.on_key) if opens is not None and opens(actor, act.on_key, on) else ""


def _address(name: str, key: str) -> str:
    try:
        return reverse(name, args=(key,))
    except NoReverseMatch:
        return ""
