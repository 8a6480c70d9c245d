"""Leaves relative to the bloc's leader «so với đơn vị dẫn đầu»: one new entry re-scores every unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Final, Self

from thidua.core.scoring.exact import Rounding, RoundingMode
from thidua.core.scoring.faults import fault
from thidua.core.scoring.leaves.base import Award, Claim, Field, Improvement, Rule
from thidua.core.scoring.reading import Document, not_negative_at, number_at

# The figure to reach is shown with few places, rounded up so that it suffices.
_LEVEL: Final = Rounding(2, RoundingMode.CEILING)


@dataclass(frozen=True, slots=True)
class RelativeToLeader(Rule):
    """A share of the points for reaching one's own target, the rest by distance to the leader."""

    share: Decimal

    kind: ClassVar[str] = "relative_to_leader"
    parameters: ClassVar[frozenset[str]] = frozenset({"share_at_target"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"target", "actual"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        share = number_at(doc, "share_at_target")
        if not 0 <= share <= 1:
            raise fault("share_outside", "share_at_target", share=share)
        return cls(maximum, share)

    def read(self, doc: Document) -> "RelativeClaim":
        return RelativeClaim(self, not_negative_at(doc, "target"), not_negative_at(doc, "actual"))

    @staticmethod
    def field(claims: Iterable["RelativeClaim"]) -> Field:
        """Find the leader among the claims of the units that take part."""
        leader: RelativeClaim | None = None
        most: Decimal | None = None
        for claim in claims:
            if not claim.target:
                most = claim.actual if most is None else max(most, claim.actual)
            elif leader is None or claim.actual * leader.target > leader.actual * claim.target:
                leader = claim
        return Field(leader, most)


@dataclass(frozen=True, slots=True)
class RelativeClaim(Claim):
    """Target and actual of one unit."""

    rule: RelativeToLeader
    target: Decimal
    actual: Decimal

    def award(self, field: Field | None = None) -> Award:
        """Return the points among the units that take part; without a field, as if alone."""
        if field is None:
            field = RelativeToLeader.field([self])
        rule, target, actual = self.rule, self.target, self.actual
        full, at_target = rule.max, rule.share * rule.max
        if not target:
            return self._award_without_target(field)
        params: dict[str, object] = {"target": target, "actual": actual, "max": full, "at_target": at_target}
        if actual < target:
            return (at_target * actual / target, "why_relative_below", params, None)
        leader = field.leader
        if actual == target or not isinstance(leader, RelativeClaim):
            return (at_target, "why_relative_reached", params, None)
        ahead = leader.actual * target
        params |= {"leader_target": leader.target, "leader_actual": leader.actual}
        if actual * leader.target >= ahead:
            return (full, "why_relative_leader", params, None)
        # (q−1)/(L−1) with one division: q = a/t, L = A/T gives (a−t)·T / (t·(A−T)).
        above, distance = (actual - target) * leader.target, target * (leader.actual - leader.target)
        points = (at_target * distance + (full - at_target) * above) / distance
        return (points, "why_relative_between", {**params, "rest": full - at_target}, None)

    def _award_without_target(self, field: Field) -> Award:
        most = field.most_without_target
        params = {"actual": self.actual, "max": self.rule.max, "most": most or self.actual}
        if not self.actual:
            return (Decimal(0), "why_relative_no_target_none", params, None)
        if most is None or self.actual >= most:
            return (self.rule.max, "why_relative_no_target_most", params, None)
        return (self.rule.max * self.actual / most, "why_relative_no_target", params, None)

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        """Yield reaching the own target, then catching up with the leader."""
        if self.target and self.actual < self.target:
            met = replace(self, actual=self.target)
            yield Improvement(met, "gain_raise_actual", {"actual": self.actual, "target": self.target})
        leader = None if field is None else field.leader
        if self.target and isinstance(leader, RelativeClaim) and self._behind(leader):
            level = _LEVEL.apply(leader.actual * self.target / leader.target)
            caught = replace(self, actual=level)
            yield Improvement(caught, "gain_catch_leader", {"actual": self.actual, "level": level})
        most = None if field is None else field.most_without_target
        if not self.target and most is not None and self.actual < most:
            params = {"actual": self.actual, "level": most}
            yield Improvement(replace(self, actual=most), "gain_catch_leader", params)

    def _behind(self, leader: "RelativeClaim") -> bool:
        """Whether a leader beyond its own target has a larger ratio."""
        beyond = leader.actual > leader.target
        return beyond and self.actual * leader.target < leader.actual * self.target
