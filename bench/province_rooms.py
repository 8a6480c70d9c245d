"""The rooms of the year for a whole province: plans, movements, covenants, reports and notices of many bloc-years.

Rows are written in bulk, in states in which something waits for somebody: that is when pages cost most.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from thidua.accounts.models import User
from thidua.campaigns.models import Activity as Deed
from thidua.campaigns.models import ActivityCounting, Movement, MovementCall, MovementResponse
from thidua.campaigns.states import Level, MovementKind, MovementState
from thidua.covenants.models import Covenant, CovenantVersion, Registration, Target
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import new_public_id
from thidua.notices.models import Notice
from thidua.organisations.models import BlocYear, Membership
from thidua.plans.models import Activity, Completion, Plan
from thidua.plans.states import PlanState
from thidua.reports.models import Report, ReportField, ReportRequest

LINES, TARGETS, DEEDS, NOTICES = 30, 6, 4, 20
REPORTS = (("q1", 3, 20), ("h1", 6, 20), ("q3", 9, 20), ("year", 11, 20))
KEEPER = "Người đo"
BATCH = 1000


def fill(years: Sequence[BlocYear], readers: Sequence[User]) -> None:
    """Give each bloc-year its papers, and each reader notices."""
    members: dict[int, list[Membership]] = {year.pk: [] for year in years}
    for member in Membership.objects.filter(bloc_year__in=years).select_related("unit").order_by("position"):
        members[member.bloc_year_id].append(member)
    for year in years:
        _plan(year, members[year.pk])
        _movement(year, members[year.pk])
        _covenant(year, members[year.pk])
        _reports(year, members[year.pk])
    Notice.objects.bulk_create(_notices(readers), batch_size=BATCH)


def _at(year: BlocYear, month: int = 2, day: int = 24) -> datetime:
    return datetime(year.year, month, day, 9, 0, tzinfo=VIET_NAM)


def _plan(year: BlocYear, members: list[Membership]) -> None:
    plan = Plan.objects.create(
        bloc_year=year,
        version=1,
        state=PlanState.ISSUED.value,
        title=f"Kế hoạch hoạt động {year.year}",
        drafted_at=_at(year, 1),
        drafted_by_name=KEEPER,
        revised_at=_at(year, 1),
        revised_by_name=KEEPER,
        number="02/KH",
        issued_on=_at(year).date(),
        signer_name=KEEPER,
        signer_title="Khối trưởng",
    )
    lines = Activity.objects.bulk_create(
        Activity(
            public_id=new_public_id(),
            plan=plan,
            code=f"l-{number:02d}",
            position=number,
            title=f"Việc thứ {number} của năm",
            output="Báo cáo",
            owner=None if number % 3 else members[number % len(members)].unit,
            day=date(year.year, 1, 5) + timedelta(days=11 * number),
            due_on=date(year.year, 1, 5) + timedelta(days=11 * number),
            planned_on=date(year.year, 1, 5) + timedelta(days=11 * number),
        )
        for number in range(1, LINES + 1)
    )
    Completion.objects.bulk_create(
        (
            Completion(
                activity=line,
                unit=member.unit,
                done_on=line.due_on,
                recorded_at=_at(year, 12, 1),
                recorded_by_name=KEEPER,
            )
            for line in lines[: LINES // 2]
            for member in (members if line.owner is None else [m for m in members if m.unit == line.owner])
        ),
        batch_size=BATCH,
    )


def _movement(year: BlocYear, members: list[Membership]) -> None:
    movement = Movement(
        level=Level.BLOC.value,
        kind=next(iter(MovementKind)).value,
        name=f"Phong trào thi đua {year.short_name} năm {year.year}",
        issuer=year.short_name,
        starts_on=_at(year).date(),
        ends_on=date(year.year, 12, 31),
        bloc_year=year,
        state=MovementState.LAUNCHED.value,
        launched_on=_at(year).date(),
        illustrative=True,
        revised_at=_at(year),
        revised_by_name=KEEPER,
    )
    movement.fill_keys()
    movement.save(force_insert=True)
    MovementCall.objects.bulk_create(MovementCall(movement=movement, unit=one.unit) for one in members)
    MovementResponse.objects.bulk_create(
        MovementResponse(
            public_id=new_public_id(),
            movement=movement,
            unit=one.unit,
            responded_on=_at(year, 3, 6).date(),
            undertakes="Hoàn thành các chỉ tiêu đã đăng ký",
            written_at=_at(year, 3, 6),
            written_by_name=KEEPER,
        )
        for one in members[::2]
    )
    deeds = Deed.objects.bulk_create(
        Deed(
            public_id=new_public_id(),
            unit=one.unit,
            happened_on=_at(year, 3 + number, 10).date(),
            title=f"Hoạt động {number}",
            written_at=_at(year, 3 + number, 11),
            written_by_name=KEEPER,
        )
        for one in members
        for number in range(DEEDS)
    )
    ActivityCounting.objects.bulk_create(ActivityCounting(activity=deed, movement=movement) for deed in deeds)


def _covenant(year: BlocYear, members: list[Membership]) -> None:
    covenant = Covenant.objects.create(
        bloc_year=year,
        registration_due=_at(year, 2, 28).date(),
        begun_at=_at(year, 1, 10),
        begun_by_name=KEEPER,
    )
    version = CovenantVersion.objects.create(
        covenant=covenant,
        version=1,
        title=f"Giao ước thi đua năm {year.year}",
        drafted_at=_at(year, 1, 10),
        drafted_by_name=KEEPER,
        revised_at=_at(year, 1, 10),
        revised_by_name=KEEPER,
    )
    registrations = Registration.objects.bulk_create(
        Registration(
            public_id=new_public_id(),
            version=version,
            unit=one.unit,
            position=place,
            unit_name=one.unit.code,
        )
        for place, one in enumerate(members, start=1)
    )
    Target.objects.bulk_create(
        (
            Target(
                public_id=new_public_id(),
                registration=registration,
                code=f"CT-{number}",
                position=number,
                name=f"Chỉ tiêu {number}",
                measure="%",
                weight=Decimal(5),
                baseline=Decimal(80),
                target=Decimal(90),
            )
            for registration in registrations
            for number in range(1, TARGETS + 1)
        ),
        batch_size=BATCH,
    )


def _reports(year: BlocYear, members: list[Membership]) -> None:
    for code, month, day in REPORTS:
        request = ReportRequest.objects.create(
            bloc_year=year,
            kind={"q1": "quarter", "h1": "half_year", "q3": "quarter", "year": "year"}[code],
            code=code,
            name=f"Báo cáo {code} năm {year.year}",
            period_from=date(year.year, 1, 1),
            period_to=date(year.year, month, day),
            due=date(year.year, month, day),
            opened_at=_at(year, 2, 1),
            opened_by_key="system:bench",
            opened_by_name=KEEPER,
        )
        reports = Report.objects.bulk_create(
            Report(
                public_id=new_public_id(),
                request=request,
                unit=one.unit,
                position=place,
                code=one.unit.code,
                name=one.unit.code,
                short_name=one.unit.code,
                in_sentence=one.unit.code,
                asked_from=request.period_from,
                asked_to=request.period_to,
            )
            for place, one in enumerate(members, start=1)
        )
        ReportField.objects.bulk_create(
            (
                ReportField(
                    report=report,
                    kind="text",
                    key=key,
                    said={"text": "Đơn vị thực hiện đúng kế hoạch."},
                    saved_at=_at(year, month, 1),
                    saved_by_key="system:bench",
                    saved_by_name=KEEPER,
                )
                for report in reports
                for key in ("overview", "results", "limits")
            ),
            batch_size=BATCH,
        )


def _notices(readers: Sequence[User]) -> Iterator[Notice]:
    for reader in readers:
        for number in range(NOTICES):
            yield Notice(
                public_id=new_public_id(),
                account=reader,
                text={"text": "The year goes on.", "params": {}},
                address="/",
                made_at=datetime(2023, 3, 1, 8, 0, tzinfo=VIET_NAM) + timedelta(days=number),
                made_by="system:bench",
            )
