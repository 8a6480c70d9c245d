"""Read typed values out of a document made of mappings, lists, texts and numbers.

Every function raises `Fault` with the key at fault; nothing is guessed and no default is silent.
"""

import datetime as dt
import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Final, TypeGuard

from thidua.core.numbers import NumberUnreadable, plain, read_exact
from thidua.core.scoring.faults import Fault, fault, unreadable
from thidua.core.text import nfc, visible

type Document = Mapping[str, object]

MAX_CODE: Final = 64
MAX_NAME: Final = 2000
MAX_COUNT: Final = 1_000_000
ABSENT: Final = object()
_ZERO: Final = Decimal(0)
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TRUE_WORDS: Final = frozenset({"true", "yes", "on"})
FALSE_WORDS: Final = frozenset({"false", "no", "off"})


def is_mapping(value: object) -> TypeGuard[Document]:
    """Whether the value is a mapping with text keys."""
    if type(value) is dict:
        for key in value:  # noqa: SIM110 -- a loop is faster than a generator, and this is asked of every entry
            if type(key) is not str:
                return False
        return True
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def mapping_of(value: object) -> Document:
    """Return the value as a mapping."""
    if is_mapping(value):
        return value
    raise fault("not_a_mapping")


def mapping_or_nothing(doc: Document, key: str) -> Document:
    """Return the mapping under a key; nothing written there is an empty one."""
    value = doc.get(key)
    if value is None:
        return {}
    if is_mapping(value):
        return value
    raise fault("not_a_mapping", key)


def list_or_nothing(doc: Document, key: str) -> Sequence[object]:
    """Return the list under a key; nothing written there is an empty one."""
    value = doc.get(key)
    if value is None:
        return ()
    return list_at(doc, key)


def list_at(doc: Document, key: str) -> Sequence[object]:
    """Return the list under a key."""
    value = required(doc, key)
    if isinstance(value, (list, tuple)):
        return value
    raise fault("not_a_list", key)


def known_keys(doc: Document, allowed: AbstractSet[str]) -> None:
    """Refuse a key that means nothing here, naming the nearest that does."""
    if doc.keys() <= allowed:
        return
    key = next(key for key in doc if key not in allowed)
    near = difflib.get_close_matches(key[:MAX_CODE], sorted(allowed), n=1)
    if near:
        raise fault("key_unknown_near", shown(key), key=shown(key), near=near[0])
    raise fault("key_unknown", shown(key), key=shown(key), allowed=sorted(allowed))


def required(doc: Document, key: str) -> object:
    """Return what stands under a key that must be there and not empty."""
    value = doc.get(key, ABSENT)
    if value is ABSENT:
        raise fault("key_missing", key=key)
    if value is None:
        raise fault("value_empty", key)
    return value


def number_at(doc: Document, key: str) -> Decimal:
    """Return the number under a key."""
    try:
        return read_exact(doc[key])
    except KeyError:
        raise fault("key_missing", key=key) from None
    except NumberUnreadable as problem:
        required(doc, key)
        raise unreadable(problem, key) from None


def number_or(doc: Document, key: str, default: Decimal) -> Decimal:
    """Return the number under a key, or the stated default where the key is absent."""
    return number_at(doc, key) if key in doc else default


def number_or_none(doc: Document, key: str) -> Decimal | None:
    """Return the number under a key that must be there; `null` means the source gives no figure."""
    if doc.get(key, ABSENT) is None:
        return None
    return number_at(doc, key)


def not_negative_at(doc: Document, key: str) -> Decimal:
    """Return the number under a key, refusing one below zero."""
    number = number_at(doc, key)
    if number < _ZERO:
        raise fault("number_negative", key, number=number)
    return number


def whole_at(doc: Document, key: str, *, low: int = 0, high: int = MAX_COUNT) -> int:
    """Return the whole number under a key, within limits."""
    number = number_at(doc, key)
    whole = int(number)
    if whole != number:
        raise fault("number_not_whole", key, number=number)
    if not low <= whole <= high:
        raise fault("number_outside", key, number=number, low=low, high=high)
    return whole


def text_of(value: object) -> str:
    """Return a value as NFC text; a number is taken as it was written."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MAX_CODE:
        return str(value)
    raise fault("not_a_text")


def text_or(doc: Document, key: str, default: str) -> str:
    """Return the text under a key, or the default where the key is absent or empty."""
    value = doc.get(key)
    if value is None:
        return default
    try:
        text = text_of(value).strip()
    except Fault as problem:
        raise problem.under(key) from None
    if len(text) > MAX_NAME:
        raise fault("text_too_long", key, limit=MAX_NAME)
    return text


def code_of(value: object) -> str:
    """Return a value as a code: a short text on one line in which everything shows."""
    text = text_of(value)
    if not text or len(text) > MAX_CODE or not text.isprintable() or text != text.strip():
        raise fault("code_unusable", text=shown(text), limit=MAX_CODE)
    return text


def code_at(doc: Document, key: str) -> str:
    """Return the code under a key."""
    value = required(doc, key)
    try:
        return code_of(value)
    except Fault as problem:
        raise problem.under(key) from None


def flag_at(doc: Document, key: str) -> bool:
    """Return the truth value under a key: true or false (yes, no, on, off are understood)."""
    value = required(doc, key)
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.casefold() in TRUE_WORDS | FALSE_WORDS:
        return value.casefold() in TRUE_WORDS
    raise fault("not_a_truth_value", key)


def flag_or(doc: Document, key: str, *, default: bool) -> bool:
    """Return the truth value under a key, or the stated default where the key is absent."""
    return flag_at(doc, key) if key in doc else default


def choice_at(doc: Document, key: str, choices: Collection[str], default: str | None = None) -> str:
    """Return the word under a key, which must be one of a closed list."""
    value = doc.get(key, ABSENT)
    if value is ABSENT and default is not None:
        return default
    value = required(doc, key)
    if isinstance(value, str) and value in choices:
        return value
    raise fault("choice_unknown", key, text=shown(value), choices=list(choices))


def day_of(value: object) -> dt.date:
    """Return a day written as 2023-07-21."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise fault("day_not_in_calendar", text=value) from None
    raise fault("not_a_day", text=shown(value))


def day_at(doc: Document, key: str) -> dt.date:
    """Return the day under a key."""
    value = required(doc, key)
    try:
        return day_of(value)
    except Fault as problem:
        raise problem.under(key) from None


def shown(value: object) -> str:
    """Write a scalar for a message, short and on one line; anything bigger is only hinted at."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < MAX_CODE:
        return plain(value)
    if not isinstance(value, (str, bool, dt.date)):
        return "…"
    text = visible(str(value)[: MAX_CODE + 1])
    return text if len(text) <= MAX_CODE else text[:MAX_CODE] + "…"
