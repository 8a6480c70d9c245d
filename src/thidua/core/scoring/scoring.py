"""Score one bloc for one period, purely from a scheme and results."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from thidua.core.ranking import BY_VOTES, Candidate, Placement, Prize, fill_prizes, place_candidates
from thidua.core.scoring.exact import exactly
from thidua.core.scoring.leaves import Award, Field, RelativeClaim, RelativeToLeader
from thidua.core.scoring.results import Cell, Results, Stage, State, UnitResults
from thidua.core.scoring.scheme import DisqualifierEffect, Leaf, NotApplicable, Scheme
from thidua.core.scoring.scheme_reading import TIE_BY_DEDUCTIONS
from thidua.core.scoring.scorecard import GroupSum, ItemScore, LeafScore, Scorecard, UnitScore
from thidua.core.scoring.totals import Content, Part, Plan, add_bonus, add_deductions
from thidua.core.scoring.warnings import warnings_of
from thidua.core.verdict import Sentence

_ZERO: Final = Decimal(0)
_NOTHING: Final[Mapping[str, object]] = {}
_VALUE: Final = State.VALUE
_PENDING: Final = State.PENDING
_STATE_CODES: Final = {
    State.NOT_APPLICABLE: "state_not_applicable",
    State.NOT_SUBMITTED: "state_not_submitted",
    State.PENDING: "state_pending",
}


class Sums(NamedTuple):
    """One unit's sheet before it is ranked."""

    unit: str
    leaves: dict[str, LeafScore]
    points: dict[str, Decimal]
    groups: dict[str, GroupSum]
    content: Content
    bonus: Part
    bonus_items: tuple[ItemScore, ...]
    deduction: Part
    deduction_items: tuple[ItemScore, ...]
    total: Part
    complete: bool


@exactly
def score(scheme: Scheme, results: Results, stage: Stage = "self") -> Scorecard:
    """Return the scorecard of all units at a stage.

    `appraised` reads each entry's appraisal; a leaf without one is pending, so that the two are never mixed in
    one table. The result depends on nothing else, and not on the order of units, leaves or keys.
    """
    plan = Plan(scheme)
    fields = fields_of(scheme, results, stage)
    sums = [add_up(plan, code, unit, stage, fields) for code, unit in results.units.items()]
    ranked = place_candidates(
        [_candidate(scheme, one, results.units[one.unit]) for one in sums if one.complete],
        results.votes if scheme.ranking.votes else {},
    )
    placements = ranked.by_unit()
    units = {one.unit: _finish(plan, one, results.units[one.unit], placements.get(one.unit)) for one in sums}
    prizes = [Prize(rule.code, rule.count, rule.rank, rule.min_total) for rule in scheme.awards]
    eligible = {unit.unit for unit in units.values() if unit.eligible}
    return Scorecard(
        stage=stage,
        units=units,
        ranking=tuple(placement.unit for placement in ranked.placements),
        awards=fill_prizes(prizes, ranked.placements, eligible),
        unresolved_ties=ranked.unresolved,
        warnings=tuple(warnings_of(scheme, results, stage)),
    )


def fields_of(scheme: Scheme, results: Results, stage: Stage) -> dict[str, Field]:
    """Return, for each leaf relative to the leader, the best of the units that take part."""
    fields: dict[str, Field] = {}
    for leaf in scheme.leaves.values():
        if isinstance(leaf.rule, RelativeToLeader):
            fields[leaf.code] = leaf.rule.field(_claims(leaf, results, stage))
    return fields


def _claims(leaf: Leaf, results: Results, stage: Stage) -> Iterator[RelativeClaim]:
    for code, unit in results.units.items():
        cell = unit.cells(stage).get(leaf.code)
        if cell is not None and isinstance(cell.claim, RelativeClaim) and code not in leaf.not_applicable_for:
            yield cell.claim


def add_up(plan: Plan, code: str, unit: UnitResults, stage: Stage, fields: Mapping[str, Field]) -> Sums:
    """Score one unit's leaves and add them up; call with exact arithmetic in force.

    This is the inner loop: half the time of a score is spent here, so `awarded` is written out in it.
    """
    cells = unit.cells(stage)
    leaves: dict[str, LeafScore] = {}
    figures: dict[str, Decimal] = {}
    not_applicable: list[str] = []
    waiting = False
    quantum, mode, new = plan.quantum, plan.mode, tuple.__new__
    for leaf_code, leaf, not_applicable_for in plan.leaves:
        cell = cells.get(leaf_code)
        if cell is not None and (claim := cell.claim) is not None and code not in not_applicable_for:
            points, why, params, target = claim.award(fields.get(leaf_code))
            if points is not None:
                figures[leaf_code] = rounded = points.quantize(quantum, mode)
                leaves[leaf_code] = new(LeafScore, (rounded, _VALUE, why, params, points, target))
                continue
            scored = LeafScore(_ZERO, _PENDING, why, params)
        else:
            scored = _without_value(plan.scheme, leaf, code, cell, stage)
        leaves[leaf_code], figures[leaf_code] = scored, scored.points
        if scored.state is State.NOT_APPLICABLE:
            not_applicable.append(leaf_code)
        else:
            waiting = True
    return _summed(plan, code, unit, leaves, figures, not_applicable, waiting=waiting)


def sum_up(plan: Plan, code: str, unit: UnitResults, leaves: dict[str, LeafScore]) -> Sums:
    """Add up leaves that are scored."""
    figures = {leaf: scored.points for leaf, scored in leaves.items()}
    other = [(leaf, scored.state) for leaf, scored in leaves.items() if scored.state is not _VALUE]
    not_applicable = [leaf for leaf, state in other if state is State.NOT_APPLICABLE]
    return _summed(
        plan, code, unit, leaves, figures, not_applicable, waiting=len(other) > len(not_applicable)
    )


def _summed(
    plan: Plan,
    code: str,
    unit: UnitResults,
    leaves: dict[str, LeafScore],
    figures: dict[str, Decimal],
    not_applicable: list[str],
    *,
    waiting: bool,
) -> Sums:
    groups = plan.add_groups(figures)
    content = plan.content(figures, not_applicable)
    bonus, bonus_items = add_bonus(plan.scheme, unit.bonus)
    deduction, deduction_items = add_deductions(plan.scheme, unit.deductions)
    return Sums(
        code,
        leaves,
        figures,
        groups,
        content,
        bonus,
        bonus_items,
        deduction,
        deduction_items,
        plan.total(content.points, bonus.points, deduction.points),
        complete=content.possible and not waiting,
    )


def awarded(plan: Plan, award: Award) -> LeafScore:
    """Round an award into a leaf's score; without a figure the leaf waits."""
    points, code, params, target = award
    if points is None:
        return LeafScore(_ZERO, State.PENDING, code, params)
    return LeafScore(points.quantize(plan.quantum, plan.mode), State.VALUE, code, params, points, target)


def _without_value(scheme: Scheme, leaf: Leaf, unit: str, cell: Cell | None, stage: Stage) -> LeafScore:
    """Score a leaf that holds a state instead of a claim."""
    if unit in leaf.not_applicable_for:
        points = _points_not_applicable(scheme, leaf)
        return LeafScore(points, State.NOT_APPLICABLE, "state_not_applicable_rule", _NOTHING)
    if cell is None:
        if stage == "appraised":
            return LeafScore(_ZERO, State.PENDING, "state_not_appraised", _NOTHING)
        return LeafScore(_ZERO, State.NOT_SUBMITTED, "state_not_submitted", _NOTHING)
    points = _points_not_applicable(scheme, leaf) if cell.state is State.NOT_APPLICABLE else _ZERO
    if cell.reason:
        return LeafScore(points, cell.state, f"{_STATE_CODES[cell.state]}_because", {"reason": cell.reason})
    if cell.state is State.PENDING and stage == "appraised":
        return LeafScore(points, cell.state, "state_not_appraised", _NOTHING)
    return LeafScore(points, cell.state, _STATE_CODES[cell.state], _NOTHING)


def _points_not_applicable(scheme: Scheme, leaf: Leaf) -> Decimal:
    return leaf.max if scheme.not_applicable is NotApplicable.FULL else _ZERO


def _candidate(scheme: Scheme, sums: Sums, unit: UnitResults) -> Candidate:
    chain: list[Decimal] = []
    for code in scheme.ranking.ties:
        if code == TIE_BY_DEDUCTIONS:
            chain.append(Decimal(-sum(tally.number for tally in unit.deductions.values())))
        else:
            chain.append(sums.points[code])
    return Candidate(sums.unit, sums.total.points, tuple(chain))


def _finish(plan: Plan, sums: Sums, unit: UnitResults, placement: Placement | None) -> UnitScore:
    scheme = plan.scheme
    open_matters = all(
        scheme.disqualifiers[code].effect is DisqualifierEffect.SUSPENDED for code in unit.disqualifiers
    )
    band = next((band for band in scheme.bands if sums.total.points >= band.start), None)
    steps = {
        "content": sums.content.why,
        "bonus": sums.bonus.why,
        "deduction": sums.deduction.why,
        "total": sums.total.why,
        "rank": _rank_why(scheme, sums, placement),
    }
    if scheme.bands:
        steps["band"] = (
            Sentence("band_none", {"total": sums.total.points})
            if band is None
            else Sentence(
                "band_reached", {"name": band.name, "start": band.start, "total": sums.total.points}
            )
        )
    return UnitScore(
        unit=sums.unit,
        leaves=sums.leaves,
        groups={code: sums.points[code] for code in scheme.groups},
        content=sums.content.points,
        bonus=sums.bonus.points,
        deduction=sums.deduction.points,
        total=sums.total.points,
        complete=sums.complete,
        rank=None if placement is None else placement.rank,
        eligible=not unit.disqualifiers,
        suspended=bool(unit.disqualifiers) and open_matters,
        blockers=unit.disqualifiers,
        band=None if band is None else band.name,
        bonus_items=sums.bonus_items,
        deduction_items=sums.deduction_items,
        placement=placement,
        steps=steps,
        group_sums=sums.groups,
    )


def _rank_why(scheme: Scheme, sums: Sums, placement: Placement | None) -> Sentence:
    if placement is None:
        waiting = sum(
            1 for leaf in sums.leaves.values() if leaf.state in {State.PENDING, State.NOT_SUBMITTED}
        )
        return Sentence("rank_incomplete", {"waiting": waiting})
    params = {"rank": placement.place, "total": placement.total, "tied": placement.tied_with}
    if placement.undecided:
        return Sentence("rank_undecided", {**params, "others": placement.undecided})
    if not placement.tied_with:
        return Sentence("rank_by_total", params)
    if placement.decided_by is None or placement.decided_by == BY_VOTES:
        return Sentence("rank_by_vote", params)
    code = scheme.ranking.ties[placement.decided_by]
    if code == TIE_BY_DEDUCTIONS:
        return Sentence("rank_by_deductions", params)
    return Sentence("rank_by_chain", {**params, "code": code, "points": sums.points[code]})
