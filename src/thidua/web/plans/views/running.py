"""A plan in force: issued, worked out again, its lines done, taken back or dropped."""

from typing import Any

from django.http import HttpResponse

from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_, render
from thidua.organisations.queries import head_of_unit, unit_name
from thidua.plans.actions import (
    complete_activity,
    drop_activity,
    issue_plan,
    recount_plan,
    withdraw_completion,
)
from thidua.plans.days import effect_of_holidays
from thidua.plans.permissions import may_complete_activity, may_issue_plan, may_move_days, units_completing
from thidua.plans.proofs import proofs_for
from thidua.plans.queries import ActivityRow, PlanFrame
from thidua.web.plans.forms import CompleteForm, Form, IssueForm, ReasonForm, WithdrawForm
from thidua.web.plans.present import names_of
from thidua.web.plans.views.base import LineVerb, PlanVerb


class IssuePlan(PlanVerb):
    """Record that the plan was issued."""

    permission = staticmethod(may_issue_plan)
    title = N_("Record the issue")
    lead = N_("Number, day and signer as they stand on the signed paper.")
    button = N_("Record the issue")
    done = N_("The plan is in force.")
    effects = (
        N_("The words of the plan do not change any more; days are moved one by one, each with its reason."),
        N_("A version in force before gives way; what was done of it is carried over by code."),
        N_("Every member unit is told."),
    )

    def form(self, data: Any = None) -> Form:
        """With the head of the head unit as signer."""
        unit = unit_name(self.year.head(self.on), on=self.on)
        head = head_of_unit(unit.id, on=self.on) if unit is not None else None
        initial = {"issued_on": self.on, "number": f"…/KH-{self.year.bloc_code}"}
        if head is not None:
            initial |= {"signer_name": head.person.name, "signer_title": head.title}
        return IssueForm(data, initial=initial)

    def act(self, form: Any) -> str:
        """Record it."""
        issue_plan(plan=self.object.card.public_id, actor=self.actor, at=self.now, **form.cleaned_data)
        return self.home


class RecountPlan(PlanVerb):
    """Work the days out again by the holidays in use now."""

    permission = staticmethod(may_move_days)
    title = N_("Work the days out again")
    template = "plans/move.html"
    lead = N_(
        "The holidays were corrected since these days were worked out. The lines that move are shown below."
    )
    button = N_("Move these days")
    done = N_("The days are worked out again.")

    def form(self, data: Any = None) -> Form:
        """The reason."""
        return ReasonForm(data)

    def show(self, form: Form, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page with what moves."""
        frame = self.object
        rows = []
        for shift in effect_of_holidays(frame):
            row = frame.activity(shift.code)
            rows.append({"shift": shift, "title": row.title if row else "", "owner": ""})
        return super().show(form, status=status, shifts=rows, nothing=not rows, staying=[], row=None)

    def act(self, form: Any) -> str:
        """Move them."""
        recount_plan(
            plan=self.object.card.public_id,
            reason=form.cleaned_data["reason"],
            revision=self.object.card.revision,
            actor=self.actor,
            at=self.now,
        )
        return self.home


class CompleteLine(LineVerb):
    """Say that a unit did its part."""

    permission = staticmethod(may_complete_activity)
    title = N_("Record as done")
    lead = N_("Say which unit did it, and on which day. Lateness is counted from the day of the plan.")
    button = N_("Record as done")
    done = N_("It is recorded as done.")

    def form(self, data: Any = None) -> Form:
        """The units that have not done it and of which the person may say so."""
        frame, row = self.object
        names = names_of(frame, self.on)
        units = [
            unit
            for unit in units_completing(self.actor, frame, row, on=self.on)
            if row.completion(unit) is None
        ]
        form = CompleteForm(data, initial={"done_on": self.on})
        form.offer("unit", [(names[unit].public_id, names[unit].name) for unit in units])
        keys = [names[unit].public_id for unit in units]
        proofs = proofs_for(frame.year.public_id, row, keys)
        known = {unit: found[0] for unit, found in proofs.items() if found}
        if data is None and len(keys) == 1 and known:
            one = known[keys[0]]
            form.initial.update(done_on=one.day, note=render(one.said))
        elif known:
            # Which day is whose is said beside the day; the form cannot choose for several units.
            short = {names[unit].public_id: names[unit].short_name for unit in units}
            said = " ".join(f"{short[unit]}: {render(one.said)}" for unit, one in known.items())
            form.fields["done_on"].help_text = f"{form.fields['done_on'].help_text} {said}"
        return form

    def act(self, form: Any) -> str:
        """Record it."""
        complete_activity(
            plan=self.frame.card.public_id,
            code=self.row.code,
            actor=self.actor,
            at=self.now,
            **form.cleaned_data,
        )
        return self.home


class WithdrawLine(LineVerb):
    """Take back that a unit did its part."""

    permission = staticmethod(may_complete_activity)
    title = N_("Take back that it was done")
    lead = N_("For a mistake: the unit has to do it again. The ledger keeps both, with your reason.")
    button = N_("Take it back")
    done = N_("It waits to be done again.")
    danger = True

    def form(self, data: Any = None) -> Form:
        """The units that have done it and of which the person may say so."""
        frame, row = self.object
        names = names_of(frame, self.on)
        units = [
            unit
            for unit in units_completing(self.actor, frame, row, on=self.on)
            if row.completion(unit) is not None
        ]
        form = WithdrawForm(data)
        form.offer("unit", [(names[unit].public_id, names[unit].name) for unit in units])
        return form

    def act(self, form: Any) -> str:
        """Take it back."""
        withdraw_completion(
            plan=self.frame.card.public_id,
            code=self.row.code,
            actor=self.actor,
            at=self.now,
            **form.cleaned_data,
        )
        return self.home


class DropLine(LineVerb):
    """Drop a line of a plan in force."""

    title = N_("Drop the line")
    lead = N_(
        "Nobody has to do it any more. The line stays readable with the reason; lines that count from it keep their days."
    )
    button = N_("Drop the line")
    done = N_("The line is dropped.")
    danger = True

    @staticmethod
    def permission(actor: Actor, pair: tuple[PlanFrame, ActivityRow], *, on: Any) -> Verdict:
        """As for the plan."""
        return may_move_days(actor, pair[0], on=on)

    def form(self, data: Any = None) -> Form:
        """The reason."""
        return ReasonForm(data)

    def act(self, form: Any) -> str:
        """Drop it."""
        drop_activity(
            plan=self.frame.card.public_id,
            code=self.row.code,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            at=self.now,
        )
        return self.home
