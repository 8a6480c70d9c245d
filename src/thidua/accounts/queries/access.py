"""The door as read: sessions, the access log, locks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import Exists, Q
from django.utils.crypto import salted_hmac

from thidua.accounts.models import AccessEvent, FactorDemand, Knock, User, WorkSession
from thidua.accounts.states import AccountType, Deed, Outcome, SessionEnding
from thidua.core.text import fold


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session still open: whose, on what, from where, since when."""

    public_id: str
    user_id: str
    person: str
    username: str
    agent: str
    address: str
    started_at: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One line of the access log."""

    at: datetime
    person: str
    username: str
    user_id: str
    account_type: str
    deed: Deed
    outcome: Outcome
    source: str
    source_port: int | None
    destination: str
    agent: str
    on_key: str


@dataclass(frozen=True, slots=True)
class Lock:
    """An account locked for a while «tạm khóa»: how many tries, the last when, until when, from which network."""

    tries: int
    last: datetime
    until: datetime
    network: str


def name_digest(username: str) -> str:
    """The keyed digest under which tries for a name are counted."""
    return salted_hmac("thidua.accounts.knock", username.strip().lower(), algorithm="sha256").hexdigest()


def network_of(address: str | None) -> str:
    """The network a try is counted for: an IPv4 address by itself, an IPv6 address by its /64."""
    if not address:
        return "unknown"
    found = ip_address(address)
    return address if found.version == 4 else str(ip_network(f"{address}/64", strict=False))


def idle_limit(user: User) -> timedelta:
    """How long a session may lie idle: shorter for administrators (SEC-09)."""
    admin = user.account_type == AccountType.ADMIN
    return timedelta(minutes=settings.IDLE_MINUTES_ADMIN if admin else settings.IDLE_MINUTES)


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session still open, with what the gate asks of it at every request.

    `demands` says whether a second factor is demanded of any role at all, which spares most requests a query.
    """

    public_id: str
    last_seen: datetime
    ends_at: datetime
    second_factor: bool
    demands: bool


def session_in_use(public_id: str, user: User) -> KeptSession | None:
    """The session of that key if it is this person's and nobody has ended it."""
    rows = WorkSession.objects.filter(public_id=public_id, user=user, ended_at=None)
    row = (
        rows.annotate(demands=Exists(FactorDemand.objects.all()))
        .values_list("public_id", "last_seen", "ends_at", "second_factor", "demands")
        .first()
    )
    return KeptSession(*row) if row else None


def session_over(session: KeptSession, *, limit: timedelta, at: datetime) -> SessionEnding | None:
    """Why a session is over by the clock, or None while it runs."""
    if at >= session.ends_at:
        return SessionEnding.TOO_LONG
    if at >= session.last_seen + limit:
        return SessionEnding.IDLE
    return None


def session_deadline(session: KeptSession, *, limit: timedelta) -> datetime:
    """When the session ends by itself if nothing more happens."""
    return min(session.last_seen + limit, session.ends_at)


def open_sessions(*, at: datetime, user: User | None = None) -> tuple[OpenSession, ...]:
    """The sessions open now, latest first: of one account, or of all.

    A session that has lain idle is left out although nobody has come back yet to find it closed.
    """
    rows = WorkSession.objects.filter(ended_at=None, ends_at__gt=at).select_related("user")
    if user is not None:
        rows = rows.filter(user=user)
    longest = timedelta(minutes=max(settings.IDLE_MINUTES, settings.IDLE_MINUTES_ADMIN))
    rows = rows.filter(last_seen__gt=at - longest)
    admin = timedelta(minutes=settings.IDLE_MINUTES_ADMIN)
    return tuple(
        OpenSession(
            row.public_id,
            row.user.public_id,
            row.user.full_name,
            row.user.username,
            row.agent,
            row.address or "",
            row.started_at,
            row.last_seen,
        )
        for row in rows
        if row.user.account_type != AccountType.ADMIN or at < row.last_seen + admin
    )


def _line(event: AccessEvent) -> AccessLine:
    return AccessLine(
        event.at,
        event.user.full_name if event.user else "",
        event.user.username if event.user else "",
        event.user.public_id if event.user else "",
        event.account_type,
        Deed(event.deed),
        Outcome(event.outcome),
        event.source or "",
        event.source_port,
        event.destination,
        event.agent,
        event.on_key,
    )


def access_lines(
    *, user: User | None = None, outcome: str = "", words: str = "", start: int = 0, size: int = 50
) -> tuple[tuple[AccessLine, ...], int]:
    """A page of the access log, newest first, and how many lines fit the filter."""
    rows = AccessEvent.objects.select_related("user")
    if user is not None:
        rows = rows.filter(user=user)
    if outcome:
        rows = rows.filter(outcome=outcome)
    if words:
        rows = rows.filter(
            Q(user__search_key__contains=fold(words)) | Q(user__username__contains=words.lower())
        )
    return tuple(_line(event) for event in rows[start : start + size]), rows.count()


def lock_horizon() -> timedelta:
    """How far back tries can still lock a name today."""
    return timedelta(minutes=settings.LOCK_WINDOW_MINUTES + settings.LOCK_MINUTES)


def lock_from(tries: Iterable[tuple[datetime, str]], *, at: datetime) -> Lock | None:
    """The longest lock that tries for one name (when, from which network) have brought about, or None.

    Five tries from one network within ten minutes lock the name for that network for half an hour from the last of
    them: whoever guesses from elsewhere does not lock a person out at their own desk. The numbers are settings.
    """
    window, length = timedelta(minutes=settings.LOCK_WINDOW_MINUTES), timedelta(minutes=settings.LOCK_MINUTES)
    by_network: dict[str, list[datetime]] = {}
    for when, network in tries:
        if when <= at:
            by_network.setdefault(network, []).append(when)
    locks = []
    for network, times in by_network.items():
        last = max(times)
        close = [when for when in times if when > last - window]
        if len(close) >= settings.LOCK_AFTER_TRIES and at < last + length:
            locks.append(Lock(len(close), last, last + length, network))
    return max(locks, key=lambda lock: lock.until, default=None)


def lock_of(user: User, *, at: datetime) -> Lock | None:
    """The lock on an account from any network, the longest; None when the door is free."""
    tries = Knock.objects.filter(user=user, at__gt=at - lock_horizon()).values_list("at", "network")
    return lock_from(tries, at=at)


def locked_user_ids(*, at: datetime) -> frozenset[int]:
    """Keys of the accounts locked now."""
    tries: dict[int, list[tuple[datetime, str]]] = {}
    rows = Knock.objects.filter(user__isnull=False, at__gt=at - lock_horizon())
    for user_id, when, network in rows.values_list("user_id", "at", "network"):
        tries.setdefault(user_id, []).append((when, network))
    return frozenset(user_id for user_id, found in tries.items() if lock_from(found, at=at) is not None)


def barred_until(username: str, address: str | None, *, at: datetime) -> tuple[Outcome, datetime] | None:
    """Whether a try for this name from this address would be one too many, and until when; None lets it through.

    Three counts, none of which says whether the account exists: the name from this network (`lock_from`); this
    network over all names (a guesser going through a list of people); and, from a network the person has not
    signed in from before, the name from anywhere within a day (a guesser with many machines).
    """
    digest, network = name_digest(username), network_of(address)
    day = timedelta(days=1)
    tries = list(Knock.objects.filter(name_digest=digest, at__gt=at - day).values_list("at", "network"))
    lock = lock_from((try_ for try_ in tries if try_[1] == network), at=at)
    if lock is not None:
        return Outcome.LOCKED, lock.until
    span = timedelta(minutes=settings.THROTTLE_WINDOW_MINUTES)
    from_here = Knock.objects.filter(network=network, at__gt=at - span)
    if from_here.count() >= settings.THROTTLE_AFTER_TRIES:
        first = from_here.order_by("at").values_list("at", flat=True)[0]
        return Outcome.THROTTLED, first + span
    if len(tries) >= settings.LOCK_AFTER_TRIES_ANYWHERE and not _known_here(username, network, at=at):
        return Outcome.LOCKED, min(when for when, _ in tries) + day
    return None


def _known_here(username: str, network: str, *, at: datetime) -> bool:
    sources = AccessEvent.objects.filter(
        user__username=username.strip().lower(),
        deed=Deed.SIGN_IN,
        outcome=Outcome.DONE,
        at__gt=at - timedelta(days=90),
    ).values_list("source", flat=True)
    return any(network_of(source) == network for source in sources.order_by().distinct())
