"""A person's own calendar address: shown, opened, renewed, closed; and what a calendar program reads there."""

import hashlib
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.accounts.queries import User, held_units
from thidua.core.calendar.ical import DayEvent, calendar_text
from thidua.foundation.acts import ledger_stamp
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.organisations.permissions import UNIT_ROLES
from thidua.plans.actions import close_feed, open_feed, renew_feed
from thidua.plans.permissions import consultations_visible_to, may_keep_feed, plans_visible_to
from thidua.plans.queries import (
    FeedCard,
    FeedLine,
    consultation_frames,
    feed_card,
    feed_lines,
    feed_named,
    feed_owner,
    holidays_in_use,
    plan_frames,
)
from thidua.plans.states import PlanState
from thidua.web.plans.addresses import consultation_address, feed_address, line_address, opens

# How far back a calendar reaches, in years; how long an answer is remembered; how often an address may be read.
YEARS_BACK = 3
REMEMBERED_SECONDS = 900
HOUR = 3600
READS_PER_HOUR = 120
REMINDERS = (7, 1)


class FeedPage(Screen[NoObject]):
    """The address, how to use it, and what to do when somebody else has got it."""

    permission = staticmethod(may_keep_feed)
    title = N_("My calendar address")
    template = "plans/feed.html"
    menu = "organisations"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        card = feed_card(cast("User", request.user).public_id)
        address = request.build_absolute_uri(feed_address(card)) if card and card.open else ""
        return self.page(
            feed=card,
            address=address,
            address_in_english=f"{address}?lang=en",
            crumb_items=[(_("Plans and calendars"), reverse("plans:list"))],
        )


class FeedVerb(Screen[NoObject]):
    """A verb on one's own address."""

    permission = staticmethod(may_keep_feed)
    http_method_names = ("post",)
    menu = "organisations"
    done = ""

    def act(self, user: User) -> None:
        """Make the one call."""
        raise NotImplementedError

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it and go back to the page."""
        try:
            self.act(cast("User", request.user))
        except Problem as problem:
            messages.error(request, render(problem.sentence))
        else:
            messages.success(request, _(self.done))
        return HttpResponseRedirect(reverse("plans:feed"))


class OpenFeed(FeedVerb):
    """Open the address."""

    title = N_("Open the address")
    done = N_("Your calendar address is open.")

    def act(self, user: User) -> None:
        """Open it."""
        open_feed(user=user, actor=self.actor, at=self.now)


class RenewFeed(FeedVerb):
    """Renew the address."""

    title = N_("Renew the address")
    done = N_("You have a new calendar address; the old one no longer answers.")

    def act(self, user: User) -> None:
        """Renew it."""
        renew_feed(user=user, actor=self.actor, at=self.now)


class CloseFeed(FeedVerb):
    """Close the address."""

    title = N_("Close the address")
    done = N_("Your calendar address is closed.")

    def act(self, user: User) -> None:
        """Close it."""
        close_feed(user=user, actor=self.actor, at=self.now)


class FeedFile(Screen[FeedCard]):
    """What a calendar program reads: what the address' person may see today, and nothing else."""

    public = "The secret in the address stands for its person; a wrong, old or closed one is not found."
    title = N_("Calendar")
    http_method_names = ("get", "head")

    def load(self, request: HttpRequest, **kwargs: Any) -> FeedCard | None:
        """The address, if its secret is the one of today."""
        card = feed_named(str(kwargs["feed"]))
        return card if card is not None and opens(card, str(kwargs["secret"])) else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The calendar, from memory where nothing has happened since; refused for an hour when read too often."""
        card = self.object
        reads = f"plans.feed.reads:{card.public_id}:{self.now:%Y%m%d%H}"
        cache.add(reads, 0, HOUR)
        if cache.incr(reads) > READS_PER_HOUR:
            return HttpResponse(status=429, headers={"Retry-After": str(HOUR)}, content_type="text/plain")
        owner = feed_owner(card.public_id)
        if owner is None or not may_keep_feed(owner, on=self.on).allowed:
            raise Http404
        # A calendar program says no language of its person; the address asks for English, else it is Vietnamese.
        lang = "en" if request.GET.get("lang") == "en" else "vi"
        key = (
            f"plans.feed:{card.public_id}:{card.turn}:{self.on}:{lang}:{ledger_stamp()}:{request.get_host()}"
        )
        text = cache.get(key)
        if text is None:
            with override(lang):
                text = self.text(owner)
            cache.set(key, text, REMEMBERED_SECONDS)
        return self.answer(request, text)

    def answer(self, request: HttpRequest, text: str) -> HttpResponse:
        """The calendar, or that it has not changed."""
        tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        headers = {
            "ETag": tag,
            "Cache-Control": f"private, max-age={REMEMBERED_SECONDS}",
            "X-Robots-Tag": "noindex",
            "Referrer-Policy": "no-referrer",
        }
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers=headers)
        headers["Content-Disposition"] = 'inline; filename="thidua.ics"'
        return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)

    def text(self, owner: User) -> str:
        """The calendar of a person."""
        on = self.on
        since = date(on.year - YEARS_BACK, 1, 1)
        plans = plans_visible_to(owner, on=on).filter(
            state=PlanState.ISSUED.value, bloc_year__year__gte=since.year
        )
        asked = consultations_visible_to(owner, on=on).filter(answers_until__gte=since)
        lines = feed_lines(
            plan_frames(plans.order_by("pk"), holidays_in_use()),
            consultation_frames(asked.order_by("pk")),
            mine=held_units(owner, *UNIT_ROLES, on=on),
            since=since,
            on=on,
        )
        return calendar_text(
            [self.event(line) for line in lines],
            name=_("Emulation calendar of %(person)s") % {"person": owner.actor_name},
        )

    def event(self, line: FeedLine) -> DayEvent:
        """One entry."""
        if line.consultation:
            path, title = consultation_address(line.consultation), _("Answers due: %(title)s")
        else:
            path, title = line_address(line.plan, line.code), "%(title)s"
        said = title % {"title": line.title}
        told = [
            _("Who: %(unit)s") % {"unit": line.owner} if line.owner else "",
            _("Output: %(what)s") % {"what": line.output} if line.output else "",
            _("Completed") if line.done else "",
        ]
        return DayEvent(
            f"{line.key}@thidua",
            line.day,
            f"{line.year}: {said}",
            line.changed_at,
            description="\n".join(word for word in told if word),
            url=self.request.build_absolute_uri(path),
            categories=(line.year, *([_("My unit")] if line.mine else [])),
            sequence=line.moves,
            done=line.done,
            cancelled=line.dropped,
            reminders=REMINDERS if line.mine else (),
        )
