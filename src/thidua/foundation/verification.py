"""Checking the ledger from a screen: in steps, each step an act of its own, so that the last check is known too.

`thidua audit verify` recomputes everything at once. A screen checks at most `STEP` entries per request and goes on
where the step before ended; the hash it ended with stands in the ledger, so that a later change to what was already
checked is found by the next step or the next round.
"""

from dataclasses import dataclass
from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.audit import GENESIS, Fault, first_fault, record, register
from thidua.foundation.models import AuditEntry, LedgerHead
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_

STEP = 20_000
CHECKED = register(
    "ledger.checked", N_("{actor} checked entries {first} to {last} of the ledger: every one fits")
)
FOUND_BROKEN = register("ledger.found_broken", N_("{actor} checked the ledger: entry {broken} does not fit"))
KEY = "ledger"


class Ledger:
    """The ledger itself «nhật ký», as what a check is about."""

    public_id = KEY

    def __str__(self) -> str:
        """Its place in the house."""
        return KEY


@dataclass(frozen=True, slots=True)
class Check:
    """One step of checking: entries `first` to `last` of `total`, and the fault that ended it, if any.

    `round_from` is where the round began; a round is whole when it ends with the newest entry of its day.
    """

    at: datetime
    actor_name: str
    first: int
    last: int
    total: int
    hash: str
    seq: int
    fault: Fault | None = None

    @property
    def whole(self) -> bool:
        """Whether every entry there was has been checked and fits."""
        return self.fault is None and self.last >= self.total


def _check(entry: AuditEntry) -> Check:
    data = entry.data
    why = data.get("why")
    fault = Fault(data["broken"], Sentence(why["text"], why["params"])) if why else None
    return Check(
        entry.happened_at,
        entry.actor_name,
        data["first"],
        data["last"],
        data["total"],
        data["hash"],
        entry.seq,
        fault,
    )


def last_check() -> Check | None:
    """The newest step of checking, or None when nobody has checked yet."""
    entry = AuditEntry.objects.filter(on_key=KEY, name__in=(CHECKED, FOUND_BROKEN)).order_by("-seq").first()
    return None if entry is None else _check(entry)


@action
def check_ledger(*, actor: Actor, at: datetime, step: int = STEP) -> Check:
    """Recompute the next `step` entries and write down what was found.

    Goes on after the last step; begins again at the first entry when that step ended the ledger, or found a fault.
    """
    before = last_check()
    start, previous = (
        (0, GENESIS) if before is None or before.whole or before.fault else (before.last, before.hash)
    )
    head = LedgerHead.objects.filter(pk=1).first()
    total, newest = (head.seq, head.hash) if head else (0, GENESIS)
    fault = _changed_since(start, previous)
    entries = list(AuditEntry.objects.filter(seq__gt=start).order_by("seq")[:step]) if fault is None else []
    ends = len(entries) < step or entries[-1].seq >= total
    if fault is None:
        fault = first_fault(entries, after=(start, previous), head=(total, newest) if ends else None)
    last = entries[-1] if entries else None
    data: dict[str, object] = {
        "first": start + 1,
        "last": last.seq if last else start,
        "total": total,
        "hash": last.hash if last else previous,
    }
    if fault is not None:
        data |= {"broken": fault.seq, "why": {"text": fault.why.text, "params": fault.why.params}}
    return _check(record(FOUND_BROKEN if fault else CHECKED, actor=actor, on=Ledger(), data=data, at=at))


def _changed_since(seq: int, known: str) -> Fault | None:
    """Whether entry `seq` still has the hash it had when the step before ended there."""
    if seq == 0 or AuditEntry.objects.filter(seq=seq, hash=known).exists():
        return None
    return Fault(seq, Sentence("its hash is no longer the one it had at the last check"))
