"""The latest results of a bloc-year for trying another table of criteria on «xem trước ảnh hưởng của bản mới»."""

from datetime import date

from thidua.core.verdict import Sentence
from thidua.criteria.effects import ResultsForScheme
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.scorecards.documents import column
from thidua.scorecards.frames import SheetFrame, sheet_frame_of_period
from thidua.scorecards.permissions import Part, part_of, sees_marks
from thidua.scorecards.states import STAGES, Stage

_SAID = {
    Stage.SELF: N_("Self marks of {year}, {done} of {all} cells entered."),
    Stage.CROSS: N_("Marks of the cross-check of {year}, {done} of {all} cells entered."),
    Stage.APPRAISED: N_("Appraised marks of {year}, {done} of {all} cells entered."),
}


def results_for_scheme(bloc_year: str, *, actor: Actor, on: date) -> ResultsForScheme | None:
    """The fullest column of the year's sheet that this person may read of every unit; the later one when equal."""
    frame = sheet_frame_of_period(bloc_year)
    if frame is None:
        return None
    part = part_of(actor, frame, on=on)
    readable = [stage for stage in STAGES if part.sees and _readable(frame, part, stage)]
    filled = {stage: sum(at is stage for _, _, at in frame.content.marks) for stage in readable}
    best = max(filled, key=lambda stage: (filled[stage], STAGES.index(stage)), default=None)
    if best is None or not filled[best]:
        return None
    cells = sum(
        member.code not in leaf.not_applicable_for
        for member in frame.members
        for leaf in frame.outline.leaves.values()
    )
    return ResultsForScheme(
        frame.bloc_year,
        column(frame.rows(), best),
        {member.code: member.short_name for member in frame.members},
        Sentence(_SAID[best], {"year": str(frame.year), "done": filled[best], "all": cells}),
    )


def _readable(frame: SheetFrame, part: Part, stage: Stage) -> bool:
    return all(sees_marks(part, frame, member.code, stage) for member in frame.members)
