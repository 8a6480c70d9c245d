"""A unit's response to a movement."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext

from thidua.campaigns.actions import respond_to_movement
from thidua.campaigns.permissions import may_respond
from thidua.campaigns.queries import MovementFrame, ResponseRow, movement_frame, response_of
from thidua.foundation.wording import N_
from thidua.organisations.queries import UnitName, unit_name
from thidua.web.campaigns.forms.base import Form
from thidua.web.campaigns.forms.doings import ResponseForm
from thidua.web.campaigns.views.shared import Crumbs, FormScreen, movement_address, movement_crumbs
from thidua.web.campaigns.words import paper, span


class Respond(FormScreen[tuple[MovementFrame, str]]):
    """Respond for a unit, or change what was responded."""

    permission = staticmethod(may_respond)
    title = N_("Respond to the movement")
    template = "campaigns/respond.html"
    lead = N_(
        "Say by which paper the unit joins and what it undertakes. The response can be changed while the movement runs."
    )
    button = N_("Send the response")
    done = N_("The response is on record.")

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[MovementFrame, str] | None:
        """The movement and the unit."""
        frame = movement_frame(kwargs["movement"])
        return (frame, kwargs["unit"]) if frame and unit_name(kwargs["unit"], on=self.on) else None

    @cached_property
    def known(self) -> ResponseRow | None:
        """What the unit responded before."""
        return response_of(self.object[0].card.id, self.object[1])

    @cached_property
    def unit(self) -> UnitName | None:
        """The unit by name."""
        return unit_name(self.object[1], on=self.on)

    def form(self, data: Any = None) -> Form:
        """As responded before, or today."""
        known = self.known
        initial: dict[str, Any] = {"responded_on": self.on, "revision": 0}
        if known is not None:
            names = ("responded_on", "document_number", "slogan", "undertakes", "revision")
            initial = {name: getattr(known, name) for name in names}
        return ResponseForm(data, initial=initial)

    def act(self, form: Any) -> str:
        """Respond."""
        frame, unit = self.object
        respond_to_movement(
            movement=frame.card.public_id,
            unit=unit,
            response=form.draft(),
            revision=form.cleaned_data.get("revision"),
            actor=self.actor,
            at=self.now,
        )
        return movement_address(frame)

    def crumbs(self) -> Crumbs:
        """The list, then the movement."""
        return movement_crumbs(self.object[0])

    def subject(self) -> str:
        """Which unit, to which movement."""
        return gettext("%(unit)s, “%(movement)s”") % {
            "unit": self.unit.name if self.unit else "",
            "movement": self.object[0].card.name,
        }

    def more(self) -> dict[str, Any]:
        """What the movement asks for, beside the form."""
        card = self.object[0].card
        return {"card": card, "period": span(card.starts_on, card.ends_on), "paper": paper(card)}
