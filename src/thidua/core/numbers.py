"""Exact numbers as people write them: decimal comma or point, grouped thousands, cells of a sheet.

Nothing here guesses. A text that could mean two numbers a thousand times apart is refused, and the refusal says
how to write it.
"""

import re
from decimal import Decimal
from functools import lru_cache

from thidua.core.verdict import Sentence

MAX_INTEGER_DIGITS = 18
MAX_DECIMALS = 20
MAX_TEXT = 64
_MAX_EXPONENT = 30
_SMALL = 10**MAX_INTEGER_DIGITS
_MINUS = str.maketrans({"\u2212": "-", "\u2012": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-"})
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "))
_WITH_EXPONENT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE]([+-]?[0-9]{1,9})")
# Every way YAML and JSON have to write a decimal number.
_IN_FILES = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,9}))?")
_SHAPE = re.compile(r"[0-9]+(?:[ .,][0-9]+)*")
_GROUPS = {mark: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in " .,"}
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class NumberUnreadable(ValueError):
    """A text or cell that is not one number beyond doubt; `sentence` says why and how to write it."""

    def __init__(self, code: str, text: object) -> None:
        """Keep the wording code and the (shortened) text that could not be read."""
        shown = str(text)
        if len(shown) > MAX_TEXT:
            shown = shown[:MAX_TEXT] + "…"
        self.sentence = Sentence(code, {"text": shown})
        super().__init__(f"{code}: {shown}")


def parse_decimal(value: object, *, grouping: bool = False) -> Decimal:
    """Read a number typed by a person or found in a cell.

    Accepted: int, Decimal, float (through its shortest text, so `0.1` is 0.1), and text as follows.

    * One leading sign; the minus may be U+2212. Surrounding blanks are ignored.
    * Two kinds of separators: the last one is the decimal mark, the other groups thousands: `1.234,5`, `1,234.5`,
      `1 234,5`. Groups must have exactly three digits.
    * The same separator more than once groups thousands: `1.234.567`, `1,234,567`. Blanks always group.
    * One point or comma alone is the decimal mark: `1,5`, `1234.5`, `0.125`.
    * Except when one to three digits without a leading zero come before it and exactly three after it: `1.234`
      and `1,234` may be either 1234 or 1.234. Refused, unless the caller states `grouping=True`, meaning the text
      is known to follow Vietnamese writing: then the point groups (1234) and the comma is the decimal mark (1.234).

    Raises NumberUnreadable for anything else, also NaN, infinities, true/false, exponents or lengths beyond a
    sane size (18 digits before and 20 after the mark).
    """
    if isinstance(value, str):
        return _read_text(value, grouping=grouping)
    return read_cell(value)


def read_exact(value: object) -> Decimal:
    """Read a number from a file whose contract fixes the point as the decimal mark (`"7.22"`).

    Here `1.234` is no riddle: it is 1.234; `.5`, `5.` and `1e3` are numbers as they are in YAML. A comma is refused
    with the remedy, never interpreted.
    Raises NumberUnreadable.
    """
    # A number that was read already is asked through its text: that is faster than asking for its digits.
    text = str(value) if type(value) is Decimal else value
    if type(text) is str and len(text) < MAX_INTEGER_DIGITS and (number := _of_digits(text)) is not None:
        return number
    if type(value) is str:
        text = value.strip().translate(_MINUS)
        match = _IN_FILES.fullmatch(text)
        if match is not None:
            if len(text) > MAX_TEXT:
                raise NumberUnreadable("number_too_long", text)
            return _sized(text, match)
        code = "number_decimal_comma" if "," in text and text.replace(",", "").isdigit() else "number_not_one"
        raise NumberUnreadable(code, value)
    if type(value) is int and -_SMALL < value < _SMALL:
        return _of_whole(value)
    return read_cell(value)


@lru_cache(maxsize=4096)
def _of_digits(text: str) -> Decimal | None:
    """Read digits with at most one point between them: what most cells of a file are, the same few over and over."""
    whole, mark, part = text.partition(".")
    if text.isascii() and whole.isdigit() and (part.isdigit() or not mark):
        return Decimal(text)
    return None


@lru_cache(maxsize=4096)
def _of_whole(number: int) -> Decimal:
    return Decimal(number)


def read_cell(value: object) -> Decimal:
    """Read a number that is already a number (int, Decimal, float); raises NumberUnreadable."""
    if isinstance(value, bool):
        raise NumberUnreadable("number_is_truth_value", value)
    if isinstance(value, int):
        if abs(value) >= _SMALL:
            # The text of a huge int is itself slow to make, so it is not shown.
            raise NumberUnreadable("number_too_long", "…")
        return Decimal(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NumberUnreadable("number_not_finite", value)
        if value and (value.adjusted() >= MAX_INTEGER_DIGITS or _decimals(value) > MAX_DECIMALS):
            raise NumberUnreadable("number_too_long", "…" if value.adjusted() > _MAX_EXPONENT else value)
        return value + 0 if value.is_zero() and value.is_signed() else value
    if isinstance(value, float):
        if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 -- NaN is the only value unequal to itself
            raise NumberUnreadable("number_not_finite", value)
        return read_cell(Decimal(repr(value)))
    if isinstance(value, (list, tuple, dict)):
        raise NumberUnreadable("number_not_scalar", "…")
    raise NumberUnreadable("number_not_one", "" if value is None else value)


def plain(number: Decimal) -> str:
    """Write a number as a plain decimal string: no exponent, no trailing zeros, no negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _read_text(raw: str, *, grouping: bool) -> Decimal:
    text = raw.translate(_SPACES).strip().translate(_MINUS)
    if not text:
        raise NumberUnreadable("number_empty", raw)
    if len(text) > MAX_TEXT:
        raise NumberUnreadable("number_too_long", text)
    sign, body = (text[0], text[1:].lstrip()) if text[0] in "+-" else ("", text)
    if "e" in body or "E" in body:
        match = _WITH_EXPONENT.fullmatch(sign + body)
        if match is None:
            raise NumberUnreadable("number_not_one", raw)
        return _sized(sign + body, match)
    if _SHAPE.fullmatch(body) is None:
        code = "number_not_finite" if body.casefold() in {"nan", "inf", "infinity"} else "number_not_one"
        raise NumberUnreadable(code, raw)
    return read_cell(Decimal(sign + _without_groups(body, raw, grouping=grouping)))


def _without_groups(body: str, raw: str, *, grouping: bool) -> str:
    """Return the digits with a point as decimal mark and no grouping."""
    marks = [char for char in body if char in " .,"]
    kinds = list(dict.fromkeys(marks))
    if not marks:
        return body
    if len(marks) == 1 and marks[0] != " ":
        if _AMBIGUOUS.fullmatch(body):
            if not grouping:
                raise NumberUnreadable("number_ambiguous", raw)
            return body.replace(".", "").replace(",", ".")
        return body.replace(",", ".")
    if len(kinds) == 1:
        whole, fraction = body, ""
    elif len(kinds) == 2 and marks.count(kinds[1]) == 1 and kinds[1] != " ":
        whole, _, fraction = body.partition(kinds[1])
        if kinds[0] in fraction:
            raise NumberUnreadable("number_mixed_marks", raw)
    else:
        raise NumberUnreadable("number_mixed_marks", raw)
    if _GROUPS[kinds[0]].fullmatch(whole) is None:
        raise NumberUnreadable("number_bad_groups", raw)
    digits = whole.replace(kinds[0], "")
    return f"{digits}.{fraction}" if fraction else digits


def _sized(text: str, match: re.Match[str]) -> Decimal:
    exponent = int(match[1] or 0)
    if abs(exponent) > _MAX_EXPONENT:
        raise NumberUnreadable("number_too_long", text)
    return read_cell(Decimal(text))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
