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
from thidua.core.scoring.reading import Document
from thidua.core.verdict import Sentence

# A wording code and the numbers it names.
type Reason = tuple[str, Mapping[str, object]]


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


class Field(NamedTuple):
    """The best of the units that take part in a relative leaf, in each of its two groups; None where empty."""

    leader: "Claim | None" = None
    most_without_target: Decimal | None = None


class Claim:
    """What one unit put against a leaf, bound to the leaf's rule; call it with exact arithmetic in force.

    One is made for every cell of every file and asked in every score. So its class is abstract without the metaclass
    of `abc`, which makes asking for a type slow, and not frozen, which makes making one slow; nothing changes one.

    `field` is the bloc's best, for the kinds that depend on the other units. Points are worked out for every cell
    of every table, reasons only for the cells someone asks about.
    """

    __slots__ = ()

    @abstractmethod
    def points(self, field: Field | None = None) -> Decimal | None:
        """Return the points before rounding; None where the rule gives no figure, so that the leaf waits."""

    @abstractmethod
    def reason(self, field: Field | None = None) -> Reason:
        """Return why it is so many points, or what the leaf waits for."""

    def award(self, field: Field | None = None) -> tuple[Decimal | None, str, Mapping[str, object]]:
        """Return the points together with their reason."""
        return (self.points(field), *self.reason(field))

    @abstractmethod
    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        """Yield what would raise the points, nearest first."""

    @property
    def picked_target(self) -> Decimal | None:
        """The target that a band picked, for the kind that has one."""
        return None

    @property
    def records(self) -> Sequence[str]:
        """The records counted, where the claim lists them."""
        return ()


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
    """One band of a step table: where it holds, what it gives (None: no figure in the source), how it is said."""

    interval: Interval
    gives: Decimal | None
    said: Sentence


def first_band(bands: Sequence[Banded], value: Decimal) -> Banded | None:
    """Return the first band that holds for the value, or None in a gap."""
    for band in bands:
        # `Interval.holds`, written out: this is the inner loop.
        low, low_in, high, high_in = band[0]
        if low is not None and (value < low or (not low_in and value == low)):
            continue
        if high is None or value < high or (high_in and value == high):
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
    raise fault("key_missing", key=first)


def within(points: Decimal, maximum: Decimal, *where: str | int) -> Decimal:
    """Return points of a scheme's table, refusing any outside 0…max."""
    if not 0 <= points <= maximum:
        raise fault("points_outside", *where, points=points, max=maximum)
    return points
