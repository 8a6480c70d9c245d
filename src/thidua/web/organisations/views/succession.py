"""From one year to the next: the year's history, the members' choice, the next year opened from the old one."""

from dataclasses import dataclass
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
    bloc_years_visible_to,
    may_confirm_leads,
    may_open_bloc_year,
    may_read_bloc_year,
)
from thidua.organisations.queries import (
    BlocYearCard,
    LeadProposal,
    PhaseRow,
    YearFile,
    name_day,
    next_year_of,
    proposal_of,
    year_file,
)
from thidua.organisations.states import BASIS_WORDS, LEAD_WORDS, STATE_WORDS, LeadBasis
from thidua.web.organisations.forms import blocs as forms
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.views.years import YearVerb
from thidua.web.organisations.words import span
from thidua.web.shared.telling import latest

MOST_ACTS = 200


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase with how many days it lasted."""

    row: PhaseRow
    words: str
    days: int


class YearHistory(Screen[YearFile]):
    """Everything the bloc-year went through: phases with their days and reasons, heads, acts."""

    title = N_("History of the year")
    template = "organisations/year_history.html"
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
        file = self.object
        return self.page(
            year=file.card,
            phases=tuple(self._line(row) for row in file.phases),
            leads=file.leads,
            acts=latest(latest_acts(scope=file.card.public_id, prefix="organisations.", limit=MOST_ACTS)),
            span=span,
            words={"basis": BASIS_WORDS, "lead": LEAD_WORDS},
        )

    def _line(self, row: PhaseRow) -> PhaseLine:
        last = row.left_on or max(self.on, row.entered_on)
        return PhaseLine(row, render(STATE_WORDS[row.state]), (last - row.entered_on).days + 1)


class ConfirmLeads(YearVerb):
    """Record whom the members chose to head the year."""

    permission = staticmethod(may_confirm_leads)
    title = N_("Record whom the members chose")
    lead = N_("Head and deputy acclaimed or elected at the conference, as its minute says.")
    template = "organisations/proposal.html"
    button = N_("Save")
    done = N_("The members' choice is on record.")
    effects = (
        N_("Whoever prepared the year by the rotation list leaves the role the day before."),
        N_("The term of the year in the rotation is settled."),
    )

    def form(self, data: Any = None) -> Form:
        """Filled with the present head and deputy, who have prepared the year."""
        year = self.object
        members = [(member.code, member.name) for member in self.members()]
        known = {
            "head": year.head.code if year.head else "",
            "deputy": year.deputy.code if year.deputy else "",
            "basis": LeadBasis.ELECTED.value,
            "since": self.on,
        }
        return forms.ChoiceOfLeadsForm(data, on=self.on, members=members, initial=known)

    def beside(self) -> dict[str, Any]:
        """What the rotation list proposes, and why turns are passed over."""
        year = self.object.year
        return {"proposal": proposal_of(self.object.bloc.id, year=year, on=name_day(year, self.on))}

    def act(self, form: forms.ChoiceOfLeadsForm) -> str:
        """Record it."""
        kept = form.cleaned_data
        actions.confirm_leads(
            bloc_year=self.object.public_id,
            **{**kept, "basis": LeadBasis(kept["basis"])},
            actor=self.actor,
            at=self.now,
        )
        return self.card()


def may_open_next(actor: Actor, year: BlocYearCard, *, on: date) -> Verdict:
    """As for opening a year of the bloc."""
    return may_open_bloc_year(actor, year.bloc, on=on)


class OpenNextYear(YearVerb):
    """Open the next year of the bloc from this one."""

    permission = staticmethod(may_open_next)
    title = N_("Open the next year from this one")
    lead = N_("Members with their reporting years come along; write only what the new decision says.")
    template = "organisations/proposal.html"
    button = N_("Open as a draft")
    done = N_("The year is open as a draft.")
    effects = (
        N_("Members are those of this year: compare them with the decision, then admit or release."),
        N_("Head and deputy prepare the year by the rotation list until the conference has chosen."),
        N_("The head of this year goes on with it until it is concluded; both years are worked on at once."),
    )

    def beside(self) -> dict[str, Any]:
        """What the rotation list proposes, and why turns are passed over."""
        return {"proposal": self.proposal, "already": next_year_of(self.object, on=self.on)}

    @property
    def proposal(self) -> LeadProposal:
        """Head and deputy of the coming year by the list."""
        year = self.object.year + 1
        return proposal_of(self.object.bloc.id, year=year, on=name_day(year, self.on))

    def form(self, data: Any = None) -> Form:
        """Filled with the proposal."""
        found = self.proposal
        members = [(member.code, member.name) for member in self.members()]
        known = {
            "head": found.head.code if found.head else "",
            "deputy": found.deputy.code if found.deputy else "",
        }
        return forms.NextYearForm(data, on=self.on, members=members, initial=known)

    def act(self, form: forms.NextYearForm) -> str:
        """Open it, and go to its page."""
        kept = form.cleaned_data
        year = actions.open_next_year(
            after=self.object.public_id,
            decision=form.decision(),
            head=kept["head"],
            deputy=kept["deputy"],
            actor=self.actor,
            at=self.now,
        )
        return reverse("organisations:bloc_year", args=[year.public_id])

    def subject(self) -> str:
        """The coming year."""
        return gettext("After %(year)s") % {"year": self.object}
