"""What can go wrong in this room, told so that a person can put it right."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError


class CovenantError(ThiduaError):
    """Root of this room's errors."""


class CovenantRefused(Refused, CovenantError):
    """The act is not open to this person or in this state; the verdict says why."""


class SignatoryUnfit(Refused, CovenantError):
    """The person could not sign for the unit on that day; the verdict says why and what would help."""


class CovenantUnfinished(Problems, CovenantError):
    """Something is still missing; `problems` name each place."""


class RegistrationUnreadable(Problems, CovenantError):
    """A form or file does not hold a registration; nothing of it was kept. `problems` name each place."""


class CovenantActUnfit(Problem, CovenantError):
    """Something about the act itself does not fit: a day, a missing reason. `where` names the field."""


class RegistrationChangedMeanwhile(CovenantError):
    """Another officer saved the same registration in between; the screen shows both versions side by side."""

    def __init__(self, sentence: Sentence, *, revision: int, revised_by: str, revised_at: datetime) -> None:
        super().__init__(sentence)
        self.revision = revision
        self.revised_by = revised_by
        self.revised_at = revised_at


class ContentsChangedMeanwhile(CovenantError):
    """Another officer saved the contents in between."""

    def __init__(self, sentence: Sentence, *, revision: int, revised_by: str) -> None:
        super().__init__(sentence)
        self.revision = revision
        self.revised_by = revised_by
