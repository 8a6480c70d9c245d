"""Truths of the room, run by `thidua check_invariants`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Q

from thidua.accounts.queries import scopes_given
from thidua.accounts.roles import ScopeKind
from thidua.foundation.checks import Untruth, invariant
from thidua.organisations.models import (
    Bloc,
    BlocYear,
    Handover,
    Membership,
    Office,
    Phase,
    Unit,
    UnitSuccession,
    UnitVersion,
    YearLead,
)
from thidua.organisations.states import LeadRole

ONE_VERSION = "a unit has one version on each day between its first and its last"
NO_CYCLE = "no unit stands under itself"
SUCCESSION = "a successor exists on the day it succeeds, and a whole predecessor has ended"
LEADS = "the head and the deputy of a bloc-year are members, one each at a time"
PHASES = "a bloc-year stands where its last phase says"
SCOPES = "a role is held over a unit or bloc that exists"
OFFICES = "no office outlasts its unit"
HANDOVERS = "a handover minute is between the heads of two years, and its archive is the one it lists"


@invariant(ONE_VERSION)
def _one_version_each_day() -> Iterator[Untruth]:
    spans: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    rows = UnitVersion.objects.filter(withdrawn_at=None).values_list("unit__code", "valid_from", "valid_to")
    for code, first, last in rows:
        spans[code].append((first or date.min, last or date.max))
    for code, found in spans.items():
        found.sort()
        for (_, last), (first, _) in pairwise(found):
            if last == date.max or first != last + timedelta(days=1):
                yield Untruth(ONE_VERSION, code, f"{last} is followed by {first}")


@invariant(NO_CYCLE)
def _no_unit_under_itself() -> Iterator[Untruth]:
    rows = list(
        UnitVersion.objects.filter(withdrawn_at=None, parent__isnull=False).values_list(
            "unit", "parent", "valid_from", "valid_to"
        )
    )
    for day in sorted({first or date.min for _, _, first, _ in rows}):
        above = {
            unit: parent
            for unit, parent, first, last in rows
            if (first or date.min) <= day <= (last or date.max)
        }
        for unit in above:
            seen, at = {unit}, above.get(unit)
            while at is not None and at not in seen:
                seen.add(at)
                at = above.get(at)
            if at == unit:
                yield Untruth(NO_CYCLE, str(unit), f"on {day}")


@invariant(SUCCESSION)
def _successions_fit_the_days() -> Iterator[Untruth]:
    for link in UnitSuccession.objects.select_related("predecessor", "successor"):
        versions = UnitVersion.objects.filter(withdrawn_at=None)
        lives = Q(valid_to=None) | Q(valid_to__gte=link.happened_on)
        begun = Q(valid_from=None) | Q(valid_from__lte=link.happened_on)
        if not versions.filter(lives, begun, unit=link.successor).exists():
            yield Untruth(SUCCESSION, link.successor.code, f"does not exist on {link.happened_on}")
        if link.share == "whole" and versions.filter(lives, unit=link.predecessor).exists():
            yield Untruth(SUCCESSION, link.predecessor.code, f"goes on after {link.happened_on}")


@invariant(LEADS)
def _leads_are_members() -> Iterator[Untruth]:
    members = set(Membership.objects.values_list("bloc_year", "unit"))
    for lead in YearLead.objects.select_related("unit", "bloc_year"):
        if (lead.bloc_year_id, lead.unit_id) not in members:
            yield Untruth(LEADS, str(lead.bloc_year), f"{lead.unit.code} is no member")
    for role in LeadRole:
        clash = YearLead.objects.filter(role=role).order_by("bloc_year", "since")
        before: YearLead | None = None
        for lead in clash:
            same_year = before is not None and before.bloc_year_id == lead.bloc_year_id
            if before is not None and same_year and (before.until is None or before.until >= lead.since):
                yield Untruth(LEADS, str(lead.bloc_year_id), f"two in the role {role} on {lead.since}")
            before = lead


@invariant(PHASES)
def _phases_agree_with_state() -> Iterator[Untruth]:
    open_phase = dict(Phase.objects.filter(left_on=None).values_list("bloc_year", "state"))
    for year in BlocYear.objects.all():
        if open_phase.get(year.pk) != year.state:
            yield Untruth(PHASES, str(year), f"{year.state}, but the last phase is {open_phase.get(year.pk)}")


@invariant(OFFICES)
def _offices_end_with_their_unit() -> Iterator[Untruth]:
    ended = UnitVersion.objects.filter(withdrawn_at=None, valid_to__isnull=False)
    going_on = UnitVersion.objects.filter(withdrawn_at=None, valid_to=None).values("unit")
    last = {v.unit_id: v.valid_to for v in ended.exclude(unit__in=going_on).order_by("valid_to")}
    for office in Office.objects.filter(unit__in=last, known_on=None).select_related("unit", "person"):
        if office.valid_to is None or office.valid_to > (last[office.unit_id] or date.max):
            yield Untruth(OFFICES, office.person.name, f"{office.title}, {office.unit.code}")


@invariant(HANDOVERS)
def _handovers_fit_their_years() -> Iterator[Untruth]:
    heads = {
        (lead.bloc_year.bloc_id, lead.bloc_year.year, lead.unit_id)
        for lead in YearLead.objects.filter(role=LeadRole.HEAD.value).select_related("bloc_year")
    }
    for row in Handover.objects.filter(withdrawn_at=None).select_related("bloc_year", "pack"):
        bloc, year = row.bloc_year.bloc_id, row.bloc_year.year
        for unit, of in ((row.giver_id, year), (row.receiver_id, year + 1)):
            if (bloc, of, unit) not in heads:
                yield Untruth(HANDOVERS, str(row), f"unit {unit} never headed the bloc in {of}")
        if not row.files:
            yield Untruth(HANDOVERS, str(row), "the pack is empty")


@invariant(SCOPES)
def _scopes_exist() -> Iterator[Untruth]:
    known = {
        ScopeKind.UNIT: set(Unit.objects.values_list("public_id", flat=True)),
        ScopeKind.BLOC: set(Bloc.objects.values_list("public_id", flat=True)),
    }
    for username, kind, key in scopes_given():
        if key not in known[kind]:
            yield Untruth(SCOPES, username, f"no {kind.value} has the key {key}")
