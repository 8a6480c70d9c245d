"""What this room lays into the handover pack «hồ sơ bàn giao»: the year's plans with what was done, and what is still open."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from thidua.foundation.wording import N_
from thidua.organisations.handover import PackFile, contributes, table
from thidua.plans.queries import PlanFrame, names_for, plan_frame, plans_of_year


@contributes("plan", N_("Plans of the year and open activities"), place=20)
def plan_part(bloc_year: str, on: date) -> Iterator[PackFile]:
    """Each version of the plan: its text, its activities with their days and what became of them."""
    for card in plans_of_year(bloc_year):
        frame = plan_frame(card.public_id)
        if frame is None:
            continue
        title = {"version": card.version, "number": card.number or "–"}
        yield PackFile(
            f"ke-hoach-v{card.version}.txt",
            f"{card.title}\n{card.number} {card.issued_on or ''}\n\n{card.text}\n".encode(),
            gettext("Plan, version %(version)d (%(number)s): text") % title,
        )
        yield PackFile(
            f"hoat-dong-v{card.version}.csv",
            table(_heads(), _rows(frame, on)),
            gettext("Plan, version %(version)d (%(number)s): activities") % title,
        )


def _heads() -> tuple[str, ...]:
    return (
        gettext("Code"),
        gettext("Activity"),
        gettext("Unit"),
        gettext("Due"),
        gettext("Completed"),
        gettext("Still to do by"),
        gettext("Reason"),
    )


def _rows(frame: PlanFrame, on: date) -> Iterator[tuple[str | date | None, ...]]:
    names = names_for(frame.year, (row.owner for row in frame.activities if row.owner is not None), on=on)
    for row in frame.activities:
        owner = names[row.owner].short_name if row.owner is not None else gettext("All members")
        open_by = () if row.dropped_on is not None else frame.outstanding(row)
        yield (
            row.code,
            row.title,
            owner,
            row.due_on,
            frame.done_on(row),
            "; ".join(names[unit].short_name for unit in open_by if unit in names),
            row.dropped_reason,
        )
