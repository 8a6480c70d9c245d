"""The verbs of the room."""

from thidua.covenants.actions.drafting import (
    amend_covenant,
    begin_covenant,
    match_members,
    move_due_day,
    write_contents,
)
from thidua.covenants.actions.filing import PaperDraft, file_paper
from thidua.covenants.actions.registering import (
    collect_registration,
    recall_registration,
    return_registration,
    save_registration,
    send_registration,
)
from thidua.covenants.actions.settling import compose_text, give_consent, return_to_drafting
from thidua.covenants.actions.signing import Given, sign_covenant, witness_covenant

__all__ = [
    "Given",
    "PaperDraft",
    "amend_covenant",
    "begin_covenant",
    "collect_registration",
    "compose_text",
    "file_paper",
    "give_consent",
    "match_members",
    "move_due_day",
    "recall_registration",
    "return_registration",
    "return_to_drafting",
    "save_registration",
    "send_registration",
    "sign_covenant",
    "witness_covenant",
    "write_contents",
]
