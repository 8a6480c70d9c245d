"""A movement with whom it concerns: what every permission and every screen of one movement asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from thidua.campaigns.models import Movement
from thidua.campaigns.queries.called import Audience, audiences
from thidua.campaigns.queries.cards import MovementCard, cards, movement_card
from thidua.campaigns.states import OPEN, RANK, REVIEWED_HERE, Level, MovementState
from thidua.organisations.queries.finding import BlocYearLine

# A movement without an interim review this near its end is told of.
REVIEW_SOON = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Owner:
    """Where a movement would belong: a level, and the bloc-year or the unit (public key) below the province."""

    level: Level
    bloc_year: BlocYearLine | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MovementFrame:
    """A movement and whom it asks."""

    card: MovementCard
    audience: Audience

    @property
    def open(self) -> bool:
        """Whether units respond and report."""
        return self.card.state in OPEN

    @property
    def for_everyone(self) -> bool:
        """Whether any unit may respond: above the bloc, when no unit is called by name."""
        return self.card.level in {Level.NATIONAL, Level.BRANCH, Level.PROVINCE} and not self.audience.units

    def review_due(self, on: date) -> bool:
        """Whether it nears its end, or has passed it, without any review."""
        ends = self.card.ends_on
        waits = self.card.state is MovementState.LAUNCHED and self.card.level in REVIEWED_HERE
        return waits and ends is not None and ends - REVIEW_SOON <= on


def movement_frame(public_id: str) -> MovementFrame | None:
    """The movement with a public key, and whom it asks."""
    card = movement_card(public_id)
    return None if card is None else frames_of([card])[0]


def frames_of(found: Iterable[MovementCard]) -> tuple[MovementFrame, ...]:
    """Frames of several movements, in their order."""
    kept = tuple(found)
    asked = audiences(kept)
    return tuple(MovementFrame(card, asked[card.id]) for card in kept)


def frames(rows: QuerySet[Movement]) -> tuple[MovementFrame, ...]:
    """Frames of the given movements."""
    return frames_of(cards(rows))


def open_movements_for(
    rows: QuerySet[Movement], unit: str, *, since: date, keep: Iterable[str] = ()
) -> tuple[MovementFrame, ...]:
    """Which of these movements a unit (by public key) may be counted for: open, and concerning it; the nearest first.

    Those that ended before `since` are left out, but for those to `keep` (public keys).
    """
    lately = Q(ends_on=None) | Q(ends_on__gte=since) | Q(public_id__in=set(keep))
    found = sorted(
        frames(rows.filter(lately, state__in=sorted(OPEN)).order_by("-starts_on", "sort_key")),
        key=lambda frame: -RANK[frame.card.level],
    )
    return tuple(
        frame for frame in found if frame.for_everyone or frame.audience.find(unit) or frame.card.unit == unit
    )
