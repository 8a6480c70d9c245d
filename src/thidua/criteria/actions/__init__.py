"""The verbs of the room."""

from thidua.criteria.actions.drafting import draft_scheme, import_scheme, revise_draft
from thidua.criteria.actions.settling import (
    agree_scheme,
    circulate_draft,
    freeze_scheme,
    give_consent,
    return_to_draft,
    write_remark,
)

__all__ = [
    "agree_scheme",
    "circulate_draft",
    "draft_scheme",
    "freeze_scheme",
    "give_consent",
    "import_scheme",
    "return_to_draft",
    "revise_draft",
    "write_remark",
]
