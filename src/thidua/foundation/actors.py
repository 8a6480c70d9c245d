"""Who acts: a signed-in person, or the system itself."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Actor(Protocol):
    """Whoever is named in the ledger as the author of an act."""

    @property
    def actor_key(self) -> str:
        """Stable key kept in the ledger."""

    @property
    def actor_name(self) -> str:
        """Name shown to people."""

    @property
    def is_system(self) -> bool:
        """True for loaders, commands and jobs."""


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A command or job that acts without a person at a screen."""

    name: str = "system"
    is_system: bool = True

    @property
    def actor_key(self) -> str:
        """`system:` and the name of the command."""
        return f"system:{self.name}"

    @property
    def actor_name(self) -> str:
        """The name of the command."""
        return self.name


SYSTEM = SystemActor()
