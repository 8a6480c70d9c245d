"""Tables of the room."""

from thidua.campaigns.models.doings import (
    Activity,
    ActivityCounting,
    ActivityFigure,
    Attendance,
    Gathering,
    MovementResponse,
)
from thidua.campaigns.models.movements import (
    Amendment,
    Movement,
    MovementCall,
    MovementLink,
    MovementTarget,
    Review,
    TakeIn,
)

__all__ = [
    "Activity",
    "ActivityCounting",
    "ActivityFigure",
    "Amendment",
    "Attendance",
    "Gathering",
    "Movement",
    "MovementCall",
    "MovementLink",
    "MovementResponse",
    "MovementTarget",
    "Review",
    "TakeIn",
]
