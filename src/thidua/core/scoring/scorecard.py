"""A scorecard «bảng điểm»: every number with the explanation it answers "Vì sao?" with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from thidua.core.ranking import Placement
from thidua.core.scoring.exact import exactly
from thidua.core.scoring.leaves import Claim, Field, Reason
from thidua.core.scoring.results import Stage, State
from thidua.core.verdict import Sentence


class LeafScore(NamedTuple):
    """The points of one leaf: what they are, in which state, and why.

    `points` are rounded by the scheme's rule (0 while waiting), `exact` is the figure before rounding (None
    without a value). `grounds` is what they rest on: the claim, met in the bloc's `field` where its kind depends
    on the other units, or the sentence that says why there is none. The explanation is made when it is asked for.
    """

    points: Decimal
    state: State
    grounds: Claim | Sentence
    field: Field | None = None
    exact: Decimal | None = None

    @property
    def target(self) -> Decimal | None:
        """The target that a band picked."""
        return self.grounds.picked_target if isinstance(self.grounds, Claim) else None

    @property
    @exactly
    def why(self) -> Sentence:
        """One sentence with the numbers used."""
        grounds = self.grounds
        code, params = (
            grounds.reason(self.field) if isinstance(grounds, Claim) else (grounds.text, grounds.params)
        )
        said = Sentence(code, {**params, "points": self.points})
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

    `reasons` explains the sums by name: `content`, `bonus`, `deduction`, `total`, `rank`, and `band` where the
    scheme has classes; `steps` are the same as sentences. `group_sums` explains each group. `rank` is None while the sheet is incomplete or a tie
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
    reasons: Mapping[str, Reason]
    group_sums: Mapping[str, GroupSum]

    @property
    def steps(self) -> Mapping[str, Sentence]:
        """The sums by name, each with one sentence that explains it."""
        return {name: Sentence(*reason) for name, reason in self.reasons.items()}

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
