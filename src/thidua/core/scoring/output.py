"""Write a scorecard as a document of `format: thidua-scorecard/1`."""

from collections.abc import Sequence
from typing import Final

from thidua.core.numbers import plain
from thidua.core.scoring.checking import Doubt
from thidua.core.scoring.faults import SchemeProblem
from thidua.core.scoring.scheme import Scheme
from thidua.core.scoring.scorecard import LeafScore, Scorecard, UnitScore
from thidua.core.wording import sentence as worded

FORMAT: Final = "thidua-scorecard/1"
CHECK_FORMAT: Final = "thidua-scheme-check/1"


def scorecard_document(card: Scorecard, scheme: Scheme, lang: str = "vi") -> dict[str, object]:
    """Return the document: numbers as plain decimal strings, sentences in `lang`."""
    document: dict[str, object] = {
        "format": FORMAT,
        "units": {code: _unit(unit, scheme, lang) for code, unit in card.units.items()},
        "ranking": list(card.ranking),
    }
    if scheme.awards:
        document["awards"] = {code: list(units) for code, units in card.awards.items()}
    document["unresolved_ties"] = [list(tie) for tie in card.unresolved_ties]
    document["warnings"] = [worded(warning, lang) for warning in card.warnings]
    return document


def _unit(unit: UnitScore, scheme: Scheme, lang: str) -> dict[str, object]:
    document: dict[str, object] = {
        "leaves": {code: _leaf(leaf, lang) for code, leaf in unit.leaves.items()},
        "groups": {code: plain(points) for code, points in unit.groups.items()},
        "content": plain(unit.content),
        "bonus": plain(unit.bonus),
        "deduction": plain(unit.deduction),
        "total": plain(unit.total),
        "complete": unit.complete,
        "rank": unit.rank,
        "eligible": unit.eligible,
        "suspended": unit.suspended,
        "blockers": list(unit.blockers),
    }
    if scheme.bands:
        document["band"] = unit.band
    return document


def _leaf(leaf: LeafScore, lang: str) -> dict[str, object]:
    document: dict[str, object] = {
        "points": plain(leaf.points),
        "state": leaf.state.value,
        "why": worded(leaf.why, lang),
    }
    if leaf.target is not None:
        document["target"] = plain(leaf.target)
    return document


def check_document(
    problems: Sequence[SchemeProblem], doubts: Sequence[Doubt], lang: str = "vi"
) -> dict[str, object]:
    """Return what a check of a scheme found, as a document of `format: thidua-scheme-check/1`."""
    return {
        "format": CHECK_FORMAT,
        "errors": [{"path": problem.path, "reason": worded(problem.sentence, lang)} for problem in problems],
        "doubts": [
            {
                "kind": doubt.kind,
                "code": doubt.code,
                "path": doubt.path,
                "reason": worded(doubt.sentence, lang),
            }
            for doubt in doubts
        ],
    }
