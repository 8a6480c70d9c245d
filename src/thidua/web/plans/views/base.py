"""What the room's views share: the plan or year an address names, and a screen that makes one call to one verb."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problem
from thidua.organisations.queries import UnitName
from thidua.plans.permissions import Part, part_in
from thidua.plans.queries import (
    ActivityRow,
    ConsultationFrame,
    PlanFrame,
    YearFrame,
    consultation_frame,
    names_for,
    plan_frame,
    year_frame,
)
from thidua.web.plans.addresses import calendar_address, consultation_address, plan_address
from thidua.web.plans.forms import Form

WRONG_STATUS = 422

type Crumbs = list[tuple[str, str]]


class RoomScreen[T](Screen[T]):
    """A screen of this room that stands in one bloc-year."""

    menu = "organisations"

    @property
    def year(self) -> YearFrame:
        """The bloc-year."""
        raise NotImplementedError

    @cached_property
    def part(self) -> Part:
        """What the person is in this bloc-year today."""
        return part_in(self.actor, self.year, on=self.on)

    def way(self, *more: tuple[str, str]) -> Crumbs:
        """The way here."""
        return [
            (_("Plans and calendars"), reverse("plans:list")),
            (f"{self.year.short_name} {self.year.year}", calendar_address(self.year.public_id)),
            *more,
        ]


class VerbScreen[T](RoomScreen[T]):
    """A form and the verb behind it. `effects` says what the verb does besides, before it is done."""

    template = "plans/verb.html"
    lead: ClassVar[str] = ""
    button: ClassVar[str] = ""
    done: ClassVar[str] = ""
    effects: ClassVar[Sequence[str]] = ()
    danger: ClassVar[bool] = False

    def form(self, data: Any = None) -> Form:
        """The form, filled with what was sent or what is known."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Make the one call, and return the address to go on to."""
        raise NotImplementedError

    def crumbs(self) -> Crumbs:
        """The way up."""
        raise NotImplementedError

    def subject(self) -> str:
        """On what the verb acts, in words."""
        return ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        del request
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and go on, or show what is wrong."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=WRONG_STATUS)
        try:
            address = self.act(form)
        except Problem as problem:
            form.blame(problem)
            return self.show(form, status=WRONG_STATUS)
        messages.success(request, _(self.done))
        return HttpResponseRedirect(address)

    def show(self, form: Form, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page with the form."""
        crumbs = self.crumbs()
        return self.page(
            status=status, form=form, crumbs=crumbs, back=crumbs[-1][1], subject=self.subject(), **more
        )


class YearVerb(VerbScreen[YearFrame]):
    """A verb on a bloc-year."""

    @property
    def year(self) -> YearFrame:
        """The bloc-year itself."""
        return self.object

    def load(self, request: HttpRequest, **kwargs: Any) -> YearFrame | None:
        """The bloc-year the address names."""
        return year_frame(str(kwargs["bloc_year"]))

    def crumbs(self) -> Crumbs:
        """Up to the calendar of the year."""
        return self.way()

    def subject(self) -> str:
        """Bloc and year."""
        return str(self.object)


class PlanVerb(VerbScreen[PlanFrame]):
    """A verb on a plan."""

    @property
    def year(self) -> YearFrame:
        """The plan's bloc-year."""
        return self.object.year

    def load(self, request: HttpRequest, **kwargs: Any) -> PlanFrame | None:
        """The plan the address names."""
        return plan_frame(str(kwargs["plan"]))

    @property
    def home(self) -> str:
        """The plan's page."""
        return plan_address(self.object.card.public_id)

    def crumbs(self) -> Crumbs:
        """Up to the plan."""
        return self.way((_("Plan"), self.home))

    def subject(self) -> str:
        """The plan's title."""
        return self.object.card.title


class LineVerb(VerbScreen[tuple[PlanFrame, ActivityRow]]):
    """A verb on a line of a plan."""

    @property
    def frame(self) -> PlanFrame:
        """The plan."""
        return self.object[0]

    @property
    def row(self) -> ActivityRow:
        """The line."""
        return self.object[1]

    @property
    def year(self) -> YearFrame:
        """The plan's bloc-year."""
        return self.frame.year

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[PlanFrame, ActivityRow] | None:
        """The plan and the line the address names."""
        frame = plan_frame(str(kwargs["plan"]))
        row = frame.activity(str(kwargs["code"])) if frame is not None else None
        return (frame, row) if frame is not None and row is not None else None

    @property
    def home(self) -> str:
        """The line's page."""
        return reverse("plans:line", args=(self.frame.card.public_id, self.row.code))

    def crumbs(self) -> Crumbs:
        """Up to the line."""
        return self.way((_("Plan"), plan_address(self.frame.card.public_id)), (self.row.code, self.home))

    def subject(self) -> str:
        """Code and title."""
        return f"{self.row.code} · {self.row.title}"


class ConsultationScreen(RoomScreen[ConsultationFrame]):
    """A screen of one consultation."""

    @property
    def year(self) -> YearFrame:
        """The consultation's bloc-year."""
        return self.object.year

    def load(self, request: HttpRequest, **kwargs: Any) -> ConsultationFrame | None:
        """The consultation the address names."""
        return consultation_frame(str(kwargs["consultation"]))

    @property
    def home(self) -> str:
        """The consultation's page."""
        return consultation_address(self.object.public_id)

    def names(self, on: date | None = None) -> dict[int, UnitName]:
        """Names of the members."""
        return names_for(self.year, on=on or self.on)


class ConsultationVerb(ConsultationScreen, VerbScreen[ConsultationFrame]):
    """A verb on a consultation."""

    def crumbs(self) -> Crumbs:
        """Up to the consultation."""
        return self.way((_("Comments on a draft"), self.home))

    def subject(self) -> str:
        """The draft's title."""
        return self.object.title
