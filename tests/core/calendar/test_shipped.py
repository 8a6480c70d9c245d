"""The holidays that come with the product: whole, of their year, each with its paper."""

from typing import Any

import pytest

from thidua.core.calendar import (
    HolidaysUnreadable,
    Known,
    SpecialKind,
    read_holidays,
    shipped_holidays,
    shipped_years,
)

ROW: dict[str, Any] = {"day": "2023-01-01", "kind": "holiday", "name": "Tết", "known": "confirmed"}


def document(**year: Any) -> dict[str, Any]:
    return {"format": "thidua-holidays/1", "years": {"2023": {"days": [ROW], **year}}}


def test_every_year_gives_eleven_days_off_that_would_be_worked() -> None:
    for year in shipped_years():
        off = sum(one.off and one.day.weekday() < 5 for one in year.days)
        worked = sum(not one.off for one in year.days)

        assert (year.year, off - worked) == (year.year, 11)


def test_a_saturday_is_worked_only_for_a_day_exchanged() -> None:
    for year in shipped_years():
        kinds = [one.kind for one in year.days]

        assert kinds.count(SpecialKind.WORKED) == kinds.count(SpecialKind.EXCHANGED)


def test_every_day_names_its_paper_and_what_no_source_was_seen_for_is_marked() -> None:
    days = [one for year in shipped_years() for one in year.days]

    assert [one.day for one in days if not one.source] == []
    assert sorted({one.day.year for one in days if one.known is Known.UNCONFIRMED}) == [2024, 2026]
    assert sorted(shipped_holidays().years) == [2022, 2023, 2024, 2025, 2026]


def test_days_stand_in_their_order_with_the_note_of_the_year() -> None:
    (year,) = read_holidays(
        document(days=[{**ROW, "day": "2023-09-02", "source": "Luật"}, ROW], note="Ghi chú")
    )

    assert [one.day.month for one in year.days] == [1, 9]
    assert (year.note, year.days[1].source) == ("Ghi chú", "Luật")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ([], "(file): a mapping is expected"),
        ({"format": "other"}, "format: thidua-holidays/1 is expected"),
        ({"format": "thidua-holidays/1", "years": []}, "years: a mapping is expected"),
        (
            {"format": "thidua-holidays/1", "years": {"x": {"days": []}}},
            "x: a year with a list of days is expected",
        ),
        (document(days="many"), "2023: a year with a list of days is expected"),
        (document(days=["one"]), "2023.days[0]: a mapping is expected"),
        (document(days=[{**ROW, "name": 4}]), "2023.days[0]: 2023.days[0]: text is expected"),
        (document(days=[{**ROW, "day": "1/1/2023"}]), "2023.days[0]: Invalid isoformat string: '1/1/2023'"),
        (document(days=[{**ROW, "kind": "feast"}]), "2023.days[0]: 'feast' is not a valid SpecialKind"),
        (document(days=[ROW, ROW]), "2023: each day once, and only days of that year"),
        (document(days=[{**ROW, "day": "2024-01-01"}]), "2023: each day once, and only days of that year"),
        (document(note=7), "2023.note: text is expected"),
    ],
)
def test_a_broken_document_is_refused_with_the_place(broken: Any, says: str) -> None:
    with pytest.raises(HolidaysUnreadable) as refused:
        read_holidays(broken)

    assert str(refused.value) == says
