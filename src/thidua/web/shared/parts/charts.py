"""Drawings of numbers. Positions are computed here, in exact decimals; templates only write them down.

Every drawing stands beside the same numbers in words: a chart is a table first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Self

HUNDRED = Decimal(100)
NICE_STEPS = tuple(Decimal(step) for step in ("1", "2", "5", "10"))
MOST_TICKS = 8


def _plain(number: Decimal) -> str:
    """A decimal for an SVG attribute: at most two places, always a point."""
    return f"{number.quantize(Decimal('0.01')).normalize():f}"


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high` with a tick every `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @classmethod
    def over(cls, values: Iterable[Decimal], *, zero: bool = False) -> Self:
        """The smallest scale of round steps that holds all values; with `zero` it starts at 0."""
        held = list(values) or [Decimal(0)]
        low, high = min(held), max(held)
        if zero:
            low = min(low, Decimal(0))
        span = (high - low) or Decimal(1)
        power = Decimal(1).scaleb((span / MOST_TICKS).adjusted())
        step = next(nice * power for nice in NICE_STEPS if span / (nice * power) <= MOST_TICKS)
        bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
        top = (high / step).to_integral_value(ROUND_CEILING) * step
        return cls(bottom, top if top > bottom else bottom + step, step)

    def share(self, value: Decimal) -> Decimal:
        """How far along the scale, 0 to 100; what lies outside is put on the edge."""
        return min(HUNDRED, max(Decimal(0), (value - self.low) / (self.high - self.low) * HUNDRED))

    def at(self, value: Decimal) -> str:
        """The position from the left, as an SVG length."""
        return f"{_plain(self.share(value))}%"

    def up(self, value: Decimal) -> str:
        """The position from the top, as an SVG length."""
        return f"{_plain(HUNDRED - self.share(value))}%"

    def width(self, low: Decimal, high: Decimal) -> str:
        """The length between two values, as an SVG length."""
        return f"{_plain(self.share(high) - self.share(low))}%"

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """Values of the ticks, ends included."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * i for i in range(count + 1))

    @property
    def inner_ticks(self) -> tuple[Decimal, ...]:
        """Ticks without the two ends, for grid lines."""
        return self.ticks[1:-1]


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One criterion of a heat table: short head (number within its section) and full name."""

    short: str
    name: str


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """A section of the criteria over its columns."""

    label: str
    columns: tuple[HeatColumn, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Percent of the maximum (0 to 100), or the word for why there is none (`chờ`, `KAD`, `thiếu`)."""

    percent: int | None
    word: str = ""
    href: str = ""
    waiting: bool = True

    @property
    def step(self) -> str:
        """The step of the five-step scale, or `wait`, or `na`."""
        if self.percent is None:
            return "wait" if self.waiting else "na"
        bounds = (60, 75, 85, 95)
        return str(1 + sum(self.percent >= bound for bound in bounds))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit with a cell for each column and what it has of the whole so far."""

    unit: str
    cells: tuple[HeatCell, ...]
    total: HeatCell
    href: str = ""


@dataclass(frozen=True, slots=True)
class RankRow:
    """A unit in the ranking. `low` equals `high` when settled; otherwise the range still open."""

    rank: str
    unit: str
    low: Decimal
    high: Decimal
    gap: str
    href: str = ""
    undecided: bool = False
    mine: bool = False

    @property
    def settled(self) -> bool:
        """Whether the total is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows on one scale."""

    rows: tuple[RankRow, ...]
    axis: Axis
    decimals: int = 2

    @classmethod
    def of(cls, rows: Sequence[RankRow], *, decimals: int = 2) -> Self:
        """The ranking on the smallest scale that holds all of it."""
        return cls(tuple(rows), Axis.over([end for row in rows for end in (row.low, row.high)]), decimals)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0: `value` of `full`; `waiting` is what may still come; `target` is drawn as a tick."""

    label: str
    value: Decimal
    full: Decimal
    words: str
    waiting: Decimal = Decimal(0)
    target: Decimal | None = None

    @property
    def axis(self) -> Axis:
        """From 0 to the full value."""
        return Axis(Decimal(0), self.full, self.full)

    @property
    def met(self) -> bool:
        """Whether the target is reached; without one, yes."""
        return self.target is None or self.value >= self.target


@dataclass(frozen=True, slots=True)
class Line:
    """A curve: one value per column, None where there is none; `last_year` is drawn dashed."""

    values: tuple[Decimal | None, ...]
    last_year: bool = False

    def points(self, axis: Axis, *, width: int = 100, height: int = 100) -> tuple[str, ...]:
        """Polyline points, one string per unbroken run."""
        runs: list[list[str]] = [[]]
        across = max(len(self.values) - 1, 1)
        for i, value in enumerate(self.values):
            if value is None:
                runs.append([])
                continue
            x = Decimal(i) * width / across
            y = (HUNDRED - axis.share(value)) * height / HUNDRED
            runs[-1].append(f"{_plain(x)},{_plain(y)}")
        return tuple(" ".join(run) for run in runs if run)


@dataclass(frozen=True, slots=True)
class LineChart:
    """Curves over the same columns; `says` is the finding as a sentence."""

    says: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    axis: Axis

    @classmethod
    def of(cls, says: str, lines: Sequence[Line], columns: Sequence[str]) -> Self:
        """The chart on a scale from 0."""
        values = [value for line in lines for value in line.values if value is not None]
        return cls(says, tuple(lines), tuple(columns), Axis.over(values, zero=True))
