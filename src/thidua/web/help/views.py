"""Screens of help: the index, one page, and the statements on privacy and accessibility."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_, active_language
from thidua.web.help.content import ROOMS, HelpPage, help_pages, help_room, statement
from thidua.web.help.links import way_back

WHY_PUBLIC = "Help tells how the screens are used and holds no record; the sign-in page needs it too."


class Index(Screen[NoObject]):
    """Every page of help, room by room."""

    public = WHY_PUBLIC
    open_on_first_run: ClassVar[bool] = True
    title = N_("Help")
    template = "help/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        del request
        return self.page(rooms=[help_room(key, active_language()) for key in ROOMS])


class Page(Screen[HelpPage]):
    """The help on one screen: «mục đích», «các bước»."""

    public = WHY_PUBLIC
    open_on_first_run: ClassVar[bool] = True
    title = N_("Help")
    template = "help/page.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> HelpPage | None:
        """The page, in the reader's language."""
        del request
        return help_pages(active_language()).get(f"{kwargs['room']}:{kwargs['screen']}")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Purpose, steps, and the way back."""
        room = help_room(self.object.room, active_language())
        return self.page(said=self.object, room=room, back=way_back(request))


class StatementPage(Screen[NoObject]):
    """A statement of the house."""

    public = WHY_PUBLIC
    open_on_first_run: ClassVar[bool] = True
    template = "help/statement.html"
    key: ClassVar[str] = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What it says, with the numbers this installation works with."""
        del request
        numbers = {
            "idle": settings.IDLE_MINUTES,
            "idle_admin": settings.IDLE_MINUTES_ADMIN,
            "hours": settings.SESSION_HOURS,
            "log_days": settings.ACCESS_LOG_DAYS,
            "tries": settings.LOCK_AFTER_TRIES,
            "lock": settings.LOCK_MINUTES,
            "body": settings.STANDING_BODY,
        }
        return self.page(said=statement(self.key, active_language()), numbers=numbers)


class Privacy(StatementPage):
    """What is stored about whoever works here."""

    title = N_("Privacy")
    key = "privacy"


class Access(StatementPage):
    """What was checked for people who see, hear or move otherwise, and what was not."""

    title = N_("Accessibility")
    key = "access"
