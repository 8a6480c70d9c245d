"""What can go wrong in this room, told so that a person can put it right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError


class ReportError(ThiduaError):
    """Root of this room's errors."""


class ReportRefused(Refused, ReportError):
    """The act is not open to this person or in this state; the verdict says why."""


class ReportActUnfit(Problem, ReportError):
    """Something about the act itself does not fit: a day, a missing reason, a period asked for twice.

    `where` names the field.
    """


class ReportUnfinished(Problems, ReportError):
    """The report cannot be sent yet; `problems` name each box, nothing was sent."""


class ReportUnchanged(ReportError):
    """Nothing differs from what was sent last; there is nothing to send."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A box that another officer saved since this form was opened: what stands there, who put it, when."""

    kind: str
    key: str
    said: dict[str, Any]
    revision: int
    saved_by: str
    saved_at: datetime


class JointChangedMeanwhile(ReportError):
    """Another person edited the joint report in between; the screen shows both texts side by side."""

    def __init__(self, *, revision: int, edited_by: str, sections: dict[str, str]) -> None:
        super().__init__(Sentence("Another person saved the joint report since you opened it."))
        self.revision = revision
        self.edited_by = edited_by
        self.sections = sections


class EvidenceUnfit(Problem, ReportError):
    """A record of evidence cannot be kept so; `where` names the field."""


class EvidenceChangedMeanwhile(ReportError):
    """Another person corrected the record in between; nothing was saved and nothing typed is lost."""

    def __init__(self, revision: int) -> None:
        super().__init__(Sentence("Another person corrected this record since you opened it."))
        self.revision = revision
