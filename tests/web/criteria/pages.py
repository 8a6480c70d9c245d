"""What the tests of these screens share: signing in, addresses, the words of a page."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

from tests.factories.criteria import read
from tests.pages import CheckedClient
from thidua.criteria.changing import inputs_of
from thidua.criteria.documents.shape import spot_of
from thidua.criteria.edits import Edit, ReviseNode, seen

STEPS = {
    "band-0-low": "90",
    "band-0-low_sign": "le",
    "band-0-high": "",
    "band-0-high_sign": "",
    "band-0-points": "7",
    "band-1-low": "70",
    "band-1-low_sign": "le",
    "band-1-high": "90",
    "band-1-high_sign": "lt",
    "band-1-points": "5,5",
    "band-2-low": "",
    "band-2-low_sign": "",
    "band-2-high": "70",
    "band-2-high_sign": "lt",
    "band-2-points": "1",
}
LEAF = {"code": "A.2", "name": "Chỉ số nội bộ", "max": "7", "kind": "step", "mode": "half_up"}


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


def send_node(client: CheckedClient, scheme: str, code: str, typed: dict[str, Any]) -> Any:
    """Post the form of a criterion, opened just now."""
    return client.post(at("node", scheme, code), {**marks(scheme, ReviseNode(code, {})), **typed})


def node_of(scheme: str, code: str) -> dict[str, Any]:
    """A node as it is saved."""
    spot = spot_of(read(scheme).document, code)
    assert spot is not None
    return spot.node


def chosen_of(answer: Any, name: str) -> str:
    """Which choice of a page is ticked; empty for none."""
    boxes = re.findall(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', answer.content.decode())
    values = [re.search(r'value="([^"]*)"', box) for box in boxes if re.search(r"\schecked[\s>]", box)]
    return values[0][1] if values and values[0] else ""
