"""Named reads of the room."""

from thidua.accounts.models import User
from thidua.accounts.queries.access import (
    AccessLine,
    KeptSession,
    Lock,
    OpenSession,
    access_lines,
    lock_of,
    open_sessions,
    session_in_use,
)
from thidua.accounts.queries.accounts import (
    AccountCard,
    AccountLine,
    account_card,
    account_lines,
    anyone_exists,
    counters,
    find_user,
    find_username,
)
from thidua.accounts.queries.factors import demanded_roles, factor_due, has_second_factor
from thidua.accounts.queries.first_run import first_run_token, forget_first_run_token
from thidua.accounts.queries.roles import (
    GrantLine,
    HeldRole,
    grants_of,
    held_blocs,
    held_units,
    holder_keys,
    holders_of,
    holds,
    roles_of,
    scopes_given,
)

__all__ = [
    "AccessLine",
    "AccountCard",
    "AccountLine",
    "GrantLine",
    "HeldRole",
    "KeptSession",
    "Lock",
    "OpenSession",
    "User",
    "access_lines",
    "account_card",
    "account_lines",
    "anyone_exists",
    "counters",
    "demanded_roles",
    "factor_due",
    "find_user",
    "find_username",
    "first_run_token",
    "forget_first_run_token",
    "grants_of",
    "has_second_factor",
    "held_blocs",
    "held_units",
    "holder_keys",
    "holders_of",
    "holds",
    "lock_of",
    "open_sessions",
    "roles_of",
    "scopes_given",
    "session_in_use",
]
