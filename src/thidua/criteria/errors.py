"""What can go wrong in this room, told so that a person can put it right."""

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError


class CriteriaError(ThiduaError):
    """Root of this room's errors."""


class SchemeRefused(Refused, CriteriaError):
    """The act is not open to this person or in this state; the verdict says why."""


class SchemeUnreadable(Problems, CriteriaError):
    """A file or form does not hold a table of criteria; nothing of it was kept. `problems` name each place."""


class SchemeUnfinished(Problems, CriteriaError):
    """The table still has errors, or doubts that were neither mended nor kept with a word."""


class SchemeActUnfit(Problem, CriteriaError):
    """Something about the act itself does not fit: a day, a missing reason, a version already in preparation.

    `where` names the field.
    """


class NotationUnreadable(Problem, CriteriaError):
    """A text that is not an input for this leaf; `remedy` says how it is written."""


class SchemeChangedMeanwhile(CriteriaError):
    """Another person changed the same place in between; the screen shows both versions side by side."""

    def __init__(self, sentence: Sentence, *, revision: int, revised_by: str) -> None:
        super().__init__(sentence)
        self.revision = revision
        self.revised_by = revised_by
