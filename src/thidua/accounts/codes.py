"""Codes of the second factor: time-based codes and recovery codes, from the primitives of `cryptography`.

Nothing here is an invention: RFC 6238 codes, Fernet for secrets at rest (SEC-11), keyed SHA-256 digests for recovery
codes, each of which has 58 bits of its own.
"""

import base64
import secrets
from datetime import datetime
from typing import Final

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.utils.crypto import salted_hmac

STEP_SECONDS: Final = 30
DIGITS: Final = 6
# A clock that is up to half a minute off, or a slow hand, still gets in.
STEPS_OFF: Final = 1
RECOVERY_CODES: Final = 10
_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"


def new_secret() -> str:
    """A fresh secret of 160 bits in base 32, as authenticator applications take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def grouped(secret: str) -> str:
    """The secret in groups of four, for typing it by hand."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def _cipher() -> MultiFernet:
    keys = []
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(SHA256(), 32, None, b"thidua.accounts.second-factor").derive(str(key).encode())
        keys.append(Fernet(base64.urlsafe_b64encode(derived)))
    return MultiFernet(keys)


def sealed(secret: str) -> str:
    """The secret as it may be stored."""
    return _cipher().encrypt(secret.encode("ascii")).decode("ascii")


def unsealed(stored: str) -> str:
    """The secret itself; raises `cryptography.fernet.InvalidToken` when the installation's key has changed."""
    return _cipher().decrypt(stored.encode("ascii")).decode("ascii")


def _totp(secret: str) -> TOTP:
    # Authenticator applications know SHA-1 only; HMAC does not lean on collision resistance.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 -- RFC 6238, see above


def provisioning_uri(secret: str, *, account: str, issuer: str) -> str:
    """The address that an authenticator application reads from the square code."""
    uri: str = _totp(secret).get_provisioning_uri(account, issuer)
    return uri


def code_at(secret: str, at: datetime) -> str:
    """The code of that moment."""
    return _totp(secret).generate(at.timestamp()).decode("ascii")


def plain_digits(code: str) -> str:
    """What was typed, without the blanks people put between groups."""
    return "".join(code.split())


def step_of_code(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The time step whose code this is, around `at` and later than step `after`; None when it is no such code."""
    typed = plain_digits(code)
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    totp, now = _totp(secret), int(at.timestamp()) // STEP_SECONDS
    for step in range(max(now - STEPS_OFF, after + 1), now + STEPS_OFF + 1):
        try:
            totp.verify(typed.encode("ascii"), step * STEP_SECONDS)
        except InvalidToken:
            continue
        return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes to print: three groups of four letters and digits that cannot be misread."""
    return tuple(
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        for _ in range(RECOVERY_CODES)
    )


def recovery_digest(code: str) -> str:
    """The keyed digest under which a recovery code is kept; blanks, hyphens and case do not matter."""
    bare = "".join(letter for letter in code.lower() if letter.isalnum())
    return salted_hmac("thidua.accounts.recovery", bare, algorithm="sha256").hexdigest()
