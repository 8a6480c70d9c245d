"""Who may correct holidays, and keep a calendar address of their own."""

from datetime import date

from django.db.models import Q

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.queries.finding import bloc_years_with
from thidua.plans.permissions.parts import may_open_plans, reach_of
from thidua.plans.queries import YearFrame, read_years

KEEPERS = frozenset({Role.STANDING_OFFICER, Role.SYSTEM_ADMIN})


def may_read_holidays(actor: Actor, *, on: date) -> Verdict:
    """Read the holidays in use «xem ngày nghỉ lễ, tết»: whoever has a part in a bloc, and the administrator."""
    if any(held.role in KEEPERS for held in roles_of(actor, on=on)):
        return met(N_("This person keeps the holidays of the installation."))
    return may_open_plans(actor, on=on)


def may_correct_holidays(actor: Actor, *, on: date) -> Verdict:
    """Set the holidays of a year «sửa ngày nghỉ lễ, tết»: the standing body and the system administrator."""
    reading = may_read_holidays(actor, on=on)
    if not reading.allowed:
        return reading
    if any(held.role in KEEPERS for held in roles_of(actor, on=on)):
        return met(N_("This person keeps the holidays of the installation."))
    return not_met(
        N_("Only the standing body and the system administrator set holidays."),
        remedy=N_("Send the paper with the days to the standing body."),
    )


def may_keep_feed(actor: Actor, *, on: date) -> Verdict:
    """Have a calendar address of one's own «địa chỉ lịch riêng»: whoever has a part in a bloc."""
    return may_open_plans(actor, on=on)


def years_read_by(actor: Actor, *, on: date, since: int) -> tuple[YearFrame, ...]:
    """The bloc-years from a year on that a person reads (as `may_read_year`), the newest first."""
    everything, blocs, units = reach_of(actor, on)
    wanted = Q(year__gte=since)
    if not everything:
        if not (blocs or units):
            return ()
        wanted &= Q(bloc__public_id__in=blocs) | Q(pk__in=bloc_years_with(units))
    return read_years(wanted)
