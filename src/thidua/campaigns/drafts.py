"""What a person enters, before it is anything: movements, responses, activities, gatherings. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from thidua.campaigns.states import GatheringKind, Level, MovementKind, Presence
from thidua.organisations.states import Confidence, Force


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """One target: what, measured in what, how much; `counts` names the figure that is added up for it."""

    name: str
    unit_of_measure: str
    amount: Decimal
    counts: str = ""


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """A movement as a form or a file gives it. `parents` are public keys, `called` public keys of units."""

    level: Level
    kind: MovementKind
    name: str
    issuer: str
    starts_on: date
    ends_on: date | None = None
    slogan: str = ""
    document_number: str = ""
    document_date: date | None = None
    period_note: str = ""
    subjects: str = ""
    awards: str = ""
    bloc_year: str = ""
    unit: str = ""
    force: Force = Force.NONE
    code: str = ""
    contents: tuple[str, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    parents: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    confidence: Confidence = Confidence.CONFIRMED
    confidence_note: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ResponseDraft:
    """A unit's response."""

    responded_on: date
    undertakes: str
    document_number: str = ""
    slogan: str = ""


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """One figure of an activity."""

    measure: str
    unit_of_measure: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """Something a unit did; `movements` are public keys of those it is counted for."""

    happened_on: date
    title: str
    movements: tuple[str, ...]
    place: str = ""
    evidence: str = ""
    figures: tuple[FigureDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A review: what was reached, by target position, and in words."""

    held_on: date
    results: str
    document: str = ""
    limits: str = ""
    next_tasks: str = ""
    awards: str = ""
    reached: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PresenceDraft:
    """Whether one unit (public key) came."""

    unit: str
    presence: Presence
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GatheringDraft:
    """What the bloc did together; `host` is a unit's public key or empty."""

    code: str
    kind: GatheringKind
    happened_on: date
    title: str
    place: str = ""
    host: str = ""
    presences: tuple[PresenceDraft, ...] = ()
