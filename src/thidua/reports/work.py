"""What waits for a person in reporting «việc đang chờ», over all requests that person may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.accounts.queries import held_units
from thidua.foundation.actors import Actor
from thidua.reports.frames import request_frames
from thidua.reports.permissions import Part, part_of, receives, requests_visible_to
from thidua.reports.permissions.acts import OVER
from thidua.reports.permissions.parts import UNIT_ROLES
from thidua.reports.rows import ReportPlace, ReportRow, RequestFrame
from thidua.reports.states import ReportState, RequestState


class WorkKind(StrEnum):
    """What is to be done."""

    FILL_REPORT = "fill_report"
    ANSWER_RETURN = "answer_return"
    RECEIVE_REPORT = "receive_report"
    ISSUE_JOINT = "issue_joint"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: in which request, for which unit's report."""

    kind: WorkKind
    request: RequestFrame
    row: ReportRow | None
    due: date | None


def waiting_work(actor: Actor, *, on: date, within: frozenset[str] | None = None) -> tuple[Waiting, ...]:
    """Everything that waits for a person, what is due soonest first: two queries whatever there is.

    In these bloc-years (public keys), or in all.
    """
    if not held_units(actor, *UNIT_ROLES, on=on):
        return ()
    open_years = [state.value for state in OVER]
    rows = requests_visible_to(actor, on=on).exclude(bloc_year__state__in=open_years)
    if within is not None:
        rows = rows.filter(bloc_year__public_id__in=within)
    frames = request_frames(rows.order_by("due", "pk"))
    found = [item for frame in frames for item in work_on(frame, actor, on=on)]
    return tuple(sorted(found, key=lambda item: (item.due or date.max, item.kind)))


def work_on(frame: RequestFrame, actor: Actor, *, on: date) -> Iterator[Waiting]:
    """What waits for a person in one request."""
    part = part_of(actor, frame.year, on=on)
    for row in frame.asked:
        yield from _on_report(frame, row, part)
    if part.runs and frame.joint is not None and frame.joint == "drafted":
        yield Waiting(WorkKind.ISSUE_JOINT, frame, None, None)


def _on_report(frame: RequestFrame, row: ReportRow, part: Part) -> Iterator[Waiting]:
    takes = frame.state is RequestState.OPENED
    if row.unit in part.units and takes:
        if row.state is ReportState.DRAFTED:
            yield Waiting(WorkKind.FILL_REPORT, frame, row, frame.due)
        elif row.state is ReportState.RETURNED:
            yield Waiting(WorkKind.ANSWER_RETURN, frame, row, frame.due)
    if row.state is ReportState.SENT and receives(part, ReportPlace(frame, row)):
        yield Waiting(WorkKind.RECEIVE_REPORT, frame, row, None)
