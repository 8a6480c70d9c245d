"""The kinds of leaves a scheme may use, by their name in the file."""

from typing import Final

from thidua.core.scoring.leaves.base import Claim, Concern, Field, Improvement, Reason, Rule
from thidua.core.scoring.leaves.counts import Count, DeductPerEvent, Tally, tally_at
from thidua.core.scoring.leaves.dates import Dated
from thidua.core.scoring.leaves.given import Direct, External, PassFail
from thidua.core.scoring.leaves.ratios import BandedTarget, Completion, Proportional
from thidua.core.scoring.leaves.relative import RelativeClaim, RelativeToLeader
from thidua.core.scoring.leaves.steps import DeductStep, Lateness, Step
from thidua.core.scoring.leaves.targets import UnitTargets

KINDS: Final[dict[str, type[Rule]]] = {
    rule.kind: rule
    for rule in (
        PassFail,
        Direct,
        Proportional,
        Completion,
        Step,
        Lateness,
        Dated,
        Count,
        DeductPerEvent,
        DeductStep,
        BandedTarget,
        External,
        RelativeToLeader,
        UnitTargets,
    )
}

__all__ = [
    "KINDS",
    "Claim",
    "Concern",
    "Field",
    "Improvement",
    "Reason",
    "RelativeClaim",
    "RelativeToLeader",
    "Rule",
    "Tally",
    "tally_at",
]
