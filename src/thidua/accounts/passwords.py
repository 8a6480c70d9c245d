"""Rules a new password must keep, each told in a sentence; and one-time passwords that can be read over a telephone.

No composition rules: length and unpredictability are what counts. Kept here as Django password validators, so that
every way of setting a password asks the same.
"""

import secrets
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from thidua.accounts.models import FormerPassword, User
from thidua.accounts.queries.factors import has_second_factor
from thidua.accounts.states import AccountType
from thidua.core.text import fold

# Without vowels and look-alikes; twenty letters of twenty-seven are 95 bits, more than any guesser reaches.
_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
# Parts of a name count from three letters; beside them a password must hold six signs of its own, not all digits.
_LEAST_PART: Final = 3
_LEAST_BESIDE_PARTS: Final = 6
# What the common lists of the world do not know: words everyone in the field thinks of first.
_FIELD_WORDS: Final = (
    "matkhau",
    "thidua",
    "khenthuong",
    "tayninh",
    "vietnam",
    "noivu",
    "noichinh",
    "quantri",
    "hochiminh",
    "password",
    "admin",
    "qwerty",
)


def one_time_password() -> str:
    """A password to be given once and changed at the first sign-in: four groups of five letters and digits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _known(user: object) -> User | None:
    return user if isinstance(user, User) else None


class LongEnough:
    """At least 12 characters beside a second factor, 14 without one (both are settings)."""

    def least(self, user: User | None) -> int:
        """The least length for this person."""
        if user is not None and not user._state.adding and has_second_factor(user):
            return int(settings.PASSWORD_LENGTH)
        return max(int(settings.PASSWORD_LENGTH_ALONE), int(settings.PASSWORD_LENGTH))

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a short one."""
        least = self.least(_known(user))
        if len(password) < least:
            raise ValidationError(
                ngettext_lazy(
                    "The password is too short: at least %(least)d character.",
                    "The password is too short: at least %(least)d characters.",
                    least,
                ),
                code="short",
                params={"least": least},
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return str(
            _("Four or five words that do not belong together are easy to keep in mind and hard to guess.")
        )


class NotAboutThePerson(UserAttributeSimilarityValidator):
    """Not like the person's name, sign-in name or mail address, with or without diacritics; not made of their parts."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "full_name", "search_key", "email"))

    def validate(self, password: str, user: object = None) -> None:
        """Refuse what a colleague would try first."""
        known = _known(user)
        if known is None:
            return
        try:
            for spelling in (password, fold(password)):
                super().validate(spelling, known)
            rest = _bare(password)
            whole = len(rest)
            for part in sorted(_parts_of(known), key=len, reverse=True):
                rest = rest.replace(part, "")
            if whole != len(rest) and (len(rest) < _LEAST_BESIDE_PARTS or rest.isdigit()):
                raise ValidationError("")
        except ValidationError:
            raise ValidationError(
                _("The password is too much like your name, sign-in name or mail address."),
                code="about_person",
            ) from None


def _bare(text: str) -> str:
    """Letters and digits only, without diacritics."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _parts_of(user: User) -> set[str]:
    """What a colleague knows of the person: the words of the names, and the names whole."""
    words = [*user.full_name.split(), *user.username.split("."), user.username, user.email.split("@")[0]]
    return {bare for word in words if len(bare := _bare(word)) >= _LEAST_PART}


class NotCommon(CommonPasswordValidator):
    """Not one of twenty thousand common passwords, not one word of the field with digits, not one sign over and over."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse what guessers try first."""
        bare = _bare(password)
        rest = bare
        for word in sorted(_FIELD_WORDS, key=len, reverse=True):
            rest = rest.replace(word, "", 1)
        only_digits_beside_a_word = rest != bare and len([letter for letter in rest if letter.isalpha()]) <= 2
        few_signs = len(set(password)) <= 4
        run = bare in "01234567890123456789" or bare in "abcdefghijklmnopqrstuvwxyz"
        known = fold(password) in self.passwords or bare in self.passwords
        if only_digits_beside_a_word or few_signs or run or known:
            raise ValidationError(
                _(
                    "The password is among those that guessers try first. Take words that do not belong together."
                ),
                code="common",
            )


class NotUsedBefore:
    """Not the present password; for administrators none of the last ten."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password the account has had."""
        known = _known(user)
        if known is None or known._state.adding:
            return
        former = [known.password]
        if known.account_type == AccountType.ADMIN:
            kept = FormerPassword.objects.filter(user=known).values_list("password", flat=True)
            former += list(kept[: settings.PASSWORDS_REMEMBERED])
        if any(check_password(password, encoded) for encoded in former):
            raise ValidationError(_("This account has had this password before."), code="used_before")

    def get_help_text(self) -> str:
        """The rule in words."""
        return str(_("A password that this account has had before is not taken."))
