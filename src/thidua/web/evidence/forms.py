"""Forms of evidence: what is said of a paper, which criteria it proves, its files, and the statement."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.foundation.refusals import Problem
from thidua.foundation.wording import render
from thidua.reports.evidence import DECLARATION_WORDS, EvidencePlace, EvidenceRow, LeafLink
from thidua.reports.intake import Prepared, prepare
from thidua.reports.papers import LONGEST_LINE, LONGEST_NUMBER, LONGEST_TEXT, LONGEST_TITLE, Paper, Reference
from thidua.reports.states import PaperKind
from thidua.web.evidence.words import PAPERS, PERIODS, period_words
from thidua.web.shared.fields import DayField


class LeavesForm(forms.Form):
    """Which criteria a record proves; `ask` is the asked paper it was opened for, as `criterion#number`."""

    leaves = forms.MultipleChoiceField(
        label=gettext_lazy("Criteria it proves"), widget=forms.CheckboxSelectMultiple, required=True
    )
    ask = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, place: EvidencePlace, *args: Any, only: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.had: Mapping[str, str] = {}
        shown = set(only) or set(place.leaves)
        field = self.fields["leaves"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (ask.code, f"{ask.code} {ask.name}")
                for ask in place.leaves.values()
                if ask.applies and ask.code in shown
            ]

    @property
    def asked(self) -> str:
        """The asked paper the form was opened for, in words."""
        return self._answer()[1]

    def _answer(self) -> tuple[str, str]:
        said = str(self["ask"].value() or "")
        leaf, mark, number = said.rpartition("#")
        asks = self.place.leaves.get(leaf)
        if not mark or asks is None or not number.isdigit() or int(number) >= len(asks.asked):
            return "", ""
        return leaf, asks.asked[int(number)]

    def links(self) -> tuple[LeafLink, ...]:
        """The criteria chosen."""
        leaf, words = self._answer()
        return tuple(
            LeafLink(code, words if code == leaf else self.had.get(code, ""))
            for code in self.cleaned_data["leaves"]
        )


class PaperForm(LeavesForm):
    """What is said of a paper."""

    title = forms.CharField(label=gettext_lazy("What the paper is"), max_length=LONGEST_TITLE)
    paper = forms.ChoiceField(label=gettext_lazy("Kind of paper"))
    number = forms.CharField(
        label=gettext_lazy("Number and symbol"), max_length=LONGEST_NUMBER, required=False
    )
    issued_on = DayField(label=gettext_lazy("Date of the paper"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=LONGEST_LINE, required=False)
    excerpt = forms.CharField(
        label=gettext_lazy("The passage that proves it"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, place: EvidencePlace, *args: Any, **kwargs: Any) -> None:
        super().__init__(place, *args, **kwargs)
        papers, periods = self.fields["paper"], self.fields["period"]
        if isinstance(papers, forms.ChoiceField) and isinstance(periods, forms.ChoiceField):
            papers.choices = [(str(kind), _(words)) for kind, words in PAPERS.items()]
            periods.choices = [(code, period_words(code)) for code in PERIODS]

    def said(self) -> Paper:
        """The paper."""
        kept = self.cleaned_data
        return Paper(
            PaperKind(kept["paper"]),
            kept["title"],
            kept["number"],
            kept["issued_on"],
            kept["issuer"],
            kept["excerpt"],
            kept["period"],
        )


class ReferenceForm(LeavesForm):
    """What may be said of a classified paper."""

    number = forms.CharField(label=gettext_lazy("Number and symbol"), max_length=LONGEST_NUMBER)
    kept_at = forms.CharField(label=gettext_lazy("Where it is kept"), max_length=LONGEST_LINE)
    issued_on = DayField(label=gettext_lazy("Date of the paper"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)

    def __init__(self, place: EvidencePlace, *args: Any, **kwargs: Any) -> None:
        super().__init__(place, *args, **kwargs)
        periods = self.fields["period"]
        if isinstance(periods, forms.ChoiceField):
            periods.choices = [(code, period_words(code)) for code in PERIODS]

    def said(self) -> Reference:
        """The reference."""
        kept = self.cleaned_data
        return Reference(kept["number"], kept["kept_at"], kept["issued_on"], kept["period"])


def initial_of(row: EvidenceRow) -> dict[str, Any]:
    """A form filled with a record."""
    return {
        "paper": str(row.paper or ""),
        "title": row.title,
        "number": row.number,
        "issued_on": row.issued_on,
        "issuer": row.issuer,
        "excerpt": row.excerpt,
        "period": row.period,
        "revision": row.revision,
        "leaves": [link.leaf for link in row.leaves],
    }


def answers_of(row: EvidenceRow) -> dict[str, str]:
    """Which asked paper a record answers for each criterion."""
    return {link.leaf: link.answers for link in row.leaves}


def declaration_words() -> str:
    """The statement, in the reader's language."""
    return _(DECLARATION_WORDS)


def sent_files(request: HttpRequest) -> tuple[list[Prepared], list[str]]:
    """The files that were sent, ready to be kept, and why others cannot be."""
    taken: list[Prepared] = []
    refused: list[str] = []
    for upload in request.FILES.getlist("files"):
        try:
            taken.append(prepare(upload.read(), name=upload.name or ""))
        except Problem as problem:
            refused.append(said_of(problem))
    return taken, refused


def said_of(problem: Problem) -> str:
    """A problem and what to do about it, in one line."""
    remedy = f" {render(problem.remedy)}" if problem.remedy is not None else ""
    return f"{render(problem.sentence)}{remedy}"
