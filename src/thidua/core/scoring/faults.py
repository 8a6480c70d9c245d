"""Bad input told by its place in the file and the reason, so that it can be put right.

Inside the readers a `Fault` travels upwards and learns its place level by level; the paths are only written out
when something is wrong. What leaves the package is a `SchemeProblem` or a `ResultsProblem`.
"""

from typing import Self

from thidua.core.numbers import NumberUnreadable
from thidua.core.verdict import Sentence
from thidua.core.wording import sentence as worded


class Fault(Exception):
    """One thing wrong, at a place known so far relative to the part being read."""

    def __init__(self, sentence: Sentence, where: tuple[str | int, ...] = ()) -> None:
        """Keep the reason and the keys that lead to it."""
        super().__init__(sentence.text)
        self.sentence = sentence
        self.where = where

    def under(self, *where: str | int) -> Self:
        """Put the place under outer keys."""
        self.where = (*where, *self.where)
        return self

    @property
    def path(self) -> str:
        """The place as `criteria[2].max`; `(document)` for the whole."""
        return written_path(self.where) or "(document)"


class DocumentProblem(ValueError):
    """A document that cannot be used: `path` inside it, `sentence` for the reason."""

    def __init__(self, path: str, sentence: Sentence) -> None:
        """Keep place and reason."""
        super().__init__(path, sentence)
        self.path = path
        self.sentence = sentence

    def __str__(self) -> str:
        """The place and the reason in English, for logs."""
        return f"{self.path}: {worded(self.sentence, 'en')}"


class SchemeProblem(DocumentProblem):
    """A scheme «bảng tiêu chí» that cannot be used."""


class ResultsProblem(DocumentProblem):
    """A results file «kết quả thực hiện» that does not fit its scheme."""


def written_path(where: tuple[str | int, ...]) -> str:
    """Write keys and positions as `criteria[2].max`."""
    written = ""
    for step in where:
        if isinstance(step, int):
            written += f"[{step}]"
        else:
            written += f".{step}" if written else step
    return written


def fault(code: str, /, *where: str | int, **params: object) -> Fault:
    """Make a fault from a wording code, the keys that lead to the place, and what the sentence names."""
    return Fault(Sentence(code, params), where)


def unreadable(problem: NumberUnreadable, *where: str | int) -> Fault:
    """Make a fault of a number that could not be read."""
    return Fault(problem.sentence, where)
