"""«Còn thiếu gì để đạt tối đa?»: what would raise a leaf's points, and by how much."""

from decimal import Decimal
from typing import NamedTuple

from thidua.core.scoring.exact import exactly
from thidua.core.scoring.leaves import Claim, Field, RelativeClaim
from thidua.core.scoring.results import Results, Stage, State
from thidua.core.scoring.scheme import Leaf, Scheme
from thidua.core.scoring.scorecard import LeafScore
from thidua.core.scoring.scoring import Sums, add_up, fields_of, scored_by, sum_up, taking_part
from thidua.core.scoring.totals import Plan
from thidua.core.verdict import Sentence


class Gain(NamedTuple):
    """One way to more points: by how much the leaf rises, to what, by how much the total rises, and how."""

    points: Decimal
    reaches: Decimal
    total: Decimal
    sentence: Sentence


@exactly
def room_to_gain(
    scheme: Scheme, results: Results, unit: str, code: str, stage: Stage = "self"
) -> tuple[Gain, ...]:
    """Return the ways in which a unit could have more points on a leaf, nearest first.

    Ways that give nothing (a cap is reached, the figure rounds to the same) are left out; so is everything where
    the leaf does not apply. Raises KeyError for an unknown unit or leaf.
    """
    leaf = scheme.leaves[code]
    entries = results.units[unit]
    plan = Plan(scheme)
    fields = fields_of(scheme, results, stage)
    now = add_up(plan, unit, entries, stage, fields)
    scored = now.leaves[code]
    if scored.state is State.NOT_APPLICABLE:
        return ()
    claim = scored.grounds
    gains: list[Gain] = []
    if scored.state is not State.VALUE or not isinstance(claim, Claim):
        high = plan.rounded(leaf.rule.span()[1])
        reached = scored._replace(points=high)
        if high > scored.points:
            sentence = Sentence(_waiting_code(scored), {"high": high})
            gains.append(_gain(plan, results, now, code, reached, sentence))
        return tuple(gains)
    for way in claim.improvements(scored.field):
        reached = scored_by(plan, way.claim, _met_field(way.claim, leaf, unit, results, stage))
        if reached.points > scored.points:
            sentence = Sentence(way.code, {**way.params, "points": reached.points})
            gains.append(_gain(plan, results, now, code, reached, sentence))
    return tuple(gains)


def _waiting_code(scored: LeafScore) -> str:
    if scored.state is State.NOT_SUBMITTED:
        return "gain_submit"
    return "gain_settle_rule" if isinstance(scored.grounds, Claim) else "gain_wait"


def _met_field(claim: Claim, leaf: Leaf, unit: str, results: Results, stage: Stage) -> Field | None:
    """Return the field a changed claim meets: a relative one finds the others as they are, and may lead them."""
    if isinstance(claim, RelativeClaim):
        return claim.rule.field([claim, *taking_part(leaf, results, stage, without=unit)])
    return None


def _gain(plan: Plan, results: Results, now: Sums, code: str, reached: LeafScore, sentence: Sentence) -> Gain:
    then = sum_up(plan, now.unit, results.units[now.unit], {**now.leaves, code: reached})
    risen = reached.points - now.leaves[code].points
    return Gain(risen, reached.points, then.total.points - now.total.points, sentence)
