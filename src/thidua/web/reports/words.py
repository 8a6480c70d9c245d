"""The words of reporting: states, periods, parts of the paper, how a report counts, what happened to it."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.core import wording
from thidua.foundation.wording import N_, active_language
from thidua.reports.counting import Lateness
from thidua.reports.states import CountsAs, PeriodKind, ReportState, StepKind
from thidua.web.shared.parts import State

STATE_WORDS: Final[dict[ReportState, tuple[str, str]]] = {
    ReportState.DRAFTED: (N_("Not sent"), ""),
    ReportState.SENT: (N_("Awaiting approval"), "wait"),
    ReportState.RETURNED: (N_("Returned"), "back"),
    ReportState.RECEIVED: (N_("Received"), "ok"),
    ReportState.RELEASED: (N_("No longer asked"), "old"),
}
KIND_WORDS: Final[dict[PeriodKind, str]] = {
    PeriodKind.MONTH: N_("Monthly"),
    PeriodKind.QUARTER: N_("Quarterly"),
    PeriodKind.HALF_YEAR: N_("Half-yearly"),
    PeriodKind.YEAR: N_("Yearly"),
    PeriodKind.AD_HOC: N_("Ad hoc"),
}
PART_WORDS: Final[dict[str, str]] = {
    "overview": N_("General situation"),
    "results": N_("Results"),
    "campaigns": N_("Emulation movements"),
    "exemplars": N_("Exemplars, models"),
    "support": N_("Commune support"),
    "limits": N_("Limits"),
    "causes": N_("Causes"),
    "next_tasks": N_("Tasks for the next period"),
    "proposals": N_("Proposals"),
}
PART_HINTS: Final[dict[str, str]] = {
    "overview": N_("What marked the period, in a few sentences."),
    "results": N_("The main results; figures of registered targets stand in the table above."),
    "campaigns": N_("Movements launched and responded to, and what came of them."),
    "exemplars": N_("People and collectives recognised, new models and who follows them."),
    "support": N_("Money, goods and work days given to the sponsored commune."),
    "limits": N_("What was not reached or came late."),
    "causes": N_("Why; causes within the unit first."),
    "next_tasks": N_("One task a line."),
    "proposals": N_("To the bloc, the standing body or other units."),
}
STEP_WORDS: Final[dict[StepKind, str]] = {
    StepKind.SENT: N_("sent version %(version)s"),
    StepKind.RECALLED: N_("took the report back"),
    StepKind.RETURNED: N_("returned the report"),
    StepKind.EXPLAINED: N_("explained version %(version)s"),
    StepKind.RECEIVED: N_("received version %(version)s"),
    StepKind.RELEASED: N_("released the unit from this report"),
    StepKind.ASKED_AGAIN: N_("asked the unit again"),
}


def state_of(state: ReportState) -> State:
    """The state as it is shown."""
    words, kind = STATE_WORDS[state]
    return State(_(words), kind)


def late_words(late: Lateness | None) -> str:
    """How a report stands towards its deadline: «chậm 4 ngày», «sớm 3 ngày», «đúng hạn»."""
    if late is None:
        return ""
    days = abs(late.days)
    if late.counts_as is CountsAs.MISSING:
        return ngettext(
            "%(days)s day late, counts as missing", "%(days)s days late, counts as missing", days
        ) % {"days": days}
    if late.days > 0:
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    if late.days == 0:
        return _("on the day")
    return ngettext("%(days)s day early", "%(days)s days early", days) % {"days": days}


def number_words(number: Decimal | None, decimals: int | None = None) -> str:
    """A number in the reader's way; nothing for none."""
    if number is None:
        return ""
    return wording.number(number, active_language(), decimals)


def signed_words(number: Decimal | None) -> str:
    """A change with its sign."""
    if number is None:
        return ""
    said = number_words(abs(number))
    return f"+{said}" if number > 0 else (f"−{said}" if number < 0 else said)
