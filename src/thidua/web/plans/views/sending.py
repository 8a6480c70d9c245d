"""Drafts sent round, given more time, closed."""

from typing import Any

from thidua.foundation.wording import N_
from thidua.plans.actions import close_consultation, extend_consultation, open_consultation
from thidua.plans.permissions import (
    may_close_consultation,
    may_open_consultation,
    may_reply_to_comment,
    may_revise_plan,
)
from thidua.plans.states import DraftKind
from thidua.web.plans.addresses import consultation_address
from thidua.web.plans.forms import CloseForm, ExtendForm, Form, SendForm, SendTextForm
from thidua.web.plans.views.base import ConsultationVerb, PlanVerb, YearVerb


class SendPlan(PlanVerb):
    """Send a plan in preparation to the members for comments."""

    permission = staticmethod(may_revise_plan)
    title = N_("Send round for comments")
    lead = N_("The units read the plan as it stands now and answer once each, until the day you give.")
    button = N_("Send to the units")
    done = N_("The draft is with the units.")
    effects = (
        N_("The officers and leaders of every other member unit are told, and it stands in their work."),
        N_("You may go on changing the draft; the units comment on the text as it was sent."),
    )

    def form(self, data: Any = None) -> Form:
        """Until when."""
        return SendForm(data)

    def act(self, form: Any) -> str:
        """Send it."""
        key = open_consultation(
            bloc_year=self.year.public_id,
            kind=DraftKind.PLAN,
            plan=self.object.card.public_id,
            answers_until=form.cleaned_data["answers_until"],
            actor=self.actor,
            at=self.now,
        )
        return consultation_address(key)


class SendText(YearVerb):
    """Send any other draft to the members for comments."""

    permission = staticmethod(may_open_consultation)
    title = N_("Send a draft round for comments")
    lead = N_("Working rules or any other draft of the bloc: the units answer once each, passage by passage.")
    button = N_("Send to the units")
    done = N_("The draft is with the units.")

    def form(self, data: Any = None) -> Form:
        """The text and until when."""
        return SendTextForm(data)

    def act(self, form: Any) -> str:
        """Send it."""
        kept = form.cleaned_data
        key = open_consultation(
            bloc_year=self.object.public_id,
            kind=DraftKind(kept["kind"]),
            title=kept["title"],
            text=kept["text"],
            answers_until=kept["answers_until"],
            actor=self.actor,
            at=self.now,
        )
        return consultation_address(key)


class Extend(ConsultationVerb):
    """Give the units more time."""

    permission = staticmethod(may_reply_to_comment)
    title = N_("Give more time")
    lead = N_("A later last day for answers; the units are told.")
    button = N_("Move the last day")
    done = N_("The last day is moved.")

    def form(self, data: Any = None) -> Form:
        """The later day and why."""
        return ExtendForm(data, initial={"answers_until": self.object.answers_until})

    def act(self, form: Any) -> str:
        """Move it."""
        extend_consultation(
            consultation=self.object.public_id, actor=self.actor, at=self.now, **form.cleaned_data
        )
        return self.home


class Close(ConsultationVerb):
    """Close a consultation: its minute stands."""

    permission = staticmethod(may_close_consultation)
    title = N_("Close the consultation")
    lead = N_("What was said and replied stands as the minute from now on; nobody answers any more.")
    button = N_("Close the consultation")
    done = N_("The consultation is closed; its minute stands.")

    def form(self, data: Any = None) -> Form:
        """What came of it."""
        return CloseForm(data)

    def act(self, form: Any) -> str:
        """Close it."""
        close_consultation(
            consultation=self.object.public_id, actor=self.actor, at=self.now, **form.cleaned_data
        )
        return self.home
