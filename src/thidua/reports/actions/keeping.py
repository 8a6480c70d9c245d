"""Building blocks that the verbs of this room share: locked rows, checked words, steps, notices."""

from datetime import date, datetime

from django.urls import reverse

from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence, Verdict, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.notices.actions import record_notice_to_units
from thidua.reports.errors import ReportActUnfit, ReportRefused
from thidua.reports.frames import report_place, request_frame
from thidua.reports.models import Report, ReportRequest, ReportStep
from thidua.reports.rows import ReportPlace, RequestFrame
from thidua.reports.states import TRANSITIONS, ReportState, StepKind

LONGEST_TEXT = 4000
LONGEST_LINE = 200


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def allow(verdict: Verdict) -> None:
    """Raise `ReportRefused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise ReportRefused(verdict)


def said(text: str, where: str, asked: str) -> str:
    """A text that must say something; `asked` is the message id of what to write."""
    words = text.strip()[:LONGEST_TEXT]
    if not words:
        raise ReportActUnfit(Sentence(asked), where=where)
    return words


def request_for_change(key: str) -> tuple[ReportRequest, RequestFrame]:
    """Lock a request with its reports and read it; raises `ReportRefused` (hidden) when there is none.

    The reports are locked before they are read: a unit that sends its own in that moment is seen, or waits.
    """
    row = ReportRequest.objects.select_for_update(no_key=True).filter(public_id=key).first()
    list(Report.objects.select_for_update(no_key=True).filter(request=row).order_by("pk").values_list("pk"))
    frame = request_frame(key) if row is not None else None
    if row is None or frame is None:
        raise ReportRefused(not_met(N_("There is no such request."), private=True))
    return row, frame


def report_for_change(key: str) -> tuple[Report, ReportPlace]:
    """Lock a report and read it in its request; raises `ReportRefused` (hidden) when there is none."""
    row = (
        Report.objects.select_for_update(no_key=True, of=("self",))
        .filter(public_id=key)
        .select_related("request", "unit")
        .first()
    )
    place = report_place(key) if row is not None else None
    if row is None or place is None:
        raise ReportRefused(not_met(N_("There is no such report."), private=True))
    return row, place


def moved_on(row: Report, verb: str) -> None:
    """Put a report into the state after a verb, which its permission has found open to it."""
    row.state = TRANSITIONS[ReportState(row.state), verb].value


@requires_transaction
def record_step(*, report: Report, kind: StepKind, text: str = "", actor: Actor, at: datetime) -> None:
    """One line of a report's history."""
    ReportStep.objects.create(
        report=report,
        kind=kind.value,
        version=report.versions_sent,
        text=text,
        taken_at=at,
        taken_by_key=actor.actor_key,
        taken_by_name=actor.actor_name[:LONGEST_LINE],
    )


@requires_transaction
def record_word_to_unit(*, place: ReportPlace, text: Sentence, actor: Actor, at: datetime) -> None:
    """Tell the officer and the leaders of the unit whose report it is."""
    record_notice_to_units(
        units=[place.row.unit],
        text=text,
        address=reverse("reports:report", args=(place.row.key,)),
        about=place.row.key,
        actor=actor,
        at=at,
    )


@requires_transaction
def record_word_to_receiver(*, place: ReportPlace, text: Sentence, actor: Actor, at: datetime) -> None:
    """Tell the officers of the unit that receives the report: the head unit, for its own report the deputy."""
    year = place.request.year
    receiver = year.deputy if place.row.unit == year.head and year.deputy else year.head
    record_notice_to_units(
        units=[receiver],
        roles=(Role.UNIT_OFFICER,),
        text=text,
        address=reverse("reports:report", args=(place.row.key,)),
        about=place.row.key,
        actor=actor,
        at=at,
    )
