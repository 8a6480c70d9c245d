"""Asking for reports: who is asked, what is refused, deadlines that move, members that change, rules."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import DatabaseError

from tests.factories.criteria import make_unit
from tests.factories.reports import (
    ASKED,
    HALF,
    QUARTER,
    Reporting,
    ask,
    make_plain,
    receive,
    sent,
)
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry, OutboxMessage
from thidua.notices.models import Notice
from thidua.organisations.models import BlocYear, Membership
from thidua.reports.actions import (
    close_request,
    match_members,
    move_deadline,
    open_request,
    reopen_request,
    set_rules,
)
from thidua.reports.counting import Rules
from thidua.reports.errors import ReportActUnfit, ReportRefused
from thidua.reports.models import DeadlineMove, ReportRequest
from thidua.reports.queries import moves_of, rules_of
from thidua.reports.states import CountsAs, PeriodKind, ReportState, RequestState

pytestmark = pytest.mark.django_db
OPENED = datetime(2023, 2, 27, 8, 30, tzinfo=VIET_NAM)


def last_act() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("name", flat=True)[0]


def join(made: Reporting, code: str, on: date, *, left: date | None = None) -> None:
    unit = make_unit(code)
    made.world.year.units[code] = unit
    Membership.objects.create(
        bloc_year=made.world.year.bloc_year,
        unit=unit,
        position=9,
        joined_on=on,
        left_on=left,
        decision="2/QĐ",
        leaving_decision="3/QĐ" if left else "",
        year_from=date(2023, 1, 1),
        year_to=date(2023, 12, 31),
    )


def test_opening_a_request_asks_every_member_and_tells_it() -> None:
    made = make_plain()

    frame = made.frame
    assert [row.code for row in frame.reports] == ["DV1", "DV2", "DV3"]
    assert {row.state for row in frame.reports} == {ReportState.DRAFTED}
    assert (frame.code, frame.due, frame.state) == ("q1", date(2023, 3, 20), RequestState.OPENED)
    assert last_act() == "reports.open_request"
    told = set(Notice.objects.values_list("account__full_name", flat=True))
    assert {"Chuyên viên DV1", "Giám đốc DV2", "Phó Giám đốc DV3"} <= told


def test_reminders_are_planned_on_their_days() -> None:
    make_plain()

    due = OutboxMessage.objects.filter(kind="reports.remind").order_by("due_at")
    assert [one.due_at.astimezone(VIET_NAM).date() for one in due] == [
        date(2023, 3, 13),
        date(2023, 3, 17),
        date(2023, 3, 19),
        date(2023, 3, 21),
    ]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"name": "  "}, "name"),
        ({"period_to": date(2022, 12, 1)}, "period_to"),
        ({"period_from": date(2021, 1, 1)}, "period_from"),
        ({"due": date(2023, 2, 26)}, "due"),
        ({"due": date(2025, 1, 1)}, "due"),
        ({"data_until": date(2023, 5, 1)}, "data_until"),
        ({"code": ""}, "period"),
        ({"kind": PeriodKind.HALF_YEAR}, "period"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(changed: dict[str, object], where: str) -> None:
    made = make_plain()
    asked = replace(QUARTER, **({"code": "q2"} | changed if where != "period" else changed))  # type: ignore[arg-type]  # fields of the request

    with pytest.raises(ReportActUnfit) as refused:
        open_request(bloc_year=made.key, asked=asked, actor=made.head, at=OPENED)

    assert refused.value.where == where
    assert ReportRequest.objects.count() == 1


def test_ad_hoc_reports_may_be_asked_for_again_and_again() -> None:
    made = make_plain()
    hasty = replace(QUARTER, kind=PeriodKind.AD_HOC, name="Báo cáo đột xuất")

    ask(made.world, hasty)
    ask(made.world, hasty)

    assert set(ReportRequest.objects.values_list("code", flat=True)) == {"q1", "x1", "x2"}


@pytest.mark.parametrize("state", ["concluded", "archived"])
def test_a_concluded_year_takes_no_request(state: str) -> None:
    made = make_plain()
    BlocYear.objects.filter(pk=made.world.year.bloc_year.pk).update(state=state)

    with pytest.raises(ReportRefused):
        ask(made.world, replace(QUARTER, code="q2"))


def test_a_year_that_is_not_there_is_refused_as_hidden() -> None:
    made = make_plain()

    with pytest.raises(ReportRefused) as refused:
        open_request(bloc_year="nothing", asked=QUARTER, actor=made.head, at=OPENED)

    assert refused.value.verdict.private


def test_a_unit_is_asked_for_the_part_of_the_period_it_belongs_to() -> None:
    made = make_plain()
    join(made, "DV8", date(2023, 2, 1))
    join(made, "DV9", date(2023, 1, 15), left=date(2023, 5, 2))

    request = ask(made.world, replace(HALF, asks_figures=False), at=ASKED)

    rows = {row.code: row for row in Reporting(made.world, request).frame.reports}
    assert (rows["DV8"].asked_from, rows["DV8"].asked_to) == (date(2023, 2, 1), date(2023, 6, 30))
    assert (rows["DV9"].asked_from, rows["DV9"].asked_to) == (date(2023, 1, 15), date(2023, 5, 2))
    assert rows["DV1"].asked_from == date(2023, 1, 1)


def test_a_unit_that_left_before_the_period_is_not_asked() -> None:
    made = make_plain()
    join(made, "DV9", date(2023, 1, 15), left=date(2023, 5, 2))
    third = replace(
        QUARTER, code="q3", period_from=date(2023, 7, 1), period_to=date(2023, 9, 30), due=date(2023, 9, 20)
    )

    request = ask(made.world, third)

    assert [row.code for row in Reporting(made.world, request).frame.reports] == ["DV1", "DV2", "DV3"]


def test_no_member_in_the_period_is_refused() -> None:
    made = make_plain()
    Membership.objects.update(left_on=date(2023, 2, 1), leaving_decision="3/QĐ")
    third = replace(
        QUARTER, code="q3", period_from=date(2023, 7, 1), period_to=date(2023, 9, 30), due=date(2023, 9, 20)
    )

    with pytest.raises(ReportActUnfit, match="No unit belongs"):
        ask(made.world, third)


def test_matching_members_asks_the_new_and_releases_who_left() -> None:
    made = make_plain()
    join(made, "DV8", date(2023, 3, 1))
    Membership.objects.filter(unit=made.world.unit("DV3")).update(
        joined_on=date(2022, 1, 1), left_on=date(2022, 12, 31), leaving_decision="3/QĐ"
    )

    found = match_members(request=made.request, actor=made.head, at=OPENED)

    assert found == (1, 1)
    assert [(row.code, row.state) for row in made.frame.reports] == [
        ("DV1", ReportState.DRAFTED),
        ("DV2", ReportState.DRAFTED),
        ("DV3", ReportState.RELEASED),
        ("DV8", ReportState.DRAFTED),
    ]
    assert [row.code for row in made.frame.asked] == ["DV1", "DV2", "DV8"]


def test_a_unit_that_comes_back_is_asked_again() -> None:
    made = make_plain()
    member = Membership.objects.filter(unit=made.world.unit("DV3"))
    member.update(joined_on=date(2022, 1, 1), left_on=date(2022, 12, 31), leaving_decision="3/QĐ")
    match_members(request=made.request, actor=made.head, at=OPENED)
    member.update(left_on=None, leaving_decision="")

    assert match_members(request=made.request, actor=made.head, at=OPENED) == (1, 0)
    assert made.place("DV3").row.state is ReportState.DRAFTED
    with pytest.raises(ReportActUnfit, match="nothing to change"):
        match_members(request=made.request, actor=made.head, at=OPENED)


def test_a_deadline_moved_twice_keeps_both_moves() -> None:
    made = make_plain()
    first, second = date(2023, 3, 24), date(2023, 3, 31)

    move_deadline(
        request=made.request, was=QUARTER.due, due=first, reason="Nghỉ lễ", actor=made.head, at=OPENED
    )
    move_deadline(request=made.request, was=first, due=second, reason="Thêm biểu", actor=made.head, at=OPENED)

    assert made.frame.due == second
    assert [(move.was, move.due, move.reason) for move in moves_of(made.frame.id)] == [
        (QUARTER.due, first, "Nghỉ lễ"),
        (first, second, "Thêm biểu"),
    ]
    assert last_act() == "reports.move_deadline"


def test_of_two_officers_who_move_a_deadline_at_once_the_second_is_told() -> None:
    made = make_plain()
    move_deadline(
        request=made.request,
        was=QUARTER.due,
        due=date(2023, 3, 24),
        reason="Nghỉ lễ",
        actor=made.head,
        at=OPENED,
    )

    with pytest.raises(ReportActUnfit, match="moved meanwhile"):
        move_deadline(
            request=made.request,
            was=QUARTER.due,
            due=date(2023, 3, 31),
            reason="Thêm biểu",
            actor=made.world.signers.heads["DV1"],
            at=OPENED,
        )

    assert DeadlineMove.objects.count() == 1


@pytest.mark.parametrize(
    ("due", "reason", "where"),
    [
        (date(2023, 3, 31), "  ", "reason"),
        (date(2023, 3, 20), "Như cũ", "due"),
        (date(2023, 1, 1), "Sớm hơn", "due"),
    ],
)
def test_a_move_needs_another_day_to_come_and_a_reason(due: date, reason: str, where: str) -> None:
    made = make_plain()

    with pytest.raises(ReportActUnfit) as refused:
        move_deadline(
            request=made.request, was=QUARTER.due, due=due, reason=reason, actor=made.head, at=OPENED
        )

    assert refused.value.where == where


def test_a_moved_deadline_counts_received_reports_anew_and_unsent_units_are_told() -> None:
    made = make_plain()
    at = datetime(2023, 3, 24, 9, 0, tzinfo=VIET_NAM)
    sent(made, "DV3", at=at)
    receive(made, "DV3", at=at)
    Notice.objects.all().delete()

    move_deadline(
        request=made.request,
        was=QUARTER.due,
        due=date(2023, 3, 31),
        reason="Thêm biểu",
        actor=made.head,
        at=at,
    )

    row = made.place("DV3").row
    assert (row.days_late, row.counts_as) == (-7, CountsAs.ON_TIME)
    told = set(Notice.objects.values_list("account__full_name", flat=True))
    assert "Chuyên viên DV2" in told
    assert "Chuyên viên DV3" not in told


def test_a_period_is_closed_and_opened_again_with_a_reason() -> None:
    made = make_plain()
    close_request(request=made.request, actor=made.head, at=OPENED)
    assert made.frame.closed_by == "Trần Minh Khang"

    with pytest.raises(ReportRefused):
        close_request(request=made.request, actor=made.head, at=OPENED)
    with pytest.raises(ReportActUnfit):
        reopen_request(request=made.request, reason=" ", actor=made.head, at=OPENED)
    reopen_request(request=made.request, reason="Còn một đơn vị", actor=made.head, at=OPENED)

    assert made.frame.state is RequestState.OPENED
    with pytest.raises(ReportRefused):
        reopen_request(request=made.request, reason="Lần nữa", actor=made.head, at=OPENED)


def test_a_request_that_is_not_there_is_refused_as_hidden() -> None:
    made = make_plain()

    with pytest.raises(ReportRefused) as refused:
        close_request(request="nothing", actor=made.head, at=OPENED)

    assert refused.value.verdict.private


def test_rules_are_kept_by_year_and_count_what_was_received_anew() -> None:
    made = make_plain()
    at = datetime(2023, 3, 24, 9, 0, tzinfo=VIET_NAM)
    sent(made, "DV3", at=at)
    receive(made, "DV3", at=at)
    assert made.place("DV3").row.counts_as is CountsAs.LATE

    rules = Rules(remind_days=(1, 5, 5), missing_after=3)
    set_rules(bloc_year=made.key, rules=rules, actor=made.head, at=at)

    assert rules_of(made.key) == replace(rules, remind_days=(5, 1))
    assert made.place("DV3").row.counts_as is CountsAs.MISSING


@pytest.mark.parametrize("days", [(-1,), (400,), tuple(range(1, 12))])
def test_rules_that_make_no_sense_are_refused(days: tuple[int, ...]) -> None:
    made = make_plain()

    with pytest.raises(ReportActUnfit):
        set_rules(bloc_year=made.key, rules=Rules(remind_days=days), actor=made.head, at=OPENED)


def test_moves_of_a_deadline_are_locked_in_the_database() -> None:
    made = make_plain()
    move_deadline(
        request=made.request,
        was=QUARTER.due,
        due=date(2023, 3, 31),
        reason="Thêm biểu",
        actor=made.head,
        at=OPENED,
    )

    with pytest.raises(DatabaseError, match="only ever added"):
        DeadlineMove.objects.update(reason="khác")
