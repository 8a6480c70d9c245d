"""What this room lays into the handover pack «hồ sơ bàn giao»: the bloc's movements, who took part, what was done."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from thidua.campaigns.models import Movement
from thidua.campaigns.queries import Picture, frames, gatherings_of, picture_of, reviews_of
from thidua.campaigns.states import MovementState, Presence, ReviewKind
from thidua.core import wording
from thidua.foundation.wording import N_, active_language
from thidua.organisations.handover import Cell, PackFile, contributes, table
from thidua.organisations.queries import unit_names

_STATES: Final = {
    MovementState.DRAFTED: N_("Draft"),
    MovementState.LAUNCHED: N_("Running"),
    MovementState.REVIEWED: N_("Interim review held"),
    MovementState.CLOSED: N_("Final review held"),
    MovementState.WITHDRAWN: N_("Withdrawn"),
}
_REVIEWS: Final = {ReviewKind.INTERIM: N_("Interim review"), ReviewKind.FINAL: N_("Final review")}
_PRESENCES: Final = {
    Presence.PRESENT: N_("Present"),
    Presence.EXCUSED: N_("Absent with a reason"),
    Presence.ABSENT: N_("Absent without a reason"),
}


@contributes("movements", N_("Movements, responses, activities, attendance"), place=25)
def movements_part(bloc_year: str, on: date) -> Iterator[PackFile]:
    """The bloc's own movements of the year with targets and reviews, each unit's part, and who came to what."""
    rows = Movement.objects.filter(bloc_year__public_id=bloc_year).order_by("starts_on", "pk")
    pictures = [picture_of(frame, None, on=on) for frame in frames(rows)]
    if pictures:
        yield PackFile("phong-trao.csv", _movements(pictures), gettext("The bloc's movements"))
        yield PackFile("chi-tieu-phong-trao.csv", _targets(pictures), gettext("Targets of the movements"))
        yield PackFile("huong-ung.csv", _responses(pictures), gettext("Responses of the units"))
        yield PackFile("hoat-dong.csv", _activities(pictures), gettext("Activities and figures"))
        yield PackFile("so-ket-tong-ket.csv", _reviews(pictures), gettext("Reviews of the movements"))
    if came := _attendance(bloc_year, on):
        heads = (
            gettext("Day"),
            gettext("Activity"),
            gettext("Unit"),
            gettext("Attendance"),
            gettext("Reason"),
        )
        yield PackFile(
            "diem-danh.csv",
            table(heads, came),
            gettext("Attendance at what the bloc did together"),
        )


def _number(value: Decimal | None) -> str:
    return "" if value is None else wording.number(value, active_language())


def _movements(pictures: Iterable[Picture]) -> bytes:
    heads = (
        gettext("Movement"),
        gettext("Slogan"),
        gettext("Paper and number"),
        gettext("Paper dated"),
        gettext("From"),
        gettext("To"),
        gettext("State"),
        gettext("Launched on"),
        gettext("Contents"),
        gettext("Units that responded"),
    )
    return table(
        heads,
        (
            (
                one.frame.card.name,
                one.frame.card.slogan,
                one.frame.card.document_number,
                one.frame.card.document_date,
                one.frame.card.starts_on,
                one.frame.card.ends_on,
                gettext(_STATES[one.frame.card.state]),
                one.frame.card.launched_on,
                "\n".join(one.frame.card.contents),
                one.responded,
            )
            for one in pictures
        ),
    )


def _targets(pictures: Iterable[Picture]) -> bytes:
    heads = (
        gettext("Movement"),
        gettext("Target of the movement"),
        gettext("Unit of measure"),
        gettext("To reach"),
        gettext("Reached"),
    )
    return table(
        heads,
        (
            (
                one.frame.card.name,
                row.target.name,
                row.target.unit_of_measure,
                _number(row.target.amount),
                _number(row.now),
            )
            for one in pictures
            for row in one.targets
        ),
    )


def _responses(pictures: Iterable[Picture]) -> bytes:
    heads = (
        gettext("Movement"),
        gettext("Unit"),
        gettext("Responded on"),
        gettext("Paper and number"),
        gettext("Slogan"),
        gettext("What the unit undertakes"),
        gettext("Activities"),
    )
    return table(heads, (row for one in pictures for row in _parts(one)))


def _parts(picture: Picture) -> Iterator[tuple[Cell, ...]]:
    for part in picture.parts:
        said = part.response
        yield (
            picture.frame.card.name,
            part.unit.name,
            said.responded_on if said else None,
            said.document_number if said else "",
            said.slogan if said else "",
            said.undertakes if said else "",
            part.total.count,
        )


def _activities(pictures: list[Picture]) -> bytes:
    heads = (
        gettext("Day"),
        gettext("Unit"),
        gettext("Activity"),
        gettext("Place held"),
        gettext("Movement"),
        gettext("Figures"),
        gettext("Evidence"),
    )
    counted: dict[int, list[str]] = {}
    for one in pictures:
        for row in one.activities:
            counted.setdefault(row.id, []).append(one.frame.card.name)
    known = {row.id: (row, one.names[row.unit]) for one in pictures for row in one.activities}
    return table(
        heads,
        (
            (
                row.happened_on,
                unit.name,
                row.title,
                row.place,
                "; ".join(counted[row.id]),
                "; ".join(
                    f"{figure.measure}: {_number(figure.amount)} {figure.unit_of_measure}".strip()
                    for figure in row.figures
                ),
                row.evidence,
            )
            for row, unit in sorted(known.values(), key=lambda pair: (pair[0].happened_on, pair[0].id))
        ),
    )


def _reviews(pictures: Iterable[Picture]) -> bytes:
    heads = (
        gettext("Movement"),
        gettext("Review"),
        gettext("Day"),
        gettext("Paper and number"),
        gettext("Results"),
        gettext("Limits"),
        gettext("Next tasks"),
    )
    return table(
        heads,
        (
            (
                one.frame.card.name,
                gettext(_REVIEWS[row.kind]),
                row.held_on,
                row.document,
                row.results,
                row.limits,
                row.next_tasks,
            )
            for one in pictures
            for row in reversed(reviews_of(one.frame.card.id))
        ),
    )


def _attendance(bloc_year: str, on: date) -> list[tuple[Cell, ...]]:
    rows = gatherings_of(bloc_year)
    names = unit_names({one.unit for row in rows for one in row.presences}, on=on) if rows else {}
    return [
        (row.happened_on, row.title, names[one.unit].name, gettext(_PRESENCES[one.presence]), one.reason)
        for row in rows
        for one in row.presences
    ]
