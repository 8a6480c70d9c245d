"""Periods, days late, and which reminder belongs to a day. No database."""

from datetime import date

import pytest

from thidua.core.calendar import DayKind
from thidua.reports.counting import Lateness, Rules, lateness_of, reminder_due
from thidua.reports.periods import period_of, periods_of
from thidua.reports.states import (
    JOINT_TRANSITIONS,
    REQUEST_TRANSITIONS,
    CountsAs,
    JointState,
    PeriodKind,
    ReportState,
    RequestState,
    next_state,
)

DUE = date(2023, 3, 20)  # a Monday


def test_a_year_has_its_periods_with_their_days() -> None:
    found = {period.code: period for period in periods_of(2023)}

    assert len(found) == 1 + 2 + 4 + 12
    assert (found["q1"].first, found["q1"].last, found["q1"].due) == (
        date(2023, 1, 1),
        date(2023, 3, 31),
        date(2023, 3, 20),
    )
    assert (found["h2"].first, found["h2"].last) == (date(2023, 7, 1), date(2023, 12, 31))
    assert found["year"].due == date(2023, 11, 20)
    assert found["m02"].last == date(2023, 2, 28)
    assert found["m12"].kind is PeriodKind.MONTH


def test_an_ad_hoc_report_has_no_period_of_the_calendar() -> None:
    assert period_of(2023, "x1") is None


@pytest.mark.parametrize(
    ("filed", "days", "counts"),
    [
        (date(2023, 3, 17), -3, CountsAs.ON_TIME),
        (date(2023, 3, 20), 0, CountsAs.ON_TIME),
        (date(2023, 3, 21), 1, CountsAs.LATE),
        (date(2023, 4, 19), 30, CountsAs.LATE),
        (date(2023, 4, 20), 31, CountsAs.MISSING),
    ],
)
def test_days_are_counted_and_too_late_is_missing(filed: date, days: int, counts: CountsAs) -> None:
    assert lateness_of(DUE, filed, on=filed, rules=Rules()) == Lateness(days, counts)


def test_working_days_leave_out_the_weekend() -> None:
    rules = Rules(day_kind=DayKind.WORKING)

    assert lateness_of(date(2023, 3, 17), date(2023, 3, 20), on=DUE, rules=rules) == Lateness(
        1, CountsAs.LATE
    )


def test_without_the_setting_nothing_late_is_ever_missing() -> None:
    rules = Rules(missing_after=None)

    assert lateness_of(DUE, date(2023, 12, 1), on=DUE, rules=rules) == Lateness(256, CountsAs.LATE)


def test_what_was_never_filed_is_counted_to_the_day_once_it_is_overdue() -> None:
    assert lateness_of(DUE, None, on=DUE, rules=Rules()) is None
    assert lateness_of(DUE, None, on=date(2023, 3, 22), rules=Rules()) == Lateness(2, CountsAs.LATE)
    assert lateness_of(DUE, None, on=date(2023, 5, 1), rules=Rules()) == Lateness(42, CountsAs.MISSING)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-8, None),
        (-7, -7),
        (-6, -7),
        (-3, -3),
        (-2, -3),
        (-1, -1),
        (0, -1),
        (1, 1),
        (3, 1),
        (4, 4),
        (6, 4),
        (7, 7),
    ],
)
def test_each_day_belongs_to_the_nearest_planned_reminder(days: int, expected: int | None) -> None:
    on = date.fromordinal(DUE.toordinal() + days)

    assert reminder_due(DUE, on=on, rules=Rules()) == expected


def test_without_repetition_the_deadline_is_told_of_once() -> None:
    rules = Rules(remind_days=(), overdue_every=0)

    assert reminder_due(DUE, on=DUE, rules=rules) is None
    assert [reminder_due(DUE, on=date(2023, 4, day), rules=rules) for day in (1, 20)] == [1, 1]


def test_states_move_only_by_their_verbs() -> None:
    assert next_state(ReportState.DRAFTED, "send_report") is ReportState.SENT
    assert next_state(ReportState.RECEIVED, "return_report") is ReportState.RETURNED
    assert next_state(ReportState.RECEIVED, "save_draft") is None
    assert REQUEST_TRANSITIONS[RequestState.CLOSED, "reopen_request"] is RequestState.OPENED
    assert JOINT_TRANSITIONS[JointState.DRAFTED, "issue_joint_report"] is JointState.ISSUED
