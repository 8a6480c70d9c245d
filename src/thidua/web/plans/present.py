"""Lines of a plan as pages show them, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.organisations.queries import UnitName
from thidua.plans.queries import ActivityRow, PlanFrame, names_for
from thidua.plans.states import ActivityStanding
from thidua.web.plans.addresses import line_address
from thidua.web.plans.words import late_words, roll_words, standing_state, when_words
from thidua.web.shared import parts


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan as shown; `parts_done` of `parts_all` units have done their part."""

    code: str
    title: str
    href: str
    anchor: bool
    owner: str
    output: str
    how: str
    due_on: date
    standing: ActivityStanding
    state: parts.State
    late: str
    done_on: date | None
    parts_done: int
    parts_all: int
    moved: int
    mine: bool
    dropped: bool

    @property
    def shared(self) -> bool:
        """Whether several units have to do it."""
        return self.parts_all > 1


def names_of(frame: PlanFrame, on: date) -> dict[int, UnitName]:
    """The names of the members and of every owner."""
    return names_for(frame.year, {row.owner for row in frame.activities if row.owner}, on=on)


def lines_of(
    frame: PlanFrame, names: Mapping[int, UnitName], *, on: date, mine: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """Every line; `mine` are public keys of the reader's units."""
    return tuple(line_of(frame, row, names, on=on, mine=mine) for row in frame.activities)


def line_of(
    frame: PlanFrame,
    row: ActivityRow,
    names: Mapping[int, UnitName],
    *,
    on: date,
    mine: frozenset[str] = frozenset(),
) -> Line:
    """One line."""
    standing = frame.standing(row, on)
    units = frame.responsible(row)
    counted = not row.anchor and row.dropped_on is None
    how = when_words(row.when)
    if rolled := roll_words(row.when):
        how = f"{how} ({rolled[:1].lower()}{rolled[1:]})"
    return Line(
        row.code,
        row.title,
        line_address(frame.card.public_id, row.code),
        row.anchor,
        owner_words(row, names),
        row.output,
        how,
        row.due_on,
        standing,
        standing_state(standing, anchor=row.anchor and row.dropped_on is None),
        late_words(frame.late(row, on), row.day_kind) if counted else "",
        frame.done_on(row),
        sum(row.completion(unit) is not None for unit in units),
        len(units),
        len(row.moves),
        any(names[unit].public_id in mine for unit in units if unit in names),
        row.dropped_on is not None,
    )


def owner_words(row: ActivityRow, names: Mapping[int, UnitName]) -> str:
    """Who has to do it."""
    if row.anchor:
        return ""
    return _("Every member") if row.owner is None else names[row.owner].short_name
