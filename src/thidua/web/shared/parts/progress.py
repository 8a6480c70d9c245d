"""Rows of what has happened and what comes: phases, tasks, acts, steps of an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Self

type Progress = Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One phase of the year «giai đoạn»; `when` is said in words ("đến 20/02/2024", "chưa có ngày")."""

    name: str
    when: str
    progress: Progress
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Phases:
    """The year as a line. On a phone only the phase before, the present one and the next are shown."""

    steps: tuple[PhaseStep, ...]
    all_href: str = ""

    @classmethod
    def of(cls, steps: Sequence[tuple[str, str]], now: int, *, all_href: str = "") -> Self:
        """Phases from (name, when) pairs; `now` is the index of the present one, -1 before the year starts."""
        kinds: list[Progress] = [
            "done" if i < now else "now" if i == now else "next" for i in range(len(steps))
        ]
        shown = {max(now, 0) - 1, max(now, 0), max(now, 0) + 1}
        return cls(
            tuple(
                PhaseStep(name, when, kind, folded=i not in shown)
                for i, ((name, when), kind) in enumerate(zip(steps, kinds, strict=True))
            ),
            all_href,
        )


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that waits for a person: what, why, days left (None: no deadline), the one door to it."""

    title: str
    why: str
    days: int | None
    href: str
    verb: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of "latest acts": when, who, what (a sentence without its subject)."""

    when: datetime | date
    who: str
    what: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ImportStep:
    """One step of reading a file in."""

    label: str
    progress: Progress

    @classmethod
    def of(cls, labels: Sequence[str], now: int) -> tuple[Self, ...]:
        """Steps of which number `now` (from 0) is the present one."""
        return tuple(
            cls(label, "done" if i < now else "now" if i == now else "next") for i, label in enumerate(labels)
        )
