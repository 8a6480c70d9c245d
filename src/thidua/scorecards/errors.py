"""What can go wrong in this room, told so that a person can put it right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.core.verdict import Sentence, Verdict
from thidua.criteria.errors import NotationUnreadable as NotationUnreadable  # noqa: PLC0414 -- offered here too
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError


class ScorecardError(ThiduaError):
    """Root of this room's errors."""


class ScoringRefused(Refused, ScorecardError):
    """The act is not open to this person or in this state; the verdict says why."""

    @classmethod
    def unless(cls, verdict: Verdict) -> None:
        """Raise unless the verdict allows the act."""
        if not verdict.allowed:
            raise cls(verdict)


class MarkUnfit(Problem, ScorecardError):
    """An input that does not fit its leaf: outside its limits, an unknown rating, a record counted twice.

    `path` is the place inside the input, such as `points` or `targets[0].weight`.
    """

    def __init__(
        self, sentence: Sentence, *, where: str = "", remedy: Sentence | None = None, path: str = ""
    ) -> None:
        super().__init__(sentence, where=where, remedy=remedy)
        self.path = path


class ReasonMissing(Problem, ScorecardError):
    """A value was lowered or raised against the stage before without a reason."""


class MarksUnfit(Problems, ScorecardError):
    """Several cells cannot be kept; none was. `problems` name each cell."""


class MarksUnchanged(ScorecardError):
    """Nothing of what was sent differs from what is kept; there was nothing to do."""


class ItemUnfit(Problem, ScorecardError):
    """A bonus, deduction or disqualifier that cannot be counted so."""


class SheetUnfit(Problem, ScorecardError):
    """A score sheet that cannot be opened so: no frozen table of criteria, no members, or one is there already."""


class ChecksUnfit(Problem, ScorecardError):
    """Assignments that leave a unit unchecked, let one check itself, or the head be judged by one alone."""


class ChecksChangedMeanwhile(ScorecardError):
    """Somebody else assigned who checks whom since it was read; nothing was saved and nothing typed is lost."""


class MinutesUnfit(Problem, ScorecardError):
    """Minutes that cannot be drawn up, written in or signed so."""


class QuestionUnfit(Problem, ScorecardError):
    """A question about disqualifiers, or an answer, that cannot be recorded so."""


class ReasonNeeded(Problem, ScorecardError):
    """An act that people will ask about later needs its reason, its meeting or its minutes in words."""


class TieVoteUnfit(Problem, ScorecardError):
    """Votes for a rank that is not tied, or for other units than the tied ones."""


class ResultChangedMeanwhile(ScorecardError):
    """The result is no longer the one that was looked at; nothing was agreed."""


@dataclass(frozen=True, slots=True)
class Collision:
    """One cell that another person changed meanwhile: both versions, who, when."""

    unit: str
    leaf: str
    yours: Mapping[str, Any]
    your_reason: str
    theirs: Mapping[str, Any]
    their_reason: str
    their_name: str
    their_time: datetime
    revision: int


class MarkChangedMeanwhile(ScorecardError):
    """Cells were changed by others since they were read; nothing was saved and nothing typed is lost."""

    def __init__(self, sentence: Sentence, collisions: tuple[Collision, ...]) -> None:
        super().__init__(sentence)
        self.collisions = collisions
