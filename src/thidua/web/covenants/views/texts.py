"""«Văn bản»: the composed paper as it is printed and signed; and the versions with what differs."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from thidua.covenants.composing import as_text, compose, text_hash
from thidua.covenants.differences import covenant_differences
from thidua.covenants.permissions import (
    may_amend_covenant,
    may_compose_text,
    may_give_consent,
    may_return_text,
)
from thidua.covenants.queries import content_of, covenant_frame, signatures_of, text_of, versions_of_year
from thidua.covenants.states import CovenantState
from thidua.foundation.wording import N_
from thidua.web.covenants.present import difference_rows, signature_rows
from thidua.web.covenants.views.home import version_row
from thidua.web.covenants.views.shared import VersionScreen


class TextPage(VersionScreen):
    """The paper, part by part; a draft is shown as it would be composed now."""

    title = N_("Text of the covenant")
    template = "covenants/text.html"
    tab = "text"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The paper."""
        paper = compose(
            self.content,
            self.frame.parties,
            bloc=self.card.bloc_name,
            letterhead=self.card.letterhead,
            year=self.card.year,
        )
        composed = self.card.state is not CovenantState.DRAFTED
        stored = text_of(self.card.id) if composed else ""
        blocks, witness = signature_rows(self.frame.parties, signatures_of(self.card.id))
        return self.page(
            paper=paper,
            composed=composed,
            # What is signed is the stored text; the rows must still give exactly that.
            fits=not composed or (as_text(paper) == stored and text_hash(stored) == self.card.content_hash),
            blocks=blocks,
            witness=witness,
            composing=may_compose_text(self.actor, self.frame, on=self.on),
            consenting=may_give_consent(self.actor, self.frame, on=self.on),
            returning=may_return_text(self.actor, self.frame, on=self.on),
        )


class Versions(VersionScreen):
    """The versions of the year, and what differs from the one this was made from."""

    title = N_("Versions")
    template = "covenants/versions.html"
    tab = "versions"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Versions and differences."""
        cards = versions_of_year(self.frame.year.public_id)
        return self.page(
            versions=[version_row(card) for card in cards],
            changes=self.changes(),
            amending=may_amend_covenant(self.actor, self.frame, on=self.on),
            preparing=any(
                card.state not in {CovenantState.SIGNED, CovenantState.SUPERSEDED} for card in cards
            ),
        )

    def changes(self) -> Any:
        """What differs from the version before; None for the first."""
        if self.card.based_on is None:
            return None
        base = covenant_frame(self.card.based_on)
        if base is None:
            return None
        found = covenant_differences(
            (content_of(base.card.id), base.parties), (self.content, self.frame.parties)
        )
        names = {party.code: party.name for party in (*base.parties, *self.frame.parties)}
        return difference_rows(found, names)
