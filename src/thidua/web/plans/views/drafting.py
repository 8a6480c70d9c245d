"""A plan in preparation: begun, its words changed, taken back to the drafting table."""

from typing import Any

from django.utils.translation import gettext as _

from thidua.foundation.wording import N_
from thidua.plans.actions import draft_plan, return_plan, revise_plan
from thidua.plans.permissions import may_draft_plan, may_return_plan, may_revise_plan
from thidua.plans.queries import PlanCard, plans_of_year, shown_plan
from thidua.web.plans.addresses import plan_address
from thidua.web.plans.forms import Form, NewPlanForm, PlanForm, ReasonForm
from thidua.web.plans.views.base import PlanVerb, YearVerb


class DraftPlan(YearVerb):
    """Begin a version of the year's plan."""

    permission = staticmethod(may_draft_plan)
    title = N_("Draft a plan")
    lead = N_("Begin the plan of the year, or a new version of it. Its lines are added afterwards.")
    button = N_("Begin the draft")
    done = N_("The draft is begun; add its lines.")

    def base(self) -> PlanCard | None:
        """The version a new one begins from, when the year has one."""
        return shown_plan(plans_of_year(self.object.id))

    def form(self, data: Any = None) -> Form:
        """Empty, or with the words of the version there is."""
        base = self.base()
        if base is None:
            title = _("Plan of activities of %(bloc)s in %(year)s") % {
                "bloc": self.object.short_name,
                "year": self.object.year,
            }
            return PlanForm(data, initial={"title": title})
        return NewPlanForm(data, initial={"title": base.title, "text": base.text})

    def act(self, form: Any) -> str:
        """Begin it, with the lines of the version there is."""
        base = self.base()
        kept = form.cleaned_data
        key = draft_plan(
            bloc_year=self.object.public_id,
            title=kept["title"],
            text=kept["text"],
            based_on=base.public_id if base is not None else None,
            change_reason=kept.get("change_reason", ""),
            actor=self.actor,
            at=self.now,
        )
        return plan_address(key)


class RevisePlan(PlanVerb):
    """Change the words of a plan in preparation."""

    permission = staticmethod(may_revise_plan)
    title = N_("Words of the plan")
    lead = N_("Change the title and the words; lines are changed one by one.")
    button = N_("Save")
    done = N_("The plan is saved.")

    def form(self, data: Any = None) -> Form:
        """With what stands."""
        card = self.object.card
        return PlanForm(data, initial={"title": card.title, "text": card.text, "revision": card.revision})

    def act(self, form: Any) -> str:
        """Save."""
        kept = form.cleaned_data
        revise_plan(
            plan=self.object.card.public_id,
            title=kept["title"],
            text=kept["text"],
            revision=kept["revision"] or 0,
            actor=self.actor,
            at=self.now,
        )
        return self.home


class ReturnPlan(PlanVerb):
    """Take a plan that was sent round back to the drafting table."""

    permission = staticmethod(may_return_plan)
    title = N_("Return to the drafting table")
    lead = N_("The plan is a draft of the head unit again; what the units answered stays.")
    button = N_("Return the plan")
    done = N_("The plan is back on the drafting table.")

    def form(self, data: Any = None) -> Form:
        """The reason."""
        return ReasonForm(data)

    def act(self, form: Any) -> str:
        """Return it."""
        return_plan(
            plan=self.object.card.public_id, reason=form.cleaned_data["reason"], actor=self.actor, at=self.now
        )
        return self.home
