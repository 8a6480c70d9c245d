"""A calendar as text for other programs (iCalendar, RFC 5545): whole days only, folded, escaped, with stable keys.

Everything an office's feed needs and nothing more: no time zones (a deadline is a day), no repetition, no invitations.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

PRODUCT: Final = "-//thidua//calendar//VI"
FOLD_AT: Final = 75
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# What a line may not hold: controls other than the tab, which readers refuse or which would begin a line of their own.
_CONTROLS: Final = dict.fromkeys((*range(9), *range(11, 32), 127))


@dataclass(frozen=True, slots=True)
class DayEvent:
    """One entry of a calendar: a day, or the days from `first` to `last`.

    `uid` stays the same for as long as the thing lives, `sequence` counts its moves, `changed_at` is when it was last
    changed, so that a reader replaces what it has instead of showing two. `reminders` are days before.
    """

    uid: str
    first: date
    summary: str
    changed_at: datetime
    last: date | None = None
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    sequence: int = 0
    done: bool = False
    cancelled: bool = False
    reminders: tuple[int, ...] = ()


def calendar_text(events: Iterable[DayEvent], *, name: str, refresh_minutes: int = 60) -> str:
    """The calendar as one text with the line ends of the standard."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"NAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_minutes}M",
        f"X-PUBLISHED-TTL:PT{refresh_minutes}M",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: DayEvent) -> Iterator[str]:
    # The last day of the standard is the first one that is no longer meant.
    end = (event.last or event.first) + timedelta(days=1)
    stamp = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url.translate(_CONTROLS).replace('\n', '')}"
    if event.categories:
        yield f"CATEGORIES:{','.join(escaped(one) for one in event.categories)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not (event.done or event.cancelled):
        for days in event.reminders:
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"DESCRIPTION:{escaped(event.summary)}"
            yield f"TRIGGER:-P{days}D"
            yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as the standard writes it: one line, with its commas and semicolons marked."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return plain.translate(_ESCAPES)


def folded(line: str) -> str:
    """A line broken so that no piece is longer than 75 octets; a letter of several octets is never cut."""
    pieces: list[str] = []
    piece, width = "", 0
    for letter in line:
        octets = len(letter.encode())
        if width + octets > FOLD_AT:
            pieces.append(piece)
            # The blank that marks a continued line is one of its octets.
            piece, width = "", 1
        piece += letter
        width += octets
    pieces.append(piece)
    return "\r\n ".join(pieces)
