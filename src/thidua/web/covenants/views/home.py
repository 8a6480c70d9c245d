"""The room's front page, and beginning a year's covenant."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core.calendar import DayKind
from thidua.covenants.actions import begin_covenant
from thidua.covenants.content import BlocContent
from thidua.covenants.errors import CovenantActUnfit, RegistrationUnreadable
from thidua.covenants.permissions import (
    covenants_visible_to,
    may_begin_covenant,
    may_open_covenants,
    years_readable_by,
)
from thidua.covenants.queries import VersionCard, versions_by_year
from thidua.criteria.queries import NamedYear, year_frame
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.web.covenants.views.shared import Errors, StepForm, room_crumb, told
from thidua.web.covenants.words import state_of
from thidua.web.shared.at_hand import assists_head_of, bloc_years_of


class Home(Screen[NoObject]):
    """Covenants of every bloc-year the person may read."""

    permission = staticmethod(may_open_covenants)
    title = N_("Emulation covenants")
    template = "covenants/home.html"
    menu = "covenants"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Years, the newest first, each with its versions."""
        found = versions_by_year(covenants_visible_to(self.actor, on=self.on))
        lines = bloc_years_of(request)
        readable = years_readable_by(self.actor, lines, on=self.on)
        years = [
            {
                "key": line.public_id,
                "name": line.name,
                "year": line.year,
                "versions": [version_row(card) for card in found.get(line.public_id, ())],
                "begins": assists_head_of(line, self.actor, on=self.on) and not line.history_only,
            }
            for line in lines
            if line.public_id in readable
        ]
        return self.page(years=years)


def version_row(card: VersionCard) -> dict[str, Any]:
    """A version in a table of versions."""
    return {"card": card, "state": state_of(card.state)}


class BeginCovenant(StepForm, Screen[NamedYear]):
    """«Mở đăng ký, soạn giao ước» for a bloc-year."""

    permission = staticmethod(may_begin_covenant)
    title = N_("Begin the covenant")
    template = "covenants/begin.html"
    menu = "covenants"

    def load(self, request: HttpRequest, **kwargs: Any) -> NamedYear | None:
        """The bloc-year the address names."""
        return year_frame(kwargs["bloc_year"])

    def get(self, request: HttpRequest) -> HttpResponse:
        """Title, due day, how days late are counted."""
        year = self.object.year
        values = {
            "title": _("Emulation covenant of %(year)s") % {"year": year},
            "due": self.written_day(date(year, 2, 28)),
            "kind": DayKind.CALENDAR.value,
        }
        return self.show(values)

    def show(self, values: dict[str, str], errors: Errors | None = None) -> HttpResponse:
        """The form."""
        kinds = [
            (DayKind.CALENDAR.value, _("calendar days")),
            (DayKind.WORKING.value, _("working days")),
        ]
        return self.page(
            status=422 if errors else 200,
            year=self.object,
            values=values,
            errors=errors or [],
            kinds=kinds,
            crumb_items=[room_crumb()],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it."""
        values = self.sent(request, "title", "due", "kind")
        errors: Errors = []
        due = self.day("due", values, errors)
        if due is None or values["kind"] not in set(DayKind):
            return self.show(values, errors or [("id_kind_0", _("Choose how days are counted."))])
        try:
            version = begin_covenant(
                bloc_year=self.object.public_id,
                content=BlocContent(values["title"]),
                registration_due=due,
                due_kind=DayKind(values["kind"]),
                actor=self.actor,
                at=self.now,
            )
        except (CovenantActUnfit, RegistrationUnreadable) as unfit:
            return self.show(values, told(unfit))
        messages.success(request, _("The covenant was begun; the units are asked to register."))
        return HttpResponseRedirect(reverse("covenants:contents", args=(version,)))
