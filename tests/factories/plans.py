"""Plans, consultations and holidays made through the room's own verbs, on the bloc-year of `factories.criteria`."""

from datetime import date, datetime
from typing import Any

from tests.factories.criteria import Year
from thidua.core.calendar import Absolute, DayKind, Relative
from thidua.foundation.clock import VIET_NAM
from thidua.plans.actions import (
    close_consultation,
    draft_plan,
    give_answer,
    issue_plan,
    open_consultation,
    reply_to_comment,
)
from thidua.plans.drafts import ActivityDraft, CommentDraft
from thidua.plans.queries import ConsultationFrame, PlanFrame, consultation_frame, plan_frame
from thidua.plans.states import AnswerKind, DraftKind, Reply

DRAFTED = datetime(2023, 1, 10, 9, 0, tzinfo=VIET_NAM)
SENT = datetime(2023, 1, 12, 9, 0, tzinfo=VIET_NAM)
ANSWERED = datetime(2023, 1, 16, 9, 0, tzinfo=VIET_NAM)
CLOSED = datetime(2023, 1, 27, 9, 0, tzinfo=VIET_NAM)
ISSUED = datetime(2023, 2, 24, 14, 0, tzinfo=VIET_NAM)
LATER = datetime(2023, 3, 6, 9, 0, tzinfo=VIET_NAM)
UNTIL = date(2023, 1, 20)

LINES = (
    ActivityDraft("KICKOFF", "Hội nghị triển khai", Absolute(date(2023, 3, 10)), anchor=True),
    ActivityDraft("l-01", "Gửi dự thảo", Absolute(date(2023, 1, 10)), "DV1", "Dự thảo"),
    ActivityDraft("l-02", "Họp trù bị", Relative("KICKOFF", -7), "DV1"),
    ActivityDraft("l-03", "Nộp đăng ký", Relative("KICKOFF", 4, DayKind.WORKING), "", "Ba bản đăng ký"),
    ActivityDraft("l-04", "Gửi đăng ký của Khối", Relative("l-03", 10), "DV1"),
    ActivityDraft("l-05", "Hội thao", Absolute(date(2023, 9, 15)), "DV2"),
)


def read(plan: str) -> PlanFrame:
    """The plan as it stands."""
    found = plan_frame(plan)
    assert found is not None
    return found


def asked(consultation: str) -> ConsultationFrame:
    """The consultation as it stands."""
    found = consultation_frame(consultation)
    assert found is not None
    return found


def key_of(year: Year, code: str) -> str:
    """A unit's public key."""
    return str(year.units[code].public_id)


def make_plan(year: Year, **changed: Any) -> str:
    """A draft by the head unit's officer; its key."""
    fields: dict[str, Any] = {
        "bloc_year": year.key,
        "title": "Kế hoạch năm 2023",
        "text": "Mục đích.\n\nYêu cầu.",
        "activities": LINES,
        "actor": year.drafter,
        "at": DRAFTED,
    }
    return draft_plan(**(fields | changed))


def make_asked(year: Year, plan: str, **changed: Any) -> str:
    """The plan sent round; the consultation's key."""
    fields: dict[str, Any] = {
        "bloc_year": year.key,
        "kind": DraftKind.PLAN,
        "plan": plan,
        "answers_until": UNTIL,
        "actor": year.drafter,
        "at": SENT,
    }
    return open_consultation(**(fields | changed))


def make_text_asked(year: Year, **changed: Any) -> str:
    """Working rules sent round; the consultation's key."""
    fields: dict[str, Any] = {
        "bloc_year": year.key,
        "kind": DraftKind.WORKING_RULES,
        "title": "Quy chế",
        "text": "Điều 1. Nguyên tắc.\nĐiều 2. Báo cáo.",
        "answers_until": UNTIL,
        "actor": year.drafter,
        "at": SENT,
    }
    return open_consultation(**(fields | changed))


def answer(year: Year, consultation: str, *comments: CommentDraft, **changed: Any) -> None:
    """The second unit's officer answers: with these comments, else that it agrees."""
    fields: dict[str, Any] = {
        "consultation": consultation,
        "unit": key_of(year, "DV2"),
        "kind": AnswerKind.COMMENTED if comments else AnswerKind.AGREED,
        "comments": comments,
        "actor": year.officer,
        "at": ANSWERED,
    }
    give_answer(**(fields | changed))


def reply(year: Year, consultation: str, **changed: Any) -> None:
    """The head unit takes the first comment."""
    fields: dict[str, Any] = {
        "consultation": consultation,
        "comment": asked(consultation).comments[0].public_id,
        "reply": Reply.TAKEN,
        "actor": year.drafter,
        "at": ANSWERED,
    }
    reply_to_comment(**(fields | changed))


def close(year: Year, consultation: str, **changed: Any) -> None:
    """The head unit closes the consultation."""
    fields: dict[str, Any] = {"consultation": consultation, "actor": year.drafter, "at": CLOSED}
    close_consultation(**(fields | changed))


def make_consulted(year: Year, **changed: Any) -> str:
    """A plan whose consultation is closed; its key."""
    plan = make_plan(year, **changed)
    close(year, make_asked(year, plan))
    return plan


def issue(year: Year, plan: str, **changed: Any) -> None:
    """Record the issue."""
    fields: dict[str, Any] = {
        "plan": plan,
        "number": "02/KH-K",
        "issued_on": date(2023, 2, 24),
        "signer_name": "Trương Thị Mỹ Lệ",
        "actor": year.drafter,
        "at": ISSUED,
    }
    issue_plan(**(fields | changed))


def make_issued(year: Year, **changed: Any) -> str:
    """A plan in force; its key."""
    plan = make_consulted(year, **changed)
    issue(year, plan)
    return plan
