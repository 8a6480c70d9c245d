"""«Đồng thuận, chữ ký»: who agreed, who signed and as what; signing and witnessing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.covenants.actions import Given, sign_covenant, witness_covenant
from thidua.covenants.errors import CovenantActUnfit, SignatoryUnfit
from thidua.covenants.permissions import (
    may_amend_covenant,
    may_give_consent,
    may_return_text,
    may_sign_covenant,
    may_witness_covenant,
)
from thidua.covenants.queries import consents_of, signatures_of
from thidua.covenants.signatories import Candidate, candidates, council_candidates, own_standing
from thidua.covenants.states import ConsentAnswer, Manner, SignatureRole
from thidua.criteria.permissions import part_in
from thidua.foundation.wording import N_
from thidua.web.covenants.present import signature_rows
from thidua.web.covenants.views.shared import Errors, StepForm, VersionScreen, told
from thidua.web.covenants.words import ANSWERS, MANNERS


class Signatures(VersionScreen):
    """Answers of the parties, blocks of signature, and the next step."""

    title = N_("Consent, signatures")
    template = "covenants/signatures.html"
    tab = "signatures"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        given = consents_of(self.card.id)
        cards = signatures_of(self.card.id, voided=True)
        standing = [card for card in cards if card.voided_at is None]
        blocks, witness = signature_rows(self.frame.parties, standing)
        answers = []
        for party in self.frame.parties:
            one = given.get(party.unit)
            answers.append(
                {
                    "unit": party.name,
                    "given": one,
                    "words": _(ANSWERS[one.answer]) if one is not None else "",
                    "kind": "ok" if one is not None and one.answer is ConsentAnswer.AGREED else "back",
                    "older": one is not None and one.content_hash != self.card.content_hash,
                }
            )
        return self.page(
            answers=answers,
            blocks=blocks,
            witness=witness,
            signed=sum(1 for one in standing if one.role is SignatureRole.PARTY),
            voided=[card for card in cards if card.voided_at is not None],
            consenting=may_give_consent(self.actor, self.frame, on=self.on),
            signing=may_sign_covenant(self.actor, self.frame, on=self.on),
            witnessing=may_witness_covenant(self.actor, self.frame, on=self.on),
            returning=may_return_text(self.actor, self.frame, on=self.on),
            amending=may_amend_covenant(self.actor, self.frame, on=self.on),
        )


class _SigningForm(StepForm, VersionScreen):
    """A form by which a signature is given or entered."""

    own_heading = True
    tab = "signatures"

    def given(self, values: dict[str, str], errors: Errors) -> Given | None:
        """What was typed, as the verb asks."""
        manner = Manner(values["manner"]) if values["manner"] in set(Manner) else Manner.ON_SCREEN
        if manner is Manner.ON_SCREEN:
            return Given(manner, self.on)
        day = self.day("signed_on", values, errors)
        if day is None:
            return None
        return Given(manner, day, values["signer"], values["paper_number"])

    def manners(self) -> list[tuple[str, str]]:
        """Both ways for those who enter papers, the screen alone for everyone else."""
        drafts = part_in(self.actor, self.frame.year, on=self.on).drafts
        return [(str(one), _(MANNERS[one])) for one in Manner if drafts or one is Manner.ON_SCREEN]

    def boxes(self, request: HttpRequest) -> dict[str, str]:
        """What was sent."""
        return self.sent(request, "unit", "manner", "signer", "paper_number", "signed_on", "content_hash")


class Sign(_SigningForm):
    """«Ký giao ước»."""

    permission = staticmethod(may_sign_covenant)
    title = N_("Sign the covenant")
    template = "covenants/sign.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is signed, as what, and by whom."""
        values = {
            "unit": "",
            "manner": Manner.ON_SCREEN.value,
            "signer": "",
            "paper_number": self.card.number,
            "signed_on": self.written_day(self.on),
        }
        return self.show(values)

    def show(self, values: dict[str, str], errors: Errors | None = None) -> HttpResponse:
        """The form."""
        signed = {one.unit for one in signatures_of(self.card.id)}
        waiting = [party for party in self.frame.parties if party.unit not in signed]
        mine = own_standing(self.actor, waiting, on=self.on)
        chosen = values["unit"] or next((unit for unit, one in mine.items() if one.signatory), "")
        return self.page(
            status=422 if errors else 200,
            values={**values, "unit": chosen},
            errors=errors or [],
            units=[(party.unit, party.name) for party in waiting],
            standings=[(party.name, mine[party.unit]) for party in waiting if party.unit in mine],
            manners=self.manners(),
            people=people(candidates(waiting, on=self.on)),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it."""
        values = self.boxes(request)
        errors: Errors = []
        given = self.given(values, errors)
        if given is None:
            return self.show(values, errors)
        try:
            sign_covenant(
                version=self.key,
                unit=values["unit"],
                given=given,
                content_hash=values["content_hash"],
                actor=self.actor,
                at=self.now,
            )
        except (CovenantActUnfit, SignatoryUnfit) as unfit:
            return self.show(values, told(unfit))
        return self.done(_("The signature was recorded."), self.address("signatures"))


def people(found: tuple[Candidate, ...]) -> list[tuple[str, str]]:
    """People who could have signed on paper, with office and unit."""
    return [(one.person.public_id, f"{one.person.name} – {one.title}, {one.unit}") for one in found]


class Witness(_SigningForm):
    """«Chứng kiến»."""

    permission = staticmethod(may_witness_covenant)
    title = N_("Witness the covenant")
    template = "covenants/witness.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who witnesses."""
        values = {
            "manner": self.manners()[0][0],
            "signer": "",
            "paper_number": self.card.number,
            "signed_on": self.written_day(self.on),
        }
        return self.show(values)

    def show(self, values: dict[str, str], errors: Errors | None = None) -> HttpResponse:
        """The form."""
        return self.page(
            status=422 if errors else 200,
            values=values,
            errors=errors or [],
            manners=self.manners(),
            people=people(council_candidates(on=self.on)),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it."""
        values = self.boxes(request)
        errors: Errors = []
        given = self.given(values, errors)
        if given is None:
            return self.show(values, errors)
        try:
            witness_covenant(
                version=self.key,
                given=given,
                content_hash=values["content_hash"],
                actor=self.actor,
                at=self.now,
            )
        except (CovenantActUnfit, SignatoryUnfit) as unfit:
            return self.show(values, told(unfit))
        return self.done(_("The witness was recorded."), self.address("signatures"))
