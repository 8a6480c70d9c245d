"""The registration paper «bản đăng ký thi đua»: its number and day, and the day until which papers are due."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.core.calendar import DayKind
from thidua.covenants.actions import file_paper, move_due_day
from thidua.covenants.errors import CovenantActUnfit
from thidua.covenants.permissions import may_begin_covenant, may_file_paper
from thidua.covenants.queries import CovenantFrame, FilingCard, covenant_frame, filings_of
from thidua.foundation.wording import N_
from thidua.organisations.queries import member_units
from thidua.web.covenants.views.shared import Errors, StepForm, VersionScreen, told


class FilePaper(StepForm, VersionScreen):
    """«Ghi nhận bản đăng ký» of a unit."""

    permission = staticmethod(may_file_paper)
    own_heading = True
    title = N_("Enter the registration paper")
    template = "covenants/paper.html"
    tab = "registrations"
    unit_name = ""

    def load(self, request: HttpRequest, **kwargs: Any) -> CovenantFrame | None:
        """The version, when the unit is a member of its year."""
        frame = covenant_frame(kwargs["version"])
        if frame is None:
            return None
        names = {member.public_id: member.name for member in member_units(frame.year.id)}
        self.unit_name = names.get(kwargs["unit"], "")
        return frame if self.unit_name else None

    def filed(self) -> FilingCard | None:
        """What is on record."""
        found = filings_of(self.frame.year.public_id)
        return next((card for card in found if card.unit == self.kwargs["unit"]), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The boxes, filled with what is on record."""
        card = self.filed()
        values = {
            "number": card.number if card is not None else "",
            "filed_on": self.written_day(card.filed_on if card is not None else self.on),
            "note": card.note if card is not None else "",
            "reason": "",
        }
        return self.show(values, card=card)

    def show(
        self, values: dict[str, str], errors: Errors | None = None, *, card: FilingCard | None
    ) -> HttpResponse:
        """The form."""
        return self.page(
            status=422 if errors else 200,
            values=values,
            errors=errors or [],
            filed=card,
            unit_name=self.unit_name,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Enter or correct it."""
        values = self.sent(request, "number", "filed_on", "note", "reason")
        errors: Errors = []
        day = self.day("filed_on", values, errors)
        if day is None:
            return self.show(values, errors, card=self.filed())
        try:
            file_paper(
                version=self.key,
                unit=self.kwargs["unit"],
                number=values["number"],
                filed_on=day,
                note=values["note"],
                reason=values["reason"],
                actor=self.actor,
                at=self.now,
            )
        except CovenantActUnfit as unfit:
            return self.show(values, told(unfit), card=self.filed())
        return self.done(_("The registration paper was entered."), self.address("registrations"))


def may_move_due_day(actor: Any, frame: CovenantFrame, *, on: Any) -> Any:
    """As beginning the covenant, asked of one of its versions."""
    return may_begin_covenant(actor, frame.year, on=on)


class DueDay(StepForm, VersionScreen):
    """«Đổi hạn nộp»."""

    permission = staticmethod(may_move_due_day)
    own_heading = True
    title = N_("Move the due day")
    template = "covenants/due.html"
    tab = "registrations"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The day as it is."""
        card = self.card
        return self.show(
            {"due": self.written_day(card.registration_due), "kind": card.due_kind.value, "reason": ""}
        )

    def show(self, values: dict[str, str], errors: Errors | None = None) -> HttpResponse:
        """The form."""
        kinds = [
            (DayKind.CALENDAR.value, _("calendar days")),
            (DayKind.WORKING.value, _("working days")),
        ]
        return self.page(status=422 if errors else 200, values=values, errors=errors or [], kinds=kinds)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move it."""
        values = self.sent(request, "due", "kind", "reason")
        errors: Errors = []
        due = self.day("due", values, errors)
        if due is None or values["kind"] not in set(DayKind):
            return self.show(values, errors or [("id_kind_0", _("Choose how days are counted."))])
        try:
            move_due_day(
                version=self.key,
                due=due,
                due_kind=DayKind(values["kind"]),
                reason=values["reason"],
                actor=self.actor,
                at=self.now,
            )
        except CovenantActUnfit as unfit:
            return self.show(values, told(unfit))
        return self.done(_("The due day was moved; the units are told."), self.address("registrations"))
