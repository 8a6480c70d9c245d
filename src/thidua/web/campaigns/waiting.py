"""What waits for a person in movements, worded for the one list of work."""

from collections.abc import Mapping
from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.campaigns.work import Waiting, waiting_work
from thidua.campaigns.work import WorkKind as Task
from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.queries import unit_names
from thidua.web.shared import work
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import WorkItem, WorkKind

_SAID: Final[Mapping[Task, tuple[WorkKind, str, str]]] = {
    Task.RESPOND: (
        work.RESPOND,
        N_("Respond for {unit} to a movement"),
        N_("“{name}” was launched and calls the unit."),
    ),
    Task.REVIEW: (
        work.REVIEW_MOVEMENT,
        N_("Hold the interim review of a movement"),
        N_("“{name}” nears its end without any review."),
    ),
}


def movement_work(request: HttpRequest, _within: Scopes) -> tuple[WorkItem, ...]:
    """Responses a unit still owes, and reviews that are due; movements reach over bloc-years, so all are asked for."""
    on = clock.today()
    found = waiting_work(cast("Actor", request.user), on=on)
    names = unit_names([one.unit_id for one in found if one.unit_id is not None], on=on)
    return tuple(_item(one, names.get(one.unit_id or 0)) for one in found)


def _item(one: Waiting, unit: object) -> WorkItem:
    kind, title, why = _SAID[one.kind]
    params: dict[str, object] = {"name": one.name, "unit": getattr(unit, "in_sentence", "")}
    href = (
        reverse("campaigns:respond", args=(one.movement, one.unit))
        if one.kind is Task.RESPOND
        else reverse("campaigns:review", args=(one.movement,))
    )
    return WorkItem(
        key=f"movement:{one.kind}:{one.movement}:{one.unit}",
        kind=kind,
        title=Sentence(title, params),
        why=Sentence(why, params),
        href=href,
        due_on=one.due,
        unit=getattr(unit, "short_name", ""),
    )
