"""Taking self marks over from reports and registers: what is known beside what the sheet says, then chosen cells."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thidua.core.verdict import Verdict
from thidua.criteria.notation import write
from thidua.foundation.wording import N_, active_language, render
from thidua.reports.rows import RequestFrame
from thidua.scorecards.actions import feed_marks, name_attendance_leaf
from thidua.scorecards.errors import MarksUnchanged, MarksUnfit, SheetUnfit
from thidua.scorecards.feeding import ATTENDANCE_KINDS, Offer, feeding_periods, offers_for
from thidua.scorecards.permissions import may_feed_marks, may_name_attendance_leaf, may_see_sheet
from thidua.scorecards.queries import Member, SheetFrame
from thidua.scorecards.states import Stage
from thidua.web.scorecards.explaining import source_words
from thidua.web.scorecards.minutes_forms import add_problem
from thidua.web.scorecards.views.shared import SheetScreen, cell_address, unit_address
from thidua.web.scorecards.views.unit import UnitScreen


class FeedMarks(UnitScreen):
    """Choose what is taken over; nothing is saved before."""

    title = N_("Take figures from reports")
    template = "scorecards/feed.html"

    @staticmethod
    def permission(actor: Any, place: tuple[SheetFrame, Member], *, on: Any) -> Verdict:
        """As the verb asks it; who may not read the sheet learns nothing."""
        seen = may_see_sheet(actor, place[0], on=on)
        return may_feed_marks(actor, (place[0], place[1].code), on=on) if seen.allowed else seen

    @cached_property
    def periods(self) -> tuple[RequestFrame, ...]:
        """The periods of reporting to choose from."""
        return feeding_periods(self.frame)

    @cached_property
    def period(self) -> str:
        """The period asked for with `ky`, or the latest."""
        given = self.request.POST.get("ky") or self.request.GET.get("ky") or ""
        known = [one.code for one in self.periods]
        return given if given in known else next(iter(known), "")

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What is known."""
        return offers_for(self.frame, self.member.code, period=self.period, on=self.on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is known beside what the sheet says."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the chosen cells over."""
        frame, unit = self.frame, self.member.code
        picked = set(request.POST.getlist("leaf"))
        seen = {key.removeprefix("seen-"): str(value) for key, value in request.POST.items()}
        chosen = {leaf: seen.get(leaf, "") for leaf in frame.outline.leaves if leaf in picked}
        if not chosen:
            return self.show([_("Choose at least one criterion.")], status=422)
        try:
            kept = feed_marks(
                sheet=frame.public_id,
                unit=unit,
                period=self.period,
                chosen=chosen,
                actor=self.actor,
                at=self.now,
            )
        except MarksUnfit as unfit:
            return self.show([render(problem.sentence) for problem in unfit.problems], status=422)
        except MarksUnchanged as same:
            return self.show([render(same.sentence)], status=422)
        said = ngettext(
            "%(count)s figure was taken over from reports.",
            "%(count)s figures were taken over from reports.",
            len(kept),
        )
        return self.done(said % {"count": len(kept)}, unit_address(frame.public_id, unit))

    def show(self, errors: list[str] | None = None, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame = self.frame
        rows = [self.row(offer) for offer in self.offers]
        return self.page(
            status=status,
            member=self.member,
            rows=rows,
            errors=[
                (f"take-{self.offers[0].leaf.code}" if self.offers else "main", words)
                for words in errors or ()
            ],
            periods=[(one.code, one.name) for one in self.periods],
            period=self.period,
            differing=sum(not offer.same for offer in self.offers),
            unit_href=unit_address(frame.public_id, self.member.code),
            names_attendance=may_name_attendance_leaf(self.actor, frame, on=self.on).allowed,
            crumb_items=self.crumbs(
                self.sheet_crumb(),
                (self.member.short_name, unit_address(frame.public_id, self.member.code)),
            ),
        )

    def row(self, offer: Offer) -> dict[str, Any]:
        """One criterion: what the sheet says, what is known, where from."""
        lang, now = active_language(), offer.current
        words, href = source_words(self.frame, offer.source, reads=True)
        return {
            "leaf": offer.leaf,
            "was": write(offer.leaf, now.entry, lang=lang, awaits=now.awaits) if now is not None else "",
            "now": write(offer.leaf, offer.entry, lang=lang, awaits=offer.awaits),
            "targets": self.targets(offer),
            "same": offer.same,
            "typed": now is not None and now.source is None and not offer.same,
            "reason": offer.reason,
            "source": words,
            "source_href": href,
            "print": offer.print,
            "href": cell_address(self.frame.public_id, offer.unit, offer.leaf.code, Stage.SELF),
        }

    def targets(self, offer: Offer) -> list[str]:
        """The names of registered targets, so that a row of figures can be read."""
        return [str(target["name"]) for target in offer.entry.get("targets", ())]


class AttendanceForm(forms.Form):
    """The criterion that attendance feeds."""

    leaf = forms.ChoiceField(label=gettext_lazy("Criterion fed by attendance"), required=False)

    def __init__(self, frame: SheetFrame, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves = [leaf for leaf in frame.outline.leaves.values() if leaf.kind in ATTENDANCE_KINDS]
        self.fields["leaf"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("None")),
            *((leaf.code, f"{leaf.code} {leaf.name}") for leaf in leaves),
        ]


class NameAttendance(SheetScreen):
    """Name the criterion that attendance at the bloc's gatherings feeds."""

    permission = staticmethod(may_name_attendance_leaf)
    title = N_("Criterion fed by attendance")
    template = "scorecards/attendance.html"
    tab = "matrix"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(AttendanceForm(self.frame, initial={"leaf": self.frame.attendance_leaf}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        form = AttendanceForm(self.frame, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            name_attendance_leaf(
                sheet=self.frame.public_id, leaf=form.cleaned_data["leaf"], actor=self.actor, at=self.now
            )
        except SheetUnfit as problem:
            add_problem(form, problem)
            return self.show(form, status=422)
        return self.done(
            _("The criterion is named."), reverse("scorecards:matrix", args=(self.frame.public_id,))
        )

    def show(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page."""
        return self.page(status=status, form=form, crumb_items=self.crumbs(self.sheet_crumb()))
