"""Search «tra cứu»: units, people, blocs, criteria, papers of the rooms, each with why it was found, and only what the person may know of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from django.http import HttpRequest
from django.utils.translation import gettext

from thidua.campaigns.finding import findable_movements
from thidua.core.text import fold
from thidua.core.wording import number
from thidua.covenants.finding import findable_covenants
from thidua.criteria.leaves import Leaf, outline_of
from thidua.criteria.permissions import may_open_criteria, schemes_visible_to
from thidua.criteria.queries.finding import documents_of, tables_in_force
from thidua.foundation.actors import Actor
from thidua.foundation.finding import Findable, folded, found_among
from thidua.foundation.wording import N_, active_language, render
from thidua.organisations.permissions import may_read_units
from thidua.organisations.queries.finding import (
    BlocYearLine,
    FoundPerson,
    FoundUnit,
    people_matching,
    units_matching,
)
from thidua.organisations.states import STATE_WORDS
from thidua.plans.finding import findable_plans
from thidua.reports.finding import findable_evidence, findable_reports
from thidua.web.desk.addresses import address
from thidua.web.shared.at_hand import assists_head_of, bloc_years_of
from thidua.web.shared.jinja import day

MOST_SHOWN: Final = 10
MOST_TABLES: Final = 40
LEAST_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, where it belongs, why it was found, the way to it (empty: none)."""

    title: str
    where: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind; `total` counts those not shown too."""

    title: str
    hits: tuple[Hit, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: groups with hits, and in which groups was looked."""

    words: str
    groups: tuple[Group, ...]
    looked_in: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many things were found."""
        return sum(group.total for group in self.groups)

    @property
    def too_short(self) -> bool:
        """Whether there was too little to look for."""
        return len(fold(self.words)) < LEAST_LETTERS

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor, words: str, *, on: date) -> Self:
        """Look in every group the person may know of."""
        said = " ".join(words.split())[:100]
        if len(fold(said)) < LEAST_LETTERS:
            return cls(said, (), ())
        groups = [*_register(actor, said, on=on), *_field(request, actor, said, on=on)]
        return cls(
            said, tuple(group for group in groups if group.hits), tuple(group.title for group in groups)
        )


def _register(actor: Actor, words: str, *, on: date) -> Sequence[Group]:
    if not may_read_units(actor, on=on).allowed:
        return ()
    units, unit_total = units_matching(words, on=on, limit=MOST_SHOWN)
    people, people_total = people_matching(words, on=on, limit=MOST_SHOWN)
    return (
        Group(gettext("Units"), tuple(_unit_hit(found, words) for found in units), unit_total),
        Group(gettext("People"), tuple(_person_hit(found) for found in people), people_total),
    )


def _unit_hit(found: FoundUnit, words: str) -> Hit:
    unit = found.unit
    href = address("organisations:unit", unit.public_id)
    where = gettext("code %(code)s") % {"code": unit.code}
    if not unit.in_force and unit.valid_to is not None:
        where = gettext("%(code)s, until %(day)s") % {"code": where, "day": day(unit.valid_to)}
    if found.other is not None:
        why = gettext("found by its name of another day: %(name)s") % {"name": found.other.name}
        return Hit(unit.name, where, f"{why}{_span(found.other.valid_from, found.other.valid_to)}", href)
    return Hit(unit.name, where, _why_unit(found, words), href)


def _span(first: date | None, last: date | None) -> str:
    if last is not None:
        return gettext(" (until %(day)s)") % {"day": day(last)}
    return gettext(" (from %(day)s)") % {"day": day(first)} if first is not None else ""


def _why_unit(found: FoundUnit, words: str) -> str:
    unit, asked = found.unit, fold(words).split()
    reasons = (
        (unit.name, gettext("found by its name")),
        (unit.short_name, gettext("found by its short name: %(name)s") % {"name": unit.short_name}),
        (unit.in_sentence, gettext("found by its name in sentences: %(name)s") % {"name": unit.in_sentence}),
        (unit.code, gettext("found by its code")),
        (unit.symbol, gettext("found by its symbol: %(name)s") % {"name": unit.symbol}),
    )
    for text, reason in reasons:
        if all(word in fold(text) for word in asked):
            return reason
    return gettext("found by several of its names together")


def _person_hit(found: FoundPerson) -> Hit:
    person = found.person
    name = f"{person.rank} {person.name}".strip()
    offices = "; ".join(f"{title}, {unit}" for title, unit in found.offices[:2])
    return Hit(
        name,
        offices or gettext("holds no office today"),
        gettext("found by the name"),
        address("organisations:person", person.public_id),
    )


def _field(request: HttpRequest, actor: Actor, words: str, *, on: date) -> Sequence[Group]:
    lines = bloc_years_of(request)
    if not lines:
        return ()
    blocs = [
        line for line in lines if _matches(words, f"{line.name} {line.short_name} {line.code} {line.year}")
    ]
    hits = tuple(_bloc_hit(line) for line in blocs[:MOST_SHOWN])
    found = [Group(gettext("Blocs and clusters"), hits, len(blocs))]
    if may_open_criteria(actor, on=on).allowed:
        found.append(_criteria(lines, actor, words, on=on))
    return [*found, *_papers(lines, actor, words, on=on)]


# What each room lends: the words over the group, and the screen that shows one of them.
_GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "movement": (N_("Emulation movements"), "campaigns:movement"),
    "plan": (N_("Plans"), "plans:plan"),
    "covenant": (N_("Covenants"), "covenants:covenant"),
    "report": (N_("Reports"), "reports:request"),
    "evidence": (N_("Evidence"), "evidence:record"),
}


def _papers(lines: Sequence[BlocYearLine], actor: Actor, words: str, *, on: date) -> Sequence[Group]:
    """Movements, plans, covenants, reports and evidence, all in one query."""
    headed = [line.public_id for line in lines if assists_head_of(line, actor, on=on)]
    lent = [
        findable_movements(actor, on=on),
        findable_plans(actor, on=on),
        findable_covenants(actor, on=on),
        findable_reports(actor, on=on),
        findable_evidence(actor, headed=headed, on=on),
    ]
    things = found_among(lent, words)
    groups = []
    for kind, (title, screen) in _GROUPS.items():
        mine = [one for one in things if one.kind == kind]
        hits = tuple(_paper_hit(one, screen, words) for one in mine[:MOST_SHOWN])
        groups.append(Group(gettext(title), hits, len(mine)))
    return groups


def _paper_hit(one: Findable, screen: str, words: str) -> Hit:
    numbered = one.number if one.kind != "report" else ""
    title = ", ".join(part for part in (one.title, numbered) if part)
    where = ", ".join(str(part) for part in (one.unit, one.place, one.year) if part)
    why = gettext("found by its title")
    if not all(word in fold(one.title) for word in fold(words).split()):
        why = gettext("found by its title, number, bloc or year together")
    return Hit(title, where, why, address(screen, one.key))


def _matches(words: str, text: str) -> bool:
    whole = folded(text)
    return all(word in whole for word in folded(words).split())


def _bloc_hit(line: BlocYearLine) -> Hit:
    return Hit(
        gettext("%(bloc)s, %(year)d") % {"bloc": line.name, "year": line.year},
        render(STATE_WORDS[line.state]),
        gettext("found by its name, code or year"),
        address("organisations:bloc_year", line.public_id),
    )


def _criteria(lines: Sequence[BlocYearLine], actor: Actor, words: str, *, on: date) -> Group:
    """Leaves of the tables in force, the newest bloc-years first."""
    named = {line.public_id: line for line in lines[:MOST_TABLES]}
    tables = tables_in_force(schemes_visible_to(actor, on=on), named, on=on)
    _learn({table.public_id: table.content_hash for table in tables})
    hits = [
        _leaf_hit(leaf, named[table.bloc_year], table.public_id)
        for table in tables
        for leaf, folded in _LEAVES[table.content_hash]
        if all(word in folded for word in fold(words).split())
    ]
    return Group(gettext("Criteria"), tuple(hits[:MOST_SHOWN]), len(hits))


# The leaves of each content with their folded words; a frozen table never changes, so they are folded once.
_LEAVES: dict[str, tuple[tuple[Leaf, str], ...]] = {}


def _learn(tables: Mapping[str, str]) -> None:
    """Read the documents (key: hash) that this process has not read yet."""
    if len(_LEAVES) > 4 * MOST_TABLES:
        _LEAVES.clear()
    unknown = {key: content_hash for key, content_hash in tables.items() if content_hash not in _LEAVES}
    for key, document in documents_of(unknown).items():
        leaves = outline_of(unknown[key], document).leaves.values()
        _LEAVES[unknown[key]] = tuple((leaf, fold(f"{leaf.code} {leaf.name}")) for leaf in leaves)


def _leaf_hit(leaf: Leaf, line: BlocYearLine, table: str) -> Hit:
    most = number(leaf.max, active_language())
    where = gettext("%(bloc)s, %(year)d; at most %(most)s points")
    return Hit(
        f"{leaf.code} {leaf.name}",
        where % {"bloc": line.short_name, "year": line.year, "most": most},
        gettext("found by its code or name"),
        address("criteria:node", table, leaf.code),
    )
