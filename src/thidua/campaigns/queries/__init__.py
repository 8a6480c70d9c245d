"""Named reads of the room."""

from thidua.campaigns.queries.called import Audience, Called
from thidua.campaigns.queries.cards import (
    Graph,
    MovementCard,
    Node,
    TargetRow,
    graph,
    movement_by_code,
    movement_card,
    nodes_of,
    targets_of,
)
from thidua.campaigns.queries.doings import ActivityRow, ResponseRow, activities, activity, response_of
from thidua.campaigns.queries.frames import MovementFrame, Owner, frames, movement_frame, open_movements_for
from thidua.campaigns.queries.gatherings import (
    AttendanceOfYear,
    GatheringRow,
    PresenceRow,
    UnitAttendance,
    attendance_in,
    attendance_of,
    gathering,
    gatherings_of,
)
from thidua.campaigns.queries.history import AmendmentRow, ReviewRow, amendments_of, reviews_of
from thidua.campaigns.queries.lists import (
    ORDERS,
    MovementCounts,
    MovementFilter,
    MovementLine,
    counts_of,
    movement_lines,
    narrowed,
)
from thidua.campaigns.queries.pictures import Picture, TargetNow, UnitPart, picture_of

__all__ = [
    "ORDERS",
    "ActivityRow",
    "AmendmentRow",
    "AttendanceOfYear",
    "Audience",
    "Called",
    "GatheringRow",
    "Graph",
    "MovementCard",
    "MovementCounts",
    "MovementFilter",
    "MovementFrame",
    "MovementLine",
    "Node",
    "Owner",
    "Picture",
    "PresenceRow",
    "ResponseRow",
    "ReviewRow",
    "TargetNow",
    "TargetRow",
    "UnitAttendance",
    "UnitPart",
    "activities",
    "activity",
    "amendments_of",
    "attendance_in",
    "attendance_of",
    "counts_of",
    "frames",
    "gathering",
    "gatherings_of",
    "graph",
    "movement_by_code",
    "movement_card",
    "movement_frame",
    "movement_lines",
    "narrowed",
    "nodes_of",
    "open_movements_for",
    "picture_of",
    "response_of",
    "reviews_of",
    "targets_of",
]
