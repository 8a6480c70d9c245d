"""Asking for reports: a request's page, a new one, its deadline, its members, closing and opening it, the rules."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core.calendar import DayKind
from thidua.core.verdict import Sentence
from thidua.criteria.queries import outline_in_force
from thidua.foundation.gate import Screen
from thidua.foundation.wording import N_, render
from thidua.reports.actions import (
    Asked,
    close_request,
    match_members,
    move_deadline,
    open_request,
    reopen_request,
    set_rules,
)
from thidua.reports.counting import Rules as ReportRules
from thidua.reports.errors import ReportActUnfit
from thidua.reports.members import members_differ
from thidua.reports.periods import period_of, periods_of
from thidua.reports.permissions import (
    may_close_request,
    may_match_members,
    may_move_deadline,
    may_open_request,
    may_read_joint,
    may_read_report,
    may_reopen_request,
    may_set_rules,
    may_write_joint,
    part_of,
)
from thidua.reports.queries import (
    Standing,
    moves_of,
    request_frame,
    requests_of_year,
    rules_of,
    standing_of,
    year_head,
)
from thidua.reports.rows import ReportPlace, YearHead
from thidua.reports.states import PeriodKind, RequestState
from thidua.web.reports.forms import AskForm, DeadlineForm, ReasonForm, RulesForm
from thidua.web.reports.views.shared import RequestScreen, room_crumb, told
from thidua.web.reports.words import late_words, state_of

AD_HOC = "ad_hoc"
_NEEDS_DAYS = Sentence(N_("An ad hoc report needs the days it is about."))


class RequestPage(RequestScreen):
    """Who has reported, who has not, and what the head unit may do."""

    title = N_("Request for reports")
    template = "reports/request.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame, rules = self.frame, rules_of(self.frame.year.id)
        may_manage = may_move_deadline(self.actor, frame, on=self.on)
        added, gone = members_differ(frame) if may_manage.allowed else ([], [])
        standings = [standing_of(frame, row, on=self.on, rules=rules) for row in frame.asked]
        return self.page(
            rows=[self.row(standing) for standing in standings],
            released=[row.name for row in frame.reports if row not in frame.asked],
            unsent=[standing.row for standing in standings if standing.row.filed_on is None],
            moves=moves_of(frame.id),
            rules=rules,
            days=(frame.due - self.on).days,
            closed=frame.state is RequestState.CLOSED,
            may_manage=may_manage,
            may_reopen=may_reopen_request(self.actor, frame, on=self.on),
            may_joint=may_write_joint(self.actor, frame, on=self.on),
            may_read_joint=frame.joint is not None and may_read_joint(self.actor, frame, on=self.on).allowed,
            may_rule=may_set_rules(self.actor, frame.year, on=self.on).allowed,
            added=[part[0].name for part in added],
            gone=[row.name for row in frame.reports if row.key in gone],
            crumb_items=[room_crumb()],
        )

    def row(self, standing: Standing) -> dict[str, Any]:
        """One unit."""
        row = standing.row
        opens = may_read_report(self.actor, ReportPlace(self.frame, row), on=self.on).allowed
        return {
            "row": row,
            "state": state_of(row.state),
            "late": late_words(standing.lateness),
            "settled": standing.settled,
            "mine": row.unit in part_of(self.actor, self.frame.year, on=self.on).units,
            "partly": row.asked_from > self.frame.period_from or row.asked_to < self.frame.period_to,
            "href": reverse("reports:report", args=(row.key,)) if opens else "",
        }


class YearScreen(Screen[YearHead]):
    """A screen of one bloc-year's reporting."""

    menu = "reports"

    def load(self, request: HttpRequest, **kwargs: Any) -> YearHead | None:
        """The bloc-year the address names."""
        return year_head(kwargs["bloc_year"])

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with the way here."""
        return super().page(
            template, status=status, **{"year": self.object, "crumb_items": [room_crumb()], **context}
        )


class OpenRequest(YearScreen):
    """Ask every member for a report."""

    permission = staticmethod(may_open_request)
    title = N_("Ask for a report")
    template = "reports/open.html"

    def form(self, data: Any = None) -> AskForm:
        """The form; the period asked for in the address fills it."""
        year = self.object
        taken = {frame.code for frame in requests_of_year(year.key)}
        free = [period for period in periods_of(year.year) if period.code not in taken]
        chosen = period_of(year.year, self.request.GET.get("period", ""))
        initial: dict[str, Any] = {"asks_figures": True}
        if chosen is not None:
            initial |= {
                "period": chosen.code,
                "name": _("Report: %(period)s") % {"period": render(chosen.words)},
                "due": chosen.due,
                "asks_figures": chosen.kind in {PeriodKind.HALF_YEAR, PeriodKind.YEAR},
            }
        form = AskForm(data, initial=initial)
        form.fields["period"].choices = [  # type: ignore[attr-defined]  # a choice field
            *((period.code, render(period.words)) for period in free),
            (AD_HOC, _("Ad hoc, with days of its own")),
        ]
        return form

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with periods to begin from."""
        return self.show(self.form())

    def show(self, form: AskForm, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
        """The form."""
        usual = [period for period in periods_of(self.object.year) if period.kind is not PeriodKind.MONTH]
        return self.page(
            form=form,
            errors=errors or [],
            status=422 if errors or form.errors else 200,
            usual=[(period.code, render(period.words)) for period in usual],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            key = open_request(
                bloc_year=self.object.key, asked=self.asked(form.cleaned_data), actor=self.actor, at=self.now
            )
        except ReportActUnfit as unfit:
            return self.show(form, told(unfit))
        messages.success(request, _("The members were asked for the report."))
        return HttpResponseRedirect(reverse("reports:request", args=(key,)))

    def asked(self, said: dict[str, Any]) -> Asked:
        """What the form asks for; a period of the calendar has its own days."""
        period = period_of(self.object.year, said["period"])
        first, last = (
            (period.first, period.last) if period is not None else (said["period_from"], said["period_to"])
        )
        if first is None or last is None:
            where = "period_from" if first is None else "period_to"
            raise ReportActUnfit(_NEEDS_DAYS, where=where)
        return Asked(
            period.kind if period is not None else PeriodKind.AD_HOC,
            period.code if period is not None else "",
            said["name"],
            first,
            last,
            said["due"],
            said["data_until"],
            asks_figures=said["asks_figures"],
            words=said["words"],
        )


class MoveDeadline(RequestScreen):
    """Put the deadline on another day, with a reason."""

    permission = staticmethod(may_move_deadline)
    title = N_("Move the deadline")
    template = "reports/move.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(DeadlineForm(initial={"was": self.frame.due.isoformat()}))

    def show(self, form: DeadlineForm, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
        """The form, with every move so far."""
        frame = request_frame(self.frame.key) or self.frame
        status = 422 if errors or form.errors else 200
        return self.page(form=form, errors=errors or [], status=status, frame=frame, moves=moves_of(frame.id))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move it."""
        form = DeadlineForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        said = form.cleaned_data
        try:
            move_deadline(request=self.frame.key, **said, actor=self.actor, at=self.now)
        except ReportActUnfit as unfit:
            return self.show(form, told(unfit))
        return self.done(_("The deadline was moved and the units were told."))


class _OneClick(RequestScreen):
    """An act of one button; whoever opens its address goes back to the request."""

    http_method_names = ("post",)

    def act(self) -> str:
        """Do it; the words to say afterwards."""
        raise NotImplementedError

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, or say why not."""
        try:
            return self.done(self.act())
        except ReportActUnfit as unfit:
            messages.error(request, told(unfit)[0][1])
            return HttpResponseRedirect(self.here)


class MatchMembers(_OneClick):
    """Bring the units asked into line with the members."""

    permission = staticmethod(may_match_members)
    title = N_("Match the units with the members")

    def act(self) -> str:
        """Match."""
        added, gone = match_members(request=self.frame.key, actor=self.actor, at=self.now)
        return _("Units added: %(added)s; no longer asked: %(gone)s.") % {"added": added, "gone": gone}


class CloseRequest(_OneClick):
    """Close the period."""

    permission = staticmethod(may_close_request)
    title = N_("Close the period")

    def act(self) -> str:
        """Close."""
        close_request(request=self.frame.key, actor=self.actor, at=self.now)
        return _("The period was closed; it takes no more reports.")


class ReopenRequest(RequestScreen):
    """Open a closed period again, with a reason."""

    permission = staticmethod(may_reopen_request)
    title = N_("Open the period again")
    template = "reports/reopen.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(form=ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=422)
        reopen_request(
            request=self.frame.key, reason=form.cleaned_data["reason"], actor=self.actor, at=self.now
        )
        return self.done(_("The period takes reports again."))


class Rules(YearScreen):
    """The rules of a bloc-year's reporting."""

    permission = staticmethod(may_set_rules)
    title = N_("Rules of reporting")
    template = "reports/rules.html"

    def form(self, data: Any = None) -> RulesForm:
        """The form with the rules in force."""
        rules = rules_of(self.object.id)
        form = RulesForm(
            data,
            initial={
                "remind_days": ", ".join(str(day) for day in rules.remind_days),
                "overdue_every": rules.overdue_every,
                "day_kind": rules.day_kind.value,
                "missing_after": rules.missing_after,
                "resent_counts": rules.resent_counts,
                "lateness_leaf": rules.lateness_leaf,
                "registration_leaf": rules.registration_leaf,
            },
        )
        table = outline_in_force(self.object.id, on=self.on)
        leaves = table.outline.leaves.values() if table is not None else ()
        for name, kinds in (
            ("lateness_leaf", {"deduct_per_event", "count", "lateness"}),
            ("registration_leaf", {"lateness"}),
        ):
            form.fields[name].choices = [  # type: ignore[attr-defined]  # a choice field
                ("", _("none")),
                *((leaf.code, f"{leaf.code} {leaf.name}") for leaf in leaves if leaf.kind in kinds),
            ]
        return form

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(form=self.form(), errors=[])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set them."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form=form, errors=[], status=422)
        said = form.cleaned_data
        rules = ReportRules(**{**said, "day_kind": DayKind(said["day_kind"])})
        try:
            set_rules(bloc_year=self.object.key, rules=rules, actor=self.actor, at=self.now)
        except ReportActUnfit as unfit:
            return self.page(form=form, errors=told(unfit), status=422)
        messages.success(request, _("The rules were set."))
        return HttpResponseRedirect(reverse("reports:list"))
