"""Errors of the room."""

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem


class NoticesProblem(Problem):
    """Root of the room's errors."""


class DigestUnfit(NoticesProblem):
    """The digest cannot be sent that way."""

    def __init__(self, where: str) -> None:
        super().__init__(Sentence("Choose one of the values that are offered."), where=where)
