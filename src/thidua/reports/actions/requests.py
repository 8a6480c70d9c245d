"""Asking the members for reports: opening a period, moving its deadline, matching members, closing, rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from thidua.core.calendar import DayKind
from thidua.core.verdict import Sentence, not_met
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.notices.actions import record_notice_to_units
from thidua.organisations.queries import member_units
from thidua.reports.actions import acts
from thidua.reports.actions.keeping import (
    LONGEST_LINE,
    LONGEST_TEXT,
    allow,
    day_of,
    moved_on,
    record_step,
    request_for_change,
    said,
)
from thidua.reports.actions.reminding import record_reminders_planned
from thidua.reports.counting import Rules, lateness_of
from thidua.reports.errors import ReportActUnfit, ReportRefused
from thidua.reports.frames import rules_of, year_head
from thidua.reports.members import MemberPart, members_differ, members_in
from thidua.reports.models import DeadlineMove, Report, ReportRequest, ReportRules
from thidua.reports.permissions import (
    may_close_request,
    may_match_members,
    may_move_deadline,
    may_open_request,
    may_reopen_request,
    may_set_rules,
)
from thidua.reports.rows import YearHead
from thidua.reports.states import PeriodKind, ReportState, RequestState, StepKind

MOST_REMINDERS = 10
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the period with its code (empty for an ad hoc report), the deadline, what to write about."""

    kind: PeriodKind
    code: str
    name: str
    period_from: date
    period_to: date
    due: date
    data_until: date | None = None
    asks_figures: bool = True
    words: str = ""


def _year(bloc_year: str) -> YearHead:
    year = year_head(bloc_year)
    if year is None:
        raise ReportRefused(not_met(N_("There is no such bloc-year."), private=True))
    return year


@action
def open_request(*, bloc_year: str, asked: Asked, actor: Actor, at: datetime) -> str:
    """Ask every member for a report «yêu cầu báo cáo»; returns the request's key.

    A unit that belongs to the bloc for a part of the period is asked for that part only; one that does not belong to
    it at all in the period is not asked. Raises `ReportRefused`, or `ReportActUnfit` for a period that is asked for
    already, days out of order, or a deadline that has passed.
    """
    year, on = _year(bloc_year), day_of(at)
    allow(may_open_request(actor, year, on=on))
    name = said(asked.name, "name", N_("The report needs a name."))[:LONGEST_LINE]
    _check_days(asked, year, on)
    made = ReportRequest.objects.filter(bloc_year=year.id)
    ad_hoc = asked.kind is PeriodKind.AD_HOC
    code = f"x{made.filter(kind=PeriodKind.AD_HOC.value).count() + 1}" if ad_hoc else asked.code.strip()
    if not code:
        raise ReportActUnfit(Sentence(N_("Say which period the report is about.")), where="period")
    if made.filter(code=code).exists():
        raise ReportActUnfit(
            Sentence(N_("A report for this period was asked for already.")),
            where="period",
            remedy=Sentence(N_("Move its deadline, or ask for an ad hoc report.")),
        )
    row = ReportRequest.objects.create(
        bloc_year_id=year.id,
        kind=asked.kind.value,
        code=code,
        name=name,
        period_from=asked.period_from,
        period_to=asked.period_to,
        due=asked.due,
        data_until=asked.data_until,
        asks_figures=asked.asks_figures,
        words=asked.words.strip()[:LONGEST_TEXT],
        opened_at=at,
        opened_by_key=actor.actor_key,
        opened_by_name=actor.actor_name[:LONGEST_LINE],
    )
    members = members_in(member_units(year.id), asked.period_from, asked.period_to)
    if not members:
        raise ReportActUnfit(Sentence(N_("No unit belongs to the bloc in this period.")), where="period_from")
    _ask(row, members)
    audit.record(
        acts.OPENED,
        actor=actor,
        on=row,
        data={"due": asked.due, "period": code, "units": [member.code for member, *_ in members]},
        at=at,
        scope=year.key,
    )
    record_notice_to_units(
        units=[member.public_id for member, *_ in members],
        text=Sentence(N_("{report} is asked for, due {due}."), {"report": name, "due": asked.due}),
        address=reverse("reports:request", args=(row.public_id,)),
        about=row.public_id,
        actor=actor,
        at=at,
    )
    record_reminders_planned(request=row, rules=rules_of(year.id), at=at)
    return str(row.public_id)


def _check_days(asked: Asked, year: YearHead, on: date) -> None:
    if asked.period_from > asked.period_to:
        raise ReportActUnfit(Sentence(N_("The period ends before it begins.")), where="period_to")
    # A member's own working year may begin three months before the bloc's.
    if not (date(year.year - 1, 10, 1) <= asked.period_from and asked.period_to <= date(year.year, 12, 31)):
        raise ReportActUnfit(
            Sentence(N_("The period does not lie in the bloc's year {year}."), {"year": str(year.year)}),
            where="period_from",
        )
    if asked.due < on:
        raise ReportActUnfit(
            Sentence(N_("The deadline {due} has passed already."), {"due": asked.due}), where="due"
        )
    if (asked.due - asked.period_to).days > MOST_DAYS:
        raise ReportActUnfit(
            Sentence(N_("The deadline lies more than a year after the period.")), where="due"
        )
    if asked.data_until is not None and not (asked.period_from <= asked.data_until <= asked.period_to):
        raise ReportActUnfit(
            Sentence(N_("The day up to which figures count lies outside the period.")), where="data_until"
        )


def _ask(row: ReportRequest, members: Sequence[MemberPart]) -> None:
    Report.objects.bulk_create(
        Report(
            request=row,
            unit_id=member.id,
            position=member.position,
            code=member.code,
            name=member.name,
            short_name=member.short_name,
            in_sentence=member.in_sentence,
            asked_from=since,
            asked_to=until,
        )
        for member, since, until in members
    )


@action
def move_deadline(*, request: str, was: date, due: date, reason: str, actor: Actor, at: datetime) -> None:
    """Move a deadline «đổi hạn»; every move is kept with its reason, and reports received before are counted anew.

    `was` is the deadline the person saw: of two officers who move it at once the second is told. Raises
    `ReportRefused`, or `ReportActUnfit` for the same day, a day that has passed, or no reason.
    """
    row, frame = request_for_change(request)
    on = day_of(at)
    allow(may_move_deadline(actor, frame, on=on))
    if was != frame.due:
        raise ReportActUnfit(
            Sentence(
                N_("The deadline was moved meanwhile: it is {due} now, not {was}."),
                {"due": frame.due, "was": was},
            ),
            where="due",
            remedy=Sentence(N_("Look at the reason of that move, then decide again.")),
        )
    words = said(reason, "reason", N_("Say why the deadline is moved."))
    if due == frame.due:
        raise ReportActUnfit(Sentence(N_("This is the deadline already.")), where="due")
    if due < on:
        raise ReportActUnfit(
            Sentence(N_("The deadline {due} has passed already."), {"due": due}), where="due"
        )
    DeadlineMove.objects.create(
        request=row,
        was=frame.due,
        due=due,
        reason=words,
        moved_at=at,
        moved_by_key=actor.actor_key,
        moved_by_name=actor.actor_name[:LONGEST_LINE],
    )
    row.due = due
    row.save(update_fields=["due"])
    rules = rules_of(frame.year.id)
    recounted = record_counts(request=row, rules=rules, on=on)
    audit.record(
        acts.MOVED,
        actor=actor,
        on=row,
        data={"was": frame.due, "due": due, "reason": words, "recounted": recounted},
        at=at,
        scope=frame.year.key,
    )
    waiting = [one.unit for one in frame.asked if one.filed_on is None]
    record_notice_to_units(
        units=waiting,
        text=Sentence(
            N_("The deadline of {report} was moved to {due}: {reason}"),
            {"report": frame.name, "due": due, "reason": words},
        ),
        address=reverse("reports:request", args=(frame.key,)),
        about=frame.key,
        actor=actor,
        at=at,
    )
    record_reminders_planned(request=row, rules=rules, at=at)


@requires_transaction
def record_counts(*, request: ReportRequest, rules: Rules, on: date) -> int:
    """Count the received reports of a request by its present deadline and rules; how many count differently now."""
    changed = 0
    for row in Report.objects.select_for_update(no_key=True).filter(
        request=request, state=ReportState.RECEIVED.value
    ):
        late = lateness_of(request.due, row.filed_on, on=on, rules=rules)
        if late is not None and (late.days, late.counts_as) != (row.days_late, row.counts_as):
            row.days_late, row.counts_as = late.days, late.counts_as.value
            row.save(update_fields=["days_late", "counts_as"])
            changed += 1
    return changed


@action
def match_members(*, request: str, actor: Actor, at: datetime) -> tuple[int, int]:
    """Ask members that joined meanwhile and release those that left without reporting; how many of each.

    Raises `ReportRefused`, or `ReportActUnfit` when the members are as they were.
    """
    row, frame = request_for_change(request)
    allow(may_match_members(actor, frame, on=day_of(at)))
    added, gone = members_differ(frame)
    if not added and not gone:
        raise ReportActUnfit(Sentence(N_("The members are as they were: nothing to change.")))
    known = {one.unit for one in frame.reports}
    _ask(row, [part for part in added if part[0].public_id not in known])
    back = {part[0].public_id for part in added} & known
    for report in Report.objects.filter(request=row).select_related("unit"):
        if report.public_id in gone:
            moved_on(report, "release_report")
            report.save(update_fields=["state"])
            record_step(report=report, kind=StepKind.RELEASED, actor=actor, at=at)
        elif report.unit.public_id in back:
            moved_on(report, "ask_again")
            report.save(update_fields=["state"])
            record_step(report=report, kind=StepKind.ASKED_AGAIN, actor=actor, at=at)
    audit.record(
        acts.MATCHED,
        actor=actor,
        on=row,
        data={"added": len(added), "released": len(gone)},
        at=at,
        scope=frame.year.key,
    )
    record_notice_to_units(
        units=[part[0].public_id for part in added],
        text=Sentence(N_("{report} is asked for, due {due}."), {"report": frame.name, "due": frame.due}),
        address=reverse("reports:request", args=(frame.key,)),
        about=frame.key,
        actor=actor,
        at=at,
    )
    return len(added), len(gone)


@action
def close_request(*, request: str, actor: Actor, at: datetime) -> None:
    """Close a period «đóng kỳ báo cáo»: it takes no more reports. Raises `ReportRefused`."""
    row, frame = request_for_change(request)
    allow(may_close_request(actor, frame, on=day_of(at)))
    row.state, row.closed_at = RequestState.CLOSED.value, at
    row.closed_by_name = actor.actor_name[:LONGEST_LINE]
    row.save(update_fields=["state", "closed_at", "closed_by_name"])
    unsent = [one.code for one in frame.asked if one.filed_on is None]
    audit.record(acts.CLOSED, actor=actor, on=row, data={"unsent": unsent}, at=at, scope=frame.year.key)


@action
def reopen_request(*, request: str, reason: str, actor: Actor, at: datetime) -> None:
    """Open a closed period again, with a reason. Raises `ReportRefused`, or `ReportActUnfit` without a reason."""
    row, frame = request_for_change(request)
    allow(may_reopen_request(actor, frame, on=day_of(at)))
    words = said(reason, "reason", N_("Say why the period is opened again."))
    row.state, row.closed_at, row.closed_by_name = RequestState.OPENED.value, None, ""
    row.save(update_fields=["state", "closed_at", "closed_by_name"])
    audit.record(acts.REOPENED, actor=actor, on=row, data={"reason": words}, at=at, scope=frame.year.key)


@action
def set_rules(*, bloc_year: str, rules: Rules, actor: Actor, at: datetime) -> None:
    """Set how a bloc-year's reports are counted and reminded; what was received is counted anew.

    Raises `ReportRefused`, or `ReportActUnfit` for days that make no sense.
    """
    year, on = _year(bloc_year), day_of(at)
    allow(may_set_rules(actor, year, on=on))
    days = tuple(sorted({*rules.remind_days}, reverse=True))
    if any(day < 0 or day > MOST_DAYS for day in days) or len(days) > MOST_REMINDERS:
        raise ReportActUnfit(
            Sentence(N_("Reminders are given in whole days before the deadline, at most ten of them.")),
            where="remind_days",
        )
    row, _ = ReportRules.objects.update_or_create(
        bloc_year_id=year.id,
        defaults={
            "remind_days": list(days),
            "overdue_every": rules.overdue_every,
            "day_kind": DayKind(rules.day_kind).value,
            "missing_after": rules.missing_after,
            "resent_counts": rules.resent_counts,
            "lateness_leaf": rules.lateness_leaf,
            "registration_leaf": rules.registration_leaf,
            "set_at": at,
            "set_by_name": actor.actor_name[:LONGEST_LINE],
        },
    )
    recounted = 0
    for request in ReportRequest.objects.filter(bloc_year=year.id):
        recounted += record_counts(request=request, rules=rules, on=on)
        if request.state == RequestState.OPENED:
            record_reminders_planned(request=request, rules=rules, at=at)
    audit.record(
        acts.RULED,
        actor=actor,
        on=row,
        data={
            "remind_days": list(days),
            "overdue_every": row.overdue_every,
            "day_kind": row.day_kind,
            "missing_after": row.missing_after,
            "resent_counts": row.resent_counts,
            "lateness_leaf": row.lateness_leaf,
            "registration_leaf": row.registration_leaf,
            "recounted": recounted,
        },
        at=at,
        scope=year.key,
    )
