"""Leaves in proportion: a result against a target, a share completed, a target that a band picks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from thidua.core.scoring.exact import HUNDRED
from thidua.core.scoring.leaves.base import (
    Award,
    Banded,
    Claim,
    Concern,
    Field,
    Improvement,
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


def proportion(
    maximum: Decimal, target: Decimal, actual: Decimal, *, capped: bool, higher: bool
) -> Decimal | None:
    """Return max·a/t (higher) or max·t/a (lower; max when a = 0), capped if so; None when t = 0 has no ratio."""
    if higher:
        if not target:
            return None
        if capped and actual >= target:
            return maximum
        return maximum * actual / target
    if not actual or (capped and actual <= target):
        return maximum
    return maximum * target / actual


@dataclass(frozen=True, slots=True)
class ProportionalClaim(Claim):
    """Target and actual of one unit."""

    rule: Proportional
    target: Decimal
    actual: Decimal

    def award(self, field: Field | None = None) -> Award:
        rule, target, actual = self.rule, self.target, self.actual
        points = proportion(rule.max, target, actual, capped=rule.capped, higher=rule.higher)
        params = {"max": rule.max, "target": target, "actual": actual}
        if points is None:
            return (None, "wait_target_zero", params, None)
        if rule.higher:
            reached = actual >= target
            code = "why_ratio_reached" if reached and (rule.capped or actual == target) else "why_ratio"
        elif not actual:
            code = "why_ratio_lower_none"
        else:
            reached = actual <= target
            code = (
                "why_ratio_lower_reached"
                if reached and (rule.capped or actual == target)
                else "why_ratio_lower"
            )
        return (points, code, params, None)

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


@dataclass(frozen=True, slots=True)
class CompletionClaim(Claim):
    """The percentage done."""

    rule: Completion
    percent: Decimal

    def award(self, field: Field | None = None) -> Award:
        params = {"max": self.rule.max, "percent": self.percent}
        if self.percent >= HUNDRED:
            return (self.rule.max, "why_completion_full", params, None)
        return (self.rule.max * self.percent / HUNDRED, "why_completion", params, None)

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


@dataclass(frozen=True, slots=True)
class BandedTargetClaim(Claim):
    """The size that picks the target, and the actual result."""

    rule: BandedTarget
    size: Decimal
    actual: Decimal

    def award(self, field: Field | None = None) -> Award:
        rule, actual = self.rule, self.actual
        band = first_band(rule.bands, self.size)
        if band is None:
            return (None, "wait_no_band", {"variable": "n", "value": self.size}, None)
        interval = band.said
        target = band.gives
        if target is None:
            return (None, "wait_no_target", {"value": self.size, "band": interval}, None)
        params = {"size": self.size, "band": interval, "target": target, "actual": actual, "max": rule.max}
        if not rule.proportional:
            met = actual >= target if rule.higher else actual <= target
            code = "why_banded_met" if met else "why_banded_not_met"
            return (rule.max if met else Decimal(0), code, params, target)
        points = proportion(rule.max, target, actual, capped=rule.capped, higher=rule.higher)
        if points is None:
            return (None, "wait_target_zero", params, target)
        reached = actual >= target if rule.higher else actual <= target
        if reached and (rule.capped or actual == target):
            return (points, "why_banded_met", params, target)
        code = "why_banded_ratio" if rule.higher else "why_banded_ratio_lower"
        return (points, code, params, target)

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        band = first_band(self.rule.bands, self.size)
        if band is None or band.gives is None:
            return
        short = self.actual < band.gives if self.rule.higher else self.actual > band.gives
        if short:
            code = "gain_raise_actual" if self.rule.higher else "gain_lower_actual"
            met = replace(self, actual=band.gives)
            yield Improvement(met, code, {"actual": self.actual, "target": band.gives})
