"""Forms of whoever keeps a movement: draft, revise, launch, amend, review, close, withdraw."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from thidua.campaigns.actions import (
    amend_movement,
    draft_movement,
    launch_movement,
    revise_movement,
    withdraw_movement,
)
from thidua.campaigns.comparing import draft_of
from thidua.campaigns.drafts import MovementDraft
from thidua.campaigns.permissions import (
    may_amend_movement,
    may_draft_movement,
    may_launch_movement,
    may_open_campaigns,
    may_revise_movement,
    may_withdraw_movement,
    movements_visible_to,
    units_of,
)
from thidua.campaigns.queries import MovementFrame, Node, Owner, movement_frame, targets_of
from thidua.campaigns.queries.cards import upper_nodes
from thidua.campaigns.states import UPPER, Level
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.organisations.queries import member_units, unit_name
from thidua.organisations.queries.keys import units_by_keys
from thidua.web.campaigns.forms.base import Form, ReasonForm
from thidua.web.campaigns.forms.movements import LaunchForm, MovementForm
from thidua.web.campaigns.views.shared import (
    Crumbs,
    FormScreen,
    MovementVerb,
    movement_address,
    room_crumb,
)
from thidua.web.campaigns.words import LEVEL_WORDS
from thidua.web.shared.at_hand import bloc_years_of


class ChooseOwner(Screen[NoObject]):
    """Where a new movement belongs: the levels, bloc-years and units for which this person may begin one."""

    permission = staticmethod(may_open_campaigns)
    title = N_("New movement")
    template = "campaigns/choose.html"
    menu = "campaigns"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The choice."""
        choices = [
            (gettext(LEVEL_WORDS[level]), "", reverse("campaigns:draft", args=(level.value,)))
            for level in Level
            if level in UPPER and may_draft_movement(self.actor, Owner(level), on=self.on).allowed
        ]
        choices += [
            (gettext("Bloc"), f"{line.name}, {line.year}", _below(Level.BLOC, line.public_id))
            for line in bloc_years_of(request)
            if may_draft_movement(self.actor, Owner(Level.BLOC, line), on=self.on).allowed
        ]
        units = units_by_keys(units_of(self.actor, on=self.on), on=self.on)
        choices += [
            (gettext("Unit"), unit.name, _below(Level.UNIT, unit.public_id)) for unit in units.values()
        ]
        return self.page(choices=choices, crumbs=[room_crumb()])


def _below(level: Level, key: str) -> str:
    return reverse("campaigns:draft_below", args=(level.value, key))


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form of a movement offers: movements to respond to, and members to call."""

    parents: tuple[Node, ...]
    members: tuple[tuple[str, str], ...] = ()


class TextScreen[T](FormScreen[T]):
    """A form of a movement's whole text."""

    template = "campaigns/text.html"
    launches = False

    def offered(
        self,
        level: Level,
        *,
        bloc_year: int | None,
        bloc_key: str,
        unit: str,
        but: str = "",
        keep: tuple[str, ...] = (),
    ) -> Offer:
        """Movements the reader may see, launched and above, and those tied already; the members of the bloc-year."""
        rows = movements_visible_to(self.actor, on=self.on)
        nodes = upper_nodes(rows, level, bloc_year=bloc_key, unit=unit, on=self.on, keep=keep)
        members = member_units(bloc_year) if bloc_year else ()
        return Offer(
            tuple(node for node in nodes if node.public_id != but),
            tuple((one.public_id, one.name) for one in members),
        )

    def more(self) -> dict[str, Any]:
        """Whether the second button launches."""
        return {"launches": self.launches}

    def wants_launch(self, form: Any) -> Any:
        """The day of the launch when the second button was pressed."""
        if self.request.POST.get("then") != "launch":
            return None
        return form.cleaned_data.get("launched_on") or self.on


class NewMovement(TextScreen[Owner]):
    """Begin a movement; the second button launches it in the same act."""

    permission = staticmethod(may_draft_movement)
    title = N_("New movement")
    lead = N_(
        "Write what the movement asks for. As a draft it can be changed freely; units see it once it is launched."
    )
    done = N_("The movement is saved.")
    launches = True

    def load(self, request: HttpRequest, **kwargs: Any) -> Owner | None:
        """The level, and the bloc-year or unit."""
        key = kwargs.get("owner", "")
        if kwargs["level"] not in [*Level]:
            return None
        level = Level(kwargs["level"])
        if level is Level.BLOC:
            line = next((one for one in bloc_years_of(request) if one.public_id == key), None)
            return Owner(level, line) if line else None
        if level is Level.UNIT:
            return Owner(level, None, key) if unit_name(key, on=self.on) else None
        return None if key else Owner(level)

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        owner, line = self.object, self.object.bloc_year
        offer = self.offered(
            owner.level,
            bloc_year=line.id if line else None,
            bloc_key=line.public_id if line else "",
            unit=owner.unit,
        )
        return MovementForm(
            data,
            level=owner.level,
            on=self.on,
            parents=offer.parents,
            members=offer.members,
            initial={"issuer": self._issuer(), "starts_on": self.on},
        )

    def _issuer(self) -> str:
        if self.object.bloc_year:
            return self.object.bloc_year.name
        unit = unit_name(self.object.unit, on=self.on) if self.object.unit else None
        return unit.name if unit else ""

    def act(self, form: Any) -> str:
        """Draft it."""
        line = self.object.bloc_year
        card = draft_movement(
            draft=form.draft(bloc_year=line.public_id if line else "", unit=self.object.unit),
            launched_on=self.wants_launch(form),
            actor=self.actor,
            at=self.now,
        )
        return reverse("campaigns:movement", args=(card.public_id,))

    def crumbs(self) -> Crumbs:
        """The list."""
        return [room_crumb()]

    def subject(self) -> str:
        """Where it belongs."""
        level = gettext(LEVEL_WORDS[self.object.level])
        return f"{level}: {issuer}" if (issuer := self._issuer()) else level


class ChangeMovement(TextScreen[MovementFrame]):
    """A form of a movement that is there."""

    amends = False

    def load(self, request: HttpRequest, **kwargs: Any) -> MovementFrame | None:
        """The movement the address names."""
        return movement_frame(kwargs["movement"])

    def crumbs(self) -> Crumbs:
        """The list, then the movement."""
        return [room_crumb(), (self.object.card.name, movement_address(self.object))]

    def subject(self) -> str:
        """The movement's name."""
        return self.object.card.name

    def form(self, data: Any = None) -> Form:
        """As it is, or as sent."""
        from_draft = self.draft
        card = self.object.card
        offer = self.offered(
            card.level,
            bloc_year=card.bloc_year_id,
            bloc_key=card.bloc_year,
            unit=card.unit,
            but=card.public_id,
            keep=from_draft.parents,
        )
        called = units_by_keys(from_draft.called, on=self.on)
        return MovementForm(
            data,
            level=card.level,
            on=self.on,
            parents=offer.parents,
            members=offer.members,
            amends=self.amends,
            targets=targets_of(card.id),
            initial={
                **{name: getattr(card, name) for name in _PLAIN},
                "contents": "\n".join(card.contents),
                "parents": list(from_draft.parents),
                "members": list(from_draft.called),
                "called": "\n".join(f"{one.code} – {one.name}" for one in called.values()),
                "revision": card.revision,
            },
        )

    @cached_property
    def draft(self) -> MovementDraft:
        """The movement as a draft."""
        return draft_of(self.object.card)


_PLAIN = (
    "kind",
    "name",
    "slogan",
    "force",
    "issuer",
    "document_number",
    "document_date",
    "starts_on",
    "ends_on",
    "period_note",
    "subjects",
    "awards",
    "confidence",
    "confidence_note",
)


class ReviseMovement(ChangeMovement):
    """Change a draft; the second button launches it in the same act."""

    permission = staticmethod(may_revise_movement)
    title = N_("Change the draft")
    lead = N_(
        "Write what the movement asks for. As a draft it can be changed freely; units see it once it is launched."
    )
    done = N_("The movement is saved.")
    launches = True

    def act(self, form: Any) -> str:
        """Save, or save and launch."""
        revise_movement(
            movement=self.object.card.public_id,
            draft=form.draft(of=self.object.card),
            launched_on=self.wants_launch(form),
            revision=form.cleaned_data.get("revision"),
            actor=self.actor,
            at=self.now,
        )
        return movement_address(self.object)


class AmendMovement(ChangeMovement):
    """Change a launched movement, with a reason."""

    permission = staticmethod(may_amend_movement)
    title = N_("Amend the movement")
    lead = N_("The movement is launched: what changes, from what to what, by whom and why stays on record.")
    done = N_("The amendment is saved.")
    amends = True

    def act(self, form: Any) -> str:
        """Amend."""
        amend_movement(
            movement=self.object.card.public_id,
            draft=form.draft(of=self.object.card),
            reason=form.cleaned_data["reason"],
            document=form.cleaned_data["amending_document"],
            revision=form.cleaned_data.get("revision"),
            actor=self.actor,
            at=self.now,
        )
        return reverse("campaigns:history", args=(self.object.card.public_id,))


class LaunchMovement(MovementVerb):
    """Launch a draft."""

    permission = staticmethod(may_launch_movement)
    title = N_("Launch the movement")
    lead = N_("From now on the units called see the movement and respond to it.")
    button = N_("Launch")
    done = N_("The movement is launched; the units called were told.")
    effects = (
        N_("The units called are told, and the response waits in their work."),
        N_("The text can then be changed only by an amendment with a reason."),
    )

    def form(self, data: Any = None) -> Form:
        """Today, unless it was another day."""
        return LaunchForm(data, initial={"launched_on": self.on})

    def act(self, form: Any) -> str:
        """Launch."""
        launch_movement(
            movement=self.object.card.public_id,
            launched_on=form.cleaned_data["launched_on"],
            actor=self.actor,
            at=self.now,
        )
        return movement_address(self.object)


class WithdrawMovement(MovementVerb):
    """Withdraw a movement that will not go on."""

    permission = staticmethod(may_withdraw_movement)
    title = N_("Withdraw the movement")
    lead = N_("For a movement that will not go on. What was responded and done stays on record.")
    button = N_("Withdraw")
    done = N_("The movement is withdrawn.")
    effects = (
        N_("The units called are told why."),
        N_("This cannot be undone: a new movement would be drafted."),
    )
    danger = True

    def form(self, data: Any = None) -> Form:
        """The reason."""
        return ReasonForm(data)

    def act(self, form: Any) -> str:
        """Withdraw."""
        withdraw_movement(
            movement=self.object.card.public_id,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            at=self.now,
        )
        return movement_address(self.object)
