"""Who records what the bloc did together and who came: the head's officer of that very year."""

from datetime import date

from thidua.accounts.queries import held_blocs, held_units, roles_of
from thidua.accounts.roles import Role, ScopeKind
from thidua.campaigns.permissions.movements import LEADERS, READERS, UNIT_ROLES, may_open_campaigns
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.permissions import bloc_years_visible_to
from thidua.organisations.queries.finding import BlocYearLine
from thidua.organisations.states import YearState

OVER = frozenset({YearState.CONCLUDED, YearState.ARCHIVED})


def heads_year(actor: Actor, year: BlocYearLine, *, on: date) -> bool:
    """Whether the person is the officer assisting the head of this very year, or leads its head unit."""
    assists = year.bloc in held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on) and bool(
        year.heads & held_units(actor, *UNIT_ROLES, on=on)
    )
    return assists or bool(year.heads & held_units(actor, *LEADERS, on=on))


def may_see_gatherings(actor: Actor, year: BlocYearLine, *, on: date) -> Verdict:
    """Read what a bloc did together in a year, and who came «xem điểm danh»: whoever may read the bloc-year."""
    opening = may_open_campaigns(actor, on=on)
    if not opening.allowed:
        return opening
    near = heads_year(actor, year, on=on) or year.bloc in held_blocs(actor, on=on)
    wide = any(one.role in READERS and one.scope_kind is ScopeKind.ALL for one in roles_of(actor, on=on))
    if near or wide or bloc_years_visible_to(actor, on=on).filter(pk=year.id).exists():
        return met(N_("The person has to do with this bloc-year."))
    return not_met(N_("The person has nothing to do with this bloc-year."), private=True)


def may_enter_gathering(actor: Actor, year: BlocYearLine, *, on: date) -> Verdict:
    """Record, correct or strike a gathering and its attendance «ghi hoạt động chung, điểm danh»: the head unit."""
    seeing = may_see_gatherings(actor, year, on=on)
    if not seeing.allowed:
        return seeing
    head = (
        met(N_("This person works for the bloc head of the year."))
        if heads_year(actor, year, on=on)
        else not_met(
            N_("Only the head unit of the year records who came."),
            remedy=N_("Ask the officer assisting the bloc head."),
        )
    )
    going = (
        not_met(N_("The bloc's year is concluded: its records stay as they are."))
        if year.state in OVER
        else met(N_("The bloc's year goes on."))
    )
    return Verdict.all_of(head, going)
