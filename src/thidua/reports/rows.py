"""Frozen rows of the room, as screens and verbs read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from thidua.organisations.states import YearState
from thidua.reports.states import (
    CountsAs,
    FieldKind,
    JointState,
    PeriodKind,
    ReportState,
    RequestState,
    StepKind,
)


@dataclass(frozen=True, slots=True)
class YearHead:
    """The bloc-year a request belongs to: its bloc, its state, and the units that head and deputise now.

    `members` (public keys) is read only where there is no request whose units say who belongs to it.
    """

    id: int
    key: str
    bloc: str
    name: str
    short_name: str
    year: int
    state: YearState
    illustrative: bool
    head: str
    deputy: str
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One unit's report without its content. `days_late` and `counts_as` are set once it is received."""

    id: int
    key: str
    unit_id: int
    unit: str
    position: int
    code: str
    name: str
    short_name: str
    in_sentence: str
    asked_from: date
    asked_to: date
    state: ReportState
    versions: int
    saved_at: datetime | None
    saved_by: str
    filed_on: date | None
    returned_reason: str
    received_on: date | None
    days_late: int | None
    counts_as: CountsAs | None


@dataclass(frozen=True, slots=True)
class RequestFrame:
    """A request with its bloc-year and the reports of its units."""

    id: int
    key: str
    year: YearHead
    kind: PeriodKind
    code: str
    name: str
    period_from: date
    period_to: date
    due: date
    data_until: date | None
    asks_figures: bool
    words: str
    state: RequestState
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    joint: JointState | None = None
    reports: tuple[ReportRow, ...] = ()

    @property
    def asked(self) -> tuple[ReportRow, ...]:
        """The reports that are still asked for."""
        return tuple(row for row in self.reports if row.state is not ReportState.RELEASED)

    def report(self, key: str) -> ReportRow | None:
        """The report with a public key."""
        return next((row for row in self.reports if row.key == key), None)

    def of_unit(self, unit: str) -> ReportRow | None:
        """The report of the unit with a public key or a code."""
        return next((row for row in self.reports if unit in {row.unit, row.code}), None)


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """One report and the request it answers: what permissions and screens are asked about."""

    request: RequestFrame
    row: ReportRow


@dataclass(frozen=True, slots=True)
class FieldRow:
    """What one box holds, and who put it there when."""

    kind: FieldKind
    key: str
    said: Mapping[str, Any]
    revision: int
    saved_at: datetime
    saved_by_key: str
    saved_by: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of a report's history."""

    kind: StepKind
    version: int
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move of a deadline."""

    was: date
    due: date
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A sent version."""

    key: str
    number: int
    document: Mapping[str, Any]
    hash: str
    paper_number: str
    paper_date: date | None
    signed_by: str
    sent_at: datetime
    sent_by: str


@dataclass(frozen=True, slots=True)
class JointRow:
    """The joint report of a request."""

    key: str
    state: JointState
    title: str
    sections: Mapping[str, str]
    ties: tuple[Mapping[str, str], ...]
    revision: int
    source_hash: str
    composed_at: datetime
    edited_at: datetime
    edited_by: str
    number: str
    dated: date | None
    signed_by: str
    office: str
    document: Mapping[str, Any] | None
    hash: str
    issued_at: datetime | None
    issued_by: str


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The sent rows of one unit, from which the joint report and its annex are made."""

    row: ReportRow
    document: Mapping[str, Any] | None = None
    version: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a draft is: boxes with something in them, and how many there are."""

    done: int
    all: int
    missing: tuple[str, ...] = field(default=())
