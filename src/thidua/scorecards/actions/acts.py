"""The names under which this room's acts stand in the ledger, each with its sentence."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_
from thidua.scorecards.states import Stage

OPENED = register("scorecards.open_sheet", N_("{actor} opened the score sheet {on}."))
MOVED = register(
    "scorecards.adopt_scheme",
    N_("{actor} moved the score sheet {on} to version {version} of the table of criteria."),
)
ASSIGNED = register("scorecards.assign_checkers", N_("{actor} assigned {checkers} to check {unit}."))
PAIRED = register(
    "scorecards.assign_whole_bloc", N_("{actor} assigned who checks whom for {count} units of {on}.")
)
DRAWN = register("scorecards.draw_minutes", N_("{actor} drew up the minutes of the visit of {units}."))
FOUND = register("scorecards.note_finding", N_("{actor} noted a finding on {leaf} of {unit} in the minutes."))
UNFOUND = register(
    "scorecards.withdraw_finding",
    N_("{actor} took the finding on {leaf} of {unit} out of the minutes: {reason}"),
)
SIGNED = register("scorecards.sign_minutes", N_("{actor} signed the minutes of the cross-check for {unit}."))
TAKEN = register(
    "scorecards.take_over_minutes",
    N_("{actor} put {count} marks of {unit} into the cross column from the minutes."),
)
FED = register(
    "scorecards.feed_marks", N_("{actor} took {count} self marks of {unit} over from reports and registers.")
)
NAMED = register(
    "scorecards.name_attendance_leaf", N_("{actor} named criterion {leaf} of {on} as fed by attendance.")
)
ENTERED_ONE: dict[Stage, str] = {
    Stage.SELF: register(
        "scorecards.enter_self_mark", N_("{actor} entered the self mark of {unit} for {leaf}.")
    ),
    Stage.CROSS: register(
        "scorecards.enter_cross_mark", N_("{actor} entered the cross-check of {unit} for {leaf}.")
    ),
    Stage.APPRAISED: register("scorecards.enter_appraised_mark", N_("{actor} appraised {unit} for {leaf}.")),
}
ENTERED: dict[Stage, str] = {
    Stage.SELF: register("scorecards.enter_self_marks", N_("{actor} entered {count} self marks of {unit}.")),
    Stage.CROSS: register(
        "scorecards.enter_cross_marks", N_("{actor} cross-checked {count} marks of {unit}.")
    ),
    Stage.APPRAISED: register(
        "scorecards.enter_appraised_marks", N_("{actor} appraised {count} marks of {unit}.")
    ),
}
ACCEPTED = register("scorecards.accept_marks", N_("{actor} took over {count} marks of {unit} as proposed."))
CLOSED: dict[Stage, str] = {
    Stage.SELF: register("scorecards.close_self", N_("{actor} closed self-scoring of {on}.")),
    Stage.CROSS: register("scorecards.close_cross", N_("{actor} closed the cross-check of {on}.")),
    Stage.APPRAISED: register("scorecards.close_appraised", N_("{actor} closed the appraisal of {on}.")),
}
REOPENED: dict[Stage, str] = {
    Stage.SELF: register("scorecards.reopen_self", N_("{actor} reopened self-scoring of {on}: {reason}")),
    Stage.CROSS: register(
        "scorecards.reopen_cross", N_("{actor} reopened the cross-check of {on}: {reason}")
    ),
    Stage.APPRAISED: register(
        "scorecards.reopen_appraised", N_("{actor} reopened the appraisal of {on}: {reason}")
    ),
}
COUNTED = register("scorecards.enter_item", N_("{actor} counted {code} ({record}) for {unit}."))
STRUCK = register("scorecards.strike_item", N_("{actor} struck {code} ({record}) of {unit}: {reason}"))
EXPLAINED = register("scorecards.explain_mark", N_("{actor} explained {leaf} for {unit}."))
ANSWERED = register(
    "scorecards.answer_explanation", N_("{actor} answered the explanation of {unit} on {leaf}.")
)
REAPPRAISED = register(
    "scorecards.reappraise_mark", N_("{actor} changed {leaf} of {unit} in a second appraisal: {reason}")
)
REAPPRAISED_KEPT = register(
    "scorecards.reappraise_mark_kept", N_("{actor} kept {leaf} of {unit} in a second appraisal: {reason}")
)
ASKED = register(
    "scorecards.ask_disqualifiers", N_("{actor} recorded a question about disqualifiers to {body}.")
)
HEARD = register("scorecards.enter_disqualifier_answer", N_("{actor} recorded the answer of {body}."))
SETTLED = register("scorecards.settle_deduction", N_("{actor} settled {code} ({record}) of {unit}: {words}"))
READDED = register(
    "scorecards.confirm_totals", N_("{actor} added the totals of {on} up again and found them right.")
)
VOTED = register("scorecards.enter_tie_vote", N_("{actor} entered the votes for rank {place}."))
AGREED = register(
    "scorecards.agree_result", N_("{actor} recorded the agreed result number {number} of {on}.")
)
