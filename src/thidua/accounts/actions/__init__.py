"""Verbs of the room."""

from thidua.accounts.actions.people import (
    correct_account,
    create_account,
    deactivate_account,
    make_first_administrator,
    reactivate_account,
    retire_account,
)
from thidua.accounts.actions.roles import grant_role, withdraw_role

__all__ = [
    "correct_account",
    "create_account",
    "deactivate_account",
    "grant_role",
    "make_first_administrator",
    "reactivate_account",
    "retire_account",
    "withdraw_role",
]
