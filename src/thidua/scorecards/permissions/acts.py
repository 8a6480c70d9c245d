"""Who may open a sheet, assign checkers, close and reopen stages, count items, vote on ties and agree a result."""

from datetime import date

from thidua.accounts.queries import roles_of
from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.scorecards.frames import ItemRow, SheetFrame
from thidua.scorecards.permissions.parts import HEAD_OFFICER, STANDING, Part, part_of
from thidua.scorecards.states import ItemKind, SheetState, Stage, UnitRole, is_closed, is_open, next_state

_HIDDEN = N_("The sheet belongs to a bloc this person has no part in.")


def _hidden() -> Verdict:
    return not_met(_HIDDEN, private=True)


def may_open_sheet(actor: Actor, bloc: str, *, on: date) -> Verdict:
    """Open a score sheet «lập bảng điểm» for a bloc (by its key): the head unit's officer or the standing body."""
    for held in roles_of(actor, on=on):
        if str(held.role) == STANDING or (str(held.role) == HEAD_OFFICER and held.scope_key == bloc):
            return met(N_("This person keeps the bloc's score sheets."))
    return not_met(
        N_("The head unit's officer or the standing body opens a score sheet."),
        remedy=N_("Ask one of them to open it."),
    )


def may_open_any_sheet(actor: Actor, *, on: date) -> Verdict:
    """Open score sheets at all: whoever may for some bloc."""
    if any(str(held.role) in {STANDING, HEAD_OFFICER} for held in roles_of(actor, on=on)):
        return met(N_("This person keeps the bloc's score sheets."))
    return not_met(
        N_("The head unit's officer or the standing body opens a score sheet."),
        remedy=N_("Ask one of them to open it."),
    )


def keeps_sheets(part: Part) -> Verdict:
    """Whether a part is that of an officer who keeps the bloc's sheets."""
    if part.head_officer or part.standing:
        return met(N_("This person keeps the bloc's score sheets."))
    return not_met(
        N_("The head unit's officer or the standing body does this."), remedy=N_("Ask one of them to do it.")
    )


def _standing(part: Part) -> Verdict:
    if part.standing:
        return met(N_("The standing body appraises."))
    return not_met(
        N_("Only the standing body does this."), remedy=N_("Ask the officer of the standing body.")
    )


def may_assign_checkers(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Assign who checks whom «phân công kiểm tra chéo», until the cross-check is closed."""
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    early = (
        not_met(N_("The cross-check is closed."), remedy=N_("The standing body can reopen it with a reason."))
        if is_closed(frame.state, Stage.CROSS)
        else met(N_("The cross-check is not closed yet."))
    )
    return Verdict.all_of(keeps_sheets(part), early)


def may_close_stage(actor: Actor, step: tuple[SheetFrame, Stage], *, on: date) -> Verdict:
    """Close a stage «chốt»: the head unit's officer closes self-scoring and cross-check, the standing body any."""
    frame, stage = step
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    who = _standing(part) if stage is Stage.APPRAISED else keeps_sheets(part)
    is_now = (
        met(N_("The stage is open."))
        if is_open(frame.state, stage)
        else not_met(N_("This stage is not the one that is open."))
    )
    return Verdict.all_of(who, is_now)


def may_reopen_stage(actor: Actor, step: tuple[SheetFrame, Stage], *, on: date) -> Verdict:
    """Reopen a stage with a reason «mở lại»: only the last one closed, and an appraisal only by the standing body."""
    frame, stage = step
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    who = _standing(part) if stage is Stage.APPRAISED else keeps_sheets(part)
    is_last = (
        met(N_("This was the last stage closed."))
        if next_state(frame.state, f"reopen_{stage}") is not None
        else not_met(
            N_("Only the stage that was closed last can be reopened."),
            remedy=N_("Reopen the later stages first, one by one."),
        )
    )
    return Verdict.all_of(who, is_last)


def may_enter_item(actor: Actor, item: tuple[SheetFrame, str, ItemKind], *, on: date) -> Verdict:
    """Count a bonus, deduction or disqualifier «ghi điểm thưởng, điểm trừ, trường hợp không xét».

    A unit states its own bonuses while it scores itself. Everything else is entered by others: the head unit's
    officer, the units that check it, the standing body; for the head unit never by its own officer.
    """
    frame, unit, kind = item
    part = part_of(actor, frame, on=on)
    member = frame.member(unit)
    if not part.sees or member is None:
        return _hidden()
    living = (
        not_met(
            N_("The appraisal is closed: nothing more is counted."),
            remedy=N_("The standing body can reopen it with a reason."),
        )
        if is_closed(frame.state, Stage.APPRAISED)
        else met(N_("The appraisal is not closed yet."))
    )
    return Verdict.all_of(_counts(part, frame, unit, kind), living)


def _counts(part: Part, frame: SheetFrame, unit: str, kind: ItemKind) -> Verdict:
    member = frame.member(unit)
    if part.standing and unit not in part.own:
        return met(N_("The standing body appraises."))
    if unit in part.own:
        if kind is ItemKind.BONUS and is_open(frame.state, Stage.SELF):
            return met(N_("A unit states its own bonuses while it scores itself."))
        return not_met(
            N_("A unit states only its own bonuses, and only while it scores itself."),
            remedy=N_("Ask the unit that checks it or the standing body."),
        )
    if member is not None and part.officer_of & set(member.checked_by):
        return met(N_("The unit was assigned to check these marks."))
    if part.head_officer and (member is None or member.role is not UnitRole.HEAD):
        return met(N_("The head unit's officer gathers the cross-check."))
    return not_met(
        N_("Items of this unit are entered by those who check it or by the standing body."),
        remedy=N_("Ask one of them to do it."),
    )


def may_strike_item(actor: Actor, item: tuple[SheetFrame, ItemRow], *, on: date) -> Verdict:
    """Strike a counted item with a reason «gạch bỏ»: whoever might have entered it."""
    frame, row = item
    return may_enter_item(actor, (frame, row.unit, row.kind), on=on)


def may_enter_tie_vote(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Enter the votes on a tie «nhập kết quả bỏ phiếu phân định», after the appraisal was closed."""
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    voting = (
        met(N_("The table of criteria lets a vote break a tie."))
        if frame.outline.votes
        else not_met(N_("The table of criteria knows no vote on ties."))
    )
    return Verdict.all_of(keeps_sheets(part), appraisal_closed(frame), voting)


def may_agree_result(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Agree the result «thống nhất kết quả»: after the appraisal is closed; what else it needs, its readiness says."""
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    return Verdict.all_of(keeps_sheets(part), appraisal_closed(frame))


def appraisal_closed(frame: SheetFrame) -> Verdict:
    """Whether the appraisal is closed and nothing is agreed yet."""
    if frame.state is SheetState.APPRAISED:
        return met(N_("The appraisal is closed."))
    if frame.state is SheetState.AGREED:
        return not_met(
            N_("The result was agreed and is not changed any more."),
            remedy=N_("A correction reopens the appraisal with a reason and is agreed as a new result."),
        )
    return not_met(N_("The appraisal is not closed yet."), remedy=N_("Close the appraisal first."))


def may_see_history(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Read agreed results «xem kết quả đã thống nhất»: whoever reads the sheet."""
    if part_of(actor, frame, on=on).sees:
        return met(Sentence(N_("The sheet belongs to a bloc this person works in.")))
    return _hidden()
