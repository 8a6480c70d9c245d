"""Forms of a movement's reviews: interim, and the final one that closes."""

from typing import Any

from django.urls import reverse

from thidua.campaigns.actions import close_movement, review_movement
from thidua.campaigns.permissions import may_close_movement, may_review_movement
from thidua.campaigns.queries import picture_of
from thidua.foundation.wording import N_
from thidua.web.campaigns.forms.base import Form
from thidua.web.campaigns.forms.movements import ReviewForm
from thidua.web.campaigns.views.shared import MovementVerb


class ReviewMovement(MovementVerb):
    """Record an interim review."""

    permission = staticmethod(may_review_movement)
    title = N_("Interim review of the movement")
    lead = N_("Say what was reached so far. More than one interim review may be held.")
    template = "campaigns/review.html"
    button = N_("Save the review")
    done = N_("The interim review is on record.")

    def form(self, data: Any = None) -> Form:
        """What was reached, with the figures known."""
        picture = picture_of(self.object, None, on=self.on)
        return ReviewForm(data, targets=picture.targets, initial={"held_on": self.on})

    def act(self, form: Any) -> str:
        """Record it."""
        review_movement(
            movement=self.object.card.public_id, review=form.draft(), actor=self.actor, at=self.now
        )
        return reverse("campaigns:history", args=(self.object.card.public_id,))


class CloseMovement(ReviewMovement):
    """Record the final review and close."""

    permission = staticmethod(may_close_movement)
    title = N_("Final review of the movement")
    lead = N_("Say what was reached in the end. With the final review the movement is closed.")
    button = N_("Save the review and close")
    done = N_("The final review is on record and the movement is closed.")
    effects = (N_("Nothing is responded or told any more."),)

    def act(self, form: Any) -> str:
        """Record it and close."""
        close_movement(
            movement=self.object.card.public_id, review=form.draft(), actor=self.actor, at=self.now
        )
        return reverse("campaigns:history", args=(self.object.card.public_id,))
