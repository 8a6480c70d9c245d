"""Read a table of bands and say what is doubtful about it: gaps, overlaps, cliffs, bands that never count."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from thidua.core.scoring.bands import Interval, Piece, hull, joined, pieces, read_interval
from thidua.core.scoring.exact import HUNDRED, Rounding, RoundingMode
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Banded, Concern
from thidua.core.scoring.reading import (
    Document,
    choice_at,
    known_keys,
    list_at,
    mapping_of,
    number_or_none,
    required,
    whole_at,
)
from thidua.core.verdict import Sentence

MAX_BANDS: Final = 100
# A jump of a third of the scale between neighbouring bands is called a cliff.
_CLIFF: Final = 3


def read_bands(
    doc: Document,
    key: str,
    variable: str,
    gives: str,
    *,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> tuple[Banded, ...]:
    """Read a list of `{when: …, <gives>: number or null}`; figures must lie within `low`…`high`."""
    rows = list_at(doc, key)
    if not rows:
        raise fault("list_empty", key)
    if len(rows) > MAX_BANDS:
        raise fault("list_too_long", key, limit=MAX_BANDS)
    bands: list[Banded] = []
    for place, row in enumerate(rows):
        try:
            bands.append(_read_band(mapping_of(row), variable, gives, low, high))
        except Fault as problem:
            raise problem.under(key, place) from None
    return tuple(bands)


def read_measure(doc: Document) -> Rounding | None:
    """Read `measure: {decimals, mode}`: how the measured value is rounded before a band is picked."""
    if doc.get("measure") is None:
        return None
    try:
        measure = mapping_of(doc["measure"])
        known_keys(measure, {"decimals", "mode"})
        decimals = whole_at(measure, "decimals", high=10)
        mode = choice_at(measure, "mode", [mode.value for mode in RoundingMode], "half_up")
    except Fault as problem:
        raise problem.under("measure") from None
    return Rounding(decimals, RoundingMode(mode))


def _read_band(row: Document, variable: str, gives: str, low: Decimal | None, high: Decimal | None) -> Banded:
    known_keys(row, {"when", gives})
    when = required(row, "when")
    try:
        interval = read_interval(when, variable)
    except Fault as problem:
        raise problem.under("when") from None
    if gives not in row:
        raise fault("key_missing", key=gives)
    figure = number_or_none(row, gives)
    if figure is not None and ((low is not None and figure < low) or (high is not None and figure > high)):
        if high is None:
            raise fault("number_negative", gives, number=figure)
        code = "points_outside" if low is not None else "points_above"
        raise fault(code, gives, points=figure, max=high)
    return Banded(interval, figure, interval.sentence(variable))


class _Table(NamedTuple):
    bands: Sequence[Banded]
    variable: str
    key: str
    gives: str

    def said(self, place: int) -> Sentence:
        return self.bands[place].said


def band_concerns(
    bands: Sequence[Banded],
    variable: str,
    *,
    key: str,
    gives: str,
    scale: Decimal | None,
    step: Decimal | None,
) -> Iterator[Concern]:
    """Yield gaps, overlaps, cliffs (jumps of a third of `scale`), and bands that never count.

    `step` is the distance of the values that can occur, None for a continuous measure.
    """
    table = _Table(bands, variable, key, gives)
    parts = pieces([band.interval for band in bands], step=step)
    yield from _gaps(table, parts)
    yield from _overlaps(table, parts)
    yield from _idle(table, parts)
    if scale:
        yield from _cliffs(table, parts, scale)


def _gaps(table: _Table, parts: list[Piece]) -> Iterator[Concern]:
    for _, run in joined(parts, lambda part: None if part.bands else "gap"):
        gap = hull(run)
        if _natural_edge(gap, table):
            continue
        where, fix = _closing(table, gap)
        found = Sentence("doubt_gap", {"gap": gap.sentence(table.variable)})
        yield Concern("gap", (table.key, *where), found, fix)


def _natural_edge(gap: Interval, table: _Table) -> bool:
    """Whether an uncovered end is where a measure ends by itself: below 0, or above 100 where 100 is covered."""
    if gap.low is None:
        return gap.high == 0 and not gap.high_in
    return gap.high is None and gap.low == HUNDRED and not gap.low_in and table.variable == "x"


def _closing(table: _Table, gap: Interval) -> tuple[tuple[int, ...], Mapping[str, object] | None]:
    """Return the band next to a gap and the expression with which it would close the gap."""
    for place, band in enumerate(table.bands):
        inside = band.interval
        if gap.low is not None and inside.high == gap.low and inside.high_in != gap.low_in:
            if gap.high is None:
                return (place,), None
            wider = Interval(inside.low, inside.low_in, gap.high, gap.high_in)
            return (place,), {"band": place, "when": wider.expression(table.variable)}
    for place, band in enumerate(table.bands):
        if gap.high is not None and band.interval.low == gap.high:
            return (place,), None
    return (), None


def _overlaps(table: _Table, parts: list[Piece]) -> Iterator[Concern]:
    for found, run in joined(parts, lambda part: part.bands if len(part.bands) > 1 else None):
        places = found if isinstance(found, tuple) else ()
        first, second = places[0], places[1]
        if table.bands[first].gives == table.bands[second].gives:
            continue
        overlap = hull(run)
        said = Sentence(
            "doubt_overlap",
            {
                "overlap": overlap.sentence(table.variable),
                "first": str(first + 1),
                "second": str(second + 1),
                "used": _figure(table.bands[first].gives),
            },
        )
        yield Concern("overlap", (table.key, second), said, _trimmed(table, second, overlap))


def _trimmed(table: _Table, place: int, overlap: Interval) -> Mapping[str, object] | None:
    """Return the expression with which a band would no longer reach into an earlier one."""
    inside = table.bands[place].interval
    if (overlap.high, overlap.high_in) == (inside.high, inside.high_in):
        kept = Interval(inside.low, inside.low_in, overlap.low, not overlap.low_in)
    elif (overlap.low, overlap.low_in) == (inside.low, inside.low_in):
        kept = Interval(overlap.high, not overlap.high_in, inside.high, inside.high_in)
    else:
        return None
    if kept.empty or (kept.low is None and kept.high is None):
        return None
    return {"band": place, "when": kept.expression(table.variable)}


def _idle(table: _Table, parts: list[Piece]) -> Iterator[Concern]:
    counted = {part.bands[0] for part in parts if part.bands}
    for place, band in enumerate(table.bands):
        where = (table.key, place)
        if band.interval.empty:
            yield Concern("empty_band", where, Sentence("doubt_band_empty", {"band": table.said(place)}))
        elif place not in counted:
            yield Concern(
                "unreachable", where, Sentence("doubt_band_unreachable", {"band": table.said(place)})
            )
        elif band.gives is None:
            code = "doubt_band_no_target" if table.gives == "target" else "doubt_band_no_points"
            yield Concern("no_figure", where, Sentence(code, {"band": table.said(place)}))


def _cliffs(table: _Table, parts: list[Piece], scale: Decimal) -> Iterator[Concern]:
    for before, after in pairwise(parts):
        if not before.bands or not after.bands or before.bands[0] == after.bands[0]:
            continue
        low, high = table.bands[before.bands[0]].gives, table.bands[after.bands[0]].gives
        if low is None or high is None or abs(high - low) * _CLIFF < scale:
            continue
        end = before.interval.high if before.interval.high is not None else after.interval.low
        said = {
            "variable": table.variable,
            "end": end,
            "below": low,
            "above": high,
            "jump": abs(high - low),
            "scale": scale,
        }
        yield Concern("cliff", (table.key, after.bands[0]), Sentence("doubt_cliff", said))


def _figure(figure: Decimal | None) -> object:
    return Sentence("no_figure") if figure is None else figure
