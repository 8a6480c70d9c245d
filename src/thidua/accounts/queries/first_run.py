"""The code that protects the first run.

Whoever can read the server's console or its folder may make the first administrator; a stranger on the network cannot.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

from thidua.accounts.queries.accounts import anyone_exists


def _place() -> Path:
    return Path(settings.VAR) / "first-run-token"


def first_run_token() -> str | None:
    """The code that the first-run page asks for, made once and kept in the var folder; None when accounts exist."""
    if anyone_exists():
        return None
    try:
        handle = os.open(_place(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _place().read_text(encoding="ascii").strip()
    token = "-".join(secrets.token_hex(2) for _ in range(4))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(token + "\n")
    return token


def forget_first_run_token() -> None:
    """The first administrator exists: the code opens nothing any more."""
    _place().unlink(missing_ok=True)
