"""Refusals and problems: errors that carry their sentence, so that a person can be told why and what to do."""

from thidua.core.verdict import Sentence, Verdict


class ThiduaError(Exception):
    """Root of every error a person is told about."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.text)
        self.sentence = sentence


class Refused(ThiduaError):
    """An act was refused: the verdict says why, on what text and what would help."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


class Problem(ThiduaError):
    """Bad input: what is wrong, where (a field, a cell, a path in a file) and what to do."""

    def __init__(self, sentence: Sentence, *, where: str = "", remedy: Sentence | None = None) -> None:
        super().__init__(sentence)
        self.where = where
        self.remedy = remedy


class Problems(ThiduaError):
    """Several problems found in one file or form; nothing was saved."""

    def __init__(self, sentence: Sentence, problems: tuple[Problem, ...]) -> None:
        super().__init__(sentence)
        self.problems = problems


def ensure(verdict: Verdict) -> None:
    """Raise `Refused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise Refused(verdict)
