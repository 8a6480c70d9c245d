"""Bloc-years opened by decision, or entered for the record when they are past."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action, requires_transaction
from thidua.organisations.actions import acts
from thidua.organisations.drafts import NewMember, NewYear, PastPhase
from thidua.organisations.errors import (
    BlocYearUnfit,
    LeadUnfit,
    PhaseUnfit,
)
from thidua.organisations.locks import (
    bloc_locked,
    day_before,
    day_of,
    must_be_in_order,
    must_have,
    units_locked,
    version_on,
)
from thidua.organisations.models import BlocYear, Membership, Phase, Unit, YearLead
from thidua.organisations.permissions import (
    may_keep_blocs,
    may_open_bloc_year,
)
from thidua.organisations.queries import BlocYearCard, bloc_year_by_id
from thidua.organisations.queries.year_rows import bloc_card
from thidua.organisations.states import (
    ORDER,
    Confidence,
    LeadBasis,
    LeadRole,
    YearState,
)


def usual_reporting_year(unit: Unit, year: int) -> tuple[date, date]:
    """The unit's working year that ends in the emulation year: 01/10 of the year before to 30/09."""
    month, day = (int(part) for part in unit.year_starts.split("-"))
    first = date(year, month, day)
    if (month, day) == (1, 1):
        return first, date(year, 12, 31)
    return date(year - 1, month, day), day_before(first)


@requires_transaction
def record_member(
    *,
    bloc_year: BlocYear,
    unit: Unit,
    new: NewMember,
    position: int,
    joined_on: date,
    decision: str,
    actor: Actor,
) -> Membership:
    """Write a membership down, with the unit's reporting year."""
    del actor
    version_on(unit, joined_on, where="members")
    usual = usual_reporting_year(unit, bloc_year.year)
    first, last = new.year_from or usual[0], new.year_to or usual[1]
    must_be_in_order(first, last, where="members")
    member = Membership(
        bloc_year=bloc_year,
        unit=unit,
        position=position,
        joined_on=joined_on,
        decision=decision,
        year_from=first,
        year_to=last,
        year_confidence=unit.year_confidence if (first, last) == usual else Confidence.CONFIRMED.value,
        year_note=unit.year_note if (first, last) == usual else "",
    )
    member.save(force_insert=True)
    return member


@requires_transaction
def record_lead(
    *,
    bloc_year: BlocYear,
    unit: Unit,
    role: LeadRole,
    basis: LeadBasis,
    since: date,
    instrument: str,
    actor: Actor,
) -> YearLead:
    """Write a head or deputy down; whoever had the role leaves it the day before."""
    del actor
    held = YearLead.objects.select_for_update(no_key=True).filter(bloc_year=bloc_year, until=None)
    before = held.filter(role=role.value).first()
    if held.exclude(role=role.value).filter(unit=unit).exists():
        raise LeadUnfit(
            Sentence("{unit} cannot be head and deputy at once.", {"unit": unit.code}),
            where=role.value,
            remedy=Sentence("Name another unit to the other role first."),
        )
    if before is not None:
        if before.unit_id == unit.pk and before.basis == basis.value:
            raise LeadUnfit(
                Sentence("{unit} holds this role on this ground already.", {"unit": unit.code}),
                where=role.value,
            )
        if since <= before.since:
            raise LeadUnfit(
                Sentence(
                    "The one in the role took it on {day}; a change comes later.", {"day": before.since}
                ),
                where="since",
            )
        before.until = day_before(since)
        before.save(update_fields=["until"])
    lead = YearLead(
        bloc_year=bloc_year,
        unit=unit,
        role=role.value,
        basis=basis.value,
        since=since,
        instrument=instrument.strip(),
    )
    lead.save(force_insert=True)
    return lead


@requires_transaction
def record_year(
    *,
    new: NewYear,
    basis: LeadBasis,
    state: YearState,
    opened_on: date,
    history_only: bool,
    actor: Actor,
) -> BlocYear:
    """Write a bloc-year down with members and heads, after looking whether the decision fits."""
    bloc = bloc_locked(new.bloc)
    if BlocYear.objects.filter(bloc=bloc, year=new.year).exists():
        raise BlocYearUnfit(
            Sentence("{bloc} has its year {year} already.", {"bloc": bloc.name, "year": str(new.year)}),
            where="year",
            remedy=Sentence("Open that year and change its members by decision."),
        )
    members = {member.unit: member for member in new.members}
    rows = units_locked([*members, new.head, *([new.deputy] if new.deputy else [])], where="members")
    named = [rows[key] for key in members]
    if len(members) < len(new.members) or len({unit.pk for unit in named}) < len(named) or len(named) < 2:
        raise BlocYearUnfit(Sentence("A bloc has at least two members, each named once."), where="members")
    for role, key in ((LeadRole.HEAD, new.head), (LeadRole.DEPUTY, new.deputy)):
        if key and rows[key] not in named:
            raise LeadUnfit(
                Sentence("{unit} is not among the members.", {"unit": rows[key].code}),
                where=role.value,
                remedy=Sentence("The head and the deputy are members of the bloc."),
            )
    number = must_have(new.decision.number, "decision_number")
    bloc_year = BlocYear(
        bloc=bloc,
        year=new.year,
        name=bloc.name,
        short_name=bloc.short_name,
        state=state.value,
        decision_number=number,
        decision_date=new.decision.date,
        decision_subject=new.decision.subject.strip(),
        decision_signer=new.decision.signer.strip(),
        opened_on=opened_on,
        history_only=history_only,
        illustrative=new.illustrative,
        note=new.note.strip(),
    )
    bloc_year.save(force_insert=True)
    for position, (key, member) in enumerate(members.items(), start=1):
        record_member(
            bloc_year=bloc_year,
            unit=rows[key],
            new=member,
            position=position,
            joined_on=date(new.year, 1, 1),
            decision=str(new.decision),
            actor=actor,
        )
    since = min(opened_on, date(new.year, 1, 1)) if history_only else opened_on
    for role, key in ((LeadRole.HEAD, new.head), (LeadRole.DEPUTY, new.deputy)):
        if key:
            record_lead(
                bloc_year=bloc_year,
                unit=rows[key],
                role=role,
                basis=basis,
                since=since,
                instrument=str(new.decision),
                actor=actor,
            )
    return bloc_year


@action
def open_bloc_year(
    *, new: NewYear, basis: LeadBasis = LeadBasis.DECISION, actor: Actor, at: datetime
) -> BlocYearCard:
    """Open a bloc's year «mở năm thi đua» as a draft: members by decision, head and deputy, each unit's reporting year.

    Raises `BlocYearUnfit`, `LeadUnfit`, `UnitNotInForce` (a member on 1 January) or `NameMissing`.
    """
    ensure(may_open_bloc_year(actor, bloc_card(bloc_locked(new.bloc)), on=day_of(at)))
    opened_on = new.opened_on or day_of(at)
    bloc_year = record_year(
        new=new, basis=basis, state=YearState.DRAFTED, opened_on=opened_on, history_only=False, actor=actor
    )
    Phase(
        bloc_year=bloc_year, state=YearState.DRAFTED.value, entered_on=opened_on, entered_by=actor.actor_key
    ).save(force_insert=True)
    _tell_year(acts.YEAR_OPENED, bloc_year, new, actor, at)
    return bloc_year_by_id(bloc_year.pk)


@action
def enter_past_year(*, new: NewYear, phases: Sequence[PastPhase], actor: Actor, at: datetime) -> BlocYearCard:
    """Enter a past year «năm đã qua» for the record: members and heads, and of its phases only what is known.

    The last phase named is where the year stands. Raises `PhaseUnfit` when phases are missing or out of order.
    """
    ensure(may_keep_blocs(actor, on=day_of(at)))
    days = [phase.entered_on for phase in phases]
    places = [ORDER.index(phase.state) for phase in phases]
    if not phases or days != sorted(days) or places != sorted(set(places)):
        raise PhaseUnfit(Sentence("Name the known phases of the past year in their order."), where="phases")
    bloc_year = record_year(
        new=new,
        basis=LeadBasis.DECISION,
        state=phases[-1].state,
        opened_on=new.opened_on or new.decision.date,
        history_only=True,
        actor=actor,
    )
    ends = [max(day_before(later), day) for day, later in pairwise(days)]
    Phase.objects.bulk_create(
        Phase(
            bloc_year=bloc_year,
            state=phase.state.value,
            entered_on=phase.entered_on,
            left_on=last,
            entered_by=actor.actor_key,
        )
        for phase, last in zip(phases, [*ends, None], strict=True)
    )
    _tell_year(acts.PAST_YEAR_RECORDED, bloc_year, new, actor, at)
    return bloc_year_by_id(bloc_year.pk)


def _tell_year(name: str, bloc_year: BlocYear, new: NewYear, actor: Actor, at: datetime) -> None:
    audit.record(
        name,
        actor=actor,
        on=bloc_year,
        at=at,
        scope=bloc_year.public_id,
        data={
            "decision": str(new.decision),
            "members": [member.unit for member in new.members],
            "head": new.head,
            "deputy": new.deputy,
        },
    )
