"""What a bloc-year's life cycle may ask of this room before it goes on."""

from datetime import date

from thidua.core.verdict import Verdict, met, not_met
from thidua.covenants.queries import covenant_is_signed
from thidua.foundation.wording import N_


def covenant_signed(bloc_year: str, *, on: date) -> Verdict:
    """Whether the year may be called *covenant signed*: all parties have signed, on this day or before.

    A year for which no covenant was begun here (its paper was signed elsewhere) is not held up.
    """
    del on
    signed = covenant_is_signed(bloc_year)
    if signed is None:
        return met(N_("No covenant was begun in the system for this year."))
    if signed:
        return met(N_("All parties have signed the covenant."))
    return not_met(
        N_("The covenant of this year is not signed by all parties yet."),
        remedy=N_("Open the covenant and see who has not signed."),
    )
