"""Second factors: who has one, who must."""

from dataclasses import dataclass
from datetime import date, datetime

from thidua.accounts.models import FactorDemand, RecoveryCode, SecondFactor, User
from thidua.accounts.queries.roles import roles_of
from thidua.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class FactorState:
    """The second factor of one account: since when, and how many recovery codes are left."""

    set_up_at: datetime | None
    codes_left: int


def has_second_factor(user: User) -> bool:
    """Whether the account signs in with a second factor."""
    kept: bool | None = user.__dict__.get("_has_factor")
    if kept is None:
        kept = user.__dict__["_has_factor"] = SecondFactor.objects.filter(user=user).exists()
    return kept


def factor_state(user: User) -> FactorState:
    """Since when, and recovery codes left."""
    factor = SecondFactor.objects.filter(user=user).first()
    left = RecoveryCode.objects.filter(user=user, used_at=None).count() if factor else 0
    return FactorState(factor.set_up_at if factor else None, left)


def demanded_roles() -> frozenset[Role]:
    """The roles whose holders must have a second factor."""
    return frozenset(Role(role) for role in FactorDemand.objects.values_list("role", flat=True))


def factor_demanded_of(user: User, *, on: date) -> frozenset[Role]:
    """The roles for the sake of which this person must have a second factor; empty when none does."""
    held = {role.role for role in roles_of(user, on=on)}
    return demanded_roles() & held if held else frozenset()


def factor_due(user: User, *, on: date) -> bool:
    """Whether the person must set one up before doing anything else."""
    return bool(factor_demanded_of(user, on=on)) and not has_second_factor(user)
