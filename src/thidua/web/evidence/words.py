"""Words of evidence: kinds of paper, states, periods, sizes."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from thidua.foundation.uploads import MEGABYTE
from thidua.foundation.wording import N_, active_language
from thidua.reports.evidence import FileRow
from thidua.reports.states import EvidenceState, PaperKind
from thidua.web.shared.parts import State

PAPERS: Final[Mapping[PaperKind, str]] = {
    PaperKind.REPORT: N_("Report"),
    PaperKind.DECISION: N_("Decision"),
    PaperKind.NOTICE: N_("Notice"),
    PaperKind.PLAN: N_("Plan"),
    PaperKind.MINUTES: N_("Minutes"),
    PaperKind.STATISTICS: N_("Statistics"),
    PaperKind.REGISTRATION: N_("Registration, covenant"),
    PaperKind.CERTIFICATE: N_("Certificate, receipt"),
    PaperKind.PICTURE: N_("Picture"),
    PaperKind.OTHER: N_("Other paper"),
}
PERIODS: Final[Mapping[str, str]] = {
    "": N_("The whole year, or no period of its own"),
    "q1": N_("Quarter I"),
    "h1": N_("First half of the year"),
    "q3": N_("Quarter III"),
    "year": N_("The year"),
}
STATES: Final[Mapping[EvidenceState, tuple[str, str]]] = {
    EvidenceState.NAMED: (N_("Waits for the unit head"), "wait"),
    EvidenceState.KEPT: (N_("On record"), "ok"),
    EvidenceState.REPLACED: (N_("Replaced"), "old"),
    EvidenceState.WITHDRAWN: (N_("Withdrawn"), "old"),
}


def state_of(state: EvidenceState) -> State:
    """A state with its look."""
    words, look = STATES[state]
    return State(_(words), look)


def paper_words(kind: PaperKind | None) -> str:
    """The kind of a paper; a classified one has none."""
    return _(PAPERS[kind]) if kind is not None else _("Classified paper")


def period_words(period: str) -> str:
    """The period a record is about."""
    return _(PERIODS[period]) if period in PERIODS else period


def size_words(size: int) -> str:
    """The size of a file as people say it."""
    if size < MEGABYTE:
        return f"{max(1, size // 1024)} kB"
    tenths = size * 10 // MEGABYTE
    return f"{tenths // 10}{',' if active_language() == 'vi' else '.'}{tenths % 10} MB"


def file_meta(file: FileRow) -> str:
    """What stands under the name of a file."""
    scanned = _("scanned for viruses") if file.scanned else _("not scanned for viruses")
    return f"{size_words(file.size)} · {scanned}"
