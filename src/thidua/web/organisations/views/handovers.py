"""The handover of a bloc-year: what the pack holds, the minute, its two confirmations."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from thidua.core import wording
from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.files import content_at
from thidua.foundation.gate import Screen
from thidua.foundation.wording import N_, render
from thidua.organisations import actions
from thidua.organisations.handover import pack_of, parts_in_order
from thidua.organisations.permissions import (
    bloc_year_seen_by,
    may_confirm_handover,
    may_draw_up_handover,
    may_take_contacts,
    may_take_pack,
    may_withdraw_handover,
)
from thidua.organisations.queries import (
    BlocYearCard,
    HandoverCard,
    handover_by_key,
    handovers_of,
    head_of_unit,
    next_year_of,
)
from thidua.organisations.states import HANDOVER_WORDS, SIDE_WORDS, HandoverState, Side
from thidua.web.organisations.forms import blocs as forms
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.views.base import Crumbs, VerbScreen
from thidua.web.organisations.views.years import YearVerb
from thidua.web.shared.parts import State
from thidua.web.shared.visitors import handed_out

STATE_LOOKS = {
    HandoverState.DRAWN_UP: "wait",
    HandoverState.COMPLETED: "ok",
    HandoverState.WITHDRAWN: "old",
}


def handover_state(state: HandoverState) -> State:
    """The state as shown."""
    return State(render(HANDOVER_WORDS[state]), STATE_LOOKS[state])


def _day(at: datetime | None) -> str:
    """The day in Viet Nam as the paper writes it; empty when it has not come."""
    return wording.date(at.astimezone(VIET_NAM).date(), "vi") if at is not None else ""


def _archive(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class YearHandover(Screen[BlocYearCard]):
    """The handover of a bloc-year: what the pack holds, and the minutes."""

    permission = staticmethod(may_take_pack)
    title = N_("Handover")
    template = "organisations/handover.html"
    menu = "organisations"

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearCard | None:
        """The bloc-year, if the person may read it."""
        return bloc_year_seen_by(self.actor, str(kwargs["public_id"]), on=self.on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        year = self.object
        parts = [
            (gettext(part.title), part.may is None or part.may(self.actor, year, self.on).allowed)
            for part in parts_in_order()
        ]
        return self.page(
            year=year,
            after=next_year_of(year, on=self.on),
            inside=parts,
            minutes=handovers_of(year, on=self.on),
            drawing=may_draw_up_handover(self.actor, year, on=self.on),
            state=handover_state,
        )


class TakePack(Screen[BlocYearCard]):
    """The pack as it is now."""

    permission = staticmethod(may_take_pack)
    title = N_("Handover")

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearCard | None:
        """The bloc-year, if the person may read it."""
        return bloc_year_seen_by(self.actor, str(kwargs["public_id"]), on=self.on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The archive."""
        pack = pack_of(self.object, taker=self.actor, on=self.on, at=self.now)
        key = f"organisations.pack:{self.object.public_id}"
        handed_out(request, actor=self.actor, key=key, at=self.now)
        return _archive(pack.content, f"ban-giao-{self.object.code.lower()}-{self.on:%Y-%m-%d}.zip")


class DrawUpHandover(YearVerb):
    """Draw up the minute with the pack as it is now."""

    permission = staticmethod(may_draw_up_handover)
    title = N_("Draw up the handover minute")
    lead = N_("The minute names both sides, what is handed over, the money and the open tasks.")
    button = N_("Draw up")
    done = N_("The minute is drawn up; both sides confirm it now.")
    effects = (
        N_("The pack is made now and kept with the minute, with the hash of every file."),
        N_("Each side confirms for itself; until both have, the minute can be withdrawn with a reason."),
    )

    def form(self, data: Any = None) -> Form:
        """Filled with the heads of both units."""
        year, after = self.object, next_year_of(self.object, on=self.on)
        known = {
            "held_on": self.on,
            "giver_person": self._head(year.head.id) if year.head else "",
            "receiver_person": self._head(after.head.id) if after and after.head else "",
        }
        return forms.HandoverForm(data, on=self.on, initial=known)

    def _head(self, unit: int) -> str:
        found = head_of_unit(unit, on=self.on)
        if found is None:
            return ""
        name = f"{found.person.rank} {found.person.name}".strip()
        return f"{name}, {found.title}"

    def act(self, form: forms.HandoverForm) -> str:
        """Draw it up, and show it."""
        card = actions.draw_up_handover(
            bloc_year=self.object.public_id, new=form.draft(), actor=self.actor, at=self.now
        )
        return reverse("organisations:minute", args=[card.public_id])


def _minute(actor: Actor, key: str, on: date) -> HandoverCard | None:
    """The minute, if the person may read its year."""
    found = handover_by_key(key, on=on)
    if found is None or bloc_year_seen_by(actor, found.bloc_year.public_id, on=on) is None:
        return None
    return found


class MinuteScreen(Screen[HandoverCard]):
    """A screen on one minute, for those who take the pack."""

    title = N_("Handover minute")
    menu = "organisations"

    @staticmethod
    def permission(actor: Actor, handover: HandoverCard, *, on: date) -> Verdict:
        """As for the pack."""
        return may_take_pack(actor, handover.bloc_year, on=on)

    def load(self, request: HttpRequest, **kwargs: Any) -> HandoverCard | None:
        """The minute, if the person may read its year."""
        return _minute(self.actor, str(kwargs["public_id"]), self.on)


class HandoverMinute(MinuteScreen):
    """The minute as a paper, with what each side may do."""

    template = "organisations/minute.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        card = self.object
        confirming = {side: may_confirm_handover(self.actor, card, side, on=self.on) for side in Side}
        return self.page(
            minute=card,
            year=card.bloc_year,
            money=wording.number(Decimal(card.money), "vi"),
            state=handover_state(card.state),
            sides=[
                (side.value, render(SIDE_WORDS[side]), confirming[side].allowed, *self._side(card, side))
                for side in Side
            ],
            withdrawing=may_withdraw_handover(self.actor, card, on=self.on),
            contacts=may_take_contacts(self.actor, card.bloc_year, on=self.on),
        )

    @staticmethod
    def _side(card: HandoverCard, side: Side) -> tuple[Any, ...]:
        if side is Side.GIVER:
            return card.giver, card.giver_person, _day(card.given_at), card.given_by
        return card.receiver, card.receiver_person, _day(card.received_at), card.received_by


class ConfirmHandover(MinuteScreen):
    """Confirm the minute for one's own side."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm it."""
        side = Side.GIVER if request.POST.get("side") == Side.GIVER.value else Side.RECEIVER
        actions.confirm_handover(handover=self.object.public_id, side=side, actor=self.actor, at=self.now)
        messages.success(request, gettext("The handover is confirmed for your unit."))
        return HttpResponseRedirect(reverse("organisations:minute", args=[self.object.public_id]))


class KeptPack(MinuteScreen):
    """The archive kept with the minute, as it was handed over; it may hold contacts."""

    @staticmethod
    def permission(actor: Actor, handover: HandoverCard, *, on: date) -> Verdict:
        """As for contacts, which lie in it."""
        return may_take_contacts(actor, handover.bloc_year, on=on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The archive."""
        card = self.object
        key = f"organisations.handover:{card.public_id}"
        handed_out(request, actor=self.actor, key=key, at=self.now)
        return _archive(content_at(card.pack_sha256, name=card.pack_name), card.pack_name)


class WithdrawHandover(VerbScreen[HandoverCard]):
    """Withdraw a minute that is not complete."""

    permission = staticmethod(may_withdraw_handover)
    title = N_("Withdraw the handover minute")
    lead = N_("The minute stays on record as withdrawn; another may be drawn up.")
    button = N_("Withdraw")
    done = N_("The minute is withdrawn.")

    def load(self, request: HttpRequest, **kwargs: Any) -> HandoverCard | None:
        """The minute, if the person may read its year."""
        return _minute(self.actor, str(kwargs["public_id"]), self.on)

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.WithdrawForm(data, on=self.on)

    def act(self, form: forms.WithdrawForm) -> str:
        """Withdraw it."""
        actions.withdraw_handover(
            handover=self.object.public_id,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            at=self.now,
        )
        return reverse("organisations:handover", args=[self.object.bloc_year.public_id])

    def crumbs(self) -> Crumbs:
        """The year, then its handover."""
        year = self.object.bloc_year
        return [
            (str(year), reverse("organisations:bloc_year", args=[year.public_id])),
            (gettext("Handover"), reverse("organisations:handover", args=[year.public_id])),
        ]

    def subject(self) -> str:
        """The minute's number."""
        return self.object.number
