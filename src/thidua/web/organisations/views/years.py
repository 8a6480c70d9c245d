"""One bloc-year: members by decision, head and deputy, phases; and the verbs on it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.acts import latest_acts
from thidua.foundation.gate import Screen
from thidua.foundation.wording import N_, render
from thidua.organisations import actions
from thidua.organisations.permissions import (
    bloc_year_seen_by,
    bloc_years_visible_to,
    may_change_members,
    may_confirm_leads,
    may_direct_bloc_year,
    may_open_bloc_year,
    may_read_bloc_year,
    may_take_pack,
)
from thidua.organisations.queries import (
    BlocYearCard,
    MemberUnit,
    PhaseRow,
    YearFile,
    member_units,
    year_file,
)
from thidua.organisations.readiness import readiness, suggested_state
from thidua.organisations.states import BASIS_WORDS, LEAD_WORDS, ORDER, STATE_WORDS, YearState, next_states
from thidua.plans.permissions import may_open_plans
from thidua.plans.queries import PlanProgress, progress_of_years
from thidua.web.organisations.forms import blocs as forms
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.views.base import Crumbs, VerbScreen
from thidua.web.organisations.words import confidence_state, role_in_bloc, span, year_state
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import Phases
from thidua.web.shared.telling import latest

LATEST = 8


def phase_line(state: YearState, rows: Sequence[PhaseRow]) -> Phases:
    """The twelve phases of the year with their days; one entered twice shows its last."""
    last: Mapping[YearState, PhaseRow] = {row.state: row for row in rows}
    now = ORDER.index(state)
    steps = []
    for place, one in enumerate(ORDER):
        row = last.get(one)
        if place > now:
            when = gettext("no date yet")
        elif row is None:
            when = gettext("not held")
        elif row.left_on is None:
            when = gettext("since %(day)s") % {"day": day(row.entered_on)}
        else:
            when = gettext("until %(day)s") % {"day": day(row.left_on)}
        steps.append((render(STATE_WORDS[one]), when))
    return Phases.of(steps, now)


class YearPage(Screen[YearFile]):
    """A bloc-year."""

    title = N_("Bloc-year")
    template = "organisations/bloc_year.html"
    menu = "organisations"

    @staticmethod
    def permission(actor: Actor, file: YearFile, *, on: date) -> Verdict:
        """As for its card."""
        return may_read_bloc_year(actor, file.card, on=on)

    def load(self, request: HttpRequest, **kwargs: Any) -> YearFile | None:
        """The bloc-year, if the person may read it."""
        rows = bloc_years_visible_to(self.actor, on=self.on).filter(public_id=str(kwargs["public_id"]))
        return year_file(rows, on=self.on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        file, year = self.object, self.object.card
        return self.page(
            year=year,
            members=file.members,
            leads=file.leads,
            phases=file.phases,
            line=phase_line(year.state, file.phases),
            directing=may_direct_bloc_year(self.actor, year, on=self.on),
            changing=may_change_members(self.actor, year, on=self.on),
            choosing=may_confirm_leads(self.actor, year, on=self.on),
            opening=may_open_bloc_year(self.actor, year.bloc, on=self.on),
            taking=may_take_pack(self.actor, year, on=self.on),
            onward=tuple(render(STATE_WORDS[state]) for state in next_states(year.state)),
            acts=latest(latest_acts(scope=year.public_id, prefix="organisations.", limit=LATEST)),
            year_state=year_state,
            confidence_state=confidence_state,
            role_in_bloc=role_in_bloc,
            span=span,
            plan=self.progress(),
            plans_open=self.plans_open,
            words={"state": STATE_WORDS, "basis": BASIS_WORDS, "lead": LEAD_WORDS},
        )

    @property
    def plans_open(self) -> bool:
        """Whether the person has a part in plans at all; the administrator of accounts has none."""
        return may_open_plans(self.actor, on=self.on).allowed

    def progress(self) -> PlanProgress | None:
        """How far the year's plan in force has come."""
        key = self.object.card.public_id
        return progress_of_years([key], on=self.on).get(key) if self.plans_open else None


class YearVerb(VerbScreen[BlocYearCard]):
    """A verb on one bloc-year."""

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearCard | None:
        """The bloc-year, if the person may read it."""
        return bloc_year_seen_by(self.actor, str(kwargs["public_id"]), on=self.on)

    def card(self) -> str:
        """The address of the year's page."""
        return reverse("organisations:bloc_year", args=[self.object.public_id])

    def crumbs(self) -> Crumbs:
        """Blocs, the bloc, the year."""
        bloc = self.object.bloc
        return [
            (gettext("Emulation blocs and clusters"), reverse("organisations:blocs")),
            (bloc.name, reverse("organisations:bloc", args=[bloc.public_id])),
            (str(self.object.year), self.card()),
        ]

    def subject(self) -> str:
        """Bloc and year."""
        return str(self.object)

    def members(self) -> tuple[MemberUnit, ...]:
        """Who belongs to the year now."""
        return tuple(member for member in member_units(self.object.id) if member.left_on is None)


class EnterPhase(YearVerb):
    """Take the year into its next phase, or back with a reason."""

    permission = staticmethod(may_direct_bloc_year)
    title = N_("Enter a phase")
    lead = N_("The year goes on to its next phase, or back to an earlier one by an act with its reason.")
    template = "organisations/enter_phase.html"
    button = N_("Enter the phase")
    done = N_("The year has entered the phase.")
    effects = (
        N_(
            "Criteria and scores are held to the phase: what a phase closes stays closed until the year goes back."
        ),
        N_("Once the award decision is recorded, the year no longer goes back before it."),
    )

    def form(self, data: Any = None) -> Form:
        """The phases that may follow, and those one may go back to."""
        onward = next_states(self.object.state)
        known = {"since": self.on, "state": onward[0].value if onward else ""}
        return forms.PhaseForm(data, on=self.on, now=self.object.state, initial=known)

    def beside(self) -> dict[str, Any]:
        """What should be so before each phase that may follow."""
        year = self.object
        asked = [(state, readiness(year, state, on=self.on)) for state in next_states(year.state)]
        return {
            "asked": [(render(STATE_WORDS[state]), rows) for state, rows in asked if rows],
            "suggested": suggested_state(year, on=self.on),
        }

    def act(self, form: forms.PhaseForm) -> str:
        """Enter it."""
        kept = form.cleaned_data
        actions.enter_phase(
            bloc_year=self.object.public_id,
            state=YearState(kept["state"]),
            on=kept["since"],
            reason=kept["reason"],
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class AdmitMember(YearVerb):
    """Admit a unit to the running year."""

    permission = staticmethod(may_change_members)
    title = N_("Admit a member")
    lead = N_("A unit joins the running year by a decision, with its own reporting year.")
    button = N_("Save")
    done = N_("The unit is a member from that day.")
    offers_units = True

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.AdmitForm(data, on=self.on)

    def act(self, form: forms.AdmitForm) -> str:
        """Admit."""
        actions.admit_member(
            bloc_year=self.object.public_id,
            new=form.draft(),
            joined_on=form.cleaned_data["joined_on"],
            decision=form.decision(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()


class ReleaseMember(YearVerb):
    """Release a unit from the running year."""

    permission = staticmethod(may_change_members)
    title = N_("Release a member")
    lead = N_("A unit leaves the running year by a decision; what it did until then stays.")
    button = N_("Release the member")
    done = N_("The unit is no longer a member from the day after.")
    member: MemberUnit

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearCard | None:
        """The bloc-year and the member the address names."""
        year = super().load(request, **kwargs)
        if year is None:
            return None
        rows = member_units(year.id)
        found = next((m for m in rows if m.public_id == kwargs["unit"] and m.left_on is None), None)
        if found is None:
            return None
        self.member = found
        return year

    def form(self, data: Any = None) -> Form:
        """Empty, or as sent."""
        return forms.ReleaseForm(data, on=self.on)

    def act(self, form: forms.ReleaseForm) -> str:
        """Release."""
        actions.release_member(
            bloc_year=self.object.public_id,
            unit=self.member.public_id,
            last=form.cleaned_data["last"],
            decision=form.decision(),
            actor=self.actor,
            at=self.now,
        )
        return self.card()

    def subject(self) -> str:
        """Unit, bloc and year."""
        return f"{self.member.name} – {self.object}"


class NameLead(YearVerb):
    """Name a head or deputy."""

    permission = staticmethod(may_change_members)
    title = N_("Name head or deputy")
    lead = N_("A member heads or deputises from a day on; whoever had the role leaves it the day before.")
    button = N_("Save")
    done = N_("Head and deputy are on record.")

    def form(self, data: Any = None) -> Form:
        """With the members to choose from."""
        members = [(member.public_id, member.name) for member in self.members()]
        return forms.LeadForm(data, on=self.on, members=members)

    def act(self, form: forms.LeadForm) -> str:
        """Name."""
        actions.name_lead(bloc_year=self.object.public_id, **form.lead(), actor=self.actor, at=self.now)
        return self.card()
