"""What can go wrong in this room, told so that a person can put it right."""

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Problems, Refused, ThiduaError


class AccountsError(ThiduaError):
    """Root of this room's errors."""


class AccountRefused(Refused, AccountsError):
    """The act is not open to this person, or not on this account; the verdict says why."""


class AccountUnfit(Problem, AccountsError):
    """A field of an account, a grant or a demand does not fit; `where` names it."""


class PasswordUnfit(Problems, AccountsError):
    """A new password breaks one or more rules; each is told."""


class CodeWrong(Problem, AccountsError):
    """A code of the second factor does not fit, was used already, or has lapsed."""


class EntryRefused(AccountsError):
    """The door stays shut: wrong name or password, or too many tries.

    `until` is when trying makes sense again (None for a plain wrong answer). The sentence never says whether the
    account exists.
    """

    def __init__(self, sentence: Sentence, *, until: object = None) -> None:
        super().__init__(sentence)
        self.until = until
