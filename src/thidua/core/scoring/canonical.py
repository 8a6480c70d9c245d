"""One writing for one meaning: numbers as plain strings, band expressions in one form, NFC text.

Two documents that mean the same scheme have the same canonical form, whatever the file wrote (`1.0`, `"1"`, `1`; `yes`, `true`).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from thidua.core.numbers import NumberUnreadable, plain, read_exact
from thidua.core.scoring.bands import read_interval
from thidua.core.scoring.faults import Fault
from thidua.core.scoring.reading import FALSE_WORDS, TRUE_WORDS
from thidua.core.text import nfc

# Texts that stay texts even when they look like numbers.
_TEXTS: Final = frozenset(
    {"code", "name", "one_of", "kind", "format", "ties", "exclusive", "not_applicable_for"}
)

_FLAGS: Final = frozenset({"capped", "may_exceed_content_max", "once", "votes"})


def canonical_scheme(document: Mapping[str, object]) -> dict[str, object]:
    """Return a scheme's document in canonical writing; what means nothing (`null`) stays, it may mean "no figure"."""
    return {str(key): _canonical(value, str(key)) for key, value in document.items()}


def _canonical(value: object, key: str) -> object:
    if isinstance(value, Mapping):
        return {str(inner): _canonical(item, str(inner)) for inner, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(item, key) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if key in _TEXTS:
        return nfc(str(value))
    if key == "when" and isinstance(value, str):
        return _canonical_band(value)
    if key in _FLAGS and str(value).casefold() in TRUE_WORDS | FALSE_WORDS:
        return str(value).casefold() in TRUE_WORDS
    try:
        return plain(read_exact(value))
    except NumberUnreadable:
        return nfc(str(value))


def _canonical_band(text: str) -> str:
    for variable in ("x", "d", "n"):
        try:
            return read_interval(text, variable).expression(variable)
        except Fault:
            continue
    return nfc(text)
