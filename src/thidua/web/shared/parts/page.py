"""Rows of the page's frame: tabs, contents, states, numbers, pages of a list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, Self
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the sister pages of a record."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """One part of a long page; `icon` says how far it is."""

    number: str
    label: str
    href: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state as shown: its word, its look and, when the look's own icon does not fit, another one.

    Kinds: "" not started, wait, back (returned), refused, late, ok, live (being worked on), public, honour, locked,
    old (no longer in force), plain.
    """

    label: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with the words that say what it counts; `of` is the rest, such as "trên 76"."""

    value: str
    label: str
    of: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """How many of a list are in one state; a link to exactly those."""

    label: str
    count: int
    href: str
    current: bool = False
    late: bool = False


class Query(Protocol):
    """What a pager needs of `request.GET`."""

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """Names with all their values."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number and its address."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of how many, with addresses that keep the filters. `None` among the links is a gap."""

    number: int
    count: int
    links: tuple[PageLink | None, ...]
    previous: str = ""
    next: str = ""

    @classmethod
    def of(cls, number: int, count: int, query: Query | Mapping[str, str], *, name: str = "page") -> Self:
        """The pager of page `number` (from 1) of `count`; `query` is `request.GET`."""
        kept: list[tuple[str, str]]
        if isinstance(query, Mapping) and not hasattr(query, "lists"):
            kept = [(key, value) for key, value in query.items() if key != name]
        else:
            kept = [(key, value) for key, values in query.lists() if key != name for value in values]

        def href(page: int) -> str:
            return "?" + urlencode([*kept, (name, str(page))])

        wanted = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)}) if count else []
        links: list[PageLink | None] = [PageLink(page, href(page)) for page in wanted[:1]]
        for before, page in pairwise(wanted):
            if page - before > 1:
                links.append(None)
            links.append(PageLink(page, href(page)))
        return cls(
            number,
            count,
            tuple(links),
            href(number - 1) if number > 1 else "",
            href(number + 1) if number < count else "",
        )


@dataclass(frozen=True, slots=True)
class CollisionSide:
    """One of two versions of a thing two people changed; `button` is markup."""

    title: str
    when: str
    value: str
    was: str = ""
    mine: bool = False
    button: str = ""
