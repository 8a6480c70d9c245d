"""Blocs and clusters: the list, one bloc with its years and rotation, and the verbs on blocs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.organisations import actions
from thidua.organisations.permissions import (
    bloc_years_visible_to,
    blocs_visible_to,
    may_keep_blocs,
    may_open_bloc_year,
    may_read_blocs,
    may_set_rotation,
)
from thidua.organisations.queries import (
    BlocCard,
    bloc_cards,
    bloc_file,
    bloc_year_cards,
    former_names_of,
    member_units,
    next_in_rotation,
    rotations_of,
)
from thidua.organisations.states import BLOC_LEVEL_WORDS, LeadBasis
from thidua.plans.permissions import may_open_plans, may_read_holidays
from thidua.web.organisations.forms import blocs as forms
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.views.base import Crumbs, VerbScreen
from thidua.web.organisations.words import year_state


class Blocs(Screen[NoObject]):
    """Blocs and clusters the person has to do with, each with its newest year."""

    permission = staticmethod(may_read_blocs)
    title = N_("Emulation blocs and clusters")
    template = "organisations/blocs.html"
    menu = "organisations"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        del request
        blocs = bloc_cards(blocs_visible_to(self.actor, on=self.on))
        years = bloc_year_cards(bloc_years_visible_to(self.actor, on=self.on).order_by("-year"), on=self.on)
        by_bloc = {bloc.id: tuple(year for year in years if year.bloc.id == bloc.id) for bloc in blocs}
        return self.page(
            rows=[(bloc, by_bloc[bloc.id]) for bloc in blocs],
            keeping=may_keep_blocs(self.actor, on=self.on),
            levels=BLOC_LEVEL_WORDS,
            year_state=year_state,
            plans_open=may_open_plans(self.actor, on=self.on).allowed,
            holidays_open=may_read_holidays(self.actor, on=self.on).allowed,
        )


class BlocScreen(Screen[BlocCard]):
    """A screen on one bloc."""

    permission = staticmethod(may_read_blocs)
    menu = "organisations"

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocCard | None:
        """The bloc, among those the person may read."""
        rows = blocs_visible_to(self.actor, on=self.on).filter(public_id=str(kwargs["public_id"]))
        return next(iter(bloc_cards(rows)), None)


class BlocPage(BlocScreen):
    """One bloc: its years, its heads, its rotation list."""

    title = N_("Bloc")
    template = "organisations/bloc.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        bloc = self.object
        return self.page(
            bloc=bloc,
            file=bloc_file(bloc, bloc_years_visible_to(self.actor, on=self.on), on=self.on),
            opening=may_open_bloc_year(self.actor, bloc, on=self.on),
            rotating=may_set_rotation(self.actor, bloc, on=self.on),
            renaming=may_keep_blocs(self.actor, on=self.on),
            former=former_names_of(bloc.id),
            levels=BLOC_LEVEL_WORDS,
            year_state=year_state,
        )


class FoundBloc(VerbScreen[NoObject]):
    """Set up a bloc."""

    permission = staticmethod(may_keep_blocs)
    title = N_("Set up a bloc or cluster")
    lead = N_("A bloc keeps its code; each of its years has its own members by decision.")
    button = N_("Save")
    done = N_("The bloc is set up.")
    offers_units = True

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.BlocForm(data, on=self.on)

    def act(self, form: forms.BlocForm) -> str:
        """Set it up, and open its page."""
        bloc = actions.found_bloc(new=form.draft(), actor=self.actor, at=self.now)
        return reverse("organisations:bloc", args=[bloc.public_id])

    def crumbs(self) -> Crumbs:
        """Blocs."""
        return [(gettext("Emulation blocs and clusters"), reverse("organisations:blocs"))]


class BlocVerb(VerbScreen[BlocCard]):
    """A verb on one bloc."""

    offers_units = True

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocCard | None:
        """The bloc, among those the person may read."""
        rows = blocs_visible_to(self.actor, on=self.on).filter(public_id=str(kwargs["public_id"]))
        return next(iter(bloc_cards(rows)), None)

    def crumbs(self) -> Crumbs:
        """Blocs, then the bloc."""
        return [
            (gettext("Emulation blocs and clusters"), reverse("organisations:blocs")),
            (self.object.name, reverse("organisations:bloc", args=[self.object.public_id])),
        ]

    def subject(self) -> str:
        """The bloc's name."""
        return self.object.name


class OpenYear(BlocVerb):
    """Open a bloc's next year as a draft."""

    permission = staticmethod(may_open_bloc_year)
    title = N_("Open an emulation year")
    lead = N_("Members, head and deputy are those of the year's decision; the year begins as a draft.")
    button = N_("Open as a draft")
    done = N_("The year is open as a draft.")
    effects = (
        N_("Members are taken from the decision, never from the year before by themselves: check the list."),
        N_("The head of the year before goes on with that year until it is concluded."),
    )

    def form(self, data: Any = None) -> Form:
        """Filled with the members of the newest year and the next on the rotation list."""
        bloc = self.object
        rows = bloc_years_visible_to(self.actor, on=self.on).filter(bloc=bloc.id).order_by("-year")
        newest = next(iter(bloc_year_cards(rows[:1], on=self.on)), None)
        year = newest.year + 1 if newest else self.on.year
        turn = next_in_rotation(bloc.id, year=year, on=self.on)
        known = {
            "year": year,
            "members": "\n".join(m.code for m in member_units(newest.id)) if newest else "",
            "head": turn.code if turn else "",
            "basis": LeadBasis.ROTATION.value if turn else LeadBasis.DECISION.value,
        }
        return forms.YearForm(data, on=self.on, initial=known)

    def act(self, form: forms.YearForm) -> str:
        """Open it, and go to its page."""
        year = actions.open_bloc_year(
            new=form.draft(self.object.public_id),
            basis=LeadBasis(form.cleaned_data["basis"]),
            actor=self.actor,
            at=self.now,
        )
        return reverse("organisations:bloc_year", args=[year.public_id])


class RenameBloc(BlocVerb):
    """Give a bloc another name by decision."""

    permission = staticmethod(may_keep_blocs)
    title = N_("Rename the bloc or cluster")
    lead = N_("The bloc bears another name by decision, from the day it says.")
    button = N_("Save")
    done = N_("The bloc bears its new name.")
    effects = (
        N_("Years keep the name of their own decision; years opened from now on bear the new one."),
        N_("The old name is kept with its last day and the decision that replaced it."),
    )
    offers_units = False

    def form(self, data: Any = None) -> Form:
        """Filled with the present name."""
        known = {"name": self.object.name, "short_name": self.object.short_name}
        return forms.RenameBlocForm(data, on=self.on, initial=known)

    def act(self, form: forms.RenameBlocForm) -> str:
        """Rename it."""
        kept = form.cleaned_data
        actions.rename_bloc(
            bloc=self.object.public_id,
            name=kept["name"],
            short_name=kept["short_name"],
            on=kept["since"],
            decision=form.decision(),
            actor=self.actor,
            at=self.now,
        )
        return self.crumbs()[-1][1]


class SetRotation(BlocVerb):
    """Record the rotation list."""

    permission = staticmethod(may_set_rotation)
    title = N_("Record the rotation list")
    lead = N_(
        "The order in which the members take the lead, as they adopted it; it replaces the list before."
    )
    button = N_("Save")
    done = N_("The rotation list is on record.")

    def form(self, data: Any = None) -> Form:
        """Filled with the list in use."""
        rotation = next(iter(rotations_of(self.object.id, on=self.on)), None)
        known = (
            {"units": "\n".join(turn.unit.code for turn in rotation.turns), "skip_rule": rotation.skip_rule}
            if rotation
            else {}
        )
        return forms.RotationForm(data, on=self.on, initial=known)

    def act(self, form: forms.RotationForm) -> str:
        """Record it."""
        actions.set_rotation(bloc=self.object.public_id, **form.cleaned_data, actor=self.actor, at=self.now)
        return self.crumbs()[-1][1]


class SettleTerm(BlocVerb):
    """Record whose term a year is."""

    permission = staticmethod(may_set_rotation)
    title = N_("Record the head of a year")
    lead = N_("Who heads the bloc in a year by the rotation, is planned to, or was passed over and why.")
    button = N_("Save")
    done = N_("The term is on record.")

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.TermForm(data, on=self.on)

    def act(self, form: forms.TermForm) -> str:
        """Record it."""
        kept = form.cleaned_data
        actions.settle_rotation_term(
            bloc=self.object.public_id,
            year=kept["year"],
            head=kept["head"],
            planned=kept["standing"] == "planned",
            skipped=kept["standing"] == "skipped",
            note=kept["note"],
            actor=self.actor,
            at=self.now,
        )
        return self.crumbs()[-1][1]
