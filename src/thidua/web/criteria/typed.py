"""A leaf or heading as typed into its form: every value stays as it was written, also when it cannot be taken.

`from_node` fills it from what is kept, `from_post` from what was sent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Self

from django.http import QueryDict

from thidua.core.scoring.bands import read_interval
from thidua.core.scoring.faults import Fault
from thidua.criteria.edits import NoteInput
from thidua.criteria.states import Appraiser
from thidua.web.shared.fields import written
from thidua.web.shared.parts import BandRow

MAX_ROWS: Final = 60
# Parameters that are one number, by kind of leaf; the first of a pair must be given.
NUMBERS: Final[Mapping[str, tuple[tuple[str, bool], ...]]] = {
    "count": (("per_item", True), ("cap", False)),
    "deduct_per_event": (("per_event", True), ("floor", False)),
    "lateness": (("missing", False),),
    "dated": (("require", False),),
    "relative_to_leader": (("share_at_target", True),),
    "unit_targets": (("min_targets", False), ("max_targets", False)),
}
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "proportional": ("direction",),
    "banded_target": ("then", "direction"),
    "lateness": ("days",),
}
FLAGS: Final[Mapping[str, tuple[str, ...]]] = {"proportional": ("capped",), "banded_target": ("capped",)}
BANDED: Final = {"step": "x", "deduct_step": "x", "lateness": "d", "banded_target": "n"}
SIMPLE: Final = (
    "code",
    "name",
    "max",
    "kind",
    "cap",
    "per_item",
    "per_event",
    "floor",
    "missing",
    "require",
    "share_at_target",
    "min_targets",
    "max_targets",
    "direction",
    "then",
    "days",
    "capped",
    "decimals",
    "mode",
    "note_measure",
    "appraiser",
    "appraiser_code",
    "evidence",
)
_NODE_PATH: Final = re.compile(r"^criteria\[\d+\](?:\.children\[\d+\])*\.?")


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of two boxes: a day, rating or event, and its figure."""

    name: str = ""
    figure: str = ""


def shown(value: object) -> str:
    """A number of the document as one would type it."""
    return "" if value is None else written(Decimal(str(value)))


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything typed about one node. `group` is a heading, which has no way of scoring."""

    group: bool
    fields: Mapping[str, str]
    bands: tuple[BandRow, ...] = ()
    dates: tuple[Pair, ...] = ()
    ratings: tuple[Pair, ...] = ()
    events: tuple[Pair, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The way of scoring chosen."""
        return self.fields.get("kind", "")

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    @classmethod
    def blank(cls, *, group: bool) -> Self:
        """A new leaf or heading."""
        return cls(group, {} if group else {"kind": "direct", "capped": "on"})

    @classmethod
    def from_node(cls, node: Mapping[str, Any], note: NoteInput) -> Self:
        """What is kept, as one would type it."""
        fields = {
            name: str(node[name])
            for name in ("code", "name", "kind", "direction", "then", "days")
            if name in node
        }
        numbers = ("max", "cap", "per_item", "per_event", "floor", "missing", "require", "share_at_target")
        for name in (*numbers, "min_targets", "max_targets"):
            if node.get(name) is not None:
                fields[name] = shown(node[name])
        if node.get("capped", True):
            fields["capped"] = "on"
        measure = node.get("measure") or {}
        fields |= {name: str(measure[name]) for name in ("decimals", "mode") if name in measure}
        appraiser = (
            f"unit:{note.appraiser_unit}" if note.appraiser is Appraiser.UNIT else note.appraiser or ""
        )
        fields |= {"note_measure": note.measure, "appraiser": appraiser, "evidence": "\n".join(note.evidence)}
        variable = BANDED.get(fields.get("kind", ""), "x")
        return cls(
            "children" in node,
            fields,
            tuple(
                _band_row(row, variable)
                for row in node.get("steps") or node.get("bands") or ()
                if "when" in row
            ),
            tuple(
                Pair(_day(row["until"]), shown(row.get("points")))
                for row in node.get("steps") or ()
                if "until" in row
            ),
            tuple(Pair(name, shown(points)) for name, points in (node.get("map") or {}).items()),
            tuple(Pair(name, shown(weight)) for name, weight in (node.get("events") or {}).items()),
            tuple(node.get("not_applicable_for") or ()),
        )

    @classmethod
    def from_post(cls, post: QueryDict, *, group: bool) -> Self:
        """What was sent, row buttons obeyed: `drop` takes a row out, `add` puts an empty one at the end."""
        typed = cls(
            group,
            {name: text(post, name) for name in SIMPLE if name in post},
            tuple(
                BandRow(
                    *(
                        post.get(f"band-{i}-{part}", "").strip()
                        for part in ("low", "low_sign", "high", "high_sign", "points")
                    )
                )
                for i in _rows(post, "band", "points")
            ),
            _pairs(post, "date"),
            _pairs(post, "rating"),
            _pairs(post, "event"),
            tuple(post.getlist("units")),
        )
        return typed.with_row_buttons(post.get("drop", ""), post.get("add", ""))

    def with_row_buttons(self, drop: str, add: str) -> Self:
        """The rows after a press on a row's button; `drop` is `3` for a band, `rating-3` for a pair."""
        made = self
        table, _dash, place = drop.rpartition("-")
        name = {"": "bands", "date": "dates", "rating": "ratings", "event": "events"}.get(table)
        if name is not None and place.isdigit():
            rows = getattr(made, name)
            left: dict[str, Any] = {name: rows[: int(place)] + rows[int(place) + 1 :]}
            made = replace(made, **left)
        empty: dict[str, tuple[str, object]] = {
            "band": ("bands", BandRow("", "", "", "", "")),
            "date": ("dates", Pair()),
            "rating": ("ratings", Pair()),
            "event": ("events", Pair()),
        }
        if add in empty:
            name, row = empty[add]
            grown: dict[str, Any] = {name: (*getattr(made, name), row)}
            made = replace(made, **grown)
        return made

    def mended(self, band: int, when: str) -> Self:
        """One band with another condition, as the checker proposes."""
        if not 0 <= band < len(self.bands):
            return self
        row = _band_row({"when": when}, BANDED.get(self.kind, "x"))
        rows = list(self.bands)
        rows[band] = replace(row, points=rows[band].points)
        return replace(self, bands=tuple(rows))

    def hidden(self) -> Iterator[tuple[str, str]]:
        """What other ways of scoring hold, kept beside the form so that changing one's mind loses nothing."""
        kind = self.kind
        mine = {"code", "name", "max", "kind", "note_measure", "appraiser", "appraiser_code", "evidence"}
        mine |= {name for name, _needed in NUMBERS.get(kind, ())} | {
            *WORDS.get(kind, ()),
            *FLAGS.get(kind, ()),
        }
        mine |= {"decimals", "mode"} if kind in {"step", "deduct_step"} else set()
        for name, value in self.fields.items():
            if name not in mine and value:
                yield name, value
        if kind not in BANDED:
            for i, band in enumerate(self.bands):
                for part in ("low", "low_sign", "high", "high_sign", "points"):
                    yield f"band-{i}-{part}", getattr(band, part)
        for own, prefix, rows in (
            ("dated", "date", self.dates),
            ("external", "rating", self.ratings),
            ("deduct_per_event", "event", self.events),
        ):
            if kind != own:
                for i, pair in enumerate(rows):
                    yield f"{prefix}-{i}-name", pair.name
                    yield f"{prefix}-{i}-figure", pair.figure


def text(post: QueryDict, name: str) -> str:
    """What was sent in a box, blanks at the ends left out."""
    return str(post.get(name, "")).strip()


def _rows(post: QueryDict, prefix: str, part: str) -> Iterator[int]:
    for i in range(MAX_ROWS):
        if f"{prefix}-{i}-{part}" not in post:
            return
        yield i


def _pairs(post: QueryDict, prefix: str) -> tuple[Pair, ...]:
    return tuple(
        Pair(text(post, f"{prefix}-{i}-name"), text(post, f"{prefix}-{i}-figure"))
        for i in _rows(post, prefix, "figure")
    )


def _day(value: object) -> str:
    text = str(value)
    return f"{text[8:10]}/{text[5:7]}/{text[:4]}" if len(text) == 10 else text


def _band_row(band: Mapping[str, Any], variable: str) -> BandRow:
    points = shown(band.get("points", band.get("target")))
    try:
        interval = read_interval(band.get("when"), variable)
    except Fault:
        return BandRow(str(band.get("when", "")), "", "", "", points)
    return BandRow(
        shown(interval.low),
        "" if interval.low is None else "le" if interval.low_in else "lt",
        shown(interval.high),
        "" if interval.high is None else "le" if interval.high_in else "lt",
        points,
    )


def box_of(path: str, typed: Typed) -> str:
    """The id of the box to which a place of the core's checker belongs; empty when it belongs to none."""
    rest = _NODE_PATH.sub("", path)
    if (match := re.match(r"(?:steps|bands)\[(\d+)\](?:\.(\w+))?$", rest)) is not None:
        place, part = int(match[1]), match[2] or "when"
        if typed.kind == "dated":
            return f"date-{_kept(typed.dates, place)}-{'name' if part == 'until' else 'figure'}"
        return f"band-{_kept(typed.bands, place)}-{'low' if part == 'when' else 'points'}"
    for prefix, table, rows in (("rating", "map", typed.ratings), ("event", "events", typed.events)):
        if rest.startswith(f"{table}."):
            name = rest.removeprefix(f"{table}.")
            return next((f"{prefix}-{i}-figure" for i, row in enumerate(rows) if row.name == name), "")
    head = rest.split(".")[-1] if rest.startswith("measure.") else re.split(r"[.\[]", rest)[0]
    return f"id_{head}" if head in SIMPLE else ""


def _kept(rows: Sequence[BandRow | Pair], place: int) -> int:
    """The place of a row among those typed, of which the empty ones were left out."""
    filled = [
        i
        for i, row in enumerate(rows)
        if (
            any((row.low, row.high, row.points)) if isinstance(row, BandRow) else bool(row.name or row.figure)
        )
    ]
    return filled[place] if place < len(filled) else place
