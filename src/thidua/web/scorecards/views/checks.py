"""The cross-check: who checks whom, how far it has come, what was changed; explanations and their answers."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.core.verdict import Verdict
from thidua.criteria.notation import write
from thidua.foundation.wording import N_, active_language, render
from thidua.scorecards.actions import answer_explanation, assign_checkers
from thidua.scorecards.documents import same_input
from thidua.scorecards.errors import ChecksChangedMeanwhile, ReasonNeeded, SheetUnfit
from thidua.scorecards.permissions import (
    may_answer_explanation,
    may_assign_checkers,
    may_draw_minutes,
    may_see_sheet,
    sees_marks,
)
from thidua.scorecards.queries import (
    ExplanationRow,
    Member,
    MinutesRow,
    SheetFrame,
    checks_print,
    sheet_frame,
)
from thidua.scorecards.states import Stage, UnitRole
from thidua.web.scorecards.explaining import changed_words
from thidua.web.scorecards.forms import TextField
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen, cell_address, quoted, unit_address
from thidua.web.scorecards.words import ROLE_WORDS, STAGE_MARKS


class Checks(SheetScreen):
    """Assignments, progress, findings and explanations."""

    title = N_("Cross-check")
    template = "scorecards/checks.html"
    tab = "checks"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame = self.frame
        return self.page(
            rows=[self.row(member) for member in frame.members],
            findings=self.findings(),
            explanations=self.explanations(),
            minutes=[self.minutes(one) for one in frame.content.minutes],
            may_draw=may_draw_minutes(self.actor, frame, on=self.on).allowed,
            may_assign=may_assign_checkers(self.actor, frame, on=self.on),
            crumb_items=self.crumbs(self.sheet_crumb()),
        )

    def row(self, member: Member) -> dict[str, Any]:
        """One unit: who checks it, how many cells are checked, how many were changed."""
        frame = self.frame
        leaves = [
            leaf for leaf in frame.outline.leaves.values() if member.code not in leaf.not_applicable_for
        ]
        checked = [leaf for leaf in leaves if frame.mark(member.code, leaf.code, Stage.CROSS)]
        return {
            "member": member,
            "role": _(ROLE_WORDS[member.role]),
            "checkers": [other.short_name for other in frame.members if other.code in member.checked_by],
            "reasons": list(dict.fromkeys(why for why in member.check_reasons if why)),
            "checked": len(checked),
            "all": len(leaves),
            "changed": sum(1 for leaf in checked if self.changed(member.code, leaf.code)),
            "href": unit_address(frame.public_id, member.code),
            "draw": f"{reverse('scorecards:draw_minutes', args=(frame.public_id,))}?don-vi={quoted(member.code)}",
            "assign": reverse("scorecards:assign", args=(frame.public_id, member.code)),
        }

    def minutes(self, row: MinutesRow) -> dict[str, Any]:
        """The minutes of one visit in the list."""
        names = {member.code: member.short_name for member in self.frame.members}
        return {
            "row": row,
            "units": ", ".join(names[side.unit] for side in row.sides),
            "unsigned": ", ".join(names[side.unit] for side in row.sides if side.signed_at is None),
            "href": reverse("scorecards:minutes", args=(self.frame.public_id, row.public_id)),
        }

    def changed(self, unit: str, leaf: str) -> bool:
        """Whether the cross-check says something else than the unit."""
        own, checked = self.frame.mark(unit, leaf, Stage.SELF), self.frame.mark(unit, leaf, Stage.CROSS)
        return own is not None and checked is not None and not same_input(own.entry, checked.entry)

    def findings(self) -> list[dict[str, Any]]:
        """Every cell the cross-check changed, with both inputs and the reason."""
        frame = self.frame
        found = []
        for member in frame.members:
            if not sees_marks(self.part, frame, member.code, Stage.SELF):
                continue
            for leaf in frame.outline.leaves.values():
                if not self.changed(member.code, leaf.code):
                    continue
                own = frame.content.marks[member.code, leaf.code, Stage.SELF]
                checked = frame.content.marks[member.code, leaf.code, Stage.CROSS]
                found.append(
                    {
                        "member": member,
                        "leaf": leaf,
                        "was": changed_words(leaf, own, checked)[0],
                        "now": changed_words(leaf, own, checked)[1],
                        "reason": checked.reason,
                        "by": checked.author_name,
                        "at": checked.marked_at,
                        "href": cell_address(frame.public_id, member.code, leaf.code, Stage.CROSS),
                    }
                )
        return found

    def explanations(self) -> list[dict[str, Any]]:
        """Explanations, those that wait first."""
        frame = self.frame
        rows = sorted(frame.content.explanations, key=lambda one: (one.answered_at is not None, one.asked_at))
        return [
            {
                "row": row,
                "member": frame.member(row.unit),
                "leaf": frame.leaf(row.leaf),
                "stage": _(STAGE_MARKS[row.stage]),
                "href": reverse("scorecards:answer", args=(frame.public_id, row.public_id)),
                "late": row.answered_at is None and row.answer_by < self.on,
                "may": row.answered_at is None
                and may_answer_explanation(self.actor, (frame, row), on=self.on).allowed,
            }
            for row in rows
        ]


class CheckersForm(forms.Form):
    """Who checks a unit; `seen` is who did when the form was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    checkers = forms.MultipleChoiceField(
        label=gettext_lazy("Checked by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = TextField(label=gettext_lazy("Reason"), required=False, max_length=300)


class AssignCheckers(FramedScreen[tuple[SheetFrame, Member]]):
    """Choose the members that check a unit."""

    title = N_("Assign who checks a unit")
    template = "scorecards/assign.html"
    tab = "checks"

    @staticmethod
    def permission(actor: Any, place: tuple[SheetFrame, Member], *, on: Any) -> Verdict:
        """As the verb asks it."""
        return may_assign_checkers(actor, place[0], on=on)

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, Member] | None:
        """Sheet and unit."""
        frame = sheet_frame(kwargs["sheet"])
        member = frame.member(kwargs["unit"]) if frame else None
        return (frame, member) if frame is not None and member is not None else None

    def form(self, data: Any = None) -> CheckersForm:
        """The form with the other members."""
        frame, member = self.object
        why = " ".join(dict.fromkeys(one for one in member.check_reasons if one))
        given = {"checkers": list(member.checked_by), "reason": why, "seen": checks_print([member])}
        form = CheckersForm(data, initial=given)
        others = [(one.code, one.name) for one in frame.members if one is not member]
        form.fields["checkers"].choices = others  # type: ignore[attr-defined]  # a choice field
        return form

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Assign."""
        frame, member = self.object
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            assign_checkers(
                sheet=frame.public_id, unit=member.code, actor=self.actor, at=self.now,
                **(form.cleaned_data | {"seen": form.cleaned_data["seen"] or None}),
            )  # fmt: skip
        except ChecksChangedMeanwhile as met:
            return self.collide(render(met.sentence))
        except SheetUnfit as problem:
            form.add_error("checkers", render(problem.sentence))
            return self.show(form, status=422)
        return self.done(_("The assignment is saved."), reverse("scorecards:checks", args=(frame.public_id,)))

    def collide(self, said: str) -> HttpResponse:
        """What was chosen stays in the form; who was assigned meanwhile is named above it."""
        self.object = self.load(self.request, **self.kwargs) or self.object
        frame, member = self.object
        names = [one.short_name for one in frame.members if one.code in member.checked_by]
        sent = self.request.POST.copy()
        sent["seen"] = checks_print([member])
        form = self.form(sent)
        now = _("Now checked by: %(names)s.") % {"names": ", ".join(names) or "–"}
        form.add_error("checkers", f"{said} {now}")
        return self.show(form, status=409)

    def show(self, form: CheckersForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        checks = (_("Cross-check"), reverse("scorecards:checks", args=(self.frame.public_id,)))
        return self.page(
            status=status,
            form=form,
            member=self.object[1],
            is_head=self.object[1].role is UnitRole.HEAD,
            crumb_items=self.crumbs(self.sheet_crumb(), checks),
        )


class AnswerForm(forms.Form):
    """The answer to an explanation."""

    accepted = forms.ChoiceField(
        label=gettext_lazy("The explanation is"),
        choices=[("yes", gettext_lazy("Accepted")), ("no", gettext_lazy("Not accepted"))],
        widget=forms.RadioSelect,
    )
    answer = TextField(
        label=gettext_lazy("Answer"), required=True, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )


class AnswerExplanation(FramedScreen[tuple[SheetFrame, ExplanationRow]]):
    """Read an explanation and answer it."""

    title = N_("Explanation of a mark")
    template = "scorecards/answer.html"
    tab = "checks"
    show_refused = True

    @staticmethod
    def permission(actor: Any, asked: tuple[SheetFrame, ExplanationRow], *, on: Any) -> Verdict:
        """Anyone who reads the sheet reads it; answering is asked of the verb."""
        seen = may_see_sheet(actor, asked[0], on=on)
        return may_answer_explanation(actor, asked, on=on) if seen.allowed else seen

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, ExplanationRow] | None:
        """Sheet and explanation."""
        frame = sheet_frame(kwargs["sheet"])
        found = (
            [one for one in frame.content.explanations if one.public_id == kwargs["explanation"]]
            if frame
            else []
        )
        return (frame, found[0]) if frame is not None and found else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The explanation, its answer, or the form."""
        return self.show(AnswerForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        frame, row = self.object
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            answer_explanation(
                sheet=frame.public_id, explanation=row.public_id, answer=form.cleaned_data["answer"],
                accepted=form.cleaned_data["accepted"] == "yes", actor=self.actor, at=self.now,
            )  # fmt: skip
        except ReasonNeeded as problem:
            form.add_error("answer", render(problem.sentence))
            return self.show(form, status=422)
        where = cell_address(frame.public_id, row.unit, row.leaf, row.stage)
        return self.done(_("The answer was sent. If the mark changes, enter it here."), where)

    def show(self, form: AnswerForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame, row = self.object
        leaf, lang = frame.outline.leaves[row.leaf], active_language()
        said = []
        for stage in Stage:
            mark = frame.mark(row.unit, row.leaf, stage)
            if mark is not None and sees_marks(self.part, frame, row.unit, stage):
                value = write(leaf, mark.entry, lang=lang, awaits=mark.awaits)
                said.append((_(STAGE_MARKS[stage]), f"{value} – {mark.reason}" if mark.reason else value))
        checks = (_("Cross-check"), reverse("scorecards:checks", args=(frame.public_id,)))
        return self.page(
            status=status,
            form=form,
            row=row,
            leaf=leaf,
            member=frame.member(row.unit),
            said=said,
            cell_href=cell_address(frame.public_id, row.unit, row.leaf, row.stage),
            crumb_items=self.crumbs(self.sheet_crumb(), checks),
        )
