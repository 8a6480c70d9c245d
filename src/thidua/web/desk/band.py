"""The band at the top of each page: bloc, year, phase and the role in which the person works there."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.accounts.permissions import may_administer_accounts
from thidua.accounts.queries import roles_of
from thidua.accounts.roles import ROLE_WORDS, Role
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.organisations.states import STATE_WORDS
from thidua.web.shared.at_hand import assists_head_of, bloc_year_at_hand, bloc_years_of
from thidua.web.shared.context import Band

# The role that is said when a person holds several: the one that reaches farthest in the bloc.
_FIRST = (
    Role.STANDING_OFFICER,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.AUDITOR,
    Role.BLOC_HEAD_OFFICER,
    Role.UNIT_HEAD,
    Role.UNIT_DEPUTY,
    Role.UNIT_OFFICER,
    Role.SPECIALISED_APPRAISER,
)


def band_of(request: HttpRequest) -> Band | None:
    """The bloc-year at hand; none for whoever has nothing to do with one, and none for administrators."""
    actor, on = cast("Actor", request.user), clock.today()
    if may_administer_accounts(actor, on=on).allowed:
        return None
    line = bloc_year_at_hand(request)
    if line is None:
        return None
    held = {one.role for one in roles_of(actor, on=on)}
    if not assists_head_of(line, actor, on=on):
        held.discard(Role.BLOC_HEAD_OFFICER)
    return Band(
        bloc=line.name,
        year=line.year,
        phase=STATE_WORDS[line.state].text,
        role=next((ROLE_WORDS[role] for role in _FIRST if role in held), ""),
        switch=reverse("desk:choose") if len(bloc_years_of(request)) > 1 else "",
        illustrative=line.illustrative,
    )
