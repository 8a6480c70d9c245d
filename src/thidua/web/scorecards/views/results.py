"""The agreed result: what it still needs, agreeing to it, and the frozen results with their hash."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import agree_result
from thidua.scorecards.errors import ReasonNeeded, ResultChangedMeanwhile
from thidua.scorecards.exports import draft_result, result_hash
from thidua.scorecards.permissions import may_agree_result, may_see_sheet
from thidua.scorecards.queries import Frozen, SheetFrame, agreed_result, agreed_results, sheet_frame
from thidua.scorecards.readiness import left_open, readiness
from thidua.web.scorecards.forms import TextField
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen


class AgreeForm(forms.Form):
    """The meeting that agreed, and for a correction the reason."""

    agreed_on = forms.DateField(
        label=gettext_lazy("Day of the meeting"), input_formats=["%d/%m/%Y", "%Y-%m-%d"]
    )
    meeting = TextField(
        label=gettext_lazy("Meeting and minutes"),
        max_length=300,
        help_text=gettext_lazy("For example: review meeting, minutes 05/BB-KNC of 11/03/2024."),
    )
    reason = TextField(
        label=gettext_lazy("Reason for the correction"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    left_open = TextField(
        label=gettext_lazy("Why the meeting agrees although points are open"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    expected_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Result(SheetScreen):
    """What was agreed, or what is still needed before it can be."""

    title = N_("Agreed result")
    template = "scorecards/result.html"
    tab = "result"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Freeze the result that was looked at."""
        form = AgreeForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        given = {
            name: form.cleaned_data[name]
            for name in ("agreed_on", "meeting", "reason", "left_open", "expected_hash")
        }
        try:
            key = agree_result(sheet=self.frame.public_id, actor=self.actor, at=self.now, **given)
        except (ReasonNeeded, ResultChangedMeanwhile) as problem:
            where = getattr(problem, "where", "")
            form.add_error(where if where in form.fields else None, render(problem.sentence))
            return self.show(form, status=422)
        return self.done(
            _("The result is agreed and frozen."),
            reverse("scorecards:frozen", args=(self.frame.public_id, key)),
        )

    def show(self, form: AgreeForm | None = None, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame = self.frame
        may, ready = may_agree_result(self.actor, frame, on=self.on), readiness(frame)
        draft = draft_result(frame) if may.allowed and ready.allowed else None
        earlier = agreed_results(frame)
        if form is None and draft is not None:
            form = AgreeForm(initial={"agreed_on": f"{self.on:%d/%m/%Y}", "expected_hash": draft.hash})
        return self.page(
            status=status,
            may=may,
            ready=ready,
            draft=draft,
            open_points=", ".join(str(point.number) for point in left_open(frame)),
            form=form,
            earlier=earlier,
            names={member.code: member.name for member in frame.members},
            crumb_items=self.crumbs(self.sheet_crumb()),
        )


class FrozenResult(FramedScreen[tuple[SheetFrame, Frozen]]):
    """One agreed result as it was frozen; its hash is worked out again each time it is read."""

    title = N_("Agreed result")
    template = "scorecards/frozen.html"
    tab = "result"

    @staticmethod
    def permission(actor: Any, found: tuple[SheetFrame, Frozen], *, on: Any) -> Any:
        """Whoever reads the sheet."""
        return may_see_sheet(actor, found[0], on=on)

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, Frozen] | None:
        """Sheet and result."""
        frame = sheet_frame(kwargs["sheet"])
        found = agreed_result(frame, kwargs["result"]) if frame else None
        return (frame, found) if frame is not None and found is not None else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame, found = self.object
        units = found.scorecard["units"]
        ranked = sorted(units.items(), key=lambda pair: (pair[1]["rank"] is None, pair[1]["rank"] or 0))
        given: dict[str, list[str]] = {}
        for code, winners in found.scorecard.get("awards", {}).items():
            for unit in winners:
                given.setdefault(unit, []).append(code)
        return self.page(
            found=found,
            whole=result_hash(found.scheme_hash, found.results, found.scorecard) == found.hash,
            ranked=ranked,
            given=given,
            names={member.code: member.name for member in frame.members},
            award_names={
                str(row["code"]): str(row.get("name") or row["code"])
                for row in frame.document.get("awards") or ()
            },
            crumb_items=self.crumbs(
                self.sheet_crumb(),
                (_("Agreed result"), reverse("scorecards:result", args=(frame.public_id,))),
            ),
        )
