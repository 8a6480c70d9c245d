"""From rows to a `thidua-results/1` document and back: the form the scoring core reads, exports hold and snapshots keep.

Pure: takes frozen rows, returns plain data. Inputs are decimal strings throughout; nothing here computes a point.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from thidua.core.numbers import plain
from thidua.scorecards.states import ItemKind, Stage

type Entry = Mapping[str, Any]
FORMAT = "thidua-results/1"
PLACES = ("first_place", "second_place", "third_place")
_ITEM_KEYS = {ItemKind.BONUS: "bonus", ItemKind.DEDUCTION: "deductions"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says at one stage: unit and leaf by code, the input, its reason."""

    unit: str
    leaf: str
    stage: Stage
    entry: Entry
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One item beside the tree: unit, kind, code and the record it rests on."""

    unit: str
    kind: ItemKind
    code: str
    record: str


@dataclass(frozen=True, slots=True)
class Ballots:
    """Votes a tied unit received for a rank (1 is the first)."""

    place: int
    unit: str
    votes: int


@dataclass(frozen=True, slots=True)
class Rows:
    """All a result depends on: the period, the units in their order, and what was said, counted and voted."""

    period_from: date
    period_to: date
    units: tuple[str, ...]
    said: tuple[Said, ...]
    counted: tuple[Counted, ...] = ()
    ballots: tuple[Ballots, ...] = ()

    def saying(self, said: Iterable[Said]) -> "Rows":
        """The same rows with other marks."""
        return replace(self, said=tuple(said))

    def counting(self, counted: Iterable[Counted]) -> "Rows":
        """The same rows with other items."""
        return replace(self, counted=tuple(counted))


def exact(value: object) -> Any:
    """A value as a document keeps it: numbers as plain decimal strings, days as ISO text, the rest as it is."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return plain(Decimal(value))
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): exact(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [exact(item) for item in value]
    message = f"A results document cannot hold a {type(value).__name__}."
    raise TypeError(message)


def place_key(place: int) -> str:
    """The word a results file uses for a rank: `first_place`, `second_place`, `third_place`, `place_4` …."""
    return PLACES[place - 1] if place <= len(PLACES) else f"place_{place}"


def with_reason(entry: Entry, reason: str) -> dict[str, Any]:
    """The entry with its reason beside it, when there is one."""
    return {**entry, "reason": reason} if reason else dict(entry)


def _frame(rows: Rows) -> dict[str, Any]:
    units: dict[str, dict[str, Any]] = {code: {"leaves": {}} for code in rows.units}
    for item in rows.counted:
        own = units[item.unit]
        if item.kind is ItemKind.DISQUALIFIER:
            if item.code not in own.setdefault("disqualifiers", []):
                own["disqualifiers"].append(item.code)
        else:
            own.setdefault(_ITEM_KEYS[item.kind], {}).setdefault(item.code, []).append(item.record)
    document: dict[str, Any] = {
        "format": FORMAT,
        "period": {"from": rows.period_from.isoformat(), "to": rows.period_to.isoformat()},
        "units": units,
    }
    votes: dict[str, dict[str, int]] = {}
    for ballot in rows.ballots:
        votes.setdefault(place_key(ballot.place), {})[ballot.unit] = ballot.votes
    if votes:
        document["votes"] = votes
    return document


def column(rows: Rows, stage: Stage) -> dict[str, Any]:
    """The document of one column: what was said at `stage` stands as the entry itself; stages are never mixed."""
    document = _frame(rows)
    for said in rows.said:
        if said.stage is stage:
            document["units"][said.unit]["leaves"][said.leaf] = with_reason(said.entry, said.reason)
    return document


def combined(rows: Rows) -> dict[str, Any]:
    """The document with the self entry and, beside it, what the appraiser put; score it with `--stage`."""
    document = _frame(rows)
    appraised = {(s.unit, s.leaf): s for s in rows.said if s.stage is Stage.APPRAISED}
    for said in rows.said:
        if said.stage is Stage.SELF:
            document["units"][said.unit]["leaves"][said.leaf] = with_reason(said.entry, said.reason)
    for (unit, leaf), said in appraised.items():
        entry = document["units"][unit]["leaves"].setdefault(leaf, {})
        entry["appraised"] = with_reason(said.entry, said.reason)
    return document


def canonical(document: object) -> bytes:
    """A document as canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(*documents: object) -> str:
    """The SHA-256 of documents in canonical form, one after another."""
    digest = hashlib.sha256()
    for document in documents:
        body = canonical(document)
        digest.update(len(body).to_bytes(8, "big"))
        digest.update(body)
    return digest.hexdigest()


def same_input(one: Entry | None, other: Entry | None) -> bool:
    """Whether two entries say the same: `5` equals `5.0`, and a list of records equals itself in another order."""
    return _comparable(one) == _comparable(other)


def _comparable(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _comparable(item) for key, item in value.items() if key != "reason"}
    if isinstance(value, list | tuple):
        items: Sequence[object] = [_comparable(item) for item in value]
        return sorted(items) if all(isinstance(item, str) for item in items) else items  # type: ignore[type-var]  # all are text here
    if isinstance(value, str):
        try:
            return plain(Decimal(value))
        except ArithmeticError:
            return value
    return exact(value)
