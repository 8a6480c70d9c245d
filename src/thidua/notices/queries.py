"""Named reads of the room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, QuerySet, Subquery

from thidua.accounts.queries import User
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.audit import GENESIS
from thidua.foundation.models import LedgerHead
from thidua.foundation.sentences import unpacked
from thidua.notices.models import MailDigest, Notice
from thidua.notices.states import Frequency


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice as its person reads it."""

    public_id: str
    text: Sentence
    address: str
    about: str
    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bell:
    """What the masthead asks at every page, in one question: notices unread, the ledger's newest hash and number."""

    unread: int
    stamp: str
    seq: int = 0


def account_key(actor: Actor) -> str:
    """The public key of the account that acts; empty for the system."""
    kind, _, key = actor.actor_key.partition(":")
    return key if kind == "user" else ""


def bell_of(actor: Actor) -> Bell:
    """How many notices the person has not read, and the ledger's stamp; both in one query once the ledger has begun."""
    unread = Notice.objects.filter(account__public_id=account_key(actor), read_at=None)
    counted = unread.order_by().values("account").annotate(count=Count("pk")).values("count")
    head = LedgerHead.objects.filter(pk=1).annotate(unread=Subquery(counted, output_field=IntegerField()))
    row = head.values_list("unread", "hash", "seq").first()
    return Bell(row[0] or 0, *row[1:]) if row else Bell(unread.count(), GENESIS)


def lines_of(rows: QuerySet[Notice], *, first: int = 0, size: int = 50) -> tuple[NoticeLine, ...]:
    """A part of these notices, the newest first."""
    return tuple(line_of(row) for row in rows.order_by("-made_at", "-pk")[first : first + size])


def count_of(rows: QuerySet[Notice]) -> int:
    """How many they are."""
    return rows.count()


def line_of(row: Notice) -> NoticeLine:
    """One row as read."""
    kept: Mapping[str, object] = row.text
    return NoticeLine(row.public_id, unpacked(kept), row.address, row.about, row.made_at, row.read_at)


def unread_since(key: str, *, since: datetime | None, size: int = 20) -> tuple[tuple[NoticeLine, ...], int]:
    """Notices of an account (public key) still unread and made after a moment: the newest few, and how many in all."""
    rows = Notice.objects.filter(account__public_id=key, read_at=None)
    if since is not None:
        rows = rows.filter(made_at__gt=since)
    return lines_of(rows, size=size), rows.count()


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to leave."""

    to: str
    subject: str
    body: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """How a person is written to; `public_id` is empty while they never chose."""

    public_id: str
    frequency: Frequency
    hour: int
    weekday: int
    language: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class DigestDue:
    """A digest to be composed now: for whom, as they chose it, and up to when the last one told."""

    public_id: str
    account: User
    frequency: Frequency
    hour: int
    weekday: int
    language: str
    sent_until: datetime | None


NOT_CHOSEN = DigestChoice("", Frequency.NONE, 7, 0, "vi", None)


def digest_of(actor: Actor) -> DigestChoice:
    """How the person is written to."""
    row = MailDigest.objects.filter(account__public_id=account_key(actor)).first()
    if row is None:
        return NOT_CHOSEN
    return DigestChoice(
        row.public_id, Frequency(row.frequency), row.hour, row.weekday, row.language, row.next_at
    )


def digest_owner(public_id: str) -> User | None:
    """The account to which a digest goes; None when there is none of that key."""
    row = MailDigest.objects.filter(public_id=public_id).select_related("account").first()
    return row.account if row is not None else None
