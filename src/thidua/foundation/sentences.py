"""Sentences kept as data: written when something happened, told later in the language of whoever reads.

Everything a sentence can name (numbers, days, moments, words to be translated, sentences within it) comes back as what
it was, so that 0.5 is "0,5" for one reader and "0.5" for the next.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from thidua.core.verdict import Sentence
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import Word

type Kept = str | int | bool | dict[str, Kept] | list[Kept] | None


def packed(sentence: Sentence) -> dict[str, Kept]:
    """The sentence as JSON keeps it. Raises TypeError for a value that has no form of its own."""
    return {"text": sentence.text, "params": {name: _keep(value) for name, value in sentence.params.items()}}


def unpacked(kept: Mapping[str, object]) -> Sentence:
    """The sentence that was packed."""
    params = cast("Mapping[str, object]", kept.get("params", {}))
    return Sentence(str(kept["text"]), {name: _revive(value) for name, value in params.items()})


def _keep(value: object) -> Kept:
    match value:
        case Sentence():
            return {"sentence": packed(value)}
        case Word():
            return {"word": value.msgid}
        case Decimal():
            return {"number": format(value, "f")}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case None | str() | int():
            return value
        case _:
            message = f"A kept sentence cannot name a {type(value).__name__}."
            raise TypeError(message)


def _revive(value: object) -> object:
    match value:
        case {"sentence": dict() as kept}:
            return unpacked(kept)
        case {"word": str() as word}:
            return Word(word)
        case {"number": str() as number}:
            return Decimal(number)
        case {"moment": str() as moment}:
            return datetime.fromisoformat(moment).astimezone(VIET_NAM)
        case {"day": str() as day}:
            return date.fromisoformat(day)
        case _:
            return value
