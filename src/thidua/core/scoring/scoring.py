"""Score one bloc for one period, purely from a scheme and results."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from thidua.core.ranking import BY_VOTES, Candidate, Placement, Prize, fill_prizes, place_candidates
from thidua.core.scoring.exact import exactly
from thidua.core.scoring.leaves import Claim, Field, Reason, RelativeClaim, RelativeToLeader
from thidua.core.scoring.results import Cell, Results, Stage, State, UnitResults
from thidua.core.scoring.scheme import DisqualifierEffect, Leaf, NotApplicable, Scheme
from thidua.core.scoring.scheme_reading import TIE_BY_DEDUCTIONS
from thidua.core.scoring.scorecard import GroupSum, ItemScore, LeafScore, Scorecard, UnitScore
from thidua.core.scoring.totals import Content, Part, Plan, add_bonus, add_deductions
from thidua.core.scoring.warnings import warnings_of
from thidua.core.verdict import Sentence

_ZERO: Final = Decimal(0)
_VALUE: Final = State.VALUE
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
    return ranked(plan, results, stage, sheets_of(plan, results, stage))


def ranked(plan: Plan, results: Results, stage: Stage, sheets: Sequence[Sums]) -> Scorecard:
    """Return the scorecard of sheets that are added up: ranks, classes, proposals."""
    scheme = plan.scheme
    ranking = place_candidates(
        [_candidate(scheme, one, results.units[one.unit]) for one in sheets if one.complete],
        results.votes if scheme.ranking.votes else {},
    )
    placements = ranking.by_unit()
    units = {
        one.unit: _finish(plan, one, results.units[one.unit], placements.get(one.unit)) for one in sheets
    }
    prizes = [Prize(rule.code, rule.count, rule.rank, rule.min_total) for rule in scheme.awards]
    eligible = {unit.unit for unit in units.values() if unit.eligible}
    return Scorecard(
        stage=stage,
        units=units,
        ranking=tuple(placement.unit for placement in ranking.placements),
        awards=fill_prizes(prizes, ranking.placements, eligible),
        unresolved_ties=ranking.unresolved,
        warnings=tuple(warnings_of(scheme, results, stage)),
    )


def sheets_of(plan: Plan, results: Results, stage: Stage) -> list[Sums]:
    """Score every unit's leaves and add them up; call with exact arithmetic in force."""
    fields = fields_of(plan.scheme, results, stage)
    return [add_up(plan, code, unit, stage, fields) for code, unit in results.units.items()]


def fields_of(scheme: Scheme, results: Results, stage: Stage) -> dict[str, Field]:
    """Return, for each leaf relative to the leader, the best of the units that take part."""
    return {leaf.code: RelativeToLeader.field(taking_part(leaf, results, stage)) for leaf in scheme.relative}


def taking_part(leaf: Leaf, results: Results, stage: Stage, *, without: str = "") -> Iterator[RelativeClaim]:
    """Yield what the units that take part in a relative leaf put in, but for one of them."""
    for code, unit in results.units.items():
        cell = unit.cells(stage).get(leaf.code)
        if cell is None or code == without or code in leaf.not_applicable_for:
            continue
        if isinstance(cell.claim, RelativeClaim):
            yield cell.claim


def add_up(plan: Plan, code: str, unit: UnitResults, stage: Stage, fields: Mapping[str, Field]) -> Sums:
    """Score one unit's leaves and add them up; call with exact arithmetic in force.

    This is the inner loop: `scored_by` is written out in it, and what is the same for all cells is looked up once.
    """
    cells = plan.cells_that_count(code, unit.cells(stage))
    leaves: dict[str, LeafScore] = {}
    figures: dict[str, Decimal] = {}
    not_applicable: list[str] = []
    waiting = False
    quantum, mode, new, codes = plan.quantum, plan.mode, tuple.__new__, plan.codes
    for leaf, cell, field in zip(codes, map(cells.get, codes), map(fields.get, codes), strict=True):
        if cell is not None and (claim := cell.claim) is not None:
            exact = claim.points(field)
            if exact is not None:
                figures[leaf] = points = exact.quantize(quantum, mode)
                leaves[leaf] = new(LeafScore, (points, _VALUE, claim, field, exact))
                continue
            scored = scored_by(plan, claim, field)
        else:
            scored = _without_value(plan.scheme, plan.scheme.leaves[leaf], code, cell, stage)
        leaves[leaf], figures[leaf] = scored, scored.points
        if scored.state is State.NOT_APPLICABLE:
            not_applicable.append(leaf)
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


def scored_by(plan: Plan, claim: Claim, field: Field | None) -> LeafScore:
    """Return a leaf's score by a claim, rounded; without a figure the leaf waits."""
    exact = claim.points(field)
    if exact is None:
        return LeafScore(_ZERO, State.PENDING, claim, field)
    return LeafScore(plan.rounded(exact), State.VALUE, claim, field, exact)


def _without_value(scheme: Scheme, leaf: Leaf, unit: str, cell: Cell | None, stage: Stage) -> LeafScore:
    """Score a leaf that holds a state instead of a claim."""
    if unit in leaf.not_applicable_for:
        points = _points_not_applicable(scheme, leaf)
        return LeafScore(points, State.NOT_APPLICABLE, Sentence("state_not_applicable_rule"))
    if cell is None:
        if stage == "appraised":
            return LeafScore(_ZERO, State.PENDING, Sentence("state_not_appraised"))
        return LeafScore(_ZERO, State.NOT_SUBMITTED, Sentence("state_not_submitted"))
    points = _points_not_applicable(scheme, leaf) if cell.state is State.NOT_APPLICABLE else _ZERO
    said = Sentence(_STATE_CODES[cell.state])
    if cell.reason:
        said = Sentence(f"{said.text}_because", {"reason": cell.reason})
    elif cell.state is State.PENDING and stage == "appraised":
        said = Sentence("state_not_appraised")
    return LeafScore(points, cell.state, said)


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
    blockers = [scheme.disqualifiers[code] for code in unit.disqualifiers]
    band = next((band for band in scheme.bands if sums.total.points >= band.start), None)
    reasons: dict[str, Reason] = {
        "content": sums.content.why,
        "bonus": sums.bonus.why,
        "deduction": sums.deduction.why,
        "total": sums.total.why,
        "rank": _rank_why(scheme, sums, placement),
    }
    if band is not None:
        params = {"name": band.name, "start": band.start, "total": sums.total.points}
        reasons["band"] = ("band_reached", params)
    elif scheme.bands:
        reasons["band"] = ("band_none", {"total": sums.total.points})
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
        eligible=not blockers,
        suspended=bool(blockers) and all(one.effect is DisqualifierEffect.SUSPENDED for one in blockers),
        blockers=unit.disqualifiers,
        band=None if band is None else band.name,
        bonus_items=sums.bonus_items,
        deduction_items=sums.deduction_items,
        placement=placement,
        reasons=reasons,
        group_sums=sums.groups,
    )


def _rank_why(scheme: Scheme, sums: Sums, placement: Placement | None) -> Reason:
    if placement is None:
        waiting = sum(
            1 for leaf in sums.leaves.values() if leaf.state in {State.PENDING, State.NOT_SUBMITTED}
        )
        return "rank_incomplete", {"waiting": waiting}
    params = {"rank": placement.place, "total": placement.total, "tied": placement.tied_with}
    if placement.undecided:
        return "rank_undecided", {**params, "others": placement.undecided}
    if not placement.tied_with:
        return "rank_by_total", params
    if placement.decided_by is None or placement.decided_by == BY_VOTES:
        return "rank_by_vote", params
    code = scheme.ranking.ties[placement.decided_by]
    if code == TIE_BY_DEDUCTIONS:
        return "rank_by_deductions", params
    return "rank_by_chain", {**params, "code": code, "points": sums.points[code]}
