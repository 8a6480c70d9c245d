"""What the tests of these screens share: addresses, the words of a page, the boxes of a form."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

from tests.factories.covenants import party
from thidua.covenants.content import RegistrationContent
from thidua.covenants.queries import content_of, covenant_frame
from thidua.web.covenants.typed import COLUMNS, Typed


def at(name: str, *args: str) -> str:
    """An address of the room."""
    return reverse(f"covenants:{name}", args=args)


def words(answer: Any) -> str:
    """The page as read: tags left out, blanks single."""
    text = answer.content.decode()
    main = text[text.find("<main") : text.find("</main>")] if "<main" in text else text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def boxes(content: RegistrationContent, revision: int) -> dict[str, str]:
    """The form of a registration as a browser would send it."""
    typed = Typed.kept(content)
    sent = {f"target-{place}-{name}": row[name] for place, row in enumerate(typed.rows) for name in COLUMNS}
    sent |= {f"title-{name}": value for name, value in typed.titles.items()}
    sent |= {f"commendation-{name}": value for name, value in typed.commendations.items()}
    return sent | {
        "slogan": typed.slogan,
        "models": typed.models,
        "exemplars": typed.exemplars,
        "exemplar_names": typed.exemplar_names,
        "revision": str(revision),
    }


def kept(version: str, code: str) -> RegistrationContent:
    """What a unit has registered."""
    frame = covenant_frame(version)
    assert frame is not None
    return content_of(frame.card.id).registrations[party(version, code).id]
