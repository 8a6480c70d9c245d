"""«Đăng ký»: who has registered and filed; sending, taking back, collecting, returning."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.covenants.actions import (
    PaperDraft,
    collect_registration,
    recall_registration,
    return_registration,
    send_registration,
)
from thidua.covenants.errors import CovenantActUnfit, CovenantUnfinished, RegistrationChangedMeanwhile
from thidua.covenants.findings import findings_of, targets_rule
from thidua.covenants.permissions import (
    may_begin_covenant,
    may_collect_registration,
    may_compose_text,
    may_file_paper,
    may_recall_registration,
    may_return_registration,
    may_save_registration,
    may_write_contents,
    units_spoken_for,
)
from thidua.covenants.queries import FilingCard, Party, filings_of
from thidua.covenants.states import RegistrationState
from thidua.criteria.permissions import part_in
from thidua.foundation.wording import N_
from thidua.web.covenants.views.registration import finding_words
from thidua.web.covenants.views.shared import Errors, RegistrationScreen, StepForm, VersionScreen, told
from thidua.web.covenants.words import days_late_words, registration_state
from thidua.web.shared.jinja import number


class Registrations(VersionScreen):
    """Each party's registration and paper, and what comes next."""

    title = N_("Registrations")
    template = "covenants/registrations.html"
    tab = "registrations"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table."""
        filed = {card.unit: card for card in filings_of(self.frame.year.public_id)}
        mine = set(units_spoken_for(self.actor, self.frame, on=self.on))
        drafts = part_in(self.actor, self.frame.year, on=self.on).drafts
        files = may_file_paper(self.actor, self.frame, on=self.on).allowed
        rows = [
            self.row(party, filed.get(party.unit), files=files and (drafts or party.unit in mine))
            for party in self.frame.parties
        ]
        collected = sum(party.state is RegistrationState.COLLECTED for party in self.frame.parties)
        return self.page(
            rows=rows,
            collected=collected,
            composing=may_compose_text(self.actor, self.frame, on=self.on),
            writing=may_write_contents(self.actor, self.frame, on=self.on),
            moving=may_begin_covenant(self.actor, self.frame.year, on=self.on),
        )

    def row(self, party: Party, filing: FilingCard | None, *, files: bool) -> dict[str, Any]:
        """A party's line."""
        registered = self.content.registrations[party.id]
        return {
            "party": party,
            "state": registration_state(party.state),
            "targets": len(registered.targets),
            "weights": number(registered.weights),
            "awards": len(registered.titles) + len(registered.commendations),
            "filing": filing,
            "late": days_late_words(filing.days_late if filing is not None else None),
            "files": files,
            "href": reverse("covenants:registration", args=(party.public_id,)),
        }


class _Step(StepForm, RegistrationScreen):
    """A registration taken one step on."""

    own_heading = True

    def show(self, values: dict[str, str], errors: Errors | None = None, **more: Any) -> HttpResponse:
        """The form."""
        return self.page(
            status=422 if errors else 200,
            party=self.party,
            values=values,
            errors=errors or [],
            registered=self.content.registrations[self.party.id],
            **more,
        )

    def back(self, words: str) -> HttpResponse:
        """Say so and go back to the registration."""
        return self.done(words, self.own_address("registration"))


class SendRegistration(_Step):
    """«Gửi đăng ký»: what is still missing, or the button."""

    permission = staticmethod(may_save_registration)
    title = N_("Send the registration")
    template = "covenants/send.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will be sent, with boxes for the paper while none is on record."""
        values = {"number": "", "filed_on": self.written_day(self.on), "note": ""}
        return self.show(values, **self.readiness())

    def readiness(self) -> dict[str, Any]:
        """Errors stop it; doubts do not."""
        rule = targets_rule(self.frame.year.public_id, on=self.on)
        found = findings_of(self.content.registrations[self.party.id], rule)
        return {
            "blocking": finding_words(tuple(one for one in found if one.error)),
            "doubts": finding_words(tuple(one for one in found if not one.error)),
            "filed": self.filed(),
        }

    def filed(self) -> FilingCard | None:
        """The unit's paper on record."""
        found = filings_of(self.frame.year.public_id)
        return next((card for card in found if card.unit == self.party.unit), None)

    def paper(self, values: dict[str, str], errors: Errors) -> PaperDraft | None:
        """The paper as typed; none where nothing but the day stands in its boxes, or when one is on record."""
        if not (values["number"] or values["note"]) or self.filed() is not None:
            return None
        day = self.day("filed_on", values, errors)
        return None if day is None else PaperDraft(values["number"], day, values["note"])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it, and enter the paper where one was typed: one act."""
        said = request.POST.get("revision", "")
        values = self.sent(request, "number", "filed_on", "note")
        errors: Errors = []
        paper = self.paper(values, errors)
        if errors:
            return self.show(values, errors, **self.readiness())
        try:
            send_registration(
                registration=self.party.public_id,
                revision=int(said) if said.isdecimal() else -1,
                paper=paper,
                actor=self.actor,
                at=self.now,
            )
        except (CovenantUnfinished, CovenantActUnfit, RegistrationChangedMeanwhile) as unfit:
            return self.show(values, told(unfit), **self.readiness())
        if paper is not None:
            return self.back(_("The registration was sent to the head unit, and its paper was entered."))
        return self.back(_("The registration was sent to the head unit."))


class RecallRegistration(_Step):
    """«Thu hồi»."""

    permission = staticmethod(may_recall_registration)
    title = N_("Take back the registration")
    template = "covenants/recall.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask once more."""
        return self.show({})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it back."""
        recall_registration(registration=self.party.public_id, actor=self.actor, at=self.now)
        return self.back(_("The registration is with the unit again."))


class CollectRegistration(_Step):
    """«Tiếp nhận»."""

    permission = staticmethod(may_collect_registration)
    title = N_("Collect the registration")
    template = "covenants/collect.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask once more."""
        return self.show({})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in."""
        collect_registration(registration=self.party.public_id, actor=self.actor, at=self.now)
        words = _("The registration of %(unit)s was collected.") % {"unit": self.party.name}
        return self.done(words, self.address("registrations"))


class ReturnRegistration(_Step):
    """«Trả lại» with the reason."""

    permission = staticmethod(may_return_registration)
    title = N_("Return the registration")
    template = "covenants/return.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """A box for the reason."""
        return self.show({"reason": ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Return it."""
        values = self.sent(request, "reason")
        try:
            return_registration(
                registration=self.party.public_id, reason=values["reason"], actor=self.actor, at=self.now
            )
        except CovenantActUnfit as unfit:
            return self.show(values, told(unfit))
        return self.done(_("The registration was returned to the unit."), self.address("registrations"))
