"""Leaves relative to the bloc's leader «so với đơn vị dẫn đầu»: one new entry re-scores every unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Final, Self

from thidua.core.scoring.exact import ZERO, Rounding, RoundingMode
from thidua.core.scoring.faults import fault
from thidua.core.scoring.leaves.base import Claim, Field, Improvement, Reason, Rule
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


@dataclass(slots=True)
class RelativeClaim(Claim):
    """Target and actual of one unit."""

    rule: RelativeToLeader
    target: Decimal
    actual: Decimal

    def points(self, field: Field | None = None) -> Decimal:
        """Return the points among the units that take part; without a field, as if alone."""
        rule, target, actual = self.rule, self.target, self.actual
        full = rule.max
        if not target:
            if not actual:
                return ZERO
            most = self._most(field)
            return full if actual >= most else full * actual / most
        at_target = rule.share * full
        if actual < target:
            return at_target * actual / target
        if actual == target:
            return at_target
        leader = self._leader(field)
        if actual * leader.target >= leader.actual * target:
            return full
        # (q−1)/(L−1) with one division: q = a/t, L = A/T gives (a−t)·T / (t·(A−T)).
        above, distance = (actual - target) * leader.target, target * (leader.actual - leader.target)
        return (at_target * distance + (full - at_target) * above) / distance

    def reason(self, field: Field | None = None) -> Reason:
        full, target, actual = self.rule.max, self.target, self.actual
        if not target:
            most = self._most(field)
            params = {"actual": actual, "max": full, "most": most}
            if not actual:
                return "why_relative_no_target_none", params
            return "why_relative_no_target_most" if actual >= most else "why_relative_no_target", params
        at_target = self.rule.share * full
        params = {"target": target, "actual": actual, "max": full, "at_target": at_target}
        if actual < target:
            return "why_relative_below", params
        if actual == target:
            return "why_relative_reached", params
        leader = self._leader(field)
        params |= {"leader_target": leader.target, "leader_actual": leader.actual}
        if actual * leader.target >= leader.actual * target:
            return "why_relative_leader", params
        return "why_relative_between", {**params, "rest": full - at_target}

    def _leader(self, field: Field | None) -> "RelativeClaim":
        """Return the leader; alone, the unit leads itself."""
        leader = None if field is None else field.leader
        return leader if isinstance(leader, RelativeClaim) else self

    def _most(self, field: Field | None) -> Decimal:
        """Return the most of the units without a target; alone, its own."""
        most = None if field is None else field.most_without_target
        return self.actual if most is None else most

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
