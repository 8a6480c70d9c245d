"""Bands «bậc»: an interval of one variable, read from an expression such as `95 <= x < 100`.

The expression is parsed by hand: one variable, numbers, `<`, `<=`, `>`, `>=`, `==`, and one chained comparison.
It is never evaluated as a program.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from thidua.core.numbers import NumberUnreadable, plain, read_exact
from thidua.core.scoring.faults import fault, unreadable
from thidua.core.verdict import Sentence

MAX_EXPRESSION: Final = 120
_TOKEN: Final = re.compile(r"\s*(<=|>=|==|<|>|[A-Za-z_]\w*|[-+]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?)")
_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


class Interval(NamedTuple):
    """The values between two ends; an end of None is open without limit."""

    low: Decimal | None = None
    low_in: bool = False
    high: Decimal | None = None
    high_in: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies inside, ends as stated."""
        low, low_in, high, high_in = self
        if low is not None and (value < low or (value == low and not low_in)):
            return False
        return high is None or value < high or (value == high and high_in)

    @property
    def empty(self) -> bool:
        """Whether no value can lie inside."""
        if self.low is None or self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.low_in and self.high_in)

    def expression(self, variable: str) -> str:
        """Write the interval the way a scheme does: `95 <= x < 100`; raises ValueError where it has no end."""
        low, high = self.low, self.high
        if low is not None and low == high:
            return f"{variable} == {plain(low)}"
        if low is not None and high is not None:
            first, second = ("<=" if self.low_in else "<"), ("<=" if self.high_in else "<")
            return f"{plain(low)} {first} {variable} {second} {plain(high)}"
        if low is not None:
            return f"{variable} {'>=' if self.low_in else '>'} {plain(low)}"
        if high is None:
            msg = "no comparison says: any value"
            raise ValueError(msg)
        return f"{variable} {'<=' if self.high_in else '<'} {plain(high)}"

    def sentence(self, variable: str) -> Sentence:
        """Return the interval as a sentence with its numbers."""
        low, high = self.low, self.high
        if low is not None and low == high:
            return Sentence("interval_exactly", {"variable": variable, "low": low})
        if low is not None and high is not None:
            marks = {"first": "≤" if self.low_in else "<", "second": "≤" if self.high_in else "<"}
            return Sentence("interval_between", {"variable": variable, "low": low, "high": high, **marks})
        if low is not None:
            sign = "≥" if self.low_in else ">"
            return Sentence("interval_one_side", {"variable": variable, "sign": sign, "end": low})
        if high is not None:
            sign = "≤" if self.high_in else "<"
            return Sentence("interval_one_side", {"variable": variable, "sign": sign, "end": high})
        return Sentence("interval_everything", {"variable": variable})


def read_interval(text: object, variable: str) -> Interval:
    """Parse a band expression over `variable`; raises Fault naming what is not allowed."""
    if not isinstance(text, str):
        raise fault("band_not_text", variable=variable)
    if len(text) > MAX_EXPRESSION:
        raise fault("band_too_long", limit=MAX_EXPRESSION)
    tokens = list(_tokens(text.replace("≤", "<=").replace("≥", ">=")))
    terms, signs = tokens[0::2], tokens[1::2]
    if len(tokens) not in {3, 5} or any(sign not in _FLIPPED for sign in signs):
        raise fault("band_not_comparison", text=text, variable=variable)
    places = [place for place, term in enumerate(terms) if term[0].isalpha() or term[0] == "_"]
    if places != [1] and not (len(terms) == 2 and places == [0]):
        raise fault("band_one_variable", text=text, variable=variable)
    place = places[0]
    if terms[place] != variable:
        raise fault("band_wrong_variable", text=text, found=terms[place], variable=variable)
    interval = Interval()
    if place == 1:
        interval = _narrowed(interval, _FLIPPED[signs[0]], _number(terms[0]))
    if place == 0 or len(terms) == 3:
        interval = _narrowed(interval, signs[-1], _number(terms[-1]))
    return interval


def _tokens(text: str) -> Iterator[str]:
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise fault("band_sign_unknown", text=text, sign=text[place:].strip()[:1])
        yield match[1]
        place = match.end()


def _number(term: str) -> Decimal:
    try:
        return read_exact(term)
    except NumberUnreadable as problem:
        raise unreadable(problem) from None


def _narrowed(interval: Interval, sign: str, end: Decimal) -> Interval:
    """Return the part of the interval where `variable sign end` holds."""
    low, low_in, high, high_in = interval
    if sign in {">", ">=", "=="}:
        closed = sign != ">"
        if low is None or end > low or (end == low and not closed):
            low, low_in = end, closed
    if sign in {"<", "<=", "=="}:
        closed = sign != "<"
        if high is None or end < high or (end == high and not closed):
            high, high_in = end, closed
    return Interval(low, low_in, high, high_in)


class Piece(NamedTuple):
    """A stretch of the axis inside which the same bands hold; `sample` lies in it."""

    interval: Interval
    sample: Decimal
    bands: tuple[int, ...]


def pieces(intervals: list[Interval], *, step: Decimal | None) -> list[Piece]:
    """Cut the axis at every end of a band and say which bands hold on each stretch, from low to high.

    `step` is the distance of the values that can occur (1 for days, 0.1 for a measure rounded to one place);
    stretches without such a value are left out. None: any value can occur.
    """
    ends = sorted({end for interval in intervals for end in (interval.low, interval.high) if end is not None})
    found: list[Piece] = []
    for low, high in zip([None, *ends], [*ends, None], strict=True):
        sample = _sample(low, high, step)
        if sample is not None:
            found.append(_piece(Interval(low, False, high, False), sample, intervals))
        if high is not None and (step is None or high % step == 0):
            found.append(_piece(Interval(high, True, high, True), high, intervals))
    return found


def joined(
    parts: list[Piece], wanted: Callable[[Piece], object | None]
) -> Iterator[tuple[object, list[Piece]]]:
    """Group neighbouring stretches for which `wanted` gives the same, leaving out those where it gives None."""
    run: list[Piece] = []
    key: object | None = None
    for part in parts:
        now = wanted(part)
        if run and now != key:
            yield key, run
            run = []
        if now is not None:
            run.append(part)
        key = now
    if run:
        yield key, run


def hull(run: list[Piece]) -> Interval:
    """Return the interval from the first stretch to the last."""
    first, last = run[0].interval, run[-1].interval
    return Interval(first.low, first.low_in, last.high, last.high_in)


def _piece(interval: Interval, sample: Decimal, bands: list[Interval]) -> Piece:
    return Piece(interval, sample, tuple(place for place, band in enumerate(bands) if band.holds(sample)))


def _sample(low: Decimal | None, high: Decimal | None, step: Decimal | None) -> Decimal | None:
    """Return a value strictly between two ends that can occur, or None."""
    if low is None:
        return (high if high is not None else Decimal(0)) - (step or 1)
    if step is None:
        return low + 1 if high is None else (low + high) / 2
    following = (low // step) * step + step if low >= 0 or low % step == 0 else (low // step) * step
    return following if high is None or following < high else None
