"""From what was typed to a node of the document; what cannot be taken is told by the id of its box."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thidua.core.numbers import NumberUnreadable, parse_decimal, plain
from thidua.core.scoring.bands import Interval
from thidua.criteria.edits import NoteInput
from thidua.criteria.states import Appraiser
from thidua.foundation.wording import active_language, render
from thidua.web.criteria.typed import BANDED, FLAGS, NUMBERS, WORDS, Pair, Typed
from thidua.web.shared.fields import DayField
from thidua.web.shared.parts import BandRow


@dataclass(frozen=True, slots=True)
class Read:
    """What a form came to: the node and the note, or the reasons by the id of the box."""

    node: dict[str, Any]
    note: NoteInput
    errors: dict[str, str]


def read_typed(typed: Typed) -> Read:
    """The node and the note, or the reasons why not."""
    return _Reading(typed).whole()


def number(text: str) -> str:
    """A number as the document writes it; raises `NumberUnreadable`."""
    return plain(parse_decimal(text, grouping=active_language() == "vi"))


@dataclass(slots=True)
class _Reading:
    """Reads one form."""

    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)

    def whole(self) -> Read:
        """Everything."""
        typed = self.typed
        node: dict[str, Any] = {"code": self.text("code", _("Give it a code.")), "name": typed["name"]}
        node = {key: value for key, value in node.items() if value}
        self.put(node, "max", needed=True)
        if typed.group:
            self.put(node, "cap")
            return Read(node, NoteInput(), self.errors)
        node["kind"] = typed.kind
        for name, needed in NUMBERS.get(typed.kind, ()):
            self.put(node, name, needed=needed)
        node |= {name: typed[name] for name in WORDS.get(typed.kind, ()) if typed[name]}
        node |= {name: bool(typed[name]) for name in FLAGS.get(typed.kind, ())}
        self.tables(node)
        if typed.units:
            node["not_applicable_for"] = list(typed.units)
        return Read(node, self.note(), self.errors)

    def text(self, name: str, otherwise: str) -> str:
        """A text that must be there."""
        if not self.typed[name]:
            self.errors[f"id_{name}"] = otherwise
        return self.typed[name]

    def put(self, node: dict[str, Any], name: str, *, needed: bool = False) -> None:
        """A number, if it is there."""
        found = self.figure(self.typed[name], f"id_{name}")
        if found is not None:
            node[name] = found
        elif needed and not self.typed[name]:
            self.errors[f"id_{name}"] = _("A number is needed here.")

    def figure(self, text: str, place: str) -> str | None:
        """A number in a box, or None for an empty or faulty one."""
        if not text:
            return None
        try:
            return number(text)
        except NumberUnreadable as problem:
            self.errors[place] = render(problem.sentence)
            return None

    def tables(self, node: dict[str, Any]) -> None:
        """The rows of the kind."""
        typed = self.typed
        if typed.kind in BANDED:
            gives, key = ("target", "bands") if typed.kind == "banded_target" else ("points", "steps")
            node[key] = [
                {"when": when, gives: self.figure(row.points, f"band-{i}-points")}
                for i, row in enumerate(typed.bands)
                if (when := self.when(row, i)) is not None
            ]
        if typed.kind in {"step", "deduct_step"} and typed["decimals"]:
            node["measure"] = {"decimals": typed["decimals"], "mode": typed["mode"] or "half_up"}
        if typed.kind == "dated":
            node["steps"] = [
                {"until": until, "points": self.figure(row.figure, f"date-{i}-figure")}
                for i, row in enumerate(typed.dates)
                if (until := self.until(row, i)) is not None
            ]
        if typed.kind == "external":
            node["map"] = self.entries("rating", typed.ratings, needed=False)
        if typed.kind == "deduct_per_event" and any(row.name or row.figure for row in typed.events):
            node["events"] = self.entries("event", typed.events, needed=True)

    def when(self, row: BandRow, place: int) -> str | None:
        """The condition of a band; an empty row is none."""
        if not any((row.low, row.high, row.points)):
            return None
        low, high = self.figure(row.low, f"band-{place}-low"), self.figure(row.high, f"band-{place}-high")
        if not row.low and not row.high:
            self.errors[f"band-{place}-low"] = _("A step needs at least one end.")
            return None
        if (row.low and low is None) or (row.high and high is None):
            return None
        interval = Interval(
            None if low is None else Decimal(low),
            low is not None and row.low_sign != "lt",
            None if high is None else Decimal(high),
            high is not None and row.high_sign == "le",
        )
        return interval.expression(BANDED[self.typed.kind])

    def until(self, row: Pair, place: int) -> str | None:
        """A deadline; an empty row is none."""
        if not row.name and not row.figure:
            return None
        day = DayField(required=False)
        try:
            found = day.clean(row.name)
        except ValidationError as problem:
            self.errors[f"date-{place}-name"] = " ".join(problem.messages)
            return None
        if found is None:
            self.errors[f"date-{place}-name"] = _("A day is needed here.")
            return None
        return str(found.isoformat())

    def entries(self, prefix: str, rows: Sequence[Pair], *, needed: bool) -> dict[str, str | None]:
        """Ratings or events by name."""
        found: dict[str, str | None] = {}
        for i, row in enumerate(rows):
            if not row.name and not row.figure:
                continue
            if not row.name:
                self.errors[f"{prefix}-{i}-name"] = _("A name is needed here.")
            elif row.name in found:
                self.errors[f"{prefix}-{i}-name"] = _("“%(name)s” stands twice.") % {"name": row.name}
            elif needed and not row.figure:
                self.errors[f"{prefix}-{i}-figure"] = _("A number is needed here.")
            else:
                found[row.name] = self.figure(row.figure, f"{prefix}-{i}-figure")
        return found

    def note(self) -> NoteInput:
        """What stands beside the formula."""
        chosen, _colon, unit = self.typed["appraiser"].partition(":")
        appraiser = Appraiser(chosen) if chosen in set(Appraiser) else None
        if appraiser is Appraiser.UNIT and not unit:
            self.errors["id_appraiser"] = _("Choose the unit.")
        lines = tuple(line.strip() for line in self.typed["evidence"].splitlines() if line.strip())
        return NoteInput(lines, self.typed["note_measure"], appraiser, unit)
