"""Named reads of the room; rows are frozen, and every list is read in a fixed number of queries."""

from thidua.plans.queries.consultations import (
    AnswerRow,
    CommentRow,
    ConsultationFrame,
    consultation_frame,
    consultation_frames,
)
from thidua.plans.queries.feeds import FeedCard, FeedLine, feed_card, feed_lines, feed_named, feed_owner
from thidua.plans.queries.holidays import CalendarCard, calendar_year, calendar_years, holidays_in_use
from thidua.plans.queries.plans import (
    ActivityRow,
    CompletionRow,
    MoveRow,
    PlanCard,
    PlanFrame,
    PlanProgress,
    plan_cards,
    plan_frame_of,
    plan_frames,
    progress_of,
)
from thidua.plans.queries.reading import (
    consultations_of_year,
    plan_frame,
    plans_of_year,
    progress_of_years,
    shown_plan,
)
from thidua.plans.queries.years import HeadTerm, Member, YearFrame, names_for, read_years, year_frame

__all__ = [
    "ActivityRow",
    "AnswerRow",
    "CalendarCard",
    "CommentRow",
    "CompletionRow",
    "ConsultationFrame",
    "FeedCard",
    "FeedLine",
    "HeadTerm",
    "Member",
    "MoveRow",
    "PlanCard",
    "PlanFrame",
    "PlanProgress",
    "YearFrame",
    "calendar_year",
    "calendar_years",
    "consultation_frame",
    "consultation_frames",
    "consultations_of_year",
    "feed_card",
    "feed_lines",
    "feed_named",
    "feed_owner",
    "holidays_in_use",
    "names_for",
    "plan_cards",
    "plan_frame",
    "plan_frame_of",
    "plan_frames",
    "plans_of_year",
    "progress_of",
    "progress_of_years",
    "read_years",
    "shown_plan",
    "year_frame",
]
