"""Verbs of the room."""

from thidua.accounts.actions.access import (
    Visitor,
    end_other_sessions,
    end_session,
    record_access,
    record_access_tidied,
    record_knock,
    record_knock_answered,
    record_session_opened,
    record_session_over,
    record_session_seen,
    unlock_account,
)
from thidua.accounts.actions.factors import (
    demand_second_factor,
    lift_second_factor_demand,
    record_code_taken,
    remove_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    set_up_second_factor,
)
from thidua.accounts.actions.passwords import change_password, reset_password
from thidua.accounts.actions.people import (
    FIRST_RUN,
    correct_account,
    create_account,
    deactivate_account,
    make_first_administrator,
    reactivate_account,
    retire_account,
)
from thidua.accounts.actions.roles import grant_role, withdraw_role

__all__ = [
    "FIRST_RUN",
    "Visitor",
    "change_password",
    "correct_account",
    "create_account",
    "deactivate_account",
    "demand_second_factor",
    "end_other_sessions",
    "end_session",
    "grant_role",
    "lift_second_factor_demand",
    "make_first_administrator",
    "reactivate_account",
    "record_access",
    "record_access_tidied",
    "record_code_taken",
    "record_knock",
    "record_knock_answered",
    "record_session_opened",
    "record_session_over",
    "record_session_seen",
    "remove_second_factor",
    "renew_recovery_codes",
    "reset_password",
    "reset_second_factor",
    "retire_account",
    "set_up_second_factor",
    "unlock_account",
    "withdraw_role",
]
