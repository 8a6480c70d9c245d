"""Composing the text, consenting to it, returning it, and beginning an amendment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.covenants.actions import amend_covenant, compose_text, give_consent, return_to_drafting
from thidua.covenants.errors import CovenantActUnfit, CovenantUnfinished
from thidua.covenants.permissions import (
    may_amend_covenant,
    may_compose_text,
    may_give_consent,
    may_return_text,
    units_spoken_for,
)
from thidua.covenants.readiness import text_problems
from thidua.covenants.states import ConsentAnswer, CovenantState
from thidua.foundation.wording import N_
from thidua.web.covenants.views.shared import Errors, StepForm, VersionScreen, told, words_of
from thidua.web.covenants.words import ANSWERS


class _Step(StepForm, VersionScreen):
    """A version taken one step on."""

    own_heading = True

    def show(self, values: dict[str, str], errors: Errors | None = None, **more: Any) -> HttpResponse:
        """The form."""
        return self.page(status=422 if errors else 200, values=values, errors=errors or [], **more)


class Compose(_Step):
    """«Tạo văn bản giao ước»."""

    permission = staticmethod(may_compose_text)
    title = N_("Compose the text")
    template = "covenants/compose.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is missing, or the button."""
        return self.show({}, blocking=self.blocking())

    def blocking(self) -> list[str]:
        """Everything that stands in the way."""
        return [words_of(one) for one in text_problems(self.frame, self.content, at=self.now)]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compose it."""
        try:
            compose_text(version=self.key, actor=self.actor, at=self.now)
        except CovenantUnfinished as unfit:
            return self.show({}, told(unfit), blocking=[])
        return self.done(
            _("The text was composed; the parties are asked for their consent."), self.address("text")
        )


class GiveConsent(_Step):
    """«Cho ý kiến»: a party answers."""

    permission = staticmethod(may_give_consent)
    title = N_("Answer for the unit")
    template = "covenants/consent.html"
    show_refused = True

    def choices(self) -> dict[str, Any]:
        """The units this person speaks for, and the answers."""
        names = {party.unit: party.name for party in self.frame.parties}
        units = [(key, names[key]) for key in units_spoken_for(self.actor, self.frame, on=self.on)]
        return {"units": units, "answers": [(str(one), _(said)) for one, said in ANSWERS.items()]}

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        choices = self.choices()
        first = choices["units"][0][0] if choices["units"] else ""
        return self.show({"unit": first, "answer": "", "comment": ""}, **choices)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        values = self.sent(request, "unit", "answer", "comment", "content_hash")
        if values["answer"] not in set(ConsentAnswer):
            return self.show(values, [("id_answer_0", _("Choose an answer."))], **self.choices())
        try:
            state = give_consent(
                version=self.key,
                unit=values["unit"],
                answer=ConsentAnswer(values["answer"]),
                comment=values["comment"],
                content_hash=values["content_hash"],
                actor=self.actor,
                at=self.now,
            )
        except CovenantActUnfit as unfit:
            return self.show(values, told(unfit), **self.choices())
        words = (
            _("All parties have agreed; the covenant is open for signature.")
            if state is CovenantState.AGREED
            else _("The answer of the unit was recorded.")
        )
        return self.done(words, self.address("signatures"))


class ReturnText(_Step):
    """«Trả lại dự thảo»."""

    permission = staticmethod(may_return_text)
    title = N_("Return to the drafting table")
    template = "covenants/return_text.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """A box for the reason."""
        return self.show({"reason": ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Return it."""
        values = self.sent(request, "reason")
        try:
            return_to_drafting(version=self.key, reason=values["reason"], actor=self.actor, at=self.now)
        except CovenantActUnfit as unfit:
            return self.show(values, told(unfit))
        return self.done(_("The covenant is a draft again."), self.address("registrations"))


class Amend(_Step):
    """«Sửa đổi, bổ sung giao ước»."""

    permission = staticmethod(may_amend_covenant)
    title = N_("Begin an amendment")
    template = "covenants/amend.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """A box for the reason."""
        return self.show({"reason": ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it."""
        values = self.sent(request, "reason")
        try:
            version = amend_covenant(version=self.key, reason=values["reason"], actor=self.actor, at=self.now)
        except CovenantActUnfit as unfit:
            return self.show(values, told(unfit))
        where = reverse("covenants:registrations", args=(version,))
        return self.done(_("The amendment was begun; the version in force stays in force."), where)
