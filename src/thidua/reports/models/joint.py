"""The joint report of a bloc «báo cáo chung của Khối» for one period."""

from django.db import models
from django.db.models import Q

from thidua.foundation.models import NFCCharField, Record
from thidua.reports.models.reports import ReportRequest, one_of
from thidua.reports.states import JointState


class JointReport(Record):
    """The bloc's report composed from its units' rows, edited, then issued under a number.

    `sections` holds the text by part; `ties` the figures the text was composed with, each with the row it came from,
    so that a number which no longer matches is found. Once issued, `document` and `hash` say what was issued.
    """

    request = models.OneToOneField(ReportRequest, on_delete=models.PROTECT, related_name="joint")
    state = models.CharField(max_length=8, default=JointState.DRAFTED.value)
    title = NFCCharField(max_length=300)
    sections = models.JSONField(default=dict)
    ties = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    source_hash = models.CharField(max_length=64)
    composed_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by_key = models.CharField(max_length=80)
    edited_by_name = NFCCharField(max_length=200)
    number = NFCCharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    signed_by = NFCCharField(max_length=200, blank=True)
    office = NFCCharField(max_length=200, blank=True)
    document = models.JSONField(null=True, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """One for each period; issued exactly when it has number, day and hash."""

        verbose_name = "joint report"
        ordering = ("request",)
        constraints = (
            models.CheckConstraint(condition=one_of("state", JointState), name="reports_joint_state_known"),
            models.CheckConstraint(
                condition=Q(state=JointState.DRAFTED.value, dated__isnull=True, number="", hash="")
                | (
                    Q(state=JointState.ISSUED.value, dated__isnull=False, issued_at__isnull=False)
                    & ~Q(number="")
                    & ~Q(hash="")
                ),
                name="reports_joint_issued_has_number",
            ),
        )

    def __str__(self) -> str:
        return str(self.title)
