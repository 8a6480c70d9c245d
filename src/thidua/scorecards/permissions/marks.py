"""Who may enter which mark, and who may explain and answer."""

from dataclasses import dataclass
from datetime import date, timedelta

from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import N_
from thidua.scorecards.documents import same_input
from thidua.scorecards.frames import ExplanationRow, MarkRow, Member, SheetFrame
from thidua.scorecards.permissions.parts import Part, part_of
from thidua.scorecards.states import OPEN_STAGE, SheetState, Stage, UnitRole, is_open, stages_before

HEAD_APPRAISES = frozenset({"bloc_head", "bloc_deputy"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on a sheet: unit, leaf and stage."""

    frame: SheetFrame
    unit: str
    leaf: str
    stage: Stage

    @property
    def mark(self) -> MarkRow | None:
        """What the cell says now."""
        return self.frame.mark(self.unit, self.leaf, self.stage)

    @property
    def before(self) -> MarkRow | None:
        """The mark of the nearest earlier stage that has one."""
        return mark_before(self.frame, self.unit, self.leaf, self.stage)


def mark_before(frame: SheetFrame, unit: str, leaf: str, stage: Stage) -> MarkRow | None:
    """The mark a cell is compared with: that of the nearest earlier stage that has one."""
    for earlier in stages_before(stage):
        if (mark := frame.mark(unit, leaf, earlier)) is not None:
            return mark
    return None


def judge_part(part: Part, frame: SheetFrame, member: Member, leaf: str, stage: Stage) -> Verdict:
    """Whether this part may mark this unit's leaf at this stage, whatever the state of the sheet."""
    if stage is Stage.SELF:
        if member.code in part.own:
            return met(N_("A unit scores itself."))
        return not_met(
            Sentence(N_("Only {unit} enters its own marks."), {"unit": member.in_sentence}),
            remedy=Sentence(N_("Ask the emulation officer of {unit}."), {"unit": member.in_sentence}),
        )
    if member.code in part.own:
        return not_met(
            N_("A unit never checks or appraises its own marks."),
            remedy=N_("Send an explanation if the mark should be looked at again."),
        )
    if stage is Stage.CROSS:
        return _judge_checker(part, frame, member)
    return _judge_appraiser(part, frame, member, leaf)


def _judge_checker(part: Part, frame: SheetFrame, member: Member) -> Verdict:
    if part.officer_of & set(member.checked_by):
        return met(N_("The unit was assigned to check these marks."))
    if member.role is UnitRole.HEAD:
        return not_met(
            N_("The head unit's own marks are checked by the deputy and the units named with it."),
            remedy=_who_checks(frame, member),
        )
    if part.head_officer:
        return met(N_("The head unit's officer gathers the cross-check."))
    return not_met(N_("Another unit was assigned to check these marks."), remedy=_who_checks(frame, member))


def _who_checks(frame: SheetFrame, member: Member) -> Sentence:
    names = [other.short_name for other in frame.members if other.code in member.checked_by]
    if not names:
        return Sentence(
            N_("Ask the head unit's officer to assign who checks {unit}."), {"unit": member.in_sentence}
        )
    return Sentence(N_("Assigned: {units}."), {"units": ", ".join(names)})


def _judge_appraiser(part: Part, frame: SheetFrame, member: Member, leaf: str) -> Verdict:
    duty = frame.duties.get(leaf)
    by = duty.appraiser if duty else ""
    if part.standing:
        return met(N_("The standing body appraises."))
    if duty is not None and duty.appraiser_unit and duty.appraiser_unit in part.appraises:
        return met(N_("The table of criteria names this office for the criterion."))
    if (
        member.role is UnitRole.HEAD
        and by in {"", *HEAD_APPRAISES}
        and part.officer_of & set(member.checked_by)
    ):
        return met(N_("The head unit is appraised under the deputy."))
    if by == "bloc_head" and part.head_officer and member.role is not UnitRole.HEAD:
        return met(N_("The table of criteria leaves this criterion to the head unit."))
    deputy = next((other for other in frame.members if other.role is UnitRole.DEPUTY), None)
    if by == "bloc_deputy" and deputy is not None and deputy.code in part.officer_of:
        return met(N_("The table of criteria leaves this criterion to the deputy unit."))
    return not_met(
        N_("This criterion is appraised by the standing body or the office named in the table of criteria."),
        remedy=N_("Send an explanation if the mark should be looked at again."),
    )


def stage_is_open(frame: SheetFrame, stage: Stage) -> Verdict:
    """Whether marks of this stage can be entered now."""
    if is_open(frame.state, stage):
        return met(N_("The stage is open."))
    closing = frame.content.closings.get(stage)
    if closing is not None:
        return not_met(
            Sentence(
                N_("This stage was closed on {day} by {name}."),
                {"day": closing.closed_at.astimezone(VIET_NAM).date(), "name": closing.closed_by},
            ),
            remedy=N_("The standing body can reopen it with a reason."),
        )
    return not_met(
        N_("This stage has not begun: the stage before it is still open."),
        remedy=N_("Close the stage before it first."),
    )


def may_enter_mark(actor: Actor, cell: Cell, *, on: date) -> Verdict:
    """Enter the mark of one cell «chấm điểm».

    Self marks by the unit, cross-check by the unit assigned (for the head unit: the deputy's), appraisal by the
    standing body or the office the table of criteria names. Nobody marks their own unit above the self stage.
    """
    return judge_entry(part_of(actor, cell.frame, on=on), cell)


def judge_entry(part: Part, cell: Cell) -> Verdict:
    """`may_enter_mark` for a part already known; a sheet asks it for many cells."""
    frame = cell.frame
    member, leaf = frame.member(cell.unit), frame.leaf(cell.leaf)
    if not part.sees or member is None or leaf is None:
        return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)
    applies = (
        not_met(
            Sentence(
                N_("Criterion {leaf} does not apply to {unit} by the table of criteria."),
                {"leaf": leaf.code, "unit": member.in_sentence},
            )
        )
        if member.code in leaf.not_applicable_for
        else met(N_("The criterion applies to the unit."))
    )
    return Verdict.all_of(
        judge_part(part, frame, member, cell.leaf, cell.stage), stage_is_open(frame, cell.stage), applies
    )


def markable(part: Part, frame: SheetFrame) -> frozenset[tuple[str, str]]:
    """Every (unit, leaf) whose mark of the open stage this part may enter; agrees with `judge_entry`."""
    stage = OPEN_STAGE.get(frame.state)
    if stage is None or not part.sees:
        return frozenset()
    found: set[tuple[str, str]] = set()
    for member in frame.members:
        judged: dict[tuple[str, str], bool] = {}
        for leaf in frame.outline.leaves.values():
            duty = frame.duties.get(leaf.code)
            kind = (duty.appraiser, duty.appraiser_unit) if duty else ("", "")
            if kind not in judged:
                judged[kind] = judge_part(part, frame, member, leaf.code, stage).allowed
            if judged[kind] and member.code not in leaf.not_applicable_for:
                found.add((member.code, leaf.code))
    return frozenset(found)


def explanation_due(frame: SheetFrame, mark: MarkRow) -> date:
    """The last day to explain a mark: the days of the bloc's rules, counted from the day after it was entered."""
    return mark.marked_at.astimezone(VIET_NAM).date() + timedelta(days=frame.explanation_days)


def was_changed(cell: Cell) -> bool:
    """Whether the cell says something else than the stage before it."""
    mark, before = cell.mark, cell.before
    return mark is not None and before is not None and not same_input(mark.entry, before.entry)


def may_explain_mark(actor: Actor, cell: Cell, *, on: date) -> Verdict:
    """Explain a mark of one's own unit «giải trình».

    A changed mark can be explained within the days of the bloc's rules. On a mark left as it was, a unit may ask for
    another look until the appraisal is closed.
    """
    frame = cell.frame
    part = part_of(actor, frame, on=on)
    member = frame.member(cell.unit)
    if not part.sees or member is None:
        return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)
    own = (
        met(N_("The mark is the unit's own."))
        if cell.unit in part.own
        else not_met(Sentence(N_("Only {unit} explains its own marks."), {"unit": member.in_sentence}))
    )
    return Verdict.all_of(own, _explainable(cell), _in_time(cell, on=on), _not_asked(cell))


def _explainable(cell: Cell) -> Verdict:
    if cell.stage is Stage.SELF:
        return not_met(
            N_("The unit's own mark needs no explanation; it can be changed until self-scoring is closed.")
        )
    if cell.mark is None:
        return not_met(N_("The cell has no mark at this stage yet."))
    if cell.frame.state in {SheetState.APPRAISED, SheetState.AGREED}:
        return not_met(
            N_("The appraisal is closed."), remedy=N_("The standing body can reopen it with a reason.")
        )
    return met(N_("The cell has a mark of this stage."))


def _in_time(cell: Cell, *, on: date) -> Verdict:
    mark = cell.mark
    if mark is None or not was_changed(cell):
        return met(
            N_("The mark was not changed: another look may be asked for until the appraisal is closed.")
        )
    due = explanation_due(cell.frame, mark)
    if on <= due:
        return met(Sentence(N_("The unit may explain until {day}."), {"day": due}))
    return not_met(
        Sentence(
            N_("The {days} days to explain this mark ended on {day}."),
            {"days": cell.frame.explanation_days, "day": due},
        ),
        remedy=N_("Write to the standing body; it can look at the mark again."),
    )


def _not_asked(cell: Cell) -> Verdict:
    for asked in cell.frame.content.explanations:
        if (asked.unit, asked.leaf, asked.stage) != (cell.unit, cell.leaf, cell.stage):
            continue
        if asked.answered_at is None:
            return not_met(N_("An explanation of this cell is waiting for its answer."))
        if cell.mark is not None and asked.revision == cell.mark.revision:
            return not_met(N_("This mark was explained and answered; it has not changed since."))
    return met(N_("The mark has not been explained yet."))


def may_answer_explanation(actor: Actor, asked: tuple[SheetFrame, ExplanationRow], *, on: date) -> Verdict:
    """Answer a unit's explanation «trả lời giải trình»: whoever may mark the cell, never the unit itself."""
    frame, row = asked
    part = part_of(actor, frame, on=on)
    member = frame.member(row.unit)
    if not part.sees or member is None:
        return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)
    waiting = (
        met(N_("The explanation waits for an answer."))
        if row.answered_at is None
        else not_met(N_("The explanation was answered already."))
    )
    if part.standing and member.code not in part.own:
        return Verdict.all_of(met(N_("The standing body appraises.")), waiting)
    return Verdict.all_of(judge_part(part, frame, member, row.leaf, row.stage), waiting)


def may_feed_marks(actor: Actor, place: tuple[SheetFrame, str], *, on: date) -> Verdict:
    """Take self marks over from reports and registers «lấy số liệu từ báo cáo»: the unit, while it scores itself."""
    frame, unit = place
    part, member = part_of(actor, frame, on=on), frame.member(unit)
    if not part.sees or member is None:
        return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)
    return Verdict.all_of(judge_part(part, frame, member, "", Stage.SELF), stage_is_open(frame, Stage.SELF))


def may_name_attendance_leaf(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Name the criterion that attendance feeds: the officers who keep the sheet, while units score themselves."""
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)
    who = (
        met(N_("This person keeps the bloc's score sheets."))
        if part.head_officer or part.standing
        else not_met(
            N_("The head unit's officer or the standing body does this."),
            remedy=N_("Ask one of them to do it."),
        )
    )
    return Verdict.all_of(who, stage_is_open(frame, Stage.SELF))
