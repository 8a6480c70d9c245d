"""Forms of the room: what people type, trimmed and of the right kind; the verbs judge the rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.accounts.errors import AccountUnfit, PasswordUnfit
from thidua.accounts.roles import ROLE_WORDS, Role
from thidua.accounts.states import AccountType
from thidua.foundation.refusals import Problem, ThiduaError
from thidua.foundation.wording import render
from thidua.web.accounts.words import TYPE_WORDS

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]


class Form(forms.Form):
    """A form that can take an error of the domain to the field it names."""

    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def blame(self, error: ThiduaError) -> None:
        """Show the error beside its field; a password's broken rules each on a line."""
        if isinstance(error, PasswordUnfit):
            for problem in error.problems:
                self.add_error("password" if "password" in self.fields else None, render(problem.sentence))
            return
        said = render(error.sentence)
        if isinstance(error, Problem) and error.remedy is not None:
            said = f"{said} {render(error.remedy)}"
        where = getattr(error, "where", "")
        self.add_error(where if where in self.fields else None, said)


def password_field(label: Any, *, new: bool = False, help_text: Any = "") -> forms.CharField:
    """A password, never trimmed: blanks at its ends are part of it."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
    return forms.CharField(label=label, strip=False, max_length=256, widget=widget, help_text=help_text)


class SignInForm(Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(_("Password"))


class CodeForm(Form):
    """A code of the second factor, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}
        ),
    )


class ConfirmForm(Form):
    """The password once more."""

    password = password_field(_("Password"))


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = password_field(_("New password"), new=True)
    again = password_field(_("New password once more"), new=True)

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        cleaned = super().clean() or {}
        if {"password", "again"} <= cleaned.keys() and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """One's own password, with the present one."""

    current = password_field(_("Present password"))
    field_order = ("current", "password", "again")


class FirstRunForm(NewPasswordForm):
    """The first administrator."""

    token = forms.CharField(
        label=_("Code from the server's console"),
        max_length=60,
        help_text=_(
            "It was printed when the system started and lies in the file first-run-token of its data folder."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    full_name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Small letters without diacritics, digits, dots, hyphens; for example quan.tri."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("token", "full_name", "username", "password", "again")


class AccountForm(Form):
    """What an account says of itself."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    account_type = forms.ChoiceField(label=_("Kind of account"), initial=AccountType.OPERATIONAL)
    email = forms.EmailField(label=_("Official mail address"), required=False, max_length=254)
    responsible = forms.CharField(
        label=_("Who answers for the account"),
        max_length=200,
        required=False,
        help_text=_("Needed when the account is not one person's own: shared, technical, service."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["account_type"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [(kind.value, _(words)) for kind, words in TYPE_WORDS.items()]


class NewAccountForm(AccountForm):
    """A new account."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_(
            "Small letters without diacritics, digits, dots, hyphens; for example khang.tm. It does not change later."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("full_name", "username", "account_type", "email", "responsible")


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


class GrantForm(Form):
    """A role over a scope, from one day to another."""

    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    bloc = forms.ChoiceField(label=_("Bloc"), required=False)
    valid_from = forms.DateField(
        label=_("From day"),
        required=False,
        input_formats=DAY_FORMATS,
        help_text=_("dd/mm/yyyy; empty: today"),
    )
    valid_to = forms.DateField(
        label=_("To day"),
        required=False,
        input_formats=DAY_FORMATS,
        help_text=_("dd/mm/yyyy, the last day; empty: until withdrawn"),
    )

    def __init__(
        self,
        *args: Any,
        roles: tuple[Role, ...] = (),
        units: list[tuple[str, str]] | None = None,
        blocs: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("role", [(role.value, _(ROLE_WORDS[role])) for role in roles]),
            ("unit", [("", _("none")), *(units or [])]),
            ("bloc", [("", _("none")), *(blocs or [])]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A unit or a bloc, not both."""
        cleaned = super().clean() or {}
        if cleaned.get("unit") and cleaned.get("bloc"):
            self.add_error("bloc", _("Choose a unit or a bloc, not both."))
        return cleaned

    def blame(self, error: ThiduaError) -> None:
        """A scope that does not fit is shown at the unit."""
        if isinstance(error, AccountUnfit) and error.where == "scope":
            error.where = "unit"
        super().blame(error)
