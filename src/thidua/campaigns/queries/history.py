"""What stays on record beside a movement: reviews and amendments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thidua.campaigns.models import Amendment, Review
from thidua.campaigns.states import ReviewKind


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An interim or final review; `reached` is by target position."""

    public_id: str
    kind: ReviewKind
    held_on: date
    document: str
    results: str
    limits: str
    next_tasks: str
    awards: str
    reached: Mapping[int, Decimal]
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """A change after the launch; `changes` maps a field to its words before and after."""

    number: int
    reason: str
    document: str
    changes: Mapping[str, tuple[str, str]]
    amended_at: datetime
    amended_by: str


def reviews_of(movement: int) -> tuple[ReviewRow, ...]:
    """Reviews of a movement, the latest first."""
    return tuple(
        ReviewRow(
            row.public_id,
            ReviewKind(row.kind),
            row.held_on,
            row.document,
            row.results,
            row.limits,
            row.next_tasks,
            row.awards,
            {int(place): Decimal(amount) for place, amount in row.reached.items()},
            row.written_at,
            row.written_by_name,
        )
        for row in Review.objects.filter(movement=movement).order_by("-held_on", "-pk")
    )


def amendments_of(movement: int) -> tuple[AmendmentRow, ...]:
    """Amendments of a movement, the latest first."""
    return tuple(
        AmendmentRow(
            row.number,
            row.reason,
            row.document,
            {name: (pair[0], pair[1]) for name, pair in row.changes.items()},
            row.amended_at,
            row.amended_by_name,
        )
        for row in Amendment.objects.filter(movement=movement).order_by("-number")
    )
