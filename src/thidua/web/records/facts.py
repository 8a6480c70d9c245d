"""What one entry says, as terms and values a person reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.html import format_html
from django.utils.translation import gettext

from thidua.foundation.actors import Actor
from thidua.foundation.acts import Act, revived
from thidua.foundation.wording import Word
from thidua.scorecards.frames import SheetFrame, sheet_frame
from thidua.scorecards.permissions import part_of, sees_marks
from thidua.scorecards.states import Stage
from thidua.web.records.doors import door_to
from thidua.web.records.figure_words import KEY_WORDS
from thidua.web.records.kinds import kind_words
from thidua.web.shared.jinja import day, moment
from thidua.web.shared.telling import actor_of, in_words

SHEET_KIND: Final = "scorecards.sheet"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures kept with an act; `closed` when this reader may not see them yet, and then there are none."""

    rows: tuple[tuple[str, str], ...]
    closed: bool = False


def _value(key: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(_value(key, item) for item in value) or "–"
    shown = revived(in_words(key, value))
    if isinstance(shown, datetime):
        return moment(shown, seconds=True)
    if isinstance(shown, date):
        return day(shown)
    return gettext(shown.msgid) if isinstance(shown, Word) else str(shown)


def _rows(data: Mapping[str, object], under: str = "") -> Iterator[tuple[str, str]]:
    """Flattened: (name, value) in the order kept, lists of records counted from 1."""
    for key, value in data.items():
        words = gettext(KEY_WORDS[key]) if key in KEY_WORDS else key
        name = f"{under} › {words}" if under else words
        if isinstance(value, Mapping):
            yield from _rows(value, name)
        elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
            yield from _rows({str(i): item for i, item in enumerate(value, start=1)}, name)
        else:
            yield name, _value(key, value)


def figures_of(act: Act, actor: Actor, frame: SheetFrame | None, *, on: date) -> Figures:
    """The figures an act kept, unless they are marks that are still hidden from this reader.

    `frame` is the score sheet the act was about, if it was about one.
    The officer of the head unit competes too: the ledger must not show him what the score sheet hides.
    """
    if _hides_marks(act, actor, frame, on=on):
        return Figures((), closed=True)
    return Figures(tuple(_rows(act.data)))


def _hides_marks(act: Act, actor: Actor, frame: SheetFrame | None, *, on: date) -> bool:
    cells = act.data.get("cells")
    # Closing a stage keeps how many cells there were; only marks keep the cells themselves.
    if act.on_kind != SHEET_KIND or not isinstance(cells, list):
        return False
    if frame is None:
        return True
    part = part_of(actor, frame, on=on)
    stage = Stage(str(act.data.get("stage", Stage.SELF)))
    return not all(sees_marks(part, frame, cell["unit"], stage) for cell in cells)


def sheet_of(act: Act) -> SheetFrame | None:
    """The score sheet an act was about; None when it was about something else."""
    return sheet_frame(act.on_key) if act.on_kind == SHEET_KIND else None


def facts_of(act: Act, actor: Actor, frame: SheetFrame | None, *, on: date) -> tuple[tuple[str, str], ...]:
    """When, who, on what; the record is a link when the reader may open it."""
    kind = kind_words(act.on_kind)
    door = door_to(act, actor, frame, on=on)
    record = format_html('<a href="{}">{}</a>', door, act.on_label) if door else act.on_label
    rows = [
        (gettext("When it happened"), moment(act.at, seconds=True)),
        (gettext("When it was written"), moment(act.recorded_at, seconds=True)),
        (gettext("Who"), actor_of(act)),
        (gettext("Kind of record"), kind),
        (gettext("Record"), record),
        (gettext("Name of the act"), act.name),
    ]
    return tuple(rows)
