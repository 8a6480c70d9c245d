"""Screens of the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from thidua.foundation.gate import NoObject, Screen, signed_in
from thidua.foundation.wording import N_
from thidua.organisations.queries.finding import BlocYearLine
from thidua.organisations.states import STATE_WORDS
from thidua.web.desk import overview, waiting
from thidua.web.desk.finding import Found
from thidua.web.desk.home import House, NoBloc
from thidua.web.shared.at_hand import bloc_year_at_hand, bloc_years_of, choose_bloc_year
from thidua.web.shared.exporting import FORMS, attached, csv_lines, workbook
from thidua.web.shared.jinja import moment
from thidua.web.shared.work import work_of


class Overview(Screen[NoObject]):
    """«Tổng quan»: the bloc's year at hand; for whoever works in no bloc, what their account is for."""

    permission = staticmethod(signed_in)
    title = N_("Overview")
    template = "desk/overview.html"
    menu = "desk"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page that fits the person."""
        house = House.of(self.actor, at=self.now, on=self.on)
        line = None if house else bloc_year_at_hand(request)
        if line is None:
            return self.page(
                "desk/home.html",
                house=house,
                no_bloc=NoBloc.of(self.actor, on=self.on),
                due=waiting.due_items(work_of(request), on=self.on),
                waiting=len(work_of(request)),
            )
        return self.page(year=overview.Overview.of(request, self.actor, line, on=self.on))


class OverviewFile(Screen[overview.Picture]):
    """The heat table of the overview as a file."""

    permission = staticmethod(signed_in)
    title = N_("Overview")

    def load(self, request: HttpRequest, **kwargs: Any) -> overview.Picture | None:
        """The picture the overview shows, if there is one and the form of file is known."""
        if kwargs["form"] not in FORMS:
            return None
        return overview.picture_at_hand(request, self.actor, on=self.on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        form = self.kwargs["form"]
        heads, rows = overview.heat_file_heads(self.object), overview.heat_file_rows(self.object)
        name = f"tong-quan-{self.object.frame.year}-{self.object.stage}"
        if form == "csv":
            return attached("".join(csv_lines(heads, rows)), name=name, form=form)
        words = {"bloc": self.object.frame.name, "year": self.object.frame.year, "marks": self.object.spoken}
        note = gettext("%(bloc)s, %(year)d: percent of the maximum, %(marks)s") % words
        return attached(
            workbook(gettext("Overview"), heads, rows, widths=(30,), notes=(note,)), name=name, form=form
        )


class ChooseBlocYear(Screen[tuple[BlocYearLine, ...]]):
    """Choose the bloc and year to work in for the rest of the session."""

    permission = staticmethod(signed_in)
    title = N_("Choose bloc and year")
    template = "desk/choose.html"
    menu = "desk"

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[BlocYearLine, ...] | None:
        """The bloc-years the person has to do with; without any there is nothing to choose."""
        return bloc_years_of(request) or None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the one at hand marked."""
        return self.page(lines=self.object, at_hand=bloc_year_at_hand(request), words=STATE_WORDS)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice and show its overview."""
        if not choose_bloc_year(request, request.POST.get("bloc_year", "")):
            raise Http404
        return HttpResponseRedirect(reverse("desk:overview"))


class MyWork(Screen[NoObject]):
    """«Việc của tôi»: one list over everything that waits for this person."""

    permission = staticmethod(signed_in)
    title = N_("My work")
    template = "desk/my_work.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list as filtered."""
        page = waiting.WorkPage.of(work_of(request), request.GET, on=self.on)
        said = ngettext("%(count)d task, as of %(when)s", "%(count)d tasks, as of %(when)s", len(page.lines))
        return self.page(work=page, words=said % {"count": len(page.lines), "when": moment(self.now)})


class MyWorkFile(Screen[str]):
    """«Việc của tôi» as filtered, as a file."""

    permission = staticmethod(signed_in)
    title = N_("My work")

    def load(self, request: HttpRequest, **kwargs: Any) -> str | None:
        """The form of the file."""
        return kwargs["form"] if kwargs["form"] in FORMS else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        page = waiting.WorkPage.of(work_of(request), request.GET, on=self.on)
        name = f"viec-cua-toi-{self.on:%Y-%m-%d}"
        if self.object == "csv":
            return attached("".join(csv_lines(waiting.heads(), page.rows())), name=name, form=self.object)
        book = workbook(gettext("My work"), waiting.heads(), page.rows(), widths=waiting.WIDTHS)
        return attached(book, name=name, form=self.object)


class Search(Screen[NoObject]):
    """«Tra cứu»: units, people, blocs and criteria, with and without diacritics."""

    permission = staticmethod(signed_in)
    title = N_("Look up")
    template = "desk/search.html"
    menu = "search"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The search field and what was found."""
        return self.page(found=Found.of(request, self.actor, request.GET.get("q", ""), on=self.on))
