"""What was reached of each registered target so far: filled by the room above that collects reports.

A source is a function of a bloc-year's public key that returns figures by the target's `key`. It is registered in the
room's `AppConfig.ready`:

    PROGRESS.append(figures_of_targets)

Where two sources speak of one target, what the later one knows counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """The half-year and year values of one target; None where nothing was reported. `points` once it is scored."""

    half_year: Decimal | None = None
    year: Decimal | None = None
    points: Decimal | None = None


type Source = Callable[[str], Mapping[str, TargetProgress]]
PROGRESS: list[Source] = []
NONE = TargetProgress()


def progress_of(bloc_year: str) -> Mapping[str, TargetProgress]:
    """What every source says of the targets of a bloc-year (public key), by the targets' keys."""
    found: dict[str, TargetProgress] = {}
    for source in PROGRESS:
        for key, said in source(bloc_year).items():
            before = found.get(key, NONE)
            found[key] = TargetProgress(
                before.half_year if said.half_year is None else said.half_year,
                before.year if said.year is None else said.year,
                before.points if said.points is None else said.points,
            )
    return found
