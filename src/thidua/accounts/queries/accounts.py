"""Accounts as administrators read them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thidua.accounts.models import FactorDemand, SecondFactor, User
from thidua.accounts.queries.access import Lock, lock_of, locked_user_ids
from thidua.accounts.queries.factors import FactorState, demanded_roles, factor_state
from thidua.accounts.queries.roles import GrantLine, HeldRole, grants_in_force, grants_of
from thidua.accounts.roles import Role, ScopeKind
from thidua.accounts.states import AccountType, Standing
from thidua.core.text import fold


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account in the list, with all that a review of accounts asks for (SEC-04)."""

    public_id: str
    username: str
    full_name: str
    email: str
    account_type: AccountType
    responsible: str
    standing: Standing
    roles: tuple[HeldRole, ...]
    last_seen: datetime | None
    second_factor: bool
    factor_missing: bool
    activated_on: date
    deactivated_on: date | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account in full."""

    line: AccountLine
    deactivation_reason: str
    must_change_password: bool
    password_set_at: datetime
    grants: tuple[GrantLine, ...]
    lock: Lock | None
    factor: FactorState


@dataclass(frozen=True, slots=True)
class AccountCounters:
    """How many accounts there are of each standing."""

    all: int
    in_use: int
    locked: int
    deactivated: int
    factor_missing: int


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """What an administrator looks for; empty fields do not narrow."""

    words: str = ""
    role: str = ""
    scope_key: str = ""
    standing: str = ""
    account_type: str = ""
    factor_missing: bool = False
    order: str = "name"


# What the list can be sorted by; a minus in front turns it round.
ORDERS = {
    "name": ("sort_key", "username"),
    "username": ("username",),
    "last_seen": ("last_seen", "sort_key"),
    "activated": ("activated_on", "sort_key"),
    "type": ("account_type", "sort_key"),
}


def anyone_exists() -> bool:
    """Whether the installation has any account yet."""
    return User.objects.exists()


def find_user(public_id: str) -> User | None:
    """The account of that public key."""
    return User.objects.filter(public_id=public_id).first()


def find_username(username: str) -> User | None:
    """The account of that sign-in name, whatever case it was typed in."""
    return User.objects.filter(username=username.strip().lower()).first()


def _standing(user: User, locked: frozenset[int]) -> Standing:
    if not user.is_active:
        return Standing.DEACTIVATED
    return Standing.LOCKED if user.pk in locked else Standing.IN_USE


def _order(rows: QuerySet[User], order: str) -> QuerySet[User]:
    columns = ORDERS.get(order.removeprefix("-"), ORDERS["name"])
    if order.startswith("-"):
        return rows.order_by(f"-{columns[0]}", *columns[1:], "pk")
    return rows.order_by(*columns, "pk")


def _narrowed(
    rows: QuerySet[User], wanted: AccountFilter, *, on: date, locked: frozenset[int]
) -> QuerySet[User]:
    if wanted.words:
        rows = rows.filter(
            Q(search_key__contains=fold(wanted.words)) | Q(username__contains=wanted.words.strip().lower())
        )
    if wanted.role or wanted.scope_key:
        grants = grants_in_force(on)
        if wanted.role:
            grants = grants.filter(role=wanted.role)
        if wanted.scope_key:
            grants = grants.filter(scope_key=wanted.scope_key)
        rows = rows.filter(pk__in=grants.values("user_id"))
    if wanted.account_type:
        rows = rows.filter(account_type=wanted.account_type)
    if wanted.standing == Standing.DEACTIVATED:
        rows = rows.filter(is_active=False)
    elif wanted.standing == Standing.LOCKED:
        rows = rows.filter(is_active=True, pk__in=locked)
    elif wanted.standing == Standing.IN_USE:
        rows = rows.filter(is_active=True).exclude(pk__in=locked)
    return rows.filter(Q(("lacks_factor", True))) if wanted.factor_missing else rows


def _factor_demanded(on: date) -> Exists:
    """Whether a role that the account holds on the day demands a second factor."""
    return Exists(
        grants_in_force(on).filter(user=OuterRef("pk"), role__in=FactorDemand.objects.values("role"))
    )


def _with_factors(on: date) -> QuerySet[User]:
    has = Exists(SecondFactor.objects.filter(user=OuterRef("pk")))
    return User.objects.annotate(has_factor=has, lacks_factor=Q(is_active=True) & ~has & _factor_demanded(on))


def account_lines(
    wanted: AccountFilter,
    *,
    at: datetime,
    on: date,
    start: int = 0,
    size: int | None = 50,
    locked: frozenset[int] | None = None,
) -> tuple[tuple[AccountLine, ...], int]:
    """A page of accounts (all from `start` on when `size` is None) and how many fit the filter."""
    shut = locked_user_ids(at=at) if locked is None else locked
    rows = _order(_narrowed(_with_factors(on), wanted, on=on, locked=shut), wanted.order)
    page = list(rows[start:] if size is None else rows[start : start + size])
    whole = size is None or (start == 0 and len(page) < size)
    total = start + len(page) if whole else rows.count()
    held: dict[int, list[HeldRole]] = {}
    for grant in (
        grants_in_force(on).filter(user_id__in=[user.pk for user in page]).order_by("valid_from", "pk")
    ):
        role = HeldRole(Role(grant.role), ScopeKind(grant.scope_kind), grant.scope_key)
        held.setdefault(grant.user_id, []).append(role)
    return tuple(
        _account_line(
            user,
            tuple(dict.fromkeys(held.get(user.pk, ()))) if user.is_active else (),
            standing=_standing(user, shut),
            factor=bool(vars(user)["has_factor"]),
            missing=bool(vars(user)["lacks_factor"]),
        )
        for user in page
    ), total


def _account_line(
    user: User, roles: tuple[HeldRole, ...], *, standing: Standing, factor: bool, missing: bool
) -> AccountLine:
    return AccountLine(
        user.public_id,
        user.username,
        user.full_name,
        user.email,
        AccountType(user.account_type),
        user.responsible,
        standing,
        roles,
        user.last_seen,
        factor,
        missing,
        user.activated_on,
        user.deactivated_on,
    )


def counters(*, at: datetime, on: date, locked: frozenset[int] | None = None) -> AccountCounters:
    """Accounts by standing, in one query beside the tries at the door."""
    shut = locked_user_ids(at=at) if locked is None else locked
    found = _with_factors(on).aggregate(
        every=Count("pk"),
        active=Count("pk", filter=Q(is_active=True)),
        shut=Count("pk", filter=Q(is_active=True, pk__in=shut)),
        missing=Count("pk", filter=Q(lacks_factor=True)),
    )
    every, active, closed = found["every"], found["active"], found["shut"]
    return AccountCounters(every, active - closed, closed, every - active, found["missing"])


def account_card(user: User, *, at: datetime, on: date) -> AccountCard:
    """One account in full, as of a day."""
    grants = grants_of(user, on=on)
    held = tuple(
        dict.fromkeys(
            HeldRole(grant.role, grant.scope_kind, grant.scope_key)
            for grant in grants
            if grant.holds and user.is_active
        )
    )
    lock = lock_of(user, at=at)
    factor, demanded = factor_state(user), demanded_roles()
    locked = frozenset({user.pk}) if lock else frozenset[int]()
    line = _account_line(
        user,
        held,
        standing=_standing(user, locked),
        factor=factor.set_up_at is not None,
        missing=factor.set_up_at is None and any(role.role in demanded for role in held),
    )
    return AccountCard(
        line,
        user.deactivation_reason,
        user.must_change_password,
        user.password_set_at,
        grants,
        lock if user.is_active else None,
        factor,
    )
