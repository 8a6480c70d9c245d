"""Named reads of the room."""

from thidua.reports.frames import (
    fields_of,
    figures_of,
    joint_of,
    moves_of,
    report_in_year,
    report_place,
    request_frame,
    request_frames,
    requests_of_year,
    rules_of,
    steps_of,
    versions_of,
    year_head,
)
from thidua.reports.queries.inputs import (
    ReportedInput,
    lateness,
    progress_of_targets,
    reported_inputs,
)
from thidua.reports.queries.listing import (
    Register,
    RegisterColumn,
    RegisterRow,
    StateCounts,
    is_overdue,
    registers,
    state_counts,
)
from thidua.reports.register import Standing, UnitLateness, standing_of

__all__ = [
    "Register",
    "RegisterColumn",
    "RegisterRow",
    "ReportedInput",
    "Standing",
    "StateCounts",
    "UnitLateness",
    "fields_of",
    "figures_of",
    "is_overdue",
    "joint_of",
    "lateness",
    "moves_of",
    "progress_of_targets",
    "registers",
    "report_in_year",
    "report_place",
    "reported_inputs",
    "request_frame",
    "request_frames",
    "requests_of_year",
    "rules_of",
    "standing_of",
    "state_counts",
    "steps_of",
    "versions_of",
    "year_head",
]
