"""Fill proposals for awards «đề nghị khen thưởng» from a ranking, leaving open what a tie leaves open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.ranking.placing import Placement


@dataclass(frozen=True, slots=True)
class Prize:
    """How many may be proposed, down to which rank, from which total."""

    code: str
    count: int
    rank: int | None = None
    min_total: Decimal | None = None


def fill_prizes(
    prizes: Sequence[Prize], placements: Sequence[Placement], eligible: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return the units proposed for each prize: in the order given, by rank, a unit once.

    A unit in an undecided tie is proposed only for what it gets however the tie is settled, and so is a unit
    behind one; the other places stay free for the meeting.
    """
    first = _fill(prizes, _settled(placements, eligible, eligible_first=True), eligible)
    last = _fill(prizes, _settled(placements, eligible, eligible_first=False), eligible)
    groups = {one.unit: {one.unit, *one.undecided} & set(eligible) for one in placements}
    proposed: dict[str, tuple[str, ...]] = {}
    for prize in prizes:
        proposed[prize.code] = tuple(
            one.unit
            for one in placements
            if first.get(one.unit) == prize.code
            and all(first.get(other) == last.get(other) == prize.code for other in groups[one.unit])
        )
    return proposed


def _settled(
    placements: Sequence[Placement], eligible: Collection[str], *, eligible_first: bool
) -> list[tuple[int, Placement]]:
    """Return the placements with the ranks of one way to settle every tie."""
    ordered = sorted(placements, key=lambda one: (one.place, (one.unit in eligible) != eligible_first))
    return list(enumerate(ordered, start=1))


def _fill(
    prizes: Sequence[Prize], ordered: Sequence[tuple[int, Placement]], eligible: Collection[str]
) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for prize in prizes:
        free = prize.count
        for rank, one in ordered:
            if not free or (prize.rank is not None and rank > prize.rank):
                break
            if one.unit in given or one.unit not in eligible:
                continue
            if prize.min_total is not None and one.total < prize.min_total:
                continue
            given[one.unit] = prize.code
            free -= 1
    return given
