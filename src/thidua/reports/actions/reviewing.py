"""What the bloc does with a unit's report: return it with a reason, or receive it and count its days."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.reports.actions import acts
from thidua.reports.actions.keeping import (
    allow,
    day_of,
    moved_on,
    record_step,
    record_word_to_unit,
    report_for_change,
    said,
)
from thidua.reports.counting import lateness_of
from thidua.reports.errors import ReportActUnfit
from thidua.reports.frames import rules_of
from thidua.reports.models import Report
from thidua.reports.permissions import may_receive_report, may_return_report
from thidua.reports.states import StepKind


def _is_read(row: Report, version: int) -> None:
    if row.versions_sent != version:
        raise ReportActUnfit(
            Sentence(
                N_("The unit sent version {now} meanwhile; you looked at version {seen}."),
                {"now": row.versions_sent, "seen": version},
            ),
            remedy=Sentence(N_("Look at the new version first.")),
        )


@action
def return_report(*, report: str, version: int, reason: str, actor: Actor, at: datetime) -> None:
    """Return a report with a reason «trả lại», also one received before «phúc tra».

    `version` is what was read. Raises `ReportRefused`, or `ReportActUnfit` without a reason or when a newer version
    has come meanwhile.
    """
    row, place = report_for_change(report)
    allow(may_return_report(actor, place, on=day_of(at)))
    _is_read(row, version)
    words = said(reason, "reason", N_("Say what the unit should correct or explain."))
    moved_on(row, "return_report")
    row.returned_reason = words
    row.received_on, row.days_late, row.counts_as = None, None, ""
    row.save(update_fields=["state", "returned_reason", "received_on", "days_late", "counts_as"])
    record_step(report=row, kind=StepKind.RETURNED, text=words, actor=actor, at=at)
    audit.record(
        acts.RETURNED,
        actor=actor,
        on=row,
        data={"reason": words, "version": version, "unit": row.code},
        at=at,
        scope=place.request.year.key,
    )
    text = Sentence(N_("{report} was returned: {reason}"), {"report": place.request.name, "reason": words})
    record_word_to_unit(place=place, text=text, actor=actor, at=at)


@action
def receive_report(*, report: str, version: int, actor: Actor, at: datetime) -> None:
    """Receive a report «tiếp nhận»: its days late are counted and settled.

    Raises `ReportRefused`, or `ReportActUnfit` when a newer version has come meanwhile.
    """
    row, place = report_for_change(report)
    on = day_of(at)
    allow(may_receive_report(actor, place, on=on))
    _is_read(row, version)
    late = lateness_of(place.request.due, row.filed_on, on=on, rules=rules_of(place.request.year.id))
    if late is None:  # pragma: no cover -- a sent report has the day it was filed: a constraint holds it
        message = f"{row.public_id} was received without having been filed."
        raise AssertionError(message)
    moved_on(row, "receive_report")
    row.received_on, row.days_late, row.counts_as = on, late.days, late.counts_as.value
    row.save(update_fields=["state", "received_on", "days_late", "counts_as"])
    record_step(report=row, kind=StepKind.RECEIVED, actor=actor, at=at)
    audit.record(
        acts.RECEIVED,
        actor=actor,
        on=row,
        data={
            "version": version,
            "unit": row.code,
            "days_late": late.days,
            "counts_as": str(late.counts_as),
        },
        at=at,
        scope=place.request.year.key,
    )
    text = Sentence(N_("{report} was received."), {"report": place.request.name})
    record_word_to_unit(place=place, text=text, actor=actor, at=at)
