"""Roles and what they may do, the demand of a second factor, open sessions, the history of signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from thidua.accounts.actions import demand_second_factor, end_session, lift_second_factor_demand
from thidua.accounts.errors import AccountUnfit
from thidua.accounts.queries import access_lines, demanded_roles, open_sessions
from thidua.accounts.queries.roles import holder_counts
from thidua.accounts.roles import POWER_HEADS, POWERS, ROLE_WORDS, Role
from thidua.accounts.states import Outcome
from thidua.foundation.wording import N_, render
from thidua.web.accounts.parts import book_tabs
from thidua.web.accounts.sessions import WORK_SESSION
from thidua.web.accounts.views.books import Book
from thidua.web.accounts.words import DEED_WORDS, OUTCOME_WORDS, device_words
from thidua.web.shared.parts import Pager, RoleRow, SignIn

PAGE = 50


class Roles(Book):
    """What each role may do, and of which a second factor is demanded."""

    title = N_("Roles and powers")
    template = "accounts/roles.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The matrix and the demands."""
        del request
        demanded, counts = demanded_roles(), holder_counts(on=self.on)
        return self.page(
            heads=[gettext(head) for head in POWER_HEADS],
            rows=[
                RoleRow(
                    gettext(ROLE_WORDS[role]), tuple(gettext(cell) if cell else "" for cell in powers.cells())
                )
                for role, powers in POWERS.items()
            ],
            demands=[
                (role, gettext(words), role in demanded, *counts.get(role, (0, 0)))
                for role, words in ROLE_WORDS.items()
            ],
            tabs=book_tabs("roles"),
        )


class Demand(Book):
    """Demand a second factor of a role."""

    title = N_("Roles and powers")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Demand it."""
        role = request.POST.get("role", "")
        if role in [*Role]:
            try:
                demand_second_factor(actor=self.actor, role=role, at=self.now)
            except AccountUnfit as error:
                messages.info(request, render(error.sentence))
            else:
                messages.success(
                    request, gettext("Whoever holds this role sets up the second step at the next click.")
                )
        return HttpResponseRedirect(reverse("accounts:roles"))


class Lift(Book):
    """No longer demand a second factor of a role."""

    title = N_("Roles and powers")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lift it."""
        role = request.POST.get("role", "")
        if role in [*Role]:
            try:
                lift_second_factor_demand(actor=self.actor, role=role, at=self.now)
            except AccountUnfit as error:
                messages.info(request, render(error.sentence))
            else:
                messages.success(request, gettext("The second step is no longer demanded of this role."))
        return HttpResponseRedirect(reverse("accounts:roles"))


class OpenSessions(Book):
    """Everyone who is signed in now."""

    title = N_("Open sessions")
    template = "accounts/open_sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        own = str(request.session.get(WORK_SESSION, ""))
        rows = [
            SignIn(
                f"{row.person} ({row.username})",
                device_words(row.agent),
                row.address,
                row.started_at,
                row.last_seen,
                this_one=row.public_id == own,
                end_url=reverse("accounts:end_any_session"),
                key=row.public_id,
            )
            for row in open_sessions(at=self.now)
        ]
        return self.page(rows=rows, tabs=book_tabs("open_sessions"))


class EndAnySession(Book):
    """End somebody's session."""

    title = N_("Open sessions")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End it and go back to whose account it was."""
        try:
            user = end_session(actor=self.actor, public_id=request.POST.get("session", ""), at=self.now)
        except AccountUnfit as error:
            messages.info(request, render(error.sentence))
            return HttpResponseRedirect(reverse("accounts:open_sessions"))
        messages.success(request, gettext("The session is ended."))
        return HttpResponseRedirect(reverse("accounts:user", kwargs={"public_id": user.public_id}))


class History(Book):
    """The access log: who came to the door, from where, with which outcome."""

    title = N_("Sign-in history")
    template = "accounts/history.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page, newest first."""
        asked = request.GET.get("page", "1")
        number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
        words = request.GET.get("words", "").replace("\0", "").strip()[:100]
        outcome = request.GET.get("outcome", "")
        outcome = outcome if outcome in [*Outcome] else ""
        start = (number - 1) * PAGE
        lines, total = access_lines(outcome=outcome, words=words, start=start, size=PAGE)
        return self.page(
            rows=[(line, device_words(line.agent)) for line in lines],
            start=start,
            total=total,
            words=words,
            outcome=outcome,
            deeds=DEED_WORDS,
            outcomes=OUTCOME_WORDS,
            outcome_choices=[(one.value, gettext(said)) for one, said in OUTCOME_WORDS.items()],
            pager=Pager.of(number, max(1, -(-total // PAGE)), request.GET),
            tabs=book_tabs("history"),
        )
