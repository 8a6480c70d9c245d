"""The verbs of the room."""

from thidua.campaigns.actions.doings import (
    correct_activity,
    enter_activity,
    respond_to_movement,
    strike_activity,
)
from thidua.campaigns.actions.drafting import amend_movement, draft_movement, revise_movement
from thidua.campaigns.actions.gatherings import correct_gathering, enter_gathering, strike_gathering
from thidua.campaigns.actions.reference import take_in_movements
from thidua.campaigns.actions.running import (
    close_movement,
    launch_movement,
    review_movement,
    withdraw_movement,
)

__all__ = [
    "amend_movement",
    "close_movement",
    "correct_activity",
    "correct_gathering",
    "draft_movement",
    "enter_activity",
    "enter_gathering",
    "launch_movement",
    "respond_to_movement",
    "review_movement",
    "revise_movement",
    "strike_activity",
    "strike_gathering",
    "take_in_movements",
    "withdraw_movement",
]
