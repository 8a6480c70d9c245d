"""Reminders «nhắc hạn»: planned in the outbox when a deadline is set, sent by the worker, none ever twice.

A planned message says only that it is time to look. Who is reminded is decided when it is delivered, by the deadline
and the rules of that moment, so a message planned for an older deadline does nothing.
"""

from datetime import date, datetime, time, timedelta

from django.urls import reverse

from thidua.core.verdict import Sentence
from thidua.foundation import outbox
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.notices.actions import record_notice_to_units
from thidua.reports.counting import Rules, reminder_due
from thidua.reports.frames import request_frame, rules_of
from thidua.reports.models import ReportReminder, ReportRequest
from thidua.reports.permissions.acts import OVER
from thidua.reports.rows import ReportRow, RequestFrame
from thidua.reports.states import WITH_UNIT, RequestState

MESSAGE = "reports.remind"
# Officers read their notices when work begins.
HOUR = time(7, 30)


@requires_transaction
def record_reminders_planned(*, request: ReportRequest, rules: Rules, at: datetime) -> None:
    """Plan a look at every day on which the rules remind, and the first day after the deadline."""
    days = [request.due - timedelta(days=before) for before in rules.remind_days]
    for day in sorted({*days, request.due + timedelta(days=1)}):
        moment = datetime.combine(day, HOUR, VIET_NAM)
        if moment > at:
            _plan(request.public_id, moment, at)


def _plan(request: str, moment: datetime, at: datetime) -> None:
    outbox.put(MESSAGE, {"request": request, "day": moment.date().isoformat()}, at=at, due=moment)


@requires_transaction
def record_reminders(*, request: str, actor: Actor, at: datetime) -> int:
    """Remind the units whose report of a request lies unsent, once for each planned day; how many were reminded.

    After the deadline the next look is planned, while anyone is still asked.
    """
    frame = request_frame(request)
    if frame is None or frame.state is RequestState.CLOSED or frame.year.state in OVER:
        return 0
    on, rules = at.astimezone(VIET_NAM).date(), rules_of(frame.year.id)
    waiting = [row for row in frame.reports if row.state in WITH_UNIT]
    days = reminder_due(frame.due, on=on, rules=rules)
    if not waiting or days is None:
        return 0
    reminded = _remind(frame, waiting, days, actor=actor, at=at)
    if on > frame.due and rules.overdue_every and reminded:
        later = frame.due + timedelta(days=days + rules.overdue_every)
        _plan(frame.key, datetime.combine(later, HOUR, VIET_NAM), at)
    return reminded


def _remind(frame: RequestFrame, waiting: list[ReportRow], days: int, *, actor: Actor, at: datetime) -> int:
    known = ReportReminder.objects.filter(report__in=[row.id for row in waiting], due=frame.due, days=days)
    done = set(known.values_list("report", flat=True))
    new = [row for row in waiting if row.id not in done]
    ReportReminder.objects.bulk_create(
        ReportReminder(report_id=row.id, due=frame.due, days=days, sent_at=at) for row in new
    )
    on = at.astimezone(VIET_NAM).date()
    for row in new:
        record_notice_to_units(
            units=[row.unit],
            text=_words(frame, on),
            address=reverse("reports:report", args=(row.key,)),
            about=row.key,
            actor=actor,
            at=at,
        )
    return len(new)


def _words(frame: RequestFrame, on: date) -> Sentence:
    left = (frame.due - on).days
    if left < 0:
        return Sentence(
            N_("{report} is {days} days overdue (it was due {due})."),
            {"report": frame.name, "days": -left, "due": frame.due},
        )
    if left == 0:
        return Sentence(N_("{report} is due today."), {"report": frame.name})
    return Sentence(
        N_("{report} is due in {days} days, on {due}."),
        {"report": frame.name, "days": left, "due": frame.due},
    )
