"""What runs by itself: accounts nobody uses are retired, old lines of the access log are dropped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from thidua.accounts.actions import record_access_tidied, retire_account
from thidua.accounts.errors import AccountRefused
from thidua.accounts.models import User
from thidua.accounts.states import SIGNS_IN
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import N_

UNUSED = N_("Unused for too long.")


@dataclass(frozen=True, slots=True)
class Retired:
    """What a night's work came to: accounts retired, and those kept with the reason why."""

    retired: tuple[User, ...]
    kept: tuple[tuple[User, str], ...]


def retire_idle_accounts(*, actor: Actor, at: datetime) -> Retired:
    """Deactivate the accounts of people that nobody has used for `RETIRE_AFTER_DAYS` days (SEC-03); 0 switches it off.

    A new account counts from the day it was opened. The last administrator is kept, and said to be.
    """
    days = settings.RETIRE_AFTER_DAYS
    if not days:
        return Retired((), ())
    since = at - timedelta(days=days)
    idle = User.objects.filter(is_active=True, account_type__in=SIGNS_IN).filter(
        Q(last_seen__lt=since) | Q(last_seen=None, activated_on__lt=since.astimezone(VIET_NAM).date())
    )
    retired, kept = [], []
    for user in idle:
        try:
            retired.append(retire_account(actor=actor, user=user, days=days, reason=UNUSED, at=at))
        except AccountRefused as refusal:
            kept.append((user, refusal.sentence.text))
    return Retired(tuple(retired), tuple(kept))


def tidy_access_log(*, actor: Actor, at: datetime) -> int:
    """Drop lines of the access log older than `ACCESS_LOG_DAYS` (SEC-13), ended sessions with them, and old tries."""
    with transaction.atomic():
        return record_access_tidied(actor=actor, before=at - timedelta(days=settings.ACCESS_LOG_DAYS), at=at)
