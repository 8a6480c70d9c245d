"""Taking self marks over from reports and registers, each with the row it came from."""

from collections.abc import Mapping
from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.cells import MarkInput, change_of, record_marks
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.errors import MarksUnchanged, MarksUnfit, MarkUnfit, ScoringRefused, SheetUnfit
from thidua.scorecards.feeding import ATTENDANCE_KINDS, offers_for
from thidua.scorecards.frames import MarkRow
from thidua.scorecards.permissions import Cell, judge_entry, may_feed_marks, may_name_attendance_leaf, part_of
from thidua.scorecards.states import Stage


@action
def feed_marks(
    *, sheet: str, unit: str, period: str, chosen: Mapping[str, str], actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    """Enter chosen self marks from what reports and registers say «lấy số liệu từ báo cáo».

    `chosen` names leaves with the print of the offer that was looked at; when one says something else by now, nothing
    is entered. Raises `ScoringRefused`, `MarksUnfit` (an offer changed, or does not fit) or `MarksUnchanged`.
    """
    row, frame = sheet_for_change(sheet)
    on = at.date()
    ScoringRefused.unless(may_feed_marks(actor, (frame, unit), on=on))
    part = part_of(actor, frame, on=on)
    offers = {offer.leaf.code: offer for offer in offers_for(frame, unit, period=period, on=on)}
    changes, problems = [], list[Problem]()
    for leaf, seen in chosen.items():
        offer, where = offers.get(leaf), f"{unit}/{leaf}"
        if offer is None or offer.print != seen:
            problems.append(
                MarkUnfit(
                    Sentence(N_("What is known for {leaf} changed since it was looked at."), {"leaf": leaf}),
                    where=where,
                    remedy=Sentence(N_("Look at it again before taking it over.")),
                )
            )
            continue
        ScoringRefused.unless(judge_entry(part, Cell(frame, unit, leaf, Stage.SELF)))
        typed = MarkInput(unit, leaf, offer.entry, offer.reason, offer.awaits, None, None, offer.source)
        try:
            change = change_of(frame, Stage.SELF, typed)
        except Problem as problem:
            problems.append(problem)
        else:
            changes += [change] if change is not None else []
    if problems:
        raise MarksUnfit(
            Sentence(N_("{count} cells cannot be kept; nothing was saved."), {"count": len(problems)}),
            tuple(problems),
        )
    if not changes:
        raise MarksUnchanged(Sentence(N_("Nothing differs from what is kept.")))
    return record_marks(
        row=row,
        frame=frame,
        stage=Stage.SELF,
        changes=changes,
        actor=actor,
        at=at,
        name=acts.FED,
        more={"period": period},
    )


@action
def name_attendance_leaf(*, sheet: str, leaf: str, actor: Actor, at: datetime) -> None:
    """Name the criterion that attendance at the bloc's gatherings feeds; empty takes the naming back.

    Raises `ScoringRefused`, or `SheetUnfit` for a criterion whose kind attendance cannot give.
    """
    row, frame = sheet_for_change(sheet)
    ScoringRefused.unless(may_name_attendance_leaf(actor, frame, on=at.date()))
    known = frame.leaf(leaf)
    if leaf and (known is None or known.kind not in ATTENDANCE_KINDS):
        raise SheetUnfit(Sentence(N_("Attendance cannot give the input of this criterion.")), where="leaf")
    row.attendance_leaf = leaf
    data = {"leaf": leaf, "was": frame.attendance_leaf}
    record_act(
        row=row,
        scope=frame.bloc_year,
        name=acts.NAMED,
        data=data,
        actor=actor,
        at=at,
        changed=("attendance_leaf",),
    )
