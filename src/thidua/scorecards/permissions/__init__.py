"""Who may read, mark, explain, close and agree; beside each predicate stands the list it agrees with."""

from thidua.scorecards.permissions.acts import (
    may_agree_result,
    may_assign_checkers,
    may_close_stage,
    may_enter_item,
    may_enter_tie_vote,
    may_open_sheet,
    may_reopen_stage,
    may_strike_item,
)
from thidua.scorecards.permissions.marks import (
    Cell,
    explanation_due,
    judge_entry,
    mark_before,
    may_answer_explanation,
    may_enter_mark,
    may_explain_mark,
    was_changed,
)
from thidua.scorecards.permissions.parts import (
    Part,
    may_open_scores,
    may_see_marks,
    may_see_sheet,
    part_of,
    sees_marks,
    sheets_visible_to,
)

__all__ = [
    "Cell",
    "Part",
    "explanation_due",
    "judge_entry",
    "mark_before",
    "may_agree_result",
    "may_answer_explanation",
    "may_assign_checkers",
    "may_close_stage",
    "may_enter_item",
    "may_enter_mark",
    "may_enter_tie_vote",
    "may_explain_mark",
    "may_open_scores",
    "may_open_sheet",
    "may_reopen_stage",
    "may_see_marks",
    "may_see_sheet",
    "may_strike_item",
    "part_of",
    "sees_marks",
    "sheets_visible_to",
    "was_changed",
]
