"""Forms of units: found, rename, move, merge, split, absorb, end, classify, correct."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.organisations.drafts import Naming, NewUnit, VersionFacts
from thidua.organisations.queries import provinces_on
from thidua.organisations.states import (
    CONFIDENCE_WORDS,
    FORCE_WORDS,
    SHARE_WORDS,
    UNIT_KIND_WORDS,
    Confidence,
    Force,
    Share,
    UnitKind,
)
from thidua.web.organisations.forms.base import Form, SourceForm, UnitField, UnitsField, no_choice, worded
from thidua.web.shared.fields import DayField


class NamingForm(SourceForm):
    """The forms of a name."""

    name = forms.CharField(label=_("Full name of the unit"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"), max_length=80, required=False, help_text=_("For tables; empty: the full name.")
    )
    in_sentence = forms.CharField(
        label=_("Name within a sentence"),
        max_length=200,
        required=False,
        help_text=_("As papers of the same province say it; empty: the full name."),
    )
    symbol = forms.CharField(
        label=_("Symbol in document numbers"), max_length=20, required=False, widget=forms.TextInput()
    )

    def naming(self) -> Naming:
        """The name as the verbs take it."""
        kept = self.cleaned_data
        return Naming(kept["name"], kept["short_name"], kept["in_sentence"], kept["symbol"])


class YearStartField(forms.CharField):
    """The first day of a working year as dd/MM; the cleaned value is MM-DD."""

    def prepare_value(self, value: Any) -> Any:
        """`10-01` shown as 01/10; what was typed stays as it was."""
        month, dash, first = str(value or "").partition("-")
        return f"{first}/{month}" if dash and len(month) == len(first) == 2 else value

    def clean(self, value: Any) -> str:
        """Turned round; the verb says whether it is a day of every year."""
        first, _slash, month = str(super().clean(value)).partition("/")
        return f"{month.strip().zfill(2)}-{first.strip().zfill(2)}"


class PlacedForm(NamingForm):
    """A name with its superior and its territory."""

    parent = UnitField(
        label=_("Superior"), required=False, help_text=_("Code or name of the unit above; empty: none.")
    )
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [no_choice(), *provinces_on(self.on)]
        keep = str(self.initial.get("province", ""))
        self.offer("province", offered if keep in dict(offered) else [*offered, (keep, keep)])


class ClassForm(Form):
    """What a unit is, without days."""

    kind = forms.ChoiceField(label=_("Kind of unit"))
    force = forms.ChoiceField(
        label=_("Armed force"),
        required=False,
        help_text=_("Armed forces report rates and references only, never numbers of people or equipment."),
    )
    identifier = forms.CharField(
        label=_("Identifier of the unit"),
        max_length=40,
        required=False,
        help_text=_("The State's own number for the unit, if it has one."),
    )
    year_starts = YearStartField(
        label=_("Working year begins"),
        max_length=7,
        initial="01-01",
        help_text=_("Day and month, as in 01/10; bloc-years opened later take it as reporting year."),
    )
    year_confidence = forms.ChoiceField(
        label=_("How well the working year is known"), initial=Confidence.MEMORY.value
    )
    year_note = forms.CharField(label=_("Note on the working year"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", worded(UNIT_KIND_WORDS))
        self.offer("force", worded(FORCE_WORDS))
        self.offer("year_confidence", worded(CONFIDENCE_WORDS))

    def facts(self) -> dict[str, Any]:
        """The facts as the verb takes them."""
        kept = self.cleaned_data
        return {
            "kind": UnitKind(kept["kind"]),
            "force": Force(kept["force"]),
            "identifier": kept["identifier"],
            "year_starts": kept["year_starts"],
            "year_confidence": Confidence(kept["year_confidence"]),
            "year_note": kept["year_note"],
        }


class NewUnitForm(PlacedForm, ClassForm):
    """A unit to be put on record."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Capital letters, digits, points, hyphens; it never changes and is never used twice."),
    )
    since = DayField(
        label=_("First day"), required=False, help_text=_("dd/mm/yyyy; empty: since before the records.")
    )
    field_order = (
        "code", "name", "short_name", "in_sentence", "symbol", "kind", "force", "identifier", "parent", "province",
        "since", "year_starts", "year_confidence", "year_note",
    )  # fmt: skip

    def draft(self) -> NewUnit:
        """The unit as the verbs take it."""
        kept = self.cleaned_data
        return NewUnit(
            code=kept["code"],
            naming=self.naming(),
            parent=kept["parent"],
            province=kept["province"],
            **self.facts(),
        )


class FromDayForm(SourceForm):
    """An act that holds from a day on."""

    since = DayField(label=_("From day"), help_text=_("dd/mm/yyyy; the first day on which it is so."))


class RenameForm(NamingForm, FromDayForm):
    """Another name from a day."""

    field_order = ("name", "short_name", "in_sentence", "symbol", "since")


class MoveForm(FromDayForm):
    """Another superior or territory from a day."""

    parent = UnitField(
        label=_("Superior"), required=False, help_text=_("Code or name of the unit above; empty: none.")
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    field_order = ("parent", "province", "since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("province", [no_choice(), *provinces_on(self.on)])


class SuccessorForm(PlacedForm, FromDayForm):
    """A new unit that comes after others."""

    code = forms.CharField(label=_("Code of the new unit"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind of unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", worded(UNIT_KIND_WORDS))

    def draft(self, **kept_facts: Any) -> NewUnit:
        """The new unit; force and working year are taken over from the old one."""
        kept = self.cleaned_data
        return NewUnit(
            code=kept["code"],
            kind=UnitKind(kept["kind"]),
            naming=self.naming(),
            parent=kept["parent"],
            province=kept["province"],
            **kept_facts,
        )


class MergeForm(SuccessorForm):
    """Several units become a new one, or one goes on under a new name and key."""

    others = UnitsField(
        label=_("Merged with"),
        required=False,
        help_text=_(
            "One unit on each line, by code or name. Empty: the unit alone goes on as a new one; "
            "name others that are not on record in the note."
        ),
    )
    renamed = forms.BooleanField(
        label=_("The same body under a new name and legal standing, not a merger"), required=False
    )
    field_order = (
        "others", "renamed", "code", "name", "short_name", "in_sentence", "symbol", "kind", "parent", "province", "since",
    )  # fmt: skip


class AbsorbForm(FromDayForm):
    """Another unit takes this one in."""

    into = UnitField(label=_("Absorbed by"), help_text=_("Code or name of the unit that goes on."))
    share = forms.ChoiceField(label=_("How much of it"), initial=Share.WHOLE.value)
    field_order = ("into", "share", "since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("share", worded(SHARE_WORDS))


class SplitForm(FromDayForm):
    """One unit becomes several."""

    successors = UnitsField(
        label=_("Units that take the parts"),
        help_text=_("One on each line, by code or name. Put new units on record first, from the same day."),
    )
    remains = forms.BooleanField(label=_("The old unit goes on with the rest"), required=False)
    field_order = ("successors", "remains", "since")


class EndForm(FromDayForm):
    """A unit ends."""


class CorrectForm(PlacedForm):
    """A typing error in one version."""

    valid_from = DayField(
        label=_("First day"), required=False, help_text=_("Empty: since before the records.")
    )
    valid_to = DayField(label=_("Last day"), required=False, help_text=_("Empty: still in force."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the correction."),
    )
    field_order = (
        "name", "short_name", "in_sentence", "symbol", "parent", "province", "valid_from", "valid_to", "instrument",
        "confidence", "note", "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def facts(self, *, place: str) -> VersionFacts:
        """The version as it should read; the place is not corrected here."""
        kept = self.cleaned_data
        return VersionFacts(
            naming=self.naming(),
            parent=kept["parent"],
            province=kept["province"],
            place=place,
            valid_from=kept["valid_from"],
            valid_to=kept["valid_to"],
            source=self.source(),
        )
