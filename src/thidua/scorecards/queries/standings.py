"""Ranks with their gaps and what is still open, the heat of sections, and proposals for awards."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from thidua.core.scoring import Scorecard, Standing, State, possible_standings
from thidua.core.verdict import Sentence
from thidua.criteria.leaves import Leaf, Section
from thidua.scorecards.frames import Member, SheetFrame
from thidua.scorecards.queries.matrix import Sees, Shown, Word, shown
from thidua.scorecards.scoring import results_of, scheme_of, scorecard_of
from thidua.scorecards.states import OPEN_STAGE, Stage

_HUNDRED = Decimal(100)
_SETTLED = frozenset({State.VALUE, State.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class RankRow:
    """Where a unit stands in one column.

    `total` and `rank` are None while a cell waits (then `low`–`high` and `best`–`worst` say what is possible) or a
    tie is undecided. `gap` is the distance to the next unit above. `why` says what decided the rank.
    """

    member: Member
    total: Decimal | None
    low: Decimal
    high: Decimal
    rank: int | None
    best: int
    worst: int
    gap: Decimal | None
    band: str | None
    eligible: bool
    suspended: bool
    blockers: tuple[str, ...]
    waiting: tuple[str, ...]
    undecided: tuple[str, ...]
    awards: tuple[str, ...]
    why: Sentence

    @property
    def settled(self) -> bool:
        """Whether its place cannot change any more."""
        return self.rank is not None and self.best == self.worst


@dataclass(frozen=True, slots=True)
class Tie:
    """Units that are equal and compete for one rank, with the votes entered so far."""

    place: int
    members: tuple[Member, ...]
    total: Decimal
    votes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A section or leaf and, for each member, the share of its most points in percent (None: no figure)."""

    code: str
    name: str
    max: Decimal
    cells: tuple[tuple[Shown, int | None], ...]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A kind of proposal, how many may be proposed and who is, by the scores alone."""

    code: str
    name: str
    count: int
    min_total: Decimal | None
    rank: int | None
    members: tuple[Member, ...]


def leading_stage(frame: SheetFrame) -> Stage:
    """The column that speaks for the sheet now: the one that is open, and the appraisal once all are closed."""
    return OPEN_STAGE.get(frame.state, Stage.APPRAISED)


def standings_of(frame: SheetFrame, stage: Stage) -> Mapping[str, Standing]:
    """What totals and places are still possible in a column; worked out once for each version."""
    key = ("standings", frame.scheme_hash, stage)
    if key not in frame.content.scored:
        frame.content.scored[key] = possible_standings(scheme_of(frame), results_of(frame, stage)[0])
    kept: Mapping[str, Standing] = frame.content.scored[key]
    return kept


def ranking_rows(frame: SheetFrame, stage: Stage) -> tuple[RankRow, ...]:
    """The units of one column, best first: settled ones by rank, others by what they can still reach."""
    card, standings = scorecard_of(frame, stage), standings_of(frame, stage)
    rows = [_rank_row(card, standings[member.code], member) for member in frame.members]
    return tuple(sorted(rows, key=lambda row: (row.best, row.worst, -row.high, row.member.position)))


def _rank_row(card: Scorecard, standing: Standing, member: Member) -> RankRow:
    unit = card.units[member.code]
    placed = unit.placement
    return RankRow(
        member=member,
        total=unit.total if unit.complete else None,
        low=standing.range.low,
        high=standing.range.high,
        rank=unit.rank if unit.complete and standing.places.settled else None,
        best=standing.places.best,
        worst=standing.places.worst,
        gap=standing.places.gap,
        band=unit.band if unit.complete else None,
        eligible=unit.eligible,
        suspended=unit.suspended,
        blockers=unit.blockers,
        waiting=unit.waiting(),
        undecided=placed.undecided if placed is not None else (),
        awards=tuple(code for code, units in card.awards.items() if member.code in units),
        why=unit.steps["rank"],
    )


def ties_of(frame: SheetFrame) -> tuple[Tie, ...]:
    """Ties of the appraised column that a vote may break, and those a vote has broken, the best rank first."""
    card = scorecard_of(frame, Stage.APPRAISED)
    members = {member.code: member for member in frame.members}
    found: dict[int, tuple[str, ...]] = {}
    for tie in card.unresolved_ties:
        placed = card.units[tie[0]].placement
        if placed is not None:
            found[placed.place] = tie
    votes: dict[int, dict[str, int]] = {}
    for ballot in frame.content.ballots:
        votes.setdefault(ballot.place, {})[ballot.unit] = ballot.votes
    for place, counted in votes.items():
        found.setdefault(place, tuple(counted))
    return tuple(
        Tie(place, tuple(members[code] for code in tie), card.units[tie[0]].total, votes.get(place, {}))
        for place, tie in sorted(found.items())
    )


def award_rows(frame: SheetFrame) -> tuple[AwardRow, ...]:
    """Proposals by the appraised scores; they are advice to the meeting, never decisions."""
    card = scorecard_of(frame, Stage.APPRAISED)
    members = {member.code: member for member in frame.members}
    return tuple(
        AwardRow(
            rule.code,
            rule.name,
            rule.count,
            rule.min_total,
            rule.rank,
            tuple(members[code] for code in card.awards.get(rule.code, ())),
        )
        for rule in scheme_of(frame).awards
    )


def heat_rows(frame: SheetFrame, stage: Stage, *, sees: Sees, leaves: bool = False) -> tuple[HeatRow, ...]:
    """Sections (or leaves) × units of one column, each as a share of its most points."""
    card = scorecard_of(frame, stage)
    rows = []
    for row in frame.outline.rows:
        if leaves and isinstance(row, Leaf):
            cells = tuple(_leaf_heat(frame, card, member, row, stage, sees) for member in frame.members)
        elif not leaves and isinstance(row, Section) and row.depth == 0:
            cells = tuple(_section_heat(frame, card, member, row, stage, sees) for member in frame.members)
        else:
            continue
        rows.append(HeatRow(row.code, row.name, row.max, cells))
    return tuple(rows)


def _leaf_heat(
    frame: SheetFrame, card: Scorecard, member: Member, leaf: Leaf, stage: Stage, sees: Sees
) -> tuple[Shown, int | None]:
    if not sees(member.code, stage):
        return Shown(Word.HIDDEN), None
    cell = shown(frame, member.code, leaf.code, stage, card.units[member.code].leaves[leaf.code])
    return cell, _percent(cell.points, leaf.max)


def _section_heat(
    frame: SheetFrame, card: Scorecard, member: Member, section: Section, stage: Stage, sees: Sees
) -> tuple[Shown, int | None]:
    if not sees(member.code, stage):
        return Shown(Word.HIDDEN), None
    unit = card.units[member.code]
    under = frame.outline.under(section.code)
    states = {leaf.code: unit.leaves[leaf.code].state for leaf in under}
    if all(state is State.NOT_APPLICABLE for state in states.values()):
        return Shown(Word.NOT_APPLICABLE), None
    if any(state not in _SETTLED for state in states.values()):
        return Shown(Word.INCOMPLETE), None
    spared = sum((leaf.max for leaf in under if states[leaf.code] is State.NOT_APPLICABLE), Decimal(0))
    points = unit.groups[section.code]
    return Shown(Word.POINTS, points), _percent(points, section.max - spared)


def _percent(points: Decimal | None, most: Decimal) -> int | None:
    if points is None or most <= 0:
        return None
    return int((points * _HUNDRED / most).quantize(Decimal(1), ROUND_HALF_UP))
