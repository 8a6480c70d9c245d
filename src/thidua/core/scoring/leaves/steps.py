"""Leaves by bands: a step table on a measure, points taken off by band, days late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from thidua.core.scoring.bands import Interval
from thidua.core.scoring.exact import Rounding
from thidua.core.scoring.faults import fault
from thidua.core.scoring.leaves.base import (
    Banded,
    Claim,
    Concern,
    Field,
    Improvement,
    Reason,
    Rule,
    exclusive_keys,
    first_band,
)
from thidua.core.scoring.leaves.tables import band_concerns, read_bands, read_measure
from thidua.core.scoring.reading import (
    MAX_COUNT,
    Document,
    choice_at,
    flag_at,
    number_at,
    number_or_none,
    whole_at,
)
from thidua.core.verdict import Sentence

DAY_KINDS = ("calendar", "working")


@dataclass(frozen=True, slots=True)
class Step(Rule):
    """«Bậc thang»: the first band that holds for the measure gives the points."""

    bands: Sequence[Banded]
    measure: Rounding | None

    kind: ClassVar[str] = "step"
    deducts: ClassVar[bool] = False
    parameters: ClassVar[frozenset[str]] = frozenset({"steps", "measure"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"x"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        return cls(
            maximum, read_bands(doc, "steps", "x", "points", low=Decimal(0), high=maximum), read_measure(doc)
        )

    def read(self, doc: Document) -> "StepClaim":
        return StepClaim(self, number_at(doc, "x"))

    def span(self) -> tuple[Decimal, Decimal]:
        low, high = _figures(self.bands)
        return (low, high) if all(band.gives is not None for band in self.bands) else (Decimal(0), self.max)

    def concerns(self) -> Iterator[Concern]:
        step = self.measure.quantum if self.measure else None
        yield from band_concerns(self.bands, "x", key="steps", gives="points", scale=self.max, step=step)
        yield from _out_of_reach(self.bands, self.max)


@dataclass(frozen=True, slots=True)
class DeductStep(Rule):
    """«Trừ theo bậc»: full marks (often 0) and the negative points of the band, which may go below zero."""

    bands: Sequence[Banded]
    measure: Rounding | None

    kind: ClassVar[str] = "deduct_step"
    deducts: ClassVar[bool] = True
    parameters: ClassVar[frozenset[str]] = frozenset({"steps", "measure"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"x"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        return cls(maximum, read_bands(doc, "steps", "x", "points", high=Decimal(0)), read_measure(doc))

    def read(self, doc: Document) -> "StepClaim":
        return StepClaim(self, number_at(doc, "x"))

    def span(self) -> tuple[Decimal, Decimal]:
        low, high = _figures(self.bands)
        if all(band.gives is not None for band in self.bands):
            return self.max + low, self.max + high
        return self.max + low, self.max

    def concerns(self) -> Iterator[Concern]:
        step = self.measure.quantum if self.measure else None
        scale = max(self.max, -_figures(self.bands)[0])
        yield from band_concerns(self.bands, "x", key="steps", gives="points", scale=scale, step=step)


@dataclass(slots=True)
class StepClaim(Claim):
    """The measured value, kept exactly as reported."""

    rule: Step | DeductStep
    value: Decimal

    @property
    def measured(self) -> Decimal:
        """The value that picks the band: as reported, or rounded where the scheme says so."""
        measure = self.rule.measure
        return self.value if measure is None else measure.apply(self.value)

    def points(self, field: Field | None = None) -> Decimal | None:
        rule = self.rule
        band = first_band(rule.bands, self.value if rule.measure is None else self.measured)
        if band is None or band.gives is None:
            return None
        return rule.max + band.gives if rule.deducts else band.gives

    def reason(self, field: Field | None = None) -> Reason:
        rule, measured = self.rule, self.measured
        band = first_band(rule.bands, measured)
        if band is None:
            return "wait_no_band", {"variable": "x", "value": measured}
        if band.gives is None:
            return "wait_no_points", {"variable": "x", "value": measured, "band": band.said}
        params = {"value": self.value, "measured": measured, "band": band.said, "max": rule.max}
        if rule.deducts:
            code = "why_deduct_step" if measured == self.value else "why_deduct_step_measured"
            return code, {**params, "taken": band.gives}
        return "why_step" if measured == self.value else "why_step_measured", params

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        for interval, value in better_bands(self.rule.bands, self.measured):
            params = {"value": self.value, "band": interval.sentence("x")}
            yield Improvement(replace(self, value=value), "gain_reach_band", params)


@dataclass(frozen=True, slots=True)
class Lateness(Rule):
    """«Bậc theo ngày chậm»: bands on the days late; a set figure when never filed."""

    bands: Sequence[Banded]
    missing: Decimal | None
    days: str

    kind: ClassVar[str] = "lateness"
    parameters: ClassVar[frozenset[str]] = frozenset({"steps", "missing", "days"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"days_late", "missing"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        bands = read_bands(doc, "steps", "d", "points", low=Decimal(0), high=maximum)
        missing = number_or_none(doc, "missing") if "missing" in doc else Decimal(0)
        if missing is not None and not 0 <= missing <= maximum:
            raise fault("points_outside", "missing", points=missing, max=maximum)
        return cls(maximum, bands, missing, choice_at(doc, "days", DAY_KINDS, "calendar"))

    def read(self, doc: Document) -> "LatenessClaim":
        if exclusive_keys(doc, "days_late", "missing") == "missing":
            if not flag_at(doc, "missing"):
                raise fault("missing_is_false", "missing", key="days_late")
            return LatenessClaim(self, None)
        return LatenessClaim(self, whole_at(doc, "days_late", low=-MAX_COUNT))

    def span(self) -> tuple[Decimal, Decimal]:
        low, high = _figures(self.bands)
        if self.missing is None or any(band.gives is None for band in self.bands):
            return Decimal(0), self.max
        return min(low, self.missing), max(high, self.missing)

    def concerns(self) -> Iterator[Concern]:
        yield from band_concerns(
            self.bands, "d", key="steps", gives="points", scale=self.max, step=Decimal(1)
        )
        yield from _out_of_reach(self.bands, self.max)
        if self.missing is None:
            yield Concern("no_figure", ("missing",), Sentence("doubt_missing_no_points"))
        figures = [band.gives for band in self.bands if band.gives is not None]
        if self.missing is not None and figures and self.missing > min(figures):
            said = Sentence("doubt_missing_pays", {"missing": self.missing, "least": min(figures)})
            yield Concern("missing_pays", ("missing",), said)


@dataclass(slots=True)
class LatenessClaim(Claim):
    """Days late (negative: early), or None when never filed."""

    rule: Lateness
    days: int | None

    def points(self, field: Field | None = None) -> Decimal | None:
        if self.days is None:
            return self.rule.missing
        band = first_band(self.rule.bands, Decimal(self.days))
        return None if band is None else band.gives

    def reason(self, field: Field | None = None) -> Reason:
        rule, days = self.rule, self.days
        if days is None:
            return (
                ("wait_missing_no_points", {}) if rule.missing is None else ("why_missing", {"max": rule.max})
            )
        band = first_band(rule.bands, Decimal(days))
        if band is None:
            return "wait_no_band", {"variable": "d", "value": days}
        if band.gives is None:
            return "wait_no_points", {"variable": "d", "value": days, "band": band.said}
        lateness = "late" if days > 0 else ("early" if days < 0 else "on_time")
        code = f"why_{lateness}_working" if rule.days == "working" else f"why_{lateness}"
        return code, {"days": abs(days), "band": band.said, "max": rule.max}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        if self.days is None:
            best = max((band for band in self.rule.bands), key=lambda band: band.gives or Decimal(0))
            value = _inside(best.interval, Decimal(0), whole=True)
            filed = replace(self, days=int(value))
            yield Improvement(filed, "gain_file_within", {"band": best.interval.sentence("d")})
            return
        for interval, value in better_bands(self.rule.bands, Decimal(self.days), whole=True):
            params = {"days": self.days, "band": interval.sentence("d")}
            yield Improvement(replace(self, days=int(value)), "gain_file_within", params)


def better_bands(
    bands: Sequence[Banded], value: Decimal, *, whole: bool = False
) -> Iterator[tuple[Interval, Decimal]]:
    """Yield bands that give more than the present one, nearest first, with a value inside each.

    A band further away is left out unless it gives more than every nearer one.
    """
    present = first_band(bands, value)
    best = present.gives if present is not None and present.gives is not None else None
    ways: list[tuple[Decimal, Decimal, Interval, Decimal]] = []
    for band in bands:
        if band.gives is None or band.interval.empty:
            continue
        inside = _inside(band.interval, value, whole=whole)
        if first_band(bands, inside) is band:
            ways.append((abs(inside - value), band.gives, band.interval, inside))
    for _, gives, interval, inside in sorted(ways, key=lambda way: way[0]):
        if best is None or gives > best:
            best = gives
            yield interval, inside


def _inside(interval: Interval, value: Decimal, *, whole: bool) -> Decimal:
    """Return the value of a band nearest to `value`; next to an open end, a little inside."""
    if interval.holds(value):
        return value
    low, high = interval.low, interval.high
    little = Decimal(1) if whole else Decimal("0.01")
    if low is not None and high is not None and not whole:
        little = min(little, (high - low) / 2)
    ends: list[Decimal] = []
    if low is not None:
        ends.append(low if interval.low_in else low + little)
    if high is not None:
        ends.append(high if interval.high_in else high - little)
    return min(ends, key=lambda end: abs(end - value))


def _figures(bands: Sequence[Banded]) -> tuple[Decimal, Decimal]:
    figures = [band.gives for band in bands if band.gives is not None] or [Decimal(0)]
    return min(figures), max(figures)


def _out_of_reach(bands: Sequence[Banded], maximum: Decimal) -> Iterator[Concern]:
    most = _figures(bands)[1]
    if most < maximum and all(band.gives is not None for band in bands):
        said = Sentence("doubt_max_out_of_reach", {"max": maximum, "most": most})
        yield Concern("max_out_of_reach", ("steps",), said)
