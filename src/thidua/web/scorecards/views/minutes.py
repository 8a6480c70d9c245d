"""The minutes of a visit: drawn up, findings written in, signed by every side, put into the cross column, printed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.criteria.notation import HINTS, read, write
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, active_language, render
from thidua.scorecards.actions import (
    draw_minutes,
    note_finding,
    sign_minutes,
    take_over_minutes,
    withdraw_finding,
)
from thidua.scorecards.errors import MarksUnchanged, MarksUnfit, MinutesUnfit, ReasonNeeded
from thidua.scorecards.permissions import (
    Visit,
    may_draw_minutes,
    may_note_finding,
    may_see_minutes,
    may_sign_minutes,
    may_take_over_minutes,
    sees_marks,
)
from thidua.scorecards.queries import Finding, Member, SheetFrame, sheet_frame
from thidua.scorecards.states import Stage
from thidua.web.scorecards.forms import ReasonForm
from thidua.web.scorecards.minutes_forms import FindingForm, MinutesForm, add_problem
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen, cell_address, quoted


def minutes_address(sheet: str, minutes: str) -> str:
    """The page of the minutes of one visit."""
    return reverse("scorecards:minutes", args=(sheet, minutes))


class VisitScreen(FramedScreen[Visit]):
    """A screen of the minutes of one visit; `unit` is the side the address names, where it names one."""

    permission = staticmethod(may_see_minutes)
    tab = "checks"

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object.frame

    def load(self, request: HttpRequest, **kwargs: Any) -> Visit | None:
        """The minutes the address names, and the side."""
        frame = sheet_frame(kwargs["sheet"])
        found = frame.minutes(kwargs["minutes"]) if frame else None
        unit = kwargs.get("unit", "")
        if frame is None or found is None or (unit and found.side(unit) is None):
            return None
        return Visit(frame, found, unit)

    @property
    def here(self) -> str:
        """The minutes' own page."""
        return minutes_address(self.frame.public_id, self.object.minutes.public_id)

    def crumbs_here(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way to the minutes, and on."""
        checks = (_("Cross-check"), reverse("scorecards:checks", args=(self.frame.public_id,)))
        return self.crumbs(self.sheet_crumb(), checks, *more)

    def member(self) -> Member:
        """The side the address names."""
        return next(one for one in self.frame.members if one.code == self.object.unit)


class DrawMinutes(SheetScreen):
    """Draw up the minutes of a visit."""

    permission = staticmethod(may_draw_minutes)
    title = N_("Draw up the minutes of a visit")
    template = "scorecards/draw_minutes.html"
    tab = "checks"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; `don-vi` names a unit whose pair is filled in."""
        frame = self.frame
        member = frame.member(request.GET.get("don-vi", ""))
        sides = [] if member is None else [member.code, *member.checked_by]
        checked = [
            code
            for code in sides
            if member is not None
            and (code == member.code or member.code in (frame.member(code) or member).checked_by)
        ]
        day = f"{self.on:%d/%m/%Y}"
        initial = {"sides": sides, "checked": checked, "held_from": day, "held_to": day}
        return self.show(MinutesForm(frame, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them."""
        form = MinutesForm(self.frame, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        given = {
            name: form.cleaned_data[name] for name in ("number", "place", "held_from", "held_to", "remarks")
        }
        try:
            key = draw_minutes(
                sheet=self.frame.public_id, sides=form.sides(), actor=self.actor, at=self.now, **given
            )
        except MinutesUnfit as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        return self.done(
            _("The minutes are drawn up. Write the findings in, then every side signs."),
            minutes_address(self.frame.public_id, key),
        )

    def show(self, form: MinutesForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        checks = (_("Cross-check"), reverse("scorecards:checks", args=(self.frame.public_id,)))
        return self.page(status=status, form=form, crumb_items=self.crumbs(self.sheet_crumb(), checks))


class MinutesPage(VisitScreen):
    """The minutes as they stand, and as they are printed; signing them is one button."""

    title = N_("Minutes of a cross-check")
    template = "scorecards/minutes.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame, minutes = self.frame, self.object.minutes
        return self.page(
            minutes=minutes,
            sides=[self.side(side.unit) for side in minutes.sides],
            findings=[self.finding(one) for one in minutes.findings],
            print=minutes.print,
            here=self.here,
            names={member.code: member for member in frame.members},
            crumb_items=self.crumbs_here(),
        )

    def side(self, unit: str) -> dict[str, Any]:
        """One side: its people, its signature, and what this person may do for it."""
        visit = Visit(self.frame, self.object.minutes, unit)
        side = self.object.minutes.side(unit)
        return {
            "side": side,
            "member": self.frame.member(unit),
            "may_note": may_note_finding(self.actor, visit, on=self.on).allowed,
            "may_sign": may_sign_minutes(self.actor, visit, on=self.on).allowed,
            "take": may_take_over_minutes(self.actor, visit, on=self.on) if side and side.checked else None,
            "note_href": f"{self.here}phat-hien/{quoted(unit)}/",
            "sign_href": f"{self.here}ky/{quoted(unit)}/",
            "take_href": f"{self.here}dua-vao/{quoted(unit)}/",
        }

    def finding(self, one: Finding) -> dict[str, Any]:
        """One finding: what the unit says, what is proposed, what stands in the column."""
        frame = self.frame
        leaf, lang = frame.outline.leaves[one.leaf], active_language()
        own = frame.mark(one.unit, one.leaf, Stage.SELF)
        seen = own is not None and sees_marks(self.part, frame, one.unit, Stage.SELF)
        visit = Visit(frame, self.object.minutes, one.unit)
        return {
            "row": one,
            "leaf": leaf,
            "member": frame.member(one.unit),
            "was": write(leaf, own.entry, lang=lang, awaits=own.awaits) if own is not None and seen else "–",
            "now": write(leaf, one.entry, lang=lang, awaits=one.awaits) if one.entry else "",
            "href": cell_address(frame.public_id, one.unit, one.leaf, Stage.CROSS),
            "edit": f"{self.here}phat-hien/{quoted(one.unit)}/?tieu-chi={quoted(one.leaf)}",
            "drop": f"{self.here}bo-phat-hien/{quoted(one.unit)}/{quoted(one.leaf)}/",
            "may": may_note_finding(self.actor, visit, on=self.on).allowed,
        }


class SignMinutes(VisitScreen):
    """Sign for one side what was read."""

    permission = staticmethod(may_sign_minutes)
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign."""
        try:
            whole = sign_minutes(
                sheet=self.frame.public_id, minutes=self.object.minutes.public_id, unit=self.object.unit,
                seen=request.POST.get("seen", ""), actor=self.actor, at=self.now,
            )  # fmt: skip
        except MinutesUnfit as problem:
            return self.done(render(problem.sentence), self.here)
        said = (
            _("Signed. Every side has signed now.")
            if whole
            else _("Signed. The other side still has to sign.")
        )
        return self.done(said, self.here)


class TakeOverMinutes(VisitScreen):
    """Put the findings on a unit into the cross column with one click."""

    permission = staticmethod(may_take_over_minutes)
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take over; `rest` also takes the unit's other cells over as proposed."""
        try:
            kept = take_over_minutes(
                sheet=self.frame.public_id, minutes=self.object.minutes.public_id, unit=self.object.unit,
                rest_as_proposed=request.POST.get("rest") == "yes", actor=self.actor, at=self.now,
            )  # fmt: skip
        except (MarksUnchanged, MarksUnfit) as problem:
            return self.done(render(problem.sentence), self.here)
        said = ngettext(
            "%(count)s mark went into the cross column.",
            "%(count)s marks went into the cross column.",
            len(kept),
        )
        return self.done(said % {"count": len(kept)}, self.here)


class NoteFinding(VisitScreen):
    """Write a finding on a unit into the minutes."""

    permission = staticmethod(may_note_finding)
    title = N_("Write a finding into the minutes")
    template = "scorecards/finding.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; `tieu-chi` opens the finding on that criterion again."""
        frame, visit = self.frame, self.object
        code = request.GET.get("tieu-chi", "")
        leaf, found = frame.leaf(code), visit.minutes.finding(visit.unit, code)
        initial: dict[str, Any] = {"leaf": code}
        if leaf is not None and found is not None:
            proposed = (
                write(leaf, found.entry, lang=active_language(), awaits=found.awaits) if found.entry else ""
            )
            initial |= {"text": found.text, "entry": proposed}
        return self.show(FindingForm(frame, visit.unit, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        frame, visit = self.frame, self.object
        form = FindingForm(frame, visit.unit, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        leaf = frame.outline.leaves[form.cleaned_data["leaf"]]
        own = frame.mark(visit.unit, leaf.code, Stage.SELF)
        base = own.entry if own is not None and sees_marks(self.part, frame, visit.unit, Stage.SELF) else None
        try:
            found = read(leaf, form.cleaned_data["entry"], base=base)
            fell = note_finding(
                sheet=frame.public_id, minutes=visit.minutes.public_id, unit=visit.unit, leaf=leaf.code,
                text=form.cleaned_data["text"], entry=found.entry if found else None,
                awaits=found.awaits if found else "", actor=self.actor, at=self.now,
            )  # fmt: skip
        except (MinutesUnfit, ReasonNeeded) as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        except Problem as problem:
            remedy = f" {render(problem.remedy)}" if problem.remedy else ""
            form.add_error("entry", render(problem.sentence) + remedy)
            return self.show(form, status=422)
        said = (
            _("The finding is saved. Signatures given before no longer hold.")
            if fell
            else _("The finding is saved.")
        )
        return self.done(said, self.here)

    def show(self, form: FindingForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        leaves = self.frame.outline.leaves.values()
        hints = {leaf.kind: _(HINTS[leaf.kind]) for leaf in leaves}
        chosen = self.frame.leaf(str(form["leaf"].value() or ""))
        return self.page(
            status=status,
            form=form,
            member=self.member(),
            hint=_(HINTS[chosen.kind]) if chosen else "",
            hints=sorted(set(hints.values())),
            here=self.here,
            crumb_items=self.crumbs_here((_("Minutes"), self.here)),
        )


class WithdrawFinding(VisitScreen):
    """Take a finding out of the minutes, with a reason."""

    permission = staticmethod(may_note_finding)
    title = N_("Take a finding out of the minutes")
    template = "scorecards/withdraw.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> Visit | None:
        """The minutes, when they hold such a finding."""
        visit = super().load(request, **kwargs)
        self.leaf = str(kwargs["leaf"])
        return visit if visit is not None and visit.minutes.finding(visit.unit, self.leaf) else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it out."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        visit: Visit = self.object
        try:
            withdraw_finding(
                sheet=self.frame.public_id, minutes=visit.minutes.public_id, unit=visit.unit, leaf=self.leaf,
                reason=form.cleaned_data["reason"], actor=self.actor, at=self.now,
            )  # fmt: skip
        except ReasonNeeded as problem:
            form.add_error("reason", render(problem.sentence))
            return self.show(form, status=422)
        return self.done(_("The finding was taken out."), self.here)

    def show(self, form: ReasonForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        return self.page(
            status=status,
            form=form,
            member=self.member(),
            finding=self.object.minutes.finding(self.object.unit, self.leaf),
            leaf=self.frame.leaf(self.leaf),
            here=self.here,
            crumb_items=self.crumbs_here((_("Minutes"), self.here)),
        )
