"""The page of a movement: where it stands, who responded and how far, and what stays on record beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from thidua.campaigns.comparing import FIELD_WORDS
from thidua.campaigns.permissions import (
    may_amend_movement,
    may_close_movement,
    may_enter_activity,
    may_launch_movement,
    may_respond,
    may_review_movement,
    may_revise_movement,
    may_withdraw_movement,
    movements_visible_to,
    units_of,
)
from thidua.campaigns.queries import (
    Picture,
    UnitPart,
    amendments_of,
    nodes_of,
    picture_of,
    reviews_of,
    targets_of,
)
from thidua.campaigns.rollup import Figure
from thidua.foundation.acts import latest_acts
from thidua.foundation.wording import N_
from thidua.web.campaigns.views.shared import MovementScreen, movement_crumbs
from thidua.web.campaigns.words import (
    KIND_WORDS,
    LEVEL_WORDS,
    REVIEW_WORDS,
    amount,
    change_words,
    confidence_of,
    paper,
    percent,
    span,
)
from thidua.web.shared.exporting import FORMS, Value, attached, csv_lines, workbook
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import Axis
from thidua.web.shared.telling import latest

SHOWN_ACTIVITIES, SHOWN_MEASURES = 8, 5
STEPS = (20, 40, 60, 80)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the heat table and its step: 1 to 5 against the highest in its column, "na" where there is none."""

    words: str
    step: str


def heat(value: Decimal | int, highest: Decimal | int) -> Cell:
    """The cell of a number."""
    if not value or not highest:
        return Cell("0", "na")
    share = Decimal(value) * 100 / Decimal(highest)
    return Cell(amount(Decimal(value)), str(1 + sum(share > bound for bound in STEPS)))


class MovementPage(MovementScreen):
    """Everything that came together at a movement."""

    title = N_("Emulation movement")
    template = "campaigns/movement.html"
    tab = "movement"

    @cached_property
    def picture(self) -> Picture:
        """What the page shows; other movements only where they reach the reader."""
        return picture_of(self.object, self._seen, on=self.on)

    def _seen(self, doubtful: frozenset[int]) -> frozenset[int]:
        """Which of these movements reach the reader."""
        rows = movements_visible_to(self.actor, on=self.on).filter(pk__in=doubtful)
        return frozenset(node.id for node in nodes_of(rows))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        picture = self.picture
        measures = _measures(picture)
        return self.page(
            picture=picture,
            measures=measures,
            heat=self._heat(measures),
            full=Axis(Decimal(0), Decimal(100), Decimal(100)),
            latest=picture.activities[:SHOWN_ACTIVITIES],
            doors=self._doors(),
            own=self._own(),
            words={"level": LEVEL_WORDS, "kind": KIND_WORDS},
            says={
                "confidence": confidence_of,
                "span": span,
                "paper": paper,
                "amount": amount,
                "percent": percent,
            },
        )

    def _heat(self, measures: tuple[Figure, ...]) -> list[tuple[UnitPart, tuple[Cell, ...]]]:
        parts = self.picture.parts
        most = max((part.total.count for part in parts), default=0)
        highest = {
            one.key: max((part.total.amount(one.key) for part in parts), default=Decimal(0))
            for one in measures
        }
        return [
            (
                part,
                (
                    heat(part.total.count, most),
                    *(heat(part.total.amount(one.key), highest[one.key]) for one in measures),
                ),
            )
            for part in parts
        ]

    def _doors(self) -> list[tuple[str, str, str, str]]:
        """What a keeper may do now: label, address, icon, look."""
        key = self.object.card.public_id
        asked = (
            (may_launch_movement, "launch", gettext("Launch"), "presentation", "primary"),
            (may_revise_movement, "revise", gettext("Change the draft"), "pen-line", ""),
            (may_review_movement, "review", gettext("Interim review"), "list-checks", ""),
            (may_close_movement, "close", gettext("Final review"), "circle-check", ""),
            (may_amend_movement, "amend", gettext("Amend"), "pen-line", ""),
            (may_withdraw_movement, "withdraw", gettext("Withdraw"), "corner-up-left", "quiet"),
        )
        return [
            (label, reverse(f"campaigns:{name}", args=(key,)), icon, look)
            for may, name, label, icon, look in asked
            if may(self.actor, self.object, on=self.on).allowed
        ]

    def _own(self) -> list[dict[str, Any]]:
        """What the person may do for each of their units here."""
        key, found = self.object.card.public_id, []
        known = {part.unit.public_id: part for part in self.picture.parts}
        for unit in sorted(units_of(self.actor, on=self.on)):
            responding = may_respond(self.actor, (self.object, unit), on=self.on)
            entering = may_enter_activity(self.actor, (self.object, unit), on=self.on)
            part = known.get(unit)
            if responding.allowed or entering.allowed or (part and part.called and self.object.open):
                found.append(
                    {
                        "part": part,
                        "respond": reverse("campaigns:respond", args=(key, unit))
                        if responding.allowed
                        else "",
                        "enter": reverse("campaigns:activity_new", args=(key, unit))
                        if entering.allowed
                        else "",
                        "why_not": responding if not responding.allowed and part and part.called else None,
                    }
                )
        return found


def _measures(picture: Picture) -> tuple[Figure, ...]:
    """The measures most units told, at most as many as fit."""
    sums = picture.total.sums.values()
    told = {one.key: sum(one.key in part.total.sums for part in picture.parts) for one in sums}
    return tuple(sorted(sums, key=lambda one: (-told[one.key], one.measure))[:SHOWN_MEASURES])


class UnitsFile(MovementPage):
    """The units of a movement as seen, with every measure, as a file."""

    title = N_("Emulation movement")
    template = ""

    def load(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Only forms of file that exist."""
        return super().load(request, **kwargs) if kwargs["form"] in FORMS else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Excel or CSV."""
        form, picture = self.kwargs["form"], self.picture
        sums = sorted(picture.total.sums.values(), key=lambda one: one.measure)
        heads = (
            gettext("No."),
            gettext("Unit"),
            gettext("Responded"),
            gettext("Paper of the response"),
            gettext("What the unit undertakes"),
            gettext("Activities"),
            *(f"{one.measure} ({one.unit_of_measure})" for one in sums),
        )
        rows = [unit_cells(place, part, sums) for place, part in enumerate(picture.parts, start=1)]
        name = f"phong-trao-{self.object.card.code or self.object.card.public_id}-don-vi"
        if form == "csv":
            return attached("".join(csv_lines(heads, rows)), name=name, form=form)
        note = (self.object.card.name,)
        book = workbook(gettext("Units"), heads, rows, widths=(6, 40, 20, 24, 50), notes=note)
        return attached(book, name=name, form=form)


def unit_cells(place: int, part: UnitPart, sums: Iterable[Figure]) -> tuple[Value, ...]:
    """A unit's row in the file."""
    response = part.response
    return (
        place,
        part.unit.name,
        _responded(part),
        response.document_number if response else "",
        response.undertakes if response else "",
        part.total.count,
        *(f"{part.total.amount(one.key).normalize():f}" for one in sums),
    )


def _responded(part: UnitPart) -> str:
    """The day of the response, or the movement by which it is covered."""
    if part.response is not None:
        return day(part.response.responded_on)
    other = part.through or part.above
    return other.name if other else gettext("not responded yet")


class History(MovementScreen):
    """Reviews, amendments, and the acts of the ledger on a movement."""

    title = N_("Reviews, amendments")
    template = "campaigns/history.html"
    tab = "history"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        card = self.object.card
        return self.page(
            reviews=reviews_of(card.id),
            amendments=amendments_of(card.id),
            targets={one.position: one for one in targets_of(card.id)},
            acts=latest(latest_acts(on_key=card.public_id, limit=20)),
            crumbs=movement_crumbs(self.object),
            fields=FIELD_WORDS,
            words={"review": REVIEW_WORDS},
            says={"amount": amount, "change": change_words},
        )
