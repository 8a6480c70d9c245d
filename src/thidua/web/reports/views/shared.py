"""What the screens of reports share: the request or report an address names, the way here, answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problem, Problems, ThiduaError
from thidua.foundation.wording import render
from thidua.reports.permissions import may_read_report, may_read_request
from thidua.reports.queries import report_place, request_frame
from thidua.reports.rows import ReportPlace, RequestFrame


def room_crumb() -> tuple[str, str]:
    """The room as a step of the way."""
    return _("Reports, evidence"), reverse("reports:list")


def told(problem: ThiduaError) -> list[tuple[str, str]]:
    """A problem as lines of an error summary, each with the box to jump to."""
    if isinstance(problem, Problems):
        return [line for one in problem.problems for line in told(one)]
    said = render(problem.sentence)
    where = remedy = ""
    if isinstance(problem, Problem):
        where = problem.where
        remedy = render(problem.remedy) if problem.remedy else ""
    return [(_control(where), f"{said} {remedy}".strip())]


def _control(where: str) -> str:
    """The id of a control: boxes of the form have their own, other fields Django's."""
    return where if not where or "-" in where else f"id_{where}"


class RequestScreen(Screen[RequestFrame]):
    """A screen of one request, open to whoever may read it."""

    permission = staticmethod(may_read_request)
    menu = "reports"

    def load(self, request: HttpRequest, **kwargs: Any) -> RequestFrame | None:
        """The request the address names."""
        return request_frame(kwargs["period"])

    @property
    def frame(self) -> RequestFrame:
        """The request."""
        return self.object

    @property
    def here(self) -> str:
        """The request's own page."""
        return reverse("reports:request", args=(self.frame.key,))

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with the request and the way here."""
        crumbs = [room_crumb(), (self.frame.name, self.here)]
        shared = {"frame": self.frame, "crumb_items": crumbs, "here": self.here}
        return super().page(template, status=status, **{**shared, **context})

    def done(self, words: str, where: str = "") -> HttpResponse:
        """Say that it is kept, and go on."""
        messages.success(self.request, words)
        return HttpResponseRedirect(where or self.here)


class ReportScreen(Screen[ReportPlace]):
    """A screen of one unit's report, open to whoever may read it."""

    permission = staticmethod(may_read_report)
    menu = "reports"

    def load(self, request: HttpRequest, **kwargs: Any) -> ReportPlace | None:
        """The report the address names."""
        return report_place(kwargs["report"])

    @property
    def place(self) -> ReportPlace:
        """The report in its request."""
        return self.object

    @property
    def here(self) -> str:
        """The report's own page."""
        return reverse("reports:report", args=(self.place.row.key,))

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        frame = self.place.request
        return [room_crumb(), (frame.name, reverse("reports:request", args=(frame.key,)))]

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with the report and the way here."""
        shared = {
            "place": self.place,
            "row": self.place.row,
            "frame": self.place.request,
            "crumb_items": self.crumbs(),
            "here": self.here,
        }
        return super().page(template, status=status, **{**shared, **context})

    def done(self, words: str, where: str = "") -> HttpResponse:
        """Say that it is kept, and go on."""
        messages.success(self.request, words)
        return HttpResponseRedirect(where or self.here)
