"""Frozen rows of the room: what screens, verbs and other rooms read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thidua.core.calendar import DayKind
from thidua.covenants.content import BlocContent, RegistrationContent
from thidua.covenants.states import (
    ConsentAnswer,
    CovenantState,
    Direction,
    Manner,
    RegistrationState,
    SignatureRole,
)
from thidua.criteria.queries import YearFrame


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version without its content: where it stands, since when, by whom, why."""

    id: int
    public_id: str
    covenant: str
    bloc_year: str
    year: int
    bloc_name: str
    letterhead: str
    version: int
    state: CovenantState
    title: str
    number: str
    revision: int
    content_hash: str
    change_reason: str
    returned_reason: str
    drafted_at: datetime
    drafted_by: str
    revised_at: datetime
    revised_by: str
    composed_at: datetime | None
    composed_by: str
    agreed_at: datetime | None
    signed_on: date | None
    superseded_on: date | None
    based_on: str | None
    registration_due: date
    due_kind: DayKind

    @property
    def code(self) -> str:
        """A short code of the text, to compare two papers by eye: `A41C-7B02`; empty before it is composed."""
        head = self.content_hash[:8].upper()
        return f"{head[:4]}-{head[4:]}" if head else ""

    @property
    def drafting(self) -> bool:
        """Whether its rows may still change."""
        return self.state is CovenantState.DRAFTED


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a version: a unit and where its registration stands."""

    id: int
    public_id: str
    unit_id: int
    unit: str
    code: str
    name: str
    position: int
    state: RegistrationState
    revision: int
    returned_reason: str
    revised_at: datetime | None
    revised_by: str
    sent_at: datetime | None
    sent_by: str
    collected_at: datetime | None
    slogan: str
    exemplars: int


@dataclass(frozen=True, slots=True)
class CovenantFrame:
    """A version with its bloc-year and its parties, in the order of signing: three queries.

    `head` is the bloc's part without its clauses.
    """

    card: VersionCard
    year: YearFrame
    parties: tuple[Party, ...]
    head: BlocContent

    def party(self, unit: str) -> Party | None:
        """The party that is the unit with this public key or code."""
        return next((one for one in self.parties if unit in {one.unit, one.code}), None)


@dataclass(frozen=True, slots=True)
class CovenantContent:
    """All that a text is composed from: the bloc's part, and each unit's by the row number of its registration."""

    bloc: BlocContent
    registrations: Mapping[int, RegistrationContent]


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """A party's answer to the text with `content_hash`."""

    unit: str
    content_hash: str
    answer: ConsentAnswer
    comment: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class SignatureCard:
    """A recorded signature; `unit` is empty for the witness."""

    public_id: str
    role: SignatureRole
    unit: str
    person: str
    person_name: str
    office_title: str
    capacity: str
    authorisation_number: str
    manner: Manner
    paper_number: str
    signed_on: date
    content_hash: str
    recorded_at: datetime
    recorded_by: str
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class FilingCard:
    """The registration paper of a unit: its number, its day, and how late that was (negative: early)."""

    unit_id: int
    unit: str
    code: str
    number: str
    filed_on: date
    note: str
    recorded_by: str
    days_late: int


@dataclass(frozen=True, slots=True)
class FilingLateness:
    """How late a unit filed its registration paper; without a paper `filed_on` and `days_late` are None."""

    unit: str
    unit_code: str
    due_on: date
    kind: DayKind
    filed_on: date | None
    days_late: int | None
    number: str


@dataclass(frozen=True, slots=True)
class RegisteredTarget:
    """A target of the version in force, as reports and scoring read it; `unit` is the unit's code."""

    unit: str
    unit_key: str
    code: str
    key: str
    name: str
    measure: str
    direction: Direction
    weight: Decimal
    baseline: Decimal | None
    target: Decimal
    decimals: int
    numerator: str
    denominator: str
    secrecy: str
    leaf: str


@dataclass(frozen=True, slots=True)
class RegisteredAward:
    """A title or commendation registered in the version in force."""

    unit: str
    unit_key: str
    code: str
    is_title: bool
    scope: str
    count: int


@dataclass(frozen=True, slots=True)
class SavedState:
    """A registration as it was saved once."""

    revision: int
    author: str
    saved_at: datetime
    content: RegistrationContent
