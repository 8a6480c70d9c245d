"""Telling the people of a bloc-year what happened to it."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction
from thidua.notices.actions import record_notice_to_units
from thidua.organisations.models import Membership


@requires_transaction
def record_notice_to_bloc_year(
    *, bloc_year: str, text: Sentence, address: str, about: str = "", actor: Actor, at: datetime
) -> int:
    """Tell everyone who acts for a unit that is a member of the bloc-year (public key) now; how many were told."""
    members = Membership.objects.filter(bloc_year__public_id=bloc_year, left_on=None)
    units = members.order_by("position").values_list("unit__public_id", flat=True)
    return record_notice_to_units(
        units=list(units), text=text, address=address, about=about, actor=actor, at=at
    )
