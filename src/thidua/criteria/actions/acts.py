"""The names under which this room's acts stand in the ledger, each with its sentence."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_

DRAFTED = register(
    "criteria.draft_scheme", N_("{actor} began version {version} of the table of criteria {on}.")
)
REVISED = register(
    "criteria.revise_draft", N_("{actor} changed {place} in the draft table of criteria {on}.")
)
IMPORTED = register(
    "criteria.import_scheme",
    N_("{actor} read the table of criteria {on} from the file {file} ({changes} changes)."),
)
REMARKED = register(
    "criteria.write_remark", N_("{actor} wrote a remark at {place} of the table of criteria {on}.")
)
CIRCULATED = register(
    "criteria.circulate_draft",
    N_("{actor} sent the draft table of criteria {on} to the member units for comment."),
)
CONSENTED = register(
    "criteria.give_consent", N_("{actor} answered for {unit} to the draft table of criteria {on}.")
)
AGREED = register(
    "criteria.agree_scheme", N_("{actor} recorded that the bloc agreed to the table of criteria {on}.")
)
RETURNED = register(
    "criteria.return_to_draft",
    N_("{actor} returned the table of criteria {on} to the drafting table: {reason}"),
)
FROZEN = register(
    "criteria.freeze_scheme", N_("{actor} froze the table of criteria {on}, in force from {day}.")
)
SUPERSEDED = register(
    "criteria.supersede_scheme",
    N_("The table of criteria {on} was superseded by version {version} from {day}."),
)
