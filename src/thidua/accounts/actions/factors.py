"""Second factors: set up, used, renewed, removed, demanded."""

import logging
from datetime import datetime

from cryptography.fernet import InvalidToken

from thidua.accounts.actions.parts import _admit, _day, _locked, _role_name, record_sessions_ended
from thidua.accounts.codes import new_recovery_codes, recovery_digest, sealed, step_of_code, unsealed
from thidua.accounts.errors import AccountRefused, AccountUnfit, CodeWrong
from thidua.accounts.models import FactorDemand, RecoveryCode, SecondFactor, User
from thidua.accounts.permissions import may_administer_accounts, may_change_account
from thidua.accounts.queries.factors import factor_demanded_of
from thidua.accounts.roles import Role
from thidua.accounts.states import SessionEnding
from thidua.core.verdict import Sentence, not_met
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_

logger = logging.getLogger(__name__)

SET_UP = audit.register("accounts.second_factor_set_up", N_("{actor} set up the second factor of {on}."))
REMOVED = audit.register(
    "accounts.second_factor_removed", N_("{actor} switched off the second factor of {on}.")
)
RENEWED = audit.register("accounts.recovery_codes_renewed", N_("{actor} made new recovery codes for {on}."))
RESET = audit.register(
    "accounts.second_factor_reset", N_("{actor} reset the second factor of {on}: {reason}")
)
DEMANDED = audit.register(
    "accounts.second_factor_demanded", N_("{actor} demanded a second factor of a role: {role_name}.")
)
LIFTED = audit.register(
    "accounts.second_factor_demand_lifted",
    N_("{actor} no longer demands a second factor of a role: {role_name}."),
)


def _with_new_codes(user: User, at: datetime) -> tuple[str, ...]:
    codes = new_recovery_codes()
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(user=user, digest=recovery_digest(code), made_at=at) for code in codes]
    )
    return codes


@action
def set_up_second_factor(
    *, actor: User, secret: str, code: str, at: datetime, session: str = ""
) -> tuple[str, ...]:
    """Set up one's second factor «bật xác thực hai bước» by showing that the application has the secret.

    The recovery codes, to be shown once. Other sessions than `session` end. Raises `CodeWrong`, or `AccountUnfit`
    when there is one already.
    """
    user = _locked(actor)
    if SecondFactor.objects.filter(user=user).exists():
        raise AccountUnfit(Sentence(N_("The second factor is set up already.")), where="code")
    step = step_of_code(secret, code, at=at, after=0)
    if step is None:
        raise CodeWrong(
            Sentence(N_("The code does not fit.")),
            where="code",
            remedy=Sentence(N_("Wait for the next code; check that the telephone's clock sets itself.")),
        )
    SecondFactor.objects.create(user=user, secret=sealed(secret), set_up_at=at, last_step=step)
    codes = _with_new_codes(user, at)
    record_sessions_ended(actor=actor, user=user, why=SessionEnding.ACCOUNT_CHANGED, at=at, but=session)
    audit.record(SET_UP, actor=actor, on=user, at=at)
    return codes


@action
def renew_recovery_codes(*, actor: User, at: datetime) -> tuple[str, ...]:
    """Make ten new recovery codes «cấp lại mã dự phòng»; the old ones open nothing any more."""
    user = _locked(actor)
    if not SecondFactor.objects.filter(user=user).exists():
        raise AccountUnfit(Sentence(N_("Set up the second factor first.")), where="code")
    codes = _with_new_codes(user, at)
    audit.record(RENEWED, actor=actor, on=user, at=at)
    return codes


def _removed(user: User) -> None:
    RecoveryCode.objects.filter(user=user).delete()
    found, _ = SecondFactor.objects.filter(user=user).delete()
    if not found:
        raise AccountUnfit(Sentence(N_("There is no second factor to switch off.")), where="code")


@action
def remove_second_factor(*, actor: User, at: datetime) -> User:
    """Switch off one's own second factor «tắt xác thực hai bước»; refused while a role demands it."""
    user = _locked(actor)
    if factor_demanded_of(user, on=_day(at)):
        raise AccountRefused(
            not_met(
                N_("A role you hold demands the second factor."),
                remedy=N_("To move it to another telephone, ask an administrator to reset it."),
            )
        )
    _removed(user)
    audit.record(REMOVED, actor=actor, on=user, at=at)
    return user


@action
def reset_second_factor(*, actor: Actor, user: User, reason: str, at: datetime) -> User:
    """Take away the second factor of someone who has lost it «đặt lại xác thực hai bước»; all their sessions end.

    `reason` says how the administrator made sure who was asking.
    """
    user = _locked(user)
    _admit(may_change_account(actor, user, on=_day(at)))
    if not reason.strip():
        raise AccountUnfit(
            Sentence(N_("Say how you made sure who is asking: the ledger keeps it.")), where="reason"
        )
    _removed(user)
    ended = record_sessions_ended(actor=actor, user=user, why=SessionEnding.ACCOUNT_CHANGED, at=at)
    audit.record(RESET, actor=actor, on=user, at=at, data={"reason": reason.strip(), "sessions_ended": ended})
    return user


@action
def demand_second_factor(*, actor: Actor, role: Role | str, at: datetime) -> FactorDemand:
    """Demand a second factor of whoever holds a role «yêu cầu xác thực hai bước»: they set it up at their next click."""
    _admit(may_administer_accounts(actor, on=_day(at)))
    demand, new = FactorDemand.objects.get_or_create(
        role=Role(role), defaults={"demanded_at": at, "demanded_by": actor.actor_key}
    )
    if not new:
        raise AccountUnfit(Sentence(N_("A second factor is demanded of this role already.")), where="role")
    audit.record(
        DEMANDED,
        actor=actor,
        on=demand,
        at=at,
        data={"role": demand.role, "role_name": _role_name(Role(demand.role))},
    )
    return demand


@action
def lift_second_factor_demand(*, actor: Actor, role: Role | str, at: datetime) -> None:
    """No longer demand a second factor of a role; whoever has one keeps it."""
    _admit(may_administer_accounts(actor, on=_day(at)))
    demand = FactorDemand.objects.select_for_update(no_key=True).filter(role=Role(role)).first()
    if demand is None:
        raise AccountUnfit(Sentence(N_("No second factor is demanded of this role.")), where="role")
    audit.record(
        LIFTED,
        actor=actor,
        on=demand,
        at=at,
        data={"role": demand.role, "role_name": _role_name(Role(demand.role))},
    )
    demand.delete()


@requires_transaction
def record_code_taken(*, actor: User, code: str, at: datetime) -> str:
    """Take a code of the second factor or a recovery code, each good once: "code", "recovery", or "" if it is neither."""
    factor = SecondFactor.objects.select_for_update(no_key=True).filter(user=actor).first()
    if factor is None:
        return ""
    try:
        secret = unsealed(factor.secret)
    except InvalidToken:
        # The installation's key is another than when the secret was kept; recovery codes lean on the same key.
        logger.warning(
            "The second factor of %s cannot be read: has THIDUA_SECRET_KEY changed?", actor.username
        )
        return ""
    step = step_of_code(secret, code, at=at, after=factor.last_step)
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return "code"
    unused = RecoveryCode.objects.filter(user=actor, digest=recovery_digest(code), used_at=None)
    return "recovery" if unused.update(used_at=at) else ""
