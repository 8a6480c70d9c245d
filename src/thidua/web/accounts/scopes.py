"""Over what a role is held, in words: names of units and blocs as of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from thidua.accounts.queries import HeldRole
from thidua.accounts.roles import ROLE_WORDS, ScopeKind
from thidua.organisations.queries import units_found
from thidua.organisations.queries.keys import all_blocs, units_by_keys

UNITS_OFFERED = 200


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A held role as shown: its words and its scope's."""

    role: str
    scope: str
    key: str = ""


def scope_names(scopes: Iterable[tuple[ScopeKind, str]], *, on: date) -> dict[tuple[ScopeKind, str], str]:
    """Names of scopes, in a fixed number of queries however many there are."""
    asked = set(scopes)
    names = {(ScopeKind.ALL, ""): gettext("the whole province")}
    units = [key for kind, key in asked if kind is ScopeKind.UNIT]
    names |= {(ScopeKind.UNIT, key): unit.short_name for key, unit in units_by_keys(units, on=on).items()}
    if any(kind is ScopeKind.BLOC for kind, _ in asked):
        names |= {(ScopeKind.BLOC, bloc.public_id): bloc.short_name or bloc.name for bloc in all_blocs()}
    return names


def role_words(held: Iterable[HeldRole], names: Mapping[tuple[ScopeKind, str], str]) -> tuple[RoleWords, ...]:
    """Roles with their scopes; a scope whose unit or bloc is unknown shows its key."""
    return tuple(
        RoleWords(
            gettext(ROLE_WORDS[one.role]),
            names.get((one.scope_kind, one.scope_key), one.scope_key),
            one.scope_key,
        )
        for one in held
    )


def bloc_choices() -> list[tuple[str, str]]:
    """Every bloc: key and name."""
    return [(bloc.public_id, bloc.name) for bloc in all_blocs()]


def unit_choices(words: str, *, on: date, keep: str = "") -> tuple[list[tuple[str, str]], int]:
    """Units whose name holds the words, and how many there are in all; `keep` is offered whatever the words."""
    found, total = units_found(words, on=on, limit=UNITS_OFFERED)
    choices = [(unit.public_id, f"{unit.name} ({unit.code})") for unit in found]
    if keep and all(key != keep for key, _ in choices):
        choices += [(key, unit.name) for key, unit in units_by_keys([keep], on=on).items()]
    return choices, total
