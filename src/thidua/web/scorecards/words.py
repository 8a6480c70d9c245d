"""The words of scoring: stages, states, kinds of criteria and what a cell says instead of a number."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from thidua.core import wording
from thidua.core.verdict import Sentence
from thidua.criteria.notation import rating_words
from thidua.foundation.wording import N_, active_language, render
from thidua.scorecards.queries import Shown, Word
from thidua.scorecards.states import Awaits, ItemKind, SheetState, Stage, UnitRole
from thidua.web.shared.parts import State
from thidua.web.shared.parts.scores import CellState

STAGE_HEADS: dict[Stage, str] = {
    Stage.SELF: N_("Self mark"),
    Stage.CROSS: N_("Bloc"),
    Stage.APPRAISED: N_("Appraised"),
}
STAGE_NAMES: dict[Stage, str] = {
    Stage.SELF: N_("Self-scoring"),
    Stage.CROSS: N_("Cross-check"),
    Stage.APPRAISED: N_("Appraisal"),
}
# The column a cell stands in, as said after the unit's name.
STAGE_MARKS: dict[Stage, str] = {
    Stage.SELF: N_("self mark"),
    Stage.CROSS: N_("mark of the cross-check"),
    Stage.APPRAISED: N_("appraised mark"),
}
STATE_WORDS: dict[SheetState, tuple[str, str]] = {
    SheetState.OPENED: (N_("Units are scoring themselves"), "live"),
    SheetState.SELF_CLOSED: (N_("Being cross-checked"), "live"),
    SheetState.CROSS_CLOSED: (N_("Being appraised"), "live"),
    SheetState.APPRAISED: (N_("Waiting for the review"), "wait"),
    SheetState.AGREED: (N_("Result agreed"), "ok"),
}
CELL_WORDS: dict[Word, str] = {
    Word.WAITING: N_("waiting"),
    Word.UNPROVED: N_("missing"),
    Word.NOT_APPLICABLE: N_("N/A"),
    Word.NOT_YET: N_("none yet"),
    Word.INCOMPLETE: N_("incomplete"),
    Word.HIDDEN: N_("not shown yet"),
}
CELL_LOOKS: dict[Word, CellState] = {
    Word.POINTS: "",
    Word.WAITING: "wait",
    Word.UNPROVED: "missing",
    Word.NOT_APPLICABLE: "na",
    Word.NOT_YET: "na",
    Word.INCOMPLETE: "incomplete",
    Word.HIDDEN: "na",
}
KIND_WORDS: dict[str, str] = {
    "pass_fail": N_("Met or not met"),
    "direct": N_("Points given by the appraiser"),
    "proportional": N_("In proportion to the target"),
    "completion": N_("By percentage completed"),
    "step": N_("By bands of a figure"),
    "lateness": N_("By days late"),
    "dated": N_("By the day it was done"),
    "count": N_("By the number of records"),
    "deduct_per_event": N_("Points off for each event"),
    "deduct_step": N_("Points off by bands"),
    "banded_target": N_("Target by workload"),
    "external": N_("By a rating from above"),
    "relative_to_leader": N_("Relative to the leading unit"),
    "unit_targets": N_("The unit's own registered targets"),
}
ITEM_WORDS: dict[ItemKind, str] = {
    ItemKind.BONUS: N_("Bonus points"),
    ItemKind.DEDUCTION: N_("Deductions"),
    ItemKind.DISQUALIFIER: N_("Disqualifiers"),
}
AWAITS_WORDS: dict[str, str] = {
    Awaits.NOTHING: "",
    Awaits.SUPERIOR: N_("Waiting for a result from above"),
    Awaits.EVIDENCE: N_("Evidence is missing"),
}
ROLE_WORDS: dict[UnitRole, str] = {
    UnitRole.HEAD: N_("Bloc head"),
    UnitRole.DEPUTY: N_("Bloc deputy head"),
    UnitRole.MEMBER: N_("Member"),
}


@lru_cache(maxsize=4096)
def _written(points: Decimal, decimals: int, language: str) -> str:
    return wording.number(points, language, decimals)


def points_words(points: Decimal | None, decimals: int = 2) -> str:
    """Points in the reader's way, always with the same number of decimals."""
    return "" if points is None else _written(points, decimals, active_language())


def plain_words(number: Decimal | None) -> str:
    """A number with only the decimals it has."""
    return "" if number is None else wording.number(number, active_language())


def signed_words(points: Decimal, decimals: int = 2) -> str:
    """Points with their sign: +1,25."""
    return f"+{points_words(points, decimals)}" if points > 0 else points_words(points, decimals)


def cell_words(cell: Shown, decimals: int = 2) -> str:
    """What a cell says."""
    return points_words(cell.points, decimals) if cell.word is Word.POINTS else _(CELL_WORDS[cell.word])


def state_of(state: SheetState) -> State:
    """The sheet's state as shown."""
    words, look = STATE_WORDS[state]
    return State(_(words), look)


def reason_words(sentence: Sentence) -> str:
    """A sentence of the scoring core; a rating is said in words, not by its code in the table of criteria."""
    rating = sentence.params.get("rating")
    if isinstance(rating, str):
        said = {**sentence.params, "rating": rating_words(rating, active_language())}
        return render(replace(sentence, params=said))
    return render(sentence)
