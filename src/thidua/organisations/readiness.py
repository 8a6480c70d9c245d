"""What should be so before a bloc-year enters a phase: rooms contribute conditions, the year's page lists them.

A room contributes from its `AppConfig.ready`:

    requires(YearState.SIGNED, "covenant", N_("The covenant is signed"), covenant_is_signed)

A condition answers met, not met, or unknown (nothing of the kind is on record, as where it is kept on paper). What is
not met does not forbid the step: it asks for a reason, which is kept with the phase. Life is sometimes ahead of its
papers; nobody should have to enter a false paper to go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from thidua.core.verdict import Finding, Sentence, Verdict, met, not_met, unknown
from thidua.foundation.wording import N_
from thidua.organisations.models import Handover
from thidua.organisations.states import TRANSITIONS, YearState, next_states


class YearKey(Protocol):
    """What a condition needs to know of a bloc-year: its numbers, not its names."""

    @property
    def id(self) -> int:
        """The row's number."""

    @property
    def public_id(self) -> str:
        """The public key."""

    @property
    def state(self) -> YearState:
        """Where it stands."""


type Check = Callable[[YearKey, date], Verdict]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that should be so before a phase: its key, its words, and how it is found out."""

    key: str
    words: str
    check: Check


@dataclass(frozen=True, slots=True)
class Ready:
    """A condition as it stands on a day."""

    key: str
    words: str
    verdict: Verdict

    @property
    def finding(self) -> Finding:
        """Met, not met, unknown."""
        return self.verdict.finding


CONDITIONS: dict[YearState, dict[str, Condition]] = {}


def requires(state: YearState, key: str, words: str, check: Check) -> None:
    """Contribute a condition; contributing it again replaces it."""
    CONDITIONS.setdefault(state, {})[key] = Condition(key, words, check)


def readiness(bloc_year: YearKey, state: YearState, *, on: date) -> tuple[Ready, ...]:
    """How the conditions for entering a state stand, in the order contributed."""
    found = CONDITIONS.get(state, {}).values()
    return tuple(Ready(one.key, one.words, one.check(bloc_year, on)) for one in found)


def unmet(bloc_year: YearKey, state: YearState, *, on: date) -> tuple[Sentence, ...]:
    """Why a forward step needs a reason: what is found not to be so."""
    return tuple(
        reason.sentence
        for one in readiness(bloc_year, state, on=on)
        for reason in one.verdict.reasons()
        if reason.finding is Finding.NOT_MET
    )


def is_forward(now: YearState, state: YearState) -> bool:
    """Whether the step is one of the table."""
    return state in {to for (here, _), to in TRANSITIONS.items() if here is now}


def suggested_state(bloc_year: YearKey, *, on: date) -> YearState | None:
    """The next phase when everything that can be known speaks for it: it has conditions, and all are met."""
    for state in next_states(bloc_year.state):
        found = readiness(bloc_year, state, on=on)
        if found and all(one.finding is Finding.MET for one in found):
            return state
    return None


def _handover_is_complete(bloc_year: YearKey, on: date) -> Verdict:
    del on
    row = Handover.objects.filter(bloc_year=bloc_year.id, withdrawn_at=None).first()
    if row is None:
        return unknown(
            N_("No handover minute is on record."),
            remedy=N_("Draw it up on the page of the year, or keep it on paper and say so."),
        )
    if row.given_at is None or row.received_at is None:
        return not_met(
            N_("The handover minute is not confirmed by both sides."),
            remedy=N_("Both units confirm it on the page of the handover."),
        )
    return met(N_("Both sides have confirmed the handover minute."))


requires(YearState.ARCHIVED, "handover", N_("The handover is complete"), _handover_is_complete)
