"""Truths of the room, run by `thidua check_invariants`."""

from collections.abc import Iterator
from itertools import pairwise

from django.db.models import Count, F, Max

from thidua.foundation.checks import Untruth, invariant
from thidua.reports.counting import DEFAULT_RULES, lateness_of
from thidua.reports.documents import fingerprint
from thidua.reports.frames import rules_of_years
from thidua.reports.models import JointReport, Report, ReportRequest, ReportVersion
from thidua.reports.states import JointState, ReportState

VERSIONS_WHOLE = "a report has all the versions it sent, each as it was sent"
COUNTED_RIGHT = "the days late of a received report are those between its deadline and the day it was filed"
JOINT_WHOLE = "an issued joint report says what it said when it was issued"
MOVES_LEAD_TO_DUE = "the last move of a deadline leads to the deadline in force"


@invariant(VERSIONS_WHOLE)
def _versions_are_whole() -> Iterator[Untruth]:
    counted = Report.objects.annotate(number=Count("versions"), last=Max("versions__number"))
    for report in counted.exclude(number=F("versions_sent")).iterator():
        yield Untruth(VERSIONS_WHOLE, report.public_id, f"{report.versions_sent} versions are expected")
    for version in ReportVersion.objects.iterator():
        if fingerprint(version.document) != version.hash:
            yield Untruth(VERSIONS_WHOLE, version.public_id, "the hash does not match")


@invariant(COUNTED_RIGHT)
def _days_are_counted_right() -> Iterator[Untruth]:
    received = Report.objects.filter(state=ReportState.RECEIVED.value).select_related("request")
    rows = list(received)
    rules = rules_of_years(row.request.bloc_year_id for row in rows)
    for row in rows:
        own = rules.get(row.request.bloc_year_id, DEFAULT_RULES)
        late = lateness_of(row.request.due, row.filed_on, on=row.request.due, rules=own)
        if late is None or (late.days, late.counts_as.value) != (row.days_late, row.counts_as):
            yield Untruth(COUNTED_RIGHT, row.public_id, f"{row.days_late} days are kept")


@invariant(JOINT_WHOLE)
def _issued_says_the_same() -> Iterator[Untruth]:
    for row in JointReport.objects.filter(state=JointState.ISSUED.value).iterator():
        if fingerprint(row.document or {}) != row.hash:
            yield Untruth(JOINT_WHOLE, row.public_id, "the hash does not match")


@invariant(MOVES_LEAD_TO_DUE)
def _moves_lead_to_due() -> Iterator[Untruth]:
    for request in ReportRequest.objects.prefetch_related("moves"):
        moves = sorted(request.moves.all(), key=lambda move: move.pk)
        steps = pairwise(moves)
        if moves and (moves[-1].due != request.due or any(a.due != b.was for a, b in steps)):
            yield Untruth(MOVES_LEAD_TO_DUE, request.public_id, f"the deadline is {request.due}")
