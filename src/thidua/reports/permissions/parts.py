"""What a person is in a bloc's reporting on a day, and which requests that lets them read."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.reports.models import ReportRequest
from thidua.reports.rows import ReportPlace, RequestFrame, YearHead
from thidua.reports.states import FILED

READERS: Final = frozenset({Role.STANDING_OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.AUDITOR})
UNIT_ROLES: Final = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY})
LEADERS: Final = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part: the units they work for (public keys), and what they do for the bloc.

    `runs` asks for reports and receives them, for the head unit; `deputises` receives the head unit's own report,
    because no unit receives its own.
    """

    units: frozenset[str] = frozenset()
    runs: bool = False
    deputises: bool = False
    reads: bool = False


def part_of(actor: Actor, year: YearHead, *, on: date) -> Part:
    """The part of a person that day. Two bloc heads are at work in the first quarter, each on its own year."""
    units, leads = set[str](), set[str]()
    assists = reads = False
    for held in roles_of(actor, on=on):
        if held.role in UNIT_ROLES:
            units.add(held.scope_key)
            leads |= {held.scope_key} if held.role in LEADERS else set()
        assists = assists or (held.role is Role.BLOC_HEAD_OFFICER and held.scope_key == year.bloc)
        reads = reads or (held.role in READERS and held.scope_key in {"", year.bloc})
    runs = bool(year.head) and (year.head in leads or (assists and year.head in units))
    return Part(frozenset(units), runs, bool(year.deputy) and year.deputy in units, reads)


def may_open_reports(actor: Actor, *, on: date) -> Verdict:
    """Open the room «Báo cáo, minh chứng»: whoever works for a unit or reads what units report."""
    known = READERS | UNIT_ROLES | {Role.BLOC_HEAD_OFFICER}
    if any(held.role in known for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in reports."))
    return not_met(N_("This account has no part in reports."), private=True)


def may_read_request(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Read a request and who has reported «xem yêu cầu báo cáo»: its units, the head unit, and who reads for the province."""
    part = part_of(actor, frame.year, on=on)
    asked = {row.unit for row in frame.reports}
    if part.runs or part.reads or part.units & (asked | {frame.year.head}):
        return met(N_("The request was made in a bloc this person works in."))
    return not_met(N_("The request was made in a bloc this person has no part in."), private=True)


def may_read_report(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Read what a unit reports «xem báo cáo»: the unit itself; once sent, those who receive it and read for the province.

    Units compete with one another, so a member does not read another member's report; it reads the figures in the
    annex of the joint report.
    """
    part = part_of(actor, place.request.year, on=on)
    if place.row.unit in part.units:
        return met(N_("It is the report of this person's own unit."))
    reading = may_read_request(actor, place.request, on=on)
    if not reading.allowed:
        return reading
    if not (part.runs or part.reads or receives(part, place)):
        return not_met(
            N_("A unit does not read another unit's report."),
            remedy=N_("The figures of all units stand in the annex of the bloc's joint report."),
        )
    if place.row.state not in FILED:
        return not_met(
            N_("The unit has not sent this report."), remedy=N_("It can be read as soon as it is sent.")
        )
    return met(N_("The report was sent to the bloc head."))


def may_read_joint(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Read the joint report «xem báo cáo chung»: the head unit while it is drafted, everyone of the bloc once issued."""
    reading = may_read_request(actor, frame, on=on)
    if not reading.allowed:
        return reading
    part = part_of(actor, frame.year, on=on)
    if frame.joint == "issued" or part.runs or part.reads:
        return met(N_("The joint report may be read."))
    return not_met(
        N_("The joint report has not been issued yet."), remedy=N_("It can be read once it has its number.")
    )


def receives(part: Part, place: ReportPlace) -> bool:
    """Whether this part receives the report: the head unit's work; its own goes to the deputy, if there is one."""
    year = place.request.year
    if place.row.unit == year.head and year.deputy:
        return part.deputises
    return part.runs


def requests_visible_to(actor: Actor, *, on: date) -> QuerySet[ReportRequest]:
    """The requests a person may read that day: `may_read_request` as rows."""
    units, blocs, assists = set[str](), set[str](), set[str]()
    for held in roles_of(actor, on=on):
        if held.role in READERS and not held.scope_key:
            return ReportRequest.objects.all()
        if held.role in READERS:
            blocs.add(held.scope_key)
        elif held.role in UNIT_ROLES:
            units.add(held.scope_key)
        elif held.role is Role.BLOC_HEAD_OFFICER:
            assists.add(held.scope_key)
    own = Q(reports__unit__public_id__in=units) | Q(bloc_year__bloc__public_id__in=blocs)
    heads = Q(bloc_year__leads__role="head", bloc_year__leads__unit__public_id__in=units)
    return ReportRequest.objects.filter(own | heads).distinct()
