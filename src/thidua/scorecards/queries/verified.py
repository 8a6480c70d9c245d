"""Agreed results worked out again: the code over what was kept, and the scorecard its inputs give."""

from dataclasses import asdict, dataclass
from typing import Any

from thidua.core.scoring import parse_results, parse_scheme, score, scorecard_document
from thidua.scorecards.exports import result_hash
from thidua.scorecards.frames import document_of
from thidua.scorecards.models import Snapshot

HASH_FAULT = "the hash does not match"
SCORE_FAULT = "scoring its inputs gives something else"


@dataclass(frozen=True, slots=True)
class CheckedResult:
    """One agreed result and what is wrong with it; `fault` is empty when it is whole."""

    public_id: str
    sheet: str
    number: int
    hash: str
    fault: str

    @property
    def whole(self) -> bool:
        """Whether it is what was agreed."""
        return not self.fault

    def document(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "whole": self.whole}


def fault_of(row: Snapshot) -> str:
    """What is wrong with an agreed result; empty when nothing is."""
    if result_hash(row.scheme_hash, row.results, row.scorecard) != row.hash:
        return HASH_FAULT
    scheme = parse_scheme(document_of(row.scheme_hash))
    again = scorecard_document(score(scheme, parse_results(row.results, scheme), "appraised"), scheme)
    return "" if again == row.scorecard else SCORE_FAULT


def checked_results(sheet: str = "") -> tuple[CheckedResult, ...]:
    """Every agreed result (or those of one sheet, by its key), each worked out again."""
    rows = Snapshot.objects.select_related("sheet").order_by("sheet", "number")
    if sheet:
        rows = rows.filter(sheet__public_id=sheet)
    return tuple(
        CheckedResult(row.public_id, row.sheet.public_id, row.number, row.hash, fault_of(row))
        for row in rows.iterator()
    )
