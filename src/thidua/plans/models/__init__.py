"""Tables of the room: plans with their activities and moves, consultations with their answers, holidays, feeds."""

from thidua.plans.models.calendars import CalendarDay, CalendarFeed, CalendarYear
from thidua.plans.models.consultations import Consultation, ConsultationAnswer, ConsultationComment
from thidua.plans.models.plans import Activity, Completion, Move, Plan

__all__ = [
    "Activity",
    "CalendarDay",
    "CalendarFeed",
    "CalendarYear",
    "Completion",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationComment",
    "Move",
    "Plan",
]
