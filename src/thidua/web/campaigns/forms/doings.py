"""Forms of a unit: its response, its activity; and of the head unit: who came."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.campaigns.drafts import (
    ActivityDraft,
    FigureDraft,
    GatheringDraft,
    PresenceDraft,
    ResponseDraft,
)
from thidua.campaigns.rollup import Figure
from thidua.campaigns.states import GatheringKind, Presence
from thidua.organisations.queries import MemberUnit
from thidua.web.campaigns.forms.base import FigureRow, Form, TextField, lines, rows_of
from thidua.web.campaigns.words import GATHERING_WORDS, PRESENCE_WORDS
from thidua.web.shared.fields import DayField

NOT_A_MEMBER = "none"


class ResponseForm(Form):
    """What a unit undertakes for a movement."""

    responded_on = DayField(label=_("Day of the response"))
    document_number = TextField(
        label=_("Number and symbol of the unit's paper"),
        max_length=80,
        required=False,
        help_text=_("Empty: the unit follows the paper of the movement itself."),
    )
    slogan = TextField(label=_("The unit's own slogan"), max_length=300, required=False)
    undertakes = lines(label=_("What the unit undertakes"), rows=4)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def draft(self) -> ResponseDraft:
        """What the verb takes."""
        kept = self.cleaned_data
        return ResponseDraft(
            kept["responded_on"], kept["undertakes"], kept["document_number"], kept["slogan"]
        )


class ActivityForm(Form):
    """What a unit did, for which movements, with which figures."""

    happened_on = DayField(label=_("Day"))
    title = TextField(label=_("What the unit did"), max_length=300)
    place = TextField(label=_("Where it took place"), max_length=200, required=False)
    movements = forms.MultipleChoiceField(
        label=_("Counted for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Enter it once. It is carried up to the movements above by itself and counts once in each of them."
        ),
    )
    evidence = lines(
        label=_("Evidence"),
        required=False,
        help_text=_("Which papers or pictures prove it, and where they are kept. Nothing classified."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self,
        data: Any,
        *,
        movements: Sequence[tuple[str, str]],
        figures: Sequence[Figure] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer("movements", movements)
        self.figures = rows_of(
            FigureRow,
            data,
            prefix="figures",
            initial=[
                {
                    "measure": one.measure,
                    "amount": one.amount.normalize(),
                    "unit_of_measure": one.unit_of_measure,
                }
                for one in figures
            ],
        )

    def is_valid(self) -> bool:
        """The form and its rows."""
        rows = self.figures.is_valid()
        return super().is_valid() and rows

    def draft(self) -> ActivityDraft:
        """What the verbs take."""
        kept = self.cleaned_data
        rows = (row.cleaned_data for row in self.figures.forms if row.filled)
        return ActivityDraft(
            happened_on=kept["happened_on"],
            title=kept["title"],
            movements=tuple(kept["movements"]),
            place=kept["place"],
            evidence=kept["evidence"],
            figures=tuple(FigureDraft(row["measure"], row["unit_of_measure"], row["amount"]) for row in rows),
        )


class GatheringForm(Form):
    """What the bloc did together, who was host, and who came."""

    code = TextField(
        label=_("Code"), max_length=20, help_text=_("A1, A2 for what counts; B1, B2 for meetings.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    happened_on = DayField(label=_("Day"))
    title = TextField(label=_("What the bloc did"), max_length=300)
    place = TextField(label=_("Where it took place"), max_length=200, required=False)
    host = forms.ChoiceField(label=_("Host unit"), required=False)
    presences = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, members: Sequence[MemberUnit], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.members = {unit.public_id: unit for unit in members}
        self.offer("kind", [(kind.value, gettext(GATHERING_WORDS[kind])) for kind in GatheringKind])
        self.offer("host", [("", gettext("none")), *((key, unit.name) for key, unit in self.members.items())])
        choices = [(one.value, gettext(words)) for one, words in PRESENCE_WORDS.items()]
        choices.append((NOT_A_MEMBER, gettext("Not a member that day")))
        for key, unit in self.members.items():
            self.fields[f"presence-{key}"] = forms.ChoiceField(
                label=unit.name, choices=choices, initial=Presence.PRESENT.value
            )
            self.fields[f"reason-{key}"] = TextField(
                label=gettext("Reason: %(unit)s") % {"unit": unit.short_name}, max_length=1000, required=False
            )

    @property
    def roll(self) -> list[tuple[MemberUnit, Any, Any]]:
        """Each member with its two bound fields."""
        return [(unit, self[f"presence-{key}"], self[f"reason-{key}"]) for key, unit in self.members.items()]

    def draft(self) -> GatheringDraft:
        """What the verbs take."""
        kept = self.cleaned_data
        told = {key: kept[f"presence-{key}"] for key in self.members}
        return GatheringDraft(
            code=kept["code"],
            kind=GatheringKind(kept["kind"]),
            happened_on=kept["happened_on"],
            title=kept["title"],
            place=kept["place"],
            host=kept["host"],
            presences=tuple(
                PresenceDraft(key, Presence(said), kept[f"reason-{key}"])
                for key, said in told.items()
                if said != NOT_A_MEMBER
            ),
        )
