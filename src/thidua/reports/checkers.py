"""Which units check which others this year: told by the room that assigns them, which stands above this one.

A source takes the public key of a bloc-year and answers with the checkers of each unit (public keys). It is registered
in the other room's `AppConfig.ready`.
"""

from collections.abc import Callable, Mapping

type CheckerSource = Callable[[str], Mapping[str, frozenset[str]]]
CHECKERS: list[CheckerSource] = []


def checkers_in(bloc_year: str) -> dict[str, frozenset[str]]:
    """The units assigned to check each unit of a bloc-year (public keys)."""
    found: dict[str, frozenset[str]] = {}
    for source in CHECKERS:
        for unit, by in source(bloc_year).items():
            found[unit] = found.get(unit, frozenset()) | by
    return found
