"""Who holds which role over what, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from thidua.accounts.models import RoleGrant, User
from thidua.accounts.roles import Role, ScopeKind
from thidua.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as held: over the whole province (`scope_kind` empty), or over the unit or bloc with that public key."""

    role: Role
    scope_kind: ScopeKind
    scope_key: str


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant as an administrator reads it, past and coming ones included."""

    public_id: str
    role: Role
    scope_kind: ScopeKind
    scope_key: str
    valid_from: date
    valid_to: date | None
    withdrawn_on: date | None
    withdrawal_reason: str
    holds: bool


def grants_in_force(on: date) -> QuerySet[RoleGrant]:
    """The grants that hold on a day, as rows; `RoleGrant.holds_on` says the same of one."""
    return RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        valid_from__lte=on,
    )


@dataclass(frozen=True, slots=True)
class _Grants:
    """Every grant of a person, and what was held on the days asked for; kept on the user object for one request."""

    rows: tuple[RoleGrant, ...]
    held: dict[date, tuple[HeldRole, ...]] = field(default_factory=dict)


def _grants_of(user: User) -> _Grants:
    kept: _Grants | None = user.__dict__.get("_grants")
    if kept is None:
        kept = user.__dict__["_grants"] = _Grants(tuple(user.grants.order_by("valid_from", "pk")))
    return kept


def roles_of(actor: Actor | None, *, on: date) -> tuple[HeldRole, ...]:
    """The roles held on a day, in the order granted; none for the system and for whoever has not signed in.

    An account out of use holds nothing from the day it was deactivated.
    """
    if not isinstance(actor, User) or (actor.deactivated_on is not None and on >= actor.deactivated_on):
        return ()
    kept = _grants_of(actor)
    if on not in kept.held:
        held = (
            HeldRole(Role(grant.role), ScopeKind(grant.scope_kind), grant.scope_key)
            for grant in kept.rows
            if grant.holds_on(on)
        )
        kept.held[on] = tuple(dict.fromkeys(held))
    return kept.held[on]


def holds(
    actor: Actor | None, role: Role | str, *, on: date, unit: str | None = None, bloc: str | None = None
) -> bool:
    """Whether the person holds the role on a day.

    Without `unit` or `bloc`: over anything. With one (a public key): over exactly that, or over the whole province.
    """
    for held in roles_of(actor, on=on):
        if held.role != role:
            continue
        if unit is None and bloc is None:
            return True
        if held.scope_kind is ScopeKind.ALL:
            return True
        if held.scope_kind is ScopeKind.UNIT and unit is not None and held.scope_key == unit:
            return True
        if held.scope_kind is ScopeKind.BLOC and bloc is not None and held.scope_key == bloc:
            return True
    return False


def _held_keys(
    actor: Actor | None, roles: tuple[Role | str, ...], kind: ScopeKind, on: date
) -> frozenset[str]:
    return frozenset(
        held.scope_key
        for held in roles_of(actor, on=on)
        if held.scope_kind is kind and (not roles or held.role in roles)
    )


def held_units(actor: Actor | None, *roles: Role | str, on: date) -> frozenset[str]:
    """Public keys of the units over which the person holds one of the roles (any role when none is named)."""
    return _held_keys(actor, roles, ScopeKind.UNIT, on)


def held_blocs(actor: Actor | None, *roles: Role | str, on: date) -> frozenset[str]:
    """Public keys of the blocs over which the person holds one of the roles (any role when none is named)."""
    return _held_keys(actor, roles, ScopeKind.BLOC, on)


def holders_of(role: Role | str, *, on: date, scope_key: str | None = None) -> tuple[User, ...]:
    """The accounts in use that hold the role on a day, over that unit or bloc if one is named, in name order."""
    grants = grants_in_force(on).filter(role=str(role))
    if scope_key is not None:
        grants = grants.filter(scope_key=scope_key)
    return tuple(User.objects.filter(is_active=True, pk__in=grants.values("user_id")))


def holder_keys(
    roles: Iterable[Role | str], *, on: date, scopes: Iterable[str] | None = None
) -> frozenset[str]:
    """Public keys of the accounts in use that hold one of the roles on a day; over these scopes only, if given."""
    grants = grants_in_force(on).filter(role__in=[str(role) for role in roles], user__is_active=True)
    if scopes is not None:
        grants = grants.filter(scope_key__in=[key for key in scopes if key])
    return frozenset(grants.values_list("user__public_id", flat=True))


def grants_of(user: User, *, on: date) -> tuple[GrantLine, ...]:
    """Every grant of an account, the latest first, and whether it holds on the day."""
    return tuple(
        GrantLine(
            grant.public_id,
            Role(grant.role),
            ScopeKind(grant.scope_kind),
            grant.scope_key,
            grant.valid_from,
            grant.valid_to,
            grant.withdrawn_on,
            grant.withdrawal_reason,
            grant.holds_on(on),
        )
        for grant in reversed(_grants_of(user).rows)
    )


def holder_counts(*, on: date) -> dict[Role, tuple[int, int]]:
    """For each role how many accounts in use hold it on a day, and how many of them have a second factor."""
    found = (
        grants_in_force(on)
        .filter(user__is_active=True)
        .order_by()
        .values("role")
        .annotate(
            holders=Count("user", distinct=True),
            secured=Count("user", filter=Q(user__second_factor__isnull=False), distinct=True),
        )
    )
    return {Role(row["role"]): (row["holders"], row["secured"]) for row in found}


def scopes_given() -> tuple[tuple[str, ScopeKind, str], ...]:
    """Every scope a role was ever given over: account name, kind of scope, public key of the unit or bloc."""
    rows = RoleGrant.objects.exclude(scope_kind=ScopeKind.ALL).order_by("pk")
    return tuple(
        (username, ScopeKind(kind), key)
        for username, kind, key in rows.values_list("user__username", "scope_kind", "scope_key")
    )
