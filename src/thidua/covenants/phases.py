"""What this room asks before a bloc-year goes on: the covenant is signed by all before the year is called so."""

from datetime import date

from thidua.core.verdict import Verdict, unknown
from thidua.covenants.preconditions import covenant_signed
from thidua.covenants.queries import covenant_is_signed
from thidua.foundation.wording import N_
from thidua.organisations.readiness import YearKey, requires
from thidua.organisations.states import YearState


def all_have_signed(bloc_year: YearKey, on: date) -> Verdict:
    """Whether all parties have signed; unknown when no covenant was begun here, as where it is on paper."""
    if covenant_is_signed(bloc_year.public_id) is None:
        return unknown(N_("No covenant was begun in the system for this year."))
    return covenant_signed(bloc_year.public_id, on=on)


requires(YearState.SIGNED, "covenant", N_("The covenant is signed by all parties"), all_have_signed)
