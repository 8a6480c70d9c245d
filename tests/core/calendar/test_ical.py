"""The calendar for other programs: line by line as RFC 5545 asks."""

from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.calendar.ical import DayEvent, calendar_text, escaped, folded

AT = datetime(2023, 2, 24, 10, 30, tzinfo=timezone(timedelta(hours=7)))


def test_a_day_is_written_with_the_day_after_as_its_end() -> None:
    event = DayEvent("l-05@thidua", date(2023, 2, 28), "Nộp bản đăng ký; sáu bản, đủ", AT)

    lines = calendar_text([event], name="Lịch", refresh_minutes=30).split("\r\n")

    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//thidua//calendar//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Lịch",
        "NAME:Lịch",
        "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
        "X-PUBLISHED-TTL:PT30M",
        "BEGIN:VEVENT",
        "UID:l-05@thidua",
        "DTSTAMP:20230224T033000Z",
        "LAST-MODIFIED:20230224T033000Z",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20230228",
        "DTEND;VALUE=DATE:20230301",
        "SUMMARY:Nộp bản đăng ký\\; sáu bản\\, đủ",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_entry_tells_all_there_is() -> None:
    event = DayEvent(
        "x@thidua",
        date(2023, 6, 8),
        "Hội thi",
        AT,
        last=date(2023, 6, 9),
        description="Dòng một\r\nDòng hai",
        url="https://noi.chinh/ke-hoach/\nX-EVIL:1",
        categories=("Khối Nội chính", "Đơn vị tôi"),
        sequence=2,
        reminders=(7, 1),
    )

    text = calendar_text([event], name="Lịch")

    for line in (
        "DTEND;VALUE=DATE:20230610",
        "DESCRIPTION:Dòng một\\nDòng hai",
        "URL:https://noi.chinh/ke-hoach/X-EVIL:1",
        "CATEGORIES:Khối Nội chính,Đơn vị tôi",
        "SEQUENCE:2",
        "TRIGGER:-P7D",
        "TRIGGER:-P1D",
    ):
        assert f"\r\n{line}\r\n" in text
    assert text.count("BEGIN:VALARM") == text.count("END:VALARM") == 2


def test_what_is_done_or_dropped_reminds_nobody() -> None:
    done = DayEvent("a@t", date(2023, 6, 8), "Đã xong", AT, done=True, reminders=(7,))
    dropped = DayEvent("b@t", date(2023, 6, 8), "Đã bỏ", AT, cancelled=True, reminders=(7,))

    text = calendar_text([done, dropped], name="Lịch")

    assert "VALARM" not in text
    assert text.count("STATUS:CANCELLED") == text.count("STATUS:CONFIRMED") == 1


def test_nothing_typed_begins_a_line_of_its_own() -> None:
    assert escaped("a\rb\nc\x00\x0b\x7f\\d") == "a\\nb\\nc\\\\d"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_piece_of_a_line_is_too_long_and_nothing_is_lost(text: str) -> None:
    line = escaped(text.encode("utf-8", "ignore").decode())

    pieces = folded(f"SUMMARY:{line}").split("\r\n ")

    assert all(len(piece.encode()) <= (75 if number == 0 else 74) for number, piece in enumerate(pieces))
    assert "".join(pieces) == f"SUMMARY:{line}"


def test_a_long_line_is_broken_between_letters() -> None:
    said = "Báo cáo kết quả thực hiện phong trào thi đua yêu nước sáu tháng đầu năm 2023 của Khối Nội chính"

    pieces = folded(f"SUMMARY:{said}").split("\r\n")

    assert pieces == [
        "SUMMARY:Báo cáo kết quả thực hiện phong trào thi đua yêu nư",
        " ớc sáu tháng đầu năm 2023 của Khối Nội chính",
    ]
