"""Numbers carried up the tree of movements, each counted once. Plain Python: no tables, no clock.

A movement responds to any number of movements above it, so that the tree is a graph without circles. An activity counted
for a movement is counted for everything above it as well, and once for each of them, whatever number of ways leads
there. Figures of one measure are added up; rates are not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

type Link = tuple[int, int]  # lower, upper


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of what; `key` says which figures are the same measure."""

    key: str
    measure: str
    unit_of_measure: str
    amount: Decimal
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity as the sum sees it: its number, who did it, for which movements, with which figures."""

    activity: int
    unit: int
    movements: frozenset[int]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """What comes together at a movement: activities, the units that did them, sums by measure."""

    activities: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    sums: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many activities."""
        return len(self.activities)

    def amount(self, key: str) -> Decimal:
        """The sum of a measure; nothing when no activity has it."""
        found = self.sums.get(key)
        return found.amount if found else Decimal(0)


def _reached(links: Iterable[Link], start: int, *, up: bool) -> frozenset[int]:
    """Everything reached from `start` along the links, `start` left out unless it lies on a circle."""
    ways: defaultdict[int, set[int]] = defaultdict(set)
    for lower, upper in links:
        ways[lower if up else upper].add(upper if up else lower)
    found = set[int]()
    edge = set(ways[start])
    while edge:
        found |= edge
        edge = {far for near in edge for far in ways[near]} - found
    return frozenset(found)


def ancestors(links: Iterable[Link], start: int) -> frozenset[int]:
    """Movements to which `start` responds, directly or through others."""
    return _reached(links, start, up=True)


def descendants(links: Iterable[Link], start: int) -> frozenset[int]:
    """Movements that respond to `start`, directly or through others."""
    return _reached(links, start, up=False)


def closes_circle(links: Iterable[Link], lower: int, upper: int) -> bool:
    """Whether a movement would respond to itself if `lower` responded to `upper`."""
    return lower == upper or lower in ancestors(links, upper)


def circles(links: Collection[Link]) -> frozenset[int]:
    """Movements that respond to themselves, directly or around; there should be none."""
    return frozenset(start for start, _ in links if start in ancestors(links, start))


def total_of(doings: Iterable[Doing], movements: Collection[int]) -> Total:
    """What comes together at a movement, given it and everything below it."""
    activities, units = set[int](), set[int]()
    sums: dict[str, Figure] = {}
    for doing in doings:
        if doing.activity in activities or doing.movements.isdisjoint(movements):
            continue
        activities.add(doing.activity)
        units.add(doing.unit)
        for one in doing.figures:
            if one.adds_up:
                before = sums[one.key].amount if one.key in sums else Decimal(0)
                first = sums.get(one.key, one)
                sums[one.key] = Figure(one.key, first.measure, first.unit_of_measure, before + one.amount)
    return Total(frozenset(activities), frozenset(units), sums)


def roll_up(links: Collection[Link], doings: Collection[Doing], wanted: Iterable[int]) -> dict[int, Total]:
    """The totals of several movements."""
    return {one: total_of(doings, {one} | descendants(links, one)) for one in wanted}
