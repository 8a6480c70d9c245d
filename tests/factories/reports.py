"""A bloc-year that asks its units for reports, through the room's own verbs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.factories.covenants import World, make_signed, make_world
from tests.factories.criteria import make_bloc_year
from thidua.accounts.models import User
from thidua.foundation.clock import VIET_NAM
from thidua.reports.actions import (
    Asked,
    compose_joint_report,
    open_request,
    receive_report,
    return_report,
    send_report,
    set_rules,
)
from thidua.reports.boxes import Box, target_said, text_said
from thidua.reports.content import content_of, targets_by_unit
from thidua.reports.counting import Rules
from thidua.reports.documents import Paper, build
from thidua.reports.drafting import keep_draft
from thidua.reports.models import Report, ReportField, ReportRequest, ReportVersion
from thidua.reports.queries import report_place, request_frame, requests_of_year
from thidua.reports.rows import ReportPlace, RequestFrame
from thidua.reports.states import FieldKind, PeriodKind, ReportState

ASKED = datetime(2023, 5, 22, 8, 30, tzinfo=VIET_NAM)
WRITTEN = datetime(2023, 6, 15, 9, 0, tzinfo=VIET_NAM)
SENT = datetime(2023, 6, 19, 15, 0, tzinfo=VIET_NAM)
LATE = datetime(2023, 6, 24, 9, 0, tzinfo=VIET_NAM)
READ = datetime(2023, 6, 26, 9, 0, tzinfo=VIET_NAM)
ISSUED = datetime(2023, 7, 14, 10, 0, tzinfo=VIET_NAM)
DUE = date(2023, 6, 20)
PAPER = Paper("96/BC-ĐV", date(2023, 6, 15), "Nguyễn Văn A")

# Registered targets, points given, a figure in bands, reports that were late, and the day of registration.
TABLE: dict[str, Any] = {
    "format": "thidua-scheme/1",
    "name": "Bảng điểm của báo cáo",
    "rounding": {"decimals": 2, "mode": "half_up"},
    "not_applicable": "rescale",
    "total": {"content_max": 25, "may_exceed_content_max": False},
    "criteria": [
        {
            "code": "A",
            "name": "Chuyên môn",
            "max": 15,
            "children": [
                {
                    "code": "A.1",
                    "name": "Chỉ tiêu đã đăng ký",
                    "max": 10,
                    "kind": "unit_targets",
                    "min_targets": 2,
                    "max_targets": 4,
                },
                {
                    "code": "A.2",
                    "name": "Phối hợp",
                    "max": 5,
                    "kind": "direct",
                    "not_applicable_for": ["DV3"],
                },
            ],
        },
        {
            "code": "B",
            "name": "Thi đua",
            "max": 10,
            "children": [
                {
                    "code": "B.1",
                    "name": "Báo cáo đúng hạn",
                    "max": 4,
                    "kind": "deduct_per_event",
                    "per_event": 0.5,
                    "floor": 0,
                    "events": {"late": 1, "missing": 2},
                },
                {
                    "code": "B.2",
                    "name": "Đăng ký đúng hạn",
                    "max": 3,
                    "kind": "lateness",
                    "days": "calendar",
                    "missing": 0,
                    "steps": [
                        {"when": "d <= 0", "points": 3},
                        {"when": "1 <= d <= 7", "points": 1},
                        {"when": "d > 7", "points": 0},
                    ],
                },
                {"code": "B.3", "name": "Điển hình", "max": 3, "kind": "count", "per_item": 1},
            ],
        },
    ],
}
RULES = Rules(lateness_leaf="B.1", registration_leaf="B.2")
HALF = Asked(
    PeriodKind.HALF_YEAR,
    "h1",
    "Báo cáo sơ kết 6 tháng đầu năm 2023",
    date(2023, 1, 1),
    date(2023, 6, 30),
    DUE,
    date(2023, 6, 15),
)
QUARTER = Asked(
    PeriodKind.QUARTER,
    "q1",
    "Báo cáo quý I năm 2023",
    date(2023, 1, 1),
    date(2023, 3, 31),
    date(2023, 3, 20),
    asks_figures=False,
)
TEXTS = {"overview": "Tình hình ổn định.", "results": "Hoàn thành 45 việc.", "limits": "Còn chậm."}


@dataclass
class Reporting:
    """A world with one request; DV1 heads the bloc, DV2 deputises."""

    world: World
    request: str

    @property
    def key(self) -> str:
        return self.world.key

    @property
    def head(self) -> User:
        """The head unit's officer, who runs the year."""
        return self.world.drafter

    @property
    def deputy(self) -> User:
        return self.officer("DV2")

    def officer(self, code: str) -> User:
        return self.world.signers.officers[code]

    @property
    def frame(self) -> RequestFrame:
        found = request_frame(self.request)
        assert found is not None
        return found

    def place(self, code: str) -> ReportPlace:
        row = self.frame.of_unit(code)
        assert row is not None
        found = report_place(row.key)
        assert found is not None
        return found

    def report(self, code: str) -> str:
        """The key of a unit's report."""
        return self.place(code).row.key

    def row(self, code: str) -> Report:
        return Report.objects.get(public_id=self.report(code))


def make_reporting(asked: Asked = HALF, *codes: str, signed: bool = True) -> Reporting:
    """A bloc-year with a table in force, a signed covenant unless told otherwise, and a request."""
    world = make_world(*codes, table=TABLE if signed else None)
    if signed:
        make_signed(world)
        set_rules(bloc_year=world.key, rules=RULES, actor=world.drafter, at=ASKED)
    return Reporting(world, ask(world, asked))


def make_plain(*codes: str) -> Reporting:
    """A request for words only, without covenant or table: quick to make."""
    return make_reporting(QUARTER, *codes, signed=False)


def ask(world: World, asked: Asked = HALF, *, at: datetime | None = None) -> str:
    moment = at or (ASKED if asked is HALF else datetime(2023, 2, 27, 8, 30, tzinfo=VIET_NAM))
    return open_request(bloc_year=world.key, asked=asked, actor=world.drafter, at=moment)


def texts(**changed: str) -> tuple[Box, ...]:
    return tuple(Box(FieldKind.TEXT, part, text_said(text)) for part, text in (TEXTS | changed).items())


def figures(made: Reporting, code: str, *values: str) -> tuple[Box, ...]:
    """Boxes of the unit's registered targets, in order."""
    own = targets_by_unit(made.key)[code]
    return tuple(
        Box(FieldKind.TARGET, target.key, target_said({"value": value}, lang="vi"))
        for target, value in zip(own, values, strict=True)
    )


def write(
    made: Reporting, code: str, boxes: Sequence[Box], *, at: datetime = WRITTEN, actor: User | None = None
) -> Any:
    return keep_draft(report=made.report(code), boxes=boxes, actor=actor or made.officer(code), at=at)


def fill(made: Reporting, code: str, *values: str, at: datetime = WRITTEN) -> None:
    """Everything a report needs to be sent."""
    boxes = texts()
    if made.frame.asks_figures:
        boxes = (*boxes, *figures(made, code, *(values or ("96", "50"))))
    write(made, code, boxes, at=at)


def send(made: Reporting, code: str, *, at: datetime = SENT, **changed: Any) -> int:
    fields: Mapping[str, Any] = {
        "report": made.report(code),
        "paper": PAPER if at.date() >= date(2023, 6, 15) else Paper(),
        "actor": made.officer(code),
        "at": at,
    }
    return send_report(**{**fields, **changed})


def sent(made: Reporting, code: str, *values: str, at: datetime = SENT) -> None:
    fill(made, code, *values, at=min(at, WRITTEN) if made.frame.asks_figures else at)
    send(made, code, at=at)


def receive(made: Reporting, code: str, *, at: datetime = READ, version: int = 1) -> None:
    actor = made.deputy if code == "DV1" else made.head
    receive_report(report=made.report(code), version=version, actor=actor, at=at)


def send_back(made: Reporting, code: str, *, at: datetime = READ, version: int = 1) -> None:
    return_report(report=made.report(code), version=version, reason="Sai số liệu", actor=made.head, at=at)


def compose(made: Reporting, *, at: datetime = READ) -> str:
    return compose_joint_report(request=made.request, actor=made.head, at=at)


def told_a_year_ago(made: Reporting, code: str, *, state: str = ReportState.RECEIVED.value) -> ReportVersion:
    """What the unit has in its report now is what it sent on the same period of the year before; now it is empty."""
    place = made.place(code)
    content = content_of(place, requests_of_year(made.key), on=WRITTEN.date())
    document = build(place, content, Paper("12/BC", date(2022, 6, 16)))
    year = made.world.year
    before = make_bloc_year(year.bloc, {code: year.units[code]}, 2022)
    request = ReportRequest.objects.get(public_id=made.request)
    report = Report.objects.get(public_id=made.report(code))
    told: dict[str, Any] = {"request": request, "state": state}
    if state == ReportState.RECEIVED.value:
        day = date(2022, 6, 17)
        told |= {
            "filed_on": day,
            "received_on": day,
            "days_late": 0,
            "counts_as": "on_time",
            "versions_sent": 1,
        }
    if state == ReportState.RETURNED.value:
        told |= {"filed_on": date(2022, 6, 17), "returned_reason": "Sai số liệu", "versions_sent": 1}
    for row, changed in ((request, {"bloc_year": before}), (report, told)):
        row.pk, row.public_id = None, ""
        for name, value in changed.items():
            setattr(row, name, value)
        row.save()
    ReportField.objects.filter(report__public_id=made.report(code)).delete()
    return ReportVersion.objects.create(
        report=report,
        number=1,
        document=document,
        hash="0" * 64,
        sent_at=SENT,
        sent_by_key="k",
        sent_by_name="Ai",
    )
