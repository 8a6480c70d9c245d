"""Responses and activities as frozen rows, read for many movements at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import QuerySet

from thidua.campaigns.models import Activity, MovementResponse
from thidua.campaigns.rollup import Doing, Figure


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A unit's response to a movement."""

    public_id: str
    movement: int
    unit: int
    responded_on: date
    document_number: str
    slogan: str
    undertakes: str
    revision: int
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity, the movements it is counted for and its figures."""

    id: int
    public_id: str
    unit: int
    unit_key: str
    happened_on: date
    title: str
    place: str
    evidence: str
    revision: int
    written_at: datetime
    written_by: str
    struck_at: datetime | None
    struck_reason: str
    movements: frozenset[int]
    movement_keys: frozenset[str] = frozenset()
    figures: tuple[Figure, ...] = field(default=())

    def doing(self) -> Doing:
        """As the sum sees it."""
        return Doing(self.id, self.unit, self.movements, self.figures)


_ACTIVITY = (
    "pk",
    "public_id",
    "unit_id",
    "unit__public_id",
    "happened_on",
    "title",
    "place",
    "evidence",
    "revision",
    "written_at",
    "written_by_name",
    "struck_at",
    "struck_reason",
    "countings__movement_id",
    "countings__movement__public_id",
    "figures__measure_key",
    "figures__measure",
    "figures__unit_of_measure",
    "figures__amount",
    "figures__adds_up",
)


def responses_to(movements: Collection[int]) -> tuple[ResponseRow, ...]:
    """Responses to any of these movements, the earliest first."""
    rows = MovementResponse.objects.filter(movement__in=movements).order_by("responded_on", "pk")
    return tuple(response_row(row) for row in rows)


def response_row(row: MovementResponse) -> ResponseRow:
    """A response as a frozen row."""
    return ResponseRow(
        row.public_id,
        row.movement_id,
        row.unit_id,
        row.responded_on,
        row.document_number,
        row.slogan,
        row.undertakes,
        row.revision,
        row.written_at,
        row.written_by_name,
    )


def response_of(movement: int, unit: str) -> ResponseRow | None:
    """The response of a unit (by public key) to a movement."""
    row = MovementResponse.objects.filter(movement=movement, unit__public_id=unit).first()
    return response_row(row) if row else None


def activities(rows: QuerySet[Activity]) -> tuple[ActivityRow, ...]:
    """The given activities with countings and figures in one query, the newest first: every pair of the two is a row."""
    found: dict[int, ActivityRow] = {}
    ordered = rows.order_by("-happened_on", "-pk", "figures__position")
    for values in ordered.values_list(*_ACTIVITY):
        key, head, figure = values[0], values[:13], values[15:]
        movement, public = values[13:15]
        row = found.get(key) or ActivityRow(*head, frozenset())  # type: ignore[call-arg]  # a row of values has no types
        figures = row.figures
        if figure[0] is not None and all(one.key != figure[0] for one in figures):
            figures = (*figures, Figure(*figure))
        found[key] = replace(
            row,
            movements=row.movements if movement is None else row.movements | {movement},
            movement_keys=row.movement_keys if movement is None else row.movement_keys | {public},
            figures=figures,
        )
    return tuple(found.values())


def activities_for(movements: Iterable[int]) -> tuple[ActivityRow, ...]:
    """Activities counted for any of these movements, with all they are counted for; struck ones are left out."""
    counted = Activity.objects.filter(countings__movement__in=list(movements), struck_at=None)
    return activities(Activity.objects.filter(pk__in=counted.values("pk")))


def activity(key: str) -> ActivityRow | None:
    """The activity with this public key, struck or not."""
    return next(iter(activities(Activity.objects.filter(public_id=key))), None)
