"""Who may open the books of accounts, and on which account which act is possible."""

from datetime import date

from django.db.models import QuerySet

from thidua.accounts.models import User, WorkSession
from thidua.accounts.queries.roles import grants_in_force, holds
from thidua.accounts.roles import Role
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_


def may_administer_accounts(actor: Actor, *, on: date) -> Verdict:
    """Open accounts, roles and sessions «quản trị tài khoản»: the system administrator; nobody else may know they exist."""
    if actor.is_system or holds(actor, Role.SYSTEM_ADMIN, on=on):
        return met(N_("System administrators keep the accounts."))
    return not_met(N_("Only system administrators keep the accounts."), private=True)


def accounts_visible_to(actor: Actor, *, on: date) -> QuerySet[User]:
    """The accounts whose card the person may read: all for administrators, none for others."""
    return User.objects.all() if may_administer_accounts(actor, on=on).allowed else User.objects.none()


def sessions_endable_by(actor: Actor, *, on: date) -> QuerySet[WorkSession]:
    """Open sessions the person may end: their own; for administrators, everyone's."""
    rows = WorkSession.objects.filter(ended_at=None)
    if may_administer_accounts(actor, on=on).allowed:
        return rows
    return rows.filter(user=actor) if isinstance(actor, User) else rows.none()


def is_last_administrator(user: User, *, on: date) -> bool:
    """Whether nobody else could keep the accounts if this account could not."""
    others = grants_in_force(on).filter(role=Role.SYSTEM_ADMIN, user__is_active=True).exclude(user=user)
    return holds(user, Role.SYSTEM_ADMIN, on=on) and not others.exists()


def may_deactivate_account(actor: Actor, user: User, *, on: date) -> Verdict:
    """Take an account out of use «ngừng dùng tài khoản»."""
    return Verdict.all_of(
        may_administer_accounts(actor, on=on),
        met(N_("The account is in use."))
        if user.is_active
        else not_met(N_("The account is out of use already.")),
        not_met(N_("It is your own account."), remedy=N_("Another administrator can deactivate it."))
        if isinstance(actor, User) and actor.pk == user.pk
        else met(N_("It is another person's account.")),
        not_met(
            N_("It is the last administrator's account: afterwards nobody could keep the accounts."),
            remedy=N_("Give another account the administrator's role first."),
        )
        if user.is_active and is_last_administrator(user, on=on)
        else met(N_("Another administrator remains.")),
    )


def may_reactivate_account(actor: Actor, user: User, *, on: date) -> Verdict:
    """Take an account into use again «dùng lại tài khoản»."""
    return Verdict.all_of(
        may_administer_accounts(actor, on=on),
        not_met(N_("The account is in use already."))
        if user.is_active
        else met(N_("The account is out of use.")),
    )


def may_change_account(actor: Actor, user: User, *, on: date) -> Verdict:
    """Correct an account, give it roles, a new password: only while it is in use «sửa tài khoản»."""
    return Verdict.all_of(
        may_administer_accounts(actor, on=on),
        met(N_("The account is in use."))
        if user.is_active
        else not_met(
            N_("The account is out of use."),
            remedy=N_("Take it into use again first, if the person works here."),
        ),
    )
