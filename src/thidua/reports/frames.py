"""Reading requests, reports and what stands beside them, in few queries whatever their number."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, QuerySet, Subquery

from thidua.core.calendar import DayKind
from thidua.organisations.states import YearState
from thidua.reports.counting import DEFAULT_RULES, Rules
from thidua.reports.models import (
    DeadlineMove,
    JointReport,
    Report,
    ReportField,
    ReportRequest,
    ReportRules,
    ReportStep,
    ReportVersion,
)
from thidua.reports.rows import (
    FieldRow,
    JointRow,
    MoveRow,
    ReportPlace,
    ReportRow,
    RequestFrame,
    StepRow,
    UnitFigures,
    VersionRow,
    YearHead,
)
from thidua.reports.states import (
    CountsAs,
    FieldKind,
    JointState,
    PeriodKind,
    ReportState,
    RequestState,
    StepKind,
)

_OWN = (
    "pk",
    "public_id",
    "kind",
    "code",
    "name",
    "period_from",
    "period_to",
    "due",
    "data_until",
    "asks_figures",
    "words",
    "state",
    "opened_at",
    "opened_by_name",
    "closed_at",
    "closed_by_name",
)
_YEAR = {
    "year_id": F("bloc_year_id"),
    "year_key": F("bloc_year__public_id"),
    "bloc_key": F("bloc_year__bloc__public_id"),
    "year_name": F("bloc_year__name"),
    "year_short_name": F("bloc_year__short_name"),
    "year_number": F("bloc_year__year"),
    "year_state": F("bloc_year__state"),
    "year_illustrative": F("bloc_year__illustrative"),
    "joint_state": F("joint__state"),
}


def _leads(role: str, year: str) -> Subquery:
    """The unit that holds a lead last: a row per request would otherwise ask for it."""
    rows = apps.get_model("organisations", "YearLead")._default_manager.filter(
        bloc_year=OuterRef(year), role=role
    )
    return Subquery(rows.order_by("-since", "-pk").values("unit__public_id")[:1])


def _rows(requests: QuerySet[ReportRequest]) -> QuerySet[ReportRequest, dict[str, Any]]:
    rows: QuerySet[ReportRequest, dict[str, Any]] = requests.values(
        *_OWN, **_YEAR, head=_leads("head", "bloc_year"), deputy=_leads("deputy", "bloc_year")
    )
    return rows


def _frame(row: dict[str, Any], reports: tuple[ReportRow, ...]) -> RequestFrame:
    return RequestFrame(
        id=row["pk"],
        key=row["public_id"],
        year=YearHead(
            row["year_id"],
            row["year_key"],
            row["bloc_key"],
            row["year_name"],
            row["year_short_name"],
            row["year_number"],
            YearState(row["year_state"]),
            row["year_illustrative"],
            row["head"] or "",
            row["deputy"] or "",
        ),
        kind=PeriodKind(row["kind"]),
        code=row["code"],
        name=row["name"],
        period_from=row["period_from"],
        period_to=row["period_to"],
        due=row["due"],
        data_until=row["data_until"],
        asks_figures=row["asks_figures"],
        words=row["words"],
        state=RequestState(row["state"]),
        opened_at=row["opened_at"],
        opened_by=row["opened_by_name"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by_name"],
        joint=JointState(row["joint_state"]) if row["joint_state"] else None,
        reports=reports,
    )


def _report(row: Report) -> ReportRow:
    return ReportRow(
        row.pk,
        row.public_id,
        row.unit_id,
        row.unit.public_id,
        row.position,
        row.code,
        row.name,
        row.short_name,
        row.in_sentence,
        row.asked_from,
        row.asked_to,
        ReportState(row.state),
        row.versions_sent,
        row.saved_at,
        row.saved_by_name,
        row.filed_on,
        row.returned_reason,
        row.received_on,
        row.days_late,
        CountsAs(row.counts_as) if row.counts_as else None,
    )


def request_frames(requests: QuerySet[ReportRequest]) -> tuple[RequestFrame, ...]:
    """The requests of a queryset with their reports, in its order: two queries."""
    rows = list(_rows(requests))
    reports: dict[int, list[ReportRow]] = {row["pk"]: [] for row in rows}
    if rows:
        found = Report.objects.filter(request__in=list(reports)).select_related("unit")
        for report in found.order_by("position", "pk"):
            reports[report.request_id].append(_report(report))
    return tuple(_frame(row, tuple(reports[row["pk"]])) for row in rows)


def request_frame(key: str) -> RequestFrame | None:
    """The request with a public key."""
    return next(iter(request_frames(ReportRequest.objects.filter(public_id=key))), None)


def report_place(key: str) -> ReportPlace | None:
    """The report with a public key, in its request."""
    frames = request_frames(ReportRequest.objects.filter(reports__public_id=key))
    row = frames[0].report(key) if frames else None
    return None if row is None else ReportPlace(frames[0], row)


def requests_of_year(bloc_year: str) -> tuple[RequestFrame, ...]:
    """Every request of a bloc-year (public key), by deadline."""
    return request_frames(ReportRequest.objects.filter(bloc_year__public_id=bloc_year).order_by("due", "pk"))


def year_head(bloc_year: str) -> YearHead | None:
    """A bloc-year by its public key, for acts that have no request yet."""
    years = apps.get_model("organisations", "BlocYear")._default_manager.filter(public_id=bloc_year)
    row = years.values(
        "pk",
        "public_id",
        "bloc__public_id",
        "name",
        "short_name",
        "year",
        "state",
        "illustrative",
        head=_leads("head", "pk"),
        deputy=_leads("deputy", "pk"),
    ).first()
    if row is None:
        return None
    members = apps.get_model("organisations", "Membership")._default_manager.filter(bloc_year=row["pk"])
    return YearHead(
        row["pk"],
        row["public_id"],
        row["bloc__public_id"],
        row["name"],
        row["short_name"],
        row["year"],
        YearState(row["state"]),
        row["illustrative"],
        row["head"] or "",
        row["deputy"] or "",
        frozenset(members.values_list("unit__public_id", flat=True)),
    )


def report_in_year(key: str) -> tuple[ReportPlace, tuple[RequestFrame, ...]] | None:
    """The report with a public key, and every request of its bloc-year by deadline: two queries."""
    year = ReportRequest.objects.filter(reports__public_id=key).values("bloc_year")
    frames = request_frames(ReportRequest.objects.filter(bloc_year__in=year).order_by("due", "pk"))
    for frame in frames:
        if (row := frame.report(key)) is not None:
            return ReportPlace(frame, row), frames
    return None


def rules_of(bloc_year: int | str) -> Rules:
    """The rules of a bloc-year (row number or public key); the usual ones until others are set."""
    rows = ReportRules.objects.all()
    found = (
        rows.filter(bloc_year=bloc_year)
        if isinstance(bloc_year, int)
        else rows.filter(bloc_year__public_id=bloc_year)
    ).first()
    return DEFAULT_RULES if found is None else _rules(found)


def rules_of_years(years: Iterable[int]) -> dict[int, Rules]:
    """The rules of several bloc-years by row number; years without own rules are left out."""
    return {row.bloc_year_id: _rules(row) for row in ReportRules.objects.filter(bloc_year__in=set(years))}


def _rules(row: ReportRules) -> Rules:
    return Rules(
        tuple(row.remind_days),
        row.overdue_every,
        DayKind(row.day_kind),
        row.missing_after,
        row.resent_counts,
        row.lateness_leaf,
        row.registration_leaf,
    )


def fields_of(report: int) -> dict[tuple[FieldKind, str], FieldRow]:
    """What stands in the boxes of a report (row number)."""
    return {
        (FieldKind(row.kind), row.key): FieldRow(
            FieldKind(row.kind),
            row.key,
            row.said,
            row.revision,
            row.saved_at,
            row.saved_by_key,
            row.saved_by_name,
        )
        for row in ReportField.objects.filter(report=report)
    }


def steps_of(report: int) -> tuple[StepRow, ...]:
    """The history of a report, the newest first."""
    return tuple(
        StepRow(StepKind(row.kind), row.version, row.text, row.taken_at, row.taken_by_name)
        for row in ReportStep.objects.filter(report=report).order_by("-pk")
    )


def moves_of(request: int) -> tuple[MoveRow, ...]:
    """The moves of a deadline, the oldest first."""
    return tuple(
        MoveRow(row.was, row.due, row.reason, row.moved_at, row.moved_by_name)
        for row in DeadlineMove.objects.filter(request=request).order_by("pk")
    )


def versions_of(report: int) -> tuple[VersionRow, ...]:
    """The sent versions of a report, the newest first."""
    return tuple(_version(row) for row in ReportVersion.objects.filter(report=report).order_by("-number"))


def _version(row: ReportVersion) -> VersionRow:
    return VersionRow(
        row.public_id,
        row.number,
        row.document,
        row.hash,
        row.paper_number,
        row.paper_date,
        row.signed_by,
        row.sent_at,
        row.sent_by_name,
    )


def figures_of(frame: RequestFrame) -> tuple[UnitFigures, ...]:
    """What each asked unit sent last, in the order of the bloc; units whose report lies unsent have no document."""
    filed = {row.id: row for row in frame.asked if row.filed_on is not None}
    sent: dict[int, ReportVersion] = {}
    for version in ReportVersion.objects.filter(report__in=list(filed)).order_by("number"):
        sent[version.report_id] = version
    return tuple(
        UnitFigures(row, last.document, last.number, last.hash)
        if (last := sent.get(row.id)) is not None
        else UnitFigures(row)
        for row in frame.asked
    )


def joint_of(request: int) -> JointRow | None:
    """The joint report of a request (row number)."""
    row = JointReport.objects.filter(request=request).first()
    if row is None:
        return None
    return JointRow(
        row.public_id,
        JointState(row.state),
        row.title,
        row.sections,
        tuple(row.ties),
        row.revision,
        row.source_hash,
        row.composed_at,
        row.edited_at,
        row.edited_by_name,
        row.number,
        row.dated,
        row.signed_by,
        row.office,
        row.document,
        row.hash,
        row.issued_at,
        row.issued_by_name,
    )


def last_day_of(place: ReportPlace) -> date:
    """The last day the unit is asked about."""
    return min(place.row.asked_to, place.request.period_to)
