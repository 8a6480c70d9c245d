"""Tables of the room; they are private to it."""

from thidua.scorecards.models.checks import CheckFinding, CheckMinutes, CheckSide, CrossCheck
from thidua.scorecards.models.reviews import DisqualifierQuestion, ReAddition, Reappraisal
from thidua.scorecards.models.sheets import (
    Explanation,
    Mark,
    MarkRevision,
    Sheet,
    SheetItem,
    SheetUnit,
    Signed,
    Snapshot,
    StageClosing,
    TieVote,
)

__all__ = [
    "CheckFinding",
    "CheckMinutes",
    "CheckSide",
    "CrossCheck",
    "DisqualifierQuestion",
    "Explanation",
    "Mark",
    "MarkRevision",
    "ReAddition",
    "Reappraisal",
    "Sheet",
    "SheetItem",
    "SheetUnit",
    "Signed",
    "Snapshot",
    "StageClosing",
    "TieVote",
]
