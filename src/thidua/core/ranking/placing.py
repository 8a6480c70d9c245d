"""Place candidates by total, then by an agreed chain of figures, then by a recorded vote, and never further.

Equal ranks use 1-2-2-4. What the chain and the vote leave equal stays undecided: it is a matter for the meeting,
and no name, code or order of entry may settle it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

BY_VOTES: Final = -1


class Candidate(NamedTuple):
    """One that competes: total first, then the figures of the chain, higher first in all."""

    unit: str
    total: Decimal
    chain: tuple[Decimal, ...] = ()


class Placement(NamedTuple):
    """Where a candidate stands.

    `place` is the rank it has or would share; `rank` is None while a tie is undecided. `tied_with` are the others
    of the same total, `decided_by` the position in the chain that told it from the last of them (BY_VOTES for a
    vote, None where no tie was or where it is undecided). `undecided` are those it cannot be told from.
    """

    unit: str
    total: Decimal
    rank: int | None
    place: int
    tied_with: tuple[str, ...] = ()
    decided_by: int | None = None
    undecided: tuple[str, ...] = ()


class Ranking(NamedTuple):
    """All candidates, best first, and the ties that are left, each in the order of its codes."""

    placements: tuple[Placement, ...]
    unresolved: tuple[tuple[str, ...], ...]

    def by_unit(self) -> dict[str, Placement]:
        """Return the placements by unit."""
        return {placement.unit: placement for placement in self.placements}


def place_candidates(
    candidates: Sequence[Candidate], votes: Mapping[int, Mapping[str, int]] | None = None
) -> Ranking:
    """Rank the candidates; `votes` holds the counts of recorded votes by the rank competed for."""
    # The unit comes last only so that an undecided tie is listed in a stable order.
    ordered = sorted(
        candidates, key=lambda one: (-one.total, tuple(-figure for figure in one.chain), one.unit)
    )
    placements: list[Placement] = []
    unresolved: list[tuple[str, ...]] = []
    for _, same_total in groupby(ordered, key=lambda one: one.total):
        level = list(same_total)
        first = len(placements) + 1
        if len(level) == 1:
            placements.append(Placement(level[0].unit, level[0].total, first, first))
            continue
        for _, alike in groupby(level, key=lambda one: one.chain):
            tied = tuple(one.unit for one in alike)
            for place, group in _voted(tied, len(placements) + 1, votes or {}):
                if len(group) > 1:
                    unresolved.append(group)
                for unit in group:
                    others = tuple(one.unit for one in level if one.unit != unit)
                    undecided = tuple(other for other in group if other != unit)
                    rank = None if undecided else place
                    decided = None if undecided else _decider(unit, level, voted=len(tied) > 1)
                    placements.append(
                        Placement(unit, level[0].total, rank, place, others, decided, undecided)
                    )
    return Ranking(tuple(placements), tuple(unresolved))


def _voted(
    tied: tuple[str, ...], rank: int, votes: Mapping[int, Mapping[str, int]]
) -> list[tuple[int, tuple[str, ...]]]:
    """Split a tie by the vote for its rank; what the vote leaves equal competes by the vote for its own rank."""
    counts = votes.get(rank)
    if len(tied) == 1 or counts is None or any(unit not in counts for unit in tied):
        return [(rank, tied)]
    ordered = sorted(tied, key=lambda unit: (-counts[unit], unit))
    split: list[tuple[int, tuple[str, ...]]] = []
    place = rank
    for _, equal in groupby(ordered, key=lambda unit: counts[unit]):
        group = tuple(equal)
        split += [(place, group)] if place == rank else _voted(group, place, votes)
        place += len(group)
    return split


def _decider(unit: str, level: list[Candidate], *, voted: bool) -> int:
    """Return the position in the chain after which the unit stands alone, or that the vote set it apart."""
    if voted:
        return BY_VOTES
    own = next(one for one in level if one.unit == unit)
    others = [one.chain for one in level if one.unit != unit]
    return next(
        step
        for step in range(len(own.chain))
        if all(chain[: step + 1] != own.chain[: step + 1] for chain in others)
    )
