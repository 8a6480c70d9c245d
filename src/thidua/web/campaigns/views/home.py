"""The list of movements, its files, and the reference list that comes with the product."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from thidua.campaigns.actions import take_in_movements
from thidua.campaigns.permissions import (
    may_draft_movement,
    may_open_campaigns,
    may_take_in_movements,
    movements_visible_to,
    units_of,
)
from thidua.campaigns.queries import (
    ORDERS,
    MovementCounts,
    MovementFilter,
    MovementLine,
    Owner,
    counts_of,
    movement_lines,
    narrowed,
)
from thidua.campaigns.reference import Fate, plans, takings
from thidua.campaigns.states import Level, MovementKind, Stage
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.organisations.queries.finding import BlocYearLine
from thidua.web.campaigns.views.shared import asked_page, room_crumb
from thidua.web.campaigns.words import (
    KIND_WORDS,
    LEVEL_WORDS,
    STAGE_WORDS,
    confidence_of,
    paper,
    span,
    state_of,
)
from thidua.web.shared.at_hand import bloc_year_at_hand
from thidua.web.shared.exporting import FORMS, Value, attached, csv_lines, workbook
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import Counter, Pager

PAGE = 30
EVERY_YEAR = "all"
FATE_WORDS: Mapping[Fate, str] = {
    Fate.ADDED: N_("Will be added"),
    Fate.REFRESHED: N_("Will be refreshed"),
    Fate.SAME: N_("On record as it is"),
    Fate.EDITED: N_("Left: somebody edited or closed it"),
    Fate.COMING: N_("Left: it begins later"),
}


def filter_from(request: HttpRequest, *, year: int | None) -> MovementFilter:
    """What the filter row asks for; unknown words do not narrow. Without a year, that of the bloc-year at hand."""
    asked = request.GET
    typed = asked.get("year", "")
    chosen = int(typed) if typed.isdecimal() and len(typed) == 4 else None
    order = asked.get("order", "")
    return MovementFilter(
        words=asked.get("words", "").replace("\0", "").strip()[:100],
        year=chosen if typed else year,
        level=asked["level"] if asked.get("level") in [*Level] else "",
        kind=asked["kind"] if asked.get("kind") in [*MovementKind] else "",
        state=asked["state"] if asked.get("state") in [*Stage] else "",
        unit=asked.get("unit", "").replace("\0", "").strip()[:100],
        review_due=asked.get("due") == "review",
        order=order if order.removeprefix("-") in ORDERS else "-starts_on",
    )


class ListScreen(Screen[NoObject]):
    """The list as filtered, on a page or in a file."""

    permission = staticmethod(may_open_campaigns)
    title = N_("Emulation movements")
    menu = "campaigns"

    @cached_property
    def at_hand(self) -> BlocYearLine | None:
        """The bloc-year the person works in."""
        return bloc_year_at_hand(self.request)

    @cached_property
    def wanted(self) -> MovementFilter:
        """What is asked for."""
        return filter_from(self.request, year=self.at_hand.year if self.at_hand else None)

    def rows(self) -> Any:
        """The movements the person may read, narrowed."""
        return narrowed(movements_visible_to(self.actor, on=self.on), self.wanted, on=self.on)


class Movements(ListScreen):
    """Every movement that reaches the person, filtered and sorted."""

    template = "campaigns/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list."""
        wanted, number = self.wanted, asked_page(request)
        seen = movements_visible_to(self.actor, on=self.on)
        counts = counts_of(narrowed(seen, wanted, on=self.on, states=False), on=self.on)
        total = self._total(counts)
        start = (number - 1) * PAGE
        lines = movement_lines(self.rows(), order=wanted.order, on=self.on, start=start, size=PAGE)
        kept = {
            key: str(value) for key, value in request.GET.items() if key not in {"page", "order"} and value
        }
        query = urlencode({**kept, "order": wanted.order})
        return self.page(
            lines=lines,
            start=start,
            total=total,
            counters=self._counters(counts),
            wanted=wanted,
            sort=lambda column: _sort(wanted.order, column, kept),
            choices=self._choices(counts),
            pager=Pager.of(number, max(1, -(-total // PAGE)), request.GET),
            export={form: f"{reverse('campaigns:file', args=(form,))}?{query}" for form in sorted(FORMS)},
            words={"level": LEVEL_WORDS, "kind": KIND_WORDS},
            says={
                "state": lambda movement: state_of(movement, self.on),
                "confidence": confidence_of,
                "span": span,
                "paper": paper,
            },
            doors=self._doors(),
            narrowed=bool(kept),
        )

    def _total(self, counts: MovementCounts) -> int:
        if self.wanted.review_due:
            return counts.review_due
        return counts.stages[Stage(self.wanted.state)] if self.wanted.state else counts.all

    def _choices(self, counts: MovementCounts) -> dict[str, list[tuple[str, str]]]:
        years = sorted({*counts.years, *([self.wanted.year] if self.wanted.year else [])}, reverse=True)
        return {
            "year": [(EVERY_YEAR, gettext("All")), *((str(year), str(year)) for year in years)],
            "level": [(one.value, gettext(words)) for one, words in LEVEL_WORDS.items()],
            "kind": [(one.value, gettext(words)) for one, words in KIND_WORDS.items()],
            "state": [(one.value, gettext(words)) for one, words in STAGE_WORDS.items()],
        }

    def _counters(self, counts: MovementCounts) -> list[Counter]:
        wanted = self.wanted
        kept = {
            key: value
            for key, value in self.request.GET.items()
            if key not in {"page", "state", "due"} and value
        }
        here = reverse("campaigns:list")

        def counter(
            label: str, count: int, asked: dict[str, str], *, current: bool, late: bool = False
        ) -> Counter:
            return Counter(label, count, f"{here}?{urlencode({**kept, **asked})}", current=current, late=late)

        found = [
            counter(gettext("All"), counts.all, {}, current=not (wanted.state or wanted.review_due)),
            *(
                counter(
                    gettext(words),
                    counts.stages[state],
                    {"state": state.value},
                    current=wanted.state == state,
                )
                for state, words in STAGE_WORDS.items()
            ),
        ]
        found.append(
            counter(
                gettext("Review due"),
                counts.review_due,
                {"due": "review"},
                current=wanted.review_due,
                late=True,
            )
        )
        return found

    def _doors(self) -> dict[str, str]:
        """Where this person may go on to from here."""
        keeps = may_take_in_movements(self.actor, on=self.on).allowed
        bloc = (
            self.at_hand is not None
            and may_draft_movement(self.actor, Owner(Level.BLOC, self.at_hand), on=self.on).allowed
        )
        drafts = keeps or bloc or bool(units_of(self.actor, on=self.on))
        return {
            "new": reverse("campaigns:new") if drafts else "",
            "reference": reverse("campaigns:reference") if keeps else "",
            "gatherings": reverse("campaigns:gatherings", args=(self.at_hand.public_id,))
            if self.at_hand
            else "",
        }


def _sort(order: str, column: str, kept: dict[str, str]) -> tuple[str, str]:
    """Address and direction of a column's head: the first press sorts upwards, the next turns it round."""
    turned = f"-{column}" if order == column else column
    direction = {column: "ascending", f"-{column}": "descending"}.get(order, "")
    return "?" + urlencode({**kept, "order": turned}), direction


class MovementsFile(ListScreen):
    """The list as seen, as a file."""

    def load(self, request: HttpRequest, **kwargs: Any) -> NoObject | None:
        """Only forms of file that exist."""
        return super().load(request, **kwargs) if kwargs["form"] in FORMS else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Excel or CSV."""
        form = self.kwargs["form"]
        lines = movement_lines(self.rows(), order=self.wanted.order, on=self.on)
        heads, rows = _heads(), [_cells(place, line, self.on) for place, line in enumerate(lines, start=1)]
        name = f"phong-trao-{self.wanted.year or 'tat-ca'}"
        if form == "csv":
            return attached("".join(csv_lines(heads, rows)), name=name, form=form)
        book = workbook(gettext("Emulation movements"), heads, rows, widths=(6, 14, 60, 14, 14, 30, 24))
        return attached(book, name=name, form=form)


def _heads() -> tuple[str, ...]:
    return (
        gettext("No."),
        gettext("Code"),
        gettext("Movement"),
        gettext("Launch level"),
        gettext("Kind"),
        gettext("Launched by"),
        gettext("Issuing paper"),
        gettext("From day"),
        gettext("Until day"),
        gettext("Units called"),
        gettext("Units that responded"),
        gettext("Activities"),
        gettext("Targets"),
        gettext("Targets met"),
        gettext("State"),
        gettext("How well it is known"),
    )


def _cells(place: int, line: MovementLine, on: date) -> tuple[Value, ...]:
    card = line.card
    return (
        place,
        card.code,
        card.name,
        gettext(LEVEL_WORDS[card.level]),
        gettext(KIND_WORDS[card.kind]),
        card.issuer,
        paper(card),
        day(card.starts_on),
        day(card.ends_on),
        line.called,
        line.responded,
        line.total.count,
        line.targets,
        line.met,
        state_of(card, on).label,
        confidence_of(card.confidence).label,
    )


class Reference(Screen[NoObject]):
    """The reference list, what taking it in would do, and the one button that does it."""

    permission = staticmethod(may_take_in_movements)
    title = N_("Reference list of movements")
    template = "campaigns/reference.html"
    menu = "campaigns"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list beside what is on record."""
        found = plans(on=self.on)
        todo = sum(plan.fate in {Fate.ADDED, Fate.REFRESHED} for plan in found)
        return self.page(
            plans=found,
            todo=todo,
            takings=takings(),
            fates={fate: gettext(words) for fate, words in FATE_WORDS.items()},
            fresh={Fate.ADDED, Fate.REFRESHED},
            levels=LEVEL_WORDS,
            says={"confidence": confidence_of, "span": span},
            crumbs=[room_crumb()],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in."""
        done = take_in_movements(actor=self.actor, at=self.now)
        messages.success(
            request,
            gettext("Taken in: %(added)d added, %(refreshed)d refreshed, %(left)d left as they are.")
            % {"added": done.added, "refreshed": done.refreshed, "left": done.left},
        )
        return HttpResponseRedirect(reverse("campaigns:reference"))
