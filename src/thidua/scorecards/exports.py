"""Documents that leave the sheet «tệp kết quả»: `thidua-results/1` and the scorecard anyone can work out from it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.core.scoring import parse_what_fits, score, scorecard_document
from thidua.scorecards.documents import column, combined, fingerprint
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import Stage


@dataclass(frozen=True, slots=True)
class Draft:
    """A result as it would be frozen now: its documents and the hash of both under the table of criteria."""

    results: Mapping[str, Any]
    scorecard: Mapping[str, Any]
    hash: str


def results_document(frame: SheetFrame, stage: Stage) -> dict[str, Any]:
    """The results file of a stage.

    Self and appraised marks stand side by side in one file (score it with `--stage`); the cross-check, which the
    format does not know, is a file of its own whose entries are the checked ones.
    """
    rows = frame.rows()
    return column(rows, stage) if stage is Stage.CROSS else combined(rows)


def scorecard_of_document(frame: SheetFrame, document: Mapping[str, Any], stage: Stage) -> dict[str, Any]:
    """The scorecard a results file of `results_document` gives at its stage."""
    scheme = scheme_of(frame)
    results, _ = parse_what_fits(document, scheme)
    return scorecard_document(
        score(scheme, results, "appraised" if stage is Stage.APPRAISED else "self"), scheme
    )


def draft_result(frame: SheetFrame) -> Draft:
    """The result as it would be agreed now; worked out from its documents, once for each version of the sheet."""
    key = ("draft", frame.scheme_hash)
    if key not in frame.content.scored:
        results = results_document(frame, Stage.APPRAISED)
        scorecard = scorecard_of_document(frame, results, Stage.APPRAISED)
        code = result_hash(frame.scheme_hash, results, scorecard)
        frame.content.scored[key] = Draft(results, scorecard, code)
    kept: Draft = frame.content.scored[key]
    return kept


def result_hash(scheme_hash: str, results: Mapping[str, Any], scorecard: Mapping[str, Any]) -> str:
    """The hash a result is known by: of the table of criteria, the inputs and the scorecard."""
    return fingerprint(scheme_hash, results, scorecard)


def totals_of(scorecard: Mapping[str, Any]) -> dict[str, str]:
    """The totals of a scorecard, by unit: what two people add up again."""
    return {code: str(unit["total"]) for code, unit in scorecard["units"].items()}
