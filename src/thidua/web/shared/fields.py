"""Form fields for numbers and days as people here write them: decimal comma, dd/MM/yyyy."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thidua.core.numbers import NumberUnreadable, parse_decimal
from thidua.foundation.wording import active_language, render

THREE = 3


class NumberInput(forms.TextInput):
    """A text box for a number: the browser's own number box knows no decimal comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class DayInput(forms.DateInput):
    """A text box for a day; the browser's calendar would write it its own way."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})}, format="%d/%m/%Y")


def written(number: Decimal) -> str:
    """The number as one would type it: no grouping, the mark of the reader's language, never ambiguous when read back."""
    text = f"{number:f}"
    if active_language() == "vi":
        return text.replace(".", ",")
    whole, _mark, decimals = text.partition(".")
    return text + "0" if len(decimals) == THREE and len(whole.lstrip("-")) <= THREE else text


class NumberField(forms.Field):
    """An exact number, read by the rules of `core.numbers`; the refusal says why and how to write it.

    `at_least` and `at_most` are bounds, `decimals` the most digits after the mark.
    """

    widget = NumberInput

    def __init__(
        self,
        *,
        at_least: Decimal | int | None = None,
        at_most: Decimal | int | None = None,
        decimals: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.at_least, self.at_most, self.decimals = at_least, at_most, decimals

    def prepare_value(self, value: Any) -> Any:
        """A number as typed; what was typed stays as it was."""
        return written(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Read the number; empty is None."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse_decimal(value, grouping=active_language() == "vi")
        except NumberUnreadable as problem:
            raise ValidationError(render(problem.sentence), code="unreadable") from problem

    def validate(self, value: Any) -> None:
        """Check presence, bounds and digits."""
        super().validate(value)
        if value is None:
            return
        if self.at_least is not None and value < self.at_least:
            raise ValidationError(
                _("%(typed)s is too small: at least %(bound)s."),
                code="too_small",
                params={"typed": written(value), "bound": written(Decimal(self.at_least))},
            )
        if self.at_most is not None and value > self.at_most:
            raise ValidationError(
                _("%(typed)s is too large: at most %(bound)s."),
                code="too_large",
                params={"typed": written(value), "bound": written(Decimal(self.at_most))},
            )
        exponent = value.normalize().as_tuple().exponent
        if self.decimals is not None and isinstance(exponent, int) and -exponent > self.decimals:
            raise ValidationError(
                _("%(typed)s has too many digits after the mark: at most %(count)s."),
                code="too_fine",
                params={"typed": written(value), "count": self.decimals},
            )


class DayField(forms.DateField):
    """A day as dd/MM/yyyy; ISO dates, which script and links write, are read too."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(typed)s” is not a day that exists. Write day, month, year, such as 21/07/2023."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        """Read the day; the refusal repeats what was typed."""
        if isinstance(value, datetime | date):
            return super().to_python(value)
        if value is None or not str(value).strip():
            return None
        try:
            return super().to_python(str(value).strip())
        except ValidationError as problem:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"typed": value}
            ) from problem
