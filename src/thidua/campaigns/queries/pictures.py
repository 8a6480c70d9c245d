"""A movement with everything that came together at it: who responded, what was done, how far the targets are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.campaigns.measures import measure_key
from thidua.campaigns.queries.called import Called
from thidua.campaigns.queries.cards import Graph, MovementCard, Node, TargetRow, graph, node_of, targets_of
from thidua.campaigns.queries.doings import ActivityRow, ResponseRow, activities_for, responses_to
from thidua.campaigns.queries.frames import MovementFrame
from thidua.campaigns.rollup import Total, ancestors, descendants, total_of
from thidua.campaigns.states import UPPER, Level, MovementState
from thidua.organisations.queries import UnitName, unit_names


@dataclass(frozen=True, slots=True)
class TargetNow:
    """A target and how far it is: `now` from activities where they count for it, else from the last review."""

    target: TargetRow
    now: Decimal | None
    counted: bool

    @property
    def percent(self) -> Decimal | None:
        """Share of the target, in percent."""
        return None if self.now is None else self.now * 100 / self.target.amount

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.now is not None and self.now >= self.target.amount


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit's part in a movement.

    `through` is the lower movement it responded to, when not to this one; `above` the bloc's movement of the year to
    which it responded, which covers the campaigns of that year.
    """

    unit: UnitName
    called: Called | None
    response: ResponseRow | None
    through: Node | None
    above: Node | None
    total: Total
    last_on: date | None

    @property
    def responded(self) -> bool:
        """Whether it responded, here, below, or to the movement of the year this one is a part of."""
        return self.response is not None or self.through is not None or self.above is not None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the page of a movement shows. `lineage` goes from above to below, this movement in it."""

    frame: MovementFrame
    lineage: tuple[tuple[Level, tuple[Node, ...]], ...]
    parents: tuple[Node, ...]
    children: tuple[Node, ...]
    targets: tuple[TargetNow, ...]
    total: Total
    parts: tuple[UnitPart, ...]
    activities: tuple[ActivityRow, ...]
    names: dict[int, UnitName]

    @property
    def asked(self) -> tuple[UnitPart, ...]:
        """The units the movement calls."""
        return tuple(part for part in self.parts if part.called is not None)

    @property
    def responded(self) -> int:
        """How many of those called responded; of all, where nobody is called by name."""
        return sum(part.responded for part in (self.asked or self.parts))


# Movements that carry nothing up: nobody was ever told of them, or they were taken back.
_SILENT = frozenset({MovementState.DRAFTED, MovementState.WITHDRAWN})


def carrying(whole: Graph) -> tuple[tuple[int, int], ...]:
    """Links that carry numbers up: a draft or a withdrawn movement carries none."""
    return tuple(link for link in whole.links if whole.nodes[link[0]].state not in _SILENT)


type Seen = Callable[[frozenset[int]], frozenset[int]]


def picture_of(frame: MovementFrame, seen: Seen | None, *, on: date) -> Picture:
    """The picture of a movement on a day.

    `seen` says which of some other movements the reader may see (None: all); it is asked only about those of which
    whoever sees this one need not know, and only for the lineage: numbers are the same for everybody.
    """
    card, whole = frame.card, graph()
    links = carrying(whole)
    scope = {card.id} | descendants(links, card.id)
    done = tuple(row for row in activities_for(scope) if not row.movements.isdisjoint(scope))
    doings = tuple(row.doing() for row in done)
    total = total_of(doings, scope)
    uppers = {
        one
        for one in ancestors(links, card.id)
        if card.bloc_year_id is not None and whole.nodes[one].bloc_year == card.bloc_year_id
    }
    responses = responses_to(scope | uppers)
    owners = {whole.nodes[key].unit for key in scope if key in whole.nodes} - {None}
    wanted = {one.id for one in frame.audience.units} | total.units | {row.unit for row in responses} | owners
    day = card.ends_on if card.ends_on is not None and card.ends_on < on else on
    names = unit_names((key for key in wanted if key is not None), on=day)
    shown = _shown(card, whole, seen)
    return Picture(
        frame,
        _lineage(frame, whole, shown),
        _near(whole, card.id, shown, up=True),
        _near(whole, card.id, shown, up=False),
        tuple(target_now(row, total) for row in targets_of(card.id)),
        total,
        _parts(frame, whole, responses, done, scope, names),
        done,
        names,
    )


def target_now(row: TargetRow, total: Total) -> TargetNow:
    """How far a target is."""
    if row.counts:
        return TargetNow(row, total.amount(measure_key(row.counts, row.unit_of_measure)), counted=True)
    return TargetNow(row, row.reached, counted=False)


def _shown(card: MovementCard, whole: Graph, seen: Seen | None) -> frozenset[int]:
    """Movements around this one that the reader may see: launched ones above the blocs or of the same bloc-year, or asked."""
    around = ancestors(whole.links, card.id) | descendants(whole.links, card.id)
    if seen is None:
        return around
    plain = {key for key in around if _plain(whole.nodes[key], card)}
    doubtful = around - plain
    return frozenset(plain) | (seen(doubtful) if doubtful else frozenset[int]())


def _plain(node: Node, card: MovementCard) -> bool:
    beside = node.level is Level.BLOC and node.bloc_year == card.bloc_year_id
    return node.state is not MovementState.DRAFTED and (node.level in UPPER or beside)


def _near(whole: Graph, key: int, shown: frozenset[int], *, up: bool) -> tuple[Node, ...]:
    found = (
        whole.nodes[upper if up else lower] for lower, upper in whole.links if (lower if up else upper) == key
    )
    return tuple(one for one in found if one.id in shown)


def _lineage(
    frame: MovementFrame, whole: Graph, shown: frozenset[int]
) -> tuple[tuple[Level, tuple[Node, ...]], ...]:
    """Everything above, this movement, everything below, by level."""
    nodes = [*(whole.nodes[one] for one in shown), node_of(frame.card)]
    nodes.sort(key=lambda node: (node.starts_on, node.id))
    return tuple(
        (level, rows) for level in Level if (rows := tuple(node for node in nodes if node.level is level))
    )


def _parts(
    frame: MovementFrame,
    whole: Graph,
    responses: Iterable[ResponseRow],
    done: tuple[ActivityRow, ...],
    scope: set[int],
    names: dict[int, UnitName],
) -> tuple[UnitPart, ...]:
    """A row for each unit called, in the order called, then for the others that responded or did something."""
    key = frame.card.id
    direct = {row.unit: row for row in responses if row.movement == key}
    through = {row.unit: whole.nodes[row.movement] for row in responses if row.movement in scope - {key}}
    above = {row.unit: whole.nodes[row.movement] for row in responses if row.movement not in scope}
    called = {one.id: one for one in frame.audience.units}
    others = ({*direct, *through} | {row.unit for row in done}) - called.keys()
    order = [*called, *sorted(others, key=lambda unit: names[unit].short_name)]
    return tuple(
        UnitPart(
            names[unit],
            called.get(unit),
            direct.get(unit),
            through.get(unit) if unit not in direct else None,
            above.get(unit) if unit not in {*direct, *through} else None,
            total_of((row.doing() for row in done if row.unit == unit), scope),
            max((row.happened_on for row in done if row.unit == unit), default=None),
        )
        for unit in order
    )
