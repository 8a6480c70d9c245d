"""The form that takes a workbook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.organisations.states import ImportKind
from thidua.web.organisations.forms.base import Form

KIND_WORDS = {ImportKind.UNITS: _("Units"), ImportKind.PEOPLE: _("People and their offices")}


class UploadForm(Form):
    """What the file holds, and the file."""

    kind = forms.ChoiceField(label=_("What the file holds"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Excel file"),
        allow_empty_file=True,
        help_text=_(
            "An .xlsx file made from the template; at most 20,000 rows. Classified papers are never uploaded."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", [(kind.value, str(words)) for kind, words in KIND_WORDS.items()])
