"""What can go wrong in this room, told so that a person can put it right."""

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError


class CriteriaError(ThiduaError):
    """Root of this room's errors."""


class SchemeRefused(Refused, CriteriaError):
    """The act is not open to this person or in this state; the verdict says why."""


class SchemeUnreadable(Problems, CriteriaError):
    """A file or form does not hold a table of criteria; nothing of it was kept. `problems` name each place."""


class EditUnfit(Problem, CriteriaError):
    """One change does not fit the table: a code twice, a leaf that is not there, a text where a number belongs."""


class SchemeChangedMeanwhile(CriteriaError):
    """Another person saved the draft in between; both versions are kept for the screen to show side by side."""

    def __init__(self, sentence: Sentence, *, revision: int, revised_by: str) -> None:
        super().__init__(sentence)
        self.revision = revision
        self.revised_by = revised_by
