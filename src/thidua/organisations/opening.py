"""What a bloc's next year takes over from the year before: rooms contribute what they carry on, so nobody retypes it.

A room contributes from its `AppConfig.ready` a building block that writes inside the verb's own transaction:

    carries_over("criteria", record_draft_like_last_year)
"""

from datetime import datetime
from typing import Protocol

from thidua.foundation.actors import Actor
from thidua.organisations.queries import BlocYearCard


class Carrier(Protocol):
    """A building block that takes something of the old year over into the new one."""

    def __call__(self, *, before: BlocYearCard, after: BlocYearCard, actor: Actor, at: datetime) -> None:
        """Write it."""


CARRIERS: dict[str, Carrier] = {}


def carries_over(key: str, carrier: Carrier) -> None:
    """Contribute what is carried on; contributing it again replaces it."""
    CARRIERS[key] = carrier
