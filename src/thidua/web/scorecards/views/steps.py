"""Every step of a unit's marks side by side, and looking at a mark a second time «phúc tra»."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.criteria.leaves import Leaf
from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import reappraise_mark
from thidua.scorecards.errors import MarksUnfit, ReasonNeeded, SheetUnfit
from thidua.scorecards.permissions import may_reappraise_mark, sees_marks
from thidua.scorecards.queries import ExplanationRow, Step, steps_of
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import STAGES, Stage
from thidua.web.scorecards.explaining import step_words
from thidua.web.scorecards.forms import EntryForm, TextField, initial_of
from thidua.web.scorecards.minutes_forms import add_problem
from thidua.web.scorecards.views.cell import CellScreen
from thidua.web.scorecards.views.shared import cell_address, unit_address
from thidua.web.scorecards.views.unit import UnitScreen
from thidua.web.scorecards.words import STAGE_NAMES, plain_words, points_words
from thidua.web.shared.fields import DayField


class UnitHistory(UnitScreen):
    """A unit's criteria with every step of their marks side by side."""

    title = N_("Every step side by side")
    template = "scorecards/history.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table; `chi` leaves only criteria that were changed."""
        frame, unit = self.frame, self.member.code
        seen = frozenset(stage for stage in STAGES if sees_marks(self.part, frame, unit, stage))
        only = request.GET.get("chi", "") == "thay-doi"
        decimals = scheme_of(frame).rounding.decimals
        rows = []
        for leaf in frame.outline.leaves.values():
            steps = steps_of(frame, unit, leaf.code, stages=seen)
            changed = any(step.again or (step.reason and step.stage is not Stage.SELF) for step in steps)
            if steps and (changed or not only):
                rows.append(self.row(leaf, steps, decimals))
        return self.page(
            member=self.member,
            rows=rows,
            only=only,
            heads=[_(STAGE_NAMES[stage]) for stage in STAGES],
            unit_href=unit_address(frame.public_id, unit),
            crumb_items=self.crumbs(
                self.sheet_crumb(), (self.member.short_name, unit_address(frame.public_id, unit))
            ),
        )

    def row(self, leaf: Leaf, steps: tuple[Step, ...], decimals: int) -> dict[str, Any]:
        """One criterion: its steps by stage, and its second appraisals."""
        shown = [step_words(step, leaf, decimals) for step in steps]
        return {
            "leaf": leaf,
            "max": plain_words(leaf.max),
            "stages": [
                [one for one in shown if one["step"].stage is stage and not one["step"].again]
                for stage in STAGES
            ],
            "again": [one for one in shown if one["step"].again],
            "href": cell_address(self.frame.public_id, self.member.code, leaf.code, steps[-1].stage),
        }


class SecondLookForm(forms.Form):
    """When and by which minutes a mark was looked at again, and the explanation it follows."""

    held_on = DayField(label=gettext_lazy("Day of the second appraisal"))
    minutes = TextField(
        label=gettext_lazy("Minutes"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: minutes 02/BB-KNC of 17/01/2024."),
    )

    def __init__(self, asked: list[ExplanationRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"] = forms.ChoiceField(
            label=_("Follows the explanation"),
            required=False,
            choices=[
                *(
                    (one.public_id, f"{one.asked_at:%d/%m/%Y}, {one.asked_by}: {one.text[:80]}")
                    for one in asked
                ),
                ("", _("None; the bloc looks at it again by itself")),
            ],
        )


class ReappraiseMark(CellScreen):
    """Look at a mark a second time; both marks stay side by side."""

    permission = staticmethod(may_reappraise_mark)
    title = N_("Second appraisal of a mark")
    template = "scorecards/reappraise.html"

    def asked(self) -> list[ExplanationRow]:
        """Explanations of this cell that no second appraisal has followed yet, the latest first."""
        frame, cell = self.frame, self.object
        done = {one.explanation for one in frame.content.reappraisals}
        return [
            one
            for one in reversed(frame.content.explanations)
            if (one.unit, one.leaf) == (cell.unit, cell.leaf) and one.public_id not in done
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, starting from the mark as it stands."""
        cell, story, asked = self.object, self.story(), self.asked()
        looked = cell.mark or cell.before
        initial = initial_of(story.leaf, looked.entry if looked else None)
        initial |= {"revision": 0, "says": "value"}
        look = SecondLookForm(
            asked,
            initial={
                "held_on": f"{self.on:%d/%m/%Y}",
                "explanation": asked[0].public_id if asked else "",
            },
        )
        return self.show(EntryForm(story.leaf, initial=initial), look)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        cell, story = self.object, self.story()
        form, look = EntryForm(story.leaf, request.POST), SecondLookForm(self.asked(), request.POST)
        if not (form.is_valid() & look.is_valid()):
            return self.show(form, look, status=422)
        try:
            reappraise_mark(
                sheet=cell.frame.public_id, unit=cell.unit, leaf=cell.leaf, entry=form.entry(),
                awaits=form.awaits(), reason=form.cleaned_data["reason"], actor=self.actor, at=self.now,
                **look.cleaned_data,
            )  # fmt: skip
        except MarksUnfit as unfit:
            for problem in unfit.problems:
                form.add_problem(problem)
            return self.show(form, look, status=422)
        except ReasonNeeded as problem:
            form.add_error("reason", render(problem.sentence))
            return self.show(form, look, status=422)
        except SheetUnfit as problem:
            add_problem(look, problem)
            return self.show(form, look, status=422)
        return self.done(_("The second appraisal is kept beside the first mark."), self.here)

    def show(self, form: EntryForm, look: SecondLookForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        cell, story = self.object, self.story()
        seen = frozenset(stage for stage in STAGES if sees_marks(self.part, cell.frame, cell.unit, stage))
        decimals = scheme_of(cell.frame).rounding.decimals
        steps = steps_of(cell.frame, cell.unit, cell.leaf, stages=seen)
        return self.page(
            status=status,
            form=form,
            look=look,
            story=story,
            steps=[step_words(step, story.leaf, decimals) for step in steps],
            explanations=self.asked(),
            here=self.here,
            most=points_words(Decimal(story.leaf.max), decimals),
            crumb_items=self.crumbs(
                self.sheet_crumb(), (story.member.short_name, unit_address(cell.frame.public_id, cell.unit))
            ),
        )
