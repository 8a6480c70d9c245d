"""What other rooms ask: the targets and awards registered in the version in force, and how late units filed their papers."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from thidua.core.calendar import DayKind, days_late, shipped_holidays
from thidua.covenants.awards import TITLES
from thidua.covenants.content import exact
from thidua.covenants.findings import targets_rule
from thidua.covenants.models import (
    CommendationRegistered,
    Covenant,
    CovenantVersion,
    Filing,
    Target,
    TitleRegistered,
)
from thidua.covenants.queries.frames import version_in_force
from thidua.covenants.queries.rows import FilingCard, FilingLateness, RegisteredAward, RegisteredTarget
from thidua.covenants.states import AwardScope, CovenantState, Direction
from thidua.organisations.queries import member_units


def registered_targets(bloc_year: str, *, on: date | None = None) -> tuple[RegisteredTarget, ...]:
    """The targets of the covenant in force in a bloc-year (public key), in the order of signing.

    `on` asks for the version in force on a day; without it the latest. Empty before a version is signed. `key` names
    a target through all versions, so that figures hold on to it when the covenant is amended.
    """
    rows = _targets_in_force(bloc_year, on)
    unnamed = next((row for row in rows if not row.leaf), None)
    day = None if unnamed is None else on or unnamed.registration.version.signed_on
    named = "" if day is None else _leaf_of_unnamed(bloc_year, day)
    return tuple(
        RegisteredTarget(
            row.registration.unit.code,
            row.registration.unit.public_id,
            row.code,
            row.key,
            row.name,
            row.measure,
            Direction(row.direction),
            exact(row.weight) or Decimal(0),
            exact(row.baseline),
            exact(row.target) or Decimal(0),
            row.decimals,
            row.numerator,
            row.denominator,
            row.secrecy,
            row.leaf or named,
        )
        for row in rows
    )


def _targets_in_force(bloc_year: str, on: date | None) -> list[Target]:
    """One query for the latest version: of the versions of a covenant one is signed and not superseded."""
    signed: dict[str, str | int] = {
        "registration__version__covenant__bloc_year__public_id": bloc_year,
        "registration__version__state": CovenantState.SIGNED.value,
    }
    if on is not None:
        card = version_in_force(bloc_year, on=on)
        if card is None:
            return []
        signed = {"registration__version": card.id}
    rows = Target.objects.filter(**signed).select_related("registration__unit", "registration__version")
    return list(rows.order_by("registration__position", "position"))


def _leaf_of_unnamed(bloc_year: str, on: date) -> str:
    """The leaf of targets that were composed before there was a table: the only one it can be, or none."""
    leaves = targets_rule(bloc_year, on=on).leaves
    return leaves[0].code if len(leaves) == 1 else ""


def registered_awards(bloc_year: str, *, on: date | None = None) -> tuple[RegisteredAward, ...]:
    """The titles, then the commendations, registered in the version in force; two lists that never mix."""
    card = version_in_force(bloc_year, on=on)
    if card is None:
        return ()
    columns = ("registration__unit__code", "registration__unit__public_id", "code", "scope", "count")
    found = []
    for is_title, model in ((True, TitleRegistered), (False, CommendationRegistered)):
        rows = model.objects.filter(registration__version=card.id)
        for unit, key, code, scope, count in rows.order_by("registration__position", "pk").values_list(
            *columns
        ):
            found.append(RegisteredAward(unit, key, code, is_title, scope, count))
    return tuple(found)


def was_registered(
    bloc_year: str, unit: str, award: str, *, scope: AwardScope | None = None, on: date | None = None
) -> bool:
    """Whether a unit (code or public key) registered for an award in a bloc-year: "no registration, no title".

    What counts is what stands in the signed covenant in force (on the day asked for, or the latest).
    """
    card = version_in_force(bloc_year, on=on)
    if card is None:
        return False
    model = TitleRegistered if award in TITLES else CommendationRegistered
    rows = model.objects.filter(registration__version=card.id, code=award)
    if scope is not None:
        rows = rows.filter(scope=scope.value)
    return any(
        unit in pair for pair in rows.values_list("registration__unit__code", "registration__unit__public_id")
    )


def covenant_is_signed(bloc_year: str) -> bool | None:
    """Whether the covenant of a bloc-year is signed by all; None when none was begun."""
    states = CovenantVersion.objects.filter(covenant__bloc_year__public_id=bloc_year)
    found = set(states.values_list("state", flat=True))
    return CovenantState.SIGNED.value in found if found else None


def _late(due: date, filed: date, kind: DayKind) -> int:
    return days_late(due, filed, kind=kind, holidays=shipped_holidays())


def filings_of(bloc_year: str) -> tuple[FilingCard, ...]:
    """The registration papers filed in a bloc-year, by the covenant's due day as it is now."""
    rows = Filing.objects.filter(covenant__bloc_year__public_id=bloc_year).select_related("covenant", "unit")
    return tuple(
        FilingCard(
            row.unit_id,
            row.unit.public_id,
            row.unit.code,
            row.number,
            row.filed_on,
            row.note,
            row.recorded_by_name,
            _late(row.covenant.registration_due, row.filed_on, DayKind(row.covenant.due_kind)),
        )
        for row in rows.order_by("filed_on", "pk")
    )


def lateness_of_registration(bloc_year: str) -> tuple[FilingLateness, ...]:
    """How late each member filed its registration paper, members in order; empty when there is no covenant.

    Feeds the leaf of lateness; a member without a paper has no days yet, and is told apart from one in time.
    """
    covenant = Covenant.objects.filter(bloc_year__public_id=bloc_year).first()
    if covenant is None:
        return ()
    filed = {card.unit_id: card for card in filings_of(bloc_year)}
    kind, due = DayKind(covenant.due_kind), covenant.registration_due
    found = []
    for member in member_units(covenant.bloc_year_id):
        paper = filed.get(member.id)
        found.append(
            FilingLateness(
                member.public_id,
                member.code,
                due,
                kind,
                paper.filed_on if paper is not None else None,
                paper.days_late if paper is not None else None,
                paper.number if paper is not None else "",
            )
        )
    return tuple(found)


def years_with_covenants(bloc_years: Iterable[str]) -> frozenset[str]:
    """Which of these bloc-years (public keys) have a covenant."""
    rows = Covenant.objects.filter(bloc_year__public_id__in=set(bloc_years))
    return frozenset(rows.values_list("bloc_year__public_id", flat=True))


def covenant_key(bloc_year: str) -> str:
    """The public key of a bloc-year's covenant; empty when none was begun."""
    return (
        Covenant.objects.filter(bloc_year__public_id=bloc_year).values_list("public_id", flat=True).first()
        or ""
    )
