"""The names under which this room's acts stand in the ledger, each with its sentence."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_

BEGUN = register(
    "covenants.begin_covenant",
    N_("{actor} began the covenant {on}; registration papers are due on {due}."),
)
DUE_MOVED = register(
    "covenants.move_due_day",
    N_("{actor} moved the due day of registration papers from {was} to {due}: {reason}"),
)
WRITTEN = register("covenants.write_contents", N_("{actor} wrote the contents of the covenant {on}."))
MATCHED = register(
    "covenants.match_members",
    N_("{actor} matched the parties of the covenant {on} with the members: {joined} in, {left} out."),
)
SAVED = register("covenants.save_registration", N_("{actor} saved the registration of {on}."))
SENT = register("covenants.send_registration", N_("{actor} sent the registration of {on}."))
RECALLED = register("covenants.recall_registration", N_("{actor} took back the registration of {on}."))
COLLECTED = register("covenants.collect_registration", N_("{actor} collected the registration of {on}."))
RETURNED = register(
    "covenants.return_registration", N_("{actor} returned the registration of {on}: {reason}")
)
FILED = register(
    "covenants.file_paper",
    N_("{actor} entered the registration paper {number} of {unit}, filed on {day}."),
)
CORRECTED = register(
    "covenants.correct_paper",
    N_("{actor} corrected the registration paper of {unit} to {number}, filed on {day}: {reason}"),
)
COMPOSED = register("covenants.compose_text", N_("{actor} composed the text of the covenant {on} ({code})."))
CONSENTED = register(
    "covenants.give_consent", N_("{actor} answered for {unit} to the text of the covenant {on}.")
)
OPENED = register(
    "covenants.open_for_signature", N_("All parties agreed to the covenant {on}; it is open for signature.")
)
TEXT_RETURNED = register(
    "covenants.return_to_drafting", N_("{actor} returned the covenant {on} to the drafting table: {reason}")
)
SIGNED = register(
    "covenants.sign_covenant", N_("{person} signed the covenant {on} for {unit}; recorded by {actor}.")
)
WITNESSED = register(
    "covenants.witness_covenant", N_("{person} witnessed the covenant {on}; recorded by {actor}.")
)
FROZEN = register("covenants.freeze_covenant", N_("All have signed the covenant {on}; in force from {day}."))
SUPERSEDED = register(
    "covenants.supersede_covenant", N_("The covenant {on} was replaced by version {version} from {day}.")
)
AMENDED = register(
    "covenants.amend_covenant", N_("{actor} began version {version} of the covenant {on}: {reason}")
)
