"""What totals and ranks are still possible while cells wait: «83,58 đến 94,11», «hạng 4–5 chưa phân định»."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from thidua.core.ranking import Places, Span, possible_places
from thidua.core.scoring.exact import ZERO, exactly
from thidua.core.scoring.leaves import RelativeClaim
from thidua.core.scoring.results import Results, Stage, State
from thidua.core.scoring.scheme import Leaf, Scheme
from thidua.core.scoring.scorecard import LeafScore, Scorecard
from thidua.core.scoring.scoring import Sums, add_up, fields_of, ranked, sheets_of, sum_up
from thidua.core.scoring.totals import Plan

_OPEN = frozenset({State.PENDING, State.NOT_SUBMITTED})


class Range(NamedTuple):
    """The least and the most a total can become."""

    low: Decimal
    high: Decimal

    @property
    def settled(self) -> bool:
        """Whether only one total is left."""
        return self.low == self.high


class Standing(NamedTuple):
    """A unit's possible totals and the places they allow."""

    range: Range
    places: Places


@exactly
def possible_range(scheme: Scheme, results: Results, unit: str, stage: Stage = "self") -> Range:
    """Return the least and the most a unit's total can become.

    A waiting leaf may give anything its rule can give, an uncapped proportion at most its full marks; bonus and
    deductions stay as they are. A leaf relative to the leader also moves with what the others have not put in
    yet. Raises KeyError for an unknown unit.
    """
    plan = Plan(scheme)
    fields = fields_of(scheme, results, stage)
    return _range(plan, results, add_up(plan, unit, results.units[unit], stage, fields), stage)


@exactly
def possible_standings(scheme: Scheme, results: Results, stage: Stage = "self") -> Mapping[str, Standing]:
    """Return every unit's possible totals and places."""
    plan = Plan(scheme)
    sheets = sheets_of(plan, results, stage)
    ranges = {sheet.unit: _range(plan, results, sheet, stage) for sheet in sheets}
    return _standings(ranked(plan, results, stage, sheets), ranges)


def _standings(card: Scorecard, ranges: Mapping[str, Range]) -> dict[str, Standing]:
    spans = [
        # A complete total that others' entries can still move is no settled placement.
        Span(unit, total.low, total.high, card.units[unit].placement if total.settled else None)
        for unit, total in ranges.items()
    ]
    return {unit: Standing(ranges[unit], places) for unit, places in possible_places(spans).items()}


def _range(plan: Plan, results: Results, now: Sums, stage: Stage) -> Range:
    entries = results.units[now.unit]
    lows: dict[str, LeafScore] = {}
    highs: dict[str, LeafScore] = {}
    for code, scored in now.leaves.items():
        if scored.state in _OPEN:
            low, high = plan.scheme.leaves[code].rule.span()
            lows[code] = scored._replace(points=plan.rounded(low))
            highs[code] = scored._replace(points=plan.rounded(high))
    for leaf in plan.scheme.relative:
        scored = now.leaves[leaf.code]
        if isinstance(scored.grounds, RelativeClaim) and _someone_waits(leaf, results, now.unit, stage):
            low = plan.rounded(_lowest(scored.grounds))
            if low < scored.points:
                lows[leaf.code] = scored._replace(points=low)
    if not lows:
        return Range(now.total.points, now.total.points)
    least, most = ({**now.leaves, **changed} for changed in (lows, highs))
    return Range(
        sum_up(plan, now.unit, entries, least).total.points,
        sum_up(plan, now.unit, entries, most).total.points,
    )


def _lowest(claim: RelativeClaim) -> Decimal:
    """Return what a relative leaf falls to if a unit still to come leads by far."""
    if not claim.target:
        return ZERO
    rule = claim.rule
    return rule.share * rule.max if claim.actual >= claim.target else rule.max


def _someone_waits(leaf: Leaf, results: Results, unit: str, stage: Stage) -> bool:
    for code, entries in results.units.items():
        if code == unit or code in leaf.not_applicable_for:
            continue
        cell = entries.cells(stage).get(leaf.code)
        if cell is None or cell.state in _OPEN:
            return True
    return False
