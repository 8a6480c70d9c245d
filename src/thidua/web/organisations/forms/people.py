"""Forms of people: register, correct, appoint, leave, authorise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.accounts.queries import find_username
from thidua.organisations.drafts import NewOffice, NewPerson
from thidua.organisations.states import OFFICE_WORDS, OfficeKind
from thidua.web.organisations.forms.base import Form, PersonField, UnitField, worded
from thidua.web.shared.fields import DayField

GENDERS = (("", _("not stated")), ("female", _("female")), ("male", _("male")))


class PersonFacts(Form):
    """What is kept about a person."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    title_before = forms.CharField(
        label=_("Form of address"),
        max_length=40,
        required=False,
        help_text=_("Printed before the name."),
    )
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=GENDERS)
    rank = forms.CharField(label=_("Rank or academic title"), max_length=80, required=False)


class NewPersonForm(PersonFacts):
    """A person to be put on record."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("Such as the number of the civil servant's record; empty: one is made."),
    )
    field_order = ("name", "code", "title_before", "gender", "rank")

    def draft(self) -> NewPerson:
        """The person as the verb takes it."""
        return NewPerson(**self.cleaned_data)


class CorrectPersonForm(PersonFacts):
    """A correction, with its reason."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


class AccountForm(Form):
    """Whose account a person signs in with; the cleaned value is the account's public key."""

    account = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        help_text=_("As the person signs in; one account for one person."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_account(self) -> str:
        """The account of that name."""
        found = find_username(self.cleaned_data["account"])
        if found is None:
            raise forms.ValidationError(_("No account has this sign-in name."))
        return str(found.public_id)


class OfficeForm(Form):
    """An office to be taken."""

    unit = UnitField(label=_("Unit"), help_text=_("Code or name."))
    title = forms.CharField(label=_("Office"), max_length=200, help_text=_("As it is printed on papers."))
    kind = forms.ChoiceField(label=_("What the office is for this system"))
    since = DayField(label=_("First day"), required=False, help_text=_("dd/mm/yyyy; empty: not known."))
    until = DayField(label=_("Last day"), required=False, help_text=_("dd/mm/yyyy; empty: still held."))
    instrument = forms.CharField(label=_("Paper it stands on"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", worded(OFFICE_WORDS))

    def draft(self) -> NewOffice:
        """The office as the verb takes it."""
        kept = self.cleaned_data
        return NewOffice(**{**kept, "kind": OfficeKind(kept["kind"])})


class LeaveForm(Form):
    """An office to be left."""

    last = DayField(label=_("Last day"), help_text=_("dd/mm/yyyy; the last day on which the office is held."))
    reason = forms.CharField(label=_("Reason"), max_length=400, required=False)


class AuthoriseForm(Form):
    """A written authorisation."""

    number = forms.CharField(label=_("Number of the paper"), max_length=60)
    grantor = PersonField(
        label=_("Given by"), help_text=_("Who headed the unit on the day of issue; code or name.")
    )
    deputy = PersonField(
        label=_("Given to"), help_text=_("Another holder of an office in the unit; code or name.")
    )
    scope = forms.CharField(label=_("For what"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    issued_on = DayField(label=_("Day of issue"))
    valid_to = DayField(label=_("Last day"))


class RevokeForm(Form):
    """An authorisation withdrawn."""

    since = DayField(label=_("From day"))
    reason = forms.CharField(label=_("Reason"), max_length=400)
