"""A mailbox of files: where no mail server is named, each mail is kept as one .eml file that any mail program opens."""

import email
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.policy import default
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from thidua.foundation import clock
from thidua.foundation.models import new_public_id

_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-z]{12}")


class FileMailbox(BaseEmailBackend):
    """Writes each message to a file of its own; the name begins with the moment."""

    def __init__(self, folder: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them; how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{clock.now():%Y%m%d-%H%M%S}-{new_public_id()}"
            rough = self.folder / f".{name}"
            rough.write_bytes(message.message().as_bytes())
            rough.rename(self.folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail as kept: the name of its file without the ending, and what it says."""

    name: str
    at: datetime
    to: str
    subject: str
    body: str


def kept_mail(*, limit: int = 50) -> tuple[KeptMail, ...]:
    """The newest mails in the folder."""
    folder = Path(settings.MAIL_FOLDER)
    files = sorted(folder.glob("*.eml"), reverse=True) if folder.is_dir() else []
    return tuple(_read(path) for path in files[:limit] if _NAME.fullmatch(path.stem))


def mail_named(name: str) -> KeptMail | None:
    """The mail of that name; None when there is none."""
    path = Path(settings.MAIL_FOLDER) / f"{name}.eml"
    return _read(path) if _NAME.fullmatch(name) and path.is_file() else None


def mail_file(name: str) -> bytes | None:
    """The mail's file as it is."""
    path = Path(settings.MAIL_FOLDER) / f"{name}.eml"
    return path.read_bytes() if _NAME.fullmatch(name) and path.is_file() else None


def _read(path: Path) -> KeptMail:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    at = datetime.strptime(path.stem[:15], "%Y%m%d-%H%M%S").replace(tzinfo=clock.VIET_NAM)
    return KeptMail(path.stem, at, str(message["To"] or ""), str(message["Subject"] or ""), str(text))
