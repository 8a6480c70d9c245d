"""Rows handed to the scoring core «tính điểm»: one scorecard for each column, worked out once for each version.

Nothing here is stored: a version of a sheet is known by its stamp, and what was worked out for it is forgotten with
it. A mark that no longer fits its leaf (after a new version of the table) counts as not submitted.
"""

from thidua.core.scoring import (
    Results,
    ResultsProblem,
    Scheme,
    Scorecard,
    parse_scheme,
    parse_what_fits,
    score,
)
from thidua.scorecards.documents import column
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.states import Stage

_SCHEMES: dict[str, Scheme] = {}
_MOST_KEPT = 64


def scheme_of(frame: SheetFrame) -> Scheme:
    """The sheet's table of criteria, ready to score with; read once per process and version."""
    kept = _SCHEMES.get(frame.scheme_hash)
    if kept is None:
        if len(_SCHEMES) >= _MOST_KEPT:
            _SCHEMES.clear()
        kept = _SCHEMES[frame.scheme_hash] = parse_scheme(frame.document)
    return kept


def results_of(frame: SheetFrame, stage: Stage) -> tuple[Results, tuple[ResultsProblem, ...]]:
    """What was entered at a stage, and what of it does not fit the table any more."""
    key = ("results", frame.scheme_hash, stage)
    if key not in frame.content.scored:
        frame.content.scored[key] = parse_what_fits(column(frame.rows(), stage), scheme_of(frame))
    read: tuple[Results, tuple[ResultsProblem, ...]] = frame.content.scored[key]
    return read


def scorecard_of(frame: SheetFrame, stage: Stage) -> Scorecard:
    """The scorecard of one column; the columns are never mixed."""
    key = ("scorecard", frame.scheme_hash, stage)
    if key not in frame.content.scored:
        results, _ = results_of(frame, stage)
        frame.content.scored[key] = score(scheme_of(frame), results)
    card: Scorecard = frame.content.scored[key]
    return card
