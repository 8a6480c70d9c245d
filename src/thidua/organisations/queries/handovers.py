"""Handover minutes, and the names a bloc had before."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from thidua.organisations.models import BlocYear, FormerBlocName, Handover
from thidua.organisations.queries.blocs import bloc_year_cards
from thidua.organisations.queries.names import names_on_days
from thidua.organisations.queries.rows import BlocYearCard, UnitName
from thidua.organisations.states import HandoverState


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file of the pack as the minute lists it."""

    name: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HandoverCard:
    """A handover minute with everything its page shows. `pack_name` and `pack_sha256` are those of the archive kept."""

    id: int
    public_id: str
    bloc_year: BlocYearCard
    number: str
    held_on: date
    place: str
    giver: UnitName
    receiver: UnitName
    giver_person: str
    receiver_person: str
    money: int
    money_note: str
    open_tasks: tuple[str, ...]
    items: tuple[str, ...]
    files: tuple[HandedFile, ...]
    left_out: tuple[str, ...]
    pack_name: str
    pack_sha256: str
    drawn_at: datetime
    drawn_by: str
    given_at: datetime | None
    given_by: str
    received_at: datetime | None
    received_by: str
    withdrawal_reason: str
    state: HandoverState

    def __str__(self) -> str:
        """Number and year."""
        return f"{self.number} – {self.bloc_year}"


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name a bloc had before."""

    name: str
    short_name: str
    last_day: date
    decision: str


def _state(row: Handover) -> HandoverState:
    if row.withdrawn_at is not None:
        return HandoverState.WITHDRAWN
    return HandoverState.COMPLETED if row.given_at and row.received_at else HandoverState.DRAWN_UP


def handover_cards(
    rows: QuerySet[Handover], *, on: date, year: BlocYearCard | None = None
) -> tuple[HandoverCard, ...]:
    """Cards of the given minutes, in their order; `year` is their bloc-year where it has been read already."""
    found = list(rows.select_related("pack"))
    if year is not None:
        cards = {year.id: year}
    else:
        years = BlocYear.objects.filter(pk__in={row.bloc_year_id for row in found})
        cards = {card.id: card for card in bloc_year_cards(years, on=on)}
    names = names_on_days((unit, row.held_on) for row in found for unit in (row.giver_id, row.receiver_id))
    return tuple(
        HandoverCard(
            row.pk,
            row.public_id,
            cards[row.bloc_year_id],
            row.number,
            row.held_on,
            row.place,
            names[row.giver_id, row.held_on],
            names[row.receiver_id, row.held_on],
            row.giver_person,
            row.receiver_person,
            row.money,
            row.money_note,
            tuple(row.open_tasks.splitlines()),
            tuple(row.items.splitlines()),
            tuple(HandedFile(one["name"], one["title"], one["size"], one["sha256"]) for one in row.files),
            tuple(row.left_out),
            row.pack.name,
            row.pack.sha256,
            row.drawn_at,
            row.drawn_by,
            row.given_at,
            row.given_by,
            row.received_at,
            row.received_by,
            row.withdrawal_reason,
            _state(row),
        )
        for row in found
    )


def handovers_of(bloc_year: BlocYearCard, *, on: date) -> tuple[HandoverCard, ...]:
    """The minutes of a bloc-year, the live one first."""
    rows = Handover.objects.filter(bloc_year=bloc_year.id).order_by("-drawn_at")
    cards = handover_cards(rows, on=on, year=bloc_year)
    return tuple(sorted(cards, key=lambda card: card.state is HandoverState.WITHDRAWN))


def handover_by_key(public_id: str, *, on: date) -> HandoverCard | None:
    """The minute with this public key."""
    return next(iter(handover_cards(Handover.objects.filter(public_id=public_id), on=on)), None)


def next_year_of(bloc_year: BlocYearCard, *, on: date) -> BlocYearCard | None:
    """The year of the same bloc that follows, if it is open."""
    rows = BlocYear.objects.filter(bloc=bloc_year.bloc.id, year=bloc_year.year + 1)
    return next(iter(bloc_year_cards(rows, on=on)), None)


def former_names_of(bloc: int) -> tuple[FormerName, ...]:
    """The names a bloc had before, the latest first."""
    rows = FormerBlocName.objects.filter(bloc=bloc)
    return tuple(FormerName(row.name, row.short_name, row.last_day, row.decision) for row in rows)
