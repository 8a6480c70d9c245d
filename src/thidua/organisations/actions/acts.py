"""The names of the room's acts, with the sentence each is told by."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_

UNIT_FOUNDED = register("organisations.unit_founded", N_("{actor} put the unit {on} on record"))
UNIT_RENAMED = register("organisations.unit_renamed", N_("{actor} renamed {was} to {now} from {from}"))
UNIT_MOVED = register("organisations.unit_moved", N_("{actor} moved {on} under another superior from {from}"))
UNITS_MERGED = register("organisations.units_merged", N_("{actor} merged {units} into {on} from {from}"))
UNIT_SPLIT = register("organisations.unit_split", N_("{actor} split {on} into {units} from {from}"))
UNIT_ABSORBED = register("organisations.unit_absorbed", N_("{actor} let {into} absorb {on} from {from}"))
UNIT_DISSOLVED = register("organisations.unit_dissolved", N_("{actor} ended the unit {on} from {from}"))
UNIT_CORRECTED = register(
    "organisations.unit_corrected", N_("{actor} corrected the record of {on}: {reason}")
)
UNIT_RECLASSIFIED = register(
    "organisations.unit_reclassified", N_("{actor} changed kind or working year of {on}")
)

PROVINCE_RECORDED = register("organisations.province_recorded", N_("{actor} put the province {on} on record"))
PLACE_RECORDED = register("organisations.place_recorded", N_("{actor} put the place {on} on record"))
PROVINCE_SUCCEEDED = register(
    "organisations.province_succeeded", N_("{actor} recorded that {now} came after {was}")
)
PLACE_SUCCEEDED = register(
    "organisations.place_succeeded", N_("{actor} recorded that place {now} came after {was}")
)

PERSON_REGISTERED = register("organisations.person_registered", N_("{actor} put {on} on record"))
PERSON_CORRECTED = register(
    "organisations.person_corrected", N_("{actor} corrected the record of the person {on}: {reason}")
)
ACCOUNT_TIED = register("organisations.account_tied", N_("{actor} tied the account {account} to {on}"))
OFFICE_TAKEN = register("organisations.office_taken", N_("{actor} recorded {on} as {title} in {unit}"))
OFFICE_ENDED = register(
    "organisations.office_ended", N_("{actor} ended the office of {on}, {title}, on {last}")
)
DEPUTY_AUTHORISED = register(
    "organisations.deputy_authorised", N_("{actor} recorded authorisation {number}: {grantor} to {deputy}")
)
AUTHORISATION_REVOKED = register(
    "organisations.authorisation_revoked", N_("{actor} revoked authorisation {number}")
)

BLOC_FOUNDED = register("organisations.bloc_founded", N_("{actor} set up {on}"))
YEAR_OPENED = register("organisations.year_opened", N_("{actor} opened {on} by decision {decision}"))
PAST_YEAR_RECORDED = register("organisations.past_year_recorded", N_("{actor} entered the past year {on}"))
MEMBER_ADMITTED = register("organisations.member_admitted", N_("{actor} admitted {unit} to {on}"))
MEMBER_RELEASED = register("organisations.member_released", N_("{actor} released {unit} from {on}"))
LEAD_NAMED = register("organisations.lead_named", N_("{actor} named {unit} to lead {on}"))
PHASE_ENTERED = register("organisations.phase_entered", N_("{actor} took {on} into the phase: {phase}"))
PHASE_REENTERED = register(
    "organisations.phase_reentered", N_("{actor} took {on} back to: {phase}. Reason: {reason}")
)
ROTATION_SET = register("organisations.rotation_set", N_("{actor} recorded the rotation list of {on}"))
TERM_RECORDED = register("organisations.term_recorded", N_("{actor} recorded the head of {on} for {year}"))

LEADS_CONFIRMED = register(
    "organisations.leads_confirmed", N_("{actor} recorded that the members chose {head} to head {on}")
)
NEXT_YEAR_OPENED = register("organisations.next_year_opened", N_("{actor} opened {on} after {before}"))
BLOC_RENAMED = register(
    "organisations.bloc_renamed", N_("{actor} renamed {was} to {now} by decision {decision}")
)
HANDOVER_DRAWN_UP = register(
    "organisations.handover_drawn_up", N_("{actor} drew up the handover minute {on}")
)
HANDOVER_CONFIRMED = register(
    "organisations.handover_confirmed", N_("{actor} confirmed the handover minute {on}")
)
HANDOVER_WITHDRAWN = register(
    "organisations.handover_withdrawn", N_("{actor} withdrew the handover minute {on}. Reason: {reason}")
)

IMPORT_PREVIEWED = register(
    "organisations.import_previewed", N_("{actor} uploaded {file} for a preview; nothing was saved")
)
IMPORT_CONFIRMED = register(
    "organisations.import_confirmed", N_("{actor} imported {file}: {created} new, {changed} changed")
)
IMPORT_ABANDONED = register("organisations.import_abandoned", N_("{actor} abandoned the upload {file}"))
