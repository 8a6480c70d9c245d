"""Who may what, person by person; lists agree with predicates."""

from datetime import date

import pytest

from tests.factories.criteria import Year, make_bloc_year, make_year
from tests.factories.plans import (
    asked,
    make_asked,
    make_consulted,
    make_issued,
    make_plan,
    make_text_asked,
    read,
)
from thidua.core.verdict import Verdict
from thidua.plans.models import Consultation, Plan
from thidua.plans.permissions import (
    consultations_visible_to,
    may_close_consultation,
    may_complete_activity,
    may_correct_holidays,
    may_draft_plan,
    may_give_answer,
    may_issue_plan,
    may_keep_feed,
    may_move_days,
    may_open_consultation,
    may_open_plans,
    may_read_consultation,
    may_read_holidays,
    may_read_plan,
    may_read_year,
    may_reply_to_comment,
    may_return_plan,
    may_revise_plan,
    plans_visible_to,
    years_read_by,
)
from thidua.plans.queries import PlanFrame, YearFrame, year_frame

pytestmark = pytest.mark.django_db

ON = date(2023, 1, 16)
PEOPLE = (
    "drafter",
    "head",
    "officer",
    "deputy_leader",
    "standing",
    "secretary",
    "member_of_council",
    "auditor",
    "stranger",
    "other_head",
    "administrator",
)


def told(verdict: Verdict) -> str:
    """`+` allowed, `-` refused with reasons, `.` not even known."""
    return "+" if verdict.allowed else "." if verdict.private else "-"


def row(year: Year, ask: object, *given: object) -> str:
    return "".join(told(ask(getattr(year, who), *given, on=ON)) for who in PEOPLE)  # type: ignore[operator]  # any of the questions


def frame_of(year: Year) -> YearFrame:
    found = year_frame(year.key)
    assert found is not None
    return found


#                 drafter head officer deputy standing secretary council auditor stranger other admin
READING = "++++++++..."
RUNNING = "++------..."


def test_the_year_and_the_room() -> None:
    year = make_year()
    frame = frame_of(year)

    assert row(year, may_read_year, frame) == READING
    assert row(year, may_draft_plan, frame) == RUNNING
    assert row(year, may_open_consultation, frame) == RUNNING
    assert row(year, may_open_plans) == "++++++++++."
    assert row(year, may_keep_feed) == "++++++++++."
    assert row(year, may_read_holidays) == "+++++++++++"
    assert row(year, may_correct_holidays) == "----+-----+"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            make_plan,
            {
                may_read_plan: "++.........",
                may_revise_plan: RUNNING,
                may_issue_plan: "--------...",
                may_return_plan: "--------...",
                may_move_days: "--------...",
            },
        ),
        (
            make_consulted,
            {
                may_read_plan: READING,
                may_revise_plan: RUNNING,
                may_issue_plan: RUNNING,
                may_return_plan: RUNNING,
                may_move_days: "--------...",
            },
        ),
        (
            make_issued,
            {
                may_read_plan: READING,
                may_revise_plan: "--------...",
                may_issue_plan: "--------...",
                may_return_plan: "--------...",
                may_move_days: RUNNING,
            },
        ),
    ],
)
def test_a_plan_in_its_states(make: object, expected: dict[object, str]) -> None:
    year = make_year()
    frame = read(make(year))  # type: ignore[operator]  # any of the questions

    assert {ask: row(year, ask, frame) for ask in expected} == expected


def test_an_archived_year_rests() -> None:
    year = make_year()
    plan = make_issued(year)
    year.bloc_year.state = "archived"
    year.bloc_year.save()

    assert row(year, may_move_days, read(plan)) == "--------..."
    assert row(year, may_draft_plan, frame_of(year)) == "--------..."


def pair(frame: PlanFrame, code: str) -> tuple[PlanFrame, object]:
    found = frame.activity(code)
    assert found is not None
    return frame, found


@pytest.mark.parametrize(
    ("code", "expected"),
    [("l-03", "++++----..."), ("l-05", "+++-----..."), ("l-02", "++------..."), ("KICKOFF", "--------...")],
)
def test_an_activity_is_done_by_its_unit_or_for_it(code: str, expected: str) -> None:
    year = make_year()
    frame = read(make_issued(year))

    assert row(year, may_complete_activity, pair(frame, code)) == expected


def test_a_consultation() -> None:
    year = make_year()
    frame = asked(make_text_asked(year))

    assert row(year, may_read_consultation, frame) == READING
    assert row(year, may_give_answer, frame) == "--++----..."
    assert row(year, may_reply_to_comment, frame) == RUNNING
    assert row(year, may_close_consultation, frame) == "--------..."


def test_lists_agree_with_predicates() -> None:
    year, other = make_year(), make_year("Z1", "Z2", "Z3")
    make_issued(year)
    make_plan(other)
    make_plan(year, change_reason="Đổi")
    make_text_asked(year)
    make_asked(other, Plan.objects.get(bloc_year=other.bloc_year).public_id)
    make_bloc_year(year.bloc, year.units, 2024)

    for who in PEOPLE:
        person = getattr(year, who)
        plans = {plan.public_id for plan in plans_visible_to(person, on=ON)}
        assert plans == {
            plan.public_id
            for plan in Plan.objects.all()
            if may_read_plan(person, read(plan.public_id), on=ON).allowed
        }
        drafts = {one.public_id for one in consultations_visible_to(person, on=ON)}
        assert drafts == {
            one.public_id
            for one in Consultation.objects.all()
            if may_read_consultation(person, asked(one.public_id), on=ON).allowed
        }
        years = {one.public_id for one in years_read_by(person, on=ON, since=2023)}
        every = {str(one.public_id) for one in type(year.bloc_year).objects.all()}
        assert years == {
            key
            for key in every
            if (found := year_frame(key)) is not None and may_read_year(person, found, on=ON).allowed
        }


def test_a_draft_belongs_to_whoever_heads_the_year_that_day() -> None:
    year = make_year()
    plan = make_plan(year)
    lead = year.bloc_year.leads.get(role="head")
    lead.until = date(2023, 6, 30)
    lead.save()
    year.bloc_year.leads.create(unit=year.units["DV3"], role="head", basis="elected", since=date(2023, 7, 1))

    later = date(2023, 7, 3)
    assert told(may_read_plan(year.head, read(plan), on=ON)) == "+"
    assert told(may_read_plan(year.head, read(plan), on=later)) == "."
    assert told(may_read_plan(year.deputy_leader, read(plan), on=later)) == "+"
    assert [one.public_id for one in plans_visible_to(year.deputy_leader, on=later)] == [plan]
    assert list(plans_visible_to(year.head, on=later)) == []
