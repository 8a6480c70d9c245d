"""The ten points before a result is agreed, and the acts that settle them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thidua.core.verdict import Finding, Verdict
from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import (
    ask_disqualifiers,
    confirm_totals,
    enter_disqualifier_answer,
    settle_deduction,
)
from thidua.scorecards.errors import ItemUnfit, QuestionUnfit, ReasonNeeded, ResultChangedMeanwhile
from thidua.scorecards.exports import draft_result
from thidua.scorecards.permissions import (
    may_ask_disqualifiers,
    may_confirm_totals,
    may_see_sheet,
    may_settle_deduction,
)
from thidua.scorecards.queries import ItemRow, QuestionRow, SheetFrame, sheet_frame
from thidua.scorecards.readiness import Point, checklist, confirmations
from thidua.scorecards.states import Settled
from thidua.web.scorecards.forms import TextField
from thidua.web.scorecards.minutes_forms import add_problem
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen, cell_address
from thidua.web.scorecards.words import STAGE_MARKS
from thidua.web.shared.fields import DayField

MOST_LINKED = 24


def checklist_address(sheet: str) -> str:
    """The page of the ten points."""
    return reverse("scorecards:checklist", args=(sheet,))


class Checklist(SheetScreen):
    """Each point met, not met or not to be told, with the cells behind it and what to do."""

    title = N_("Checklist before agreeing")
    template = "scorecards/checklist.html"
    tab = "checklist"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame = self.frame
        points = checklist(frame)
        return self.page(
            points=[self.point(point) for point in points],
            met=sum(not point.open for point in points),
            hard=sum(point.open and point.hard for point in points),
            questions=[self.question(one) for one in frame.content.questions],
            deductions=[self.deduction(one) for one in frame.content.items if one.kind == "deduction"],
            may_ask=may_ask_disqualifiers(self.actor, frame, on=self.on).allowed
            and bool(frame.outline.disqualifiers),
            confirm=self.confirm(),
            crumb_items=self.crumbs(self.sheet_crumb()),
        )

    def point(self, point: Point) -> dict[str, Any]:
        """One point in words."""
        verdict = point.verdict
        return {
            "number": point.number or "",
            "asks": _(point.asks),
            "hard": point.hard,
            "finding": verdict.finding.name,
            "word": {
                Finding.MET: _("Met"),
                Finding.NOT_MET: _("Not met"),
                Finding.UNKNOWN: _("Cannot tell"),
            }[verdict.finding],
            "look": {Finding.MET: "ok", Finding.NOT_MET: "refused", Finding.UNKNOWN: "wait"}[verdict.finding],
            "why": render(verdict.sentence),
            "todo": render(verdict.remedy) if verdict.remedy and point.open else "",
            "cells": self.cells(point),
            "more": max(len(point.cells) - MOST_LINKED, 0),
        }

    def cells(self, point: Point) -> list[tuple[str, str]]:
        """The cells behind a point, as links; the first ones when there are many."""
        frame = self.frame
        names = {member.code: member.short_name for member in frame.members}
        return [
            (
                f"{names[unit]}, {leaf} ({_(STAGE_MARKS[stage])})",
                cell_address(frame.public_id, unit, leaf, stage),
            )
            for unit, leaf, stage in point.cells[:MOST_LINKED]
        ]

    def question(self, row: QuestionRow) -> dict[str, Any]:
        """A body asked, in words."""
        frame = self.frame
        names = {member.code: member.short_name for member in frame.members}
        return {
            "row": row,
            "named": ", ".join(names[code] for code in row.named),
            "href": reverse("scorecards:hear", args=(frame.public_id, row.public_id)),
            "may": row.answered_on is None and may_ask_disqualifiers(self.actor, frame, on=self.on).allowed,
        }

    def deduction(self, row: ItemRow) -> dict[str, Any]:
        """A deduction with how it was settled, or who may settle it."""
        frame = self.frame
        return {
            "row": row,
            "member": frame.member(row.unit),
            "words": {
                Settled.AGREED: _("agreed by the unit"),
                Settled.DECIDED: _("decided by the meeting"),
            }.get(row.settled, ""),
            "may": [
                (how, label, reverse("scorecards:settle", args=(frame.public_id, row.public_id, how.value)))
                for how, label in (
                    (Settled.AGREED, _("The unit agrees")),
                    (Settled.DECIDED, _("The meeting decided")),
                )
                if may_settle_deduction(self.actor, (frame, row, how), on=self.on).allowed
            ],
        }

    def confirm(self) -> dict[str, Any]:
        """The totals to be added up again, and whether this person still may."""
        frame = self.frame
        draft, may = draft_result(frame), may_confirm_totals(self.actor, frame, on=self.on)
        whole = all(unit["complete"] for unit in draft.scorecard["units"].values())
        return {
            "draft": draft,
            "whole": whole,
            "may": may,
            "mine": self.actor.actor_key in confirmations(frame),
            "given": [one for one in frame.content.readditions if one.hash == draft.hash],
            "units": [
                (member, draft.scorecard["units"][member.code])
                for member in frame.members
                if member.code in draft.scorecard["units"]
            ],
        }


class ConfirmTotals(SheetScreen):
    """Say that the totals looked at were added up again and are right."""

    permission = staticmethod(may_confirm_totals)
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm."""
        back = f"{checklist_address(self.frame.public_id)}#totals"
        try:
            count = confirm_totals(
                sheet=self.frame.public_id, expected_hash=request.POST.get("expected_hash", ""),
                actor=self.actor, at=self.now,
            )  # fmt: skip
        except (ResultChangedMeanwhile, ItemUnfit) as problem:
            return self.done(render(problem.sentence), back)
        said = ngettext(
            "%(count)s person has confirmed these totals.",
            "%(count)s people have confirmed these totals.",
            count,
        )
        return self.done(said % {"count": count}, back)


class QuestionForm(forms.Form):
    """Which body is asked what, by which letter."""

    body = TextField(
        label=gettext_lazy("Body asked"),
        max_length=200,
        help_text=gettext_lazy(
            "For example: the provincial inspectorate, the inspection committee of the provincial party committee, the home-affairs department."
        ),
    )
    letter = TextField(label=gettext_lazy("Number of the letter"), required=False, max_length=120)
    asked_on = DayField(label=gettext_lazy("Day of the letter"))

    def __init__(self, frame: SheetFrame, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{code} {node['name']}") for code, node in frame.outline.disqualifiers.items()]
        self.fields["codes"] = forms.MultipleChoiceField(
            label=_("Asked about"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


class AskBody(SheetScreen):
    """Record that a body was asked about disqualifiers."""

    permission = staticmethod(may_ask_disqualifiers)
    title = N_("Ask a body about disqualifiers")
    template = "scorecards/ask.html"
    tab = "checklist"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, asking about everything."""
        initial = {"codes": list(self.frame.outline.disqualifiers), "asked_on": f"{self.on:%d/%m/%Y}"}
        return self.show(QuestionForm(self.frame, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        form = QuestionForm(self.frame, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            ask_disqualifiers(sheet=self.frame.public_id, actor=self.actor, at=self.now, **form.cleaned_data)
        except QuestionUnfit as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        return self.done(_("The question is recorded."), f"{checklist_address(self.frame.public_id)}#bodies")

    def show(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page."""
        back = checklist_address(self.frame.public_id)
        crumbs = self.crumbs(self.sheet_crumb(), (_("Checklist"), back))
        return self.page(status=status, form=form, back=f"{back}#bodies", crumb_items=crumbs)


class AnswerForm(forms.Form):
    """What the body answered."""

    answer = TextField(
        label=gettext_lazy("Answer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    answer_number = TextField(label=gettext_lazy("Number of the answer"), required=False, max_length=120)
    answered_on = DayField(label=gettext_lazy("Day of the answer"))

    def __init__(self, frame: SheetFrame, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named"] = forms.MultipleChoiceField(
            label=_("Units the answer names"),
            choices=[(member.code, member.name) for member in frame.members],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Leave all empty when the body knows of no case. A unit named is then recorded as an item."
            ),
        )


class HearBody(FramedScreen[tuple[SheetFrame, QuestionRow]]):
    """Record what a body answered."""

    title = N_("Answer about disqualifiers")
    template = "scorecards/hear.html"
    tab = "checklist"

    @staticmethod
    def permission(actor: Any, asked: tuple[SheetFrame, QuestionRow], *, on: Any) -> Verdict:
        """As the verb asks it."""
        return may_ask_disqualifiers(actor, asked[0], on=on)

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, QuestionRow] | None:
        """Sheet and question."""
        frame = sheet_frame(kwargs["sheet"])
        rows = frame.content.questions if frame else ()
        found = next((one for one in rows if one.public_id == kwargs["question"]), None)
        return (frame, found) if frame is not None and found is not None else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(AnswerForm(self.frame, initial={"answered_on": f"{self.on:%d/%m/%Y}"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        form = AnswerForm(self.frame, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            enter_disqualifier_answer(
                sheet=self.frame.public_id, question=self.object[1].public_id, actor=self.actor, at=self.now,
                **form.cleaned_data,
            )  # fmt: skip
        except QuestionUnfit as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        return self.done(_("The answer is recorded."), f"{checklist_address(self.frame.public_id)}#bodies")

    def show(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page."""
        back = checklist_address(self.frame.public_id)
        crumbs = self.crumbs(self.sheet_crumb(), (_("Checklist"), back))
        return self.page(
            status=status, form=form, asked=self.object[1], back=f"{back}#bodies", crumb_items=crumbs
        )


class SettleForm(forms.Form):
    """The words or minutes a deduction is settled by."""

    words = TextField(label=gettext_lazy("Minutes, or words of the unit"), max_length=400)


class SettleDeduction(FramedScreen[tuple[SheetFrame, ItemRow, Settled]]):
    """Settle a deduction: the unit agrees, or a meeting decided."""

    title = N_("Settle a deduction")
    template = "scorecards/settle.html"
    tab = "checklist"

    @staticmethod
    def permission(actor: Any, item: tuple[SheetFrame, ItemRow, Settled], *, on: Any) -> Verdict:
        """As the verb asks it; who may not read the sheet learns nothing."""
        seen = may_see_sheet(actor, item[0], on=on)
        return may_settle_deduction(actor, item, on=on) if seen.allowed else seen

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, ItemRow, Settled] | None:
        """Sheet, item and way."""
        frame = sheet_frame(kwargs["sheet"])
        rows = frame.content.items if frame else ()
        found = next((one for one in rows if one.public_id == kwargs["item"]), None)
        if frame is None or found is None or kwargs["how"] not in {Settled.AGREED, Settled.DECIDED}:
            return None
        return frame, found, Settled(kwargs["how"])

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(SettleForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        form = SettleForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        frame, item, how = self.object
        try:
            settle_deduction(
                sheet=frame.public_id, item=item.public_id, how=how, words=form.cleaned_data["words"],
                actor=self.actor, at=self.now,
            )  # fmt: skip
        except ReasonNeeded as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        return self.done(_("The deduction is settled."), f"{checklist_address(frame.public_id)}#deductions")

    def show(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame, item, how = self.object
        back = checklist_address(frame.public_id)
        names = {code: str(node["name"]) for code, node in frame.outline.deductions.items()}
        return self.page(
            status=status,
            form=form,
            item=item,
            item_name=names.get(item.code, ""),
            member=frame.member(item.unit),
            agrees=how is Settled.AGREED,
            back=f"{back}#deductions",
            crumb_items=self.crumbs(self.sheet_crumb(), (_("Checklist"), back)),
        )
