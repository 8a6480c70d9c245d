"""Warnings about figures that look wrong: every one begins with `leaf CODE:`."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from thidua.core.scoring.leaves import RelativeToLeader
from thidua.core.scoring.leaves.ratios import Proportional, ProportionalClaim
from thidua.core.scoring.leaves.relative import RelativeClaim
from thidua.core.scoring.results import Results, Stage
from thidua.core.scoring.scheme import Leaf, Scheme
from thidua.core.verdict import Sentence

# Targets that differ by this factor were probably stated in different units of measure (0.8, 8 of 10, 80 %).
MAGNITUDE: Final = 10
# A result this many times its own target was probably stated in another unit than the target.
OVERSHOOT: Final = 10


def warnings_of(scheme: Scheme, results: Results, stage: Stage) -> Iterator[Sentence]:
    """Yield what someone should look at before trusting the table."""
    for leaf in scheme.leaves.values():
        yield from _entries_not_counted(leaf, results, stage)
        if isinstance(leaf.rule, (RelativeToLeader, Proportional)):
            yield from _magnitudes(leaf, results, stage)


def _entries_not_counted(leaf: Leaf, results: Results, stage: Stage) -> Iterator[Sentence]:
    for unit in sorted(leaf.not_applicable_for):
        entries = results.units.get(unit)
        cell = None if entries is None else entries.cells(stage).get(leaf.code)
        if cell is not None and cell.claim is not None:
            yield Sentence("warn_entry_not_applicable", {"leaf": leaf.code, "unit": unit})


def _magnitudes(leaf: Leaf, results: Results, stage: Stage) -> Iterator[Sentence]:
    targets: list[tuple[Decimal, str]] = []
    for unit, entries in sorted(results.units.items()):
        cell = entries.cells(stage).get(leaf.code)
        if cell is None or unit in leaf.not_applicable_for:
            continue
        if isinstance(cell.claim, (RelativeClaim, ProportionalClaim)) and cell.claim.target:
            targets.append((cell.claim.target, unit))
            if cell.claim.actual >= OVERSHOOT * cell.claim.target:
                params = {"target": cell.claim.target, "actual": cell.claim.actual}
                yield Sentence("warn_actual_far_above", {"leaf": leaf.code, "unit": unit, **params})
    if isinstance(leaf.rule, RelativeToLeader) and targets:
        (least, low), (most, high) = min(targets), max(targets)
        if most >= MAGNITUDE * least:
            ends = {"least": least, "low": low, "most": most, "high": high}
            yield Sentence("warn_targets_magnitude", {"leaf": leaf.code, **ends})
