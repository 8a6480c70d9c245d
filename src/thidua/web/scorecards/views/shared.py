"""What the screens of one sheet share: the sheet, the person's part in it, the tabs, addresses of cells."""

from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from thidua.foundation.gate import Screen
from thidua.scorecards.permissions import Part, may_see_sheet, part_of
from thidua.scorecards.queries import SheetFrame, sheet_frame
from thidua.scorecards.states import Stage
from thidua.web.scorecards.words import state_of
from thidua.web.shared import parts


def cell_address(sheet: str, unit: str, leaf: str, stage: Stage) -> str:
    """The page of one cell."""
    return f"{_cells_address(sheet, unit, stage)}{quote(leaf)}/"


@lru_cache(maxsize=4096)
def _cells_address(sheet: str, unit: str, stage: Stage) -> str:
    """Where the cells of a unit's column begin; a page links to hundreds of them."""
    return reverse("scorecards:cell", args=(sheet, unit, stage.value, "-")).removesuffix("-/")


def unit_address(sheet: str, unit: str) -> str:
    """One unit's sheet."""
    return reverse("scorecards:unit", args=(sheet, unit))


class FramedScreen[T](Screen[T]):
    """A screen within one sheet, whatever it loads; `frame` is the sheet."""

    menu = "scores"
    tab: ClassVar[str] = ""

    @property
    def frame(self) -> SheetFrame:
        """The sheet this screen stands in."""
        raise NotImplementedError

    @cached_property
    def part(self) -> Part:
        """What the person is on this sheet today."""
        return part_of(self.actor, self.frame, on=self.on)

    def tabs(self) -> tuple[parts.Tab, ...]:
        """The sister pages of the sheet."""
        key = self.frame.public_id
        own = next((member.code for member in self.frame.members if member.code in self.part.own), "")
        tabs = [("matrix", _("Whole bloc"), reverse("scorecards:matrix", args=(key,)))]
        if own:
            tabs.append(("unit", _("My unit"), unit_address(key, own)))
        tabs += [
            ("items", _("Bonus, deductions"), reverse("scorecards:items", args=(key,))),
            ("checks", _("Cross-check"), reverse("scorecards:checks", args=(key,))),
            ("ranking", _("Ranking"), reverse("scorecards:ranking", args=(key,))),
            ("checklist", _("Checklist"), reverse("scorecards:checklist", args=(key,))),
            ("result", _("Agreed result"), reverse("scorecards:result", args=(key,))),
        ]
        return tuple(parts.Tab(label, href, name == self.tab) for name, label, href in tabs)

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way here."""
        return [(_("Scoring, ranking"), reverse("scorecards:home")), *more]

    def sheet_crumb(self) -> tuple[str, str]:
        """The sheet as a step of the way."""
        label = _("Score sheet of %(year)s") % {"year": self.frame.year}
        return label, reverse("scorecards:matrix", args=(self.frame.public_id,))

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with what every page of a sheet shows."""
        shared = {
            "part": self.part,
            "tabs": self.tabs(),
            "sheet_state": state_of(self.frame.state),
        }
        return super().page(template, status=status, **{**shared, **context})

    def done(self, words: str, where: str) -> HttpResponse:
        """Say that it is kept, and go on."""
        messages.success(self.request, words)
        return HttpResponseRedirect(where)


class SheetScreen(FramedScreen[SheetFrame]):
    """A screen of the whole sheet, open to whoever may read it."""

    permission = staticmethod(may_see_sheet)

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object

    def load(self, request: HttpRequest, **kwargs: Any) -> SheetFrame | None:
        """The sheet the address names."""
        return sheet_frame(kwargs["sheet"])


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Where the form asked to go on to, when that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return otherwise


def quoted(text: str) -> str:
    """A code as one step of an address."""
    return quote(text, safe="")
