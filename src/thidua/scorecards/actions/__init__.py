"""The verbs of the room; each is one transaction and leaves one entry in the ledger."""

from thidua.scorecards.actions.cells import MarkInput
from thidua.scorecards.actions.checks import assign_checkers, assign_whole_bloc
from thidua.scorecards.actions.explanations import answer_explanation, explain_mark
from thidua.scorecards.actions.feeding import feed_marks, name_attendance_leaf
from thidua.scorecards.actions.items import enter_item, strike_item
from thidua.scorecards.actions.marks import accept_marks, enter_marks
from thidua.scorecards.actions.minutes import (
    SideInput,
    draw_minutes,
    note_finding,
    sign_minutes,
    take_over_minutes,
    withdraw_finding,
)
from thidua.scorecards.actions.reappraisals import reappraise_mark
from thidua.scorecards.actions.results import agree_result, enter_tie_vote
from thidua.scorecards.actions.reviews import (
    ask_disqualifiers,
    confirm_totals,
    enter_disqualifier_answer,
    settle_deduction,
)
from thidua.scorecards.actions.stages import adopt_scheme, close_stage, open_sheet, reopen_stage

__all__ = [
    "MarkInput",
    "SideInput",
    "accept_marks",
    "adopt_scheme",
    "agree_result",
    "answer_explanation",
    "ask_disqualifiers",
    "assign_checkers",
    "assign_whole_bloc",
    "close_stage",
    "confirm_totals",
    "draw_minutes",
    "enter_disqualifier_answer",
    "enter_item",
    "enter_marks",
    "enter_tie_vote",
    "explain_mark",
    "feed_marks",
    "name_attendance_leaf",
    "note_finding",
    "open_sheet",
    "reappraise_mark",
    "reopen_stage",
    "settle_deduction",
    "sign_minutes",
    "strike_item",
    "take_over_minutes",
    "withdraw_finding",
]
