"""Truths of the whole house, contributed room by room and run by `manage.py check_invariants`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thidua.foundation.audit import verify


@dataclass(frozen=True, slots=True)
class Untruth:
    """A truth that does not hold, on which record."""

    invariant: str
    on: str
    detail: str


INVARIANTS: dict[str, Callable[[], Iterator[Untruth]]] = {}


def invariant(name: str) -> Callable[[Callable[[], Iterator[Untruth]]], Callable[[], Iterator[Untruth]]]:
    """Register a truth: a generator of what contradicts it."""

    def keep(function: Callable[[], Iterator[Untruth]]) -> Callable[[], Iterator[Untruth]]:
        INVARIANTS[name] = function
        return function

    return keep


def untruths() -> tuple[Untruth, ...]:
    """Everything that contradicts a registered truth."""
    return tuple(found for check in INVARIANTS.values() for found in check())


@invariant("the ledger is whole")
def _ledger_is_whole() -> Iterator[Untruth]:
    _, fault = verify()
    if fault is not None:
        yield Untruth("the ledger is whole", f"entry {fault.seq}", fault.reason)
