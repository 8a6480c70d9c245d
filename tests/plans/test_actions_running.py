"""A plan in force: issued, days moved twice with both moves kept, work done late, lines dropped, days worked out again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.factories.criteria import Year, make_year
from tests.factories.plans import (
    CLOSED,
    ISSUED,
    LATER,
    SENT,
    answer,
    close,
    issue,
    key_of,
    make_asked,
    make_consulted,
    make_issued,
    make_plan,
    read,
)
from tests.plans.acts import complete, move, untruths_of_plans
from thidua.accounts.models import User
from thidua.core.calendar import Absolute, Known, Relative, SpecialDay, SpecialKind, shipped_years
from thidua.notices.queries import unread_since
from thidua.organisations.models import Membership
from thidua.plans.actions import (
    correct_holidays,
    drop_activity,
    recount_plan,
    withdraw_completion,
)
from thidua.plans.days import effect_of_move
from thidua.plans.drafts import YearDraft
from thidua.plans.errors import PlanActUnfit, PlanChangedMeanwhile, PlanDaysCircular, PlanRefused
from thidua.plans.models import Activity, Move
from thidua.plans.queries import progress_of, progress_of_years
from thidua.plans.states import ActivityStanding, PlanState
from thidua.plans.truths import DAYS_RESOLVE, HISTORY_LEADS

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    return make_year()


def titles(person: User) -> list[object]:
    """What the person was told of, the newest first."""
    lines, _ = unread_since(person.public_id, since=None)
    return [line.text.params.get("title") for line in lines]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"number": " "}, "number"),
        ({"signer_name": ""}, "signer_name"),
        ({"issued_on": date(2023, 2, 25)}, "issued_on"),
        ({"issued_on": date(2023, 1, 9)}, "issued_on"),
    ],
)
def test_issue_plan_records_the_paper_as_it_is(year: Year, changed: dict[str, Any], where: str) -> None:
    plan = make_consulted(year)

    with pytest.raises(PlanActUnfit) as refused:
        issue(year, plan, **changed)
    issue(year, plan)

    card = read(plan).card
    assert refused.value.where == where
    assert (card.state, card.number, card.issued_on) == (PlanState.ISSUED, "02/KH-K", date(2023, 2, 24))


def test_issue_plan_waits_for_the_consultation_and_for_lines(year: Year) -> None:
    empty = make_plan(year, activities=())
    with pytest.raises(PlanRefused):
        issue(year, empty)
    make_asked(year, empty)
    with pytest.raises(PlanActUnfit) as without_lines:
        issue(year, empty)

    other = make_year("X1", "X2", "X3")
    plan = make_plan(other, activities=[])
    assert without_lines.value.remedy is not None
    assert read(plan).activities == ()


def test_issue_plan_is_refused_while_the_units_answer(year: Year) -> None:
    plan = make_plan(year)
    make_asked(year, plan)

    with pytest.raises(PlanActUnfit):
        issue(year, plan)


def test_issue_plan_refuses_a_day_before_the_version_it_supersedes(year: Year) -> None:
    make_issued(year)
    second = make_plan(year, change_reason="Đổi", at=SENT)
    sent = make_asked(year, second)
    answer(year, sent)
    close(year, sent)
    with pytest.raises(PlanActUnfit) as refused:
        issue(year, second, issued_on=date(2023, 2, 1))

    assert refused.value.where == "issued_on"


def test_a_day_moved_twice_keeps_both_moves(year: Year) -> None:
    plan = make_issued(year)
    move(year, plan, "l-05", Absolute(date(2023, 9, 22)), reason="Đợt cao điểm")
    move(
        year,
        plan,
        "l-05",
        Absolute(date(2023, 9, 25)),
        reason="Nhà thi đấu bận",
        at=LATER + timedelta(days=1),
    )

    row = read(plan).activity("l-05")
    assert row is not None
    assert (row.planned_on, row.due_on) == (date(2023, 9, 15), date(2023, 9, 25))
    assert [(one.was, one.now, one.reason) for one in row.moves] == [
        (date(2023, 9, 15), date(2023, 9, 22), "Đợt cao điểm"),
        (date(2023, 9, 22), date(2023, 9, 25), "Nhà thi đấu bận"),
    ]
    assert untruths_of_plans() == []


def test_moving_an_anchor_moves_what_counts_from_it_but_not_what_is_done(year: Year) -> None:
    plan = make_issued(year)
    complete(year, plan, "l-02", "DV1", date(2023, 3, 3))
    effect = effect_of_move(read(plan), "KICKOFF", Absolute(date(2023, 3, 17)))
    move(year, plan, "KICKOFF", Absolute(date(2023, 3, 17)))

    frame = read(plan)
    assert [shift.code for shift in effect.shifts] == ["KICKOFF", "l-03", "l-04"]
    assert effect.staying == ("l-02",)
    assert {shift.code: shift.now for shift in effect.shifts} == {
        code: frame.days[code] for code in ("KICKOFF", "l-03", "l-04")
    }
    assert frame.days["l-02"] == date(2023, 3, 3)
    moved = {row.code: [one.cause for one in row.moves] for row in frame.activities if row.moves}
    assert moved == {"KICKOFF": ["KICKOFF"], "l-03": ["KICKOFF"], "l-04": ["KICKOFF"]}
    assert untruths_of_plans() == []


def test_units_whose_day_moved_are_told(year: Year) -> None:
    plan = make_issued(year)
    move(year, plan, "l-05", Absolute(date(2023, 9, 22)))

    told = titles(year.officer)
    others = titles(year.deputy_leader)

    assert told == ["Hội thao", "Kế hoạch năm 2023", "Kế hoạch năm 2023"]
    assert others == ["Kế hoạch năm 2023", "Kế hoạch năm 2023"]


def test_of_two_officers_on_one_line_the_second_is_told(year: Year) -> None:
    plan = make_issued(year)
    move(year, plan, "l-05", Absolute(date(2023, 9, 22)), actor=year.head)

    with pytest.raises(PlanChangedMeanwhile) as refused:
        move(year, plan, "l-05", Absolute(date(2023, 9, 29)), seen=date(2023, 9, 15))

    assert refused.value.sentence.params["who"] == "Trương Thị Mỹ Lệ"
    assert read(plan).days["l-05"] == date(2023, 9, 22)
    with pytest.raises(PlanChangedMeanwhile):
        move(year, plan, "l-04", Absolute(date(2023, 9, 29)), seen=date(2023, 1, 1))


@pytest.mark.parametrize(
    ("code", "when", "changed", "where"),
    [
        ("l-05", Absolute(date(2023, 9, 15)), {}, "when"),
        ("l-05", Absolute(date(2023, 9, 22)), {"reason": " "}, "reason"),
        ("l-05", Absolute(date(2031, 9, 22)), {}, "when"),
        ("l-05", Relative("khongco", 1), {}, "when"),
        ("KICKOFF", Relative("l-04", 1), {}, "when"),
        ("zz", Absolute(date(2023, 9, 22)), {}, "code"),
    ],
)
def test_move_activity_refuses_what_does_not_fit(
    year: Year, code: str, when: Any, changed: dict[str, Any], where: str
) -> None:
    plan = make_issued(year)

    with pytest.raises(PlanActUnfit) as refused:
        move(year, plan, code, when, **changed)

    assert refused.value.where == where
    assert (Move.objects.count(), isinstance(refused.value, PlanDaysCircular)) == (0, code == "KICKOFF")


def test_what_is_done_is_not_moved_and_only_the_head_unit_moves(year: Year) -> None:
    plan = make_issued(year)
    complete(year, plan, "l-01", "DV1", date(2023, 1, 10))

    with pytest.raises(PlanActUnfit):
        move(year, plan, "l-01", Absolute(date(2023, 4, 1)))
    for person in (year.officer, year.standing):
        with pytest.raises(PlanRefused):
            move(year, plan, "l-05", Absolute(date(2023, 9, 22)), actor=person)
    with pytest.raises(PlanRefused):
        move(year, make_plan(make_year("Y1", "Y2", "Y3")), "l-05", Absolute(date(2023, 9, 22)))


def test_the_history_of_moves_is_locked_in_the_database(year: Year) -> None:
    plan = make_issued(year)
    move(year, plan, "l-05", Absolute(date(2023, 9, 22)))

    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.update(reason="Khác")


def test_a_line_of_everyone_is_done_when_every_member_of_that_day_has_done_it(year: Year) -> None:
    left = Membership.objects.get(unit=year.units["DV3"])
    left.left_on, left.leaving_decision = date(2023, 3, 1), "9/QĐ"
    left.save()
    plan = make_issued(year)
    complete(year, plan, "l-03", "DV1", date(2023, 3, 16))
    row = read(plan).activity("l-03")
    assert row is not None
    assert read(plan).done_on(row) is None
    with pytest.raises(PlanActUnfit) as not_theirs:
        complete(year, plan, "l-03", "DV3", date(2023, 3, 16))
    complete(year, plan, "l-03", "DV2", date(2023, 3, 20), note="Nộp chậm", actor=year.officer)

    frame = read(plan)
    row = frame.activity("l-03")
    assert row is not None
    assert not_theirs.value.where == "unit"
    assert (frame.done_on(row), frame.late(row, date(2023, 12, 1))) == (date(2023, 3, 20), 2)
    assert frame.standing(row, date(2023, 12, 1)) is ActivityStanding.DONE_LATE


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"done_on": date(2023, 4, 4)}, "done_on"),
        ({"done_on": date(2021, 4, 4)}, "done_on"),
        ({"unit": "khongco"}, "unit"),
    ],
)
def test_complete_activity_refuses_what_cannot_be(year: Year, changed: dict[str, Any], where: str) -> None:
    plan = make_issued(year)

    with pytest.raises(PlanActUnfit) as refused:
        complete(year, plan, "l-03", "DV2", **{"day": date(2023, 3, 16), **changed})

    assert refused.value.where == where


def test_complete_activity_is_for_the_unit_itself_and_the_head_unit(year: Year) -> None:
    plan = make_issued(year)
    complete(year, plan, "l-05", "DV2", date(2023, 4, 1), actor=year.officer)

    with pytest.raises(PlanActUnfit) as twice:
        complete(year, plan, "l-05", "DV2", date(2023, 4, 1))
    with pytest.raises(PlanActUnfit) as another:
        complete(year, plan, "l-03", "DV1", date(2023, 4, 1), actor=year.officer)
    with pytest.raises(PlanRefused) as not_theirs:
        complete(year, plan, "l-02", "DV1", date(2023, 4, 1), actor=year.officer)
    with pytest.raises(PlanRefused):
        complete(year, plan, "KICKOFF", "DV1", date(2023, 4, 1))
    with pytest.raises(PlanRefused) as unknown:
        complete(year, plan, "l-05", "DV2", date(2023, 4, 1), actor=year.stranger)

    assert (twice.value.where, another.value.where) == ("unit", "unit")
    assert (not_theirs.value.verdict.private, unknown.value.verdict.private) == (False, True)


def test_withdraw_completion_needs_a_reason_and_something_to_take_back(year: Year) -> None:
    plan = make_issued(year)
    complete(year, plan, "l-05", "DV2", date(2023, 4, 1))
    fields: dict[str, Any] = {
        "plan": plan,
        "code": "l-05",
        "unit": key_of(year, "DV2"),
        "actor": year.officer,
        "at": datetime(2023, 4, 4, 9, 0, tzinfo=LATER.tzinfo),
    }

    with pytest.raises(PlanActUnfit) as silent:
        withdraw_completion(reason="", **fields)
    withdraw_completion(reason="Ghi nhầm ngày", **fields)
    with pytest.raises(PlanActUnfit) as nothing:
        withdraw_completion(reason="Ghi nhầm ngày", **fields)

    row = read(plan).activity("l-05")
    assert row is not None
    assert (silent.value.where, nothing.value.where, row.completions) == ("reason", "unit", ())


def test_a_dropped_line_is_owed_by_nobody_and_what_counts_from_it_stays(year: Year) -> None:
    plan = make_issued(year)
    drop_activity(plan=plan, code="l-03", reason="Gộp vào hội nghị", actor=year.drafter, at=LATER)

    frame = read(plan)
    row = frame.activity("l-03")
    assert row is not None
    assert frame.standing(row, date(2023, 12, 1)) is ActivityStanding.DROPPED
    assert frame.days["l-04"] == date(2023, 3, 26)
    for code, reason in (("l-03", "Nữa"), ("l-05", " ")):
        with pytest.raises(PlanActUnfit):
            drop_activity(plan=plan, code=code, reason=reason, actor=year.drafter, at=LATER)
    with pytest.raises(PlanRefused):
        complete(year, plan, "l-03", "DV1", date(2023, 4, 1))


def test_a_plan_is_worked_out_again_by_corrected_holidays_and_says_why(year: Year) -> None:
    plan = make_issued(year)
    with pytest.raises(PlanActUnfit):
        recount_plan(
            plan=plan,
            reason="Thử",
            revision=read(plan).card.revision,
            actor=year.drafter,
            at=LATER,
        )
    shipped = next(one for one in shipped_years() if one.year == 2023)
    extra = SpecialDay(date(2023, 3, 14), SpecialKind.HOLIDAY, "Ngày của tỉnh", Known.CONFIRMED, "Công văn")
    correct_holidays(
        calendar=YearDraft(2023, (*shipped.days, extra)),
        reason="Công văn 12",
        revision=0,
        actor=year.standing,
        at=LATER,
    )
    assert read(plan).days["l-03"] == date(2023, 3, 16)

    recount_plan(
        plan=plan,
        reason="Ngày nghỉ mới",
        revision=read(plan).card.revision,
        actor=year.drafter,
        at=LATER,
    )

    frame = read(plan)
    assert (frame.days["l-03"], frame.days["l-04"]) == (date(2023, 3, 17), date(2023, 3, 27))
    assert untruths_of_plans() == []
    with pytest.raises(PlanChangedMeanwhile):
        recount_plan(plan=plan, reason="Nữa", revision=1, actor=year.drafter, at=LATER)


def test_progress_counts_what_is_done_late_overdue_and_next(year: Year) -> None:
    plan = make_issued(year)
    complete(year, plan, "l-01", "DV1", date(2023, 1, 10))
    complete(year, plan, "l-02", "DV1", date(2023, 3, 6))

    told = progress_of(read(plan), date(2023, 4, 3))

    assert (told.total, told.done, told.late, told.overdue, told.share) == (5, 2, 1, 2, 40)
    assert told.following == ("Hội thao", date(2023, 9, 15))
    assert progress_of_years([year.key, "khongco"], on=date(2023, 4, 3)) == {year.key: told}
    assert progress_of_years(["khongco"], on=date(2023, 4, 3)) == {}
    assert CLOSED < ISSUED


def test_a_day_that_no_move_led_to_is_an_untruth(year: Year) -> None:
    plan = make_issued(year)
    Activity.objects.filter(plan__public_id=plan, code="l-04").update(due_on=date(2023, 5, 1))

    found = untruths_of_plans()

    assert [one.invariant for one in found] == [HISTORY_LEADS, DAYS_RESOLVE]
    Activity.objects.filter(plan__public_id=plan, code="l-04").update(base_code="khongco")
    assert [one.invariant for one in untruths_of_plans()] == [HISTORY_LEADS, DAYS_RESOLVE]
