"""What waits for a person here: a phase the year is ready for, a handover to confirm."""

from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.accounts.queries import held_blocs
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.permissions import RESERVED
from thidua.organisations.readiness import suggested_state
from thidua.organisations.states import ORDER, STATE_WORDS, YearState
from thidua.organisations.work import handovers_to_confirm
from thidua.web.shared import work
from thidua.web.shared.at_hand import assists_head_of, bloc_years_of, years_within
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import WorkItem

_YEAR: Final = N_("{name}, {year}")
# From the review on a year can be handed over; an archived one has been.
_HANDED_OVER: Final = frozenset(ORDER[ORDER.index(YearState.REVIEWED) : ORDER.index(YearState.ARCHIVED)])


def phase_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """For the officer of a year's head: the next phase, when everything that is asked for it is met."""
    actor, on = cast("Actor", request.user), clock.today()
    if not held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on):
        return ()
    found = []
    for line in years_within(request, within):
        if line.state is YearState.ARCHIVED or not assists_head_of(line, actor, on=on):
            continue
        state = suggested_state(line, on=on)
        if state is None or state in RESERVED:
            continue
        found.append(
            WorkItem(
                key=f"phase:{line.public_id}:{state}",
                kind=work.ENTER_PHASE,
                title=Sentence(N_("Take the year on to: {phase}"), {"phase": STATE_WORDS[state]}),
                why=Sentence(
                    N_("Everything that is asked for is met. {year}"),
                    {"year": Sentence(_YEAR, {"name": line.name, "year": line.year})},
                ),
                href=reverse("organisations:enter_phase", args=(line.public_id,)),
                scope=line.public_id,
            )
        )
    return tuple(found)


def handover_work(request: HttpRequest, _within: Scopes) -> tuple[WorkItem, ...]:
    """Handover minutes that the person's own unit has not confirmed; asked only where a year can be handed over."""
    if not any(line.state in _HANDED_OVER for line in bloc_years_of(request)):
        return ()
    rows = handovers_to_confirm(cast("Actor", request.user), on=clock.today())
    return tuple(
        WorkItem(
            key=f"handover:{row.handover}:{row.side}",
            kind=work.CONFIRM_HANDOVER,
            title=Sentence(
                N_("Confirm the handover minute {number} for {unit}"),
                {"number": row.number, "unit": row.unit.in_sentence},
            ),
            why=Sentence(
                N_("Handed over on {day}. {year}"),
                {"day": row.held_on, "year": Sentence(_YEAR, {"name": row.name, "year": row.year})},
            ),
            href=reverse("organisations:minute", args=(row.handover,)),
            unit=row.unit.short_name,
            scope=row.bloc_year,
        )
        for row in rows
    )
