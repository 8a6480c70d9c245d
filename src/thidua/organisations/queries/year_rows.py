"""Rows of a bloc-year's members, heads and phases, made from the tables once names are known."""

from collections.abc import Sequence
from datetime import date

from thidua.organisations.models import Membership, Phase, YearLead
from thidua.organisations.queries.rows import LeadRow, MemberUnit, PhaseRow, UnitName
from thidua.organisations.states import Confidence, Force, LeadBasis, LeadRole, YearState


def name_day(year: int, on: date | None = None) -> date:
    """The day whose names a bloc-year shows: the day asked for, but never after the year's end."""
    last = date(year, 12, 31)
    return last if on is None else min(on, last)


def lead_of(leads: list[YearLead], role: LeadRole, on: date | None) -> YearLead | None:
    """The unit in the role on the day, or the latest; leads in order of their first day."""
    mine = [lead for lead in leads if lead.role == role]
    if on is not None:
        mine = [lead for lead in mine if lead.since <= on] or mine[:1]
    return mine[-1] if mine else None


def phase_rows(rows: Sequence[Phase]) -> tuple[PhaseRow, ...]:
    """Rows of phases, in their order."""
    return tuple(PhaseRow(YearState(p.state), p.entered_on, p.left_on, p.went_back, p.reason) for p in rows)


def member_row(row: Membership, name: UnitName, role: str) -> MemberUnit:
    """The row of a member, named as given."""
    return MemberUnit(
        row.unit_id,
        name.public_id,
        name.code,
        name.name,
        name.short_name,
        name.in_sentence,
        name.symbol,
        Force(row.unit.force),
        row.position,
        role,
        row.joined_on,
        row.left_on,
        row.decision,
        row.leaving_decision,
        row.year_from,
        row.year_to,
        Confidence(row.year_confidence),
        row.year_note,
    )


def lead_row(row: YearLead, name: UnitName) -> LeadRow:
    """The row of a head or deputy, named as given."""
    return LeadRow(name, LeadRole(row.role), LeadBasis(row.basis), row.since, row.until, row.instrument)


def roles_in(leads: Sequence[YearLead], on: date | None) -> dict[int, str]:
    """Which unit heads and which deputises: on the day, or at the end."""
    rows = list(leads)
    return {
        found.unit_id: role.value
        for role in reversed(LeadRole)
        if (found := lead_of(rows, role, on)) is not None
    }
