"""A plan in preparation: begun, changed line by line, its days worked out, circles refused."""

from datetime import date
from typing import Any

import pytest

from tests.factories.criteria import Year, make_year
from tests.factories.plans import (
    ANSWERED,
    CLOSED,
    DRAFTED,
    ISSUED,
    LATER,
    LINES,
    close,
    issue,
    make_asked,
    make_consulted,
    make_issued,
    make_plan,
    read,
)
from thidua.core.calendar import Absolute, DayKind, Relative
from thidua.foundation.acts import latest_acts
from thidua.plans.actions import (
    add_activity,
    complete_activity,
    draft_plan,
    drop_activity,
    remove_activity,
    return_plan,
    revise_activity,
    revise_plan,
)
from thidua.plans.drafts import ActivityDraft
from thidua.plans.errors import PlanActUnfit, PlanChangedMeanwhile, PlanDaysCircular, PlanRefused
from thidua.plans.queries import plans_of_year, shown_plan
from thidua.plans.states import PlanState

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    return make_year()


def line(code: str, when: Any, **more: Any) -> ActivityDraft:
    return ActivityDraft(code, f"Việc {code}", when, **more)


def test_draft_plan_works_the_days_out_whatever_the_order_of_its_lines(year: Year) -> None:
    frame = read(make_plan(year))

    assert {row.code: row.due_on for row in frame.activities} == {
        "l-01": date(2023, 1, 10),
        "l-02": date(2023, 3, 3),
        "KICKOFF": date(2023, 3, 10),
        "l-03": date(2023, 3, 16),
        "l-04": date(2023, 3, 26),
        "l-05": date(2023, 9, 15),
    }
    assert (frame.card.state, frame.card.version, frame.card.passages) == (
        PlanState.DRAFTED,
        1,
        ("Mục đích.", "Yêu cầu."),
    )
    (act,) = latest_acts(scope=year.key, prefix="plans.", limit=5)
    assert act.name == "plans.draft_plan"


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ([line("a", Relative("b", 1))], "activities"),
        ([line("a", Absolute(date(2023, 1, 1))), line("a", Absolute(date(2023, 1, 1)))], "code"),
        ([line("hai chữ", Absolute(date(2023, 1, 1)))], "code"),
        ([line("", Absolute(date(2023, 1, 1)))], "code"),
        ([ActivityDraft("a", " ", Absolute(date(2023, 1, 1)))], "title"),
        ([line("a", Absolute(date(2023, 1, 1)), owner="KHONGCO")], "owner"),
        ([line("a", Absolute(date(1999, 1, 1)))], "activities"),
        ([line("a", Absolute(date(2023, 1, 1))), line("b", Relative("a", 4_000_000))], "activities"),
        ([line(f"k{number}", Absolute(date(2023, 1, 1))) for number in range(301)], "activities"),
    ],
)
def test_draft_plan_refuses_lines_that_do_not_fit(year: Year, lines: list[ActivityDraft], where: str) -> None:
    with pytest.raises(PlanActUnfit) as refused:
        make_plan(year, activities=lines)

    assert refused.value.where == where
    assert plans_of_year(year.key) == ()


def test_draft_plan_refuses_days_that_count_in_a_circle_and_names_it(year: Year) -> None:
    with pytest.raises(PlanDaysCircular) as refused:
        make_plan(year, activities=[line("a", Relative("b", 1)), line("b", Relative("a", -1))])

    assert refused.value.path == ("a", "b", "a")
    assert refused.value.sentence.params["path"] == "a → b → a"


def test_draft_plan_refuses_a_second_draft_and_a_version_without_a_reason(year: Year) -> None:
    make_issued(year)

    with pytest.raises(PlanActUnfit) as no_reason:
        draft_plan(bloc_year=year.key, title="Bản hai", actor=year.drafter, at=LATER)
    make_plan(year, change_reason="Đổi ngày hội nghị", at=LATER)
    with pytest.raises(PlanActUnfit) as second:
        make_plan(year, change_reason="Nữa", at=LATER)

    assert (no_reason.value.where, second.value.where) == ("change_reason", "")


def test_draft_plan_is_for_the_head_unit(year: Year) -> None:
    for person in (year.officer, year.standing, year.auditor):
        with pytest.raises(PlanRefused) as refused:
            make_plan(year, actor=person)
        assert not refused.value.verdict.private
    for person in (year.stranger, year.administrator):
        with pytest.raises(PlanRefused) as unknown:
            make_plan(year, actor=person)
        assert unknown.value.verdict.private
    with pytest.raises(PlanRefused):
        make_plan(year, bloc_year="khongco")


def test_a_new_version_takes_over_the_lines_that_were_not_dropped_and_what_was_done(year: Year) -> None:
    first = make_issued(year)
    complete_activity(
        plan=first,
        code="l-01",
        unit=str(year.units["DV1"].public_id),
        done_on=date(2023, 1, 10),
        actor=year.drafter,
        at=ISSUED,
    )
    drop_activity(plan=first, code="l-05", reason="Không tổ chức", actor=year.drafter, at=LATER)
    second = draft_plan(
        bloc_year=year.key,
        title="Kế hoạch sửa đổi",
        based_on=first,
        change_reason="Thêm việc",
        actor=year.drafter,
        at=LATER,
    )
    close(year, make_asked(year, second, answers_until=LATER.date(), at=LATER), at=ISSUED.replace(month=4))
    issue(year, second, number="05/KH-K", issued_on=date(2023, 3, 24), at=ISSUED.replace(month=4))

    frame = read(second)
    assert [row.code for row in frame.activities] == ["l-01", "l-02", "KICKOFF", "l-03", "l-04"]
    done = frame.activity("l-01")
    assert done is not None
    assert frame.done_on(done) == date(2023, 1, 10)
    cards = {card.version: card for card in plans_of_year(year.key)}
    assert (cards[1].state, cards[1].superseded_on) == (PlanState.SUPERSEDED, date(2023, 3, 24))
    assert shown_plan(cards.values()) == cards[2]


def test_draft_plan_from_a_version_that_is_not_there_is_refused(year: Year) -> None:
    with pytest.raises(PlanActUnfit) as refused:
        make_plan(year, based_on="khongco")

    assert refused.value.where == "based_on"


def test_revise_plan_notices_that_somebody_saved_in_between(year: Year) -> None:
    plan = make_plan(year)
    revise_plan(plan=plan, title="Của Lệ", text="", revision=1, actor=year.head, at=ANSWERED)

    with pytest.raises(PlanChangedMeanwhile) as refused:
        revise_plan(plan=plan, title="Của Khang", text="", revision=1, actor=year.drafter, at=ANSWERED)

    assert refused.value.revision == 2
    assert refused.value.sentence.params["who"] == "Trương Thị Mỹ Lệ"
    assert read(plan).card.title == "Của Lệ"
    with pytest.raises(PlanActUnfit):
        revise_plan(plan=plan, title=" ", text="", revision=2, actor=year.head, at=ANSWERED)


def test_an_issued_plan_is_not_rewritten(year: Year) -> None:
    plan = make_issued(year)

    for verb in (
        lambda: revise_plan(plan=plan, title="X", text="", revision=3, actor=year.drafter, at=LATER),
        lambda: add_activity(
            plan=plan, activity=line("x", Absolute(date(2023, 5, 1))), actor=year.drafter, at=LATER
        ),
        lambda: return_plan(plan=plan, reason="Sửa", actor=year.drafter, at=LATER),
    ):
        with pytest.raises(PlanRefused):
            verb()


def test_add_activity_appends_a_line_and_refuses_a_code_that_is_taken(year: Year) -> None:
    plan = make_plan(year)
    add_activity(
        plan=plan,
        activity=line("l-06", Relative("l-04", 5), owner=str(year.office.public_id)),
        actor=year.drafter,
        at=ANSWERED,
    )

    row = read(plan).activity("l-06")
    assert row is not None
    assert (row.due_on, row.owner) == (date(2023, 3, 31), year.office.pk)
    with pytest.raises(PlanActUnfit) as taken:
        add_activity(
            plan=plan, activity=line("l-06", Absolute(date(2023, 5, 1))), actor=year.drafter, at=ANSWERED
        )
    with pytest.raises(PlanDaysCircular):
        add_activity(plan=plan, activity=line("l-07", Relative("l-07", 1)), actor=year.drafter, at=ANSWERED)
    assert taken.value.where == "code"


def test_revise_activity_works_out_what_counts_from_it_and_keeps_to_a_new_code(year: Year) -> None:
    plan = make_plan(year)
    revise_activity(
        plan=plan,
        code="KICKOFF",
        activity=ActivityDraft("HN", "Hội nghị", Absolute(date(2023, 3, 17)), "DV1", "Giao ước", anchor=True),
        revision=1,
        actor=year.drafter,
        at=ANSWERED,
    )

    frame = read(plan)
    anchor = frame.activity("HN")
    assert anchor is not None
    assert (anchor.owner, anchor.output) == (None, "")
    assert frame.days == {
        "l-01": date(2023, 1, 10),
        "l-02": date(2023, 3, 10),
        "HN": date(2023, 3, 17),
        "l-03": date(2023, 3, 23),
        "l-04": date(2023, 4, 2),
        "l-05": date(2023, 9, 15),
    }
    with pytest.raises(PlanDaysCircular):
        revise_activity(
            plan=plan,
            code="HN",
            activity=line("HN", Relative("l-04", 1)),
            revision=2,
            actor=year.drafter,
            at=ANSWERED,
        )
    with pytest.raises(PlanActUnfit):
        revise_activity(
            plan=plan,
            code="HN",
            activity=line("l-01", Absolute(date(2023, 3, 1))),
            revision=2,
            actor=year.drafter,
            at=ANSWERED,
        )
    with pytest.raises(PlanActUnfit) as gone:
        revise_activity(plan=plan, code="XX", activity=LINES[0], revision=2, actor=year.drafter, at=ANSWERED)
    assert gone.value.where == "code"


def test_revise_activity_keeps_the_kind_of_days_of_a_fixed_day(year: Year) -> None:
    plan = make_plan(year)
    revise_activity(
        plan=plan,
        code="l-05",
        activity=line("l-05", Absolute(date(2023, 9, 20)), day_kind=DayKind.WORKING),
        revision=1,
        actor=year.drafter,
        at=ANSWERED,
    )

    row = read(plan).activity("l-05")
    assert row is not None
    assert row.day_kind is DayKind.WORKING


def test_remove_activity_refuses_a_line_others_count_from(year: Year) -> None:
    plan = make_plan(year)

    with pytest.raises(PlanActUnfit) as refused:
        remove_activity(plan=plan, code="l-03", revision=1, actor=year.drafter, at=ANSWERED)
    remove_activity(plan=plan, code="l-04", revision=1, actor=year.drafter, at=ANSWERED)

    assert refused.value.sentence.params["codes"] == "l-04"
    assert read(plan).activity("l-04") is None


def test_return_plan_needs_a_closed_consultation_and_a_reason(year: Year) -> None:
    plan = make_plan(year)
    sent = make_asked(year, plan)

    with pytest.raises(PlanActUnfit):
        return_plan(plan=plan, reason="Soạn lại", actor=year.drafter, at=ANSWERED)
    close(year, sent)
    with pytest.raises(PlanActUnfit) as silent:
        return_plan(plan=plan, reason=" ", actor=year.drafter, at=CLOSED)
    return_plan(plan=plan, reason="Soạn lại", actor=year.drafter, at=CLOSED)

    assert silent.value.where == "reason"
    assert (read(plan).card.state, read(plan).card.returned_reason) == (PlanState.DRAFTED, "Soạn lại")
    with pytest.raises(PlanRefused):
        return_plan(plan="khongco", reason="Soạn lại", actor=year.drafter, at=CLOSED)


def test_a_consulted_plan_may_still_be_changed(year: Year) -> None:
    plan = make_consulted(year)

    revise_plan(
        plan=plan,
        title="Sau góp ý",
        text="",
        revision=read(plan).card.revision,
        actor=year.drafter,
        at=CLOSED,
    )

    assert (read(plan).card.title, read(plan).card.state) == ("Sau góp ý", PlanState.CONSULTED)
    assert DRAFTED < CLOSED
