"""Lines of a plan: added, changed and removed in a draft; moved in a plan in force, its effect shown first."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_
from thidua.plans.actions import add_activity, move_activity, remove_activity, revise_activity
from thidua.plans.days import Effect, effect_of_move
from thidua.plans.permissions import may_move_days, may_revise_plan
from thidua.plans.queries import ActivityRow, PlanFrame
from thidua.web.plans.addresses import plan_address
from thidua.web.plans.forms import Form, LineForm, MoveForm, day_initial
from thidua.web.plans.present import names_of, owner_words
from thidua.web.plans.views.base import WRONG_STATUS, LineVerb, PlanVerb


def _choices(frame: PlanFrame, on: Any, *, but: str = "") -> dict[str, list[tuple[str, str]]]:
    """Owners and lines to count from, as choices."""
    names = names_of(frame, on)
    rows = sorted(frame.activities, key=lambda row: not row.anchor)
    owners = [(name.public_id, name.name) for name in names.values()]
    return {
        "owners": owners,
        "bases": [(row.code, f"{row.code} – {row.title}") for row in rows if row.code != but],
    }


class AddLine(PlanVerb):
    """Add a line or an anchor to a plan in preparation."""

    permission = staticmethod(may_revise_plan)
    title = N_("Add a line")
    lead = N_("What is to be done, by whom, and on which day; or an anchor other lines count from.")
    button = N_("Add the line")
    done = N_("The line is added.")

    def form(self, data: Any = None) -> Form:
        """Empty, with the next code."""
        number = sum(not row.anchor for row in self.object.activities) + 1
        return LineForm(data, initial={"code": f"l-{number:02d}"}, **_choices(self.object, self.on))

    def act(self, form: Any) -> str:
        """Add it."""
        add_activity(plan=self.object.card.public_id, activity=form.draft(), actor=self.actor, at=self.now)
        return self.home


class ReviseLine(LineVerb):
    """Change a line of a plan in preparation."""

    title = N_("Change the line")
    lead = N_("Lines that count from this one are worked out again.")
    button = N_("Save")
    done = N_("The line is saved.")

    @staticmethod
    def permission(actor: Actor, pair: tuple[PlanFrame, ActivityRow], *, on: Any) -> Verdict:
        """As for the plan."""
        return may_revise_plan(actor, pair[0], on=on)

    def form(self, data: Any = None) -> Form:
        """With what stands."""
        frame, row = self.object
        names = names_of(frame, self.on)
        initial = {
            "code": row.code,
            "title": row.title,
            "anchor": row.anchor,
            "owner": names[row.owner].public_id if row.owner is not None else "",
            "output": row.output,
            "revision": frame.card.revision,
            **day_initial(row.when, row.day_kind),
        }
        return LineForm(data, initial=initial, **_choices(frame, self.on, but=row.code))

    def act(self, form: Any) -> str:
        """Save."""
        frame, row = self.object
        revise_activity(
            plan=frame.card.public_id,
            code=row.code,
            activity=form.draft(),
            revision=form.cleaned_data["revision"] or 0,
            actor=self.actor,
            at=self.now,
        )
        return plan_address(frame.card.public_id)


class RemoveForm(Form):
    """Nothing but the wish."""


class RemoveLine(LineVerb):
    """Take a line out of a plan in preparation."""

    title = N_("Remove the line")
    lead = N_("The line leaves the draft. A line other lines count from stays until they count from another.")
    button = N_("Remove the line")
    done = N_("The line is removed.")
    danger = True

    @staticmethod
    def permission(actor: Actor, pair: tuple[PlanFrame, ActivityRow], *, on: Any) -> Verdict:
        """As for the plan."""
        return may_revise_plan(actor, pair[0], on=on)

    def form(self, data: Any = None) -> Form:
        """Nothing to fill in."""
        return RemoveForm(data)

    def act(self, form: Any) -> str:
        """Remove it."""
        frame, row = self.object
        remove_activity(
            plan=frame.card.public_id,
            code=row.code,
            revision=frame.card.revision,
            actor=self.actor,
            at=self.now,
        )
        return plan_address(frame.card.public_id)


class MoveLine(LineVerb):
    """Move a line or anchor of a plan in force: first the effect is shown, then it is kept."""

    title = N_("Move the day")
    template = "plans/move.html"
    lead = N_("The effect on other lines is shown before anything is saved. Every move stays in the history.")
    button = N_("Move the day")
    done = N_("The day is moved.")

    @staticmethod
    def permission(actor: Actor, pair: tuple[PlanFrame, ActivityRow], *, on: Any) -> Verdict:
        """As for the plan."""
        return may_move_days(actor, pair[0], on=on)

    def form(self, data: Any = None) -> Form:
        """With the day that stands."""
        frame, row = self.object
        bases = _choices(frame, self.on, but=row.code)["bases"]
        initial = {"seen": row.due_on, **day_initial(row.when, row.day_kind)}
        return MoveForm(data, initial=initial, bases=bases)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(self.form(), effect=None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the effect; keep it when that was asked for."""
        if request.POST.get("step") == "save":
            return super().post(request)
        form = self.form(request.POST)
        try:
            effect = self.effect(form) if form.is_valid() else None
        except Problem as problem:
            form.blame(problem)
            effect = None
        return self.show(form, status=200 if effect else WRONG_STATUS, effect=effect)

    def effect(self, form: Any) -> Effect:
        """What the move would do."""
        frame, row = self.object
        return effect_of_move(frame, row.code, form.when())

    def show(self, form: Form, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page, with the effect in words when it is known."""
        frame, row = self.object
        effect: Effect | None = more.get("effect")
        names = names_of(frame, self.on)
        rows = []
        if effect is not None:
            for shift in effect.shifts:
                line = frame.activity(shift.code)
                owner = owner_words(line, names) if line is not None else ""
                rows.append({"shift": shift, "title": line.title if line else "", "owner": owner})
        return super().show(
            form,
            status=status,
            shifts=rows,
            nothing=effect is not None and effect.own is None,
            staying=[one for one in frame.activities if effect is not None and one.code in effect.staying],
            row=row,
        )

    def act(self, form: Any) -> str:
        """Move it."""
        frame, row = self.object
        move_activity(
            plan=frame.card.public_id,
            code=row.code,
            when=form.when(),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            actor=self.actor,
            at=self.now,
        )
        return self.home
