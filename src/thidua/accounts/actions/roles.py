"""Roles given and withdrawn."""

from datetime import date, datetime

from django.db.models import Q

from thidua.accounts.actions.parts import _admit, _day, _locked, _reason, _role_name
from thidua.accounts.errors import AccountRefused, AccountUnfit
from thidua.accounts.models import RoleGrant, User
from thidua.accounts.permissions import is_last_administrator, may_administer_accounts, may_change_account
from thidua.accounts.roles import ROLE_WORDS, SCOPES, Role, ScopeKind
from thidua.accounts.states import AccountType
from thidua.core.verdict import Sentence, not_met
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_, Word

GRANTED = audit.register("accounts.role_granted", N_("{actor} gave {on} a role: {role_name}."))
WITHDRAWN = audit.register(
    "accounts.role_withdrawn", N_("{actor} withdrew a role from {on}: {role_name}. Reason: {reason}")
)


def _fits_account(user: User, role: Role) -> None:
    """An administrator's account holds no business role, and only it administers (SEC-01, SEC-10)."""
    if user.account_type not in {AccountType.ADMIN, AccountType.OPERATIONAL}:
        raise AccountUnfit(
            Sentence(N_("A technical or service account holds no role of a person.")), where="role"
        )
    if (user.account_type == AccountType.ADMIN) != (role is Role.SYSTEM_ADMIN):
        raise AccountUnfit(
            Sentence(
                N_(
                    "An administrator's account holds no business role, and no other account administers the system."
                )
            ),
            where="role",
            remedy=Sentence(N_("Open a second account for the other work of the same person.")),
        )


def _fits_role(role: Role, kind: ScopeKind, key: str) -> None:
    if kind not in SCOPES[role] or (kind is ScopeKind.ALL) != (key == ""):
        raise AccountUnfit(
            Sentence(N_("The role {role} is not held over this scope."), {"role": Word(ROLE_WORDS[role])}),
            where="scope",
            remedy=Sentence(N_("Choose the unit or bloc the role is for, or the whole province.")),
        )


@action
def grant_role(
    *,
    actor: Actor,
    user: User,
    role: Role | str,
    at: datetime,
    scope_kind: ScopeKind | str = "",
    scope_key: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give a role over a scope «giao vai» from one day (default today) to another (default until withdrawn).

    Raises `AccountUnfit` when the role does not fit the account or the scope, the days are out of order, or the
    same role over the same scope is held in those days already.
    """
    user = _locked(user)
    _admit(may_change_account(actor, user, on=_day(at)))
    wanted, kind, first = Role(role), ScopeKind(scope_kind), valid_from or _day(at)
    _fits_account(user, wanted)
    _fits_role(wanted, kind, scope_key)
    if valid_to is not None and valid_to < first:
        raise AccountUnfit(Sentence(N_("The last day lies before the first.")), where="valid_to")
    same = RoleGrant.objects.filter(user=user, role=wanted, scope_kind=kind, scope_key=scope_key)
    lasting = same.filter(
        Q(valid_to=None) | Q(valid_to__gte=first), Q(withdrawn_on=None) | Q(withdrawn_on__gt=first)
    )
    if valid_to is not None:
        lasting = lasting.filter(valid_from__lte=valid_to)
    if lasting.exists():
        raise AccountUnfit(
            Sentence(N_("The account holds this role over this scope in those days already.")), where="role"
        )
    grant = RoleGrant(
        user=user,
        role=wanted,
        scope_kind=kind,
        scope_key=scope_key,
        valid_from=first,
        valid_to=valid_to,
        granted_at=at,
        granted_by=actor.actor_key,
    )
    grant.save(force_insert=True)
    audit.record(
        GRANTED,
        actor=actor,
        on=user,
        at=at,
        data={
            "role": wanted.value,
            "role_name": _role_name(wanted),
            "scope_kind": kind.value,
            "scope_key": scope_key,
            "valid_from": first,
            "valid_to": valid_to,
        },
    )
    return grant


@action
def withdraw_role(*, actor: Actor, grant_id: str, user: User, reason: str, at: datetime) -> RoleGrant:
    """Withdraw a role «thu hồi vai»: it does not hold from today on; what was done with it before stands."""
    user = _locked(user)
    on = _day(at)
    _admit(may_administer_accounts(actor, on=on))
    grant = RoleGrant.objects.filter(public_id=grant_id, user=user, withdrawn_on=None).first()
    if grant is None or (grant.valid_to is not None and grant.valid_to < on):
        raise AccountUnfit(Sentence(N_("The role is no longer held.")), where="role")
    if grant.role == Role.SYSTEM_ADMIN and is_last_administrator(user, on=on):
        raise AccountRefused(
            not_met(
                N_("It is the last administrator's account: afterwards nobody could keep the accounts."),
                remedy=N_("Give another account the administrator's role first."),
            )
        )
    grant.withdrawn_on = on
    grant.withdrawal_reason = _reason(reason)
    grant.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    audit.record(
        WITHDRAWN,
        actor=actor,
        on=user,
        at=at,
        data={
            "role": grant.role,
            "role_name": _role_name(Role(grant.role)),
            "scope_key": grant.scope_key,
            "reason": grant.withdrawal_reason,
        },
    )
    return grant
