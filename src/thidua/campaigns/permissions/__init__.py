"""Who may see, keep and answer movements; beside the predicates stand the lists they agree with."""

from thidua.campaigns.permissions.doings import (
    activities_visible_to,
    may_correct_activity,
    may_enter_activity,
    may_respond,
    units_of,
)
from thidua.campaigns.permissions.gatherings import heads_year, may_enter_gathering, may_see_gatherings
from thidua.campaigns.permissions.movements import (
    may_amend_movement,
    may_close_movement,
    may_draft_movement,
    may_keep_movement,
    may_launch_movement,
    may_open_campaigns,
    may_review_movement,
    may_revise_movement,
    may_see_movement,
    may_take_in_movements,
    may_withdraw_movement,
    movements_visible_to,
)

__all__ = [
    "activities_visible_to",
    "heads_year",
    "may_amend_movement",
    "may_close_movement",
    "may_correct_activity",
    "may_draft_movement",
    "may_enter_activity",
    "may_enter_gathering",
    "may_keep_movement",
    "may_launch_movement",
    "may_open_campaigns",
    "may_respond",
    "may_review_movement",
    "may_revise_movement",
    "may_see_gatherings",
    "may_see_movement",
    "may_take_in_movements",
    "may_withdraw_movement",
    "movements_visible_to",
    "units_of",
]
