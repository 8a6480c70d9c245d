"""Who may look at a mark a second time, ask bodies about disqualifiers, settle deductions and confirm totals."""

from datetime import date

from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.scorecards.frames import ItemRow, SheetFrame
from thidua.scorecards.permissions.acts import appraisal_closed, keeps_sheets
from thidua.scorecards.permissions.marks import Cell, judge_entry
from thidua.scorecards.permissions.parts import part_of
from thidua.scorecards.states import OPEN_STAGE, ItemKind, Settled, SheetState, Stage

_HIDDEN = N_("The sheet belongs to a bloc this person has no part in.")


def _hidden() -> Verdict:
    return not_met(_HIDDEN, private=True)


def may_reappraise_mark(actor: Actor, cell: Cell, *, on: date) -> Verdict:
    """Look at a mark a second time «phúc tra»: whoever may enter the cell of the stage that is open now.

    There must be a mark to look at: one of this stage, or of the cross-check before it.
    """
    part = part_of(actor, cell.frame, on=on)
    if not part.sees or cell.frame.member(cell.unit) is None or cell.frame.leaf(cell.leaf) is None:
        return _hidden()
    now = OPEN_STAGE.get(cell.frame.state)
    late_enough = (
        met(N_("The bloc checks or appraises now."))
        if now in {Stage.CROSS, Stage.APPRAISED} and cell.stage is now
        else not_met(
            N_("A second appraisal belongs to the stage that is open now."),
            remedy=N_("The standing body can reopen a stage with a reason."),
        )
    )
    looked = cell.mark or cell.before
    marked = (
        met(N_("There is a mark to look at again."))
        if looked is not None and looked.stage is not Stage.SELF
        else not_met(
            N_("Nobody has checked or appraised this mark yet."), remedy=N_("Enter the mark itself first.")
        )
    )
    return Verdict.all_of(judge_entry(part, cell), late_enough, marked)


def may_ask_disqualifiers(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Record a question about disqualifiers to a body, and its answer, until the result is agreed."""
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    living = (
        not_met(
            N_("The result was agreed and is not changed any more."),
            remedy=N_("A correction reopens the appraisal with a reason and is agreed as a new result."),
        )
        if frame.state is SheetState.AGREED
        else met(N_("The result is not agreed yet."))
    )
    return Verdict.all_of(keeps_sheets(part), living)


def may_settle_deduction(actor: Actor, item: tuple[SheetFrame, ItemRow, Settled], *, on: date) -> Verdict:
    """Settle a deduction: the unit itself agrees to it, or the officers who keep the sheet name the deciding meeting."""
    frame, row, how = item
    part = part_of(actor, frame, on=on)
    member = frame.member(row.unit)
    if not part.sees or member is None:
        return _hidden()
    if how is Settled.AGREED:
        who = (
            met(N_("The deduction is the unit's own."))
            if row.unit in part.own
            else not_met(
                Sentence(N_("Only {unit} can agree to its own deduction."), {"unit": member.in_sentence})
            )
        )
    else:
        who = keeps_sheets(part)
    fits = (
        met(N_("It is a deduction that is not settled yet."))
        if row.kind is ItemKind.DEDUCTION and row.settled is Settled.NOT_YET
        else not_met(N_("Only a deduction that is not settled yet is settled."))
    )
    living = (
        met(N_("The result is not agreed yet."))
        if frame.state is not SheetState.AGREED
        else not_met(N_("The result was agreed and is not changed any more."))
    )
    return Verdict.all_of(who, fits, living)


def may_confirm_totals(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Confirm that the totals were added up again «cộng lại»: any officer of the bloc, once the appraisal is closed."""
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    who = (
        met(N_("This person is one of the bloc's officers."))
        if part.own or part.head_officer or part.standing
        else not_met(
            N_("Officers of the member units and the standing body add the totals up again."),
            remedy=N_("Ask two of them to do it."),
        )
    )
    return Verdict.all_of(who, appraisal_closed(frame))
