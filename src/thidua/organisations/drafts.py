"""What a person fills in, before it becomes rows: plain values with codes instead of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.organisations.states import BlocLevel, Confidence, Force, OfficeKind, Share, UnitKind, YearState


@dataclass(frozen=True, slots=True)
class Source:
    """On what paper a fact stands and how well it is known."""

    instrument: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """The forms of a unit's name. Empty short and in-sentence forms mean the full name."""

    name: str
    short_name: str = ""
    in_sentence: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be put on record. `parent`, `province` and `place` are codes (or public keys); `year_starts` is `MM-DD`."""

    code: str
    kind: UnitKind
    naming: Naming
    force: Force = Force.NONE
    identifier: str = ""
    parent: str = ""
    province: str = ""
    place: str = ""
    year_starts: str = "01-01"
    year_confidence: Confidence = Confidence.MEMORY
    year_note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A numbered decision «quyết định»."""

    number: str
    date: date
    subject: str = ""
    signer: str = ""

    def __str__(self) -> str:
        """As cited: number and date."""
        return f"{self.number} ({self.date:%d/%m/%Y})"


@dataclass(frozen=True, slots=True)
class NewMember:
    """A unit named in the decision. Without days, the reporting year is the unit's usual working year."""

    unit: str
    year_from: date | None = None
    year_to: date | None = None


@dataclass(frozen=True, slots=True)
class NewYear:
    """A bloc-year to be opened: what its decision says. `leads_since` is the first day of head and deputy."""

    bloc: str
    year: int
    decision: Decision
    members: Sequence[NewMember]
    head: str
    deputy: str = ""
    opened_on: date | None = None
    illustrative: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PastPhase:
    """A phase of a past year of which the first day is known."""

    state: YearState
    entered_on: date


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """Everything one version of a unit says; used to correct a typing error in it."""

    naming: Naming
    parent: str = ""
    province: str = ""
    place: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be put on record; `gender` is `male`, `female` or empty."""

    name: str
    code: str = ""
    title_before: str = ""
    gender: str = ""
    rank: str = ""
    is_real: bool = False


@dataclass(frozen=True, slots=True)
class NewOffice:
    """An office to be taken; `known_on` alone when it is known for one day only."""

    unit: str
    title: str
    kind: OfficeKind
    since: date | None = None
    until: date | None = None
    known_on: date | None = None
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class NewBloc:
    """A bloc to be set up; `set_up_by` is the code of the unit whose decision it is."""

    code: str
    name: str
    short_name: str
    level: BlocLevel
    set_up_by: str = ""
    symbol_suffix: str = ""
    letterhead: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A commune, ward or township to be put on record; `province` is a code."""

    code: str
    name: str
    province: str
    district: str = ""
    official_code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What went to a successor: the code of the predecessor and whether all of it went there."""

    code: str
    share: Share = Share.WHOLE


@dataclass(frozen=True, slots=True)
class NewHandover:
    """A handover minute to be drawn up: `money` in đồng, `open_tasks` and `items` one on each line."""

    number: str
    held_on: date
    place: str = ""
    giver_person: str = ""
    receiver_person: str = ""
    money: int = 0
    money_note: str = ""
    open_tasks: str = ""
    items: str = ""
