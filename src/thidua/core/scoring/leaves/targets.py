"""Leaves made of the unit's own registered targets «chỉ tiêu đơn vị tự đăng ký», each with its weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple, Self

from thidua.core.scoring.exact import quotient
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Award, Claim, Concern, Improvement, Rule
from thidua.core.scoring.leaves.ratios import DIRECTIONS
from thidua.core.scoring.reading import (
    Document,
    choice_at,
    known_keys,
    list_at,
    mapping_of,
    not_negative_at,
    number_at,
    text_or,
    whole_at,
)
from thidua.core.verdict import Sentence

MOST_TARGETS = 200
_TARGET_KEYS = frozenset({"name", "weight", "target", "actual", "direction"})


class OwnTarget(NamedTuple):
    """One registered target of a unit."""

    name: str
    weight: Decimal
    target: Decimal
    actual: Decimal
    higher: bool

    @property
    def reached(self) -> bool:
        """Whether the target is met."""
        return self.actual >= self.target if self.higher else self.actual <= self.target

    def share(self) -> Fraction | None:
        """Return the weight times the capped ratio, exactly; None when a target of 0 gives no ratio."""
        if self.higher and not self.target:
            return None
        if self.reached:
            return Fraction(self.weight)
        if self.higher:
            return Fraction(self.weight) * Fraction(self.actual) / Fraction(self.target)
        return Fraction(self.weight) * Fraction(self.target) / Fraction(self.actual)


@dataclass(frozen=True, slots=True)
class UnitTargets(Rule):
    """«Theo chỉ tiêu đơn vị tự đăng ký»: each target a capped proportion of its weight, rounded once in sum."""

    min_targets: int
    max_targets: int

    kind: ClassVar[str] = "unit_targets"
    parameters: ClassVar[frozenset[str]] = frozenset({"min_targets", "max_targets"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"targets"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        least = whole_at(doc, "min_targets", low=1, high=MOST_TARGETS) if "min_targets" in doc else 1
        most = (
            whole_at(doc, "max_targets", low=1, high=MOST_TARGETS) if "max_targets" in doc else MOST_TARGETS
        )
        if least > most:
            raise fault("targets_limits_crossed", "min_targets", least=least, most=most)
        return cls(maximum, least, most)

    def read(self, doc: Document) -> "UnitTargetsClaim":
        rows = list_at(doc, "targets")
        if not self.min_targets <= len(rows) <= self.max_targets:
            raise fault(
                "targets_number", "targets", number=len(rows), least=self.min_targets, most=self.max_targets
            )
        targets: list[OwnTarget] = []
        for place, row in enumerate(rows):
            try:
                targets.append(_read_target(mapping_of(row), place))
            except Fault as problem:
                raise problem.under("targets", place) from None
        weights = sum((target.weight for target in targets), Decimal(0))
        if weights != self.max:
            raise fault("targets_weights", "targets", sum=weights, max=self.max)
        return UnitTargetsClaim(self, tuple(targets))

    def concerns(self) -> Iterator[Concern]:
        return iter(())


def _read_target(doc: Document, place: int) -> OwnTarget:
    known_keys(doc, _TARGET_KEYS)
    weight = number_at(doc, "weight")
    if weight <= 0:
        raise fault("number_not_positive", "weight", number=weight)
    return OwnTarget(
        text_or(doc, "name", str(place + 1)),
        weight,
        not_negative_at(doc, "target"),
        not_negative_at(doc, "actual"),
        choice_at(doc, "direction", DIRECTIONS, "higher") == "higher",
    )


@dataclass(frozen=True, slots=True)
class UnitTargetsClaim(Claim):
    """The targets the unit registered, with what it reached."""

    rule: UnitTargets
    targets: Sequence[OwnTarget]

    def award(self) -> Award:
        shares: list[Fraction] = []
        for target in self.targets:
            share = target.share()
            if share is None:
                return Award(None, "wait_own_target_zero", {"name": target.name})
            shares.append(share)
        reached = sum(1 for target in self.targets if target.reached)
        params = {
            "targets": len(self.targets),
            "reached": reached,
            "short": tuple(
                Sentence("own_target", {"name": target.name, "weight": target.weight, "share": _shown(share)})
                for target, share in zip(self.targets, shares, strict=True)
                if not target.reached
            ),
            "max": self.rule.max,
        }
        if reached == len(self.targets):
            return Award(self.rule.max, "why_targets_all", params)
        return Award(quotient(sum(shares, Fraction(0))), "why_targets", params)

    def improvements(self) -> Iterator[Improvement]:
        for place, target in enumerate(self.targets):
            if target.reached or (target.higher and not target.target):
                continue
            met = (*self.targets[:place], target._replace(actual=target.target), *self.targets[place + 1 :])
            code = "gain_raise_own_target" if target.higher else "gain_lower_own_target"
            params = {"name": target.name, "actual": target.actual, "target": target.target}
            yield Improvement(replace(self, targets=met), code, params)


def _shown(share: Fraction) -> Decimal:
    """Return a share to four places, for the eye only."""
    return round(quotient(share), 4).normalize()
