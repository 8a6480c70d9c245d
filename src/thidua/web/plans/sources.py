"""What waits for a person in plans, worded for the list of work."""

from collections.abc import Mapping
from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.plans.work import Waiting, waiting_work
from thidua.plans.work import WorkKind as Task
from thidua.web.plans.addresses import consultation_address
from thidua.web.shared import work
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import WorkItem, WorkKind

_TASKS: Final[Mapping[Task, tuple[WorkKind, str, str]]] = {
    Task.ANSWER_DRAFT: (
        work.GIVE_CONSENT,
        N_("Answer to the draft “{title}” for {unit}"),
        N_("The head unit asks for comments. {year}"),
    ),
    Task.DO_ACTIVITY: (
        work.DO_ACTIVITY,
        N_("{title}"),
        N_("Line {code} of the plan, for {unit}. {year}"),
    ),
    Task.REPLY_TO_COMMENTS: (
        work.REPLY_COMMENTS,
        N_("Reply to the comments on “{title}”"),
        N_("Comments without a reply: {count}. {year}"),
    ),
    Task.CLOSE_CONSULTATION: (
        work.CLOSE_COMMENTS,
        N_("Close the consultation on “{title}”"),
        N_("Every comment has its reply, and the units had their time. {year}"),
    ),
    Task.ISSUE_PLAN: (
        work.ISSUE_PLAN,
        N_("Record the issue of “{title}”"),
        N_("The members were asked; the plan is not in force yet. {year}"),
    ),
}
_YEAR: Final = N_("{name}, {year}")


def plan_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """Answers and replies due, consultations to close, plans to issue, activities of one's unit."""
    found = waiting_work(cast("Actor", request.user), on=clock.today(), within=within)
    return tuple(_item(one) for one in found)


def _item(one: Waiting) -> WorkItem:
    kind, title, why = _TASKS[one.kind]
    params: dict[str, object] = {
        "title": one.title,
        "unit": one.unit.in_sentence if one.unit else "",
        "code": one.code,
        "count": one.count,
        "year": Sentence(_YEAR, {"name": one.year.short_name, "year": str(one.year.year)}),
    }
    return WorkItem(
        key=f"{one.kind}:{one.key}:{one.unit.code if one.unit else ''}:{one.code}",
        kind=kind,
        title=Sentence(title, params),
        why=Sentence(why, params),
        href=_door(one),
        due_on=one.due,
        unit=one.unit.short_name if one.unit else "",
        scope=one.year.public_id,
    )


def _door(one: Waiting) -> str:
    match one.kind:
        case Task.ANSWER_DRAFT if one.unit is not None:
            return reverse("plans:answer", args=(one.key, one.unit.public_id))
        case Task.DO_ACTIVITY:
            return reverse("plans:complete", args=(one.key, one.code))
        case Task.CLOSE_CONSULTATION:
            return reverse("plans:close", args=(one.key,))
        case Task.ISSUE_PLAN:
            return reverse("plans:issue", args=(one.key,))
        case _:
            return consultation_address(one.key)
