"""Holidays of the office in place of the shipped ones, calendar addresses, and what a person's calendar holds."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.factories.criteria import Year, make_year
from tests.factories.plans import (
    ANSWERED,
    ISSUED,
    LATER,
    answer,
    close,
    key_of,
    make_asked,
    make_issued,
    make_plan,
    make_text_asked,
    read,
)
from thidua.core.calendar import Absolute, Known, SpecialDay, SpecialKind
from thidua.plans.actions import (
    close_feed,
    complete_activity,
    correct_holidays,
    move_activity,
    open_feed,
    renew_feed,
)
from thidua.plans.drafts import CommentDraft, YearDraft
from thidua.plans.errors import PlanActUnfit, PlanChangedMeanwhile, PlanRefused
from thidua.plans.permissions import consultations_visible_to, plans_visible_to
from thidua.plans.queries import (
    calendar_year,
    calendar_years,
    consultation_frames,
    feed_card,
    feed_lines,
    feed_named,
    feed_owner,
    holidays_in_use,
    plan_frames,
)
from thidua.plans.work import WorkKind, waiting_work

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=LATER.tzinfo)
TET = SpecialDay(date(2027, 2, 8), SpecialKind.HOLIDAY, "Tết Nguyên đán", Known.UNCONFIRMED, "Dự kiến")


@pytest.fixture
def year() -> Year:
    return make_year()


def correct(year: Year, *days: SpecialDay, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "calendar": YearDraft(changed.pop("of", 2027), days, "Chưa có thông báo"),
        "reason": "Văn bản số 1",
        "revision": 0,
        "actor": year.standing,
        "at": AT,
    }
    correct_holidays(**(fields | changed))


def test_an_office_sets_a_year_that_was_not_shipped_and_corrects_it(year: Year) -> None:
    assert calendar_year(2027).holidays.days == ()
    correct(year, TET)
    moved = SpecialDay(date(2027, 2, 9), SpecialKind.HOLIDAY, "Tết Nguyên đán", Known.CONFIRMED, "Văn bản 2")
    correct(year, moved, revision=1, reason="Văn bản số 2", actor=year.administrator)

    card = calendar_year(2027)
    assert (card.own, card.revision, card.holidays.days) == (True, 2, (moved,))
    assert (card.reason, card.corrected_by) == ("Văn bản số 2", year.administrator.full_name)
    assert holidays_in_use().special(date(2027, 2, 8)) is None
    assert [one.year for one in calendar_years()] == [2027, 2026, 2025, 2024, 2023, 2022]


def test_of_two_who_correct_a_year_the_second_is_told(year: Year) -> None:
    correct(year, TET)

    with pytest.raises(PlanChangedMeanwhile) as refused:
        correct(year, TET)
    with pytest.raises(PlanChangedMeanwhile):
        correct(
            year, SpecialDay(date(2026, 1, 1), SpecialKind.HOLIDAY, "A", Known.CONFIRMED), of=2026, revision=1
        )

    assert refused.value.revision == 1


@pytest.mark.parametrize(
    ("days", "changed", "where"),
    [
        ((), {}, "days"),
        ((TET, TET), {}, "days"),
        ((SpecialDay(date(2026, 2, 8), SpecialKind.HOLIDAY, "A", Known.CONFIRMED),), {}, "days"),
        ((SpecialDay(date(2027, 2, 8), SpecialKind.HOLIDAY, " ", Known.CONFIRMED),), {}, "days"),
        ((SpecialDay(date(1800, 2, 8), SpecialKind.HOLIDAY, "A", Known.CONFIRMED),), {"of": 1800}, "days"),
        ((TET,), {"reason": " "}, "reason"),
    ],
)
def test_correct_holidays_refuses_what_does_not_fit(
    year: Year, days: tuple[SpecialDay, ...], changed: dict[str, Any], where: str
) -> None:
    with pytest.raises(PlanActUnfit) as refused:
        correct(year, *days, **changed)

    assert refused.value.where == where
    assert not calendar_year(2027).own


def test_only_keepers_correct_holidays(year: Year) -> None:
    for person in (year.drafter, year.auditor):
        with pytest.raises(PlanRefused):
            correct(year, TET, actor=person)


def test_an_address_is_opened_renewed_and_closed_by_its_own_person(year: Year) -> None:
    fields: dict[str, Any] = {"user": year.officer, "actor": year.officer, "at": AT}
    with pytest.raises(PlanActUnfit):
        renew_feed(**fields)
    key = open_feed(**fields)
    with pytest.raises(PlanActUnfit):
        open_feed(**fields)
    with pytest.raises(PlanActUnfit):
        open_feed(user=year.officer, actor=year.head, at=AT)
    with pytest.raises(PlanRefused):
        open_feed(user=year.administrator, actor=year.administrator, at=AT)
    renew_feed(**fields)
    first = feed_named(key)
    close_feed(**fields)
    with pytest.raises(PlanActUnfit):
        close_feed(**fields)
    closed = feed_card(year.officer.public_id)
    assert first is not None
    assert closed is not None
    assert (first.turn, first.open, closed.open, feed_owner(key)) == (2, True, False, None)

    assert open_feed(**fields) == key
    again = feed_named(key)
    assert again is not None
    assert (again.turn, again.open, feed_owner(key)) == (3, True, year.officer)
    assert feed_card("khongco") is None
    assert feed_named("khongco") is None


def test_a_calendar_holds_what_the_person_sees_and_marks_what_is_theirs(year: Year) -> None:
    plan = make_issued(year)
    make_plan(year, change_reason="Đổi")
    answer(year, make_text_asked(year))
    move_activity(
        plan=plan,
        code="l-05",
        when=Absolute(date(2023, 9, 22)),
        reason="Trùng lịch",
        seen=date(2023, 9, 15),
        actor=year.drafter,
        at=LATER,
    )
    on = date(2023, 3, 6)
    lines = feed_lines(
        plan_frames(plans_visible_to(year.officer, on=on).filter(state="issued"), holidays_in_use()),
        consultation_frames(consultations_visible_to(year.officer, on=on)),
        mine=frozenset({key_of(year, "DV2")}),
        since=date(2023, 1, 15),
        on=on,
    )

    told = sorted((line.day.isoformat(), line.title, line.mine, line.done, line.moves) for line in lines)
    assert told == [
        ("2023-01-20", "Kế hoạch năm 2023", True, False, 0),
        ("2023-01-20", "Quy chế", True, True, 0),
        ("2023-03-03", "Họp trù bị", False, False, 0),
        ("2023-03-10", "Hội nghị triển khai", False, False, 0),
        ("2023-03-16", "Nộp đăng ký", True, False, 0),
        ("2023-03-26", "Gửi đăng ký của Khối", False, False, 0),
        ("2023-09-22", "Hội thao", True, False, 1),
    ]
    assert [line.changed_at for line in lines if line.title == "Hội thao"] == [LATER]


def test_what_waits_is_told_to_whom_it_waits_for(year: Year) -> None:
    sent = make_text_asked(year)
    on = date(2023, 1, 16)
    assert [(one.kind, one.unit.code if one.unit else "") for one in waiting_work(year.officer, on=on)] == [
        (WorkKind.ANSWER_DRAFT, "DV2")
    ]
    assert waiting_work(year.drafter, on=on) == ()
    answer(year, sent, CommentDraft("Lùi hạn", 1))
    assert waiting_work(year.officer, on=on) == ()
    assert [(one.kind, one.count) for one in waiting_work(year.drafter, on=on)] == [
        (WorkKind.REPLY_TO_COMMENTS, 1)
    ]
    assert waiting_work(year.stranger, on=on) == ()
    assert ANSWERED < ISSUED


def test_activities_wait_for_their_unit_from_thirty_days_before(year: Year) -> None:
    plan = make_issued(year)
    on = date(2023, 2, 27)

    waiting = waiting_work(year.deputy_leader, on=on)
    assert [(one.kind, one.code, one.due) for one in waiting] == [
        (WorkKind.DO_ACTIVITY, "l-03", date(2023, 3, 16))
    ]
    assert [one.code for one in waiting_work(year.drafter, on=on)] == ["l-01", "l-02", "l-03", "l-04"]
    assert waiting_work(year.standing, on=on) == ()
    complete_activity(
        plan=plan,
        code="l-03",
        unit=key_of(year, "DV3"),
        done_on=date(2023, 2, 27),
        actor=year.deputy_leader,
        at=ISSUED.replace(day=27),
    )
    assert waiting_work(year.deputy_leader, on=on) == ()
    assert read(plan).card.number == "02/KH-K"


def test_closing_and_issuing_wait_for_the_head_unit(year: Year) -> None:
    plan = make_plan(year)
    sent = make_asked(year, plan)
    later = date(2023, 1, 23)
    assert [one.kind for one in waiting_work(year.drafter, on=later)] == [WorkKind.CLOSE_CONSULTATION]
    close(year, sent)
    assert [(one.kind, one.key) for one in waiting_work(year.head, on=date(2023, 1, 30))] == [
        (WorkKind.ISSUE_PLAN, plan)
    ]
