"""Leaves in proportion: a result against a target, a share completed, a target that a band picks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from thidua.core.scoring.exact import HUNDRED, ZERO
from thidua.core.scoring.leaves.base import (
    Banded,
    Claim,
    Concern,
    Field,
    Improvement,
    Reason,
    Rule,
    first_band,
)
from thidua.core.scoring.leaves.tables import band_concerns, read_bands
from thidua.core.scoring.reading import Document, choice_at, flag_or, not_negative_at, number_at
from thidua.core.verdict import Sentence

DIRECTIONS = ("higher", "lower")


@dataclass(frozen=True, slots=True)
class Proportional(Rule):
    """«Theo tỷ lệ»: full marks times actual by target, or target by actual where lower is better."""

    capped: bool
    higher: bool

    kind: ClassVar[str] = "proportional"
    parameters: ClassVar[frozenset[str]] = frozenset({"capped", "direction"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"target", "actual"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        higher = choice_at(doc, "direction", DIRECTIONS, "higher") == "higher"
        return cls(maximum, flag_or(doc, "capped", default=True), higher)

    def read(self, doc: Document) -> "ProportionalClaim":
        return ProportionalClaim(self, not_negative_at(doc, "target"), not_negative_at(doc, "actual"))


def _proportion(rule: "Proportional | BandedTarget", target: Decimal, actual: Decimal) -> Decimal | None:
    """Return max·a/t (higher) or max·t/a (lower; max when a = 0), capped if so; None when t = 0 has no ratio."""
    if rule.higher:
        if not target:
            return None
        if rule.capped and actual >= target:
            return rule.max
        return rule.max * actual / target
    if not actual or (rule.capped and actual <= target):
        return rule.max
    return rule.max * target / actual


def _reached(target: Decimal, actual: Decimal, *, higher: bool) -> bool:
    return actual >= target if higher else actual <= target


@dataclass(slots=True)
class ProportionalClaim(Claim):
    """Target and actual of one unit."""

    rule: Proportional
    target: Decimal
    actual: Decimal

    def points(self, field: Field | None = None) -> Decimal | None:
        return _proportion(self.rule, self.target, self.actual)

    def reason(self, field: Field | None = None) -> Reason:
        rule, target, actual = self.rule, self.target, self.actual
        params = {"max": rule.max, "target": target, "actual": actual}
        if rule.higher and not target:
            return "wait_target_zero", params
        if not rule.higher and not actual:
            return "why_ratio_lower_none", params
        if actual == target or (rule.capped and _reached(target, actual, higher=rule.higher)):
            return "why_ratio_reached" if rule.higher else "why_ratio_lower_reached", params
        return "why_ratio" if rule.higher else "why_ratio_lower", params

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        short = self.actual < self.target if self.rule.higher else self.actual > self.target
        if short and self.target:
            code = "gain_raise_actual" if self.rule.higher else "gain_lower_actual"
            met = replace(self, actual=self.target)
            yield Improvement(met, code, {"actual": self.actual, "target": self.target})
        elif short:
            yield Improvement(replace(self, actual=Decimal(0)), "gain_lower_to_none", {"actual": self.actual})


@dataclass(frozen=True, slots=True)
class Completion(Rule):
    """«Theo tỷ lệ hoàn thành»: full marks times the percentage done, never above full marks."""

    kind: ClassVar[str] = "completion"
    entry_keys: ClassVar[frozenset[str]] = frozenset({"percent"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        return cls(maximum)

    def read(self, doc: Document) -> "CompletionClaim":
        return CompletionClaim(self, not_negative_at(doc, "percent"))


@dataclass(slots=True)
class CompletionClaim(Claim):
    """The percentage done."""

    rule: Completion
    percent: Decimal

    def points(self, field: Field | None = None) -> Decimal:
        if self.percent >= HUNDRED:
            return self.rule.max
        return self.rule.max * self.percent / HUNDRED

    def reason(self, field: Field | None = None) -> Reason:
        code = "why_completion_full" if self.percent >= HUNDRED else "why_completion"
        return code, {"max": self.rule.max, "percent": self.percent}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        if self.percent < HUNDRED:
            yield Improvement(replace(self, percent=HUNDRED), "gain_complete", {"percent": self.percent})


@dataclass(frozen=True, slots=True)
class BandedTarget(Rule):
    """«Chỉ tiêu theo quy mô»: the band of the unit's size picks the target, then met or in proportion."""

    bands: Sequence[Banded]
    proportional: bool
    capped: bool
    higher: bool

    kind: ClassVar[str] = "banded_target"
    parameters: ClassVar[frozenset[str]] = frozenset({"bands", "then", "capped", "direction"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"n", "actual"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        return cls(
            maximum,
            read_bands(doc, "bands", "n", "target", low=Decimal(0)),
            choice_at(doc, "then", ("proportional", "met")) == "proportional",
            flag_or(doc, "capped", default=True),
            choice_at(doc, "direction", DIRECTIONS, "higher") == "higher",
        )

    def read(self, doc: Document) -> "BandedTargetClaim":
        return BandedTargetClaim(self, number_at(doc, "n"), not_negative_at(doc, "actual"))

    def concerns(self) -> Iterator[Concern]:
        yield from band_concerns(self.bands, "n", key="bands", gives="target", scale=None, step=None)
        figures = [band.gives for band in self.bands if band.gives]
        if figures and max(figures) >= 10 * min(figures):
            found = Sentence("doubt_targets_magnitude", {"least": min(figures), "most": max(figures)})
            yield Concern("magnitude", ("bands",), found)


@dataclass(slots=True)
class BandedTargetClaim(Claim):
    """The size that picks the target, and the actual result."""

    rule: BandedTarget
    size: Decimal
    actual: Decimal

    @property
    def picked_target(self) -> Decimal | None:
        band = first_band(self.rule.bands, self.size)
        return None if band is None else band.gives

    def points(self, field: Field | None = None) -> Decimal | None:
        rule = self.rule
        band = first_band(rule.bands, self.size)
        target = None if band is None else band.gives
        if target is None:
            return None
        if not rule.proportional:
            return rule.max if _reached(target, self.actual, higher=rule.higher) else ZERO
        return _proportion(rule, target, self.actual)

    def reason(self, field: Field | None = None) -> Reason:
        rule, actual = self.rule, self.actual
        band = first_band(rule.bands, self.size)
        if band is None:
            return "wait_no_band", {"variable": "n", "value": self.size}
        target = band.gives
        if target is None:
            return "wait_no_target", {"value": self.size, "band": band.said}
        params = {"size": self.size, "band": band.said, "target": target, "actual": actual, "max": rule.max}
        reached = _reached(target, actual, higher=rule.higher)
        if not rule.proportional:
            return "why_banded_met" if reached else "why_banded_not_met", params
        if rule.higher and not target:
            return "wait_target_zero", params
        if reached and (rule.capped or actual == target):
            return "why_banded_met", params
        return "why_banded_ratio" if rule.higher else "why_banded_ratio_lower", params

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        target, higher = self.picked_target, self.rule.higher
        if target is not None and not _reached(target, self.actual, higher=higher):
            code = "gain_raise_actual" if higher else "gain_lower_actual"
            yield Improvement(replace(self, actual=target), code, {"actual": self.actual, "target": target})
