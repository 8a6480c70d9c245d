"""Accounts opened, corrected, taken out of use and into use again."""

import re
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from thidua.accounts.actions.parts import (
    _admit,
    _checked_password,
    _day,
    _locked,
    _reason,
    record_sessions_ended,
)
from thidua.accounts.errors import AccountRefused, AccountUnfit
from thidua.accounts.models import FactorDemand, RoleGrant, User
from thidua.accounts.permissions import (
    may_administer_accounts,
    may_change_account,
    may_deactivate_account,
    may_reactivate_account,
)
from thidua.accounts.queries.accounts import anyone_exists
from thidua.accounts.queries.roles import roles_of
from thidua.accounts.roles import Role
from thidua.accounts.states import SIGNS_IN, AccountType, SessionEnding
from thidua.core.verdict import Sentence, not_met
from thidua.foundation import audit
from thidua.foundation.actors import Actor, SystemActor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_

CREATED = audit.register("accounts.account_created", N_("{actor} created account {on}."))
CORRECTED = audit.register("accounts.account_corrected", N_("{actor} corrected account {on}."))
DEACTIVATED = audit.register("accounts.account_deactivated", N_("{actor} deactivated account {on}: {reason}"))
REACTIVATED = audit.register(
    "accounts.account_reactivated", N_("{actor} took account {on} into use again: {reason}")
)
FIRST = audit.register("accounts.first_administrator_made", N_("{actor} made {on} the first administrator."))
RETIRED = audit.register(
    "accounts.account_retired", N_("Account {on} was deactivated: unused for {days} days.")
)

USERNAME: Final = re.compile(r"[a-z0-9]([a-z0-9._-]{0,58}[a-z0-9])?")
FIRST_RUN: Final = SystemActor("first-run")


def _checked_username(username: str) -> str:
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise AccountUnfit(
            Sentence(
                N_(
                    "A sign-in name has small letters without diacritics, digits, dots and hyphens, at most 60: {given}"
                ),
                {"given": username},
            ),
            where="username",
            remedy=Sentence(N_("Write for example khang.tm.")),
        )
    if User.objects.filter(username=name).exists():
        raise AccountUnfit(
            Sentence(N_("The sign-in name {name} is taken."), {"name": name}), where="username"
        )
    return name


def _checked_name(full_name: str) -> str:
    name = " ".join(full_name.split())
    if not name:
        raise AccountUnfit(Sentence(N_("Write the person's full name.")), where="full_name")
    return name


def _checked_email(email: str) -> str:
    address = email.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise AccountUnfit(
                Sentence(N_("{given} is not a mail address."), {"given": address}), where="email"
            ) from None
    return address


def _checked_responsible(responsible: str, kind: AccountType) -> str:
    name = " ".join(responsible.split())
    if kind not in SIGNS_IN and not name:
        raise AccountUnfit(
            Sentence(N_("A technical or service account names the person who answers for it.")),
            where="responsible",
        )
    return name


def _opened(
    *,
    username: str,
    full_name: str,
    account_type: AccountType | str,
    password: str,
    at: datetime,
    email: str = "",
    responsible: str = "",
    must_change_password: bool = True,
) -> User:
    kind = AccountType(account_type)
    user = User(
        username=_checked_username(username),
        full_name=_checked_name(full_name),
        email=_checked_email(email),
        account_type=kind,
        responsible=_checked_responsible(responsible, kind),
        must_change_password=must_change_password,
        password_set_at=at,
        activated_on=_day(at),
    )
    user.fill_keys()
    user.set_password(_checked_password(password, user))
    user.save(force_insert=True)
    return user


@action
def create_account(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    account_type: AccountType | str,
    password: str,
    at: datetime,
    email: str = "",
    responsible: str = "",
    must_change_password: bool = True,
) -> User:
    """Open an account «tạo tài khoản» with a first password, which its person changes at the first sign-in.

    Raises `AccountRefused`, `AccountUnfit` (with the field), `PasswordUnfit`.
    """
    _admit(may_administer_accounts(actor, on=_day(at)))
    user = _opened(
        username=username,
        full_name=full_name,
        account_type=account_type,
        password=password,
        at=at,
        email=email,
        responsible=responsible,
        must_change_password=must_change_password,
    )
    audit.record(CREATED, actor=actor, on=user, at=at, data={"account_type": user.account_type})
    return user


@action
def make_first_administrator(
    *, actor: Actor, username: str, full_name: str, password: str, at: datetime
) -> User:
    """Open the first account of an empty installation and make it system administrator.

    The password is the person's own, so it need not be changed; from now on a second factor is demanded of
    administrators (SEC-05). Refused as soon as any account exists. The screen asks for the console's code first.
    """
    audit.hold()
    if anyone_exists():
        raise AccountRefused(
            not_met(
                N_("The installation has its first administrator already."),
                remedy=N_("Sign in, or ask an administrator for an account."),
            )
        )
    user = _opened(
        username=username,
        full_name=full_name,
        account_type=AccountType.ADMIN,
        password=password,
        at=at,
        must_change_password=False,
    )
    RoleGrant.objects.create(
        user=user, role=Role.SYSTEM_ADMIN, valid_from=_day(at), granted_at=at, granted_by=actor.actor_key
    )
    FactorDemand.objects.get_or_create(
        role=Role.SYSTEM_ADMIN, defaults={"demanded_at": at, "demanded_by": actor.actor_key}
    )
    audit.record(FIRST, actor=actor, on=user, at=at)
    return user


@action
def correct_account(
    *,
    actor: Actor,
    user: User,
    full_name: str,
    email: str,
    account_type: AccountType | str,
    responsible: str,
    at: datetime,
) -> User:
    """Correct the name, mail address, kind or answering person of an account «sửa tài khoản».

    The kind cannot become one that its present roles do not fit.
    """
    user = _locked(user)
    on = _day(at)
    _admit(may_change_account(actor, user, on=on))
    kind = AccountType(account_type)
    held = {held.role for held in roles_of(user, on=on)}
    fits = kind is AccountType.OPERATIONAL and Role.SYSTEM_ADMIN not in held
    if kind is AccountType.ADMIN:
        fits = held <= {Role.SYSTEM_ADMIN}
    if held and not fits:
        raise AccountUnfit(
            Sentence(N_("The roles held now do not fit this kind of account.")),
            where="account_type",
            remedy=Sentence(N_("Withdraw those roles first.")),
        )
    was = {name: getattr(user, name) for name in ("full_name", "email", "account_type", "responsible")}
    user.full_name = _checked_name(full_name)
    user.email = _checked_email(email)
    user.account_type = kind
    user.responsible = _checked_responsible(responsible, kind)
    user.save(update_fields=[*was])
    changed = {name: [old, getattr(user, name)] for name, old in was.items() if old != getattr(user, name)}
    audit.record(CORRECTED, actor=actor, on=user, at=at, data={"changed": changed})
    return user


def _taken_out_of_use(*, actor: Actor, user: User, reason: str, at: datetime) -> int:
    user.is_active = False
    user.deactivated_on = _day(at)
    user.deactivation_reason = reason
    user.save(update_fields=["is_active", "deactivated_on", "deactivation_reason"])
    return record_sessions_ended(actor=actor, user=user, why=SessionEnding.ACCOUNT_CHANGED, at=at)


@action
def deactivate_account(*, actor: Actor, user: User, reason: str, at: datetime) -> User:
    """Take an account out of use «ngừng dùng»: its sessions end at once, its roles hold no more from today."""
    user = _locked(user)
    _admit(may_deactivate_account(actor, user, on=_day(at)))
    said = _reason(reason)
    ended = _taken_out_of_use(actor=actor, user=user, reason=said, at=at)
    audit.record(DEACTIVATED, actor=actor, on=user, at=at, data={"reason": said, "sessions_ended": ended})
    return user


@action
def retire_account(*, actor: Actor, user: User, days: int, reason: str, at: datetime) -> User:
    """Deactivate an account nobody has used for `days` days (SEC-03), as the nightly job does."""
    user = _locked(user)
    _admit(may_deactivate_account(actor, user, on=_day(at)))
    ended = _taken_out_of_use(actor=actor, user=user, reason=_reason(reason), at=at)
    audit.record(RETIRED, actor=actor, on=user, at=at, data={"days": days, "sessions_ended": ended})
    return user


@action
def reactivate_account(*, actor: Actor, user: User, reason: str, at: datetime) -> User:
    """Take an account into use again «dùng lại»; the days without it start to count anew."""
    user = _locked(user)
    _admit(may_reactivate_account(actor, user, on=_day(at)))
    said = _reason(reason)
    user.is_active = True
    user.deactivated_on = None
    user.deactivation_reason = ""
    user.last_seen = at
    user.save(update_fields=["is_active", "deactivated_on", "deactivation_reason", "last_seen"])
    audit.record(REACTIVATED, actor=actor, on=user, at=at, data={"reason": said})
    return user
