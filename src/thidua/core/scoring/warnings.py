"""Warnings about figures that look wrong: every one begins with `leaf CODE:`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from thidua.core.scoring.leaves import RelativeToLeader
from thidua.core.scoring.leaves.ratios import Proportional, ProportionalClaim
from thidua.core.scoring.leaves.relative import RelativeClaim
from thidua.core.scoring.results import Cell, Results, Stage
from thidua.core.scoring.scheme import Leaf, Scheme
from thidua.core.verdict import Sentence

type Entries = list[tuple[str, Mapping[str, Cell]]]

# Targets that differ by this factor were probably stated in different units of measure (0.8, 8 of 10, 80 %).
MAGNITUDE: Final = 10
# A result this many times its own target was probably stated in another unit than the target.
OVERSHOOT: Final = 10
_WITH_TARGETS: Final = frozenset({Proportional.kind, RelativeToLeader.kind})


def warnings_of(scheme: Scheme, results: Results, stage: Stage) -> Iterator[Sentence]:
    """Yield what someone should look at before trusting the table."""
    entries = [(unit, results.units[unit].cells(stage)) for unit in sorted(results.units)]
    for leaf in scheme.leaves.values():
        if leaf.not_applicable_for:
            yield from _entries_not_counted(leaf, entries)
        if leaf.rule.kind in _WITH_TARGETS:
            yield from _magnitudes(leaf, entries)


def _entries_not_counted(leaf: Leaf, entries: Entries) -> Iterator[Sentence]:
    for unit, cells in entries:
        cell = cells.get(leaf.code)
        if unit in leaf.not_applicable_for and cell is not None and cell.claim is not None:
            yield Sentence("warn_entry_not_applicable", {"leaf": leaf.code, "unit": unit})


def _magnitudes(leaf: Leaf, entries: Entries) -> Iterator[Sentence]:
    code = leaf.code
    targets: list[tuple[Decimal, str]] = []
    for unit, cells in entries:
        cell = cells.get(code)
        claim = None if cell is None or unit in leaf.not_applicable_for else cell.claim
        if not isinstance(claim, (ProportionalClaim, RelativeClaim)) or not claim.target:
            continue
        target, actual = claim.target, claim.actual
        targets.append((target, unit))
        if actual > target and actual >= OVERSHOOT * target:
            params = {"target": target, "actual": actual}
            yield Sentence("warn_actual_far_above", {"leaf": code, "unit": unit, **params})
    if targets and leaf.rule.kind == RelativeToLeader.kind:
        (least, low), (most, high) = min(targets), max(targets)
        if most >= MAGNITUDE * least:
            ends = {"least": least, "low": low, "most": most, "high": high}
            yield Sentence("warn_targets_magnitude", {"leaf": code, **ends})
