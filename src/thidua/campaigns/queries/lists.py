"""The list of movements: filtered, counted by state, sorted, a page at a time, each with how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from thidua.campaigns.models import Movement, MovementCall, MovementResponse, MovementTarget
from thidua.campaigns.queries.cards import LOADED, MovementCard, card_of, links, target_row
from thidua.campaigns.queries.doings import activities_for
from thidua.campaigns.queries.frames import REVIEW_SOON
from thidua.campaigns.queries.pictures import target_now
from thidua.campaigns.rollup import Total, descendants, total_of
from thidua.campaigns.states import OPEN, RANK, REVIEWED_HERE, Level, MovementState, Stage
from thidua.core.text import fold
from thidua.organisations.queries import UnitName, unit_names

FAR: Final = date(9999, 12, 31)
ORDERS: Final = ("starts_on", "ends_on", "name", "level", "state")
_COLUMN: Final = {
    "starts_on": "starts_on",
    "ends_on": "last_day",
    "name": "sort_key",
    "level": "rank",
    "state": "stage",
}


@dataclass(frozen=True, slots=True)
class MovementFilter:
    """What the list is narrowed to; empty means all. `unit` is words of a unit's name or its code."""

    words: str = ""
    year: int | None = None
    level: str = ""
    kind: str = ""
    state: str = ""
    unit: str = ""
    review_due: bool = False
    order: str = "-starts_on"


@dataclass(frozen=True, slots=True)
class MovementLine:
    """A movement in the list. `called` is None where any unit may respond."""

    card: MovementCard
    owner: UnitName | None
    called: int | None
    responded: int
    targets: int
    met: int
    total: Total


@dataclass(frozen=True, slots=True)
class MovementCounts:
    """How many there are, by state; how many miss an interim review; the years they run in."""

    all: int
    stages: Mapping[Stage, int]
    review_due: int
    years: tuple[int, ...]


def _unit_said(words: str) -> Q:
    """Movements of a unit: it responded, is called, belongs to the bloc-year, or owns the movement."""
    found = Q()
    for way in ("responses__unit", "calls__unit", "bloc_year__memberships__unit", "unit"):
        said = Q(**{f"{way}__code__iexact": words.strip()})
        named = Q(**{f"{way}__versions__withdrawn_at": None})
        for word in fold(words).split():
            named &= Q(**{f"{way}__versions__search_key__contains": word})
        found |= said | named
    return found


def narrowed(
    rows: QuerySet[Movement], wanted: MovementFilter, *, on: date, states: bool = True
) -> QuerySet[Movement]:
    """The movements a filter leaves; without `states`, what the counters count."""
    if wanted.year is not None:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)
    for word in fold(wanted.words).split():
        rows = rows.filter(
            Q(search_key__contains=word) | Q(document_number__icontains=word) | Q(code__icontains=word)
        )
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if fold(wanted.unit).strip():
        found = Movement.objects.filter(_unit_said(wanted.unit))
        rows = rows.filter(pk__in=found.values("pk"))
    if states and wanted.state:
        rows = rows.filter(_in_stage(Stage(wanted.state), on))
    if states and wanted.review_due:
        rows = rows.filter(_review_due(on))
    return rows


def _in_stage(stage: Stage, on: date) -> Q:
    """As `stage_of`, for rows."""
    if stage is Stage.OVER:
        return Q(state__in=sorted(OPEN), ends_on__lt=on)
    if stage in {Stage.RUNNING, Stage.REVIEWED}:
        state = MovementState.LAUNCHED if stage is Stage.RUNNING else MovementState.REVIEWED
        return Q(state=state.value) & (Q(ends_on=None) | Q(ends_on__gte=on))
    return Q(state=stage.value)


def _review_due(on: date) -> Q:
    """As `MovementFrame.review_due`, for rows."""
    ours = sorted(REVIEWED_HERE)
    return Q(state=MovementState.LAUNCHED.value, level__in=ours, ends_on__lte=on + REVIEW_SOON)


def counts_of(rows: QuerySet[Movement], *, on: date) -> MovementCounts:
    """Counters over the given movements, in one query."""
    asked: dict[str, Any] = {stage.value: Count("pk", filter=_in_stage(stage, on)) for stage in Stage}
    found = rows.order_by().aggregate(
        every=Count("pk"),
        due=Count("pk", filter=_review_due(on)),
        first=Min(ExtractYear("starts_on")),
        **asked,
    )
    first = found["first"] or on.year
    return MovementCounts(
        found["every"],
        {stage: found[stage.value] for stage in Stage},
        found["due"],
        tuple(range(max(on.year, first), first - 1, -1)),
    )


def _one_number(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def _counted(rows: QuerySet[Movement]) -> QuerySet[Movement]:
    """With how many units are called, responded, how many targets there are and are met, and columns to sort by."""
    this = OuterRef("pk")
    members = apps.get_model("organisations", "Membership")._default_manager.filter(
        Q(left_on=None) | Q(left_on__gte=OuterRef("asked")),
        bloc_year=OuterRef("bloc_year"),
        joined_on__lte=OuterRef("last_day"),
    )
    forces = apps.get_model("organisations", "Unit")._default_manager.filter(
        force=OuterRef("force"), memberships__isnull=False
    )
    force = forces.order_by().values("force").annotate(n=Count("pk", distinct=True)).values("n")
    targets = MovementTarget.objects.filter(movement=this)
    # A response to the bloc's movement of the year covers the campaigns of that year.
    of_year = Q(movement__links_down__lower=OuterRef("pk"), movement__bloc_year=OuterRef("bloc_year"))
    given = MovementResponse.objects.filter(Q(movement=this) | of_year).annotate(one=Value(1))
    answers = given.order_by().values("one").annotate(n=Count("unit", distinct=True)).values("n")
    stages = [When(state=state.value, then=Value(place)) for place, state in enumerate(MovementState)]
    ranks = [When(level=level.value, then=Value(rank)) for level, rank in RANK.items()]
    return rows.annotate(
        asked=Coalesce("launched_on", "starts_on"),
        last_day=Coalesce("ends_on", Value(FAR)),
        stage=Case(*stages, output_field=IntegerField()),
        rank=Case(*ranks, output_field=IntegerField()),
        named=_one_number(MovementCall.objects.filter(movement=this), "movement"),
        members=_one_number(members, "bloc_year"),
        forced=Coalesce(Subquery(force), Value(0), output_field=IntegerField()),
        responded=Coalesce(Subquery(answers), Value(0), output_field=IntegerField()),
        target_count=_one_number(targets, "movement"),
        told=_one_number(targets.filter(counts="", reached__gte=F("amount")), "movement"),
    )


def movement_lines(
    rows: QuerySet[Movement], *, order: str, on: date, start: int = 0, size: int | None = None
) -> tuple[MovementLine, ...]:
    """A page of the list: five queries whatever its length."""
    column = _COLUMN.get(order.removeprefix("-"), "starts_on")
    sign = "-" if order.startswith("-") else ""
    ordered = _counted(rows).select_related(*LOADED).order_by(f"{sign}{column}", "sort_key", "pk")
    page: list[Any] = list(ordered[start : None if size is None else start + size])
    ways = links()
    scopes = {row.pk: {row.pk} | descendants(ways, row.pk) for row in page}
    done = activities_for({one for scope in scopes.values() for one in scope}) if page else ()
    doings = tuple(row.doing() for row in done)
    totals = {key: total_of(doings, scope) for key, scope in scopes.items()}
    met = _met_by_figures(page, totals)
    names = unit_names([row.unit_id for row in page if row.unit_id], on=on)
    return tuple(
        MovementLine(
            card_of(row),
            names.get(row.unit_id) if row.unit_id else None,
            _called(row),
            row.responded,
            row.target_count,
            row.told + met.get(row.pk, 0),
            totals[row.pk],
        )
        for row in page
    )


def _called(row: Any) -> int | None:
    if row.named:
        return int(row.named)
    if row.level == Level.BLOC:
        return int(row.members)
    if row.level == Level.FORCE:
        return int(row.forced)
    return None


def _met_by_figures(page: Sequence[Movement], totals: Mapping[int, Total]) -> dict[int, int]:
    """How many targets that activities count for are met, by movement."""
    found: dict[int, int] = {}
    for row in MovementTarget.objects.filter(movement__in=[one.pk for one in page]).exclude(counts=""):
        if target_now(target_row(row), totals[row.movement_id]).met:
            found[row.movement_id] = found.get(row.movement_id, 0) + 1
    return found
