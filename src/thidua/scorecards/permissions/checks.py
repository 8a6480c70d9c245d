"""Who may keep the minutes of a cross-check, note findings in them, sign them and put them into the cross column."""

from dataclasses import dataclass
from datetime import date

from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.permissions.marks import judge_part, stage_is_open
from thidua.scorecards.permissions.parts import Part, part_of
from thidua.scorecards.rows import MinutesRow
from thidua.scorecards.states import Stage, is_closed

_HIDDEN = N_("The sheet belongs to a bloc this person has no part in.")


@dataclass(frozen=True, slots=True)
class Visit:
    """The minutes of a visit on their sheet, and the unit (by code) it is about, where it is about one."""

    frame: SheetFrame
    minutes: MinutesRow
    unit: str = ""


def _hidden() -> Verdict:
    return not_met(_HIDDEN, private=True)


def _not_closed(frame: SheetFrame) -> Verdict:
    if is_closed(frame.state, Stage.CROSS):
        return not_met(
            N_("The cross-check is closed."), remedy=N_("The standing body can reopen it with a reason.")
        )
    return met(N_("The cross-check is not closed yet."))


def may_draw_minutes(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Draw up the minutes of a visit «lập biên bản kiểm tra chéo», until the cross-check is closed.

    An officer of any member (of a visit the unit itself took part in, which the verb asks), the head unit's officer or
    the standing body.
    """
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return _hidden()
    who = (
        met(N_("This person keeps the bloc's score sheets."))
        if part.officer_of or part.head_officer or part.standing
        else not_met(
            N_("Officers of the units that took part draw up the minutes."),
            remedy=N_("Ask one of them to do it."),
        )
    )
    return Verdict.all_of(who, _not_closed(frame))


def may_see_minutes(actor: Actor, visit: Visit, *, on: date) -> Verdict:
    """Read the minutes of a visit: whoever reads the sheet."""
    if part_of(actor, visit.frame, on=on).sees:
        return met(N_("The sheet belongs to a bloc this person works in."))
    return _hidden()


def _takes_part(part: Part, minutes: MinutesRow) -> Verdict:
    if part.head_officer or part.standing or part.officer_of & {side.unit for side in minutes.sides}:
        return met(N_("This person's unit took part in the visit, or the person keeps the bloc's sheets."))
    return not_met(
        N_("Only those who took part in the visit write its minutes."), remedy=N_("Ask one of them to do it.")
    )


def may_note_finding(actor: Actor, visit: Visit, *, on: date) -> Verdict:
    """Write a finding on a unit into the minutes: whoever may cross-check it, until it was put into the column."""
    frame, minutes = visit.frame, visit.minutes
    part = part_of(actor, frame, on=on)
    member, side = frame.member(visit.unit), minutes.side(visit.unit)
    if not part.sees or member is None or side is None:
        return _hidden()
    checked = (
        met(N_("The visit checked this unit."))
        if side.checked
        else not_met(N_("The visit did not check this unit; it only took part."))
    )
    free = (
        met(N_("The findings on this unit are not in the cross column yet."))
        if side.taken_at is None
        else not_met(
            N_("The findings on this unit are in the cross column already."),
            remedy=N_("Change the mark in the sheet, with its reason."),
        )
    )
    checks = judge_part(part, frame, member, "", Stage.CROSS)
    return Verdict.all_of(_takes_part(part, minutes), checks, checked, free, _not_closed(frame))


def may_sign_minutes(actor: Actor, visit: Visit, *, on: date) -> Verdict:
    """Sign the minutes for one side «ký biên bản»: an officer or leader of that unit."""
    frame, minutes = visit.frame, visit.minutes
    part = part_of(actor, frame, on=on)
    member, side = frame.member(visit.unit), minutes.side(visit.unit)
    if not part.sees or member is None or side is None:
        return _hidden()
    own = (
        met(N_("This person signs for the own unit."))
        if visit.unit in part.own
        else not_met(Sentence(N_("Only {unit} signs for itself."), {"unit": member.in_sentence}))
    )
    unsigned = (
        met(N_("This side has not signed yet."))
        if side.signed_at is None
        else not_met(N_("This side has signed already."))
    )
    return Verdict.all_of(own, unsigned, _not_closed(frame))


def may_take_over_minutes(actor: Actor, visit: Visit, *, on: date) -> Verdict:
    """Put the findings on a unit into the cross column «đưa vào cột Khối kiểm tra»: signed by all, while it is open."""
    frame, minutes = visit.frame, visit.minutes
    part = part_of(actor, frame, on=on)
    member, side = frame.member(visit.unit), minutes.side(visit.unit)
    if not part.sees or member is None or side is None or not side.checked:
        return _hidden()
    names = [one.unit for one in minutes.sides if one.signed_at is None]
    short = {one.code: one.short_name for one in frame.members}
    signed = (
        met(N_("Every side has signed."))
        if not names
        else not_met(
            Sentence(N_("Not signed yet by: {units}."), {"units": ", ".join(short[code] for code in names)}),
            remedy=N_("Ask them to read the minutes and sign."),
        )
    )
    free = (
        met(N_("The findings on this unit are not in the cross column yet."))
        if side.taken_at is None
        else not_met(N_("The findings on this unit are in the cross column already."))
    )
    checks = judge_part(part, frame, member, "", Stage.CROSS)
    return Verdict.all_of(checks, signed, free, stage_is_open(frame, Stage.CROSS))
