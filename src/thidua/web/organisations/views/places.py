"""From an old address to the new one, and back."""

from django.http import HttpRequest, HttpResponse

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.organisations.permissions import may_read_units
from thidua.organisations.queries import places_with_ways
from thidua.organisations.states import SUCCESSION_WORDS
from thidua.web.organisations.views.base import asked_words, register_tabs
from thidua.web.organisations.words import confidence_state, span

MOST_SHOWN = 20


class Places(Screen[NoObject]):
    """Where a commune went, and what one was made of."""

    permission = staticmethod(may_read_units)
    title = N_("Old and new places")
    template = "organisations/places.html"
    menu = "lists"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The places found, each with its candidates."""
        words = asked_words(request)
        return self.page(
            words=words,
            found=places_with_ways(words, limit=MOST_SHOWN),
            most=MOST_SHOWN,
            tabs=register_tabs("places"),
            span=span,
            confidence_state=confidence_state,
            kinds=SUCCESSION_WORDS,
        )
