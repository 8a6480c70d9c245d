"""Accounts and roles for tests, written down as rows: nearly every test has a dozen; the verbs have their own tests."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from thidua.accounts.models import RoleGrant, User
from thidua.accounts.roles import Role, ScopeKind
from thidua.accounts.states import AccountType
from thidua.foundation import clock
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM

PASSWORD = "thuyen-la-tren-song-que"
# When the accounts of tests were opened, unless they say otherwise: before anything the tests do.
OPENED = datetime(2016, 1, 4, 8, 0, tzinfo=VIET_NAM)
FIRST_DAY = OPENED.date()
_numbers = count(1)


def make_account(*, at: datetime = OPENED, **changed: Any) -> User:
    """An operational account that has chosen its own password `PASSWORD`."""
    number = next(_numbers)
    fields: dict[str, Any] = {
        "username": f"nguoi.{number}",
        "full_name": f"Nguyễn Văn Số {number}",
        "account_type": AccountType.OPERATIONAL,
        "must_change_password": False,
        "password_set_at": at,
        "activated_on": at.astimezone(VIET_NAM).date(),
    }
    password = changed.pop("password", PASSWORD)
    user = User(**(fields | changed))
    user.fill_keys()
    user.set_password(password)
    user.save(force_insert=True)
    return user


def make_grant(
    user: User,
    role: Role | str,
    *,
    unit: str = "",
    bloc: str = "",
    valid_from: date = FIRST_DAY,
    valid_to: date | None = None,
) -> RoleGrant:
    """A role of `user` over a unit or a bloc (public keys) or the whole province."""
    kind = ScopeKind.UNIT if unit else ScopeKind.BLOC if bloc else ScopeKind.ALL
    return RoleGrant.objects.create(
        user=user,
        role=Role(role),
        scope_kind=kind,
        scope_key=unit or bloc,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_at=OPENED + timedelta(hours=1),
        granted_by=SYSTEM.actor_key,
    )


def make_administrator(**changed: Any) -> User:
    """An administrator's account with the administrator's role, and a password that has not aged."""
    user = make_account(account_type="admin", **{"at": clock.now(), **changed})
    make_grant(user, Role.SYSTEM_ADMIN)
    return user
