"""Exact arithmetic: sums and products in full, quotients good for one correct rounding.

A quotient seldom ends. `EXACT` keeps 200 digits and rounds the last one so that it is never a false 0 or 5
(ROUND_05UP); rounding such a number once more to fewer places gives the same as rounding the true quotient. Sums
and products of numbers as long as a file may hold (38 digits) fit in full. Sums of several quotients do not have
that property and are taken as fractions.
"""

import decimal
from collections.abc import Callable, Sequence
from decimal import ROUND_05UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import wraps
from typing import Final, NamedTuple

EXACT: Final = decimal.Context(
    prec=200,
    rounding=ROUND_05UP,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
# The same precision, refusing to round at all.
_WHOLE: Final = decimal.Context(prec=200, traps=[decimal.Inexact, decimal.InvalidOperation])
ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
MAX_PLACES: Final = 10


class RoundingMode(StrEnum):
    """How the last place kept is chosen; halves go away from zero under `half_up`."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


_PYTHON_MODES: Final = {
    RoundingMode.HALF_UP: decimal.ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    RoundingMode.HALF_DOWN: decimal.ROUND_HALF_DOWN,
    RoundingMode.UP: decimal.ROUND_UP,
    RoundingMode.DOWN: decimal.ROUND_DOWN,
    RoundingMode.CEILING: decimal.ROUND_CEILING,
    RoundingMode.FLOOR: decimal.ROUND_FLOOR,
}


class Rounding(NamedTuple):
    """A rounding rule «quy tắc làm tròn»: so many decimals, in a stated way."""

    decimals: int
    mode: RoundingMode

    @property
    def quantum(self) -> Decimal:
        """One unit of the last place kept."""
        return Decimal(1).scaleb(-self.decimals)

    def apply(self, number: Decimal) -> Decimal:
        """Round once."""
        return number.quantize(self.quantum, _PYTHON_MODES[self.mode], EXACT)

    @property
    def python_mode(self) -> str:
        """The mode as `decimal` names it."""
        return _PYTHON_MODES[self.mode]


def exactly[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Run a function with `EXACT` as the arithmetic of the operators."""

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with decimal.localcontext(EXACT):
            return function(*args, **kwargs)

    return inside


def sum_of_ratios(whole: Decimal, ratios: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return a number and quotients (numerator, denominator above 0) in sum, good for one more rounding."""
    try:
        numerator, denominator = _joined(whole, ratios)
    except decimal.Inexact:
        exact = sum((Fraction(above) / Fraction(below) for above, below in ratios), Fraction(whole))
        numerator, denominator = Decimal(exact.numerator), Decimal(exact.denominator)
    return EXACT.divide(numerator, denominator)


def _joined(numerator: Decimal, ratios: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    """Bring a sum to one denominator; raises Inexact where that takes more digits than there are."""
    multiply, add = _WHOLE.multiply, _WHOLE.add
    denominator = Decimal(1)
    for above, below in ratios:
        if below == denominator:
            numerator = add(numerator, above)
        else:
            numerator = add(multiply(numerator, below), multiply(above, denominator))
            denominator = multiply(denominator, below)
    return numerator, denominator
