"""Heads chosen by the members, and the next year opened from the old one."""

from datetime import date, datetime

from thidua.core.text import vietnamese
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action, requires_transaction
from thidua.organisations.actions import acts
from thidua.organisations.actions.telling import record_notice_to_bloc_year
from thidua.organisations.actions.years import record_lead, record_year, usual_reporting_year
from thidua.organisations.addresses import year_address
from thidua.organisations.drafts import Decision, NewMember, NewYear
from thidua.organisations.errors import LeadUnfit
from thidua.organisations.locks import (
    bloc_year_locked,
    day_before,
    day_of,
    must_have,
    unit_locked,
    units_locked,
)
from thidua.organisations.models import Bloc, BlocYear, Membership, Phase, RotationTerm, Unit, YearLead
from thidua.organisations.opening import CARRIERS
from thidua.organisations.permissions import may_confirm_leads, may_open_bloc_year
from thidua.organisations.queries import BlocYearCard, bloc_year_by_id
from thidua.organisations.queries.year_rows import bloc_card
from thidua.organisations.states import LeadBasis, LeadRole, YearState

CHOSEN = (LeadBasis.ACCLAIMED, LeadBasis.ELECTED)


@requires_transaction
def record_term(
    *, bloc: Bloc, year: int, head: Unit, planned: bool, skipped: bool, note: str, actor: Actor
) -> None:
    """Write a term of the rotation down in place of what was planned for that year and unit."""
    del actor
    terms = RotationTerm.objects.select_for_update(no_key=True).filter(bloc=bloc, year=year)
    if not skipped:
        terms.filter(skipped=False).delete()
    terms.filter(head=head).delete()
    RotationTerm(
        bloc=bloc, year=year, head=head, planned=planned, skipped=skipped, note=vietnamese(note).strip()
    ).save(force_insert=True)


@action
def confirm_leads(
    *,
    bloc_year: str,
    head: str,
    deputy: str,
    basis: LeadBasis,
    since: date,
    instrument: str,
    actor: Actor,
    at: datetime,
) -> BlocYearCard:
    """Record whom the members chose at their conference to head a year «suy tôn, bầu Khối trưởng, Khối phó».

    `instrument` is the minute with its number and day; the rotation's term of the year is settled with it. Raises
    `LeadUnfit` (no member, head and deputy alike, nothing would change, too early) or `NameMissing`.
    """
    year = bloc_year_locked(bloc_year)
    ensure(may_confirm_leads(actor, bloc_year_by_id(year.pk), on=day_of(at)))
    if basis not in CHOSEN:
        raise LeadUnfit(Sentence("The members acclaim or elect; say which."), where="basis")
    paper = must_have(instrument, "instrument")
    rows = units_locked([key for key in (head, deputy) if key], where="head")
    chosen = {LeadRole.HEAD: rows.get(head), LeadRole.DEPUTY: rows.get(deputy)}
    named = _must_fit(year, chosen, basis, since)
    YearLead.objects.filter(
        bloc_year=year, until=None, role__in=[r.value for r, u in chosen.items() if u]
    ).update(until=day_before(since))
    for role, unit in chosen.items():
        if unit is not None:
            record_lead(
                bloc_year=year, unit=unit, role=role, basis=basis, since=since, instrument=paper, actor=actor
            )
    record_term(
        bloc=year.bloc, year=year.year, head=named, planned=False, skipped=False, note=paper, actor=actor
    )
    audit.record(
        acts.LEADS_CONFIRMED,
        actor=actor,
        on=year,
        at=at,
        scope=year.public_id,
        data={
            "head": named.code,
            "deputy": (rows[deputy].code if deputy else ""),
            "basis": basis.value,
            "from": since,
            "paper": paper,
        },
    )
    record_notice_to_bloc_year(
        bloc_year=year.public_id,
        text=Sentence(
            "The members chose who heads {name}, {year}", {"name": year.name, "year": str(year.year)}
        ),
        address=year_address(year.public_id),
        about=year.public_id,
        actor=actor,
        at=at,
    )
    return bloc_year_by_id(year.pk)


def _must_fit(year: BlocYear, chosen: dict[LeadRole, Unit | None], basis: LeadBasis, since: date) -> Unit:
    """The unit chosen to head the year, once the choice fits it."""
    head, deputy = chosen[LeadRole.HEAD], chosen[LeadRole.DEPUTY]
    if head is None:
        raise LeadUnfit(Sentence("Name the unit that was chosen to head the bloc."), where="head")
    if deputy is not None and head.pk == deputy.pk:
        raise LeadUnfit(
            Sentence("{unit} cannot be head and deputy at once.", {"unit": head.code}), where="deputy"
        )
    members = set(Membership.objects.filter(bloc_year=year, left_on=None).values_list("unit", flat=True))
    for role, unit in chosen.items():
        if unit is not None and unit.pk not in members:
            raise LeadUnfit(
                Sentence("{unit} is not among the members.", {"unit": unit.code}),
                where=role.value,
                remedy=Sentence("The head and the deputy are members of the bloc."),
            )
    held = list(YearLead.objects.select_for_update(no_key=True).filter(bloc_year=year, until=None))
    now = {(lead.role, lead.unit_id, lead.basis) for lead in held}
    wanted = {(role.value, unit.pk, basis.value) for role, unit in chosen.items() if unit is not None}
    if wanted <= now:
        raise LeadUnfit(Sentence("These units lead the bloc on this ground already."), where="head")
    replaced = [lead for lead in held if chosen.get(LeadRole(lead.role)) is not None]
    kept = {lead.unit_id: lead for lead in held if lead not in replaced}
    if head.pk in kept:
        raise LeadUnfit(
            Sentence("{unit} is the deputy head; name a deputy too.", {"unit": head.code}), where="deputy"
        )
    latest = max((lead.since for lead in replaced), default=None)
    if latest is not None and since <= latest:
        raise LeadUnfit(
            Sentence("The one in the role took it on {day}; a change comes later.", {"day": latest}),
            where="since",
        )
    return head


@action
def open_next_year(
    *,
    after: str,
    decision: Decision,
    head: str,
    deputy: str,
    basis: LeadBasis = LeadBasis.ROTATION,
    actor: Actor,
    at: datetime,
) -> BlocYearCard:
    """Open the year that follows a bloc-year «mở năm kế tiếp» from the old one: members, reporting years, settings.

    The decision is the new year's own; where it names other members, admit and release them afterwards. What other
    rooms carry on comes as they have contributed. Raises as `open_bloc_year` does.
    """
    old = bloc_year_locked(after)
    before = bloc_year_by_id(old.pk)
    ensure(may_open_bloc_year(actor, bloc_card(old.bloc), on=day_of(at)))
    members = (
        Membership.objects.filter(bloc_year=old, left_on=None).select_related("unit").order_by("position")
    )
    new = NewYear(
        bloc=old.bloc.public_id,
        year=old.year + 1,
        decision=decision,
        members=[_member_again(one, old.year) for one in members],
        head=head,
        deputy=deputy,
        opened_on=day_of(at),
        illustrative=old.illustrative,
    )
    year = record_year(
        new=new,
        basis=basis,
        state=YearState.DRAFTED,
        opened_on=day_of(at),
        history_only=False,
        actor=actor,
    )
    Phase(
        bloc_year=year, state=YearState.DRAFTED.value, entered_on=day_of(at), entered_by=actor.actor_key
    ).save(force_insert=True)
    card = bloc_year_by_id(year.pk)
    for carry in CARRIERS.values():
        carry(before=before, after=card, actor=actor, at=at)
    audit.record(
        acts.NEXT_YEAR_OPENED,
        actor=actor,
        on=year,
        at=at,
        scope=year.public_id,
        data={
            "before": str(before),
            "decision": str(decision),
            "members": [member.unit for member in new.members],
            "head": unit_locked(head, where="head").code,
            "deputy": deputy,
        },
    )
    return card


def _member_again(row: Membership, year: int) -> NewMember:
    """The member with the same reporting year one year on, when it was not the unit's usual one."""
    if (row.year_from, row.year_to) == usual_reporting_year(row.unit, year):
        return NewMember(row.unit.code)
    return NewMember(row.unit.code, _a_year_on(row.year_from), _a_year_on(row.year_to))


def _a_year_on(day: date) -> date:
    """The same day a year later; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
