"""Forms of reporting: a request, its deadline, its rules, the paper that goes with a report, words that acts need."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.core.calendar import DayKind
from thidua.web.shared.fields import DayField


class AskForm(forms.Form):
    """A new request."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    name = forms.CharField(label=gettext_lazy("Name of the report"), max_length=200)
    period_from = DayField(label=gettext_lazy("First day of the period"), required=False)
    period_to = DayField(label=gettext_lazy("Last day of the period"), required=False)
    due = DayField(label=gettext_lazy("Due on"))
    data_until = DayField(label=gettext_lazy("Figures up to"), required=False)
    asks_figures = forms.BooleanField(
        label=gettext_lazy("Ask for figures against targets and criteria"), required=False
    )
    words = forms.CharField(
        label=gettext_lazy("What to write about"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeadlineForm(forms.Form):
    """Another deadline."""

    was = DayField(widget=forms.HiddenInput)
    due = DayField(label=gettext_lazy("New deadline"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Words that an act needs."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RulesForm(forms.Form):
    """How reports are counted and reminded."""

    remind_days = forms.CharField(
        label=gettext_lazy("Remind this many days before the deadline"),
        required=False,
        help_text=gettext_lazy("Whole numbers separated by commas, such as 7, 3, 1."),
    )
    overdue_every = forms.IntegerField(
        label=gettext_lazy("Remind again every so many days after it"), min_value=0, max_value=60
    )
    day_kind = forms.ChoiceField(
        label=gettext_lazy("Days late are counted in"),
        choices=(
            (DayKind.CALENDAR.value, gettext_lazy("calendar days")),
            (DayKind.WORKING.value, gettext_lazy("working days")),
        ),
        widget=forms.RadioSelect,
    )
    missing_after = forms.IntegerField(
        label=gettext_lazy("A report later than this many days counts as missing"),
        required=False,
        min_value=0,
        max_value=366,
        help_text=gettext_lazy("Leave it empty when a late report never counts as missing."),
    )
    resent_counts = forms.BooleanField(
        label=gettext_lazy("A returned report counts as filed on the day it comes back"), required=False
    )
    lateness_leaf = forms.ChoiceField(
        label=gettext_lazy("Criterion fed by the lateness of reports"), required=False
    )
    registration_leaf = forms.ChoiceField(
        label=gettext_lazy("Criterion fed by the lateness of registration"), required=False
    )

    def clean_remind_days(self) -> tuple[int, ...]:
        """Whole numbers."""
        pieces = [piece.strip() for piece in self.cleaned_data["remind_days"].split(",") if piece.strip()]
        if any(not piece.isdigit() for piece in pieces):
            raise forms.ValidationError(_("Write whole numbers separated by commas."))
        return tuple(int(piece) for piece in pieces)


class PaperForm(forms.Form):
    """The paper that goes with a report."""

    number = forms.CharField(
        label=gettext_lazy("Number and symbol of the paper"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("As it stands on the paper, such as 96/BC-BCH."),
    )
    dated = DayField(label=gettext_lazy("Day of the paper"), required=False)
    signed_by = forms.CharField(label=gettext_lazy("Signed by"), required=False, max_length=200)
    words = forms.CharField(
        label=gettext_lazy("What was changed since the version before"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)


class ExplainForm(forms.Form):
    """An explanation."""

    text = forms.CharField(
        label=gettext_lazy("Explanation"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class IssueForm(forms.Form):
    """The number under which a joint report is issued."""

    number = forms.CharField(label=gettext_lazy("Number and symbol of the paper"), max_length=60)
    dated = DayField(label=gettext_lazy("Day of the paper"))
    signed_by = forms.CharField(label=gettext_lazy("Signed by"), max_length=200)
    office = forms.CharField(
        label=gettext_lazy("Office of the signer"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("As it stands above the signature."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    flags_seen = forms.BooleanField(
        label=gettext_lazy("The numbers listed above were looked at and stand on purpose"), required=False
    )
