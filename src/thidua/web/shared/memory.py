"""What a person's pages remember from one request to the next, and what makes them look again.

Whatever changes in the house is an act, and every act is in the ledger with its room and what it belongs to. So a page
need not forget everything when anything happens: it reads which acts came since it last looked (one question, none when
nothing happened), and looks again only where one of the rooms it hears of was at work, and only for the bloc-years the
acts belong to.

What is remembered is one person's, of one day, and short-lived; nothing is lost when it is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.core.cache import cache
from django.http import HttpRequest

from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.acts import done_since
from thidua.web.shared.bell import bell_at

REMEMBERED_SECONDS: Final = 3600
# More acts than this since the last look: looking again at everything costs less than sorting them.
MOST_ACTS: Final = 500
# Rooms of which an act with a scope touches that bloc-year or that unit and no other; any other act may touch all.
SCOPED: Final = frozenset({"campaigns", "criteria", "plans", "covenants", "reports", "scorecards"})
# Who a person is to a room changes with these.
PEOPLE: Final = ("organisations.", "accounts.role_", "accounts.account_")
_KEPT: Final = "_thidua_memory"

# Bloc-years, and units with movements of their own, by public key; None stands for all there are.
type Scopes = frozenset[str] | None


@dataclass(slots=True)
class Kept:
    """A value, the acts it hears of (beginnings of their names), and the scopes touched since it was found."""

    value: Any
    hears: tuple[str, ...]
    touched: Scopes = frozenset()

    def hear(self, acts: Iterable[tuple[str, str]]) -> None:
        """Note what these acts touch."""
        for name, scope in acts:
            if self.touched is None or not name.startswith(self.hears):
                continue
            scoped = scope and name.partition(".")[0] in SCOPED
            self.touched = self.touched | {scope} if scoped else None


@dataclass(slots=True)
class Memory:
    """Everything remembered for one person on one day, as of an entry of the ledger."""

    seq: int
    stamp: str
    kept: dict[str, Kept] = field(default_factory=dict)
    changed: bool = False

    def knows(self, name: str) -> Kept | None:
        """What is remembered under this name, be it touched or not."""
        return self.kept.get(name)

    def keep(self, name: str, value: object, hears: tuple[str, ...]) -> None:
        """Remember a value as found now."""
        self.kept[name] = Kept(value, hears)
        self.changed = True


def memory_of(request: HttpRequest) -> Memory:
    """What the person who asks is remembered to have seen, brought up to the ledger's newest entry."""
    memory = request.__dict__.get(_KEPT)
    if memory is None:
        memory = request.__dict__[_KEPT] = _recalled(request)
    return cast("Memory", memory)


def save(request: HttpRequest) -> None:
    """Keep for the next request what this one has found out."""
    memory = memory_of(request)
    if memory.changed:
        memory.changed = False
        cache.set(_key(request), memory, REMEMBERED_SECONDS)


def _key(request: HttpRequest) -> str:
    return f"memory:{cast('Actor', request.user).actor_key}:{clock.today()}"


def _recalled(request: HttpRequest) -> Memory:
    bell = bell_at(request)
    memory = cast("Memory | None", cache.get(_key(request)))
    if memory is not None and memory.stamp == bell.stamp:
        return memory
    acts = done_since(memory.seq, memory.stamp, limit=MOST_ACTS) if memory is not None else None
    if memory is None or acts is None:
        return Memory(bell.seq, bell.stamp)
    for kept in memory.kept.values():
        kept.hear(acts)
    memory.seq, memory.stamp, memory.changed = bell.seq, bell.stamp, True
    return memory
