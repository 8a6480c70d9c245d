"""A person's part in a bloc-year, which every permission of the room asks for."""

from dataclasses import dataclass
from datetime import date

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role, ScopeKind
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.states import YearState
from thidua.plans.queries import YearFrame

READERS = frozenset({Role.STANDING_OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.AUDITOR})
UNIT_ROLES = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY})
LEADERS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})
OVER = frozenset({YearState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Part:
    """What a person is in a bloc-year: the member units they speak for, whether they run it, whether they read it."""

    units: frozenset[str]
    runs: bool
    reads: bool


def part_in(actor: Actor, year: YearFrame, *, on: date) -> Part:
    """The part of a person on a day.

    The head unit's leaders run the year, and its officer who assists the bloc head. Two heads are at work at once in
    the first quarter, each on its own year, so the role over the bloc alone is not enough.
    """
    members = {member.public_id for member in year.members}
    head = year.head(on)
    units, leads = set[str](), set[str]()
    assists = reads = False
    for held in roles_of(actor, on=on):
        if held.role in UNIT_ROLES and held.scope_key in members:
            units.add(held.scope_key)
            leads |= {held.scope_key} if held.role in LEADERS else set()
        assists = assists or (held.role is Role.BLOC_HEAD_OFFICER and held.scope_key == year.bloc)
        reads = reads or (held.role in READERS and held.scope_key in {"", year.bloc})
    runs = bool(head) and (head in leads or (assists and head in units))
    return Part(frozenset(units), runs, reads)


def may_open_plans(actor: Actor, *, on: date) -> Verdict:
    """Open the room «kế hoạch, lịch công tác»: whoever has a part in a bloc."""
    known = READERS | UNIT_ROLES | {Role.BLOC_HEAD_OFFICER}
    if any(held.role in known for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in the work of blocs."))
    return not_met(N_("This account has no part in the work of blocs."), private=True)


def may_read_year(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Read a bloc-year's calendar «xem lịch công tác của Khối»: its members, the standing body, the Council, auditors."""
    part = part_in(actor, year, on=on)
    assists = any(
        held.role is Role.BLOC_HEAD_OFFICER and held.scope_key == year.bloc for held in roles_of(actor, on=on)
    )
    if part.units or part.reads or assists:
        return met(N_("The plan belongs to a bloc this person works in."))
    return not_met(N_("The plan belongs to a bloc this person has no part in."), private=True)


def reach_of(actor: Actor, on: date) -> tuple[bool, frozenset[str], frozenset[str]]:
    """How far a person reads: everything, else these blocs and these units (public keys)."""
    units, blocs = set[str](), set[str]()
    for held in roles_of(actor, on=on):
        if held.role in READERS and held.scope_kind is ScopeKind.ALL:
            return True, frozenset(), frozenset()
        if held.role in READERS or held.role is Role.BLOC_HEAD_OFFICER:
            blocs.add(held.scope_key)
        elif held.role in UNIT_ROLES:
            units.add(held.scope_key)
    return False, frozenset(blocs), frozenset(units)


def running(actor: Actor, year: YearFrame, on: date) -> Verdict:
    """That the person works for the head of this year; who may not read the year learns nothing."""
    reading = may_read_year(actor, year, on=on)
    if not reading.allowed:
        return reading
    if part_in(actor, year, on=on).runs:
        return met(N_("This person works for the bloc head of the year."))
    return not_met(
        N_("Only the head unit of the year keeps its plan."),
        remedy=N_("Ask the officer assisting the bloc head."),
    )


def year_goes_on(year: YearFrame) -> Verdict:
    """That the bloc-year is not archived."""
    if year.state in OVER:
        return not_met(N_("The bloc's year is archived: its plan stays as it is."))
    return met(N_("The bloc's year goes on."))
