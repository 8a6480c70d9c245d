"""Taking over what the unit reported on the same period last year."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.reports.actions import acts
from thidua.reports.actions.drafting import record_draft
from thidua.reports.actions.keeping import allow, day_of, report_for_change
from thidua.reports.content import content_of
from thidua.reports.errors import ReportActUnfit
from thidua.reports.frames import requests_of_year
from thidua.reports.lastyear import boxes_of_last_year, last_year_of
from thidua.reports.permissions import may_fill_report


@action
def take_last_year(*, report: str, actor: Actor, at: datetime) -> int:
    """Fill the empty figures of last year «lấy số cùng kỳ» from the unit's report then; returns how many boxes.

    What stands in a box already is never replaced. Raises `ReportRefused`, or `ReportActUnfit` when there is no such
    report or nothing in it answers an empty box.
    """
    row, place = report_for_change(report)
    on = day_of(at)
    allow(may_fill_report(actor, place, on=on))
    last = last_year_of(place)
    if last is None:
        raise ReportActUnfit(
            Sentence(N_("The unit sent no report on the same period last year here.")),
            remedy=Sentence(N_("Type the figures from the paper of that year.")),
        )
    content = content_of(place, requests_of_year(place.request.year.key), on=on)
    boxes = tuple(boxes_of_last_year(last, content))
    if not boxes:
        raise ReportActUnfit(
            Sentence(N_("Nothing in last year's report answers a figure that is still empty.")),
            remedy=Sentence(N_("Type what is missing from the paper of that year.")),
        )
    record_draft(report=report, boxes=boxes, actor=actor, at=at)
    audit.record(
        acts.REMEMBERED,
        actor=actor,
        on=row,
        data={"count": len(boxes), "from": last.name},
        at=at,
        scope=place.request.year.key,
    )
    return len(boxes)
