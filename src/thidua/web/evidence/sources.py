"""What waits for a person in evidence, worded for the list of all work."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.reports.evidence_work import references_waiting
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import CONFIRM_REFERENCE, WorkItem


def evidence_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """Classified papers that wait for the head of the unit."""
    return tuple(
        WorkItem(
            key=f"reference:{waiting.key}",
            kind=CONFIRM_REFERENCE,
            title=Sentence(N_("Answer for the classified paper {number}"), {"number": waiting.number}),
            why=Sentence(
                N_("{name} named it as evidence of {unit}; it counts once the head confirms it."),
                {"name": waiting.named_by, "unit": waiting.in_sentence},
            ),
            href=reverse("evidence:confirm", args=(waiting.key,)),
            unit=waiting.unit,
            scope=waiting.bloc_year,
        )
        for waiting in references_waiting(cast("Actor", request.user), on=clock.today(), within=within)
    )
