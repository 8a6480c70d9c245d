"""What this room asks before a bloc-year goes on: a closed appraisal before the review, agreed results before the Council.

Results are agreed in the review meeting itself, so it is the submission that waits for them.
"""

from datetime import date

from thidua.core.verdict import Verdict, met, not_met, unknown
from thidua.foundation.wording import N_
from thidua.organisations.readiness import YearKey, requires
from thidua.organisations.states import YearState
from thidua.scorecards.frames import sheet_frame_of_period
from thidua.scorecards.states import SheetState, Stage, is_closed

NONE_HERE = N_("No score sheet was opened in the system for this year.")


def appraisal_is_closed(bloc_year: YearKey, on: date) -> Verdict:
    """Whether the appraisal of the year's latest sheet is closed; unknown without a sheet."""
    del on
    frame = sheet_frame_of_period(bloc_year.public_id)
    if frame is None:
        return unknown(NONE_HERE)
    if frame.state is SheetState.AGREED or is_closed(frame.state, Stage.APPRAISED):
        return met(N_("The appraisal is closed."))
    return not_met(
        N_("The appraisal is not closed yet."), remedy=N_("Open the score sheet and see which cells wait.")
    )


def results_are_agreed(bloc_year: YearKey, on: date) -> Verdict:
    """Whether the bloc has agreed to the results of the year's latest sheet; unknown without a sheet."""
    del on
    frame = sheet_frame_of_period(bloc_year.public_id)
    if frame is None:
        return unknown(NONE_HERE)
    if frame.state is SheetState.AGREED:
        return met(N_("The results are agreed and kept."))
    return not_met(
        N_("The results are not agreed yet."), remedy=N_("Record the agreed result on the score sheet.")
    )


requires(YearState.REVIEWED, "appraisal", N_("The appraisal is closed"), appraisal_is_closed)
requires(YearState.SUBMITTED, "results", N_("The results are agreed"), results_are_agreed)
