"""«Việc của tôi» as a page: what waits, counted by how near its day is, filtered, ready to be printed or saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from thidua.foundation.wording import N_, render
from thidua.web.shared.parts import Counter, DueItem
from thidua.web.shared.work import KINDS, SOON_DAYS, WorkItem

WEEK_DAYS: Final = 7
MOST_ON_OVERVIEW: Final = 4

type Near = Callable[[int | None], bool]

# By nearness: the key in the address, the words, the condition on the days left.
NEARNESS: Final[tuple[tuple[str, str, Near], ...]] = (
    ("", N_("All"), lambda _: True),
    ("late", N_("Overdue"), lambda left: left is not None and left < 0),
    ("soon", N_("Within 3 days"), lambda left: left is not None and 0 <= left <= SOON_DAYS),
    ("week", N_("Within 7 days"), lambda left: left is not None and 0 <= left <= WEEK_DAYS),
    ("open", N_("No deadline"), lambda left: left is None),
)

HEADS: Final = (N_("No."), N_("Task"), N_("Why it waits"), N_("Kind"), N_("Unit"), N_("Due"), N_("Days left"))
WIDTHS: Final = (6, 50, 60, 22, 30, 12, 10)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing that waits, as a line of the page."""

    title: str
    why: str
    kind: str
    unit: str
    due_on: date | None
    days: int | None
    href: str
    verb: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The list as filtered, with the counters above it and the choices of its filters."""

    lines: tuple[WorkLine, ...]
    counters: tuple[Counter, ...]
    kinds: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    kind: str
    unit: str
    near: str
    total: int

    @property
    def filtered(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.kind or self.unit or self.near)

    @property
    def query(self) -> str:
        """The filters as a query."""
        return _query(self.near, self.kind, self.unit)

    @classmethod
    def of(cls, items: Sequence[WorkItem], query: QueryDict, *, on: date) -> Self:
        """Read the filters and lay the list out; a filter that names nothing here is left out."""
        present = {item.kind.key for item in items}
        kind = query.get("kind", "") if query.get("kind", "") in present else ""
        units = sorted({item.unit for item in items if item.unit})
        unit = query.get("unit", "") if query.get("unit", "") in units else ""
        near = query.get("near", "")
        near = near if near in {key for key, _, _ in NEARNESS} else ""
        alike = [item for item in items if kind in ("", item.kind.key) and unit in ("", item.unit)]
        return cls(
            tuple(line_of(item, on=on) for item in alike if _is_near(near, item, on)),
            tuple(_counter(key, words, alike, (near, kind, unit), on) for key, words, _ in NEARNESS),
            (("", gettext("All")), *((k.key, gettext(k.words)) for k in KINDS if k.key in present)),
            (("", gettext("All")), *((one, one) for one in units)),
            kind,
            unit,
            near,
            len(items),
        )

    def rows(self) -> list[tuple[int | str | date | None, ...]]:
        """The list as rows of a file."""
        return [
            (number, line.title, line.why, line.kind, line.unit, line.due_on, line.days)
            for number, line in enumerate(self.lines, start=1)
        ]


def _is_near(near: str, item: WorkItem, on: date) -> bool:
    return next(test for key, _, test in NEARNESS if key == near)(item.days_left(on))


def _query(near: str, kind: str, unit: str) -> str:
    given = {"near": near, "kind": kind, "unit": unit}
    return urlencode({key: value for key, value in given.items() if value})


def _counter(
    key: str, words: str, items: Sequence[WorkItem], filters: tuple[str, str, str], on: date
) -> Counter:
    near, kind, unit = filters
    count = sum(1 for item in items if _is_near(key, item, on))
    href = f"?{_query(key, kind, unit)}"
    return Counter(gettext(words), count, href, current=key == near, late=key == "late")


def line_of(item: WorkItem, *, on: date) -> WorkLine:
    """One thing that waits, in the reader's language."""
    return WorkLine(
        render(item.title),
        render(item.why),
        gettext(item.kind.words),
        item.unit,
        item.due_on,
        item.days_left(on),
        item.href,
        gettext(item.kind.verb),
    )


def due_items(items: Sequence[WorkItem], *, on: date, most: int = MOST_ON_OVERVIEW) -> tuple[DueItem, ...]:
    """The first few things for the overview."""
    return tuple(
        DueItem(line.title, line.why, line.days, line.href, line.verb, more=line.title)
        for line in (line_of(item, on=on) for item in items[:most])
    )


def heads() -> tuple[str, ...]:
    """Column heads of the file."""
    return tuple(gettext(head) for head in HEADS)
