"""Named reads of the room; every answer is a frozen row."""

from thidua.scorecards.frames import (
    Closing,
    Content,
    Duty,
    ExplanationRow,
    ItemRow,
    MarkRow,
    Member,
    SheetFrame,
    sheet_frame,
    sheet_frame_of_period,
)

__all__ = [
    "Closing",
    "Content",
    "Duty",
    "ExplanationRow",
    "ItemRow",
    "MarkRow",
    "Member",
    "SheetFrame",
    "sheet_frame",
    "sheet_frame_of_period",
]
