"""What the room's forms share: fields for units, and errors of the domain shown at their field."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.text import fold, nfc
from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, ThiduaError
from thidua.foundation.wording import render
from thidua.organisations.drafts import NewMember, Source
from thidua.organisations.queries import people_found, unit_name, units_found
from thidua.organisations.states import CONFIDENCE_WORDS, Confidence
from thidua.web.shared.fields import DayField

MANY_SHOWN = 4


def worded[K: StrEnum](words: Mapping[K, Sentence]) -> list[tuple[str, str]]:
    """A closed list as choices in the reader's language."""
    return [(key.value, render(said)) for key, said in words.items()]


class Form(forms.Form):
    """A form that knows the day, and can take an error of the domain to the field it names."""

    use_required_attribute = True

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.on = on
        for field in self.fields.values():
            if isinstance(field, KnownField):
                field.on = on

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def blame(self, error: ThiduaError) -> None:
        """Show the error beside its field, with what to do."""
        said = render(error.sentence)
        if isinstance(error, Problem) and error.remedy is not None:
            said = f"{said} {render(error.remedy)}"
        where = getattr(error, "where", "")
        self.add_error(where if where in self.fields else None, said)


class KnownField(forms.CharField):
    """A record named by its code or its name; `on` is the day whose names count first."""

    on: date


class UnitField(KnownField):
    """A unit by code, or by a name that only one unit has; the cleaned value is the code."""

    default_error_messages = {
        "none": _("No unit is called “%(typed)s”. Write its code, or a part of its name that only it has."),
        "many": _("%(count)s units fit “%(typed)s”: %(names)s. Write the code of the one that is meant."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "list": "known-units", "spellcheck": "false"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 200, **kwargs})

    def clean(self, value: Any) -> str:
        """The code of the unit that is meant; empty stays empty."""
        typed = super().clean(value)
        return self.known(typed) if typed else ""

    def known(self, typed: str) -> str:
        """The code behind what was typed: `CODE`, `CODE – name`, or a name."""
        said = nfc(typed).strip()
        for code in (said, said.partition(" – ")[0].strip(), said.upper()):
            if (unit := unit_name(code, on=self.on)) is not None:
                return unit.code
        found, total = units_found(said, on=self.on, limit=MANY_SHOWN)
        exact = [unit for unit in found if fold(said) in {fold(unit.name), fold(unit.short_name)}]
        if len(exact) == 1:
            return exact[0].code
        if total == 1:
            return found[0].code
        names = "; ".join(f"{unit.code} – {unit.name}" for unit in found)
        code = "many" if found else "none"
        raise ValidationError(
            self.error_messages[code], code=code, params={"typed": said, "names": names, "count": total}
        )


class UnitsField(UnitField):
    """Units, one on each line; the cleaned value is a tuple of codes."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
        super().__init__(**{"widget": widget, "max_length": 8000, **kwargs})

    def clean(self, value: Any) -> Any:
        """Codes in the order written."""
        typed = forms.CharField.clean(self, value)
        return tuple(self.known(line) for line in typed.splitlines() if line.strip())


class MembersField(UnitsField):
    """Members of a bloc-year, one on each line: `unit` or `unit; first day; last day` of its reporting year."""

    default_error_messages = {
        "shape": _(
            "“%(typed)s”: write the unit alone, or the unit; first day; last day of its reporting year."
        ),
    }

    def clean(self, value: Any) -> Any:
        """Drafts of members in the order written."""
        typed = forms.CharField.clean(self, value)
        return tuple(self._member(line) for line in typed.splitlines() if line.strip())

    def _member(self, line: str) -> NewMember:
        parts = [part.strip() for part in line.split(";")]
        if len(parts) == 1:
            return NewMember(self.known(parts[0]))
        if len(parts) != 3 or not all(parts):
            raise ValidationError(self.error_messages["shape"], code="shape", params={"typed": line.strip()})
        first, last = (DayField().clean(part) for part in parts[1:])
        return NewMember(self.known(parts[0]), first, last)


class PersonField(KnownField):
    """A person by code, or by a name that only one has; the cleaned value is the code."""

    default_error_messages = {
        "none": _("Nobody on record is called “%(typed)s”. Add the person first, or write the code."),
        "many": _(
            "Several people are called “%(typed)s”: %(names)s. Write the code of the one that is meant."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "list": "known-people", "spellcheck": "false"})
        super().__init__(**{"widget": widget, "max_length": 160, **kwargs})

    def clean(self, value: Any) -> str:
        """The code of the person that is meant; empty stays empty."""
        typed = super().clean(value)
        if not typed:
            return ""
        said = nfc(typed).strip()
        found = people_found(said.partition(" – ")[0].strip() if " – " in said else said, limit=20)
        exact = [p for p in found if fold(said) == fold(p.name) or said.partition(" – ")[0].upper() == p.code]
        kept = exact or found
        if len(kept) == 1:
            return kept[0].code
        names = "; ".join(f"{person.code} – {person.name}" for person in kept[:MANY_SHOWN])
        code = "many" if kept else "none"
        raise ValidationError(self.error_messages[code], code=code, params={"typed": said, "names": names})


class SourceForm(Form):
    """A form that ends with the paper the act stands on."""

    instrument = forms.CharField(
        label=_("Paper it stands on"),
        max_length=300,
        required=False,
        help_text=_("Kind, number and day of the paper."),
    )
    confidence = forms.ChoiceField(label=_("How well it is known"), initial=Confidence.CONFIRMED.value)
    note = forms.CharField(label=_("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("confidence", worded(CONFIDENCE_WORDS))
        self.order_fields(
            [*(name for name in self.fields if name not in SourceForm.base_fields), *SourceForm.base_fields]
        )

    def source(self) -> Source:
        """The paper as the verbs take it."""
        kept = self.cleaned_data
        return Source(kept["instrument"], Confidence(kept["confidence"]), kept["note"])


def no_choice() -> tuple[str, str]:
    """The empty line of a list that may stay open."""
    return "", gettext("none")
