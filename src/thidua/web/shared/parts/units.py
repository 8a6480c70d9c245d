"""Rows of units in time «đơn vị theo thời gian»: the tree of a day, and who succeeds whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from thidua.web.shared.parts.page import State

TOP, LANE = 48, 72
ONE_DAY = timedelta(days=1)
EDGE, ROOM = Decimal(4), Decimal(92)


@dataclass(frozen=True, slots=True)
class OrgNode:
    """A unit in the tree of a day. `off` means it no longer exists that day."""

    name: str
    since: str = ""
    href: str = ""
    state: State | None = None
    off: bool = False
    bloc: bool = False
    children: tuple["OrgNode", ...] = ()


@dataclass(frozen=True, slots=True)
class AsOfJump:
    """A day worth jumping to."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SuccessionNode:
    """A unit under one name; `since` None is "as far as is known", `until` None is "to this day"."""

    key: str
    name: str
    note: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SuccessionEdge:
    """`after` carries on `before`; `doubtful` when the source is not certain."""

    before: str
    after: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node with its place."""

    name: str
    note: str
    x1: str
    x2: str
    text_x: str
    y: int
    last: bool


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge with its place."""

    x1: str
    x2: str
    y1: int
    y2: int
    doubtful: bool


@dataclass(frozen=True, slots=True)
class SuccessionGraph:
    """Time goes from left to right; a table with the same facts follows it on the page."""

    says: str
    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    days: tuple[tuple[date, str], ...]
    height: int

    @classmethod
    def of(cls, says: str, nodes: Sequence[SuccessionNode], edges: Sequence[SuccessionEdge]) -> Self:
        """Place each unit in a lane; a successor stands between the lanes of those it carries on."""
        # A name ends on one day and the next begins on the day after: one line on the drawing, under the later day.
        ends = {node.key: node.until + ONE_DAY for node in nodes if node.until}
        days = sorted({*ends.values(), *(node.since for node in nodes if node.since)})
        spot = {day: EDGE + ROOM * (i + 1) / (len(days) + 1) for i, day in enumerate(days)}
        before: dict[str, list[str]] = {}
        for edge in edges:
            before.setdefault(edge.after, []).append(edge.before)
        lanes: dict[str, Decimal] = {}
        free = Decimal(0)
        for node in sorted(nodes, key=lambda node: (node.since or date.min, nodes.index(node))):
            known = [lanes[key] for key in before.get(node.key, ()) if key in lanes]
            if known:
                lane = sum(known, Decimal(0)) / len(known)
                taken = {
                    lanes[other.key] for other in nodes if other.key in lanes and other.since == node.since
                }
                while lane in taken:
                    lane += 1
            else:
                lane = free
            lanes[node.key] = lane
            free = max(free, lane + 1)
        slant = Decimal(2)
        height = {key: TOP + int(lane * LANE) for key, lane in lanes.items()}
        start = {node.key: spot[node.since] + slant if node.since else EDGE for node in nodes}
        end = {node.key: spot[ends[node.key]] - slant if node.until else EDGE + ROOM for node in nodes}
        drawn = tuple(
            DrawnNode(
                node.name,
                node.note,
                f"{start[node.key]:.1f}%",
                f"{end[node.key]:.1f}%",
                f"{start[node.key] + slant:.1f}%",
                height[node.key],
                node.until is None,
            )
            for node in nodes
        )
        lines = tuple(
            DrawnEdge(
                f"{end[edge.before]:.1f}%",
                f"{start[edge.after]:.1f}%",
                height[edge.before],
                height[edge.after],
                edge.doubtful,
            )
            for edge in edges
        )
        return cls(
            says,
            drawn,
            lines,
            tuple((day, f"{x:.1f}%") for day, x in spot.items()),
            max(height.values(), default=TOP) + LANE,
        )
