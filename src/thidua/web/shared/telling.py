"""Acts of the ledger as people read them: who, what they did, and the reason they gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from thidua.accounts.roles import ROLE_WORDS
from thidua.core.verdict import Sentence
from thidua.foundation.acts import Act
from thidua.foundation.wording import N_, Word, render
from thidua.organisations.states import (
    BASIS_WORDS,
    LEAD_WORDS,
    OFFICE_WORDS,
    SHARE_WORDS,
    STATE_WORDS,
    UNIT_KIND_WORDS,
)
from thidua.web.shared import parts

SYSTEM_WORDS: Final = N_("The system")
REASON_KEYS: Final = ("reason", "comment")
_PHASES: Final = {str(state): said.text for state, said in STATE_WORDS.items()}
# Figures that were kept as codes: by the name of the figure, the words for each code.
VALUE_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "role": {str(role): words for role, words in ROLE_WORDS.items()},
    "phase": _PHASES,
    "was": _PHASES,
    "lead": {str(lead): said.text for lead, said in LEAD_WORDS.items()},
    "basis": {str(basis): said.text for basis, said in BASIS_WORDS.items()},
    "share": {str(share): said.text for share, said in SHARE_WORDS.items()},
    "kind": {str(kind): said.text for kind, said in (*OFFICE_WORDS.items(), *UNIT_KIND_WORDS.items())},
    "state": {"pending": N_("waiting")},
    "stage": {"self": N_("Self-scoring"), "cross": N_("Cross-check"), "appraised": N_("Appraisal")},
}


@dataclass(frozen=True, slots=True)
class Told:
    """An act in the reader's language. `who` is empty when the sentence does not begin with the actor."""

    who: str
    what: str
    reason: str = ""

    @property
    def whole(self) -> str:
        """The sentence in one piece."""
        return f"{self.who} {self.what}".strip()


def actor_of(act: Act) -> str:
    """The actor's name as shown; commands and jobs are "the system"."""
    return gettext(SYSTEM_WORDS) if act.actor_key.startswith("system:") else act.actor_name


def in_words(key: str, value: object) -> object:
    """The figure, or the word for it where it was kept as a code."""
    words = VALUE_WORDS.get(key, {}).get(value) if isinstance(value, str) else None
    return value if words is None else Word(words)


def _worded(params: Mapping[str, object]) -> dict[str, object]:
    """The figures of a sentence in words; a role is named in the reader's language, by the code kept with its name.

    The name kept is what the role was called that day, in Vietnamese; it speaks where the code is no role any more.
    """
    worded = {key: in_words(key, value) for key, value in params.items()}
    if "role_name" in worded and isinstance(named := worded.get("role"), Word):
        worded["role_name"] = named
    return worded


def tell(act: Act) -> Told:
    """Tell an act: the actor, what follows in the sentence, and the reason that was given."""
    who = actor_of(act)
    said = act.sentence
    whole = render(Sentence(said.text, {**_worded(said.params), "actor": who}))
    reason = next((str(act.data[key]) for key in REASON_KEYS if act.data.get(key)), "")
    if reason and reason in whole:
        reason = ""
    if whole.startswith(f"{who} "):
        return Told(who, whole.removeprefix(f"{who} "), reason)
    return Told("", whole, reason)


def latest(acts: Sequence[Act]) -> tuple[parts.Act, ...]:
    """Rows for the part `acts`."""
    rows = []
    for act in acts:
        told = tell(act)
        rows.append(parts.Act(act.at, told.who, told.what))
    return tuple(rows)
