"""The words of this room: states, kinds, and how a day is found."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.core.calendar import Absolute, DayKind, Known, Roll, SpecialKind, When
from thidua.foundation.wording import N_
from thidua.plans.states import ActivityStanding, AnswerKind, ConsultationState, DraftKind, PlanState, Reply
from thidua.web.shared.parts import State

PLAN_STATES: Final[Mapping[PlanState, tuple[str, str]]] = {
    PlanState.DRAFTED: (N_("Draft"), ""),
    PlanState.CONSULTED: (N_("Consultation"), "wait"),
    PlanState.ISSUED: (N_("In force"), "ok"),
    PlanState.SUPERSEDED: (N_("Superseded"), "old"),
}
CONSULTATION_STATES: Final[Mapping[ConsultationState, tuple[str, str]]] = {
    ConsultationState.OPENED: (N_("Open for answers"), "live"),
    ConsultationState.CLOSED: (N_("Closed"), "locked"),
}
STANDINGS: Final[Mapping[ActivityStanding, tuple[str, str]]] = {
    ActivityStanding.COMING: (N_("Coming"), ""),
    ActivityStanding.SOON: (N_("Due soon"), "wait"),
    ActivityStanding.OVERDUE: (N_("Overdue"), "late"),
    ActivityStanding.DONE: (N_("Completed"), "ok"),
    ActivityStanding.DONE_LATE: (N_("Completed late"), "back"),
    ActivityStanding.DROPPED: (N_("Dropped"), "old"),
}
ANSWERS: Final[Mapping[AnswerKind, tuple[str, str]]] = {
    AnswerKind.AGREED: (N_("Agrees"), "ok"),
    AnswerKind.COMMENTED: (N_("Has comments"), "wait"),
}
REPLIES: Final[Mapping[Reply, tuple[str, str]]] = {
    Reply.WAITING: (N_("Waits for a reply"), "wait"),
    Reply.TAKEN: (N_("Taken"), "ok"),
    Reply.NOT_TAKEN: (N_("Not taken"), "refused"),
}
DRAFT_KINDS: Final[Mapping[DraftKind, str]] = {
    DraftKind.PLAN: N_("Plan"),
    DraftKind.WORKING_RULES: N_("Working rules"),
    DraftKind.OTHER: N_("Other text"),
}
SPECIAL_KINDS: Final[Mapping[SpecialKind, str]] = {
    SpecialKind.HOLIDAY: N_("Public holiday"),
    SpecialKind.COMPENSATION: N_("Day off in its place"),
    SpecialKind.EXCHANGED: N_("Day off exchanged"),
    SpecialKind.WORKED: N_("Worked in exchange"),
}
KNOWN: Final[Mapping[Known, tuple[str, str]]] = {
    Known.CONFIRMED: (N_("Seen in a source"), "ok"),
    Known.UNCONFIRMED: (N_("Not confirmed"), "wait"),
}
DAY_KINDS: Final[Mapping[DayKind, str]] = {
    DayKind.CALENDAR: N_("Calendar days"),
    DayKind.WORKING: N_("Working days"),
}
ROLLS: Final[Mapping[Roll, str]] = {
    Roll.KEEP: N_("It stays on that day"),
    Roll.NEXT: N_("To the next working day"),
    Roll.PREVIOUS: N_("To the working day before"),
}
WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def _state(pair: tuple[str, str]) -> State:
    return State(_(pair[0]), pair[1])


def plan_state(state: PlanState) -> State:
    """A plan's state as shown."""
    return _state(PLAN_STATES[state])


def consultation_state(state: ConsultationState) -> State:
    """A consultation's state as shown."""
    return _state(CONSULTATION_STATES[state])


def standing_state(standing: ActivityStanding, *, anchor: bool = False) -> State:
    """How a line stands, as shown; an anchor is only a day."""
    return State(_("Anchor"), "plain", "calendar") if anchor else _state(STANDINGS[standing])


def answer_state(kind: AnswerKind | None) -> State:
    """A unit's answer as shown; None is no answer."""
    return State(_("No answer"), "") if kind is None else _state(ANSWERS[kind])


def reply_state(reply: Reply) -> State:
    """What becomes of a comment, as shown."""
    return _state(REPLIES[reply])


def known_state(known: Known) -> State:
    """How well a holiday is known, as shown."""
    return _state(KNOWN[known])


def opening(words: str) -> str:
    """The words with a capital at their beginning; the rest stays."""
    return words[:1].upper() + words[1:]


def weekday(day: date) -> str:
    """The day of the week, as a heading begins."""
    return opening(_(WEEKDAYS[day.weekday()]))


def month_name(day: date) -> str:
    """The month and year of a day: `Tháng 7/2023`."""
    return _("Month %(month)s/%(year)s") % {"month": day.month, "year": day.year}


def when_words(when: When) -> str:
    """How a day is found: fixed, or so many days after or before another line."""
    if isinstance(when, Absolute):
        return _("fixed day")
    count = abs(when.days)
    said = {"count": count, "base": when.base}
    if count == 0:
        return _("on the day of %(base)s") % said
    if when.kind is DayKind.WORKING:
        after = ngettext(
            "%(count)s working day after %(base)s", "%(count)s working days after %(base)s", count
        )
        before = ngettext(
            "%(count)s working day before %(base)s", "%(count)s working days before %(base)s", count
        )
    else:
        after = ngettext("%(count)s day after %(base)s", "%(count)s days after %(base)s", count)
        before = ngettext("%(count)s day before %(base)s", "%(count)s days before %(base)s", count)
    return (after if when.days > 0 else before) % said


def roll_words(when: When) -> str:
    """Where the day goes on a day off; nothing when it stays."""
    return "" if when.roll is Roll.KEEP else _(ROLLS[when.roll])


def late_words(late: int, kind: DayKind) -> str:
    """How many days late; nothing when it is not."""
    if late <= 0:
        return ""
    if kind is DayKind.WORKING:
        return ngettext("%(count)s working day late", "%(count)s working days late", late) % {"count": late}
    return ngettext("%(count)s day late", "%(count)s days late", late) % {"count": late}
