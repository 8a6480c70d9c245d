"""Sentences in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from thidua.core import wording
from thidua.core.verdict import Sentence


def active_language() -> str:
    """`vi` or `en`."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def N_(text: str) -> str:  # noqa: N802 -- gettext's customary name for "extract, translate later"
    """Mark a message id for extraction without translating it now."""
    return text


def _shown(value: object, language: str) -> str:
    if isinstance(value, Sentence):
        return render(value, language)
    if isinstance(value, Decimal):
        return wording.number(value, language)
    if isinstance(value, datetime):
        return wording.date(value.date(), language)
    if isinstance(value, date):
        return wording.date(value, language)
    if isinstance(value, Promise):
        return str(value)
    return gettext(value.msgid) if isinstance(value, Word) else str(value)


class Word(str):
    """A parameter that is itself a message id, translated when shown."""

    __slots__ = ()

    @property
    def msgid(self) -> str:
        """The message id."""
        return str(self)


def fill(template: str, params: Mapping[str, object], language: str) -> str:
    """The template with its `{named}` places filled in the reader's way of writing numbers and dates."""
    return template.format(**{name: _shown(value, language) for name, value in params.items()})


def render(sentence: Sentence, lang: str | None = None) -> str:
    """The sentence in `lang` (default: the active language).

    A code of the core's own tables is worded there; anything else is a gettext message id.
    """
    language = lang or active_language()
    if wording.knows(sentence.text):
        return wording.sentence(sentence, language)
    return fill(gettext(sentence.text), sentence.params, language)
