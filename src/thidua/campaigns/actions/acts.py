"""The names under which this room's acts stand in the ledger, each with its sentence."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_

DRAFTED = register("campaigns.draft_movement", N_("{actor} drafted the movement {on}."))
REVISED = register("campaigns.revise_movement", N_("{actor} changed the draft of the movement {on}."))
LAUNCHED = register("campaigns.launch_movement", N_("{actor} launched the movement {on} on {day}."))
AMENDED = register("campaigns.amend_movement", N_("{actor} amended the movement {on}: {reason}"))
WITHDRAWN = register("campaigns.withdraw_movement", N_("{actor} withdrew the movement {on}: {reason}"))
REVIEWED = register(
    "campaigns.review_movement", N_("{actor} recorded the interim review of the movement {on} of {day}.")
)
CLOSED = register(
    "campaigns.close_movement", N_("{actor} recorded the final review of the movement {on} of {day}.")
)
TAKEN_IN = register(
    "campaigns.take_in_movements",
    N_("{actor} took in the reference list of movements: {added} added, {refreshed} refreshed, {left} left."),
)
RESPONDED = register(
    "campaigns.respond_to_movement", N_("{actor} responded for {unit} to the movement {on}.")
)
RESPONSE_REVISED = register(
    "campaigns.revise_response", N_("{actor} changed the response of {unit} to the movement {on}.")
)
ENTERED = register("campaigns.enter_activity", N_("{actor} entered the activity {on} of {unit}."))
CORRECTED = register("campaigns.correct_activity", N_("{actor} corrected the activity {on} of {unit}."))
STRUCK = register("campaigns.strike_activity", N_("{actor} struck the activity {on} of {unit}: {reason}"))
GATHERED = register("campaigns.enter_gathering", N_("{actor} recorded {on} and who came."))
GATHERING_CORRECTED = register("campaigns.correct_gathering", N_("{actor} corrected {on} and who came."))
GATHERING_STRUCK = register("campaigns.strike_gathering", N_("{actor} struck {on}: {reason}"))
