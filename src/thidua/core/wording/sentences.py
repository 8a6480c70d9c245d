"""Sentences of the core from their codes."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from thidua.core.verdict import Sentence
from thidua.core.wording.figures import date, number

TABLES: dict[str, dict[str, str]] = {"vi": {}, "en": {}}


def knows(code: str) -> bool:
    """Whether the core has its own template for this code."""
    return code in TABLES["vi"]


def shown(value: object, lang: str) -> str:
    """One value of a sentence in the reader's way of writing."""
    if isinstance(value, Sentence):
        return sentence(value, lang)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | Decimal):
        return number(value, lang)
    if isinstance(value, datetime.date):
        return date(value, lang)
    return str(value)


def sentence(said: Sentence, lang: str) -> str:
    """The sentence in `lang`; a text that is no code is filled as it stands."""
    template = TABLES[lang].get(said.text, said.text)
    values: Mapping[str, str] = {name: shown(value, lang) for name, value in said.params.items()}
    return template.format(**values)
