"""The main menu: exactly the words of the field, and only the rooms that exist and that this person may enter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.web.shared.addresses import fixed_address


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: key of the room, words, address name."""

    key: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as shown."""

    key: str
    words: str
    href: str
    current: bool


GROUPS: tuple[tuple[Entry, ...], ...] = (
    (Entry("desk", N_("Overview"), "desk:overview"),),
    (
        Entry("campaigns", N_("Emulation movements"), "campaigns:list"),
        Entry("organisations", N_("Emulation blocs and clusters"), "organisations:blocs"),
        Entry("covenants", N_("Emulation covenants"), "covenants:list"),
        Entry("reports", N_("Reports, evidence"), "reports:list"),
        Entry("scores", N_("Scoring, ranking"), "scorecards:home"),
        Entry("conferences", N_("Conferences, tasks"), "conferences:list"),
    ),
    (
        Entry("dossiers", N_("Award dossiers"), "dossiers:list"),
        Entry("decisions", N_("Decisions"), "decisions:list"),
        Entry("exemplars", N_("Exemplars, models"), "exemplars:list"),
        Entry("support", N_("Commune support"), "support:list"),
        Entry("contests", N_("Contests"), "contests:list"),
    ),
    (
        Entry("search", N_("Look up"), "desk:search"),
        Entry("statistics", N_("Statistics"), "statistics:list"),
        Entry("lists", N_("Reference lists"), "organisations:units"),
        Entry("users", N_("Accounts"), "accounts:users"),
        Entry("records", N_("Ledger"), "records:ledger"),
    ),
)
# A screen room adds who may see its entry; an entry without a rule is for everyone who has signed in.
RULES: dict[str, Callable[..., Verdict]] = {}


def menu_for(actor: Actor, *, on: date, current: str) -> tuple[tuple[Line, ...], ...]:
    """The menu of this person today, in groups; empty groups are left out."""
    groups = []
    for group in GROUPS:
        lines = []
        for entry in group:
            rule = RULES.get(entry.key)
            if rule is not None and not rule(actor, on=on).allowed:
                continue
            if href := fixed_address(entry.address):
                lines.append(Line(entry.key, entry.words, href, entry.key == current))
        if lines:
            groups.append(tuple(lines))
    return tuple(groups)
