"""The list of sheets, opening one, closing and reopening its stages."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.core.verdict import Verdict
from thidua.criteria.permissions import may_open_criteria
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_, render
from thidua.organisations.permissions import may_read_bloc_year
from thidua.organisations.queries import BlocYearCard, current_bloc_years, member_units
from thidua.organisations.queries import bloc_year as bloc_year_card
from thidua.scorecards.actions import adopt_scheme, close_stage, open_sheet, reopen_stage
from thidua.scorecards.errors import ReasonNeeded, SheetUnfit
from thidua.scorecards.permissions import (
    may_close_stage,
    may_open_any_sheet,
    may_open_scores,
    may_open_sheet,
    may_reopen_stage,
    may_see_sheet,
    sheets_visible_to,
)
from thidua.scorecards.queries import SheetFrame, closings_of, counters, sheet_cards, sheet_frame
from thidua.scorecards.states import OPEN_STAGE, STAGES, SheetState, Stage
from thidua.web.scorecards.forms import ReasonForm
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen
from thidua.web.scorecards.words import STAGE_NAMES, state_of
from thidua.web.shared import parts


class Home(Screen[NoObject]):
    """The score sheets of my blocs."""

    permission = staticmethod(may_open_scores)
    title = N_("Scoring, ranking")
    template = "scorecards/home.html"
    menu = "scores"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, with counters by state."""
        cards = sheet_cards(sheets_visible_to(self.actor, on=self.on))
        wanted = request.GET.get("trang-thai", "")
        shown = [card for card in cards if not wanted or card.state == wanted]
        counted = [
            parts.Counter(_("All"), len(cards), "?", not wanted),
            *(
                parts.Counter(
                    state_of(state).label,
                    sum(card.state is state for card in cards),
                    f"?trang-thai={state}",
                    wanted == state,
                )
                for state in SheetState
            ),
        ]
        return self.page(
            cards=[
                (card, state_of(card.state), self.stage(card.state), card.filled[self.stage(card.state)])
                for card in shown
            ],
            stage_names={stage: _(name) for stage, name in STAGE_NAMES.items()},
            counted=counted,
            may_open=may_open_any_sheet(self.actor, on=self.on).allowed,
            reads_tables=may_open_criteria(self.actor, on=self.on).allowed,
            any=bool(cards),
        )

    def stage(self, state: SheetState) -> Stage:
        """The column that speaks for a state."""
        return OPEN_STAGE.get(state, Stage.APPRAISED)


class OpenList(Screen[NoObject]):
    """The bloc-years for which this person may open a score sheet, those without one first."""

    title = N_("Open a score sheet")
    template = "scorecards/openable.html"
    menu = "scores"

    @staticmethod
    def permission(actor: Any, *, on: Any) -> Verdict:
        """Whoever keeps some bloc's sheets; who has no part in scoring learns nothing."""
        seen = may_open_scores(actor, on=on)
        return may_open_any_sheet(actor, on=on) if seen.allowed else seen

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        cards = sheet_cards(sheets_visible_to(self.actor, on=self.on))
        opened = {card.bloc_year for card in cards}
        years = [
            (year, year.public_id in opened)
            for year in current_bloc_years(on=self.on)
            if may_open_sheet(self.actor, year.bloc.public_id, on=self.on).allowed
        ]
        return self.page(years=sorted(years, key=lambda pair: pair[1]))


class OpenForm(forms.Form):
    """The rules a sheet is opened under."""

    period_from = forms.DateField(
        label=gettext_lazy("First day of the period"), input_formats=["%d/%m/%Y", "%Y-%m-%d"]
    )
    period_to = forms.DateField(
        label=gettext_lazy("Last day of the period"), input_formats=["%d/%m/%Y", "%Y-%m-%d"]
    )
    explanation_days = forms.IntegerField(
        label=gettext_lazy("Days to explain a changed mark"), min_value=1, max_value=90, initial=7
    )
    self_marks_hidden = forms.BooleanField(
        label=gettext_lazy("Units do not see one another's own marks until self-scoring is closed"),
        required=False,
        initial=True,
    )
    head_checked_by = forms.MultipleChoiceField(
        label=gettext_lazy("The head unit is checked by"), required=False, widget=forms.CheckboxSelectMultiple
    )


class OpenSheet(Screen[BlocYearCard]):
    """Open the score sheet of a bloc-year."""

    title = N_("Open a score sheet")
    template = "scorecards/open.html"
    menu = "scores"

    @staticmethod
    def permission(actor: Any, year: BlocYearCard, *, on: Any) -> Verdict:
        """As the verb asks it; who may not read the bloc-year learns nothing."""
        for seen in (may_open_scores(actor, on=on), may_read_bloc_year(actor, year, on=on)):
            if not seen.allowed:
                return seen
        return may_open_sheet(actor, year.bloc.public_id, on=on)

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearCard | None:
        """The bloc-year."""
        return bloc_year_card(kwargs["bloc_year"], on=self.on)

    def form(self, data: Any = None) -> OpenForm:
        """The form, with the calendar year and the deputy proposed."""
        year = self.object
        members = member_units(year.id)
        first, last = date(year.year, 1, 1), date(year.year, 12, 31)
        initial = {
            "period_from": f"{first:%d/%m/%Y}",
            "period_to": f"{last:%d/%m/%Y}",
            "head_checked_by": [one.code for one in members if one.role == "deputy"],
        }
        form = OpenForm(data, initial=initial)
        choices = [(one.code, one.name) for one in members if one.role != "head"]
        form.fields["head_checked_by"].choices = choices  # type: ignore[attr-defined]  # a choice field
        return form

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(form=self.form(), year=self.object)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form=form, year=self.object, status=422)
        try:
            key = open_sheet(
                bloc_year=self.object.public_id, actor=self.actor, at=self.now, **form.cleaned_data
            )
        except SheetUnfit as problem:
            said = render(problem.sentence)
            form.add_error(None, f"{said} {render(problem.remedy)}" if problem.remedy else said)
            return self.page(form=form, year=self.object, status=422)
        return HttpResponseRedirect(reverse("scorecards:matrix", args=(key,)))


class StageScreen(FramedScreen[tuple[SheetFrame, Stage]]):
    """A screen of one step of a sheet."""

    tab = "matrix"

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, Stage] | None:
        """Sheet and stage."""
        frame = sheet_frame(kwargs["sheet"])
        return (
            (frame, Stage(kwargs["stage"])) if frame is not None and kwargs["stage"] in set(Stage) else None
        )

    def back(self) -> str:
        """The whole sheet."""
        return reverse("scorecards:matrix", args=(self.frame.public_id,))

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """The page with the stage in words."""
        stage = self.object[1]
        return self.page(
            status=status,
            stage=stage,
            stage_name=_(STAGE_NAMES[stage]),
            back=self.back(),
            crumb_items=self.crumbs(self.sheet_crumb()),
            **context,
        )


class CloseStage(StageScreen):
    """Close a stage, after seeing what is still empty."""

    permission = staticmethod(may_close_stage)
    title = N_("Close a stage")
    template = "scorecards/close.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will be closed."""
        frame, stage = self.object
        following = STAGES[STAGES.index(stage) + 1] if stage is not STAGES[-1] else None
        return self.show(
            count=counters(frame, stage), next_name=_(STAGE_NAMES[following]) if following is not None else ""
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Close it."""
        frame, stage = self.object
        close_stage(sheet=frame.public_id, stage=stage, actor=self.actor, at=self.now)
        return self.done(_("The stage is closed."), self.back())


class ReopenStage(StageScreen):
    """Reopen a stage with a reason."""

    permission = staticmethod(may_reopen_stage)
    title = N_("Reopen a stage")
    template = "scorecards/reopen.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(form=ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Reopen it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=422)
        frame, stage = self.object
        try:
            reopen_stage(
                sheet=frame.public_id,
                stage=stage,
                reason=form.cleaned_data["reason"],
                actor=self.actor,
                at=self.now,
            )
        except ReasonNeeded as problem:
            form.add_error("reason", render(problem.sentence))
            return self.show(form=form, status=422)
        return self.done(_("The stage is open again."), self.back())


class Steps(SheetScreen):
    """The stages of a sheet: which are closed, by whom, what was reopened and why; the table of criteria in use."""

    title = N_("Stages of the score sheet")
    template = "scorecards/steps.html"
    tab = "matrix"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame = self.frame
        return self.page(
            stages=[
                {
                    "stage": stage,
                    "name": _(STAGE_NAMES[stage]),
                    "count": counters(frame, stage),
                    "closing": frame.content.closings.get(stage),
                    "may_close": may_close_stage(self.actor, (frame, stage), on=self.on),
                    "may_reopen": may_reopen_stage(self.actor, (frame, stage), on=self.on),
                }
                for stage in STAGES
            ],
            history=[(line, _(STAGE_NAMES[line.stage])) for line in closings_of(frame)],
            may_adopt=may_open_sheet(self.actor, frame.bloc, on=self.on),
            crumb_items=self.crumbs(self.sheet_crumb()),
        )


class AdoptScheme(SheetScreen):
    """Move the sheet to the version of the table of criteria in force."""

    http_method_names = ("post",)

    @staticmethod
    def permission(actor: Any, frame: SheetFrame, *, on: Any) -> Verdict:
        """Whoever keeps the bloc's sheets; a stranger learns nothing."""
        seen = may_see_sheet(actor, frame, on=on)
        return may_open_sheet(actor, frame.bloc, on=on) if seen.allowed else seen

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move it."""
        back = reverse("scorecards:steps", args=(self.frame.public_id,))
        try:
            version = adopt_scheme(sheet=self.frame.public_id, actor=self.actor, at=self.now)
        except SheetUnfit as problem:
            return self.done(render(problem.sentence), back)
        return self.done(_("The sheet now uses version %(version)s.") % {"version": version}, back)
