"""The reference list of movements that comes with the product, and what taking it in would do."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from thidua.campaigns.comparing import draft_of
from thidua.campaigns.drafts import MovementDraft
from thidua.campaigns.models import Movement, TakeIn
from thidua.campaigns.queries.cards import MovementCard, cards
from thidua.campaigns.states import OPEN, Level, MovementKind
from thidua.organisations.states import Confidence, Force

FILE: Final = Path(__file__).resolve().parent / "data" / "movements.yaml"


class Fate(StrEnum):
    """What taking in does with one entry of the list."""

    ADDED = "added"
    REFRESHED = "refreshed"
    SAME = "same"
    EDITED = "edited"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of the list, with the hash of what it says. `parents` are keys of the list."""

    key: str
    draft: MovementDraft
    parents: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry and what happens to it; `movement` is the one on record, if there is one."""

    entry: Entry
    fate: Fate
    movement: MovementCard | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a taking-in did."""

    added: int
    refreshed: int
    left: int


def _said(draft: MovementDraft, parents: tuple[str, ...]) -> str:
    """The hash of everything an entry says."""
    kept: dict[str, Any] = {
        "level": draft.level,
        "kind": draft.kind,
        "name": draft.name,
        "issuer": draft.issuer,
        "slogan": draft.slogan,
        "document": [draft.document_number, str(draft.document_date or "")],
        "period": [str(draft.starts_on), str(draft.ends_on or ""), draft.period_note],
        "subjects": draft.subjects,
        "awards": draft.awards,
        "contents": list(draft.contents),
        "targets": [
            [one.name, one.unit_of_measure, f"{one.amount.normalize():f}", one.counts]
            for one in draft.targets
        ],
        "force": draft.force,
        "parents": sorted(parents),
        "called": sorted(draft.called),
        "confidence": [draft.confidence, draft.confidence_note],
    }
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def entry_of(row: dict[str, Any], issuers: dict[str, str]) -> Entry:
    """An entry as written in the file."""
    draft = MovementDraft(
        level=Level(row["level"]),
        kind=MovementKind(row["kind"]),
        name=row["name"],
        issuer=issuers[row["issuer"]],
        starts_on=row["from"],
        ends_on=row["to"],
        slogan=row.get("slogan") or "",
        document_number=row.get("document") or "",
        document_date=row.get("dated"),
        force=Force(row.get("force") or ""),
        code=row["key"],
        confidence=Confidence(row["confidence"]),
        confidence_note=row.get("note") or "",
    )
    parents = tuple(row["parents"])
    return Entry(row["key"], draft, parents, _said(draft, parents))


@cache
def reference_list() -> tuple[str, tuple[Entry, ...]]:
    """The hash of the file, and its entries: those above stand before those that respond to them."""
    content = FILE.read_bytes()
    document = yaml.safe_load(content)
    entries = {row["key"]: entry_of(row, document["issuers"]) for row in document["movements"]}
    ordered: dict[str, Entry] = {}

    def put(key: str) -> None:
        for parent in entries[key].parents:
            put(parent)
        ordered.setdefault(key, entries[key])

    for key in entries:
        put(key)
    return hashlib.sha256(content).hexdigest(), tuple(ordered.values())


def hash_on_record(card: MovementCard) -> str:
    """The hash of what a movement says now, to tell whether somebody edited it since it was taken in."""
    draft = draft_of(card)
    rows = Movement.objects.filter(public_id__in=draft.parents)
    return _said(draft, tuple(key or "" for key in rows.values_list("source_key", flat=True)))


def plans(*, on: date, entries: tuple[Entry, ...] | None = None) -> tuple[Plan, ...]:
    """What taking in the list would do that day: nothing that begins later, nothing that somebody edited."""
    listed = reference_list()[1] if entries is None else entries
    kept = {card.source_key: card for card in cards(Movement.objects.exclude(source_key=None))}
    codes = {card.code: card for card in cards(Movement.objects.filter(source_key=None).exclude(code=None))}
    return tuple(_plan(entry, kept.get(entry.key) or codes.get(entry.key), on) for entry in listed)


def _plan(entry: Entry, movement: MovementCard | None, on: date) -> Plan:
    if movement is None:
        return Plan(entry, Fate.COMING if entry.draft.starts_on > on else Fate.ADDED)
    if movement.source_key != entry.key or hash_on_record(movement) != movement.source_hash:
        return Plan(entry, Fate.EDITED, movement)
    if movement.source_hash == entry.hash:
        return Plan(entry, Fate.SAME, movement)
    # What was closed or withdrawn stays as it was read then.
    return Plan(entry, Fate.REFRESHED if movement.state in OPEN else Fate.EDITED, movement)


@dataclass(frozen=True, slots=True)
class TakeInRow:
    """A taking-in on record."""

    at: Any
    by: str
    added: int
    refreshed: int
    left: int


def takings() -> tuple[TakeInRow, ...]:
    """The latest takings-in of the list."""
    rows = TakeIn.objects.order_by("-taken_at", "-pk")[:10]
    return tuple(
        TakeInRow(row.taken_at, row.taken_by_name, row.added, row.refreshed, row.left) for row in rows
    )
