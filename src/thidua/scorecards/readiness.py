"""What a result still needs before the bloc can agree to it «danh mục kiểm tra trước khi thống nhất»."""

from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.foundation.wording import N_
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.scoring import results_of, scorecard_of
from thidua.scorecards.states import Stage


def readiness(frame: SheetFrame) -> Verdict:
    """Whether the appraised column can be agreed: complete, explained, undisputed in its ranks."""
    return Verdict.all_of(_complete(frame), _fits(frame), _answered(frame), _placed(frame))


def _complete(frame: SheetFrame) -> Verdict:
    card = scorecard_of(frame, Stage.APPRAISED)
    short = [
        (member.short_name, card.units[member.code].waiting())
        for member in frame.members
        if not card.units[member.code].complete
    ]
    if not short:
        return met(N_("Every cell has an appraised value, or does not apply."))
    named = "; ".join(f"{name}: {', '.join(codes)}" for name, codes in short)
    return not_met(
        Sentence(N_("{count} units have cells that wait: {cells}."), {"count": len(short), "cells": named}),
        remedy=N_("A final total exists only when no cell waits. Enter the results when they arrive."),
    )


def _fits(frame: SheetFrame) -> Verdict:
    _, problems = results_of(frame, Stage.APPRAISED)
    if not problems:
        return met(N_("Every mark fits the table of criteria."))
    return not_met(
        Sentence(
            N_("{count} marks do not fit the table of criteria: {first}"),
            {"count": len(problems), "first": problems[0].sentence},
        ),
        remedy=N_("Enter these cells again."),
    )


def _answered(frame: SheetFrame) -> Verdict:
    waiting = [one for one in frame.content.explanations if one.answered_at is None]
    if not waiting:
        return met(N_("Every explanation was answered."))
    named = ", ".join(f"{one.unit} {one.leaf}" for one in waiting)
    return not_met(
        Sentence(
            N_("{count} explanations wait for an answer: {cells}."), {"count": len(waiting), "cells": named}
        ),
        remedy=N_("Answer them first: a unit is heard before its mark is final."),
    )


def _placed(frame: SheetFrame) -> Verdict:
    ties = scorecard_of(frame, Stage.APPRAISED).unresolved_ties
    if not ties:
        return met(N_("No two units share a rank that is still open."))
    names = {member.code: member.short_name for member in frame.members}
    named = "; ".join(", ".join(names[code] for code in tie) for tie in ties)
    said = Sentence(N_("These units are equal and undecided: {units}."), {"units": named})
    if frame.outline.votes:
        return not_met(said, remedy=N_("Enter the vote of the meeting on the tie."))
    return met(said)
