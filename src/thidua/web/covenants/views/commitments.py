"""«Cam kết»: the living covenant, every commitment a row with what is reached of it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.covenants.permissions import units_spoken_for
from thidua.covenants.progress import progress_of
from thidua.covenants.queries import Party
from thidua.covenants.states import CovenantState
from thidua.foundation.wording import N_
from thidua.web.covenants.present import commitments
from thidua.web.covenants.views.shared import VersionScreen
from thidua.web.covenants.words import award_words, registration_state
from thidua.web.shared.addresses import fixed_address
from thidua.web.shared.exporting import attached, workbook
from thidua.web.shared.jinja import number


class Commitments(VersionScreen):
    """A unit's commitments; the bloc's contents above them."""

    title = N_("Commitments")
    template = "covenants/commitments.html"
    tab = "commitments"

    def chosen(self, request: HttpRequest) -> Party | None:
        """The unit asked for, else the person's own, else the first."""
        asked = self.frame.party(request.GET.get("unit", ""))
        if asked is not None:
            return asked
        own = next(iter(units_spoken_for(self.actor, self.frame, on=self.on)), "")
        return self.frame.party(own) or next(iter(self.frame.parties), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table."""
        party = self.chosen(request)
        registered = self.content.registrations[party.id] if party is not None else None
        rows = commitments(registered, progress_of(self.frame.year.public_id)) if registered else ()
        return self.page(
            party=party,
            party_state=registration_state(party.state) if party is not None else None,
            registered=registered,
            rows=rows,
            units=[(one.code, one.name) for one in self.frame.parties],
            weights=number(registered.weights) if registered is not None else "",
            titles=[(award_words(row.code), row) for row in registered.titles] if registered else [],
            commendations=[(award_words(row.code), row) for row in registered.commendations]
            if registered
            else [],
            bloc=self.content.bloc,
            settled=self.card.state in {CovenantState.SIGNED, CovenantState.SUPERSEDED},
            report=fixed_address("reports:list"),
        )


class CommitmentsWorkbook(VersionScreen):
    """All commitments of all units as one list in Excel."""

    title = N_("Commitments")

    def heads(self) -> list[str]:
        """The headings of the list."""
        return [
            _("No."),
            _("Unit"),
            _("Code"),
            _("Commitment"),
            _("Unit and direction"),
            _("Weight in points"),
            str(self.card.year - 1),
            _("Target %(year)s") % {"year": self.card.year},
            _("Half year"),
            _("Whole year"),
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        progress = progress_of(self.frame.year.public_id)
        lines = [
            (party.name, row)
            for party in self.frame.parties
            for row in commitments(self.content.registrations[party.id], progress)
        ]
        figures = ("code", "name", "note", "weight", "baseline", "target", "half_year", "year")
        rows = [
            (number, unit, *(getattr(row, name) for name in figures))
            for number, (unit, row) in enumerate(lines, start=1)
        ]
        content = workbook(
            _("Commitments"),
            self.heads(),
            rows,
            widths=(6, 32, 12, 48, 24, 10, 12, 12, 12, 12),
            notes=[self.card.title],
        )
        return attached(content, name=f"giao-uoc-{self.card.year}-ban-{self.card.version}", form="xlsx")
