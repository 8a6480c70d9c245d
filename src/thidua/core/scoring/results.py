"""Results «kết quả thực hiện» of the units of one bloc for one period, checked against a scheme."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, NamedTuple, Self

from thidua.core.scoring.leaves import Claim, Tally

type Stage = Literal["self", "appraised"]


class State(StrEnum):
    """The four states of a leaf, never mixed up."""

    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    NOT_SUBMITTED = "not_submitted"
    PENDING = "pending"


class Cell(NamedTuple):
    """One unit's entry for one leaf at one stage: a claim, or a state with its reason."""

    state: State
    claim: Claim | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnitResults:
    """What one unit put in, by code; a code that is not there was not submitted."""

    self_cells: Mapping[str, Cell]
    appraised_cells: Mapping[str, Cell]
    bonus: Mapping[str, Tally]
    deductions: Mapping[str, Tally]
    disqualifiers: tuple[str, ...]

    def cells(self, stage: Stage) -> Mapping[str, Cell]:
        """Return the entries read at a stage."""
        return self.self_cells if stage == "self" else self.appraised_cells


@dataclass(frozen=True, slots=True)
class Results:
    """All units' entries, and the recorded votes by the rank they compete for."""

    period: tuple[dt.date, dt.date] | None
    units: Mapping[str, UnitResults]
    votes: Mapping[int, Mapping[str, int]]

    def with_cell(self, unit: str, code: str, cell: Cell, stage: Stage) -> Self:
        """Return results in which one entry is another: the others stay as they are."""
        old = self.units[unit]
        cells = {**old.cells(stage), code: cell}
        new = replace(old, self_cells=cells) if stage == "self" else replace(old, appraised_cells=cells)
        return replace(self, units={**self.units, unit: new})
