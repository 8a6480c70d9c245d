"""Reading the ledger: acts as frozen rows, told as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from thidua.core.verdict import Sentence
from thidua.foundation.audit import REGISTERED
from thidua.foundation.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the ledger as people read it."""

    seq: int
    name: str
    at: datetime
    recorded_at: datetime
    actor_key: str
    actor_name: str
    on_kind: str
    on_key: str
    on_label: str
    data: Mapping[str, object]
    hash: str
    previous: str

    @property
    def sentence(self) -> Sentence:
        """What happened, to be rendered in the reader's language."""
        return Sentence(REGISTERED.get(self.name, self.name), {"actor": self.actor_name, "on": self.on_label, **self.data})


def _act(entry: AuditEntry) -> Act:
    return Act(
        entry.seq,
        entry.name,
        entry.happened_at,
        entry.recorded_at,
        entry.actor_key,
        entry.actor_name,
        entry.on_kind,
        entry.on_key,
        entry.on_label,
        entry.data,
        entry.hash,
        entry.previous,
    )


def latest_acts(*, scope: str = "", on_key: str = "", prefix: str = "", limit: int = 10) -> tuple[Act, ...]:
    """The newest acts within a scope, on one record, or of one room (names that begin with `prefix`)."""
    entries = AuditEntry.objects.order_by("-seq")
    if scope:
        entries = entries.filter(Q(scope=scope) | Q(on_key=scope))
    if on_key:
        entries = entries.filter(on_key=on_key)
    if prefix:
        entries = entries.filter(name__startswith=prefix)
    return tuple(_act(entry) for entry in entries[:limit])


def page_of_acts(  # noqa: PLR0913 -- each filter of the ledger's screen
    *, before: int | None = None, actor: str = "", name: str = "", on_key: str = "", words: str = "", size: int = 50
) -> tuple[Act, ...]:
    """A page of the ledger, newest first, older than entry `before`."""
    entries = AuditEntry.objects.order_by("-seq")
    if before is not None:
        entries = entries.filter(seq__lt=before)
    if actor:
        entries = entries.filter(actor_key=actor)
    if name:
        entries = entries.filter(name__startswith=name)
    if on_key:
        entries = entries.filter(on_key=on_key)
    if words:
        entries = entries.filter(Q(on_label__icontains=words) | Q(actor_name__icontains=words))
    return tuple(_act(entry) for entry in entries[:size])


def entry_count() -> int:
    """How many entries the ledger has."""
    return AuditEntry.objects.count()
