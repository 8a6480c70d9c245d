"""Rows of settings, accounts and the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Setting:
    """What may differ by province and year: its name, its control (markup), where the value comes from."""

    name: str
    control: str
    source: str
    note: str = ""
    changing: str = ""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role and, for each kind of power, its scope in words; empty is "no"."""

    role: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignIn:
    """One open session «phiên»; `end_url` ends it."""

    who: str
    device: str
    place: str
    started: datetime
    last: datetime
    this_one: bool = False
    end_url: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Lockout:
    """An account that is locked for a while after wrong passwords; `unlock_url` lifts it for those who may."""

    account: str
    tries: int
    since: datetime
    until: datetime | None = None
    place: str = ""
    unlock_url: str = ""


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """One line of the ledger «nhật ký» with its hash."""

    number: int
    at: datetime
    who: str
    what: str
    hash: str
    more: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer of a check: ok, old (once true, since replaced), no."""

    kind: Literal["ok", "old", "no"]
    says: str
    more: str = ""
    facts: tuple[tuple[str, str], ...] = ()
