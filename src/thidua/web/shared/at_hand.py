"""The bloc-year at hand: the one a person chose in this session, else the newest they have to do with that has begun.

Whoever has to do with several blocs starts in that of their own unit, else in the one in which something was done last;
this is remembered in the session, so that the page does not change under them when somebody works elsewhere.

Every screen that works "in the bloc's year" asks here, so that the band at the top and the page below never disagree.
"""

from datetime import date
from typing import Final, cast

from django.http import HttpRequest

from thidua.accounts.queries import held_blocs, held_units
from thidua.accounts.roles import Role
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.acts import liveliest
from thidua.organisations.permissions import UNIT_ROLES, bloc_years_visible_to
from thidua.organisations.queries.finding import BlocYearLine, bloc_year_lines, bloc_years_with
from thidua.organisations.states import YearState
from thidua.web.shared.memory import PEOPLE, Scopes, memory_of, save

SESSION_KEY: Final = "bloc_year"
_KEPT: Final = "_thidua_bloc_years"
_NAME: Final = "bloc_years"


def bloc_years_of(request: HttpRequest) -> tuple[BlocYearLine, ...]:
    """The bloc-years this person may work in, the newest first; remembered until a year, a unit or a role changes."""
    kept = request.__dict__.get(_KEPT)
    if kept is None:
        memory = memory_of(request)
        known = memory.knows(_NAME)
        if known is not None and known.touched == frozenset():
            kept = known.value
        else:
            actor = cast("Actor", request.user)
            kept = bloc_year_lines(bloc_years_visible_to(actor, on=clock.today()))
            memory.keep(_NAME, kept, PEOPLE)
            save(request)
        request.__dict__[_KEPT] = kept
    return cast("tuple[BlocYearLine, ...]", kept)


def years_within(request: HttpRequest, scopes: Scopes) -> tuple[BlocYearLine, ...]:
    """Those of the bloc-years this person may work in that are asked for by public key; all when nothing is."""
    lines = bloc_years_of(request)
    return lines if scopes is None else tuple(line for line in lines if line.public_id in scopes)


def bloc_year_at_hand(request: HttpRequest) -> BlocYearLine | None:
    """The one chosen in the session if the person may still see it, else the default; None when there is none.

    The default is the newest that has left the draft.
    """
    lines = bloc_years_of(request)
    chosen = request.session.get(SESSION_KEY, "")
    found = next((line for line in lines if line.public_id == chosen), None)
    return found or _default(request, lines)


def assists_head_of(line: BlocYearLine, actor: Actor, *, on: date) -> bool:
    """Whether the person is the officer assisting the head of this very year.

    Two heads are at work in the first quarter, each on its own year: the role over the bloc alone is not enough.
    """
    over_bloc = line.bloc in held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on)
    return over_bloc and bool(line.heads & held_units(actor, on=on))


def choose_bloc_year(request: HttpRequest, public_id: str) -> bool:
    """Work in this bloc-year for the rest of the session; False when the person may not see it."""
    if public_id not in {line.public_id for line in bloc_years_of(request)}:
        return False
    request.session[SESSION_KEY] = public_id
    return True


def _default(request: HttpRequest, lines: tuple[BlocYearLine, ...]) -> BlocYearLine | None:
    begun = [line for line in lines if line.state is not YearState.DRAFTED] or list(lines)
    newest = [line for line in begun if line.year == begun[0].year]
    if len(newest) < 2:
        return next(iter(begun), None)
    units = held_units(cast("Actor", request.user), *UNIT_ROLES, on=clock.today())
    own = bloc_years_with(units) if units else frozenset[int]()
    mine = [line for line in newest if line.id in own]
    lively = "" if mine else liveliest(line.public_id for line in newest)
    chosen = next((line for line in newest if line.public_id == lively), (mine or newest)[0])
    request.session[SESSION_KEY] = chosen.public_id
    return chosen
