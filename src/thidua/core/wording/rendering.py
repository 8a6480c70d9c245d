"""Fill a sentence of the tables with numbers and dates as the reader of a language writes them."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from thidua.core.numbers import plain
from thidua.core.verdict import Sentence
from thidua.core.wording.tables import SENTENCES

LANGUAGES: Final = ("vi", "en")
_MARKS: Final = {"vi": (",", "."), "en": (".", ",")}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# {name} is the value; {name|item|items} is the word that goes with that number in English.
_PLACE: Final = re.compile(r"\{([a-z_]+)(?:\|([^|{}]*)\|([^|{}]*))?\}")


def knows(code: str) -> bool:
    """Whether the core has a sentence of this code."""
    return code in SENTENCES


def sentence(said: Sentence, lang: str) -> str:
    """Return the sentence in `lang` (`vi` or `en`); raises KeyError for a code or a value that is not there."""
    template = SENTENCES[said.text][LANGUAGES.index(lang)]
    return _PLACE.sub(lambda place: _fill(place, said.params, lang), template)


def number(value: Decimal | int | str, lang: str, decimals: int | None = None) -> str:
    """Write a number: `1.234,5` in Vietnamese, `1,234.5` in English; `decimals` fixes the places shown.

    Without `decimals` trailing zeros are left out. Showing fewer places than the number has rounds half up, for
    the eye only.
    """
    exact = value if isinstance(value, Decimal) else Decimal(value)
    text = plain(exact) if decimals is None else _fixed(exact, decimals)
    sign, digits = ("\u2212", text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = digits.partition(".")
    mark, group = _MARKS[lang]
    grouped = f"{int(whole):,}".replace(",", group)
    return f"{sign}{grouped}{mark}{fraction}" if fraction else f"{sign}{grouped}"


def percent(value: Decimal | int | str, lang: str, decimals: int | None = None) -> str:
    """Write a percentage: `85,5 %` in Vietnamese (with a blank that does not break), `85.5%` in English."""
    return number(value, lang, decimals) + ("\u00a0%" if lang == "vi" else "%")


def date(day: dt.date, lang: str) -> str:
    """Write a day: `21/07/2023` in Vietnamese, `21 Jul 2023` in English."""
    if lang == "vi":
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _fill(place: re.Match[str], params: Mapping[str, object], lang: str) -> str:
    value = params[place[1]]
    if place[2] is not None:
        return place[2] if value == 1 else place[3]
    return _shown(value, lang)


def _shown(value: object, lang: str) -> str:
    said = value if isinstance(value, Sentence) else getattr(value, "said", None)
    if isinstance(said, Sentence):
        return sentence(said, lang)
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return number(value, lang)
    if isinstance(value, dt.date):
        return date(value, lang)
    if isinstance(value, (tuple, list)):
        return _mark_between(value).join(_shown(item, lang) for item in value)
    return str(value)


def _mark_between(values: Sequence[object]) -> str:
    """Return what joins the items of a list: numbers are summed up, sentences may hold commas of their own."""
    if all(isinstance(item, Decimal) for item in values):
        return " + "
    return "; " if any(isinstance(item, Sentence) or hasattr(item, "said") for item in values) else ", "


def _fixed(value: Decimal, decimals: int) -> str:
    text = f"{value:.{decimals}f}" if _places(value) <= decimals else _rounded(value, decimals)
    return text.removeprefix("-") if not text.strip("-0.") else text


def _rounded(value: Decimal, decimals: int) -> str:
    scale = 10**decimals
    numerator, denominator = abs(value).as_integer_ratio()
    units = (2 * numerator * scale + denominator) // (2 * denominator)
    whole, fraction = divmod(units, scale)
    digits = f"{whole}.{fraction:0{decimals}d}" if decimals else str(whole)
    return f"-{digits}" if value < 0 else digits


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
