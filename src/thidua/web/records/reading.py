"""The ledger as one reader sees it: filters from the address, a page of acts, its lines as told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Self
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from thidua.foundation.acts import Act, Reach, page_of_acts
from thidua.foundation.wording import N_
from thidua.web.shared.parts import ChainEntry
from thidua.web.shared.telling import tell

SIZE: Final = 50
MOST_EXPORTED: Final = 20_000
EXPORT_STEP: Final = 2_000
DAYS: Final = ("since", "until")
DAY_FORMATS: Final = ["%Y-%m-%d", "%d/%m/%Y"]

# The first part of an act's name is the room it was done in.
ROOMS: Final = (
    ("", N_("All")),
    ("accounts.", N_("Accounts, sign-in")),
    ("organisations.", N_("Units, blocs")),
    ("criteria.", N_("Criteria")),
    ("scorecards.", N_("Scoring, ranking")),
    ("ledger.", N_("Ledger")),
)


class FilterForm(forms.Form):
    """What a reader looks for."""

    words = forms.CharField(required=False, max_length=200)
    who = forms.CharField(required=False, max_length=120)
    kind = forms.CharField(required=False, max_length=80)
    on = forms.CharField(required=False, max_length=80)
    since = forms.DateField(
        required=False,
        input_formats=DAY_FORMATS,
        error_messages={
            "invalid": gettext_lazy("Write the first day as day/month/year, such as 21/07/2023.")
        },
    )
    until = forms.DateField(
        required=False,
        input_formats=DAY_FORMATS,
        error_messages={"invalid": gettext_lazy("Write the last day as day/month/year, such as 21/07/2023.")},
    )
    before = forms.IntegerField(required=False, min_value=1)
    after = forms.IntegerField(required=False, min_value=0)


@dataclass(frozen=True, slots=True)
class Sought:
    """The filters in force; what could not be read is in `errors` and filters nothing."""

    words: str = ""
    who: str = ""
    kind: str = ""
    on: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None
    after: int | None = None
    typed: dict[str, str] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Read the address."""
        form = FilterForm(query)
        form.is_valid()
        read = form.cleaned_data
        return cls(
            words=read.get("words") or "",
            who=read.get("who") or "",
            kind=read.get("kind") or "",
            on=read.get("on") or "",
            since=read.get("since"),
            until=read.get("until"),
            before=read.get("before"),
            after=read.get("after"),
            typed={name: query.get(name, "") for name in DAYS},
            errors=tuple(
                (f"filter-{name}", str(said)) for name in DAYS for said in form.errors.get(name, ())
            ),
        )

    @property
    def query(self) -> str:
        """The filters as a query, without the place in the list."""
        kept = {"words": self.words, "who": self.who, "kind": self.kind, "on": self.on}
        days = {"since": self.since, "until": self.until}
        return urlencode(
            {key: value for key, value in kept.items() if value}
            | {key: day.isoformat() for key, day in days.items() if day}
        )

    @property
    def any(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.query)

    def acts(
        self, reach: Reach, *, size: int, before: int | None = None, after: int | None = None
    ) -> tuple[Act, ...]:
        """Matching acts within reach, newest first."""
        return page_of_acts(
            before=before,
            after=after,
            since=self.since,
            until=self.until,
            actor=self.who,
            name=self.kind,
            on_key=self.on,
            words=self.words,
            size=size,
            reach=reach,
        )


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of the ledger with the addresses of its neighbours; empty where there is none."""

    lines: tuple[ChainEntry, ...]
    older: str
    newer: str

    @classmethod
    def of(cls, sought: Sought, reach: Reach) -> Self:
        """Read one page, and one act more to know whether there is another page."""
        forward = sought.after is not None
        acts = sought.acts(reach, size=SIZE + 1, before=sought.before, after=sought.after)
        more = len(acts) > SIZE
        shown = (acts[1:] if more else acts) if forward else acts[:SIZE]
        has_older = more if not forward else bool(shown)
        has_newer = more if forward else sought.before is not None and bool(shown)
        return cls(
            tuple(line_of(act) for act in shown),
            cls._address(sought, "before", shown[-1].seq) if has_older else "",
            cls._address(sought, "after", shown[0].seq) if has_newer else "",
        )

    @staticmethod
    def _address(sought: Sought, name: str, seq: int) -> str:
        return "?" + "&".join(part for part in (sought.query, f"{name}={seq}") if part)


def short(digest: str) -> str:
    """A hash for the eye: its first sixteen signs and its last four, in groups."""
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]} {digest[12:16]} … {digest[-4:]}"


def in_groups(digest: str) -> str:
    """A whole hash in groups of four."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def reason_words(reason: str) -> str:
    """The reason an act was given, as its own line."""
    return gettext("Reason: %(reason)s") % {"reason": reason} if reason else ""


def line_of(act: Act) -> ChainEntry:
    """One act as a line of the ledger."""
    told = tell(act)
    return ChainEntry(
        number=act.seq,
        at=act.at,
        who=told.who,
        what=told.what,
        hash=short(act.hash),
        more=reason_words(told.reason),
        href=reverse("records:entry", args=(act.seq,)),
    )


def all_acts(sought: Sought, reach: Reach) -> Iterator[Act]:
    """Every matching act, newest first, at most `MOST_EXPORTED`, read in steps."""
    before, left = None, MOST_EXPORTED
    while left and (acts := sought.acts(reach, size=min(EXPORT_STEP, left), before=before)):
        yield from acts
        before, left = acts[-1].seq, left - len(acts)


def rooms_within(reach: Reach) -> list[tuple[str, str]]:
    """The choices of the filter by room: those the reader can find anything in."""
    if reach.everything:
        return [(key, gettext(words)) for key, words in ROOMS]
    if not reach.scopes:
        return []
    shut = set(reach.never) - set(reach.rooms) | {"ledger."}
    return [(key, gettext(words)) for key, words in ROOMS if key not in shut]


def sought_in(request: HttpRequest) -> Sought:
    """The filters of this request."""
    return Sought.of(request.GET)
