"""A bloc-year under way: members by decision, heads and deputies, and the phases it goes through."""

from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.organisations.actions import acts
from thidua.organisations.actions.telling import record_notice_to_bloc_year
from thidua.organisations.actions.years import record_lead, record_member
from thidua.organisations.addresses import year_address
from thidua.organisations.drafts import Decision, NewMember
from thidua.organisations.errors import LeadUnfit, MembershipUnfit, PhaseNotReady, PhaseUnfit, ReasonMissing
from thidua.organisations.locks import (
    bloc_year_locked,
    day_before,
    day_of,
    must_be_in_order,
    must_have,
    unit_locked,
)
from thidua.organisations.models import Membership, Phase, YearLead
from thidua.organisations.permissions import may_change_members, may_enter_state
from thidua.organisations.queries import BlocYearCard, bloc_year_by_id
from thidua.organisations.readiness import is_forward, unmet
from thidua.organisations.states import (
    STATE_WORDS,
    LeadBasis,
    LeadRole,
    YearState,
    earlier_states,
    next_states,
)

ENTERED = N_("{name}, {year} entered the phase: {phase}")
WENT_BACK = N_("{name}, {year} went back to the phase: {phase}")


@action
def admit_member(
    *, bloc_year: str, new: NewMember, joined_on: date, decision: Decision, actor: Actor, at: datetime
) -> None:
    """Admit a unit to a running bloc-year «bổ sung thành viên» by a decision. Raises `MembershipUnfit`, `UnitNotInForce`."""
    year = bloc_year_locked(bloc_year)
    ensure(may_change_members(actor, bloc_year_by_id(year.pk), on=day_of(at)))
    unit = unit_locked(new.unit)
    rows = Membership.objects.filter(bloc_year=year)
    if (
        rows.filter(unit=unit, left_on=None).exists()
        or rows.filter(unit=unit, left_on__gte=joined_on).exists()
    ):
        raise MembershipUnfit(
            Sentence("{unit} is a member on that day already.", {"unit": unit.code}), where="unit"
        )
    must_have(decision.number, "decision_number")
    last = rows.order_by("-position").values_list("position", flat=True).first() or 0
    record_member(
        bloc_year=year,
        unit=unit,
        new=new,
        position=last + 1,
        joined_on=joined_on,
        decision=str(decision),
        actor=actor,
    )
    audit.record(
        acts.MEMBER_ADMITTED,
        actor=actor,
        on=year,
        at=at,
        scope=year.public_id,
        data={"unit": unit.code, "from": joined_on, "decision": str(decision)},
    )


@action
def release_member(
    *, bloc_year: str, unit: str, last: date, decision: Decision, actor: Actor, at: datetime
) -> None:
    """Release a unit from a running bloc-year «cho thôi thành viên» by a decision; `last` is its last day.

    Raises `MembershipUnfit` (not a member, or one of only two) or `LeadUnfit` (it still heads or deputises).
    """
    year = bloc_year_locked(bloc_year)
    ensure(may_change_members(actor, bloc_year_by_id(year.pk), on=day_of(at)))
    found = unit_locked(unit)
    rows = Membership.objects.select_for_update(no_key=True).filter(bloc_year=year, left_on=None)
    member = rows.filter(unit=found).first()
    if member is None or rows.count() < 3:
        raise MembershipUnfit(
            Sentence("{unit} is not a member, or too few members would remain.", {"unit": found.code}),
            where="unit",
            remedy=Sentence("A bloc has at least two members. Admit another unit first."),
        )
    if YearLead.objects.filter(bloc_year=year, unit=found, until=None).exists():
        raise LeadUnfit(
            Sentence("{unit} leads the bloc.", {"unit": found.code}),
            where="unit",
            remedy=Sentence("Name another head or deputy first, then release the unit."),
        )
    must_be_in_order(member.joined_on, last, where="last")
    must_have(decision.number, "decision_number")
    member.left_on, member.leaving_decision = last, str(decision)
    member.save(update_fields=["left_on", "leaving_decision"])
    audit.record(
        acts.MEMBER_RELEASED,
        actor=actor,
        on=year,
        at=at,
        scope=year.public_id,
        data={"unit": found.code, "last": last, "decision": str(decision)},
    )


@action
def name_lead(
    *,
    bloc_year: str,
    role: LeadRole,
    unit: str,
    basis: LeadBasis,
    since: date,
    instrument: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Name the unit that heads or deputises in a bloc-year «Khối trưởng, Khối phó» from a day. Raises `LeadUnfit`."""
    year = bloc_year_locked(bloc_year)
    ensure(may_change_members(actor, bloc_year_by_id(year.pk), on=day_of(at)))
    found = unit_locked(unit)
    if not Membership.objects.filter(bloc_year=year, unit=found, left_on=None).exists():
        raise LeadUnfit(
            Sentence("{unit} is not among the members.", {"unit": found.code}),
            where="unit",
            remedy=Sentence("The head and the deputy are members of the bloc."),
        )
    record_lead(
        bloc_year=year, unit=found, role=role, basis=basis, since=since, instrument=instrument, actor=actor
    )
    audit.record(
        acts.LEAD_NAMED,
        actor=actor,
        on=year,
        at=at,
        scope=year.public_id,
        data={"unit": found.code, "lead": role.value, "basis": basis.value, "from": since},
    )


@action
def enter_phase(
    *, bloc_year: str, state: YearState, on: date, reason: str = "", actor: Actor, at: datetime
) -> BlocYearCard:
    """Take a bloc-year into a phase «chuyển giai đoạn» from `on`.

    Forward only by the table of states, with a reason where something that should be so before is not; back to an
    earlier state with a reason, never from a decided year to before its decision. Raises `PhaseUnfit`,
    `ReasonMissing`, `PhaseNotReady`.
    """
    year = bloc_year_locked(bloc_year)
    ensure(may_enter_state(actor, bloc_year_by_id(year.pk), state, on=day_of(at)))
    now = YearState(year.state)
    forward = is_forward(now, state)
    if not forward and state not in earlier_states(now):
        raise PhaseUnfit(
            Sentence(
                "From “{now}” the year does not go to “{wanted}”.",
                {"now": STATE_WORDS[now], "wanted": STATE_WORDS[state]},
            ),
            where="state",
            remedy=_what_may_follow(now),
        )
    if not forward and not reason.strip():
        raise ReasonMissing
    missing = unmet(bloc_year_by_id(year.pk), state, on=day_of(at)) if forward else ()
    if missing and not reason.strip():
        raise PhaseNotReady(missing)
    phase = Phase.objects.select_for_update(no_key=True).get(bloc_year=year, left_on=None)
    if on < phase.entered_on:
        raise PhaseUnfit(
            Sentence(
                "The present phase began on {day}; the next cannot begin before.", {"day": phase.entered_on}
            ),
            where="on",
        )
    phase.left_on = max(day_before(on), phase.entered_on)
    phase.save(update_fields=["left_on"])
    Phase(
        bloc_year=year,
        state=state.value,
        entered_on=on,
        went_back=not forward,
        reason=reason.strip(),
        entered_by=actor.actor_key,
    ).save(force_insert=True)
    year.state = state.value
    year.save(update_fields=["state"])
    audit.record(
        acts.PHASE_ENTERED if forward else acts.PHASE_REENTERED,
        actor=actor,
        on=year,
        at=at,
        scope=year.public_id,
        data={
            "phase": state.value,
            "was": now.value,
            "from": on,
            "reason": reason.strip(),
            "unmet": len(missing),
        },
    )
    record_notice_to_bloc_year(
        bloc_year=year.public_id,
        text=Sentence(
            ENTERED if forward else WENT_BACK,
            {"name": year.name, "year": str(year.year), "phase": STATE_WORDS[state]},
        ),
        address=year_address(year.public_id),
        about=year.public_id,
        actor=actor,
        at=at,
    )
    return bloc_year_by_id(year.pk)


def _what_may_follow(now: YearState) -> Sentence:
    following = next_states(now)
    if not following:
        return Sentence("An archived year is closed; it may be reopened for its conclusion, with a reason.")
    return Sentence("What comes next is “{next}”.", {"next": STATE_WORDS[following[0]]})
