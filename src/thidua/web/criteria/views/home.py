"""The room's front page, a year's tables, and beginning a version."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.criteria.actions import draft_scheme
from thidua.criteria.errors import SchemeActUnfit
from thidua.criteria.permissions import (
    may_draft_scheme,
    may_open_criteria,
    may_read_year,
    schemes_visible_to,
    years_readable_by,
)
from thidua.criteria.queries import (
    SchemeCard,
    YearFrame,
    readable_bases,
    schemes_by_year,
    schemes_of_year,
    year_frame,
)
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.web.criteria.views.shared import scores_crumb, told
from thidua.web.criteria.views.versions import version_row
from thidua.web.shared.at_hand import bloc_years_of


class Home(Screen[NoObject]):
    """Tables of criteria of every bloc-year the person may read."""

    permission = staticmethod(may_open_criteria)
    title = N_("Tables of criteria")
    template = "criteria/home.html"
    menu = "scores"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Years, the newest first, each with its versions."""
        found = schemes_by_year(schemes_visible_to(self.actor, on=self.on))
        lines = bloc_years_of(request)
        readable = years_readable_by(self.actor, lines, on=self.on)
        years = [
            {
                "key": line.public_id,
                "name": line.short_name,
                "year": line.year,
                "versions": [version_row(card) for card in found.get(line.public_id, ())],
                "opens": line.public_id in readable,
            }
            for line in lines
            if line.public_id in readable or line.public_id in found
        ]
        return self.page(years=years, crumb_items=scores_crumb())


class YearScreen(Screen[YearFrame]):
    """A screen of one bloc-year's tables."""

    permission = staticmethod(may_read_year)
    menu = "scores"

    def load(self, request: HttpRequest, **kwargs: Any) -> YearFrame | None:
        """The bloc-year the address names."""
        return year_frame(kwargs["bloc_year"])

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with the way here."""
        crumbs = [*scores_crumb(), (_("Tables of criteria"), reverse("criteria:home"))]
        return super().page(
            template, status=status, **{"year": self.object, "crumb_items": crumbs, **context}
        )


class YearPage(YearScreen):
    """The versions of one year."""

    title = N_("Tables of criteria of the year")
    template = "criteria/year.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The versions, and the way to begin one."""
        cards = schemes_of_year(self.object.id)
        drafting = may_draft_scheme(self.actor, self.object, on=self.on)
        return self.page(
            versions=[version_row(card) for card in cards],
            drafting=drafting,
            preparing=any(card.frozen_on is None for card in cards),
        )


class DraftScheme(YearScreen):
    """Begin a version: from another one, or empty; a file is read into it afterwards."""

    permission = staticmethod(may_draft_scheme)
    title = N_("Begin a table of criteria")
    template = "criteria/draft.html"

    def bases(self) -> Sequence[SchemeCard]:
        """Versions to begin from, of this year and of others of the bloc."""
        return readable_bases(schemes_visible_to(self.actor, on=self.on), bloc=self.object.bloc)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; the newest frozen version is proposed."""
        bases = self.bases()
        chosen = next((card for card in bases if card.frozen_on is not None), None)
        values = {
            "name": _("Points table of %(bloc)s, %(year)s")
            % {"bloc": self.object.name, "year": self.object.year},
            "based_on": chosen.public_id if chosen is not None else "",
            "change_reason": "",
        }
        return self.show(values, bases)

    def show(
        self,
        values: dict[str, str],
        bases: Sequence[SchemeCard],
        errors: list[tuple[str, str]] | None = None,
    ) -> HttpResponse:
        """The form."""
        choices = [
            (
                card.public_id,
                _("%(name)s, version %(version)s") % {"name": card.name, "version": card.version},
                str(card.year),
            )
            for card in bases
        ]
        return self.page(
            status=422 if errors else 200,
            values=values,
            choices=[("", _("An empty table"), _("or read it from a file in the next step")), *choices],
            needs_reason=bool(schemes_of_year(self.object.id)),
            errors=errors or [],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it."""
        values = {name: request.POST.get(name, "").strip() for name in ("name", "based_on", "change_reason")}
        bases = self.bases()
        if not values["name"]:
            return self.show(values, bases, [("id_name", _("The table needs a name."))])
        try:
            key = draft_scheme(
                bloc_year=self.object.public_id,
                name=values["name"],
                based_on=values["based_on"] or None,
                change_reason=values["change_reason"],
                actor=self.actor,
                at=self.now,
            )
        except SchemeActUnfit as unfit:
            return self.show(values, bases, told(unfit))
        messages.success(request, _("The draft was begun."))
        return HttpResponseRedirect(reverse("criteria:scheme", args=(key,)))
