"""Whose notices a person sees: their own, and nobody else's."""

from datetime import date

from django.db.models import QuerySet

from thidua.accounts.queries import User
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.notices.models import Notice
from thidua.notices.queries import account_key


def notices_visible_to(actor: Actor, *, on: date) -> QuerySet[Notice]:
    """The person's own notices; none for the system."""
    return Notice.objects.filter(account__public_id=account_key(actor))


def may_read_notice(actor: Actor, notice: Notice, *, on: date) -> Verdict:
    """Read a notice «thông báo»: the person it was made for; nobody else may know that it exists."""
    if notices_visible_to(actor, on=on).filter(pk=notice.pk).exists():
        return met(N_("The notice was made for this account."))
    return not_met(N_("The notice was made for somebody else."), private=True)


def may_choose_digest(actor: Actor, *, on: date) -> Verdict:
    """Choose to be written to «nhận thư tổng hợp»: whoever has a mail address on record."""
    if not isinstance(actor, User):
        return not_met(N_("Only a person's own account is written to."), private=True)
    if not actor.email:
        return not_met(
            N_("The account has no mail address."),
            remedy=N_("Ask the system administrator to enter the official mail address."),
        )
    return met(N_("Each person chooses for the own account."))
