"""People and their offices: the list, one person, and the verbs on them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.core.verdict import Verdict
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.organisations import actions
from thidua.organisations.permissions import (
    may_authorise_deputy,
    may_keep_units,
    may_read_person,
    may_read_units,
)
from thidua.organisations.queries import (
    AuthorisationRow,
    OfficeRow,
    PersonCard,
    UnitCard,
    authorisation_row,
    authorisations_of_person,
    office_row,
    offices_of_person,
    people_page,
    person_card,
    unit_card,
)
from thidua.organisations.states import OFFICE_WORDS
from thidua.web.organisations.forms import people as forms
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.views.base import (
    Crumbs,
    VerbScreen,
    asked_page,
    asked_words,
    register_tabs,
)
from thidua.web.organisations.words import span
from thidua.web.shared.parts import Pager

PAGE = 50


class People(Screen[NoObject]):
    """People in Vietnamese order, with the offices they hold today."""

    permission = staticmethod(may_read_units)
    title = N_("People in office")
    template = "organisations/people.html"
    menu = "lists"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list."""
        words, number = asked_words(request), asked_page(request)
        rows, total = people_page(words, on=self.on, offset=(number - 1) * PAGE, limit=PAGE)
        return self.page(
            rows=rows,
            total=total,
            start=(number - 1) * PAGE,
            words=words,
            tabs=register_tabs("people"),
            keeping=may_keep_units(self.actor, on=self.on),
            pager=Pager.of(number, max(1, -(-total // PAGE)), request.GET),
        )


class PersonScreen(Screen[PersonCard]):
    """A screen on one person."""

    permission = staticmethod(may_read_person)
    menu = "lists"

    def load(self, request: HttpRequest, **kwargs: Any) -> PersonCard | None:
        """The person the address names."""
        return person_card(str(kwargs["public_id"]))


class PersonPage(PersonScreen):
    """One person: offices in time, authorisations."""

    title = N_("Person")
    template = "organisations/person.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        number = self.object.person.id
        offices = offices_of_person(number, on=self.on)
        return self.page(
            person=self.object.person,
            gender={"female": gettext("female"), "male": gettext("male")}.get(self.object.gender, ""),
            offices=offices,
            authorisations=authorisations_of_person(number),
            keeping=may_keep_units(self.actor, on=self.on),
            signs_in=bool(self.object.account),
            span=span,
            words=OFFICE_WORDS,
            today=self.on,
        )


class PersonVerb(VerbScreen[PersonCard]):
    """A verb on one person, for those who keep the register."""

    permission = staticmethod(may_keep_units)
    menu = "lists"

    def load(self, request: HttpRequest, **kwargs: Any) -> PersonCard | None:
        """The person the address names."""
        if not may_read_units(self.actor, on=self.on).allowed:
            return None
        return person_card(str(kwargs["public_id"]))

    def card(self) -> str:
        """The address of the person's page."""
        return reverse("organisations:person", args=[self.object.person.public_id])

    def crumbs(self) -> Crumbs:
        """People, then the person."""
        return [
            (gettext("People in office"), reverse("organisations:people")),
            (self.object.person.name, self.card()),
        ]

    def subject(self) -> str:
        """The person's name."""
        return self.object.person.name


class RegisterPerson(VerbScreen[NoObject]):
    """Put a person on record."""

    permission = staticmethod(may_keep_units)
    menu = "lists"
    title = N_("Add a person")
    lead = N_("A person holds offices and receives awards, with or without an account.")
    button = N_("Save")
    done = N_("The person is on record.")

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.NewPersonForm(data, on=self.on)

    def act(self, form: forms.NewPersonForm) -> str:
        """Register, and open the page."""
        person = actions.register_person(new=form.draft(), actor=self.actor, at=self.now)
        return reverse("organisations:person", args=[person.public_id])

    def crumbs(self) -> Crumbs:
        """People."""
        return [(gettext("People in office"), reverse("organisations:people"))]


class CorrectPerson(PersonVerb):
    """Correct what is kept about a person."""

    title = N_("Correct the person's record")
    lead = N_("What is kept about a person is corrected with a reason; the ledger keeps what it said before.")
    button = N_("Save")
    done = N_("The record is corrected.")

    def form(self, data: Any = None) -> Form:
        """Filled with what is known."""
        person = self.object.person
        known = {
            "name": person.name,
            "title_before": person.title_before,
            "gender": self.object.gender,
            "rank": person.rank,
        }
        return forms.CorrectPersonForm(data, on=self.on, initial=known)

    def act(self, form: forms.CorrectPersonForm) -> str:
        """Correct."""
        actions.correct_person(
            person=self.object.person.public_id, **form.cleaned_data, actor=self.actor, at=self.now
        )
        return self.card()


class TieAccount(PersonVerb):
    """Say whose account it is."""

    title = N_("Tie an account to the person")
    lead = N_("Whoever signs in with the account then acts as this person, and signs in the person's office.")
    button = N_("Tie the account")
    done = N_("The account is tied to the person.")
    effects = (N_("One person has one account and one account one person; this is not undone."),)

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.AccountForm(data, on=self.on)

    def act(self, form: forms.AccountForm) -> str:
        """Tie them."""
        actions.tie_account(
            person=self.object.person.public_id,
            account=form.cleaned_data["account"],
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class Appoint(PersonVerb):
    """Record an office the person takes."""

    title = N_("Add an office")
    lead = N_("The person takes an office in a unit from a day on.")
    button = N_("Save")
    done = N_("The office is on record.")
    offers_units = True
    effects = (N_("A unit has one head at a time: end the office of the one before first."),)

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.OfficeForm(data, on=self.on)

    def act(self, form: forms.OfficeForm) -> str:
        """Appoint."""
        actions.appoint_to_office(
            person=self.object.person.public_id, new=form.draft(), actor=self.actor, at=self.now
        )
        return self.card()


class EndOffice(VerbScreen[OfficeRow]):
    """Record that an office ends."""

    permission = staticmethod(may_keep_units)
    menu = "lists"
    title = N_("End the office")
    lead = N_("The office ends with the last day given; it stays in the person's and the unit's history.")
    button = N_("Save")
    done = N_("The office has its last day.")

    def load(self, request: HttpRequest, **kwargs: Any) -> OfficeRow | None:
        """The office the address names."""
        if not may_read_units(self.actor, on=self.on).allowed:
            return None
        return office_row(str(kwargs["public_id"]), on=self.on)

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.LeaveForm(data, on=self.on)

    def act(self, form: forms.LeaveForm) -> str:
        """End it."""
        actions.end_office(office=self.object.public_id, **form.cleaned_data, actor=self.actor, at=self.now)
        return self.crumbs()[-1][1]

    def crumbs(self) -> Crumbs:
        """People, then the person."""
        person = self.object.person
        return [
            (gettext("People in office"), reverse("organisations:people")),
            (person.name, reverse("organisations:person", args=[person.public_id])),
        ]

    def subject(self) -> str:
        """Who, as what, where."""
        return f"{self.object.person.name}, {self.object.title}, {self.object.unit.name}"


class Authorise(VerbScreen[UnitCard]):
    """Record a written authorisation of a unit."""

    permission = staticmethod(may_authorise_deputy)
    menu = "lists"
    title = N_("Record an authorisation")
    lead = N_(
        "The head of the unit lets another holder of an office attend or sign, for a matter and until a day."
    )
    button = N_("Save")
    done = N_("The authorisation is on record.")

    def load(self, request: HttpRequest, **kwargs: Any) -> UnitCard | None:
        """The unit the address names."""
        return unit_card(str(kwargs["public_id"]), on=self.on)

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.AuthoriseForm(data, on=self.on)

    def act(self, form: forms.AuthoriseForm) -> str:
        """Record it."""
        actions.authorise_deputy(
            unit=self.object.public_id, **form.cleaned_data, actor=self.actor, at=self.now
        )
        return self.crumbs()[-1][1]

    def crumbs(self) -> Crumbs:
        """Units, then the unit."""
        return [
            (gettext("Units"), reverse("organisations:units")),
            (self.object.unit.name, reverse("organisations:unit", args=[self.object.public_id])),
        ]

    def subject(self) -> str:
        """The unit's name."""
        return self.object.unit.name


class Revoke(VerbScreen[AuthorisationRow]):
    """Withdraw an authorisation."""

    menu = "lists"
    title = N_("Revoke the authorisation")
    lead = N_("From the day given the paper gives no right any more; it stays on record with the reason.")
    button = N_("Revoke")
    done = N_("The authorisation is revoked.")

    @staticmethod
    def permission(actor: Any, paper: AuthorisationRow, *, on: Any) -> Verdict:
        """As for recording one of the same unit."""
        return may_authorise_deputy(actor, unit_card(paper.unit.public_id, on=on), on=on)

    def load(self, request: HttpRequest, **kwargs: Any) -> AuthorisationRow | None:
        """The paper the address names."""
        return authorisation_row(str(kwargs["public_id"]))

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.RevokeForm(data, on=self.on)

    def act(self, form: forms.RevokeForm) -> str:
        """Revoke."""
        kept = form.cleaned_data
        actions.revoke_authorisation(
            authorisation=self.object.public_id,
            on=kept["since"],
            reason=kept["reason"],
            actor=self.actor,
            at=self.now,
        )
        return self.crumbs()[-1][1]

    def crumbs(self) -> Crumbs:
        """Units, then the unit."""
        unit = self.object.unit
        return [
            (gettext("Units"), reverse("organisations:units")),
            (unit.name, reverse("organisations:unit", args=[unit.public_id])),
        ]

    def subject(self) -> str:
        """The paper's number and whose it is."""
        return f"{self.object.number}: {self.object.grantor.name} → {self.object.deputy.name}"
