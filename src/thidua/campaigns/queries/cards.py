"""Movements as frozen rows, and the short form in which they stand in trees and links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from thidua.campaigns.models import Movement, MovementLink, MovementTarget
from thidua.campaigns.rollup import Link
from thidua.campaigns.states import ONCE_LAUNCHED, RANK, UPPER, Level, MovementKind, MovementState
from thidua.organisations.states import Confidence, Force

# What a row must have loaded with it before `card_of` reads it.
LOADED = ("bloc_year__bloc", "unit")


@dataclass(frozen=True, slots=True)
class MovementCard:
    """A movement without what hangs on it. `bloc_year`, `bloc`, `unit` are public keys, empty where there is none."""

    id: int
    public_id: str
    code: str
    level: Level
    kind: MovementKind
    name: str
    slogan: str
    issuer: str
    document_number: str
    document_date: date | None
    starts_on: date
    ends_on: date | None
    period_note: str
    subjects: str
    contents: tuple[str, ...]
    awards: str
    bloc_year: str
    bloc_year_id: int | None
    bloc: str
    bloc_name: str
    year: int | None
    unit: str
    unit_id: int | None
    force: Force
    state: MovementState
    launched_on: date | None
    closed_on: date | None
    withdrawn_on: date | None
    withdrawn_reason: str
    confidence: Confidence
    confidence_note: str
    illustrative: bool
    source_key: str
    source_hash: str
    revision: int
    revised_at: datetime
    revised_by: str

    def runs_on(self, on: date) -> bool:
        """Whether the day is inside the period."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    @property
    def asked_from(self) -> date:
        """The first day on which a unit can be asked for anything."""
        return self.launched_on or self.starts_on


@dataclass(frozen=True, slots=True)
class Node:
    """A movement in a tree."""

    id: int
    public_id: str
    name: str
    level: Level
    state: MovementState
    issuer: str
    starts_on: date
    ends_on: date | None
    document_number: str
    bloc_year: int | None
    unit: int | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target: how much of what, and how much was told to be reached."""

    position: int
    name: str
    unit_of_measure: str
    amount: Decimal
    counts: str
    reached: Decimal | None
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class Graph:
    """Every link, and the movements at their ends."""

    links: tuple[Link, ...]
    nodes: dict[int, Node]


NODE = (
    "pk",
    "public_id",
    "name",
    "level",
    "state",
    "issuer",
    "starts_on",
    "ends_on",
    "document_number",
    "bloc_year_id",
    "unit_id",
)


def card_of(row: Movement) -> MovementCard:
    """The card of a row with `LOADED` loaded."""
    year = row.bloc_year
    return MovementCard(
        id=row.pk,
        public_id=row.public_id,
        code=row.code or "",
        level=Level(row.level),
        kind=MovementKind(row.kind),
        name=row.name,
        slogan=row.slogan,
        issuer=row.issuer,
        document_number=row.document_number,
        document_date=row.document_date,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        period_note=row.period_note,
        subjects=row.subjects,
        contents=tuple(line for line in (part.strip() for part in row.contents.splitlines()) if line),
        awards=row.awards,
        bloc_year=year.public_id if year else "",
        bloc_year_id=row.bloc_year_id,
        bloc=year.bloc.public_id if year else "",
        bloc_name=year.short_name if year else "",
        year=year.year if year else None,
        unit=row.unit.public_id if row.unit else "",
        unit_id=row.unit_id,
        force=Force(row.force),
        state=MovementState(row.state),
        launched_on=row.launched_on,
        closed_on=row.closed_on,
        withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
        confidence=Confidence(row.confidence),
        confidence_note=row.confidence_note,
        illustrative=row.illustrative,
        source_key=row.source_key or "",
        source_hash=row.source_hash,
        revision=row.revision,
        revised_at=row.revised_at,
        revised_by=row.revised_by_name,
    )


def cards(rows: QuerySet[Movement]) -> tuple[MovementCard, ...]:
    """Cards of the given movements, in their order, in one query."""
    return tuple(card_of(row) for row in rows.select_related(*LOADED))


def movement_card(key: str) -> MovementCard | None:
    """The movement with this public key."""
    return next(iter(cards(Movement.objects.filter(public_id=key))), None)


def movement_by_code(code: str) -> MovementCard | None:
    """The movement with this code, as in `movement_by_code("QG-NTM")`."""
    return next(iter(cards(Movement.objects.filter(code=code))), None)


def node_from(row: tuple[object, ...]) -> Node:
    """The node in a tuple of `NODE`."""
    key, public, name, level, state, *rest = row
    return Node(key, public, name, Level(str(level)), MovementState(str(state)), *rest)  # type: ignore[arg-type]  # a row of values has no types


def nodes_of(rows: QuerySet[Movement]) -> tuple[Node, ...]:
    """Nodes of the given movements, in their order."""
    return tuple(node_from(row) for row in rows.values_list(*NODE))


def node_of(card: MovementCard) -> Node:
    """A movement at hand as a node."""
    return Node(
        card.id,
        card.public_id,
        card.name,
        card.level,
        card.state,
        card.issuer,
        card.starts_on,
        card.ends_on,
        card.document_number,
        card.bloc_year_id,
        card.unit_id,
    )


def graph() -> Graph:
    """The whole tree in one query: links are few, and every way up or down may matter."""
    columns = [f"lower__{name}" for name in NODE] + [f"upper__{name}" for name in NODE]
    links: list[Link] = []
    nodes: dict[int, Node] = {}
    for row in MovementLink.objects.order_by("pk").values_list(*columns):
        lower, upper = row[: len(NODE)], row[len(NODE) :]
        for end in (lower, upper):
            if end[0] not in nodes:
                nodes[end[0]] = node_from(end)
        links.append((lower[0], upper[0]))
    return Graph(tuple(links), nodes)


def links() -> tuple[Link, ...]:
    """Every link, without names."""
    return tuple(MovementLink.objects.order_by("pk").values_list("lower_id", "upper_id"))


def targets_of(movement: int) -> tuple[TargetRow, ...]:
    """The targets of a movement, in order."""
    rows = MovementTarget.objects.filter(movement=movement).order_by("position")
    return tuple(target_row(row) for row in rows)


def target_row(row: MovementTarget) -> TargetRow:
    """A target as a frozen row."""
    return TargetRow(
        row.position, row.name, row.unit_of_measure, row.amount, row.counts, row.reached, row.reached_on
    )


def keys_of(public_ids: Iterable[str]) -> dict[str, int]:
    """Row numbers of the movements with these public keys."""
    return dict(Movement.objects.filter(public_id__in=set(public_ids)).values_list("public_id", "pk"))


def upper_nodes(
    rows: QuerySet[Movement], level: Level, *, bloc_year: str, unit: str, on: date, keep: Iterable[str] = ()
) -> tuple[Node, ...]:
    """Which of these movements one of a level may respond to: launched, above it, not over by the day.

    Those to `keep` (public keys), to which it responds already, are offered whatever became of them.
    """
    beside = Q(level=level.value, bloc_year__public_id=bloc_year) if bloc_year else Q(pk=None)
    if unit:
        beside = Q(level=level.value, unit__public_id=unit)
        beside |= Q(level=Level.BLOC.value, bloc_year__memberships__unit__public_id=unit)
    above = Q(level__in=sorted(one for one in UPPER if RANK[one] < RANK[level]))
    living = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on), state__in=sorted(ONCE_LAUNCHED))
    found = living.filter(above | beside)
    offered = Q(pk__in=found.values("pk")) | Q(public_id__in=set(keep))
    return nodes_of(Movement.objects.filter(offered).order_by("starts_on", "sort_key"))
