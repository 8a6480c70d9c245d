"""Deadlines that hang on one another: resolved in any order, circles refused, the effect of a move shown."""

from datetime import date

import pytest

from thidua.core.calendar import (
    Absolute,
    AnchorCycle,
    AnchorUnknown,
    DayKind,
    Holidays,
    Relative,
    Roll,
    When,
    dependants,
    resolve,
    shifts,
    shipped_holidays,
)

KICKOFF = Absolute(date(2023, 2, 24))
PLAN: dict[str, When] = {
    "l-03": Relative("KICKOFF", -7),
    "l-02": Relative("l-01", 10),
    "l-01": Absolute(date(2023, 1, 10)),
    "l-05": Relative("KICKOFF", 4, DayKind.WORKING),
    "l-06": Relative("l-05", 10),
    "KICKOFF": KICKOFF,
}


def test_days_are_found_in_any_order_and_told_in_the_order_given() -> None:
    days = resolve(PLAN, shipped_holidays())

    assert days == {
        "l-03": date(2023, 2, 17),
        "l-02": date(2023, 1, 20),
        "l-01": date(2023, 1, 10),
        "l-05": date(2023, 3, 2),
        "l-06": date(2023, 3, 12),
        "KICKOFF": date(2023, 2, 24),
    }
    assert list(days) == list(PLAN)


def test_a_day_is_rolled_before_others_count_from_it() -> None:
    whens: dict[str, When] = {
        "a": Absolute(date(2023, 7, 22), Roll.NEXT),
        "b": Relative("a", 1),
        "c": Relative("a", -2, roll=Roll.PREVIOUS),
    }

    days = resolve(whens, Holidays())

    assert days == {"a": date(2023, 7, 24), "b": date(2023, 7, 25), "c": date(2023, 7, 21)}


@pytest.mark.parametrize(
    ("whens", "path"),
    [
        ({"a": Relative("a", 1)}, ("a", "a")),
        ({"x": Relative("a", 1), "a": Relative("b", 1), "b": Relative("a", 1)}, ("a", "b", "a")),
    ],
)
def test_a_circle_is_refused_with_its_path(whens: dict[str, When], path: tuple[str, ...]) -> None:
    with pytest.raises(AnchorCycle) as refused:
        resolve(whens, Holidays())

    assert refused.value.path == path


def test_what_counts_from_nothing_is_refused() -> None:
    with pytest.raises(AnchorUnknown) as refused:
        resolve({"a": Relative("gone", 1)}, Holidays())

    assert (refused.value.code, refused.value.base) == ("a", "gone")


def test_dependants_are_all_that_count_from_it_through_others_too() -> None:
    assert dependants(PLAN, "KICKOFF") == ("l-03", "l-05", "l-06")
    assert dependants(PLAN, "l-06") == ()


def test_a_move_shows_what_it_moves() -> None:
    before = resolve(PLAN, shipped_holidays())
    after = resolve({**PLAN, "KICKOFF": Absolute(date(2023, 2, 22))}, shipped_holidays())

    moved = shifts(before, after)

    assert [(one.code, one.days) for one in moved] == [
        ("l-03", -2),
        ("l-05", -2),
        ("l-06", -2),
        ("KICKOFF", -2),
    ]
    assert [one.code for one in shifts(before, after, order=("KICKOFF", "l-03", "new"))] == [
        "KICKOFF",
        "l-03",
    ]


def test_a_long_chain_is_no_deeper_than_any_other() -> None:
    whens: dict[str, When] = {f"k{number}": Relative(f"k{number + 1}", 1) for number in range(5000)}
    whens["k5000"] = Absolute(date(2023, 1, 1))

    assert resolve(whens, Holidays())["k0"] == date(2036, 9, 9)
