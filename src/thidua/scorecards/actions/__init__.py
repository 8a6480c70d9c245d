"""The verbs of the room; each is one transaction and leaves one entry in the ledger."""

from thidua.scorecards.actions.explanations import answer_explanation, explain_mark
from thidua.scorecards.actions.items import enter_item, strike_item
from thidua.scorecards.actions.marks import MarkInput, accept_marks, enter_marks
from thidua.scorecards.actions.results import agree_result, enter_tie_vote
from thidua.scorecards.actions.stages import (
    adopt_scheme,
    assign_checkers,
    close_stage,
    open_sheet,
    reopen_stage,
)

__all__ = [
    "MarkInput",
    "accept_marks",
    "adopt_scheme",
    "agree_result",
    "answer_explanation",
    "assign_checkers",
    "close_stage",
    "enter_item",
    "enter_marks",
    "enter_tie_vote",
    "explain_mark",
    "open_sheet",
    "reopen_stage",
    "strike_item",
]
