"""What this room asks before a bloc-year goes on: its table of criteria is frozen before the covenant is signed."""

from datetime import date

from thidua.core.verdict import Verdict, met, not_met, unknown
from thidua.criteria.queries import schemes_of_year
from thidua.criteria.states import UNCHANGEABLE
from thidua.foundation.wording import N_
from thidua.organisations.readiness import YearKey, requires
from thidua.organisations.states import YearState


def criteria_are_frozen(bloc_year: YearKey, on: date) -> Verdict:
    """Whether a version of the table is frozen; unknown when none was begun here."""
    del on
    cards = schemes_of_year(bloc_year.id)
    if not cards:
        return unknown(N_("No table of criteria was begun in the system for this year."))
    if any(card.state in UNCHANGEABLE for card in cards):
        return met(N_("A version of the table of criteria is frozen."))
    return not_met(
        N_("The table of criteria of this year is not frozen yet."),
        remedy=N_("Open the table of criteria, have it agreed and freeze it."),
    )


requires(YearState.SIGNED, "criteria", N_("The table of criteria is frozen"), criteria_are_frozen)
