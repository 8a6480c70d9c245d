"""The room's first page: each bloc-year with its plan, how far it has come, and the drafts that wait for answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.plans.permissions import (
    may_draft_plan,
    may_open_plans,
    versions_readable,
    years_read_by,
)
from thidua.plans.queries import (
    PlanFrame,
    YearFrame,
    holidays_in_use,
    plan_frames_in,
    plans_of_years,
    progress_of,
    shown_plan,
)
from thidua.plans.states import PlanState
from thidua.web.plans.addresses import calendar_address, plan_address
from thidua.web.plans.words import plan_state

# Bloc-years from so many years back are listed.
YEARS_BACK = 4
MOST = 60


class Home(Screen[NoObject]):
    """Plans of the bloc-years the person reads."""

    permission = staticmethod(may_open_plans)
    title = N_("Plans and calendars")
    template = "plans/home.html"
    menu = "organisations"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the newest year first."""
        del request
        years = years_read_by(self.actor, on=self.on, since=self.on.year - YEARS_BACK)[:MOST]
        versions = plans_of_years(year.id for year in years)
        chosen = {}
        for year in years:
            readable = versions_readable(self.actor, year, versions.get(year.id, ()), on=self.on)
            if (card := shown_plan(readable)) is not None:
                chosen[year] = card
        frames = {frame.year.id: frame for frame in plan_frames_in(chosen.items(), holidays_in_use())}
        rows = [self.row(year, frames.get(year.id)) for year in years]
        return self.page(
            rows=rows,
            crumb_items=[(_("Emulation blocs and clusters"), reverse("organisations:blocs"))],
        )

    def row(self, year: YearFrame, frame: PlanFrame | None) -> dict[str, Any]:
        """One bloc-year."""
        drafts = frame is None and may_draft_plan(self.actor, year, on=self.on).allowed
        return {
            "name": str(year),
            "calendar": calendar_address(year.public_id),
            "plan": plan_address(frame.card.public_id) if frame is not None else "",
            "title": frame.card.title if frame is not None else "",
            "number": frame.card.number if frame is not None else "",
            "state": plan_state(frame.card.state) if frame is not None else None,
            "progress": progress_of(frame, self.on)
            if frame is not None and frame.card.state is PlanState.ISSUED
            else None,
            "draft": reverse("plans:draft", args=(year.public_id,)) if drafts else "",
            "illustrative": year.illustrative,
        }
