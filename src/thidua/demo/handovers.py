"""The story's handovers between two heads, and the mail that two people chose to get."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from thidua.demo.files import read
from thidua.demo.register import account
from thidua.foundation.clock import VIET_NAM
from thidua.notices.actions import choose_digest
from thidua.organisations.actions import confirm_handover, draw_up_handover
from thidua.organisations.drafts import NewHandover
from thidua.organisations.queries import bloc_year_of, head_of_unit, next_year_of
from thidua.organisations.states import Side


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happens at a moment."""

    at: datetime
    does: Callable[[], object]


def deeds() -> Iterator[Deed]:
    """Handover minutes on their days, and the choice of mail."""
    story = read("handovers")
    for row in story["handovers"]:
        at = _moment(row["recorded_at"])
        yield Deed(at, partial(hand_over, row, at))
    for row in story["digests"]:
        at = _moment(row["chosen_at"])
        yield Deed(at, partial(choose, row, at))


def _moment(said: datetime | str) -> datetime:
    read_as = datetime.fromisoformat(said) if isinstance(said, str) else said
    return read_as.replace(tzinfo=VIET_NAM)


def hand_over(row: Mapping[str, Any], at: datetime) -> None:
    """One minute drawn up, and confirmed by both sides."""
    card = bloc_year_of(row["bloc"], row["year"])
    after = next_year_of(card, on=at.date()) if card is not None else None
    if card is None or after is None or card.head is None or after.head is None:
        message = f"The bloc-years around {row['bloc']}-{row['year']} were not loaded."
        raise LookupError(message)
    new = NewHandover(
        number=row["number"],
        held_on=row["held_on"],
        place=row["place"],
        giver_person=_head(card.head.id, row["held_on"]),
        receiver_person=_head(after.head.id, row["held_on"]),
        money=row["money"],
        money_note=row["money_note"],
        open_tasks="\n".join(row["open_tasks"]),
        items="\n".join(row["items"]),
    )
    minute = draw_up_handover(bloc_year=card.public_id, new=new, actor=account(row["by"]), at=at)
    for side, username in ((Side.GIVER, row["giver"]), (Side.RECEIVER, row["receiver"])):
        confirm_handover(handover=minute.public_id, side=side, actor=account(username), at=at)


def _head(unit: int, on: date) -> str:
    found = head_of_unit(unit, on=on)
    if found is None:
        return ""
    name = f"{found.person.rank} {found.person.name}".strip()
    return f"{name}, {found.title}"


def choose(row: Mapping[str, Any], at: datetime) -> None:
    """One person says how they want to be written to."""
    choose_digest(
        frequency=row["frequency"],
        hour=row["hour"],
        weekday=row["weekday"],
        language=row["language"],
        actor=account(row["username"]),
        at=at,
    )
