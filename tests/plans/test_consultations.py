"""Drafts sent round: one answer of each unit, replies with reasons, no answer told as such, a minute that stands."""

from datetime import date
from typing import Any

import pytest

from tests.factories.criteria import Year, make_bloc_year, make_year
from tests.factories.plans import (
    ANSWERED,
    CLOSED,
    DRAFTED,
    LATER,
    SENT,
    UNTIL,
    answer,
    asked,
    close,
    key_of,
    make_asked,
    make_plan,
    make_text_asked,
    read,
    reply,
)
from thidua.foundation.checks import INVARIANTS
from thidua.plans.actions import extend_consultation, revise_plan
from thidua.plans.drafts import CommentDraft
from thidua.plans.errors import PlanActUnfit, PlanChangedMeanwhile, PlanRefused
from thidua.plans.models import Consultation
from thidua.plans.queries import consultation_lines, consultations_of_year
from thidua.plans.states import AnswerKind, ConsultationState, DraftKind, PlanState, Reply
from thidua.plans.truths import MINUTES_WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    return make_year()


def test_a_plan_is_sent_as_it_stands_passage_by_passage_and_stays_so(year: Year) -> None:
    plan = make_plan(year)
    sent = make_asked(year, plan)
    revise_plan(
        plan=plan, title="Khác", text="", revision=read(plan).card.revision, actor=year.drafter, at=ANSWERED
    )

    frame = asked(sent)
    assert frame.passages[:4] == (
        "Mục đích.",
        "Yêu cầu.",
        "l-01 · Gửi dự thảo · 10/01/2023 · ĐV DV1 · Dự thảo",
        "l-02 · Họp trù bị · 03/03/2023 · ĐV DV1",
    )
    assert read(plan).card.state is PlanState.CONSULTED
    assert [member.code for member in frame.asked] == ["DV2", "DV3"]
    assert frame.silent == frame.asked


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"answers_until": date(2023, 1, 11)}, "answers_until"),
        ({"title": " "}, "title"),
        ({"text": "\n"}, "text"),
        ({"kind": DraftKind.PLAN}, "plan"),
    ],
)
def test_open_consultation_refuses_what_does_not_fit(year: Year, changed: dict[str, Any], where: str) -> None:
    with pytest.raises(PlanActUnfit) as refused:
        make_text_asked(year, **changed)

    assert refused.value.where == where
    assert Consultation.objects.count() == 0


def test_a_plan_is_with_the_units_once_at_a_time_and_only_its_own_bloc_year_sends_it(year: Year) -> None:
    plan = make_plan(year)
    make_asked(year, plan)

    with pytest.raises(PlanActUnfit):
        make_asked(year, plan)
    other = make_year("Z1", "Z2", "Z3")
    with pytest.raises(PlanRefused):
        make_asked(other, plan)
    with pytest.raises(PlanRefused):
        make_text_asked(year, actor=year.officer)


def test_another_years_plan_is_not_sent_by_this_one(year: Year) -> None:
    later = make_bloc_year(year.bloc, year.units, 2024)
    plan = make_plan(year)

    with pytest.raises(PlanActUnfit) as refused:
        make_asked(year, plan, bloc_year=str(later.public_id))

    assert refused.value.where == "plan"


def test_one_answer_of_each_unit_a_later_one_replaces_the_earlier(year: Year) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Ghi rõ hơn", 2), CommentDraft("Chung", 0), CommentDraft("  ", 1))
    answer(year, sent, CommentDraft("Chỉ điều 1", 1), revision=1)

    frame = asked(sent)
    (given,) = frame.answers.values()
    assert (given.kind, given.revision) == (AnswerKind.COMMENTED, 2)
    assert [(one.passage, one.quoted, one.text) for one in frame.comments] == [
        (1, "Điều 1. Nguyên tắc.", "Chỉ điều 1")
    ]
    with pytest.raises(PlanChangedMeanwhile):
        answer(year, sent, revision=1)


@pytest.mark.parametrize(
    ("comments", "changed", "where"),
    [
        ([CommentDraft("A", 1)], {"kind": AnswerKind.AGREED}, "kind"),
        ([], {"kind": AnswerKind.COMMENTED}, "comments"),
        ([CommentDraft("A", 3)], {}, "comments"),
        ([CommentDraft("A", -1)], {}, "comments"),
        ([CommentDraft("A", 1)] * 61, {}, "comments"),
        ([], {"unit": "khongco"}, "unit"),
    ],
)
def test_give_answer_refuses_what_does_not_fit(
    year: Year, comments: list[CommentDraft], changed: dict[str, Any], where: str
) -> None:
    sent = make_text_asked(year)

    with pytest.raises(PlanActUnfit) as refused:
        answer(year, sent, *comments, **changed)

    assert refused.value.where == where
    assert asked(sent).answers == {}


def test_who_was_not_asked_does_not_answer(year: Year) -> None:
    sent = make_text_asked(year)

    for person in (year.drafter, year.standing):
        with pytest.raises(PlanRefused) as refused:
            answer(year, sent, actor=person)
        assert not refused.value.verdict.private
    for person in (year.stranger, year.administrator):
        with pytest.raises(PlanRefused) as unknown:
            answer(year, sent, actor=person)
        assert unknown.value.verdict.private
    with pytest.raises(PlanRefused):
        answer(year, "khongco")


def test_a_late_answer_is_taken_and_told_as_late(year: Year) -> None:
    sent = make_text_asked(year)
    answer(year, sent, at=CLOSED)

    frame = asked(sent)
    assert [frame.late(one) for one in frame.answers.values()] == [7]


def test_a_reply_takes_the_comment_or_says_why_not(year: Year) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))

    with pytest.raises(PlanActUnfit) as silent:
        reply(year, sent, reply=Reply.NOT_TAKEN, words=" ")
    with pytest.raises(PlanActUnfit) as undecided:
        reply(year, sent, reply=Reply.WAITING)
    with pytest.raises(PlanActUnfit):
        reply(year, sent, comment="khongco")
    with pytest.raises(PlanRefused):
        reply(year, sent, actor=year.officer)
    reply(year, sent, reply=Reply.NOT_TAKEN, words="Giữ hạn để kịp tổng hợp")

    (comment,) = asked(sent).comments
    assert (silent.value.where, undecided.value.where) == ("words", "reply")
    assert (comment.reply, comment.reply_words) == (Reply.NOT_TAKEN, "Giữ hạn để kịp tổng hợp")
    with pytest.raises(PlanActUnfit):
        answer(year, sent, revision=1)


def test_a_consultation_is_closed_when_all_is_said_and_its_minute_tells_the_silent(year: Year) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))

    with pytest.raises(PlanRefused) as open_comment:
        close(year, sent)
    reply(year, sent)
    with pytest.raises(PlanRefused) as too_early:
        close(year, sent, at=ANSWERED)
    close(year, sent, conclusion="Tiếp thu một ý kiến")

    frame = asked(sent)
    assert len(open_comment.value.verdict.reasons()) == 1
    assert len(too_early.value.verdict.reasons()) == 1
    assert (frame.state, frame.conclusion) == (ConsultationState.CLOSED, "Tiếp thu một ý kiến")
    assert [member.code for member in frame.silent] == ["DV3"]
    with pytest.raises(PlanRefused):
        answer(year, sent, revision=1, at=LATER)
    assert list(INVARIANTS[MINUTES_WHOLE]()) == []


def test_when_every_unit_has_answered_it_may_be_closed_before_the_day(year: Year) -> None:
    sent = make_text_asked(year)
    answer(year, sent)
    answer(year, sent, unit=key_of(year, "DV3"), actor=year.deputy_leader)

    close(year, sent, at=ANSWERED)

    assert asked(sent).state is ConsultationState.CLOSED


def test_a_closed_consultation_with_a_comment_that_waits_is_an_untruth(year: Year) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))
    Consultation.objects.update(state="closed", closed_at=CLOSED, closed_by_name="?")

    assert [found.on for found in INVARIANTS[MINUTES_WHOLE]()] == [sent]


def test_extend_consultation_gives_more_time_with_a_reason(year: Year) -> None:
    sent = make_text_asked(year)
    fields: dict[str, Any] = {"consultation": sent, "actor": year.drafter, "at": ANSWERED}

    for until, reason in ((UNTIL, "Đơn vị xin thêm"), (date(2023, 1, 31), " ")):
        with pytest.raises(PlanActUnfit):
            extend_consultation(answers_until=until, reason=reason, **fields)
    extend_consultation(answers_until=date(2023, 1, 31), reason="Đơn vị xin thêm", **fields)

    assert asked(sent).answers_until == date(2023, 1, 31)
    with pytest.raises(PlanRefused):
        extend_consultation(
            answers_until=date(2023, 2, 3), reason="X", consultation=sent, actor=year.officer, at=ANSWERED
        )


def test_lists_tell_answers_comments_and_what_waits(year: Year) -> None:
    first = make_text_asked(year)
    answer(year, first, CommentDraft("A", 1), CommentDraft("B", 2))
    second = make_asked(year, make_plan(year), at=ANSWERED)

    lines = consultation_lines(year.bloc_year.pk)

    assert [(one.public_id, one.answers, one.comments, one.waiting) for one in lines] == [
        (second, 0, 0, 0),
        (first, 1, 2, 2),
    ]
    assert [frame.public_id for frame in consultations_of_year(year.key)] == [second, first]
    assert DRAFTED < SENT
