"""Addresses of other rooms' screens, by name: the desk links to them and imports none of them."""

from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from thidua.scorecards.states import Stage


def address(name: str, *args: str) -> str:
    """The address of a screen; empty where this installation has no such screen."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def sheet_address(sheet: str) -> str:
    """The score sheet."""
    return address("scorecards:matrix", sheet)


@lru_cache(maxsize=8192)
def cell_address(sheet: str, unit: str, leaf: str, stage: Stage) -> str:
    """A cell's "Vì sao?"; the overview asks for one per cell, so they are remembered."""
    return address("scorecards:cell", sheet, unit, stage.value, leaf)


def unit_address(sheet: str, unit: str) -> str:
    """One unit's own sheet."""
    return address("scorecards:unit", sheet, unit)
