"""Reading the ledger: acts as frozen rows, told as sentences, within the reach of whoever reads."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from string import Formatter

from django.db.models import Max, Min, Q, QuerySet, Subquery
from django.utils.translation import gettext

from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.foundation.audit import GENESIS, REGISTERED, canonical, chained
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry, LedgerHead

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the ledger as people read it."""

    seq: int
    name: str
    at: datetime
    recorded_at: datetime
    actor_key: str
    actor_name: str
    on_kind: str
    on_key: str
    on_label: str
    data: Mapping[str, object]
    hash: str
    previous: str
    scope: str = ""

    @property
    def sentence(self) -> Sentence:
        """What happened, to be rendered in the reader's language.

        An old entry whose sentence has since asked for more than it kept is told with "…" in those places.
        """
        text = REGISTERED.get(self.name, self.name)
        kept = {
            "actor": self.actor_name,
            "on": self.on_label,
            **{key: revived(it) for key, it in self.data.items()},
        }
        asked = {name for _, name, _, _ in Formatter().parse(text) if name}
        return Sentence(text, {**dict.fromkeys(asked, "…"), **kept})


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of the ledger a reader has: everything, or the acts of some rooms and those within some scopes.

    `rooms` are beginnings of names (`accounts.`), `scopes` public keys that an act concerns or belongs to; acts whose
    name begins with one of `never` stay out of the scopes.
    """

    everything: bool = False
    rooms: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is no act at all to read."""
        return not (self.everything or self.rooms or self.scopes)

    def covers(self, act: Act) -> bool:
        """Whether the act is within reach; says of one act what `within` says of rows."""
        concerned = act.scope in self.scopes or act.on_key in self.scopes
        in_scope = concerned and not act.name.startswith(self.never)
        return self.everything or in_scope or act.name.startswith(self.rooms)

    def within(self) -> Q:
        """The condition on entries."""
        if self.everything:
            return Q()
        reached = Q(pk__in=())
        if self.scopes:
            reached |= (Q(scope__in=self.scopes) | Q(on_key__in=self.scopes)) & ~_begins(self.never)
        return reached | _begins(self.rooms)


EVERYTHING = Reach(everything=True)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry with its place in the chain, recomputed now.

    `followed` is None for the newest entry, which the ledger's head vouches for (`heads`).
    """

    act: Act
    text: str
    recomputed: str
    content_fits: bool
    chained: bool
    followed: bool | None
    heads: bool
    older: int | None
    newer: int | None

    @property
    def fits(self) -> bool:
        """Whether this entry and its neighbours are as they were written."""
        return self.content_fits and self.chained and (self.heads if self.followed is None else self.followed)


def _begins(names: tuple[str, ...]) -> Q:
    found = Q(pk__in=())
    for name in names:
        found |= Q(name__startswith=name)
    return found


def revived(value: object) -> object:
    """Days and moments were kept as text; as values they are written in the reader's way."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(VIET_NAM)
    return value


def _act(entry: AuditEntry) -> Act:
    return Act(
        entry.seq,
        entry.name,
        entry.happened_at,
        entry.recorded_at,
        entry.actor_key,
        entry.actor_name,
        entry.on_kind,
        entry.on_key,
        entry.on_label,
        entry.data,
        entry.hash,
        entry.previous,
        entry.scope,
    )


@cache
def _letters() -> Mapping[str, str]:
    """For each plain letter every letter that folds to it: `a` to `aàáảãạăằ…`, `d` to `dđ`."""
    found: dict[str, str] = {}
    for code in (
        *range(0x41, 0x5B),
        *range(0x61, 0x7B),
        *range(0xC0, 0x180),
        *range(0x1A0, 0x1B1),
        *range(0x1EA0, 0x1EFA),
    ):
        letter = chr(code)
        key = fold(letter)
        if len(key) == 1 and key.isalpha():
            found[key] = found.get(key, "") + letter
    return found


def _loosely(word: str) -> str:
    """A pattern that finds the word with and without diacritics, in capitals or not."""
    letters = _letters()
    return "".join(f"[{letters[char]}]" if char in letters else re.escape(char) for char in fold(word))


def _names_told_with(word: str) -> list[str]:
    """Names of acts whose sentence, in the reader's language, has the word."""
    return [name for name, sentence in REGISTERED.items() if fold(word) in fold(gettext(sentence))]


def _saying(entries: "QuerySet[AuditEntry]", words: str) -> "QuerySet[AuditEntry]":
    for word in words.split()[:8]:
        pattern = _loosely(word)
        said = (
            Q(on_label__iregex=pattern) | Q(actor_name__iregex=pattern) | Q(name__in=_names_told_with(word))
        )
        entries = entries.filter(said | Q(seq=int(word)) if word.isdecimal() and len(word) < 19 else said)
    return entries


def latest_acts(
    *, scope: str = "", on_key: str = "", prefix: str = "", never: tuple[str, ...] = (), limit: int = 10
) -> tuple[Act, ...]:
    """The newest acts within a scope, on one record, or of one room (names that begin with `prefix`).

    Acts whose name begins with one of `never` are left out.
    """
    entries = AuditEntry.objects.exclude(_begins(never)).order_by("-seq")
    if on_key:
        entries = entries.filter(on_key=on_key)
    if prefix:
        entries = entries.filter(name__startswith=prefix)
    if scope:
        # Each side walks its own index from the newest entry; "either" would read the ledger from its end instead.
        within, upon = (
            entries.filter(**{field: scope}).values("seq")[:limit] for field in ("scope", "on_key")
        )
        newest = AuditEntry.objects.filter(Q(seq__in=within) | Q(seq__in=upon)).order_by("-seq")
        return tuple(_act(entry) for entry in newest[:limit])
    return tuple(_act(entry) for entry in entries[:limit])


def liveliest(scopes: Iterable[str]) -> str:
    """The one among these scopes in which something was done last; empty when nothing was done in any."""
    entries = AuditEntry.objects.filter(scope__in=set(scopes)).order_by("-seq")
    return entries.values_list("scope", flat=True).first() or ""


def page_of_acts(
    *,
    before: int | None = None,
    after: int | None = None,
    since: date | None = None,
    until: date | None = None,
    actor: str = "",
    name: str = "",
    on_key: str = "",
    words: str = "",
    size: int = 50,
    reach: Reach = EVERYTHING,
) -> tuple[Act, ...]:
    """A page of the ledger, newest first, older than entry `before` or just newer than entry `after`.

    `since` and `until` are days in Viet Nam, both included; `actor` is a key or words of a name, `name` the beginning
    of an act's name; every one of `words` must be in the sentence, the actor's name or the record's label.
    """
    entries = AuditEntry.objects.filter(reach.within()).order_by("-seq")
    if before is not None:
        entries = entries.filter(seq__lt=before)
    if after is not None:
        entries = entries.filter(seq__gt=after).order_by("seq")
    if since is not None:
        entries = entries.filter(happened_at__gte=_midnight(since))
    if until is not None:
        entries = entries.filter(happened_at__lt=_midnight(until + timedelta(days=1)))
    for word in actor.split()[:8]:
        entries = entries.filter(Q(actor_key=word) if ":" in word else Q(actor_name__iregex=_loosely(word)))
    if name:
        entries = entries.filter(name__startswith=name)
    if on_key:
        entries = entries.filter(on_key=on_key)
    found = tuple(_act(entry) for entry in _saying(entries, words)[:size])
    return found if after is None else found[::-1]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIET_NAM).astimezone(UTC)


def entry_count(*, reach: Reach = EVERYTHING) -> int:
    """How many entries the ledger has within reach."""
    return AuditEntry.objects.filter(reach.within()).count()


def ledger_stamp() -> str:
    """The newest hash: as long as it stays, nothing has been done in this house."""
    return LedgerHead.objects.filter(pk=1).values_list("hash", flat=True).first() or GENESIS


def done_since(seq: int, stamp: str, *, limit: int) -> frozenset[tuple[str, str]] | None:
    """Names and scopes of everything done after entry `seq`, whose hash is `stamp`.

    None when there is no such entry (another ledger stands here now) or when more than `limit` acts came after it.
    """
    entries = AuditEntry.objects.filter(seq__gte=seq).order_by("seq").values_list("hash", "name", "scope")
    found = list(entries[: limit + 2])
    if seq > 0:
        if not found or found[0][0] != stamp:
            return None
        del found[0]
    return None if len(found) > limit else frozenset((name, scope) for _, name, scope in found)


def link_of(seq: int, *, reach: Reach = EVERYTHING) -> Link | None:
    """Entry `seq` with its chain recomputed; None when there is no such entry within reach."""
    head = LedgerHead.objects.filter(pk=1).values("hash")[:1]
    near = AuditEntry.objects.filter(seq__in=(seq - 1, seq, seq + 1)).annotate(head=Subquery(head))
    around = {entry.seq: entry for entry in near}
    entry = around.get(seq)
    if entry is None or not reach.covers(_act(entry)):
        return None
    before, behind = around.get(seq - 1), around.get(seq + 1)
    expected = GENESIS if seq == 1 else before.hash if before is not None else None
    recomputed = chained(entry.previous, entry)
    older, newer = _neighbours(seq, reach)
    return Link(
        act=_act(entry),
        text=canonical(entry).decode(),
        recomputed=recomputed,
        content_fits=recomputed == entry.hash,
        chained=entry.previous == expected,
        followed=None if behind is None else behind.previous == entry.hash,
        heads=behind is None and entry.head == entry.hash,
        older=older,
        newer=newer,
    )


def _neighbours(seq: int, reach: Reach) -> tuple[int | None, int | None]:
    """The numbers of the nearest entries within reach, before and after."""
    found = AuditEntry.objects.filter(reach.within()).aggregate(
        older=Max("seq", filter=Q(seq__lt=seq)), newer=Min("seq", filter=Q(seq__gt=seq))
    )
    return found["older"], found["newer"]
