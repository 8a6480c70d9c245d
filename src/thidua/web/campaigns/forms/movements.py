"""Forms of a movement: its text, its launch, its reviews."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.campaigns.drafts import MovementDraft, ReviewDraft, TargetDraft
from thidua.campaigns.queries import MovementCard, Node, TargetNow, TargetRow
from thidua.campaigns.states import UPPER, Level, MovementKind
from thidua.foundation.wording import render
from thidua.organisations.states import CONFIDENCE_WORDS, FORCE_WORDS, Confidence, Force
from thidua.web.campaigns.forms.base import Form, TextField, UnitsField, lines, rows_of
from thidua.web.campaigns.forms.base import TargetRow as TargetRowForm
from thidua.web.campaigns.words import KIND_WORDS, LEVEL_WORDS
from thidua.web.shared.fields import DayField, NumberField


class MovementForm(Form):
    """The text of a movement, what it responds to and whom it calls."""

    name = TextField(label=_("Name of the movement"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"))
    slogan = TextField(label=_("Slogan"), max_length=300, required=False)
    force = forms.ChoiceField(label=_("Force"))
    issuer = TextField(label=_("Launched by"), max_length=200, help_text=_("The body that launches it."))
    document_number = TextField(label=_("Number and symbol of the paper"), max_length=80, required=False)
    document_date = DayField(label=_("Date of the paper"), required=False)
    starts_on = DayField(label=_("From day"))
    ends_on = DayField(
        label=_("Until day"), required=False, help_text=_("Empty: the movement has no end set.")
    )
    period_note = TextField(label=_("Note on the period"), max_length=300, required=False)
    subjects = lines(label=_("Subjects"), rows=2, required=False)
    contents = lines(
        label=_("Contents"), rows=7, required=False, help_text=_("One content on each line."), max_length=8000
    )
    awards = lines(label=_("Awards"), rows=2, required=False)
    parents = forms.MultipleChoiceField(
        label=_("Responds to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Movements of higher levels; a movement may respond to several."),
    )
    members = forms.MultipleChoiceField(
        label=_("Units called"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all members of the bloc are called."),
    )
    called = UnitsField(
        label=_("Units called"),
        required=False,
        help_text=_("One on each line, by code or name. Empty: any unit may respond, none is asked by name."),
    )
    confidence = forms.ChoiceField(label=_("How well it is known"), initial=Confidence.CONFIRMED.value)
    confidence_note = TextField(label=_("Note on what is known"), max_length=400, required=False)
    launched_on = DayField(
        label=_("Day of the launch"),
        required=False,
        help_text=_("Only for “Save and launch”. Empty: today."),
    )
    reason = lines(label=_("Reason for the amendment"), max_length=2000)
    amending_document = TextField(label=_("Paper of the amendment"), max_length=200, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self,
        data: Any,
        *,
        level: Level,
        on: date,
        parents: Sequence[Node],
        members: Sequence[tuple[str, str]] = (),
        amends: bool = False,
        targets: Sequence[TargetRow] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.level = level
        self.offer("kind", [(kind.value, gettext(KIND_WORDS[kind])) for kind in MovementKind])
        self.offer("force", [(one.value, render(FORCE_WORDS[one])) for one in Force if one])
        self.offer("confidence", [(one.value, render(CONFIDENCE_WORDS[one])) for one in Confidence])
        self.offer(
            "parents", [(one.public_id, f"{one.name} ({gettext(LEVEL_WORDS[one.level])})") for one in parents]
        )
        self.offer("members", members)
        called = self.fields["called"]
        if isinstance(called, UnitsField):
            called.on = on
        for name in self._unasked(level, amends=amends, parents=bool(parents)):
            del self.fields[name]
        self.targets = rows_of(
            TargetRowForm,
            data,
            prefix="targets",
            initial=[
                {
                    "name": one.name,
                    "amount": one.amount.normalize(),
                    "unit_of_measure": one.unit_of_measure,
                    "counts": one.counts,
                }
                for one in targets
            ],
        )

    @staticmethod
    def _unasked(level: Level, *, amends: bool, parents: bool) -> set[str]:
        """Fields that mean nothing on this level or for this act."""
        gone = {"launched_on"} if amends else {"reason", "amending_document"}
        gone |= set[str]() if level is Level.FORCE else {"force"}
        gone |= {"called"} if level is Level.BLOC else {"members"}
        gone |= {"called"} if level in {Level.UNIT, Level.FORCE} else set[str]()
        gone |= set[str]() if level in UPPER else {"confidence", "confidence_note"}
        return gone | (set[str]() if parents else {"parents"})

    def is_valid(self) -> bool:
        """The form and its rows."""
        rows = self.targets.is_valid()
        return super().is_valid() and rows

    def draft(self, *, bloc_year: str = "", unit: str = "", of: MovementCard | None = None) -> MovementDraft:
        """What the verbs take; what the form does not ask stays as it was."""
        kept = self.cleaned_data
        return MovementDraft(
            level=self.level,
            kind=MovementKind(kept["kind"]),
            name=kept["name"],
            issuer=kept["issuer"],
            starts_on=kept["starts_on"],
            ends_on=kept["ends_on"],
            slogan=kept["slogan"],
            document_number=kept["document_number"],
            document_date=kept["document_date"],
            period_note=kept["period_note"],
            subjects=kept["subjects"],
            awards=kept["awards"],
            bloc_year=bloc_year,
            unit=unit,
            force=Force(kept.get("force") or ""),
            code=of.code if of else "",
            contents=tuple(line.strip() for line in kept["contents"].splitlines() if line.strip()),
            targets=self._targets(),
            parents=tuple(kept.get("parents") or ()),
            called=tuple(kept.get("members") or kept.get("called") or ()),
            confidence=Confidence(kept.get("confidence") or (of.confidence if of else Confidence.CONFIRMED)),
            confidence_note=kept.get("confidence_note") or "",
            illustrative=of.illustrative if of else False,
        )

    def _targets(self) -> tuple[TargetDraft, ...]:
        rows = (row.cleaned_data for row in self.targets.forms if row.filled)
        return tuple(
            TargetDraft(row["name"], row["unit_of_measure"], row["amount"], row["counts"]) for row in rows
        )


class LaunchForm(Form):
    """The day of the launch."""

    launched_on = DayField(label=_("Day of the launch"))


class ReviewForm(Form):
    """An interim or final review: in words, and what was reached beside each target."""

    held_on = DayField(label=_("Day of the review"))
    document = TextField(
        label=_("Paper of the review"), max_length=200, required=False, help_text=_("Number, symbol and day.")
    )
    results = lines(label=_("What was reached"), rows=5)
    limits = lines(label=_("Limits and causes"), required=False)
    next_tasks = lines(label=_("Next tasks"), required=False)
    awards = lines(label=_("Awards"), rows=2, required=False)

    def __init__(self, data: Any, *, targets: Sequence[TargetNow], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.places: dict[str, int] = {}
        for one in targets:
            if not one.counted:
                name = f"reached-{one.target.position}"
                self.places[name] = one.target.position
                self.fields[name] = NumberField(
                    label=one.target.name,
                    required=False,
                    at_least=0,
                    decimals=4,
                    initial=one.now and one.now.normalize(),
                )
        self.measures = {f"reached-{one.target.position}": one.target.unit_of_measure for one in targets}

    @property
    def reached_fields(self) -> list[tuple[Any, str]]:
        """The bound fields of the targets, each with what it is measured in."""
        return [(self[name], self.measures[name]) for name in self.places]

    def draft(self) -> ReviewDraft:
        """What the verbs take."""
        kept = self.cleaned_data
        reached: dict[int, Decimal] = {
            place: kept[name] for name, place in self.places.items() if kept.get(name) is not None
        }
        return ReviewDraft(
            kept["held_on"],
            kept["results"],
            kept["document"],
            kept["limits"],
            kept["next_tasks"],
            kept["awards"],
            reached,
        )
