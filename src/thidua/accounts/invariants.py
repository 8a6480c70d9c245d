"""Truths of the room."""

from collections.abc import Iterator

from thidua.accounts.models import RoleGrant
from thidua.accounts.roles import Role
from thidua.accounts.states import AccountType
from thidua.foundation.checks import Untruth, invariant

NO_BUSINESS = "administrators hold no business role"


@invariant(NO_BUSINESS)
def _administrators_hold_no_business_role() -> Iterator[Untruth]:
    live = RoleGrant.objects.filter(withdrawn_on=None).select_related("user")
    mixed = live.filter(user__account_type=AccountType.ADMIN).exclude(role=Role.SYSTEM_ADMIN)
    powers = live.filter(role=Role.SYSTEM_ADMIN).exclude(user__account_type=AccountType.ADMIN)
    for grant in [*mixed, *powers]:
        yield Untruth(NO_BUSINESS, str(grant.user), grant.role)
