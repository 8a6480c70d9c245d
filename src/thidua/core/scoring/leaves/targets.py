"""Leaves made of the unit's own registered targets «chỉ tiêu đơn vị tự đăng ký», each with its weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from thidua.core.scoring.exact import ZERO, sum_of_ratios
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Claim, Field, Improvement, Reason, Rule
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
        weights = sum([target.weight for target in targets], ZERO)
        if weights != self.max:
            raise fault("targets_weights", "targets", sum=weights, max=self.max)
        return UnitTargetsClaim(self, tuple(targets))


def _read_target(doc: Document, place: int) -> OwnTarget:
    known_keys(doc, _TARGET_KEYS)
    weight = number_at(doc, "weight")
    if weight <= ZERO:
        raise fault("number_not_positive", "weight", number=weight)
    return OwnTarget(
        text_or(doc, "name", "") or str(place + 1),
        weight,
        not_negative_at(doc, "target"),
        not_negative_at(doc, "actual"),
        choice_at(doc, "direction", DIRECTIONS, "higher") == "higher",
    )


@dataclass(slots=True)
class UnitTargetsClaim(Claim):
    """The targets the unit registered, with what it reached."""

    rule: UnitTargets
    targets: Sequence[OwnTarget]

    def points(self, field: Field | None = None) -> Decimal | None:
        full = ZERO
        ratios: list[tuple[Decimal, Decimal]] = []
        for _, weight, target, actual, higher in self.targets:
            if higher and not target:
                return None
            if actual >= target if higher else actual <= target:
                full += weight
            else:
                ratios.append((weight * actual, target) if higher else (weight * target, actual))
        return sum_of_ratios(full, ratios) if ratios else self.rule.max

    def reason(self, field: Field | None = None) -> Reason:
        for target in self.targets:
            if target.higher and not target.target:
                return "wait_own_target_zero", {"name": target.name}
        short = tuple(target for target in self.targets if not target.reached)
        params: dict[str, object] = {"targets": len(self.targets), "max": self.rule.max}
        if not short:
            return "why_targets_all", params
        return "why_targets", {**params, "reached": len(self.targets) - len(short), "short": short}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        for place, target in enumerate(self.targets):
            if target.reached or (target.higher and not target.target):
                continue
            met = (*self.targets[:place], target._replace(actual=target.target), *self.targets[place + 1 :])
            code = "gain_raise_own_target" if target.higher else "gain_lower_own_target"
            params = {"name": target.name, "actual": target.actual, "target": target.target}
            yield Improvement(replace(self, targets=met), code, params)
