"""Requests with a deadline, one report for each unit, what is typed into it, what was sent, and what happened to it."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.reports.states import (
    FILED,
    CountsAs,
    FieldKind,
    PeriodKind,
    ReportState,
    RequestState,
    StepKind,
)


def one_of(field: str, words: type[StrEnum], *, blank: bool = False) -> Q:
    """The condition that a column holds one of the words (or nothing)."""
    return Q(**{f"{field}__in": [*([""] if blank else []), *sorted(word.value for word in words)]})


class ReportRules(Record):
    """How a bloc-year counts and reminds «quy định về báo cáo»: every number here differs between blocs.

    `remind_days` are days before the deadline; `overdue_every` the days between reminders after it; `missing_after`
    the days late from which a report counts as none at all (empty: never); `resent_counts` says that a returned
    report is filed on the day it comes back; `lateness_leaf` is the leaf that these counts feed, `registration_leaf` the
    one fed by the day the registration paper was filed.
    """

    bloc_year = models.OneToOneField("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    remind_days = models.JSONField(default=list, blank=True)
    overdue_every = models.PositiveSmallIntegerField(default=3)
    day_kind = models.CharField(max_length=8, default="calendar")
    missing_after = models.PositiveSmallIntegerField(null=True, blank=True)
    resent_counts = models.BooleanField(default=False)
    lateness_leaf = NFCCharField(max_length=40, blank=True)
    registration_leaf = NFCCharField(max_length=40, blank=True)
    set_at = models.DateTimeField()
    set_by_name = NFCCharField(max_length=200)

    class Meta:
        """Days are calendar or working days."""

        verbose_name = "rules of reports"
        constraints = (
            models.CheckConstraint(
                condition=Q(day_kind__in=["calendar", "working"]), name="reports_rules_day_kind_known"
            ),
        )

    def __str__(self) -> str:
        return str(self.bloc_year)


class ReportRequest(Record):
    """A report asked of every member «yêu cầu báo cáo» for one period, with its deadline.

    `code` names the period inside the year (`m03`, `q1`, `h1`, `year`, `x1`); `due` is the deadline in force, earlier
    ones stand in the moves.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    code = NFCCharField(max_length=12)
    name = NFCCharField(max_length=200)
    period_from = models.DateField()
    period_to = models.DateField()
    due = models.DateField()
    data_until = models.DateField(null=True, blank=True)
    asks_figures = models.BooleanField(default=True)
    words = NFCTextField(blank=True)
    state = models.CharField(max_length=8, default=RequestState.OPENED.value)
    opened_at = models.DateTimeField()
    opened_by_key = models.CharField(max_length=80)
    opened_by_name = NFCCharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """A period once in a year; closed exactly when it has a moment of closing."""

        verbose_name = "request for reports"
        ordering = ("bloc_year", "due", "pk")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "code"), name="reports_request_period_once"),
            models.CheckConstraint(condition=one_of("kind", PeriodKind), name="reports_request_kind_known"),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="reports_request_period_ordered"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="reports_request_named"),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPENED.value, closed_at__isnull=True)
                | Q(state=RequestState.CLOSED.value, closed_at__isnull=False),
                name="reports_request_closed_has_moment",
            ),
        )

    def __str__(self) -> str:
        return str(self.name)


class DeadlineMove(models.Model):
    """A deadline was moved «gia hạn, đổi hạn»; every move is kept, with its reason."""

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="moves")
    was = models.DateField()
    due = models.DateField()
    reason = NFCTextField()
    moved_at = models.DateTimeField()
    moved_by_key = models.CharField(max_length=80)
    moved_by_name = NFCCharField(max_length=200)

    class Meta:
        """To another day, with a reason."""

        verbose_name = "move of a deadline"
        ordering = ("request", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(was=F("due")), name="reports_move_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.was:%d/%m/%Y} → {self.due:%d/%m/%Y}"


class Report(Record):
    """One unit's report for one request «báo cáo của đơn vị», with the unit's names of that day.

    `asked_from`/`asked_to` are the part of the period in which the unit belongs to the bloc. `filed_on` is the day it
    counts as handed in; days late and how it counts are settled when it is received.
    """

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    code = NFCCharField(max_length=40)
    name = NFCCharField(max_length=300)
    short_name = NFCCharField(max_length=120)
    in_sentence = NFCCharField(max_length=300)
    asked_from = models.DateField()
    asked_to = models.DateField()
    state = models.CharField(max_length=10, default=ReportState.DRAFTED.value)
    versions_sent = models.PositiveSmallIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by_name = NFCCharField(max_length=200, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    returned_reason = NFCTextField(blank=True)
    received_on = models.DateField(null=True, blank=True)
    days_late = models.SmallIntegerField(null=True, blank=True)
    counts_as = models.CharField(max_length=8, blank=True)

    class Meta:
        """A unit once in a request; the columns tell the same story as the state."""

        verbose_name = "report"
        ordering = ("request", "position")
        constraints = (
            models.UniqueConstraint(fields=("request", "unit"), name="reports_report_once"),
            models.CheckConstraint(condition=one_of("state", ReportState), name="reports_report_state_known"),
            models.CheckConstraint(
                condition=one_of("counts_as", CountsAs, blank=True), name="reports_report_counts_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_from__lte=F("asked_to")), name="reports_report_asked_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(state.value for state in FILED), filed_on__isnull=False)
                | (~Q(state__in=sorted(state.value for state in FILED)) & Q(filed_on__isnull=True)),
                name="reports_report_filed_has_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=ReportState.RECEIVED.value, received_on__isnull=False, days_late__isnull=False)
                    & ~Q(counts_as="")
                )
                | (
                    ~Q(state=ReportState.RECEIVED.value)
                    & Q(received_on__isnull=True, days_late__isnull=True, counts_as="")
                ),
                name="reports_report_received_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.RETURNED.value) & ~Q(returned_reason="")
                | (~Q(state=ReportState.RETURNED.value) & Q(returned_reason="")),
                name="reports_report_returned_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request} – {self.short_name}"


class ReportField(models.Model):
    """One box of the form, as typed: a target's figures, a leaf's figures, or a part of the narrative.

    `said` keeps the words exactly as typed, readable or not, so that nothing typed is ever lost; they are read as
    numbers when the report is shown and when it is sent. `revision` lets two officers notice each other box by box.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="fields")
    kind = models.CharField(max_length=8)
    key = NFCCharField(max_length=60)
    said = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by_key = models.CharField(max_length=80)
    saved_by_name = NFCCharField(max_length=200)

    class Meta:
        """A box once."""

        verbose_name = "field of a report"
        ordering = ("report", "kind", "key")
        constraints = (
            models.UniqueConstraint(fields=("report", "kind", "key"), name="reports_field_once"),
            models.CheckConstraint(condition=one_of("kind", FieldKind), name="reports_field_kind_known"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="reports_field_revision_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class ReportVersion(Record):
    """What a unit sent, word for word «bản đã gửi»: never changed; a correction is the next number."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    hash = models.CharField(max_length=64)
    paper_number = NFCCharField(max_length=60, blank=True)
    paper_date = models.DateField(null=True, blank=True)
    signed_by = NFCCharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    sent_by_key = models.CharField(max_length=80)
    sent_by_name = NFCCharField(max_length=200)

    class Meta:
        """Numbered from one."""

        verbose_name = "sent version of a report"
        ordering = ("report", "number")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="reports_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="reports_version_number_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} #{self.number}"


class ReportStep(models.Model):
    """One line of a report's history «diễn biến»: sent, returned with its reason, explained, received …; only added."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(default=0)
    text = NFCTextField(blank=True)
    taken_at = models.DateTimeField()
    taken_by_key = models.CharField(max_length=80)
    taken_by_name = NFCCharField(max_length=200)

    class Meta:
        """A return and an explanation say something."""

        verbose_name = "step of a report"
        ordering = ("report", "pk")
        constraints = (
            models.CheckConstraint(condition=one_of("kind", StepKind), name="reports_step_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=[StepKind.RETURNED.value, StepKind.EXPLAINED.value]) | ~Q(text=""),
                name="reports_step_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.taken_at:%d/%m/%Y}"


class ReportReminder(models.Model):
    """A reminder that went out, so that none goes out twice: for which deadline, how many days from it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    due = models.DateField()
    days = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        """Once for each deadline and day."""

        verbose_name = "reminder of a report"
        ordering = ("report", "due", "-days")
        constraints = (
            models.UniqueConstraint(fields=("report", "due", "days"), name="reports_reminder_once"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.days:+d}"
