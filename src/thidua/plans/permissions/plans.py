"""Who may read, draft, issue and move a plan, and say that something of it is done."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from thidua.accounts.queries import held_units
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.plans.models import Plan
from thidua.plans.permissions.parts import (
    UNIT_ROLES,
    may_read_year,
    part_in,
    reach_of,
    running,
    year_goes_on,
)
from thidua.plans.queries import ActivityRow, PlanCard, PlanFrame, YearFrame, read_years
from thidua.plans.states import IN_PREPARATION, SHOWN, PlanState


def may_read_plan(actor: Actor, frame: PlanFrame, *, on: date) -> Verdict:
    """Read a version of a plan «xem kế hoạch»: everyone in the bloc once it was sent round; the head unit before."""
    reading = may_read_year(actor, frame.year, on=on)
    if not reading.allowed or frame.card.state in SHOWN or part_in(actor, frame.year, on=on).runs:
        return reading
    return not_met(N_("The plan is still a draft of the head unit."), private=True)


def versions_readable(
    actor: Actor, year: YearFrame, cards: Iterable[PlanCard], *, on: date
) -> tuple[PlanCard, ...]:
    """Of the versions of a year that the person reads, those that are not yet the head unit's alone."""
    runs = part_in(actor, year, on=on).runs
    return tuple(card for card in cards if card.state in SHOWN or runs)


_SHOWN: Final = Q(state__in=sorted(state.value for state in SHOWN))


def plans_shown_to(actor: Actor, *, on: date) -> QuerySet[Plan]:
    """The versions a person may read that day without their own drafts: those that left the drafting table."""
    everything, blocs, units = reach_of(actor, on)
    if everything:
        return Plan.objects.filter(_SHOWN)
    if not (blocs or units):
        return Plan.objects.none()
    return Plan.objects.filter(_readable(blocs, units), _SHOWN).distinct()


def plans_visible_to(actor: Actor, *, on: date) -> QuerySet[Plan]:
    """The versions a person may read that day: `may_read_plan` as rows.

    Whose drafts a person drafts depends on who heads each year that day, so those are found among the few years whose
    head unit is one of the person's.
    """
    everything, blocs, units = reach_of(actor, on)
    if not (everything or blocs or units):
        return Plan.objects.none()
    readable = Q() if everything else _readable(blocs, units)
    return Plan.objects.filter(readable, _SHOWN | Q(pk__in=_own_drafts(actor, on))).distinct()


def _readable(blocs: frozenset[str], units: frozenset[str]) -> Q:
    return Q(bloc_year__bloc__public_id__in=blocs) | Q(bloc_year__memberships__unit__public_id__in=units)


def _own_drafts(actor: Actor, on: date) -> list[int]:
    own = held_units(actor, *UNIT_ROLES, on=on)
    if not own:
        return []
    drafted = Plan.objects.filter(
        state=PlanState.DRAFTED.value,
        bloc_year__leads__unit__public_id__in=own,
        bloc_year__leads__role="head",
    )
    rows = dict(drafted.values_list("pk", "bloc_year"))
    years = {year.id: year for year in read_years(Q(pk__in=set(rows.values())))} if rows else {}
    return [pk for pk, year in rows.items() if part_in(actor, years[year], on=on).runs]


def _in_state(frame: PlanFrame, *states: PlanState) -> Verdict:
    if frame.card.state in states:
        return met(N_("The plan is in the right state."))
    match frame.card.state:
        case PlanState.SUPERSEDED:
            return not_met(N_("A later version of the plan took the place of this one."))
        case PlanState.ISSUED:
            return not_met(
                N_("The plan is issued: its words stay as they are."),
                remedy=N_("Move a day with its reason, or draft a new version."),
            )
        case PlanState.CONSULTED:
            return not_met(
                N_("The plan has been sent round for comments."),
                remedy=N_("Close the consultation and issue the plan, or return it to the drafting table."),
            )
        case _:
            return not_met(N_("The plan is still a draft."), remedy=N_("Send it round for comments first."))


def may_draft_plan(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Begin a version of the plan «soạn kế hoạch»: the head unit of the year."""
    return Verdict.all_of(running(actor, year, on), year_goes_on(year))


def may_revise_plan(actor: Actor, frame: PlanFrame, *, on: date) -> Verdict:
    """Change a plan in preparation «sửa dự thảo kế hoạch»: the head unit, until it is issued."""
    return Verdict.all_of(
        running(actor, frame.year, on), year_goes_on(frame.year), _in_state(frame, *sorted(IN_PREPARATION))
    )


def may_return_plan(actor: Actor, frame: PlanFrame, *, on: date) -> Verdict:
    """Take a plan that was sent round back to the drafting table «thu hồi để soạn lại»: the head unit."""
    return Verdict.all_of(running(actor, frame.year, on), _in_state(frame, PlanState.CONSULTED))


def may_issue_plan(actor: Actor, frame: PlanFrame, *, on: date) -> Verdict:
    """Record that the plan was issued «ban hành kế hoạch»: the head unit, after the members were asked."""
    return Verdict.all_of(
        running(actor, frame.year, on), year_goes_on(frame.year), _in_state(frame, PlanState.CONSULTED)
    )


def may_move_days(actor: Actor, frame: PlanFrame, *, on: date) -> Verdict:
    """Move and drop lines of a plan in force «đổi hạn, bỏ việc»: the head unit, each time with a reason."""
    return Verdict.all_of(
        running(actor, frame.year, on), year_goes_on(frame.year), _in_state(frame, PlanState.ISSUED)
    )


def units_completing(actor: Actor, frame: PlanFrame, row: ActivityRow, *, on: date) -> tuple[int, ...]:
    """The units (by row number) of whose part a person may say that it is done: their own; all for the head unit."""
    if part_in(actor, frame.year, on=on).runs:
        return frame.responsible(row)
    own = part_in(actor, frame.year, on=on).units
    mine = {member.id for member in frame.year.members if member.public_id in own}
    return tuple(unit for unit in frame.responsible(row) if unit in mine)


def may_complete_activity(actor: Actor, pair: tuple[PlanFrame, ActivityRow], *, on: date) -> Verdict:
    """Say that a unit did its part of an activity «báo hoàn thành»: the unit's own people, and the head unit."""
    frame, row = pair
    reading = may_read_plan(actor, frame, on=on)
    if not reading.allowed:
        return reading
    does = (
        met(N_("It is this person's unit that does it, or that keeps the plan."))
        if part_in(actor, frame.year, on=on).runs or units_completing(actor, frame, row, on=on)
        else not_met(
            N_("Another unit does this."),
            remedy=N_("Ask the unit itself, or the officer assisting the bloc head."),
        )
    )
    something = (
        not_met(N_("An anchor is only a day: there is nothing to do."))
        if row.anchor
        else not_met(N_("This line was dropped from the plan."))
        if row.dropped_on is not None
        else met(N_("There is something to do."))
    )
    return Verdict.all_of(does, something, _in_state(frame, PlanState.ISSUED), year_goes_on(frame.year))
