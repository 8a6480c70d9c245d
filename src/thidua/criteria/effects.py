"""The effect of a changed table on every unit: the same results scored by the version before and by this one.

Results live in a room above this one. It registers here, in its `AppConfig.ready`, how results are found:

    from thidua.criteria import effects
    effects.RESULTS.append(results_for_scheme)

A source is a function `(bloc_year, *, actor, on) -> ResultsForScheme | None`: `bloc_year` is the public key, `actor`
and `on` say who asks and on which day. It returns the latest results that person may see of every unit at once (one
stage, never a mixture), or None while there are none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from thidua.core.scoring import (
    Range,
    Results,
    ResultsProblem,
    Scheme,
    UnitScore,
    parse_what_fits,
    possible_range,
    read_scheme,
    score,
)
from thidua.core.verdict import Sentence
from thidua.criteria.queries import SchemeFrame, scheme_card
from thidua.foundation.actors import Actor

MOST_STEPS_BACK: Final = 6


@dataclass(frozen=True, slots=True)
class ResultsForScheme:
    """Results to try a table on.

    `document` is a `thidua-results/1` document of one stage, each entry standing as the entry itself (as for
    `--stage self`). `said` tells whose figures of when these are, `units` names the units by code in the order of the
    bloc, `bloc_year` is where the results come from.
    """

    bloc_year: str
    document: Mapping[str, Any]
    units: Mapping[str, str]
    said: Sentence


class ResultsSource(Protocol):
    """Finds the latest results of a bloc-year."""

    def __call__(self, bloc_year: str, *, actor: Actor, on: date) -> ResultsForScheme | None:
        """The results this person may see, or None."""


RESULTS: list[ResultsSource] = []


@dataclass(frozen=True, slots=True)
class LeafEffect:
    """One leaf (or `bonus`, `deduction`) that gives a unit other points than before; None: it was, or is, not there."""

    code: str
    before: Decimal | None
    after: Decimal | None
    waits: bool
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class UnitEffect:
    """What the version does to one unit: totals it can still reach under both versions, and which leaves do it.

    `stalls` holds leaves that had a value and now wait: the unit's total cannot be worked out under this version.
    """

    code: str
    name: str
    before: Range
    after: Range
    leaves: tuple[LeafEffect, ...]
    stalls: tuple[str, ...]
    rank_before: int | None
    rank_after: int | None

    @property
    def change(self) -> Decimal:
        """After minus before, at the highest still possible."""
        return self.after.high - self.before.high


@dataclass(frozen=True, slots=True)
class SchemeEffect:
    """The effect on all units, on which figures, and what of the results no longer fits."""

    said: Sentence
    units: tuple[UnitEffect, ...]
    misfits: tuple[ResultsProblem, ...]


def results_near(frame: SchemeFrame, *, actor: Actor, on: date) -> ResultsForScheme | None:
    """Results of the version's own year, else of the year its base belongs to, and so on back."""
    tried: set[str] = set()
    for year in _years_back(frame):
        if year in tried:
            continue
        tried.add(year)
        for source in RESULTS:
            if (found := source(year, actor=actor, on=on)) is not None:
                return found
    return None


def _years_back(frame: SchemeFrame) -> Iterator[str]:
    # Nothing is scored before a first version is frozen, so a year that only prepares it need not be asked.
    if frame.card.version > 1 or frame.card.frozen_on is not None:
        yield frame.year.public_id
    if frame.origin is None:
        return
    yield frame.origin.bloc_year
    base: str | None = frame.origin.public_id
    for _ in range(MOST_STEPS_BACK):
        card = scheme_card(base) if base else None
        if card is None:
            return
        yield card.bloc_year
        base = card.based_on


def effect_of(
    before: Mapping[str, Any], after: Mapping[str, Any], results: ResultsForScheme
) -> SchemeEffect | None:
    """Score the results under both versions; None while one of them has errors."""
    old, _ = read_scheme(before)
    new, _ = read_scheme(after)
    if old is None or new is None:
        return None
    old_results, _ = parse_what_fits(results.document, old)
    new_results, misfits = parse_what_fits(results.document, new)
    old_card, new_card = score(old, old_results), score(new, new_results)
    units = tuple(
        _unit(
            code,
            results.units.get(code, code),
            (old, old_results, old_card.units[code]),
            (new, new_results, new_card.units[code]),
        )
        for code in sorted(new_card.units, key=_order(results.units))
        if code in old_card.units
    )
    return SchemeEffect(results.said, units, misfits)


def _order(units: Mapping[str, str]) -> Any:
    places = {code: place for place, code in enumerate(units)}
    return lambda code: (places.get(code, len(places)), code)


def _unit(
    code: str, name: str, before: tuple[Scheme, Results, UnitScore], after: tuple[Scheme, Results, UnitScore]
) -> UnitEffect:
    old, new = before[2], after[2]
    waited = set(old.waiting())
    return UnitEffect(
        code,
        name,
        possible_range(before[0], before[1], code),
        possible_range(after[0], after[1], code),
        _leaves(old, new),
        tuple(leaf for leaf in new.waiting() if leaf not in waited and leaf in old.leaves),
        old.rank,
        new.rank,
    )


def _leaves(old: UnitScore, new: UnitScore) -> tuple[LeafEffect, ...]:
    found: list[LeafEffect] = []
    waits, waited = set(new.waiting()), set(old.waiting())
    for code in dict.fromkeys((*old.leaves, *new.leaves)):
        was, now = old.leaves.get(code), new.leaves.get(code)
        changed = (was is None) != (now is None) or (
            was is not None and now is not None and (was.points != now.points or was.state is not now.state)
        )
        if changed and not (code in waits and code in waited):
            found.append(
                LeafEffect(
                    code,
                    None if was is None else was.points,
                    None if now is None else now.points,
                    code in waits,
                    None if now is None else now.why,
                )
            )
    for name, one, other in (("bonus", old.bonus, new.bonus), ("deduction", old.deduction, new.deduction)):
        if one != other:
            found.append(LeafEffect(name, one, other, waits=False, why=new.steps.get(name)))
    return tuple(found)
