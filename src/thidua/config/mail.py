"""How mail leaves: through a mail server, or into files where there is none."""

from pathlib import Path
from typing import Any, Final

from thidua.config.env import SettingUnreadable, env

SECURITY: Final = ("none", "starttls", "tls")


def mailers(host: str, folder: Path) -> dict[str, Any]:
    """Django's table of mailers: SMTP when a server is named, else one .eml file for each mail in the folder.

    Raises `SettingUnreadable` for a kind of security that does not exist.
    """
    security = env.text(
        "THIDUA_MAIL_SECURITY", "none", "How the line to the mail server is secured: none, starttls or tls."
    ).lower()
    port = env.number("THIDUA_MAIL_PORT", 25, "Port of the mail server (587 for starttls, 465 for tls).")
    username = env.text(
        "THIDUA_MAIL_USER", "", "Name to sign in with at the mail server; empty: without signing in."
    )
    password = env.text("THIDUA_MAIL_PASSWORD", "", "Password at the mail server.")
    timeout = env.number(
        "THIDUA_MAIL_TIMEOUT", 20, "Seconds to wait for the mail server before trying later."
    )
    if security not in SECURITY:
        message = f"THIDUA_MAIL_SECURITY={security!r}: write {', '.join(SECURITY)}."
        raise SettingUnreadable(message)
    if not host:
        return {
            "default": {
                "BACKEND": "thidua.foundation.mailbox.FileMailbox",
                "OPTIONS": {"folder": str(folder)},
            }
        }
    options = {
        "host": host,
        "port": port,
        "username": username,
        "password": password,
        "use_tls": security == "starttls",
        "use_ssl": security == "tls",
        "timeout": timeout,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
