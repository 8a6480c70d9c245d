"""What the screens of one movement share: the movement, its tabs, and a screen that is a form and one verb."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from thidua.campaigns.errors import MovementChangedMeanwhile
from thidua.campaigns.measures import known_measures
from thidua.campaigns.permissions import may_see_movement
from thidua.campaigns.queries import MovementFrame, movement_frame
from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problem
from thidua.web.campaigns.forms.base import Form
from thidua.web.campaigns.words import state_of
from thidua.web.shared.parts import Tab

WRONG_STATUS, CONFLICT_STATUS = 422, 409

type Crumbs = list[tuple[str, str]]


def asked_page(request: HttpRequest) -> int:
    """The page number asked for, 1 when it is none."""
    typed = request.GET.get("page", "1")
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1


def room_crumb() -> tuple[str, str]:
    """The list of movements as a step of the way."""
    return gettext("Emulation movements"), reverse("campaigns:list")


class FormScreen[T](Screen[T]):
    """A form and the verb behind it."""

    template = "campaigns/form.html"
    menu = "campaigns"
    lead: ClassVar[str] = ""
    button: ClassVar[str] = ""
    done: ClassVar[str] = ""
    effects: ClassVar[Sequence[str]] = ()
    danger: ClassVar[bool] = False

    def form(self, data: Any = None) -> Form:
        """The form, filled with what was sent or what is known."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Make the one call, and return the address to go on to."""
        raise NotImplementedError

    def crumbs(self) -> Crumbs:
        """The way up."""
        raise NotImplementedError

    def subject(self) -> str:
        """On what the verb acts, in words."""
        return ""

    def more(self) -> dict[str, Any]:
        """What the template needs besides."""
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        del request
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and go on, or show what is wrong with what was typed still there."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=WRONG_STATUS)
        try:
            address = self.act(form)
        except Problem as problem:
            form.blame(problem)
            return self.show(form, status=WRONG_STATUS)
        except MovementChangedMeanwhile as changed:
            form.blame(changed)
            return self.show(form, status=CONFLICT_STATUS)
        messages.success(request, gettext(self.done))
        return HttpResponseRedirect(address)

    def show(self, form: Form, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        crumbs = self.crumbs()
        return self.page(
            status=status,
            form=form,
            crumbs=crumbs,
            back=crumbs[-1][1],
            subject=self.subject(),
            known=known_measures(),
            **self.more(),
        )


def movement_address(frame: MovementFrame) -> str:
    """The page of a movement."""
    return reverse("campaigns:movement", args=(frame.card.public_id,))


def movement_crumbs(frame: MovementFrame) -> Crumbs:
    """The list, then the movement."""
    return [room_crumb(), (frame.card.name, movement_address(frame))]


def movement_tabs(frame: MovementFrame, current: str) -> tuple[Tab, ...]:
    """The sister pages of a movement."""
    key = frame.card.public_id
    pages = [
        ("movement", gettext("Who responded, how far")),
        ("activities", gettext("Activities")),
        ("history", gettext("Reviews, amendments")),
    ]
    return tuple(
        Tab(label, reverse(f"campaigns:{name}", args=(key,)), name == current) for name, label in pages
    )


class MovementScreen(Screen[MovementFrame]):
    """A page of one movement, open to whoever it reaches."""

    permission = staticmethod(may_see_movement)
    menu = "campaigns"
    tab: ClassVar[str] = ""

    def load(self, request: HttpRequest, **kwargs: Any) -> MovementFrame | None:
        """The movement the address names."""
        return movement_frame(kwargs["movement"])

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with what every page of a movement shows."""
        shared = {
            "card": self.object.card,
            "tabs": movement_tabs(self.object, self.tab),
            "state": state_of(self.object.card, self.on),
            "crumbs": [room_crumb()],
        }
        return super().page(template, status=status, **{**shared, **context})


class MovementVerb(FormScreen[MovementFrame]):
    """A verb on one movement."""

    def load(self, request: HttpRequest, **kwargs: Any) -> MovementFrame | None:
        """The movement the address names."""
        return movement_frame(kwargs["movement"])

    def crumbs(self) -> Crumbs:
        """The list, then the movement."""
        return movement_crumbs(self.object)

    def subject(self) -> str:
        """The movement's name."""
        return self.object.card.name
