"""What the tests of these screens share: signing in, addresses, the words of a page."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

from tests.factories.criteria import read
from thidua.criteria.changing import inputs_of
from thidua.criteria.edits import Edit, seen


def at(name: str, *args: str) -> str:
    """An address of the room."""
    return reverse(f"criteria:{name}", args=args)


def words(answer: Any) -> str:
    """The page as read: tags left out, blanks single."""
    text = answer.content.decode()
    main = text[text.find("<main") : text.find("</main>")] if "<main" in text else text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def value_of(answer: Any, name: str) -> str:
    """What stands in a box of the page."""
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', answer.content.decode())
    assert found is not None, name
    value = re.search(r'value="([^"]*)"', found[0])
    return unescape(value[1]) if value else ""


def marks(scheme: str, edit: Edit) -> dict[str, str]:
    """The hidden boxes of a form made now."""
    frame = read(scheme)
    return {
        "revision": str(frame.card.revision),
        "seen": seen(edit, frame.document, inputs_of(frame.notes)),
    }
