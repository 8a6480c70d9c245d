"""Which units a period asks: the members of the bloc-year, each for the part of it in which it belongs to the bloc."""

from collections.abc import Mapping, Sequence
from datetime import date

from thidua.organisations.queries import MemberUnit, member_units
from thidua.reports.rows import ReportRow, RequestFrame
from thidua.reports.states import ReportState

type MemberPart = tuple[MemberUnit, date, date]


def members_in(members: Sequence[MemberUnit], first: date, last: date) -> list[MemberPart]:
    """The members of a period, each with the part of it in which it belongs to the bloc; the latest membership wins.

    Those who founded the bloc-year count from the first day of any period, whatever day the year was opened on; who
    joined later counts from that day.
    """
    founded = min((member.joined_on for member in members), default=first)
    found: dict[int, MemberPart] = {}
    for member in members:
        begins = first if member.joined_on == founded else member.joined_on
        since, until = max(first, begins), min(last, member.left_on or last)
        if since <= until:
            found[member.id] = (member, since, until)
    return list(found.values())


def members_differ(frame: RequestFrame) -> tuple[list[MemberPart], list[str]]:
    """Members of the period that are not asked yet, and unit keys that are asked but no longer belong to it."""
    members = members_in(member_units(frame.year.id), frame.period_from, frame.period_to)
    asked = {row.unit: row for row in frame.reports}
    wanted = {member.public_id for member, *_ in members}
    added = [part for part in members if part[0].public_id not in asked]
    back = [part for part in members if _released(asked, part[0].public_id)]
    gone = [row.key for row in frame.reports if row.unit not in wanted and row.state is ReportState.DRAFTED]
    return [*added, *back], gone


def _released(asked: Mapping[str, ReportRow], unit: str) -> bool:
    row = asked.get(unit)
    return row is not None and row.state is ReportState.RELEASED
