"""The first page of a person who works in no bloc: what their account is for, and for an administrator the house."""

from dataclasses import dataclass
from datetime import date, datetime
from platform import python_version
from typing import Self

from django import get_version
from django.db import connection
from django.utils.translation import gettext

from thidua.accounts.permissions import may_administer_accounts
from thidua.accounts.queries import counters as account_counters
from thidua.accounts.queries import roles_of
from thidua.accounts.roles import ROLE_WORDS, Role
from thidua.core.wording import number
from thidua.foundation.actors import Actor
from thidua.foundation.acts import entry_count
from thidua.foundation.outbox import waiting_messages
from thidua.foundation.verification import last_check
from thidua.foundation.wording import active_language
from thidua.organisations.permissions import may_keep_blocs
from thidua.web.desk.addresses import address
from thidua.web.shared.jinja import moment
from thidua.web.shared.parts import Fact


@dataclass(frozen=True, slots=True)
class House:
    """What an administrator looks at first: accounts, and whether the machinery runs. Nothing of the field."""

    facts: tuple[Fact, ...]
    machine: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, actor: Actor, *, at: datetime, on: date) -> Self | None:
        """The state of the house; None for anyone but an administrator."""
        if not may_administer_accounts(actor, on=on).allowed:
            return None
        count, users = account_counters(at=at, on=on), address("accounts:users")
        check = last_check()
        return cls(
            (
                Fact(_n(count.in_use), gettext("accounts in use"), href=users),
                Fact(_n(count.locked), gettext("accounts locked"), href=users),
                Fact(
                    _n(count.factor_missing),
                    gettext("accounts without the second factor they need"),
                    href=users,
                ),
                Fact(_n(count.deactivated), gettext("accounts out of use"), href=users),
                Fact(_n(waiting_messages()), gettext("messages waiting to leave")),
                Fact(_n(entry_count()), gettext("entries in the ledger"), href=address("records:ledger")),
            ),
            (
                (gettext("Software"), f"Django {get_version()}, Python {python_version()}"),
                (gettext("Database"), connection.display_name),
                (gettext("Ledger last checked"), moment(check.at) if check else gettext("never")),
            ),
        )


@dataclass(frozen=True, slots=True)
class NoBloc:
    """Why there is no bloc's year to show, and the first step for whoever can take it."""

    roles: tuple[str, ...]
    may_open: bool
    first_step: str
    waits_for_bloc: bool

    @classmethod
    def of(cls, actor: Actor, *, on: date) -> Self:
        """What the account is for today."""
        held = roles_of(actor, on=on)
        keeps = may_keep_blocs(actor, on=on).allowed
        elsewhere = {Role.PORTAL_EDITOR, Role.JUDGE, Role.CONTESTANT, Role.COMMUNE_CONTACT, Role.SYSTEM_ADMIN}
        return cls(
            tuple(dict.fromkeys(gettext(ROLE_WORDS[one.role]) for one in held)),
            keeps,
            address("organisations:blocs") if keeps else "",
            any(one.role not in elsewhere for one in held),
        )


def _n(value: int) -> str:
    return number(value, active_language())
