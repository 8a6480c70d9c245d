"""Small things several screens of the room share."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.accounts.errors import EntryRefused
from thidua.foundation.gate import Screen
from thidua.web.shared.parts import Tab

WRONG_STATUS = 422
BARRED_STATUS = 429


def barred(screen: Screen[Any], refusal: EntryRefused, *, going_to: str = "/") -> HttpResponse:
    """The page of a door that is shut for a while: why, until when, and whom to ask."""
    return screen.page(
        "accounts/barred.html",
        status=BARRED_STATUS,
        refusal=refusal,
        next=going_to,
        whom=settings.SIGN_IN_HELP or settings.STANDING_BODY,
    )


def book_tabs(current: str) -> list[Tab]:
    """The sister pages of the books of accounts."""
    return [
        Tab(gettext("Accounts"), reverse("accounts:users"), current == "users"),
        Tab(gettext("Roles and powers"), reverse("accounts:roles"), current == "roles"),
        Tab(gettext("Open sessions"), reverse("accounts:open_sessions"), current == "open_sessions"),
        Tab(gettext("Sign-in history"), reverse("accounts:history"), current == "history"),
    ]
