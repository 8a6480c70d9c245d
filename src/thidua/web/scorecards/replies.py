"""Answers to the grid: what shows something else now, what two people did to one cell, what cannot be kept and why."""

from typing import Any

from django.utils.translation import gettext as _

from thidua.criteria.notation import write
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem, Problems
from thidua.foundation.wording import active_language, render
from thidua.scorecards.errors import MarkChangedMeanwhile, ReasonMissing
from thidua.scorecards.permissions import Part
from thidua.scorecards.queries import SheetFrame
from thidua.scorecards.states import OPEN_STAGE, Stage
from thidua.web.scorecards.present import cell_key, sheet_part
from thidua.web.shared.parts import MatrixCell


def changed_cells(before: SheetFrame, after: SheetFrame, part: Part) -> list[dict[str, Any]]:
    """Every cell that shows something else after the save: the cell itself, sums, and relative leaves of others."""
    found = []
    pairs = zip(sheet_part(before, part).rows, sheet_part(after, part).rows, strict=True)
    for row, (old, new) in enumerate(pairs):
        for column, (was, now) in enumerate(zip(old.cells, new.cells, strict=True)):
            if was != now:
                found.append({"row": row, "column": column, **_cell(now)})
    return found


def _cell(cell: MatrixCell) -> dict[str, Any]:
    return {
        "key": cell.key,
        "words": cell.words,
        "state": cell.state,
        "change": cell.change,
        "revision": cell.revision,
    }


def collision_reply(frame: SheetFrame, met: MarkChangedMeanwhile) -> dict[str, Any]:
    """Both versions of each cell, who and when; the person chooses, nothing typed is lost."""
    stage = OPEN_STAGE.get(frame.state)
    members = {member.code: member for member in frame.members}
    sides = []
    for one in met.collisions:
        leaf = frame.outline.leaves[one.leaf]
        sides.append(
            {
                "key": cell_key(one.unit, one.leaf, stage) if stage else "",
                "where": f"{members[one.unit].short_name}, {leaf.code} {leaf.name}",
                "yours": write(leaf, one.yours, lang=active_language(), reason=one.your_reason),
                "theirs": write(leaf, one.theirs, lang=active_language(), reason=one.their_reason),
                "their_reason": one.their_reason,
                "who": one.their_name,
                "when": f"{one.their_time.astimezone(VIET_NAM):%H:%M:%S %d/%m/%Y}",
                "revision": one.revision,
            }
        )
    return {"title": _("Another person changed this meanwhile"), "body": render(met.sentence), "cells": sides}


def _key(where: str, stage: Stage | None) -> str:
    """The cell a problem names: the verbs say `unit/leaf`, the notation says the key already."""
    unit, slash, leaf = where.partition("/")
    return cell_key(unit, leaf, stage) if slash and stage is not None else where


def problem_reply(unfit: Problems | Problem, stage: Stage | None) -> dict[str, Any]:
    """What cannot be kept, cell by cell, with what to do; `reason` when only the reason is missing."""
    problems = unfit.problems if isinstance(unfit, Problems) else (unfit,)
    return {
        "title": render(unfit.sentence),
        "cells": [
            {
                "key": _key(problem.where, stage),
                "what": render(problem.sentence),
                "todo": render(problem.remedy) if problem.remedy else "",
                "reason": isinstance(problem, ReasonMissing),
            }
            for problem in problems
        ],
    }
