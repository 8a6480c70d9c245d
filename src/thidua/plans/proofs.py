"""What is on record elsewhere that a line of a plan may already be done by: a report that was sent, a paper, a signature.

A room above contributes from its `AppConfig.ready`:

    PROVERS["reports"] = reports_sent

A line says in words what is to be done, not by which act of the product; so what fits it is proposed to the unit, with
the day on record, and the unit confirms it with one press.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.plans.queries import ActivityRow

# How far from the day of the line an act may lie to be proposed, and how many of the words the two must share.
NEAR = timedelta(days=90)
SHARED = 0.55
MOST = 2


@dataclass(frozen=True, slots=True)
class Proof:
    """An act on record: of which unit (public key), on which day, said for people; `words` are compared with the line."""

    unit: str
    day: date
    said: Sentence
    words: str


# Given the public key of a bloc-year and a line; it asks nothing where the words of the line have nothing of its own.
type Prover = Callable[[str, ActivityRow], Iterable[Proof]]

PROVERS: dict[str, Prover] = {}


def proofs_for(bloc_year: str, row: ActivityRow, units: Iterable[str]) -> dict[str, tuple[Proof, ...]]:
    """For each of these units what may be the done part of a line, what fits best first; empty where nothing fits."""
    wanted = list(units)
    if not wanted:
        return {}
    known = [one for give in PROVERS.values() for one in give(bloc_year, row)]
    ranked = sorted(
        ((fit(one.words, row), one) for one in known if abs(one.day - row.due_on) <= NEAR),
        key=lambda pair: (-pair[0], abs(pair[1].day - row.due_on)),
    )
    return {
        unit: tuple(one for close, one in ranked if one.unit == unit and close >= SHARED)[:MOST]
        for unit in wanted
    }


def fit(words: str, row: ActivityRow) -> float:
    """How well words fit a line, from 0 to 1: the share of words in common, at least two of them."""
    mine, title = set(fold(words).split()), set(fold(row.title).split())
    shared = len(mine & (title | set(fold(row.output).split())))
    return shared / min(len(mine), len(title)) if shared > 1 else 0.0
