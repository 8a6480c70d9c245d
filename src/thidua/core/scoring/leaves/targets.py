"""Leaves made of the unit's own registered targets «chỉ tiêu đơn vị tự đăng ký», each with its weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from thidua.core.scoring.exact import sum_of_ratios
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Award, Claim, Concern, Field, Improvement, Rule
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
    def said(self) -> Sentence:
        """The target with its figures."""
        return Sentence("own_target", self._asdict())

    @property
    def reached(self) -> bool:
        """Whether the target is met."""
        return self.actual >= self.target if self.higher else self.actual <= self.target

    def ratio(self) -> tuple[Decimal, Decimal]:
        """Return the weighted ratio of a target that is not reached, as numerator and denominator."""
        if self.higher:
            return self.weight * self.actual, self.target
        return self.weight * self.target, self.actual


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

    def award(self, field: Field | None = None) -> Award:
        full = Decimal(0)
        short: list[OwnTarget] = []
        for target in self.targets:
            if target.higher and not target.target:
                return None, "wait_own_target_zero", {"name": target.name}, None
            if target.reached:
                full += target.weight
            else:
                short.append(target)
        params: dict[str, object] = {"targets": len(self.targets), "max": self.rule.max}
        if not short:
            return self.rule.max, "why_targets_all", params, None
        params["reached"], params["short"] = len(self.targets) - len(short), tuple(short)
        return sum_of_ratios(full, [target.ratio() for target in short]), "why_targets", params, None

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        for place, target in enumerate(self.targets):
            if target.reached or (target.higher and not target.target):
                continue
            met = (*self.targets[:place], target._replace(actual=target.target), *self.targets[place + 1 :])
            code = "gain_raise_own_target" if target.higher else "gain_lower_own_target"
            params = {"name": target.name, "actual": target.actual, "target": target.target}
            yield Improvement(replace(self, targets=met), code, params)
