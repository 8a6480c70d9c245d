"""Frozen rows of the room. `id` is the database's own number, for foreign keys of rooms above; it is never shown."""

from dataclasses import dataclass
from datetime import date

from thidua.organisations.states import (
    BlocLevel,
    Confidence,
    Force,
    LeadBasis,
    LeadRole,
    OfficeKind,
    Share,
    SuccessionKind,
    UnitKind,
    YearState,
)


@dataclass(frozen=True, slots=True)
class UnitName:
    """What a unit was called on a day; `in_force` is False when the name is the nearest one known instead."""

    id: int
    public_id: str
    code: str
    name: str
    short_name: str
    in_sentence: str
    symbol: str
    valid_from: date | None
    valid_to: date | None
    confidence: Confidence
    in_force: bool

    def __str__(self) -> str:
        """The full name."""
        return self.name


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as it stood on a day: name, kind, superior, territory, working year."""

    unit: UnitName
    kind: UnitKind
    force: Force
    identifier: str
    parent: UnitName | None
    province: str
    place: str
    instrument: str
    note: str
    year_starts: str
    year_confidence: Confidence
    year_note: str

    @property
    def public_id(self) -> str:
        """The unit's public key."""
        return self.unit.public_id


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a unit; withdrawn ones were corrected later."""

    public_id: str
    name: str
    short_name: str
    in_sentence: str
    symbol: str
    parent: UnitName | None
    province: str
    place: str
    valid_from: date | None
    valid_to: date | None
    instrument: str
    confidence: Confidence
    note: str
    withdrawn: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One succession, with the names of the last day before and of the day itself."""

    predecessor: UnitName
    successor: UnitName
    kind: SuccessionKind
    share: Share
    happened_on: date
    instrument: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree on a day: how many units stand directly below, how it began, and those below that are shown."""

    unit: UnitName
    kind: UnitKind
    below: int
    origins: tuple[SuccessionRow, ...] = ()
    children: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A page of the tree: its nodes, how many there are here and in all, and the changes of that day."""

    nodes: tuple[Branch, ...]
    here: int
    all: int
    changes: tuple[SuccessionRow, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as named in lists."""

    id: int
    public_id: str
    code: str
    name: str
    title_before: str
    rank: str
    is_real: bool

    def __str__(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office held; `known_on` alone means it is known for that day only. The unit is named as of the office's days."""

    public_id: str
    person: PersonName
    unit: UnitName
    title: str
    kind: OfficeKind
    valid_from: date | None
    valid_to: date | None
    known_on: date | None


@dataclass(frozen=True, slots=True)
class AuthorisationRow:
    """A written authorisation."""

    public_id: str
    number: str
    unit: UnitName
    grantor: PersonName
    deputy: PersonName
    scope: str
    issued_on: date
    valid_to: date
    revoked_on: date | None
    id: int


@dataclass(frozen=True, slots=True)
class BlocCard:
    """A bloc or cluster."""

    id: int
    public_id: str
    code: str
    name: str
    short_name: str
    level: BlocLevel
    letterhead: str
    symbol_suffix: str


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A unit heading or deputising in a bloc-year, from one day to another."""

    unit: UnitName
    role: LeadRole
    basis: LeadBasis
    since: date
    until: date | None
    instrument: str


@dataclass(frozen=True, slots=True)
class BlocYearCard:
    """A bloc in one year. `head` and `deputy` are those of the day asked for (else the latest)."""

    id: int
    public_id: str
    bloc: BlocCard
    year: int
    name: str
    short_name: str
    state: YearState
    state_since: date | None
    head: UnitName | None
    deputy: UnitName | None
    decision_number: str
    decision_date: date
    decision_subject: str
    decision_signer: str
    opened_on: date
    history_only: bool
    illustrative: bool
    note: str
    members: int

    @property
    def code(self) -> str:
        """Bloc code and year, as in `KNC-2023`."""
        return f"{self.bloc.code}-{self.year}"

    def __str__(self) -> str:
        """Name and year."""
        return f"{self.name}, {self.year}"


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A member of a bloc-year, named as of the day asked for. `role` is `head`, `deputy` or `member`."""

    id: int
    public_id: str
    code: str
    name: str
    short_name: str
    in_sentence: str
    symbol: str
    force: Force
    position: int
    role: str
    joined_on: date
    left_on: date | None
    decision: str
    leaving_decision: str
    year_from: date
    year_to: date
    year_confidence: Confidence
    year_note: str

    def __str__(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase of a bloc-year."""

    state: YearState
    entered_on: date
    left_on: date | None
    went_back: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One place of the rotation list."""

    position: int
    unit: UnitName


@dataclass(frozen=True, slots=True)
class RotationRow:
    """A rotation list as adopted."""

    adopted_on: date
    replaced_on: date | None
    skip_rule: str
    turns: tuple[TurnRow, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """Who headed, is planned to head, or was skipped in a year."""

    year: int
    head: UnitName
    skipped: bool
    planned: bool
    note: str


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A unit's membership in some bloc-year, for the unit's page."""

    bloc_year: str
    bloc_name: str
    year: int
    role: str
    joined_on: date
    left_on: date | None
    decision: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A commune, ward or township between two reorganisations."""

    public_id: str
    code: str
    official_code: str
    name: str
    district: str
    province: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that may be the new (or old) address: `part` says that only a part went there."""

    place: PlaceRow
    kind: SuccessionKind
    part: bool
    happened_on: date
    instrument: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class UnitFile:
    """Everything on record about one unit, as of a day."""

    card: UnitCard
    versions: tuple[VersionRow, ...]
    lineage: tuple[SuccessionRow, ...]
    offices_held: tuple[OfficeRow, ...]
    offices_past: tuple[OfficeRow, ...]
    memberships: tuple[MembershipRow, ...]
    authorisations: tuple[AuthorisationRow, ...]
    below: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One unit in a list of all."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str
    province: str
    valid_from: date | None
    valid_to: date | None
    instrument: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """One version as a form needs it: codes instead of names. `unit` is the unit's public key."""

    public_id: str
    unit: str
    name: str
    short_name: str
    in_sentence: str
    symbol: str
    parent: str
    province: str
    place: str
    valid_from: date | None
    valid_to: date | None
    instrument: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with what only their page shows; `account` is the account's public key, if there is one."""

    person: PersonName
    gender: str
    account: str


@dataclass(frozen=True, slots=True)
class PlaceWays:
    """A place with the places it went to and the places it was made of."""

    place: PlaceRow
    new: tuple[PlaceCandidate, ...]
    old: tuple[PlaceCandidate, ...]
