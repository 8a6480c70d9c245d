"""The register as a matrix: requests by units, counted by state."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.reports.counting import DEFAULT_RULES, Rules
from thidua.reports.frames import rules_of_years
from thidua.reports.register import Standing, standing_of
from thidua.reports.rows import RequestFrame
from thidua.reports.states import CountsAs, ReportState


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A unit of a bloc-year."""

    code: str
    unit: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One request with the standing of each unit, in the order of the columns; None where a unit is not asked."""

    frame: RequestFrame
    cells: tuple[Standing | None, ...]

    @property
    def unsent(self) -> tuple[Standing, ...]:
        """Who has not sent: «ai chưa gửi»."""
        return tuple(cell for cell in self.cells if cell is not None and cell.row.filed_on is None)


@dataclass(frozen=True, slots=True)
class Register:
    """The requests of one bloc-year against its units."""

    bloc_year: str
    name: str
    year: int
    columns: tuple[RegisterColumn, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many reports stand in each state, and how many are overdue."""

    states: dict[ReportState, int]
    overdue: int

    @property
    def all(self) -> int:
        """All that are asked for."""
        return sum(count for state, count in self.states.items() if state is not ReportState.RELEASED)


def registers(frames: Iterable[RequestFrame], *, on: date) -> tuple[Register, ...]:
    """The registers of the bloc-years these requests belong to, the newest year first: one query more."""
    years: dict[int, list[RequestFrame]] = {}
    for frame in frames:
        years.setdefault(frame.year.id, []).append(frame)
    rules = rules_of_years(years)
    found = [_register(rows, rules.get(key, DEFAULT_RULES), on) for key, rows in years.items()]
    return tuple(sorted(found, key=lambda one: (-one.year, one.name)))


def _register(frames: list[RequestFrame], rules: Rules, on: date) -> Register:
    columns: dict[str, tuple[int, RegisterColumn]] = {}
    for frame in frames:
        for row in frame.reports:
            columns[row.code] = (row.position, RegisterColumn(row.code, row.unit, row.name, row.short_name))
    ordered = [column for _, column in sorted(columns.values(), key=lambda pair: (pair[0], pair[1].code))]
    rows = []
    for frame in frames:
        standings = {
            row.code: standing_of(frame, row, on=on, rules=rules)
            for row in frame.reports
            if row.state is not ReportState.RELEASED
        }
        rows.append(RegisterRow(frame, tuple(standings.get(column.code) for column in ordered)))
    year = frames[0].year
    return Register(year.key, year.name, year.year, tuple(ordered), tuple(rows))


def state_counts(cells: Iterable[Standing]) -> StateCounts:
    """Counters for the top of a list."""
    states = Counter[ReportState]()
    overdue = 0
    for cell in cells:
        states[cell.row.state] += 1
        overdue += is_overdue(cell)
    return StateCounts({state: states[state] for state in ReportState}, overdue)


def is_overdue(cell: Standing) -> bool:
    """Whether a report is owed and its deadline has passed."""
    return (
        cell.row.filed_on is None
        and cell.lateness is not None
        and cell.lateness.counts_as is not CountsAs.ON_TIME
    )
