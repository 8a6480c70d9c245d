"""Rows of the criteria builder «bộ tiêu chí»: tree, bands drawn to scale, findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Self

from thidua.web.shared.parts.charts import Axis


@dataclass(frozen=True, slots=True)
class SchemeLeaf:
    """A criterion in the tree; `flag` counts its findings in words, `was` is the maximum in the version before."""

    code: str
    name: str
    kind: str
    maximum: str
    href: str
    current: bool = False
    flag: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class SchemeGroup:
    """A section with its criteria; `of` is what the criteria add up to when that differs in meaning from the maximum."""

    code: str
    name: str
    maximum: str
    of: str = ""
    href: str = ""
    leaves: tuple[SchemeLeaf, ...] = ()
    groups: tuple["SchemeGroup", ...] = ()
    flag: str = ""


@dataclass(frozen=True, slots=True)
class StepBand:
    """A step: from `low` to `high` (None is open) it is worth `points`."""

    low: Decimal | None
    high: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class BandMark:
    """Something doubtful about the steps, with the letter its finding repeats."""

    letter: str
    kind: Literal["gap", "overlap", "cliff"]
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class BandDrawing:
    """Steps to scale. `says` names every step and doubt in one sentence."""

    says: str
    caption: str
    bands: tuple[StepBand, ...]
    marks: tuple[BandMark, ...]
    across: Axis
    points: Axis

    @classmethod
    def of(cls, says: str, caption: str, bands: Sequence[StepBand], marks: Sequence[BandMark] = ()) -> Self:
        """The drawing; open ends reach one step past the outermost bound."""
        bounds = [end for band in bands for end in (band.low, band.high) if end is not None] or [Decimal(0)]
        inner = Axis.over(bounds)
        wide = Axis(
            inner.low - (inner.step if any(b.low is None for b in bands) and inner.low == min(bounds) else 0),
            inner.high
            + (inner.step if any(b.high is None for b in bands) and inner.high == max(bounds) else 0),
            inner.step,
        )
        return cls(
            says,
            caption,
            tuple(bands),
            tuple(marks),
            wide,
            Axis.over([b.points for b in bands] or [Decimal(0)], zero=True),
        )


@dataclass(frozen=True, slots=True)
class FindingItem:
    """What the checker saw: letter (may be empty), kind in a word, sentence, and markup of the way to mend it."""

    kind: str
    words: str
    letter: str = ""
    error: bool = False
    fix: str = ""


@dataclass(frozen=True, slots=True)
class BandRow:
    """One step as edited; signs are "", "le" (≤) or "lt" (<)."""

    low: str
    low_sign: str
    high: str
    high_sign: str
    points: str


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What a changed version does to one unit: totals under both (low = high when settled), and why."""

    unit: str
    before: tuple[Decimal, Decimal]
    after: tuple[Decimal, Decimal]
    why: str
    complete: bool = True

    @property
    def change(self) -> Decimal:
        """After minus before, at the highest still possible."""
        return self.after[1] - self.before[1]


@dataclass(frozen=True, slots=True)
class Effect:
    """All units on one scale."""

    rows: tuple[EffectRow, ...]
    axis: Axis

    @classmethod
    def of(cls, rows: Sequence[EffectRow]) -> Self:
        """On the smallest scale that holds both versions."""
        return cls(tuple(rows), Axis.over([end for row in rows for end in (*row.before, *row.after)]))
