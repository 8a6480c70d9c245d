"""What the screens of one version share: the version, tabs, the way here, forms that take it one step on."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.covenants.permissions import may_read_covenant, may_read_registration
from thidua.covenants.queries import (
    CovenantContent,
    CovenantFrame,
    Party,
    VersionCard,
    content_in,
    covenant_frame,
    frame_of_registration,
)
from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError
from thidua.foundation.wording import render
from thidua.web.covenants.words import state_of
from thidua.web.shared import parts
from thidua.web.shared.fields import DayField

type Errors = list[tuple[str, str]]


def room_crumb() -> tuple[str, str]:
    """The room as a step of the way."""
    return _("Emulation covenants"), reverse("covenants:list")


def told(problem: ThiduaError) -> Errors:
    """What the summary of a form says of a refusal: each place with its words."""
    if isinstance(problem, Problems):
        return [(f"id_{one.where}" if one.where else "", words_of(one)) for one in problem.problems]
    if isinstance(problem, Refused):
        return [("", render(leaf.sentence)) for leaf in problem.verdict.reasons()]
    where = problem.where if isinstance(problem, Problem) else ""
    return [(f"id_{where}" if where else "", words_of(problem))]


def words_of(problem: ThiduaError) -> str:
    """A problem and what to do about it."""
    said = render(problem.sentence)
    remedy = getattr(problem, "remedy", None)
    return f"{said} {render(remedy)}" if remedy is not None else said


class CovenantScreen[T](Screen[T]):
    """A screen within one version of a covenant, whatever it loads; `frame` is the version."""

    menu = "covenants"
    tab: ClassVar[str] = ""
    # Forms that take the version one step on are headed by what they do, the sister pages by the covenant.
    own_heading: ClassVar[bool] = False

    @property
    def frame(self) -> CovenantFrame:
        """The version this screen stands in."""
        raise NotImplementedError

    @property
    def card(self) -> VersionCard:
        """Its card."""
        return self.frame.card

    @property
    def key(self) -> str:
        """Its key in addresses."""
        return self.card.public_id

    @cached_property
    def content(self) -> CovenantContent:
        """All its rows."""
        return content_in(self.frame)

    def address(self, name: str, *args: str) -> str:
        """An address within this version."""
        return reverse(f"covenants:{name}", args=(self.key, *args))

    def tabs(self) -> tuple[parts.Tab, ...]:
        """The sister pages."""
        tabs = (
            ("commitments", _("Commitments"), "covenant"),
            ("registrations", _("Registrations"), "registrations"),
            ("text", _("Text of the covenant"), "text"),
            ("signatures", _("Consent, signatures"), "signatures"),
            ("versions", _("Versions"), "versions"),
        )
        return tuple(parts.Tab(label, self.address(name), key == self.tab) for key, label, name in tabs)

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        way = [room_crumb()]
        if self.own_heading:
            way.append((self.card.title, self.address("covenant")))
        return way

    def heading(self) -> str:
        """The page's one heading."""
        return _(self.title) if self.own_heading else self.card.title

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with what every page of a version shows."""
        shared = {
            "frame": self.frame,
            "card": self.card,
            "tabs": self.tabs(),
            "crumb_items": self.crumbs(),
            "state": state_of(self.card.state),
            "page_title": self.heading(),
        }
        return super().page(template, status=status, **{**shared, **context})

    def done(self, words: str, where: str) -> HttpResponse:
        """Say that it is kept, and go on."""
        messages.success(self.request, words)
        return HttpResponseRedirect(where)


class VersionScreen(CovenantScreen[CovenantFrame]):
    """A screen of a version, open to whoever may read it."""

    permission = staticmethod(may_read_covenant)

    @property
    def frame(self) -> CovenantFrame:
        """The version."""
        return self.object

    def load(self, request: HttpRequest, **kwargs: Any) -> CovenantFrame | None:
        """The version the address names."""
        return covenant_frame(kwargs["version"])


class RegistrationScreen(CovenantScreen[tuple[CovenantFrame, Party]]):
    """A screen of one unit's registration in a version."""

    permission = staticmethod(may_read_registration)
    tab = "registrations"

    @property
    def frame(self) -> CovenantFrame:
        """The version."""
        return self.object[0]

    @property
    def party(self) -> Party:
        """The unit."""
        return self.object[1]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[CovenantFrame, Party] | None:
        """The registration the address names."""
        return frame_of_registration(kwargs["registration"])

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here, through the registrations of the version."""
        way = [room_crumb(), (self.card.title, self.address("registrations"))]
        if self.own_heading:
            way.append((self.party.name, self.own_address("registration")))
        return way

    def own_address(self, name: str) -> str:
        """An address within this registration."""
        return reverse(f"covenants:{name}", args=(self.party.public_id,))

    def heading(self) -> str:
        """The unit, or what the form does."""
        if self.own_heading:
            return _(self.title)
        return _("Registration of %(unit)s") % {"unit": self.party.name}


class StepForm:
    """A form that takes something one step on: boxes, what cannot be taken, everything typed kept."""

    def sent(self, request: HttpRequest, *names: str) -> dict[str, str]:
        """What was typed."""
        return {name: str(request.POST.get(name, "")).strip() for name in names}

    def day(self, name: str, values: dict[str, str], errors: Errors) -> date | None:
        """A day typed into a box; one is needed."""
        try:
            found = DayField(required=False).clean(values[name])
        except ValidationError as problem:
            errors.append((f"id_{name}", " ".join(problem.messages)))
            return None
        if not isinstance(found, date):
            errors.append((f"id_{name}", _("A day is needed here.")))
            return None
        return found

    def written_day(self, day: date) -> str:
        """A day as one would type it."""
        return f"{day:%d/%m/%Y}"
