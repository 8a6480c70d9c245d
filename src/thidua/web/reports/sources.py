"""What waits for a person in reporting, worded for the list of all work."""

from collections.abc import Mapping
from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.reports.work import Waiting, waiting_work
from thidua.reports.work import WorkKind as Task
from thidua.web.shared import work
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import WorkItem, WorkKind

_WORDS: Final[Mapping[Task, tuple[WorkKind, str, str, str]]] = {
    Task.FILL_REPORT: (
        work.FILL_REPORT,
        N_("Write and send: {report}"),
        N_("The bloc asks {unit} for it."),
        "reports:fill",
    ),
    Task.ANSWER_RETURN: (
        work.ANSWER_RETURN,
        N_("Correct or explain: {report}"),
        N_("Returned to {unit}: {reason}"),
        "reports:report",
    ),
    Task.RECEIVE_REPORT: (
        work.RECEIVE_REPORT,
        N_("Receive or return: {report} of {unit}"),
        N_("{unit} has sent it."),
        "reports:report",
    ),
    Task.ISSUE_JOINT: (
        work.ISSUE_JOINT,
        N_("Issue the joint report: {report}"),
        N_("It is composed and not issued yet."),
        "reports:joint",
    ),
}


def report_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """Reports to write, to correct or explain, to receive; joint reports to issue."""
    found = waiting_work(cast("Actor", request.user), on=clock.today(), within=within)
    return tuple(_item(waiting) for waiting in found)


def _item(waiting: Waiting) -> WorkItem:
    kind, title, why, address = _WORDS[waiting.kind]
    row = waiting.row
    params = {
        "report": waiting.request.name,
        "unit": row.in_sentence if row else "",
        "reason": row.returned_reason if row else "",
    }
    key = row.key if row else waiting.request.key
    return WorkItem(
        key=f"{waiting.kind}:{key}",
        kind=kind,
        title=Sentence(title, params),
        why=Sentence(why, params),
        href=reverse(address, args=(key,)),
        due_on=waiting.due,
        unit=row.short_name if row else "",
        scope=waiting.request.year.key,
    )
