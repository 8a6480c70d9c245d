"""What tests of plans do again and again: move a day, record something as done, ask the room's truths."""

from datetime import date, datetime
from typing import Any

from tests.factories.criteria import Year
from tests.factories.plans import LATER, key_of, read
from thidua.foundation.checks import INVARIANTS, Untruth
from thidua.plans.actions import complete_activity, move_activity
from thidua.plans.truths import DAYS_RESOLVE, HISTORY_LEADS, MINUTES_WHOLE

TRUTHS = (HISTORY_LEADS, DAYS_RESOLVE, MINUTES_WHOLE)


def move(year: Year, plan: str, code: str, when: Any, **changed: Any) -> None:
    row = read(plan).activity(code)
    fields: dict[str, Any] = {
        "plan": plan,
        "code": code,
        "when": when,
        "reason": "Trùng lịch của tỉnh",
        "seen": row.due_on if row else date(2023, 1, 1),
        "actor": year.drafter,
        "at": LATER,
    }
    move_activity(**(fields | changed))


def complete(year: Year, plan: str, code: str, of: str, day: date, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "plan": plan,
        "code": code,
        "unit": key_of(year, of),
        "done_on": day,
        "actor": year.drafter,
        "at": datetime(2023, 4, 3, 9, 0, tzinfo=LATER.tzinfo),
    }
    complete_activity(**(fields | changed))


def untruths_of_plans() -> list[Untruth]:
    return [found for name in TRUTHS for found in INVARIANTS[name]()]
