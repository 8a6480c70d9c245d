"""A table of criteria as a plain document: one normal form, its hash, and its nodes by code."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from thidua.core.scoring.canonical import canonical_scheme

type Document = dict[str, Any]

FORMAT: Final = "thidua-scheme/1"
# Where nothing written (`null`) says "the source gives no figure"; elsewhere it says the same as leaving the key out.
_SPEAKING_NULLS: Final = frozenset({"points", "target", "missing"})
_TOP: Final = (
    "format",
    "name",
    "rounding",
    "not_applicable",
    "total",
    "ranking",
    "disqualifiers",
    "bands",
    "awards",
    "exclusive",
    "criteria",
    "bonus",
    "deductions",
)
_INNER: Final = (
    "code",
    "name",
    "max",
    "cap",
    "kind",
    "decimals",
    "mode",
    "content_max",
    "bonus_max",
    "deduction_floor",
    "may_exceed_content_max",
    "ties",
    "votes",
    "when",
    "until",
    "points",
    "target",
    "once",
    "one_of",
    "effect",
    "from",
    "count",
    "rank",
    "min_total",
    "capped",
    "direction",
    "per_item",
    "per_event",
    "floor",
    "events",
    "days",
    "missing",
    "require",
    "then",
    "share_at_target",
    "min_targets",
    "max_targets",
    "measure",
    "map",
    "steps",
    "bands",
    "not_applicable_for",
    "children",
)
_ORDER: Final = {key: place for place, key in enumerate(_INNER)}
_STEP: Final = re.compile(r"criteria\[(\d+)\]((?:\.children\[\d+\])*)")
_CHILD: Final = re.compile(r"\.children\[(\d+)\]")


def normal(document: Mapping[str, object]) -> Document:
    """The one form in which a table is stored, compared and hashed.

    Canonical writing of the core (numbers as plain decimal strings, NFC), keys in one order, and nothing written
    where nothing is said: empty lists and meaningless nulls are left out. Children and criteria stay even when empty.
    """
    canonical = canonical_scheme(document)
    ordered: Document = {key: canonical[key] for key in _TOP if key in canonical}
    ordered.update((key, value) for key, value in canonical.items() if key not in ordered)
    ordered["format"] = canonical.get("format", FORMAT)
    made: Document = {key: _tidy(value, key) for key, value in ordered.items() if _says(value, key)}
    made.setdefault("criteria", [])
    return made


def _says(value: object, key: str) -> bool:
    if value is None:
        return key in _SPEAKING_NULLS
    return key in {"children", "criteria"} or value not in ([], {}, ())


def _tidy(value: object, key: str) -> object:
    if isinstance(value, Mapping):
        if key in {"map", "events"}:
            return dict(value)
        keys = sorted(value, key=lambda inner: _ORDER.get(inner, len(_ORDER)))
        return {inner: _tidy(value[inner], inner) for inner in keys if _says(value[inner], inner)}
    if isinstance(value, list):
        return [_tidy(item, "") for item in value]
    return value


def content_hash(document: Mapping[str, object]) -> str:
    """SHA-256 of the normal form as JSON with sorted keys."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(value: object) -> str:
    """A short mark of one place of a document, by which an editor notices that it changed meanwhile."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_group(node: Mapping[str, object]) -> bool:
    """Whether a node is a heading: it has a list of children, be it empty."""
    return "children" in node


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands: the list it is in, its place there, and the headings above it."""

    siblings: list[Any]
    place: int
    above: tuple[Document, ...]

    @property
    def node(self) -> Document:
        """The node itself."""
        found: Document = self.siblings[self.place]
        return found

    @property
    def parent_code(self) -> str:
        """The code of the heading it stands under; empty at the top."""
        return str(self.above[-1]["code"]) if self.above else ""

    @property
    def path(self) -> str:
        """The place as the checker writes it, relative to the list: `[2]`."""
        return f"[{self.place}]"


def spots(document: Mapping[str, Any]) -> Iterator[Spot]:
    """Every node, parents before children."""
    yield from _spots(document.get("criteria") or [], ())


def _spots(rows: list[Any], above: tuple[Document, ...]) -> Iterator[Spot]:
    for place, row in enumerate(rows):
        spot = Spot(rows, place, above)
        yield spot
        if is_group(row):
            yield from _spots(row["children"], (*above, row))


def spot_of(document: Mapping[str, Any], code: str) -> Spot | None:
    """The node with a code."""
    return next((spot for spot in spots(document) if spot.node.get("code") == code), None)


def node_at(document: Mapping[str, Any], path: str) -> Document | None:
    """The node to which a place of the checker belongs (`criteria[0].children[3].steps[1].when`), or None."""
    match = _STEP.match(path)
    if match is None:
        return None
    rows: Sequence[Any] = document.get("criteria") or []
    places = [int(match[1]), *(int(place) for place in _CHILD.findall(match[2]))]
    node: Document | None = None
    for place in places:
        if place >= len(rows):
            return node
        node = rows[place]
        rows = node.get("children") or [] if isinstance(node, dict) else []
    return node if isinstance(node, dict) else None


def all_codes(document: Mapping[str, Any]) -> dict[str, str]:
    """Every code in use with the list it stands in: criteria, bonus, deductions, disqualifiers."""
    found = {str(spot.node.get("code")): "criteria" for spot in spots(document)}
    for part in ("bonus", "deductions", "disqualifiers"):
        found.update((str(item.get("code")), part) for item in document.get(part) or [])
    return found


def skeleton(name: str) -> Document:
    """An empty table to begin with: the usual rules, three usual headings, nothing under them."""
    return normal(
        {
            "format": FORMAT,
            "name": name,
            "rounding": {"decimals": 2, "mode": "half_up"},
            "not_applicable": "rescale",
            "total": {"content_max": 100, "bonus_max": 10, "may_exceed_content_max": True},
            "ranking": {"ties": [], "votes": True},
            "criteria": [],
        }
    )
