"""Rules of counting set anew: what changes and what stays, for reports received and for periods closed."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.factories.reports import QUARTER, Reporting, ask, make_plain, receive, sent
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry, OutboxMessage
from thidua.reports.actions import close_request, set_rules
from thidua.reports.counting import Rules
from thidua.reports.states import CountsAs, PeriodKind

pytestmark = pytest.mark.django_db
EARLY = datetime(2023, 3, 13, 9, 0, tzinfo=VIET_NAM)
LATE = datetime(2023, 3, 24, 9, 0, tzinfo=VIET_NAM)


def counted(made: Reporting, code: str) -> tuple[int | None, CountsAs | None]:
    row = made.place(code).row
    return row.days_late, row.counts_as


def recounted() -> int:
    """How many reports the last setting of rules says it counted differently."""
    line = AuditEntry.objects.filter(name="reports.set_rules").order_by("-seq")[0]
    return int(line.data["recounted"])


def planned(request: str) -> list[str]:
    """The days on which the worker will look at a request."""
    rows = OutboxMessage.objects.filter(kind="reports.remind", payload__request=request).order_by("due_at")
    return [row.payload["day"] for row in rows]


def test_only_reports_that_count_differently_are_counted_anew() -> None:
    made = make_plain()
    for code, at in (("DV2", EARLY), ("DV3", LATE)):
        sent(made, code, at=at)
        receive(made, code, at=at)
    assert (counted(made, "DV2"), counted(made, "DV3")) == ((-7, CountsAs.ON_TIME), (4, CountsAs.LATE))

    strict = Rules(missing_after=3)
    set_rules(bloc_year=made.key, rules=strict, actor=made.head, at=LATE)

    assert (counted(made, "DV2"), counted(made, "DV3")) == ((-7, CountsAs.ON_TIME), (4, CountsAs.MISSING))
    assert recounted() == 1
    set_rules(bloc_year=made.key, rules=strict, actor=made.head, at=LATE)
    assert recounted() == 0


def test_a_closed_period_is_counted_by_new_rules_but_not_reminded_of() -> None:
    made = make_plain()
    hasty = ask(made.world, replace(QUARTER, kind=PeriodKind.AD_HOC, name="Báo cáo đột xuất"))
    sent(made, "DV3", at=LATE)
    receive(made, "DV3", at=LATE)
    close_request(request=made.request, actor=made.head, at=LATE)
    before = planned(made.request)
    assert planned(hasty) == before

    rules = Rules(remind_days=(5,), missing_after=3)
    set_rules(bloc_year=made.key, rules=rules, actor=made.head, at=EARLY)

    assert planned(made.request) == before
    assert set(planned(hasty)) - set(before) == {"2023-03-15"}
    assert counted(made, "DV3") == (4, CountsAs.MISSING)
