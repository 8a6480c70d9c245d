"""Ranks that are still possible while cells wait: «chưa phân định»."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from thidua.core.ranking.placing import Placement


class Span(NamedTuple):
    """The least and the most a unit's total can become; `placement` where its sheet is complete."""

    unit: str
    low: Decimal
    high: Decimal
    placement: Placement | None = None


class Places(NamedTuple):
    """The best and the worst place a unit can still take, and the distance to the next unit above.

    `gap` is how many points the unit's highest total lies below the lowest of the next unit above that it cannot
    reach (None: none is out of reach); `settled` when only one place is left.
    """

    best: int
    worst: int
    gap: Decimal | None

    @property
    def settled(self) -> bool:
        """Whether only one place is left."""
        return self.best == self.worst


def possible_places(spans: Sequence[Span]) -> dict[str, Places]:
    """Return the places each unit can still take."""
    return {span.unit: _places(span, [other for other in spans if other is not span]) for span in spans}


def _places(span: Span, others: Sequence[Span]) -> Places:
    ahead = [other for other in others if _surely_ahead(other, span)]
    behind = sum(1 for other in others if _surely_ahead(span, other))
    gaps = [other.low - span.high for other in ahead]
    return Places(len(ahead) + 1, len(others) - behind + 1, min(gaps) if gaps else None)


def _surely_ahead(one: Span, other: Span) -> bool:
    if one.placement is not None and other.placement is not None:
        return one.placement.place < other.placement.place
    return one.low > other.high
