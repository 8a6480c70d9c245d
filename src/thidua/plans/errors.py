"""What can go wrong in this room, told so that a person can put it right."""

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Refused, ThiduaError


class PlanError(ThiduaError):
    """Root of this room's errors."""


class PlanRefused(Refused, PlanError):
    """The act is not open to this person or in this state; the verdict says why."""


class PlanActUnfit(Problem, PlanError):
    """Something about the act does not fit: a day, a code, a missing reason. `where` names the field."""


class PlanDaysCircular(PlanActUnfit):
    """Days would count from one another in a circle; `path` begins and ends with the same code."""

    def __init__(self, sentence: Sentence, *, path: tuple[str, ...], where: str, remedy: Sentence) -> None:
        super().__init__(sentence, where=where, remedy=remedy)
        self.path = path


class PlanChangedMeanwhile(PlanActUnfit):
    """Somebody else changed the same thing in between; nothing was kept. `revision` is the one that stands now."""

    def __init__(self, sentence: Sentence, *, revision: int, remedy: Sentence) -> None:
        super().__init__(sentence, remedy=remedy)
        self.revision = revision
