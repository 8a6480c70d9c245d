"""A scheme «bảng tiêu chí, thang điểm»: the tree of criteria and the rules around it, checked and immutable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from thidua.core.scoring.exact import Rounding
from thidua.core.scoring.leaves import RelativeToLeader, Rule


class NotApplicable(StrEnum):
    """What a leaf that does not apply does to the content total."""

    RESCALE = "rescale"
    FULL = "full"
    ZERO = "zero"


class DisqualifierEffect(StrEnum):
    """Whether a disqualifier settles the matter or leaves it open."""

    EXCLUDED = "excluded"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing that is marked «chỉ tiêu»; `place` is its position among the leaves."""

    code: str
    name: str
    rule: Rule
    not_applicable_for: frozenset[str]
    path: tuple[str | int, ...]
    place: int

    @property
    def max(self) -> Decimal:
        """Full marks."""
        return self.rule.max


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what stands under it «mục, nội dung»; `cap` clips the sum of its children."""

    code: str
    name: str
    max: Decimal
    cap: Decimal | None
    children: "Sequence[Node]"
    path: tuple[str | int, ...]


type Node = Leaf | Group


class BonusItem(NamedTuple):
    """A reason for bonus points «điểm thưởng»; items sharing `one_of` count only once, the highest."""

    code: str
    name: str
    points: Decimal
    once: bool
    cap: Decimal | None
    one_of: str


class DeductionItem(NamedTuple):
    """A reason for taking points off «điểm trừ»; `points` is not above zero."""

    code: str
    name: str
    points: Decimal


class Disqualifier(NamedTuple):
    """What keeps a unit from being proposed «điều kiện loại, điểm liệt» while its score still shows."""

    code: str
    name: str
    effect: DisqualifierEffect


class ClassBand(NamedTuple):
    """A class of the total «xếp loại»: reached from so many points."""

    name: str
    start: Decimal


@dataclass(frozen=True, slots=True)
class AwardRule:
    """A kind of proposal «đề nghị khen thưởng»: how many, down to which rank, from which total."""

    code: str
    name: str
    count: int
    rank: int | None
    min_total: Decimal | None


class TotalRule(NamedTuple):
    """How content, bonus and deductions make the total."""

    content_max: Decimal
    bonus_max: Decimal | None
    deduction_floor: Decimal | None
    may_exceed_content_max: bool


class RankingRule(NamedTuple):
    """How equal totals are told apart: codes one after another, then perhaps a vote."""

    ties: tuple[str, ...]
    votes: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme, ready to score with.

    `leaves` and `groups` are the tree in document order, by code; `relative` are the leaves on which every unit's
    points depend on the others. `document` is what it was read from in
    canonical writing (numbers as plain strings): equal documents mean equal schemes.
    """

    name: str
    rounding: Rounding
    not_applicable: NotApplicable
    total: TotalRule
    ranking: RankingRule
    criteria: Sequence[Node]
    bonus: Mapping[str, BonusItem]
    deductions: Mapping[str, DeductionItem]
    disqualifiers: Mapping[str, Disqualifier]
    bands: Sequence[ClassBand]
    awards: Sequence[AwardRule]
    exclusive: Sequence[tuple[str, ...]]
    document: Mapping[str, object]
    leaves: Mapping[str, Leaf] = field(init=False)
    groups: Mapping[str, Group] = field(init=False)
    relative: Sequence[Leaf] = field(init=False)

    def __post_init__(self) -> None:
        """Index the tree."""
        nodes = list(walk(self.criteria))
        object.__setattr__(self, "leaves", {node.code: node for node in nodes if isinstance(node, Leaf)})
        object.__setattr__(self, "groups", {node.code: node for node in nodes if isinstance(node, Group)})
        relative = tuple(leaf for leaf in self.leaves.values() if isinstance(leaf.rule, RelativeToLeader))
        object.__setattr__(self, "relative", relative)


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield every node of a tree, parents before children."""
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from walk(node.children)
