"""Who reads how much of the ledger: both answers side by side.

An auditor reads everything. A system administrator reads what was done to accounts and sign-ins, and nothing of the
field. The officer assisting a bloc head reads the acts of that bloc and its years. For everyone else the ledger does
not exist.
"""

from datetime import date
from typing import Final

from thidua.accounts.queries import held_blocs, held_units, holds
from thidua.accounts.roles import Role
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.acts import EVERYTHING, Reach
from thidua.organisations.queries.finding import bloc_year_keys

# Acts upon accounts, roles and sign-ins; a bloc's officer does not read them even when they concern the bloc.
ACCOUNT_ACTS: Final = ("accounts.",)


def reach_of(actor: Actor, *, on: date) -> Reach:
    """How much of the ledger the person reads today."""
    if holds(actor, Role.AUDITOR, on=on):
        return EVERYTHING
    blocs = held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on)
    # Two heads are at work in the first quarter, each on its own year: only the years one's own unit heads.
    years = bloc_year_keys(blocs, headed_by=held_units(actor, on=on)) if blocs else ()
    return Reach(
        rooms=ACCOUNT_ACTS if holds(actor, Role.SYSTEM_ADMIN, on=on) else (),
        scopes=(*sorted(blocs), *years),
        never=ACCOUNT_ACTS,
    )


def may_read_ledger(actor: Actor, *, on: date) -> Verdict:
    """Whether there is anything in the ledger for the person; to others it does not exist."""
    if any(holds(actor, role, on=on) for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.BLOC_HEAD_OFFICER)):
        return met("The ledger is open to this account, within its reach.")
    return not_met("The ledger is not open to this account.", private=True)


def may_check_ledger(actor: Actor, *, on: date) -> Verdict:
    """Whether the person may have the whole ledger recomputed: an auditor."""
    reading = may_read_ledger(actor, on=on)
    if not reading.allowed:
        return reading
    if not holds(actor, Role.AUDITOR, on=on):
        return not_met(
            "Only an auditor has the whole ledger checked.",
            remedy="Open one entry to see whether it fits, or ask the auditor for a check of all of them.",
        )
    return met("An auditor may have the whole ledger checked.")
