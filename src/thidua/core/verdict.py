"""One answer type for every question of "may I, is it so, does the law allow it".

A verdict is *met*, *not met* or *unknown*, and always says why in a sentence that can be rendered in either
language. Missing data is a finding of its own: it is never read as a refusal and never as a success.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NoReturn, Self

type Parameters = Mapping[str, object]


class Finding(Enum):
    """The three possible outcomes of a condition."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as data: a message id (or a wording code of the core) and the values it names.

    `text` is an English gettext message id with `{named}` places, or a code of `thidua.core.wording`; whoever
    shows the sentence picks the language. Values stay numbers and dates until then, so nothing is lost.
    """

    text: str
    params: Parameters = field(default_factory=dict[str, object])

    def __hash__(self) -> int:
        """Hash by the text alone: values may be unhashable, and equality still compares them."""
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, why, on which text, and what would help.

    `parts` holds the verdicts this one was joined from. `private` on a refusal means the asker has no right to
    know that the thing exists; a gate then answers "not found" instead of "forbidden".
    """

    finding: Finding
    sentence: Sentence
    cites: tuple[str, ...] = ()
    parts: tuple[Self, ...] = ()
    remedy: Sentence | None = None
    private: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the finding is *met*; a doubt does not allow."""
        return self.finding is Finding.MET

    def __bool__(self) -> NoReturn:
        """Refuse to be used as a condition: three findings do not fit into two.

        Raises TypeError always.
        """
        msg = "a Verdict has three findings: ask .allowed, or compare .finding"
        raise TypeError(msg)

    def leaves(self) -> Iterator[Self]:
        """Yield the verdicts at the tips, in the order they were joined."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def reasons(self) -> tuple[Self, ...]:
        """Return the tips that are not met: failures first, then doubts, each in their order."""
        unmet = [leaf for leaf in self.leaves() if leaf.finding is not Finding.MET]
        return tuple(sorted(unmet, key=lambda leaf: leaf.finding is Finding.UNKNOWN))

    @classmethod
    def all_of(cls, *verdicts: Self) -> Self:
        """Join conditions that must all hold: failure outweighs doubt, doubt outweighs success.

        The sentence, citations, remedy and privacy are those of the first verdict that decided. One verdict
        comes back unchanged. Raises ValueError without any: an empty conjunction is a forgotten condition.
        """
        if not verdicts:
            msg = "all_of needs at least one verdict"
            raise ValueError(msg)
        if len(verdicts) == 1:
            return verdicts[0]
        weight = (Finding.NOT_MET, Finding.UNKNOWN, Finding.MET)
        finding = min((verdict.finding for verdict in verdicts), key=weight.index)
        deciding = [verdict for verdict in verdicts if verdict.finding is finding]
        first = deciding[0]
        return cls(
            finding,
            first.sentence,
            first.cites,
            verdicts,
            first.remedy,
            private=finding is Finding.NOT_MET and any(verdict.private for verdict in deciding),
        )


def met(sentence: Sentence | str, *, cites: tuple[str, ...] = ()) -> Verdict:
    """Say that the condition holds."""
    return Verdict(Finding.MET, _as_sentence(sentence), cites)


def not_met(
    sentence: Sentence | str,
    *,
    cites: tuple[str, ...] = (),
    remedy: Sentence | str | None = None,
    private: bool = False,
) -> Verdict:
    """Say that the condition fails, with what would help; `private` when even that may not be known."""
    help_with = None if remedy is None else _as_sentence(remedy)
    return Verdict(Finding.NOT_MET, _as_sentence(sentence), cites, (), help_with, private)


def unknown(
    sentence: Sentence | str, *, cites: tuple[str, ...] = (), remedy: Sentence | str | None = None
) -> Verdict:
    """Say that a fact is missing, so that the condition can be neither affirmed nor denied."""
    help_with = None if remedy is None else _as_sentence(remedy)
    return Verdict(Finding.UNKNOWN, _as_sentence(sentence), cites, (), help_with)


def _as_sentence(sentence: Sentence | str) -> Sentence:
    return Sentence(sentence) if isinstance(sentence, str) else sentence
