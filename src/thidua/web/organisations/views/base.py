"""What the room's views share: a screen that shows a form and makes one call to one verb."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problem
from thidua.organisations.permissions import may_keep_units, may_read_units
from thidua.organisations.queries import UnitCard, unit_card, units_found
from thidua.web.organisations.forms.base import Form
from thidua.web.shared.fields import DayField
from thidua.web.shared.parts import Tab

WRONG_STATUS = 422
MOST_OFFERED = 300

type Crumbs = list[tuple[str, str]]


class VerbScreen[T](Screen[T]):
    """A form and the verb behind it. `effects` says what the verb does besides, before it is done."""

    template = "organisations/verb.html"
    menu = "organisations"
    lead: ClassVar[str] = ""
    button: ClassVar[str] = ""
    done: ClassVar[str] = ""
    effects: ClassVar[Sequence[str]] = ()
    offers_units: ClassVar[bool] = False

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

    def beside(self) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}

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
        messages.success(request, gettext(self.done))
        return HttpResponseRedirect(address)

    def show(self, form: Form, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        crumbs = self.crumbs()
        units, total = units_found("", on=self.on, limit=MOST_OFFERED) if self.offers_units else ((), 0)
        return self.page(
            status=status,
            form=form,
            crumbs=crumbs,
            back=crumbs[-1][1],
            subject=self.subject(),
            known_units=units if total <= MOST_OFFERED else (),
            **self.beside(),
        )


class UnitVerb(VerbScreen[UnitCard]):
    """A verb on one unit, for those who keep the register."""

    permission = staticmethod(may_keep_units)
    menu = "lists"
    offers_units = True

    def load(self, request: HttpRequest, **kwargs: Any) -> UnitCard | None:
        """The unit the address names."""
        if not may_read_units(self.actor, on=self.on).allowed:
            return None
        return unit_card(str(kwargs["public_id"]), on=self.on)

    def crumbs(self) -> Crumbs:
        """Units, then the unit."""
        return [
            (gettext("Units"), reverse("organisations:units")),
            (self.object.unit.name, self.card()),
        ]

    def subject(self) -> str:
        """The unit's name."""
        return self.object.unit.name

    def card(self) -> str:
        """The address of the unit's page."""
        return reverse("organisations:unit", args=[self.object.public_id])


def asked_day(request: HttpRequest, today: date) -> tuple[date, str, str]:
    """The day a page is asked for (`on=dd/MM/yyyy`): the day, what to show in the box, and what is wrong with it."""
    typed = request.GET.get("on", "").strip()
    if not typed:
        return today, f"{today:%d/%m/%Y}", ""
    try:
        found = DayField().clean(typed)
    except ValidationError as problem:
        return today, typed, " ".join(problem.messages)
    return found, f"{found:%d/%m/%Y}", ""


def asked_page(request: HttpRequest) -> int:
    """The page number asked for, 1 when it is none."""
    typed = request.GET.get("page", "1")
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1


def asked_words(request: HttpRequest, name: str = "words") -> str:
    """Words to look for, at most a line."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]


def register_tabs(current: str) -> list[Tab]:
    """The sister pages of the register."""
    return [
        Tab(gettext("Units"), reverse("organisations:units"), current == "units"),
        Tab(gettext("People"), reverse("organisations:people"), current == "people"),
        Tab(gettext("Old and new places"), reverse("organisations:places"), current == "places"),
    ]
