"""Who may plan, answer, correct holidays and keep a calendar address; beside the predicates stand the lists."""

from thidua.plans.permissions.calendars import (
    may_correct_holidays,
    may_keep_feed,
    may_read_holidays,
    years_read_by,
)
from thidua.plans.permissions.consultations import (
    consultations_visible_to,
    may_close_consultation,
    may_give_answer,
    may_open_consultation,
    may_read_consultation,
    may_reply_to_comment,
    units_answered_for,
)
from thidua.plans.permissions.parts import OVER, Part, may_open_plans, may_read_year, part_in
from thidua.plans.permissions.plans import (
    may_complete_activity,
    may_draft_plan,
    may_issue_plan,
    may_move_days,
    may_read_plan,
    may_return_plan,
    may_revise_plan,
    plans_shown_to,
    plans_visible_to,
    units_completing,
    versions_readable,
)

__all__ = [
    "OVER",
    "Part",
    "consultations_visible_to",
    "may_close_consultation",
    "may_complete_activity",
    "may_correct_holidays",
    "may_draft_plan",
    "may_give_answer",
    "may_issue_plan",
    "may_keep_feed",
    "may_move_days",
    "may_open_consultation",
    "may_open_plans",
    "may_read_consultation",
    "may_read_holidays",
    "may_read_plan",
    "may_read_year",
    "may_reply_to_comment",
    "may_return_plan",
    "may_revise_plan",
    "part_in",
    "plans_shown_to",
    "plans_visible_to",
    "units_answered_for",
    "units_completing",
    "versions_readable",
    "years_read_by",
]
