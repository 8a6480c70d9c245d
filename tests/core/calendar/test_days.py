"""Working days, rolling and lateness, with the days that are special."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.calendar import (
    DayKind,
    Holidays,
    Known,
    Roll,
    SpecialDay,
    SpecialKind,
    YearOfHolidays,
    add_days,
    days_late,
    is_working,
    roll,
    shipped_holidays,
    working_days,
)

NONE = Holidays()
SHIPPED = shipped_holidays()
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 7, 21), True),  # a Friday
        (date(2023, 7, 22), False),  # a Saturday
        (date(2023, 1, 25), False),  # off in place of a Tết day on a Saturday
        (date(2023, 1, 27), True),  # the day after Tết
        (date(2024, 4, 29), False),  # exchanged
        (date(2024, 5, 4), True),  # the Saturday worked for it
        (date(2024, 5, 5), False),  # the Sunday after
    ],
)
def test_a_day_is_worked_on_as_its_year_says(day: date, *, works: bool) -> None:
    assert is_working(day, SHIPPED) is works


def test_a_day_off_in_the_week_is_not_counted_and_a_worked_saturday_is() -> None:
    assert working_days(date(2024, 4, 29), date(2024, 5, 5), SHIPPED) == 3
    assert working_days(date(2024, 4, 29), date(2024, 5, 5), NONE) == 5
    assert working_days(date(2024, 5, 5), date(2024, 4, 29), SHIPPED) == 0


@pytest.mark.parametrize(
    ("start", "count", "kind", "then"),
    [
        (date(2023, 1, 10), 10, DayKind.CALENDAR, date(2023, 1, 20)),
        (date(2023, 2, 24), -7, DayKind.CALENDAR, date(2023, 2, 17)),
        (date(2023, 1, 19), 1, DayKind.WORKING, date(2023, 1, 27)),
        (date(2023, 1, 27), -1, DayKind.WORKING, date(2023, 1, 19)),
        (date(2023, 7, 22), 0, DayKind.WORKING, date(2023, 7, 22)),
        (date(2023, 7, 22), 1, DayKind.WORKING, date(2023, 7, 24)),
    ],
)
def test_days_are_added_by_their_kind(start: date, count: int, kind: DayKind, then: date) -> None:
    assert add_days(start, count, kind=kind, holidays=SHIPPED) == then


@pytest.mark.parametrize(
    ("rule", "then"),
    [
        (Roll.KEEP, date(2023, 1, 22)),
        (Roll.NEXT, date(2023, 1, 27)),
        (Roll.PREVIOUS, date(2023, 1, 19)),
    ],
)
def test_a_day_in_tet_goes_where_its_rule_sends_it(rule: Roll, then: date) -> None:
    assert roll(date(2023, 1, 22), rule, SHIPPED) == then


@pytest.mark.parametrize(
    ("due", "filed", "calendar", "working"),
    [
        (date(2023, 3, 20), date(2023, 3, 24), 4, 4),
        (date(2023, 7, 21), date(2023, 7, 21), 0, 0),
        (date(2023, 7, 21), date(2023, 7, 23), 2, 0),  # Friday, filed on the Sunday
        (date(2023, 7, 21), date(2023, 7, 24), 3, 1),
        (date(2023, 7, 22), date(2023, 7, 24), 2, 1),  # due on a Saturday
        (date(2023, 7, 24), date(2023, 7, 21), -3, -1),
        (date(2023, 1, 19), date(2023, 1, 27), 8, 1),  # over Tết
        (date(2024, 5, 3), date(2024, 5, 4), 1, 1),  # the Saturday is worked
    ],
)
def test_lateness_is_counted_in_either_kind_of_day(
    due: date, filed: date, calendar: int, working: int
) -> None:
    assert days_late(due, filed, kind=DayKind.CALENDAR, holidays=SHIPPED) == calendar
    assert days_late(due, filed, kind=DayKind.WORKING, holidays=SHIPPED) == working


@settings(deadline=None)  # days are walked one by one, on machines of any speed
@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_later_is_so_many_days_late(day: date, count: int) -> None:
    later = add_days(day, count, kind=DayKind.WORKING, holidays=SHIPPED)

    assert is_working(later, SHIPPED)
    assert days_late(day, later, kind=DayKind.WORKING, holidays=SHIPPED) == count


@settings(deadline=None)  # days are walked one by one, on machines of any speed
@given(DAYS, DAYS)
def test_working_lateness_is_never_more_than_calendar_lateness(due: date, filed: date) -> None:
    calendar = days_late(due, filed, kind=DayKind.CALENDAR, holidays=SHIPPED)
    working = days_late(due, filed, kind=DayKind.WORKING, holidays=SHIPPED)

    assert abs(working) <= abs(calendar)
    assert working * calendar >= 0


def test_of_two_that_speak_of_one_year_the_later_counts() -> None:
    first = YearOfHolidays(
        2027, (SpecialDay(date(2027, 2, 8), SpecialKind.HOLIDAY, "Tết", Known.UNCONFIRMED),)
    )
    corrected = YearOfHolidays(
        2027, (SpecialDay(date(2027, 2, 9), SpecialKind.HOLIDAY, "Tết", Known.CONFIRMED),)
    )

    joined = Holidays.of((first, corrected))

    assert joined.special(date(2027, 2, 8)) is None
    assert joined.special(date(2027, 2, 9)) == corrected.days[0]
    assert joined.covers(date(2027, 1, 1))
    assert not joined.covers(date(2028, 1, 1))
    assert (first.unconfirmed, corrected.unconfirmed) == (first.days, ())
