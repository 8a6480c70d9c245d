"""What a person's calendar address gives: whose it is, and the lines that person may see today."""

from dataclasses import dataclass
from datetime import date, datetime

from thidua.accounts.queries import User
from thidua.plans.models import CalendarFeed
from thidua.plans.queries.consultations import ConsultationFrame
from thidua.plans.queries.plans import PlanFrame
from thidua.plans.queries.years import names_for


@dataclass(frozen=True, slots=True)
class FeedCard:
    """A person's calendar address without its secret; `turn` counts its renewals."""

    public_id: str
    turn: int
    opened_at: datetime
    renewed_at: datetime
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether the address answers."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One entry of a person's calendar; `mine` when one of their units has to do it."""

    key: str
    year: str
    title: str
    day: date
    owner: str
    output: str
    mine: bool
    done: bool
    dropped: bool
    moves: int
    changed_at: datetime
    plan: str = ""
    code: str = ""
    consultation: str = ""


def _card(row: CalendarFeed) -> FeedCard:
    return FeedCard(row.public_id, row.turn, row.opened_at, row.renewed_at, row.closed_at)


def feed_card(account: str) -> FeedCard | None:
    """The calendar address of an account (public key), if it ever had one."""
    row = CalendarFeed.objects.filter(user__public_id=account).first()
    return None if row is None else _card(row)


def feed_named(public_id: str) -> FeedCard | None:
    """The address with a public key."""
    row = CalendarFeed.objects.filter(public_id=public_id).first()
    return None if row is None else _card(row)


def feed_owner(public_id: str) -> User | None:
    """Whose an open address is; None when it is closed or the account is out of use."""
    rows = CalendarFeed.objects.filter(public_id=public_id, closed_at=None).select_related("user")
    row = rows.filter(user__is_active=True).first()
    owner: User | None = None if row is None else row.user
    return owner


def feed_lines(
    plans: tuple[PlanFrame, ...],
    consultations: tuple[ConsultationFrame, ...],
    *,
    mine: frozenset[str],
    since: date,
    on: date,
) -> tuple[FeedLine, ...]:
    """The lines of a calendar from a day on: of the plans given, and the last days for answers.

    `mine` are public keys of the units the person speaks for.
    """
    found: list[FeedLine] = []
    for frame in plans:
        names = names_for(frame.year, {row.owner for row in frame.activities if row.owner}, on=on)
        for row in frame.activities:
            if row.due_on < since:
                continue
            units = {names[unit].public_id for unit in frame.responsible(row)}
            changed = [
                frame.card.revised_at,
                *(done.recorded_at for done in row.completions),
                *(move.moved_at for move in row.moves),
            ]
            found.append(
                FeedLine(
                    row.public_id,
                    f"{frame.year.short_name} {frame.year.year}",
                    row.title,
                    row.due_on,
                    names[row.owner].short_name if row.owner is not None else "",
                    row.output,
                    bool(units & mine),
                    frame.done_on(row) is not None,
                    row.dropped_on is not None,
                    len(row.moves),
                    max(changed),
                    frame.card.public_id,
                    row.code,
                )
            )
    for asked in consultations:
        if asked.answers_until >= since:
            answered = {member.public_id for member in asked.asked if member.id in asked.answers}
            own = {member.public_id for member in asked.asked} & mine
            found.append(
                FeedLine(
                    asked.public_id,
                    f"{asked.year.short_name} {asked.year.year}",
                    asked.title,
                    asked.answers_until,
                    "",
                    "",
                    bool(own),
                    bool(own) and own <= answered,
                    dropped=False,
                    moves=0,
                    changed_at=asked.closed_at or asked.opened_at,
                    consultation=asked.public_id,
                )
            )
    return tuple(sorted(found, key=lambda line: (line.day, line.key)))
