"""Whose notices a person sees: their own, and nobody else's."""

from datetime import date

from django.db.models import QuerySet

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
