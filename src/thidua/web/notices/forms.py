"""The form by which a person says how they want to be written to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.notices.queries import DigestChoice
from thidua.notices.states import Frequency
from thidua.web.notices.digest import WEEKDAY_WORDS

FREQUENCIES = (
    (Frequency.NONE.value, _("Never")),
    (Frequency.DAILY.value, _("From Monday to Friday")),
    (Frequency.WEEKLY.value, _("Once a week")),
)


class DigestForm(forms.Form):
    """How often, at which hour, on which day, in which language."""

    frequency = forms.ChoiceField(label=_("How often"), choices=FREQUENCIES, widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=_("Hour"), coerce=int, choices=[(hour, f"{hour:02d}:00") for hour in range(24)]
    )
    weekday = forms.TypedChoiceField(
        label=_("Day, when once a week"),
        coerce=int,
        choices=[(number, _(words)) for number, words in enumerate(WEEKDAY_WORDS)],
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=[("vi", _("Vietnamese")), ("en", _("English"))]
    )

    @classmethod
    def showing(cls, choice: DigestChoice, data: Any = None) -> "DigestForm":
        """The form as the person chose last."""
        return cls(
            data,
            label_suffix="",
            initial={
                "frequency": choice.frequency.value,
                "hour": choice.hour,
                "weekday": choice.weekday,
                "language": choice.language,
            },
        )
