"""What the room's forms share: text in one normal form, units by name, rows of a table, errors beside their field."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.text import fold, nfc
from thidua.foundation.refusals import Problem, ThiduaError
from thidua.foundation.wording import render
from thidua.organisations.queries import unit_name, units_found
from thidua.web.shared.fields import NumberField

MANY_SHOWN = 4
BLANK_ROWS = 3


class TextField(forms.CharField):
    """Words of a person, in one normal form."""

    def to_python(self, value: Any) -> Any:
        """NFC."""
        return nfc(super().to_python(value) or "")


def lines(*, rows: int = 3, **kwargs: Any) -> TextField:
    """A text of several lines."""
    return TextField(**{"widget": forms.Textarea(attrs={"rows": rows}), "max_length": 4000, **kwargs})


class Form(forms.Form):
    """A form that can take an error of the domain to the field it names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField | forms.MultipleChoiceField):
            field.choices = choices

    def blame(self, error: ThiduaError) -> None:
        """Show the error beside its field, with what to do."""
        said = render(error.sentence)
        if isinstance(error, Problem) and error.remedy is not None:
            said = f"{said} {render(error.remedy)}"
        where = getattr(error, "where", "")
        self.add_error(where if where in self.fields else None, said)


class UnitsField(forms.CharField):
    """Units, one on each line, by code or by a name that only one has; the cleaned value is a tuple of public keys."""

    default_error_messages = {
        "none": _("No unit is called “%(typed)s”. Write its code, or a part of its name that only it has."),
        "many": _("%(count)s units fit “%(typed)s”: %(names)s. Write the code of the one that is meant."),
    }
    on: date

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
        super().__init__(**{"widget": widget, "max_length": 8000, **kwargs})

    def clean(self, value: Any) -> Any:
        """Public keys in the order written."""
        typed = super().clean(value)
        return tuple(self._known(nfc(line).strip()) for line in typed.splitlines() if line.strip())

    def _known(self, said: str) -> str:
        for code in (said, said.partition(" – ")[0].strip(), said.upper()):
            if (unit := unit_name(code, on=self.on)) is not None:
                return unit.public_id
        found, total = units_found(said, on=self.on, limit=MANY_SHOWN)
        exact = [unit for unit in found if fold(said) in {fold(unit.name), fold(unit.short_name)}]
        if len(exact) == 1 or total == 1:
            return (exact or list(found))[0].public_id
        names = "; ".join(f"{unit.code} – {unit.name}" for unit in found)
        code = "many" if found else "none"
        raise ValidationError(
            self.error_messages[code], code=code, params={"typed": said, "names": names, "count": total}
        )


class RowForm(forms.Form):
    """One row of a table of inputs: all of `needed` or nothing; an empty row is left out."""

    needed: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        """A row that says something says all that is needed."""
        given: dict[str, Any] = super().clean() or {}
        if any(value not in {"", None} for value in given.values()):
            for name in self.needed:
                if given.get(name) in {"", None} and name not in self.errors:
                    self.add_error(name, gettext("Fill in the whole row, or leave it empty."))
        return given

    @property
    def filled(self) -> bool:
        """Whether the row says anything."""
        return any(value not in {"", None} for value in self.cleaned_data.values())


class TargetRow(RowForm):
    """A target."""

    needed = ("name", "amount", "unit_of_measure")
    name = TextField(label=_("Target set"), max_length=300, required=False)
    amount = NumberField(label=_("Target amount"), required=False, at_least=0, decimals=4)
    unit_of_measure = TextField(label=_("Measured in"), max_length=60, required=False)
    counts = TextField(
        label=_("Figure added up for it"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-measures", "autocomplete": "off"}),
    )


class FigureRow(RowForm):
    """A figure of an activity."""

    needed = ("measure", "amount", "unit_of_measure")
    measure = TextField(
        label=_("Figure told"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-measures", "autocomplete": "off"}),
    )
    amount = NumberField(label=_("How many"), required=False, at_least=0, decimals=4)
    unit_of_measure = TextField(
        label=_("Measured in"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-units", "autocomplete": "off"}),
    )


def rows_of(
    row: type[RowForm], data: Any, *, prefix: str, initial: Sequence[dict[str, Any]] = ()
) -> "forms.BaseFormSet[Any]":
    """A table of inputs: what is there, and a few empty rows."""
    made = forms.formset_factory(row, extra=BLANK_ROWS, max_num=43, absolute_max=60)
    return made(data, prefix=prefix, initial=list(initial), form_kwargs={"label_suffix": ""})


class ReasonForm(Form):
    """One reason in words."""

    reason = lines(label=_("Reason"), max_length=2000)
