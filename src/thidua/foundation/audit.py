"""The audit ledger: names registered with a sentence, entries chained by hash, verified from the first.

An entry's digest covers everything it says; the chain value is `SHA-256(previous ‖ SHA-256(0x00 ‖ canonical JSON))`,
so that removing, changing or reordering any entry is found by `verify`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Protocol

from django.db import connection

from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.models import AuditEntry, LedgerHead
from thidua.foundation.wording import fill

GENESIS = hashlib.sha256(b"thidua-ledger/1").hexdigest()
REGISTERED: dict[str, str] = {}
_trail: ContextVar[list[AuditEntry] | None] = ContextVar("audit_trail", default=None)


class AuditNameUnknown(LookupError):
    """An act was recorded under a name nobody registered."""


class Recorded(Protocol):
    """What an entry can be about: a row with a public key."""

    public_id: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that does not fit, and why."""

    seq: int
    why: Sentence

    @property
    def reason(self) -> str:
        """Why, in English, for commands and logs; screens render the sentence in the reader's language."""
        return fill(self.why.text, self.why.params, "en")


def register(name: str, sentence: str) -> str:
    """Register an act's name with its sentence (a gettext message id with `{actor}`, `{on}` and data fields)."""
    if REGISTERED.setdefault(name, sentence) != sentence:
        message = f"The audit name {name!r} has two sentences."
        raise ValueError(message)
    return name


@contextmanager
def watch() -> Iterator[list[AuditEntry]]:
    """Collect what is recorded inside the block."""
    trail: list[AuditEntry] = []
    token = _trail.set(trail)
    try:
        yield trail
    finally:
        _trail.reset(token)


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    message = f"The ledger cannot keep a {type(value).__name__}."
    raise TypeError(message)


def canonical(entry: AuditEntry) -> bytes:
    """The entry as canonical JSON: sorted keys, no spaces, UTF-8, moments in UTC."""
    said = {
        "seq": entry.seq,
        "name": entry.name,
        "happened_at": entry.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_key": entry.actor_key,
        "actor_name": entry.actor_name,
        "on_kind": entry.on_kind,
        "on_key": entry.on_key,
        "on_label": entry.on_label,
        "scope": entry.scope,
        "data": entry.data,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chained(previous: str, entry: AuditEntry) -> str:
    """The chain value of `entry` after `previous`, in hexadecimal."""
    leaf = hashlib.sha256(b"\x00" + canonical(entry)).digest()
    return hashlib.sha256(bytes.fromhex(previous) + leaf).hexdigest()


def hold() -> LedgerHead:
    """Lock the ledger until the act ends: no other act is kept meanwhile.

    Recording holds it anyway; an act that must be the only one of its kind (the first administrator) holds it before
    it looks.
    """
    head, _ = LedgerHead.objects.select_for_update(no_key=True).get_or_create(
        pk=1, defaults={"seq": 0, "hash": GENESIS}
    )
    return head


def record(
    name: str,
    *,
    actor: Actor,
    on: Recorded,
    data: Mapping[str, object] | None = None,
    at: datetime | None = None,
    scope: str = "",
) -> AuditEntry:
    """Append one entry inside the caller's transaction.

    `on` is the row concerned; `scope` the public key of what it belongs to (a bloc-year, a unit), by which "latest
    acts" are found. Raises `AuditNameUnknown` for a name that no room registered.
    """
    if name not in REGISTERED:
        raise AuditNameUnknown(name)
    if not connection.in_atomic_block:
        message = f"{name} must be recorded inside an action."
        raise RuntimeError(message)
    head = hold()
    moment = clock.now()
    meta = getattr(on, "_meta", None)
    entry = AuditEntry(
        seq=head.seq + 1,
        name=name,
        happened_at=at or moment,
        recorded_at=moment,
        actor_key=actor.actor_key,
        actor_name=actor.actor_name[:200],
        on_kind=meta.label_lower if meta else type(on).__name__.lower(),
        on_key=on.public_id,
        on_label=str(on)[:400],
        scope=scope,
        data=_plain(data or {}),
        previous=head.hash,
    )
    entry.hash = chained(head.hash, entry)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save(update_fields=["seq", "hash"])
    if (trail := _trail.get()) is not None:
        trail.append(entry)
    return entry


def first_fault(
    entries: Iterable[AuditEntry],
    *,
    after: tuple[int, str] = (0, GENESIS),
    head: tuple[int, str] | None = None,
) -> Fault | None:
    """The first entry that does not fit the chain, or None.

    `after` is the number and hash of the entry before the first one given; `head` is what the last entry must be.
    """
    known, previous = after
    for entry in entries:
        expected = known + 1
        if entry.seq != expected:
            return Fault(
                expected,
                Sentence(
                    "entry {missing} is missing; {found} follows {before}",
                    {"missing": expected, "found": entry.seq, "before": known},
                ),
            )
        if entry.previous != previous:
            return Fault(entry.seq, Sentence("it is not chained to the entry before it"))
        if chained(previous, entry) != entry.hash:
            return Fault(entry.seq, Sentence("its content does not match its hash"))
        known, previous = entry.seq, entry.hash
    if head is not None and head != (known, previous):
        return Fault(
            known + 1,
            Sentence(
                "the ledger should end with entry {wanted}, but ends with {found}",
                {"wanted": head[0], "found": known},
            ),
        )
    return None


def verify() -> tuple[int, Fault | None]:
    """Recompute the whole ledger: how many entries were read, and the first that does not fit."""
    head = LedgerHead.objects.filter(pk=1).first()
    fault = first_fault(
        AuditEntry.objects.order_by("seq").iterator(chunk_size=2000),
        head=(head.seq, head.hash) if head else None,
    )
    return AuditEntry.objects.count(), fault
