"""What every kind of leaf «chỉ tiêu chấm điểm» can do: read its parameters, read a claim, award points.

A *rule* is the leaf's kind with its parameters. A *claim* is what one unit put against it, bound to the rule, and
knows its points. Points leave a claim unrounded; the scheme's one rounding is applied by the caller.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from thidua.core.scoring.bands import Interval
from thidua.core.scoring.faults import fault
from thidua.core.scoring.reading import Document, required
from thidua.core.verdict import Sentence


class Award(NamedTuple):
    """The points of a claim before rounding, and the code and numbers that explain them.

    `points` of None: the rule gives no figure, the leaf waits, and the explanation says for what. `target` is the
    target that a band picked.
    """

    points: Decimal | None
    code: str
    params: Mapping[str, object]
    target: Decimal | None = None


class Improvement(NamedTuple):
    """One thing that would raise the points: the claim as it would then be, and how to say it."""

    claim: "Claim"
    code: str
    params: Mapping[str, object]


class Concern(NamedTuple):
    """Something doubtful in a rule, at a key of it; `fix` maps a key to what would mend it."""

    kind: str
    where: tuple[str | int, ...]
    sentence: Sentence
    fix: Mapping[str, object] | None = None


class Claim(ABC):
    """What one unit put against a leaf, bound to the leaf's rule."""

    __slots__ = ()

    @abstractmethod
    def award(self) -> Award:
        """Return points and explanation; call with exact arithmetic in force."""

    @abstractmethod
    def improvements(self) -> Iterator[Improvement]:
        """Yield what would raise the points, nearest first."""

    def records(self) -> Sequence[str]:
        """Return the records counted, where the claim lists them."""
        return ()

    def magnitude(self) -> Decimal | None:
        """Return the unit's target, where units of one leaf should state theirs in one unit of measure."""
        return None


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """A kind of leaf with its parameters; `max` is the leaf's full marks «điểm tối đa»."""

    max: Decimal

    kind: ClassVar[str]
    parameters: ClassVar[frozenset[str]] = frozenset()
    entry_keys: ClassVar[frozenset[str]]

    @classmethod
    @abstractmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        """Read the parameters from a node of the scheme; raises Fault."""

    @abstractmethod
    def read(self, doc: Document) -> Claim:
        """Read a claim from an entry of the results (keys are already checked); raises Fault."""

    def span(self) -> tuple[Decimal, Decimal]:
        """Return the least and the most that the leaf can give."""
        return Decimal(0), self.max

    def concerns(self) -> Iterator[Concern]:
        """Yield what is doubtful about the parameters."""
        return iter(())


class Banded(NamedTuple):
    """One band of a step table: where it holds, what it gives (None: the source has no figure)."""

    interval: Interval
    gives: Decimal | None


def first_band(bands: Sequence[Banded], value: Decimal) -> Banded | None:
    """Return the first band that holds for the value, or None in a gap."""
    for band in bands:
        if band.interval.holds(value):
            return band
    return None


def exclusive_keys(doc: Document, first: str, second: str) -> str:
    """Return which of two keys is there; exactly one must be."""
    if first in doc:
        if second in doc:
            raise fault("keys_both", second, first=first, second=second)
        return first
    if second in doc:
        return second
    required(doc, first)
    return first


def within(points: Decimal, maximum: Decimal, *where: str | int) -> Decimal:
    """Return points of a scheme's table, refusing any outside 0…max."""
    if not 0 <= points <= maximum:
        raise fault("points_outside", *where, points=points, max=maximum)
    return points
