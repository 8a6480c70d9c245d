"""The ten points of the appraisal meeting «danh mục kiểm tra trước khi thống nhất», handbook of the bloc 3.11.

Each point is met, not met or cannot be told, with the cells that keep it open. A hard point must be met before a
result can be agreed; one that is not hard rests on others (a late answer, a unit that does not sign), so the meeting
may agree nevertheless, with a reason that is kept with the result.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from thidua.core.verdict import Finding, Sentence, Verdict, met, not_met, unknown
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import N_
from thidua.scorecards.documents import same_input
from thidua.scorecards.exports import draft_result
from thidua.scorecards.frames import ItemRow, MarkRow, SheetFrame
from thidua.scorecards.scoring import results_of, scorecard_of
from thidua.scorecards.states import ItemKind, Settled, Stage, UnitRole, stages_before

type Place = tuple[str, str, Stage]
type Judged = tuple[Verdict, Sequence[Place]]
TWO: Final = 2
TOTALS: Final = 10
_DAY = re.compile(r"[0-3]?[0-9]/[01]?[0-9]/[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist: its number (0: beside the ten), what it asks, the answer, the cells behind it."""

    number: int
    asks: str
    hard: bool
    verdict: Verdict
    cells: tuple[Place, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is not met or cannot be told."""
        return self.verdict.finding is not Finding.MET


def checklist(frame: SheetFrame) -> tuple[Point, ...]:
    """The ten points and the undecided ranks, in their order; worked out once for each version of the sheet."""
    key = ("checklist", frame.scheme_hash)
    if key not in frame.content.scored:
        frame.content.scored[key] = tuple(
            Point(number, asks, hard, verdict, tuple(cells))
            for number, asks, hard, judge in _POINTS
            for verdict, cells in [judge(frame)]
        )
    kept: tuple[Point, ...] = frame.content.scored[key]
    return kept


def readiness(frame: SheetFrame) -> Verdict:
    """Whether the appraised column can be agreed: every hard point is met."""
    return Verdict.all_of(*(point.verdict for point in checklist(frame) if point.hard))


def left_open(frame: SheetFrame) -> tuple[Point, ...]:
    """The points that are open although they do not keep the meeting from agreeing."""
    return tuple(point for point in checklist(frame) if point.open and not point.hard)


def waits_for_totals(frame: SheetFrame) -> bool:
    """Whether nothing that binds is open but the totals that two people add up again."""
    return [point.number for point in checklist(frame) if point.hard and point.open] == [TOTALS]


def confirmations(frame: SheetFrame) -> tuple[str, ...]:
    """The keys of the people who added up the result as it stands now."""
    code = draft_result(frame).hash
    return tuple(one.author_key for one in frame.content.readditions if one.hash == code)


def _names(frame: SheetFrame) -> dict[str, str]:
    return {member.code: member.short_name for member in frame.members}


def _complete(frame: SheetFrame) -> Judged:
    card, names = scorecard_of(frame, Stage.APPRAISED), _names(frame)
    short = {
        member.code: card.units[member.code].waiting()
        for member in frame.members
        if not card.units[member.code].complete
    }
    _, problems = results_of(frame, Stage.APPRAISED)
    cells = [(unit, leaf, Stage.APPRAISED) for unit, leaves in short.items() for leaf in leaves]
    if short:
        named = "; ".join(f"{names[code]}: {', '.join(codes)}" for code, codes in short.items())
        said = Sentence(
            N_("{count} units have cells that wait: {cells}."), {"count": len(short), "cells": named}
        )
        todo = N_("A final total exists only when no cell waits. Enter the results when they arrive.")
        return not_met(said, remedy=todo), cells
    if problems:
        said = Sentence(
            N_("{count} marks do not fit the table of criteria: {first}"),
            {"count": len(problems), "first": problems[0].sentence},
        )
        return not_met(said, remedy=N_("Enter these cells again.")), ()
    return met(N_("Every cell has an appraised value, or does not apply.")), ()


def _reasoned(frame: SheetFrame) -> Judged:
    bare = [place for place, mark in frame.content.marks.items() if _changed_without_words(frame, mark)]
    if not bare:
        return met(N_("Every value that was lowered or raised has its reason.")), ()
    said = Sentence(N_("{count} changed values have no reason."), {"count": len(bare)})
    todo = N_("Open each cell and write why it differs from the stage before.")
    return not_met(said, remedy=todo), bare


def _changed_without_words(frame: SheetFrame, mark: MarkRow) -> bool:
    if mark.reason or mark.leaf not in frame.outline.leaves:
        return False
    for stage in stages_before(mark.stage):
        before = frame.mark(mark.unit, mark.leaf, stage)
        if before is not None:
            return not before.pending and not same_input(before.entry, mark.entry)
    return False


def _answered(frame: SheetFrame) -> Judged:
    waiting = [one for one in frame.content.explanations if one.answered_at is None]
    if not waiting:
        return met(N_("Every explanation was answered.")), ()
    names = _names(frame)
    named = ", ".join(f"{names[one.unit]} {one.leaf}" for one in waiting)
    said = Sentence(
        N_("{count} explanations wait for an answer: {cells}."), {"count": len(waiting), "cells": named}
    )
    todo = N_("Answer them first: a unit is heard before its mark is final.")
    return not_met(said, remedy=todo), [(one.unit, one.leaf, one.stage) for one in waiting]


def _arrived(frame: SheetFrame) -> Judged:
    waiting = [
        mark
        for (_, _, stage), mark in frame.content.marks.items()
        if stage is Stage.APPRAISED and mark.pending
    ]
    bare = [mark for mark in waiting if not _DAY.search(mark.reason)]
    if bare:
        said = Sentence(
            N_("{count} results from above are missing, and nobody named the day they will come."),
            {"count": len(bare)},
        )
        todo = N_("Ask for them, and write the promised day into the reason of the cell (dd/mm/yyyy).")
        return not_met(said, remedy=todo), [(mark.unit, mark.leaf, Stage.APPRAISED) for mark in bare]
    if waiting:
        said = Sentence(
            N_("{count} results from above are promised for a named day."), {"count": len(waiting)}
        )
        return met(said), [(mark.unit, mark.leaf, Stage.APPRAISED) for mark in waiting]
    return met(N_("No result from above is missing.")), ()


def _items(frame: SheetFrame, kind: ItemKind) -> list[ItemRow]:
    return [item for item in frame.content.items if item.kind is kind]


def _listed(frame: SheetFrame, items: Iterable[ItemRow]) -> str:
    names = _names(frame)
    return "; ".join(f"{names[item.unit]} {item.code} ({item.record})" for item in items)


def _dated(frame: SheetFrame) -> Judged:
    items = _items(frame, ItemKind.BONUS)
    if not items:
        return met(N_("No bonus is counted.")), ()
    days = Counter((item.unit, item.number or item.record) for item in items)
    twice = [item for item in items if days[item.unit, item.number or item.record] > 1]
    twice += [item for item in items if item not in twice and _in_base(frame, item)]
    late = [item for item in items if item.dated and not frame.period_from <= item.dated <= frame.period_to]
    undated = [item for item in items if item.dated is None]
    if twice:
        said = Sentence(N_("Counted twice: {items}."), {"items": _listed(frame, twice)})
        return not_met(said, remedy=N_("Strike one of the two with its reason.")), ()
    if late:
        said = Sentence(N_("Dated outside the period: {items}."), {"items": _listed(frame, late)})
        todo = N_(
            "The day of the decision decides the year: strike it, or let the meeting say why it counts."
        )
        return not_met(said, remedy=todo), ()
    if undated:
        said = Sentence(N_("Without the day of the decision: {items}."), {"items": _listed(frame, undated)})
        return unknown(
            said, remedy=N_("Look the decision up; strike the item and count it with its day.")
        ), ()
    return met(
        Sentence(N_("{count} bonuses, each dated in the period and counted once."), {"count": len(items)})
    ), ()


def _in_base(frame: SheetFrame, item: ItemRow) -> bool:
    """Whether the record of a bonus is among the records a criterion of the unit counts too."""
    for (unit, _, stage), mark in frame.content.marks.items():
        counted = mark.entry.get("count")
        if unit != item.unit or stage is not Stage.APPRAISED or not isinstance(counted, list):
            continue
        if item.record in counted or (item.number and item.number in counted):
            return True
    return False


def _settled(frame: SheetFrame) -> Judged:
    items = _items(frame, ItemKind.DEDUCTION)
    if not items:
        return met(N_("No deduction is counted.")), ()
    loose = [item for item in items if item.settled is Settled.NOT_YET]
    if not loose:
        return met(
            Sentence(
                N_("{count} deductions, each agreed by the unit or decided by a meeting."),
                {"count": len(items)},
            )
        ), ()
    said = Sentence(N_("Neither agreed by the unit nor decided: {items}."), {"items": _listed(frame, loose)})
    return not_met(said, remedy=N_("Ask the unit, or let the meeting decide and name its minutes.")), ()


def _asked(frame: SheetFrame) -> Judged:
    known, questions = frame.outline.disqualifiers, frame.content.questions
    if not known:
        return met(N_("The table of criteria knows no disqualifiers.")), ()
    if not questions:
        todo = N_(
            "Ask the inspectorate, the party's inspection committee and the home-affairs department in writing."
        )
        return not_met(N_("No body was asked about disqualifiers."), remedy=todo), ()
    silent = [one.body for one in questions if one.answered_on is None]
    if silent:
        said = Sentence(N_("No answer yet from: {bodies}."), {"bodies": "; ".join(silent)})
        return unknown(said, remedy=N_("Remind them; record the answer with its number and day.")), ()
    heard = {code for one in questions for code in one.codes}
    unasked = [code for code in known if code not in heard]
    if unasked:
        said = Sentence(N_("Nobody was asked about: {codes}."), {"codes": ", ".join(unasked)})
        return not_met(said, remedy=N_("Ask a body that knows.")), ()
    counted = {item.unit for item in _items(frame, ItemKind.DISQUALIFIER)}
    loose = sorted({unit for one in questions for unit in one.named} - counted)
    if loose:
        names = _names(frame)
        said = Sentence(
            N_("Named in an answer, but nothing is recorded: {units}."),
            {"units": ", ".join(names[code] for code in loose)},
        )
        return not_met(said, remedy=N_("Record the disqualifier, or ask the body again.")), ()
    return met(Sentence(N_("{count} bodies were asked and have answered."), {"count": len(questions)})), ()


def _head(frame: SheetFrame) -> Judged:
    head, names = frame.head, _names(frame)
    if head is None or len(frame.members) == 1:
        return met(N_("No member leads the bloc this year.")), ()
    deputy = next((one for one in frame.members if one.role is UnitRole.DEPUTY), None)
    few = len(head.checked_by) < min(TWO, len(frame.members) - 1)
    without = deputy is not None and deputy.code not in head.checked_by
    who = ", ".join(names[code] for code in head.checked_by)
    if few or without:
        said = Sentence(N_("The head unit is checked only by: {units}."), {"units": who or "–"})
        todo = N_(
            "Assign the deputy and another member; after the cross-check, the standing body reopens it."
        )
        return not_met(said, remedy=todo), ()
    return met(Sentence(N_("The head unit was checked by {units}."), {"units": who})), ()


def _worked_out(frame: SheetFrame) -> Judged:
    card = scorecard_of(frame, Stage.APPRAISED)
    if not all(card.units[member.code].complete for member in frame.members):
        said = N_("No final total can be worked out while cells wait.")
        return unknown(said, remedy=N_("Enter the results when they arrive.")), ()
    last = max((mark.marked_at for mark in frame.content.marks.values()), default=None)
    said = N_(
        "Everything was worked out again from the inputs just now, after the last change on {day}; code {code}."
    )
    code = draft_result(frame).hash[:12]
    return met(Sentence(said, {"day": last.astimezone(VIET_NAM).date() if last else "–", "code": code})), ()


def _readded(frame: SheetFrame) -> Judged:
    code = draft_result(frame).hash
    given = [one for one in frame.content.readditions if one.hash == code]
    names = ", ".join(one.author_name for one in given)
    if len(given) >= TWO:
        return met(Sentence(N_("Added up again and found right by {names}."), {"names": names})), ()
    void = len(frame.content.readditions) - len(given)
    todo = N_("Two different people add up the totals shown below and confirm them.")
    if given:
        said = Sentence(N_("Only {names} added the totals up again."), {"names": names})
    elif void:
        said = Sentence(N_("The totals changed after {count} confirmations; they are void."), {"count": void})
    else:
        said = Sentence(N_("Nobody has added the totals up again."))
    return not_met(said, remedy=todo), ()


def _placed(frame: SheetFrame) -> Judged:
    ties = scorecard_of(frame, Stage.APPRAISED).unresolved_ties
    if not ties:
        return met(N_("No two units share a rank that is still open.")), ()
    names = _names(frame)
    named = "; ".join(", ".join(names[code] for code in tie) for tie in ties)
    said = Sentence(N_("These units are equal and undecided: {units}."), {"units": named})
    if frame.outline.votes:
        return not_met(said, remedy=N_("Enter the vote of the meeting on the tie.")), ()
    return met(said), ()


_POINTS: Final[tuple[tuple[int, str, bool, Callable[[SheetFrame], Judged]], ...]] = (
    (1, N_("Every criterion has an appraised value or a state"), True, _complete),
    (2, N_("Every lowered or raised value has a reason"), True, _reasoned),
    (3, N_("Explanations are answered"), True, _answered),
    (4, N_("Results from above are in, or promised for a day"), False, _arrived),
    (5, N_("Bonus decisions are dated in the year and counted once"), False, _dated),
    (6, N_("Deductions are agreed by the unit or decided by the meeting"), False, _settled),
    (7, N_("Other bodies were asked about disqualifiers"), False, _asked),
    (8, N_("The head unit is appraised by the deputy and another member"), False, _head),
    (9, N_("Everything is worked out after the last change, and frozen with a code"), True, _worked_out),
    (TOTALS, N_("Two people added the totals up again"), True, _readded),
    (0, N_("No rank is undecided"), True, _placed),
)
