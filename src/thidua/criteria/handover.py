"""What this room lays into the handover pack «hồ sơ bàn giao»: every version of the table of criteria."""

import json
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from thidua.criteria.queries import document_of, schemes_of_year
from thidua.foundation.wording import N_
from thidua.organisations.handover import PackFile, contributes, table


@contributes("criteria", N_("Tables of criteria"), place=30)
def criteria_part(bloc_year: str, on: date) -> Iterator[PackFile]:
    """A list of the versions, and each version's document, by which anyone can score again."""
    del on
    cards = schemes_of_year(bloc_year)
    if not cards:
        return
    heads = (
        gettext("Version"),
        gettext("Name"),
        gettext("Agreed on"),
        gettext("Meeting"),
        gettext("Frozen on"),
        gettext("Superseded on"),
        gettext("Reason of the change"),
        "SHA-256",
    )
    rows = (
        (
            card.version,
            card.name,
            card.agreed_on,
            card.meeting,
            card.frozen_on,
            card.superseded_on,
            card.change_reason,
            card.content_hash,
        )
        for card in cards
    )
    yield PackFile("cac-phien-ban.csv", table(heads, rows), gettext("Versions of the table of criteria"))
    for card in cards:
        document = document_of(card.public_id)
        text = json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n"
        title = gettext("Table of criteria, version %(version)d: %(name)s")
        yield PackFile(
            f"bang-tieu-chi-v{card.version}.json",
            text.encode(),
            title % {"version": card.version, "name": card.name},
        )
