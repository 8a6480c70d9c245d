"""Typed reader of environment variables: each is declared once, with its default and a sentence."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


class SettingUnreadable(ValueError):
    """An environment variable holds something that cannot be used; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One declared environment variable, from which the reference page is printed."""

    name: str
    kind: str
    default: str
    sentence: str


@dataclass
class Environment:
    """Reads variables with the prefix `THIDUA_` and remembers what it was asked for."""

    source: Callable[[str], str | None] = os.environ.get
    declared: dict[str, Variable] = field(default_factory=dict)

    def _read(self, name: str, kind: str, default: str, sentence: str) -> str:
        self.declared[name] = Variable(name, kind, default, sentence)
        value = self.source(name)
        return default if value is None else value

    def text(self, name: str, default: str, sentence: str) -> str:
        """A line of text."""
        return self._read(name, "text", default, sentence)

    def flag(self, name: str, default: bool, sentence: str) -> bool:  # noqa: FBT001 -- a default is a value here, not a switch
        """Yes or no: 1, true, yes, on / 0, false, no, off, empty."""
        raw = self._read(name, "yes/no", "yes" if default else "no", sentence).strip().lower()
        if raw in {"1", "true", "yes", "on"}:
            return True
        if raw in {"0", "false", "no", "off", ""}:
            return False
        message = f"{name}={raw!r}: write yes or no."
        raise SettingUnreadable(message)

    def number(self, name: str, default: int, sentence: str) -> int:
        """A whole number."""
        raw = self._read(name, "whole number", str(default), sentence)
        try:
            return int(raw)
        except ValueError:
            message = f"{name}={raw!r}: write a whole number."
            raise SettingUnreadable(message) from None

    def words(self, name: str, default: str, sentence: str) -> list[str]:
        """Words divided by commas."""
        raw = self._read(name, "words divided by commas", default, sentence)
        return [word.strip() for word in raw.split(",") if word.strip()]

    def path(self, name: str, default: Path, sentence: str, shown: str) -> Path:
        """A folder or file; `shown` is how the default reads in the reference."""
        raw = self._read(name, "path", str(default), sentence)
        self.declared[name] = Variable(name, "path", shown, sentence)
        return Path(raw).expanduser()


env = Environment()
