"""What can go wrong in this room, told so that a person can put it right."""

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Refused, ThiduaError


class CampaignsError(ThiduaError):
    """Root of this room's errors."""


class MovementRefused(Refused, CampaignsError):
    """The act is not open to this person or in this state; the verdict says why."""


class MovementUnfit(Problem, CampaignsError):
    """Something that was entered does not fit; `where` names the field."""


class LinkCloses(MovementUnfit):
    """A link would make a movement respond to itself, directly or around."""


class MovementChangedMeanwhile(CampaignsError):
    """Another person changed the same record in between; nothing was saved."""

    def __init__(self, sentence: Sentence, *, revision: int, revised_by: str) -> None:
        super().__init__(sentence)
        self.revision = revision
        self.revised_by = revised_by
