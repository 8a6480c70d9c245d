"""The verbs of the room."""

from thidua.plans.actions.calendars import close_feed, correct_holidays, open_feed, renew_feed
from thidua.plans.actions.consultations import (
    close_consultation,
    extend_consultation,
    give_answer,
    open_consultation,
    reply_to_comment,
)
from thidua.plans.actions.drafting import (
    add_activity,
    draft_plan,
    remove_activity,
    return_plan,
    revise_activity,
    revise_plan,
)
from thidua.plans.actions.running import (
    complete_activity,
    drop_activity,
    issue_plan,
    move_activity,
    recount_plan,
    withdraw_completion,
)

__all__ = [
    "add_activity",
    "close_consultation",
    "close_feed",
    "complete_activity",
    "correct_holidays",
    "draft_plan",
    "drop_activity",
    "extend_consultation",
    "give_answer",
    "issue_plan",
    "move_activity",
    "open_consultation",
    "open_feed",
    "recount_plan",
    "remove_activity",
    "renew_feed",
    "reply_to_comment",
    "return_plan",
    "revise_activity",
    "revise_plan",
    "withdraw_completion",
]
