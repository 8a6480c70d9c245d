"""A plan with its lines, and one line with its history."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from thidua.core.calendar import days_late
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_, render
from thidua.organisations.queries import UnitName
from thidua.plans.days import effect_of_holidays
from thidua.plans.permissions import (
    may_complete_activity,
    may_draft_plan,
    may_issue_plan,
    may_move_days,
    may_read_plan,
    may_return_plan,
    may_revise_plan,
    units_completing,
    versions_readable,
)
from thidua.plans.proofs import proofs_for
from thidua.plans.queries import (
    ActivityRow,
    CompletionRow,
    ConsultationLine,
    PlanCard,
    PlanFrame,
    YearFrame,
    consultation_lines,
    plan_among_versions,
    plan_frame,
    progress_of,
)
from thidua.plans.states import IN_PREPARATION, ActivityStanding, ConsultationState, PlanState
from thidua.web.plans.addresses import calendar_address, consultation_address, plan_address
from thidua.web.plans.present import Line, line_of, lines_of, names_of
from thidua.web.plans.views.base import RoomScreen
from thidua.web.plans.words import (
    DAY_KINDS,
    DRAFT_KINDS,
    consultation_state,
    late_words,
    plan_state,
    roll_words,
    standing_state,
    when_words,
)
from thidua.web.shared import parts

ORDER = (
    ActivityStanding.OVERDUE,
    ActivityStanding.SOON,
    ActivityStanding.COMING,
    ActivityStanding.DONE,
    ActivityStanding.DONE_LATE,
    ActivityStanding.DROPPED,
)


class PlanPage(RoomScreen[tuple[PlanFrame, tuple[PlanCard, ...]]]):
    """A plan: its words, its lines in the order of their days, how far it has come, and what may be done with it."""

    title = N_("Plan")
    template = "plans/plan.html"

    @staticmethod
    def permission(actor: Actor, pair: tuple[PlanFrame, tuple[PlanCard, ...]], *, on: Any) -> Any:
        """As for the plan."""
        return may_read_plan(actor, pair[0], on=on)

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[PlanFrame, tuple[PlanCard, ...]] | None:
        """The plan the address names, and the versions of its year."""
        return plan_among_versions(str(kwargs["plan"]))

    @cached_property
    def frame(self) -> PlanFrame:
        """The plan."""
        return self.object[0]

    @property
    def year(self) -> YearFrame:
        """Its bloc-year."""
        return self.frame.year

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        frame, on = self.frame, self.on
        lines = lines_of(frame, names_of(frame, on), on=on, mine=self.part.units)
        asked = request.GET.get("trang-thai", "")
        own = request.GET.get("cua-toi", "") == "1"
        shown = [
            line
            for line in lines
            if (not asked or (line.standing.value == asked and not line.anchor)) and (not own or line.mine)
        ]
        in_force = frame.card.state in {PlanState.ISSUED, PlanState.SUPERSEDED}
        return self.page(
            card=frame.card,
            state=plan_state(frame.card.state),
            lines=shown,
            total=len(lines),
            in_force=in_force,
            counters=self.counters(lines, asked) if in_force else (),
            own=own,
            asked=asked,
            may_own=bool(self.part.units),
            progress=progress_of(frame, on) if in_force else None,
            versions=self.versions(),
            consultations=self.consultations(),
            recount=self.recount(),
            may=self.may(),
            calendar=calendar_address(frame.year.public_id),
            crumb_items=self.way(),
        )

    def counters(self, lines: tuple[Line, ...], asked: str) -> tuple[parts.Counter, ...]:
        """How many lines stand how, as links to exactly those."""
        here = plan_address(self.frame.card.public_id)
        counted = [line for line in lines if not line.anchor]
        found = [parts.Counter(_("All"), len(counted), here, not asked)]
        for standing in ORDER:
            number = sum(line.standing is standing for line in counted)
            if number:
                found.append(
                    parts.Counter(
                        standing_state(standing).label,
                        number,
                        f"{here}?trang-thai={standing.value}",
                        asked == standing.value,
                        standing is ActivityStanding.OVERDUE,
                    )
                )
        return tuple(found)

    def versions(self) -> list[dict[str, Any]]:
        """The versions of the year's plan that the person reads."""
        shown = versions_readable(self.actor, self.year, self.object[1], on=self.on)
        return [
            {
                "card": card,
                "state": plan_state(card.state),
                "href": plan_address(card.public_id),
                "current": card.public_id == self.frame.card.public_id,
            }
            for card in shown
        ]

    @cached_property
    def sent(self) -> tuple[ConsultationLine, ...]:
        """The drafts sent round in this bloc-year, the newest first."""
        return consultation_lines(self.year.id)

    def consultations(self) -> list[dict[str, Any]]:
        """The drafts sent round in this bloc-year."""
        return [
            {
                "line": line,
                "kind": _(DRAFT_KINDS[line.kind]),
                "state": consultation_state(line.state),
                "href": consultation_address(line.public_id),
            }
            for line in self.sent
        ]

    def recount(self) -> int:
        """How many days would stand elsewhere by the holidays in use; asked only of who may move them."""
        if not may_move_days(self.actor, self.frame, on=self.on).allowed:
            return 0
        return len(effect_of_holidays(self.frame))

    def may(self) -> dict[str, bool]:
        """Which doors the page shows."""
        frame, on = self.frame, self.on
        in_preparation = any(card.state in IN_PREPARATION for card in self.object[1])
        open_now = any(
            line.state is ConsultationState.OPENED and line.plan == frame.card.public_id for line in self.sent
        )
        revising = may_revise_plan(self.actor, frame, on=on).allowed
        return {
            "revise": revising,
            "send": revising and not open_now,
            "issue": not open_now and may_issue_plan(self.actor, frame, on=on).allowed,
            "return": not open_now and may_return_plan(self.actor, frame, on=on).allowed,
            "move": may_move_days(self.actor, frame, on=on).allowed,
            "renew": not in_preparation and may_draft_plan(self.actor, self.year, on=on).allowed,
        }


class LinePage(RoomScreen[tuple[PlanFrame, ActivityRow]]):
    """One line of a plan: when, who, what is done by whom, every move with its reason."""

    title = N_("Line of the plan")
    template = "plans/line.html"

    @staticmethod
    def permission(actor: Actor, pair: tuple[PlanFrame, ActivityRow], *, on: Any) -> Any:
        """As for the plan."""
        return may_read_plan(actor, pair[0], on=on)

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[PlanFrame, ActivityRow] | None:
        """The plan and its line."""
        frame = plan_frame(str(kwargs["plan"]))
        row = frame.activity(str(kwargs["code"])) if frame is not None else None
        return (frame, row) if frame is not None and row is not None else None

    @property
    def year(self) -> YearFrame:
        """The plan's bloc-year."""
        return self.object[0].year

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        frame, row = self.object
        names = names_of(frame, self.on)
        completing = (
            units_completing(self.actor, frame, row, on=self.on)
            if may_complete_activity(self.actor, (frame, row), on=self.on).allowed
            else ()
        )
        key = frame.card.public_id
        plan = (_("Plan"), plan_address(key))
        moving = may_move_days(self.actor, frame, on=self.on).allowed and not frame.settled(row)
        return self.page(
            row=row,
            line=line_of(frame, row, names, on=self.on),
            how=when_words(row.when),
            roll=roll_words(row.when),
            kind=_(DAY_KINDS[row.day_kind]),
            units=self.units(completing, names),
            depending=[one for one in frame.activities if getattr(one.when, "base", "") == row.code],
            may_complete=any(row.completion(unit) is None for unit in completing),
            may_withdraw=any(row.completion(unit) is not None for unit in completing),
            may_move=moving,
            may_revise=may_revise_plan(self.actor, frame, on=self.on).allowed,
            address={
                name: reverse(f"plans:{name}", args=(key, row.code))
                for name in ("complete", "withdraw", "move", "drop", "revise_line", "remove")
            },
            line_address=lambda code: reverse("plans:line", args=(key, code)),
            crumb_items=self.way(plan),
        )

    def units(self, completing: tuple[int, ...], names: Mapping[int, UnitName]) -> list[dict[str, Any]]:
        """Each unit that has to do it, with its part, and what is on record already that it may confirm."""
        frame, row = self.object
        units = []
        waiting = [names[unit].public_id for unit in completing if row.completion(unit) is None]
        proofs = proofs_for(frame.year.public_id, row, waiting)
        for unit in frame.responsible(row):
            part, key = row.completion(unit), names[unit].public_id
            known = [(render(one.said), f"{one.day:%d/%m/%Y}") for one in proofs.get(key, ())]
            units.append(
                {"key": key, "name": names[unit].name, "part": part, "late": self.late(part), "known": known}
            )
        return units

    def late(self, part: CompletionRow | None) -> str:
        """How many days late a unit's part came."""
        frame, row = self.object
        if part is None:
            return ""
        late = days_late(row.due_on, part.done_on, kind=row.day_kind, holidays=frame.holidays)
        return late_words(late, row.day_kind)
