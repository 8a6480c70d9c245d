"""The help covers every screen in both languages and speaks in the words of the screens."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from tests.journeys.atlas import screens
from thidua.web.help.content import (
    FOLDER,
    LANGUAGES,
    ROOMS,
    STATEMENTS,
    HelpPage,
    help_pages,
    help_room,
    statement,
)

PACKAGE = FOLDER.parents[2]
# Pages without help: the help itself, and what exists in developer mode only.
OWN = frozenset({"help", "shared"})
QUOTED = re.compile("“([^”]+)”")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def pages_of_screens() -> set[str]:
    """View names of all screens that show a page."""
    return {name for name, view, _ in screens() if view.template and name.partition(":")[0] not in OWN}


@cache
def words_of_the_screens(language: str) -> frozenset[str]:
    """Everything the screens say in a language, by their catalogues."""
    found = set()
    for path in sorted(Path(PACKAGE).rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                said = message.string or message.id
                found |= {said} if isinstance(said, str) else set(said)
    return frozenset(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_help(language: str) -> None:
    assert pages_of_screens() - set(help_pages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_about_screens_that_exist(language: str) -> None:
    # What a form is answered with is a page too, though its screen cannot be opened by itself.
    known = {name for name, _, _ in screens()}

    assert set(help_pages(language)) - known == set()


def test_rooms_in_the_folder_and_in_the_order_of_the_menu_are_the_same() -> None:
    for language in LANGUAGES:
        files = {path.stem for path in (FOLDER / language).glob("*.yaml")}

        assert files == {*ROOMS, *STATEMENTS}


def shape(page: HelpPage) -> tuple[str, int, int]:
    """What two languages of a page have in common."""
    return page.name, len(page.steps), len(page.notes)


def test_both_languages_say_the_same_in_as_many_steps() -> None:
    in_vietnamese, in_english = ([shape(page) for page in help_pages(one).values()] for one in LANGUAGES)

    assert in_vietnamese == in_english


def test_both_languages_of_a_statement_have_the_same_parts() -> None:
    for key in STATEMENTS:
        shapes = [
            [(len(part.says), len(part.points)) for part in statement(key, one).parts] for one in LANGUAGES
        ]

        assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_quotation_marks_are_words_of_the_screens(language: str) -> None:
    known = words_of_the_screens(language)
    said = {
        (page.name, quoted)
        for page in help_pages(language).values()
        for text in (page.purpose, *page.steps, *page.notes)
        for quoted in QUOTED.findall(text)
    }

    assert {(name, quoted) for name, quoted in said if quoted not in known} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_short(language: str) -> None:
    long = [
        (page.name, text)
        for page in help_pages(language).values()
        for text in (page.purpose, *page.steps, *page.notes)
        if len(text) > 220
    ]

    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_stands_once_in_its_room(language: str) -> None:
    for key in ROOMS:
        titles = [page.title for page in help_room(key, language).pages]

        assert len(titles) == len(set(titles))


def test_the_statement_on_privacy_names_every_cookie_the_product_sets() -> None:
    names = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "thidua_theme",
        "messages",
    }

    for language in LANGUAGES:
        said = " ".join(point for part in statement("privacy", language).parts for point in part.points)

        assert {name for name in names if name not in said} == set()


def test_no_other_cookie_is_set_anywhere() -> None:
    setting = re.compile(r"""set_cookie\(\s*["']?([\w.]+)""")
    found = {
        name for path in PACKAGE.rglob("*.py") for name in setting.findall(path.read_text(encoding="utf-8"))
    }

    assert found == {"thidua_theme", "settings.LANGUAGE_COOKIE_NAME"}
