"""Ranks «xếp hạng»: who stands before whom, what decided it, and what cannot be decided yet."""

from thidua.core.ranking.placing import BY_VOTES, Candidate, Placement, Ranking, place_candidates
from thidua.core.ranking.proposing import Prize, fill_prizes
from thidua.core.ranking.ranges import Places, Span, possible_places

__all__ = [
    "BY_VOTES",
    "Candidate",
    "Placement",
    "Places",
    "Prize",
    "Ranking",
    "Span",
    "fill_prizes",
    "place_candidates",
    "possible_places",
]
