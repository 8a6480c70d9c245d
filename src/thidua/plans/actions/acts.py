"""The names under which this room's acts stand in the ledger, each with its sentence."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_

DRAFTED = register("plans.draft_plan", N_("{actor} began version {version} of the plan {on}."))
REVISED = register("plans.revise_plan", N_("{actor} changed the words of the draft plan {on}."))
ADDED = register("plans.add_activity", N_("{actor} added {code} {title} to the draft plan {on}."))
ACTIVITY_REVISED = register(
    "plans.revise_activity", N_("{actor} changed {code} {title} in the draft plan {on}.")
)
REMOVED = register("plans.remove_activity", N_("{actor} removed {code} {title} from the draft plan {on}."))
RETURNED = register("plans.return_plan", N_("{actor} returned the plan {on} to the drafting table: {reason}"))
ISSUED = register(
    "plans.issue_plan", N_("{actor} recorded that the plan {on} was issued as {number} of {day}.")
)
SUPERSEDED = register(
    "plans.supersede_plan", N_("The plan {on} was superseded by version {version} on {day}.")
)
MOVED = register("plans.move_activity", N_("{actor} moved {code} {title} from {was} to {now}: {reason}"))
RECOUNTED = register(
    "plans.recount_plan", N_("{actor} worked out the days of the plan {on} again; {count} of them moved.")
)
COMPLETED = register(
    "plans.complete_activity", N_("{actor} recorded that {unit} did {code} {title} on {day}.")
)
WITHDRAWN = register(
    "plans.withdraw_completion",
    N_("{actor} took back that {unit} had done {code} {title}: {reason}"),
)
DROPPED = register("plans.drop_activity", N_("{actor} dropped {code} {title} from the plan {on}: {reason}"))
ASKED = register(
    "plans.open_consultation", N_("{actor} sent {on} to the member units for comment until {until}.")
)
EXTENDED = register(
    "plans.extend_consultation", N_("{actor} moved the last day for answers to {on} to {until}: {reason}")
)
ANSWERED = register("plans.give_answer", N_("{actor} answered for {unit} to {on}."))
REPLIED = register("plans.reply_to_comment", N_("{actor} replied to a comment of {unit} on {on}."))
CLOSED = register("plans.close_consultation", N_("{actor} closed the consultation on {on}."))
HOLIDAYS = register("plans.correct_holidays", N_("{actor} set the holidays of {on}: {reason}"))
FEED_OPENED = register("plans.open_feed", N_("{actor} opened a calendar address."))
FEED_RENEWED = register(
    "plans.renew_feed", N_("{actor} renewed the calendar address; the old one no longer answers.")
)
FEED_CLOSED = register("plans.close_feed", N_("{actor} closed the calendar address."))
