"""Forms of the minutes of a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.foundation.refusals import Problem
from thidua.foundation.wording import render
from thidua.scorecards.actions import SideInput
from thidua.scorecards.queries import SheetFrame, TeamMember
from thidua.web.scorecards.forms import TextField
from thidua.web.shared.fields import DayField


def add_problem(form: forms.Form, problem: Problem) -> None:
    """Show a refusal at its field, with what to do."""
    remedy = f" {render(problem.remedy)}" if problem.remedy else ""
    form.add_error(problem.where if problem.where in form.fields else None, render(problem.sentence) + remedy)


class MinutesForm(forms.Form):
    """Where and when the visit was, and for each unit whether it was checked and who of it took part."""

    number = TextField(label=gettext_lazy("Number of the minutes"), required=False, max_length=80)
    place = TextField(label=gettext_lazy("Place of the visit"), max_length=300)
    held_from = DayField(label=gettext_lazy("First day of the visit"))
    held_to = DayField(label=gettext_lazy("Last day of the visit"))
    remarks = TextField(
        label=gettext_lazy("Course of the visit, general remarks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    def __init__(self, frame: SheetFrame, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frame = frame
        self.fields["sides"] = forms.MultipleChoiceField(
            label=_("Units at the visit"),
            choices=[(one.code, one.name) for one in frame.members],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["checked"] = forms.MultipleChoiceField(
            label=_("Of these, checked on this visit"),
            choices=[(one.code, one.name) for one in frame.members],
            widget=forms.CheckboxSelectMultiple,
        )
        for member in frame.members:
            self.fields[f"team-{member.code}"] = TextField(
                label=_("People of %(unit)s") % {"unit": member.short_name},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=1200,
                help_text=_("One person a line: name; office. Leave it empty for a unit that was not there."),
            )

    def sides(self) -> tuple[SideInput, ...]:
        """The units with their people."""
        return tuple(
            SideInput(code, self._team(code), code in self.cleaned_data["checked"])
            for code in self.cleaned_data["sides"]
        )

    def _team(self, code: str) -> tuple[TeamMember, ...]:
        lines = [
            line.partition(";") for line in self.cleaned_data[f"team-{code}"].splitlines() if line.strip()
        ]
        return tuple(TeamMember(name.strip(), office.strip()) for name, _sep, office in lines)


class FindingForm(forms.Form):
    """One finding: the criterion, what was found, and the input proposed in the short notation."""

    leaf = forms.ChoiceField(label=gettext_lazy("Criterion"))
    text = TextField(
        label=gettext_lazy("What was found"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    entry = TextField(
        label=gettext_lazy("Proposed input"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Written as in the sheet. Leave it empty when no change is proposed."),
    )

    def __init__(self, frame: SheetFrame, unit: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves = [leaf for leaf in frame.outline.leaves.values() if unit not in leaf.not_applicable_for]
        self.fields["leaf"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", ""),
            *((leaf.code, f"{leaf.code} {leaf.name}") for leaf in leaves),
        ]
