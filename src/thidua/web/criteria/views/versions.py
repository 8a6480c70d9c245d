"""«Các bản»: versions with their state and answers; sending round, answering, agreeing, returning, freezing."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.criteria import words
from thidua.criteria.actions import (
    agree_scheme,
    circulate_draft,
    freeze_scheme,
    give_consent,
    return_to_draft,
)
from thidua.criteria.errors import SchemeActUnfit, SchemeUnfinished
from thidua.criteria.permissions import (
    may_agree_scheme,
    may_draft_scheme,
    may_freeze_scheme,
    may_give_consent,
    may_return_to_draft,
    units_spoken_for,
)
from thidua.criteria.queries import (
    ConsentCard,
    SchemeCard,
    SchemeFrame,
    scheme_frame_among_versions,
    schemes_of_year,
)
from thidua.criteria.states import ConsentAnswer, SchemeState
from thidua.foundation.wording import N_
from thidua.web.criteria.present import finding_items
from thidua.web.criteria.views.shared import RevisingScreen, SchemeScreen, told
from thidua.web.criteria.words import state_of
from thidua.web.shared.fields import DayField
from thidua.web.shared.jinja import day


def version_row(card: SchemeCard) -> dict[str, Any]:
    """A version in the table of versions."""
    return {"card": card, "state": state_of(card.state), "applies": applies_words(card)}


def applies_words(card: SchemeCard) -> str:
    """From when to when a version applies."""
    if card.superseded_on is not None:
        return _("%(start)s to %(end)s") % {"start": day(card.frozen_on), "end": day(card.superseded_on)}
    if card.frozen_on is not None:
        return _("From %(start)s") % {"start": day(card.frozen_on)}
    return _("Not yet")


class VersionsPage(SchemeScreen):
    """The versions of the year, and what the member units said to this one."""

    title = N_("Versions")
    template = "criteria/versions.html"
    tab = "versions"
    cards: tuple[SchemeCard, ...] = ()

    def load(self, request: HttpRequest, **kwargs: Any) -> SchemeFrame | None:
        """The version the address names, and its sisters."""
        found = scheme_frame_among_versions(kwargs["scheme"])
        if found is None:
            return None
        frame, self.cards = found
        return frame

    def get(self, request: HttpRequest) -> HttpResponse:
        """Versions and answers."""
        answers = self.frame.consents
        rows = [
            {
                "unit": member.name,
                "answer": answer_row(answers.get(member.public_id), self.frame.card.revision),
            }
            for member in self.members
        ]
        agreed = sum(one.answer is ConsentAnswer.AGREED for one in answers.values())
        return self.page(
            versions=[version_row(card) for card in self.cards],
            answers=rows,
            agreed=agreed,
            members=len(rows),
            agreeing=may_agree_scheme(self.actor, self.frame, on=self.on),
            returning=may_return_to_draft(self.actor, self.frame, on=self.on),
            freezing=may_freeze_scheme(self.actor, self.frame, on=self.on),
            answering=may_give_consent(self.actor, self.frame, on=self.on),
            drafting=may_draft_scheme(self.actor, self.frame.year, on=self.on),
            preparing=self.frame.card.state in {SchemeState.DRAFTED, SchemeState.AGREED},
        )


def answer_row(card: ConsentCard | None, revision: int) -> dict[str, Any] | None:
    """A unit's answer, and whether the draft changed since."""
    if card is None:
        return None
    return {
        "words": _(words.ANSWERS[card.answer]),
        "kind": "ok" if card.answer is ConsentAnswer.AGREED else "back",
        "comment": card.comment,
        "by": card.given_by,
        "at": card.given_at,
        "older": card.revision < revision,
    }


class StepPage(SchemeScreen):
    """A form that takes the version one step on: boxes, what cannot be taken, everything typed kept."""

    own_heading = True
    tab = "versions"

    def day(self, name: str, values: dict[str, str], errors: list[tuple[str, str]]) -> date | None:
        """A day typed into a box."""
        try:
            found = DayField(required=False).clean(values[name])
        except ValidationError as problem:
            errors.append((f"id_{name}", " ".join(problem.messages)))
            return None
        return found if isinstance(found, date) else None

    def show(
        self, values: dict[str, str], errors: list[tuple[str, str]] | None = None, **more: Any
    ) -> HttpResponse:
        """The form."""
        return self.page(status=422 if errors else 200, values=values, errors=errors or [], **more)

    def sent(self, request: HttpRequest, *names: str) -> dict[str, str]:
        """What was typed."""
        return {name: str(request.POST.get(name, "")).strip() for name in names}

    def today(self) -> str:
        """Today as one would type it."""
        return f"{self.on:%d/%m/%Y}"


class Circulate(RevisingScreen, StepPage):
    """«Gửi lấy ý kiến»."""

    title = N_("Send the draft for comment")
    template = "criteria/circulate.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What stands in the way, and until when comments are taken."""
        return self.show({"comments_until": ""}, **self.readiness())

    def readiness(self) -> dict[str, Any]:
        """Errors stop it; doubts do not."""
        errors = [finding for finding in self.open if finding.error]
        return {"blocking": finding_items(errors, fixes={}, kept={}, with_codes=True)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it."""
        values = self.sent(request, "comments_until")
        errors: list[tuple[str, str]] = []
        until = self.day("comments_until", values, errors)
        if errors:
            return self.show(values, errors, **self.readiness())
        try:
            circulate_draft(scheme=self.key, comments_until=until, actor=self.actor, at=self.now)
        except (SchemeActUnfit, SchemeUnfinished) as unfit:
            return self.show(values, told(unfit), **self.readiness())
        return self.done(_("The draft was sent to the member units for comment."), self.address("versions"))


class GiveConsent(StepPage):
    """«Cho ý kiến»: a member unit answers."""

    permission = staticmethod(may_give_consent)
    title = N_("Answer for the unit")
    template = "criteria/consent.html"
    show_refused = True

    def units(self) -> list[tuple[str, str]]:
        """The units this person speaks for."""
        members = {member.public_id: member.name for member in self.members}
        return [(key, members[key]) for key in units_spoken_for(self.actor, self.frame.year, on=self.on)]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The unit's present answer."""
        units = self.units()
        given = self.frame.consents.get(units[0][0]) if units else None
        values = {
            "unit": units[0][0] if units else "",
            "answer": given.answer.value if given is not None else "",
            "comment": given.comment if given is not None else "",
        }
        return self.show(values, units=units, answers=self.answers())

    def answers(self) -> list[tuple[str, str]]:
        """The two answers."""
        return [(str(answer), _(said)) for answer, said in words.ANSWERS.items()]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        values = self.sent(request, "unit", "answer", "comment")
        again = {"units": self.units(), "answers": self.answers()}
        if values["answer"] not in set(ConsentAnswer):
            return self.show(values, [("id_answer_0", _("Choose an answer."))], **again)
        try:
            give_consent(
                scheme=self.key,
                unit=values["unit"],
                answer=ConsentAnswer(values["answer"]),
                comment=values["comment"],
                actor=self.actor,
                at=self.now,
            )
        except SchemeActUnfit as unfit:
            return self.show(values, told(unfit), **again)
        return self.done(_("The answer of the unit was recorded."), self.address("versions"))


class Agree(StepPage):
    """«Ghi nhận thống nhất»."""

    permission = staticmethod(may_agree_scheme)
    title = N_("Record the bloc's agreement")
    template = "criteria/agree.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is still open, who agreed, and the boxes."""
        return self.show({"agreed_on": self.today(), "meeting": ""}, **self.readiness())

    def readiness(self) -> dict[str, Any]:
        """Errors, doubts without a word, and the units' answers."""
        answers = self.frame.consents
        members = self.members
        return {
            "blocking": finding_items(self.open, fixes={}, kept={}, with_codes=True),
            "agreed": sum(one.answer is ConsentAnswer.AGREED for one in answers.values()),
            "members": len(members),
            "silent": [member.name for member in members if member.public_id not in answers],
            "objecting": [
                (member.name, answers[member.public_id].comment)
                for member in members
                if member.public_id in answers and answers[member.public_id].answer is ConsentAnswer.OBJECTED
            ],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it."""
        values = self.sent(request, "agreed_on", "meeting")
        errors: list[tuple[str, str]] = []
        day = self.day("agreed_on", values, errors)
        if day is None:
            return self.show(
                values, errors or [("id_agreed_on", _("A day is needed here."))], **self.readiness()
            )
        try:
            agree_scheme(
                scheme=self.key, agreed_on=day, meeting=values["meeting"], actor=self.actor, at=self.now
            )
        except (SchemeActUnfit, SchemeUnfinished) as unfit:
            return self.show(values, told(unfit), **self.readiness())
        return self.done(_("The bloc's agreement was recorded."), self.address("versions"))


class ReturnToDraft(StepPage):
    """«Trả lại dự thảo»."""

    permission = staticmethod(may_return_to_draft)
    title = N_("Return to the drafting table")
    template = "criteria/return.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """A box for the reason."""
        return self.show({"reason": ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Return it."""
        values = self.sent(request, "reason")
        try:
            return_to_draft(scheme=self.key, reason=values["reason"], actor=self.actor, at=self.now)
        except SchemeActUnfit as unfit:
            return self.show(values, told(unfit))
        return self.done(_("The version is a draft again."), self.address("scheme"))


class Freeze(StepPage):
    """«Chốt»."""

    permission = staticmethod(may_freeze_scheme)
    title = N_("Freeze the table of criteria")
    template = "criteria/freeze.html"

    def in_force(self) -> SchemeCard | None:
        """The version this one would supersede."""
        cards = schemes_of_year(self.frame.year.id)
        return next((card for card in cards if card.state is SchemeState.FROZEN), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The day, and what freezing means."""
        return self.show({"frozen_on": self.today()}, supersedes=self.in_force())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Freeze it."""
        values = self.sent(request, "frozen_on")
        errors: list[tuple[str, str]] = []
        day = self.day("frozen_on", values, errors)
        if day is None:
            needed = [("id_frozen_on", _("A day is needed here."))]
            return self.show(values, errors or needed, supersedes=self.in_force())
        try:
            freeze_scheme(scheme=self.key, frozen_on=day, actor=self.actor, at=self.now)
        except SchemeActUnfit as unfit:
            return self.show(values, told(unfit), supersedes=self.in_force())
        return self.done(_("The table of criteria is frozen."), self.address("scheme"))
