"""A scorecard «bảng điểm»: every number with the explanation it answers "Vì sao?" with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from thidua.core.ranking import Placement
from thidua.core.scoring.results import Stage, State
from thidua.core.verdict import Sentence


class LeafScore(NamedTuple):
    """The points of one leaf: what they are, in which state, and why.

    `points` are rounded by the scheme's rule (0 while waiting), `exact` is the figure before rounding (None
    without a value). `target` is the target that a band picked.
    """

    points: Decimal
    state: State
    code: str
    params: Mapping[str, object]
    exact: Decimal | None = None
    target: Decimal | None = None

    @property
    def why(self) -> Sentence:
        """One sentence with the numbers used."""
        said = Sentence(self.code, {**self.params, "points": self.points})
        if self.exact is None or self.exact == self.points:
            return said
        exponent = self.points.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else 0
        return Sentence("why_rounded", {"why": said, "decimals": decimals})


class GroupSum(NamedTuple):
    """A group's points, and the children's points they come from."""

    points: Decimal
    parts: tuple[Decimal, ...]
    sum: Decimal
    cap: Decimal | None
    max: Decimal

    @property
    def why(self) -> Sentence:
        """One sentence with the numbers used."""
        code = "sum_of_parts" if self.cap is None or self.sum <= self.cap else "sum_capped"
        return Sentence(code, self._asdict())


class ItemScore(NamedTuple):
    """What one bonus or deduction item came to; `counted` is False where another of its kind counts instead."""

    code: str
    number: int
    points: Decimal
    counted: bool
    why: Sentence


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's whole sheet.

    `steps` explains the sums by name: `content`, `bonus`, `deduction`, `total`, `rank`, and `band` where the
    scheme has classes; `group_sums` explains each group. `rank` is None while the sheet is incomplete or a tie
    is undecided.
    """

    unit: str
    leaves: Mapping[str, LeafScore]
    groups: Mapping[str, Decimal]
    content: Decimal
    bonus: Decimal
    deduction: Decimal
    total: Decimal
    complete: bool
    rank: int | None
    eligible: bool
    suspended: bool
    blockers: tuple[str, ...]
    band: str | None
    bonus_items: tuple[ItemScore, ...]
    deduction_items: tuple[ItemScore, ...]
    placement: Placement | None
    steps: Mapping[str, Sentence]
    group_sums: Mapping[str, GroupSum]

    def waiting(self) -> tuple[str, ...]:
        """Return the leaves that keep the sheet from being complete."""
        open_states = {State.PENDING, State.NOT_SUBMITTED}
        return tuple(code for code, leaf in self.leaves.items() if leaf.state in open_states)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All units of one bloc at one stage.

    `ranking` holds the complete units, best first; `warnings` are sentences about leaves whose figures look
    wrong; `awards` are proposals by award code.
    """

    stage: Stage
    units: Mapping[str, UnitScore]
    ranking: tuple[str, ...]
    awards: Mapping[str, tuple[str, ...]]
    unresolved_ties: Sequence[tuple[str, ...]]
    warnings: tuple[Sentence, ...]
