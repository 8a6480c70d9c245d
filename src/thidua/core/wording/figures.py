"""Numbers and dates as people write them in each language."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKS = {"vi": (".", ","), "en": (",", ".")}


def number(value: Decimal | int | str, lang: str, decimals: int | None = None) -> str:
    """`1.043,5` in Vietnamese, `1,043.5` in English.

    Without `decimals` trailing zeros are dropped; with it the value is rounded half up to that many places for
    showing only. A negative number carries the true minus sign.
    """
    exact = value if isinstance(value, Decimal) else Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = format(abs(exact), "f")
    whole, _, part = plain.partition(".")
    if decimals is None:
        part = part.rstrip("0")
    group, point = MARKS[lang]
    text = f"{int(whole):,}".replace(",", group) + (point + part if part else "")
    return f"−{text}" if exact < 0 else text


def percent(value: Decimal | int | str, lang: str, decimals: int | None = None) -> str:
    """`87,3 %` in Vietnamese, `87.3%` in English; `value` is already in percent."""
    return number(value, lang, decimals) + (" %" if lang == "vi" else "%")


def date(value: datetime.date, lang: str) -> str:
    """`21/07/2023` in Vietnamese, `21 Jul 2023` in English."""
    if lang == "vi":
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
