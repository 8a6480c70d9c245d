"""What the unit does with its report: send it, take it back, explain it when it was returned."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.reports.actions import acts
from thidua.reports.actions.keeping import (
    LONGEST_LINE,
    LONGEST_TEXT,
    allow,
    day_of,
    moved_on,
    record_step,
    record_word_to_receiver,
    report_for_change,
    said,
)
from thidua.reports.content import content_of, content_stamp, problems_of
from thidua.reports.documents import Paper, build, fingerprint
from thidua.reports.errors import ReportActUnfit, ReportUnchanged, ReportUnfinished
from thidua.reports.frames import requests_of_year, rules_of
from thidua.reports.models import ReportVersion
from thidua.reports.permissions import may_explain_return, may_recall_report, may_send_report
from thidua.reports.states import ReportState, StepKind


@action
def send_report(
    *,
    report: str,
    paper: Paper,
    stamp: str | None = None,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> int:
    """Send a report «gửi báo cáo»: what stands in it becomes a version that never changes; returns its number.

    `stamp` is the mark of what the sender looked at (None sends whatever stands there). `words` may say what was
    changed since the version before. Raises `ReportRefused`; `ReportUnfinished` naming each box that does not fit;
    `ReportActUnfit` when another officer saved a box meanwhile or the paper's day lies ahead; `ReportUnchanged` when
    nothing differs from the version before.
    """
    row, place = report_for_change(report)
    on = day_of(at)
    allow(may_send_report(actor, place, on=on))
    content = content_of(place, requests_of_year(place.request.year.key), on=on)
    if stamp is not None and stamp != content_stamp(content):
        raise ReportActUnfit(
            Sentence(N_("Another officer saved a part of the report since you looked at it.")),
            remedy=Sentence(N_("Look through it once more, then send it.")),
        )
    if paper.dated is not None and paper.dated > on:
        raise ReportActUnfit(Sentence(N_("The paper's day lies ahead.")), where="dated")
    if problems := tuple(problems_of(content)):
        raise ReportUnfinished(Sentence(N_("The report cannot be sent yet.")), problems)
    document = build(place, content, _trimmed(paper))
    digest = fingerprint(document)
    before = ReportVersion.objects.filter(report=row).order_by("-number").first()
    if before is not None and before.hash == digest and row.state == ReportState.RETURNED:
        raise ReportUnchanged(
            Sentence(N_("Nothing differs from the version that was returned; explain it instead."))
        )
    was_filed = row.filed_on
    row.versions_sent += 1
    ReportVersion.objects.create(
        report=row,
        number=row.versions_sent,
        document=document,
        hash=digest,
        paper_number=document["paper"]["number"],
        paper_date=paper.dated,
        signed_by=document["paper"]["signed_by"],
        sent_at=at,
        sent_by_key=actor.actor_key,
        sent_by_name=actor.actor_name[:LONGEST_LINE],
    )
    counts_again = was_filed is None or rules_of(place.request.year.id).resent_counts
    row.filed_on = on if counts_again else was_filed
    row.returned_reason = ""
    moved_on(row, "send_report")
    row.save(update_fields=["state", "versions_sent", "filed_on", "returned_reason"])
    record_step(report=row, kind=StepKind.SENT, text=words.strip()[:LONGEST_TEXT], actor=actor, at=at)
    audit.record(
        acts.SENT,
        actor=actor,
        on=row,
        data={"version": row.versions_sent, "hash": digest, "unit": row.code, "number": paper.number},
        at=at,
        scope=place.request.year.key,
    )
    text = Sentence(N_("{unit} sent {report}."), {"unit": place.row.short_name, "report": place.request.name})
    record_word_to_receiver(place=place, text=text, actor=actor, at=at)
    return int(row.versions_sent)


def _trimmed(paper: Paper) -> Paper:
    return Paper(paper.number.strip()[:60], paper.dated, paper.signed_by.strip()[:LONGEST_LINE])


@action
def recall_report(*, report: str, actor: Actor, at: datetime) -> None:
    """Take a sent report back «thu hồi báo cáo» before anyone returned or received it; it counts as not filed.

    A report that had been returned once is answered, not taken back. Raises `ReportRefused`, or `ReportActUnfit`.
    """
    row, place = report_for_change(report)
    allow(may_recall_report(actor, place, on=day_of(at)))
    if row.steps.filter(kind=StepKind.RETURNED.value).exists():
        raise ReportActUnfit(
            Sentence(N_("A report that was returned once is not taken back.")),
            remedy=Sentence(N_("Ask the bloc head to return it again.")),
        )
    moved_on(row, "recall_report")
    row.filed_on = None
    row.save(update_fields=["state", "filed_on"])
    record_step(report=row, kind=StepKind.RECALLED, actor=actor, at=at)
    audit.record(
        acts.RECALLED, actor=actor, on=row, data={"unit": row.code}, at=at, scope=place.request.year.key
    )
    text = Sentence(
        N_("{unit} took {report} back."), {"unit": place.row.short_name, "report": place.request.name}
    )
    record_word_to_receiver(place=place, text=text, actor=actor, at=at)


@action
def explain_return(*, report: str, text: str, actor: Actor, at: datetime) -> None:
    """Answer a return with an explanation «giải trình»: the version stays as it is and is looked at once more.

    Raises `ReportRefused`, or `ReportActUnfit` without words.
    """
    row, place = report_for_change(report)
    allow(may_explain_return(actor, place, on=day_of(at)))
    words = said(text, "text", N_("Write why the report is right as it is."))
    moved_on(row, "explain_return")
    row.returned_reason = ""
    row.save(update_fields=["state", "returned_reason"])
    record_step(report=row, kind=StepKind.EXPLAINED, text=words, actor=actor, at=at)
    audit.record(
        acts.EXPLAINED,
        actor=actor,
        on=row,
        data={"unit": row.code, "text": words},
        at=at,
        scope=place.request.year.key,
    )
    told = Sentence(
        N_("{unit} explained {report}."), {"unit": place.row.short_name, "report": place.request.name}
    )
    record_word_to_receiver(place=place, text=told, actor=actor, at=at)
