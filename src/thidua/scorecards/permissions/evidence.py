"""Whose evidence a person on a score sheet may read: the same answer as the room of reports gives, without a query."""

from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.permissions.parts import Part


def sees_evidence(part: Part, frame: SheetFrame, unit: str, leaf: str) -> bool:
    """Whether the papers of one unit (code) for one criterion may be read «xem minh chứng» beside its marks.

    Marks become known to all members in time; the papers behind them stay with the unit and those who judge it.
    """
    member, head, duty = frame.member(unit), frame.head, frame.duties.get(leaf)
    if member is None:
        return False
    runs = part.head_officer or (head is not None and head.code in part.leads)
    checks = bool(part.own & set(member.checked_by))
    appraises = duty is not None and bool(duty.appraiser_unit) and duty.appraiser_unit in part.appraises
    return unit in part.own or part.reads_all or runs or checks or appraises
