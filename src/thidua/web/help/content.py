"""What the help says: one file for each room and language under `content/`, read once.

A file holds the room's name, what the room is for, and for each screen (by the name of its address) a title, its
purpose «mục đích», its steps «các bước» and, where needed, what is good to know. It is plain text; what stands in “ ”
is a word of the screens and is checked against their catalogues.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).resolve().parent / "content"
# In the order of the menu.
ROOMS: Final = (
    "desk",
    "notices",
    "campaigns",
    "organisations",
    "plans",
    "criteria",
    "covenants",
    "reports",
    "evidence",
    "scorecards",
    "records",
    "accounts",
)
STATEMENTS: Final = ("privacy", "access")
LANGUAGES: Final = ("vi", "en")


class HelpUnreadable(ValueError):
    """A file of help does not have the shape it must have."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The help on one screen. `name` is the screen's view name, such as `scorecards:matrix`."""

    name: str
    title: str
    purpose: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def room(self) -> str:
        """The room of the screen."""
        return self.name.partition(":")[0]

    @property
    def screen(self) -> str:
        """The screen within its room."""
        return self.name.partition(":")[2]


@dataclass(frozen=True, slots=True)
class HelpRoom:
    """A room: its name, what it is for, its pages in the order of the work."""

    key: str
    title: str
    about: str
    pages: tuple[HelpPage, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement: a heading, paragraphs, a list."""

    title: str
    says: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A page of its own: what is stored about the reader, or how accessible the screens are."""

    title: str
    lead: str
    parts: tuple[Part, ...]


def _document(key: str, language: str) -> Mapping[str, Any]:
    path = FOLDER / language / f"{key}.yaml"
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        message = f"{path}: a mapping is expected"
        raise HelpUnreadable(message)
    return found


def _text(source: Mapping[str, Any], key: str, where: str) -> str:
    found = source.get(key)
    if not isinstance(found, str) or not found.strip():
        message = f"{where}: {key} must be text"
        raise HelpUnreadable(message)
    return " ".join(found.split())


def _texts(source: Mapping[str, Any], key: str, where: str, *, least: int = 0) -> tuple[str, ...]:
    found: Sequence[object] = source.get(key) or ()
    if len(found) < least or not all(isinstance(one, str) and one.strip() for one in found):
        message = f"{where}: {key} must be a list of at least {least} texts"
        raise HelpUnreadable(message)
    return tuple(" ".join(str(one).split()) for one in found)


@cache
def help_room(key: str, language: str) -> HelpRoom:
    """The help on a room in one language."""
    document = _document(key, language)
    pages = tuple(
        HelpPage(
            f"{key}:{screen}",
            _text(said, "title", where),
            _text(said, "purpose", where),
            _texts(said, "steps", where, least=1),
            _texts(said, "notes", where),
        )
        for screen, said in document["pages"].items()
        for where in (f"{language}/{key}: {screen}",)
    )
    where = f"{language}/{key}"
    return HelpRoom(key, _text(document, "title", where), _text(document, "about", where), pages)


@cache
def help_pages(language: str) -> Mapping[str, HelpPage]:
    """Every page of help in one language by the view name of its screen."""
    return {page.name: page for key in ROOMS for page in help_room(key, language).pages}


def has_page(name: str) -> bool:
    """Whether a screen has help."""
    return name in help_pages(LANGUAGES[0])


@cache
def statement(key: str, language: str) -> Statement:
    """One of the statements in one language."""
    document, where = _document(key, language), f"{language}/{key}"
    parts = tuple(
        Part(_text(part, "title", where), _texts(part, "says", where), _texts(part, "points", where))
        for part in document["parts"]
    )
    return Statement(_text(document, "title", where), _text(document, "lead", where), parts)
