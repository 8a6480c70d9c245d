"""Rotation lists and terms as read, before names are known, and whose turn comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from thidua.organisations.models import RotationList, RotationTerm, RotationTurn, YearLead
from thidua.organisations.queries.rows import RotationRow, TermRow, TurnRow, UnitName
from thidua.organisations.queries.year_rows import name_day
from thidua.organisations.states import LeadRole

type Names = Mapping[tuple[int, date], UnitName]


@dataclass(frozen=True, slots=True)
class RotationRead:
    """Every place of every list of a bloc, the newest list first; the present list is named as of `on`."""

    turns: tuple[RotationTurn, ...]
    on: date

    @classmethod
    def of(cls, bloc: int, on: date) -> Self:
        """Read in one query."""
        rows = RotationTurn.objects.filter(rotation__bloc=bloc).select_related("rotation")
        return cls(tuple(rows.order_by("-rotation__adopted_on", "position")), on)

    def _day(self, rotation: RotationList) -> date:
        return rotation.replaced_on or self.on

    @property
    def asked(self) -> list[tuple[int, date]]:
        """Units and days whose names are needed."""
        return [(turn.unit_id, self._day(turn.rotation)) for turn in self.turns]

    def rotations(self, names: Names) -> tuple[RotationRow, ...]:
        """The lists."""
        lists: dict[int, tuple[RotationList, list[TurnRow]]] = {}
        for turn in self.turns:
            _, places = lists.setdefault(turn.rotation_id, (turn.rotation, []))
            places.append(TurnRow(turn.position, names[turn.unit_id, self._day(turn.rotation)]))
        return tuple(
            RotationRow(one.adopted_on, one.replaced_on, one.skip_rule, tuple(places))
            for one, places in lists.values()
        )


def term_rows(rows: Sequence[RotationTerm], names: Names) -> tuple[TermRow, ...]:
    """Rows of terms, each named as of its year's end."""
    return tuple(
        TermRow(row.year, names[row.head_id, name_day(row.year)], row.skipped, row.planned, row.note)
        for row in rows
    )


def heads_of(bloc: int) -> dict[int, int]:
    """The unit that last headed each year of a bloc whose years are on record, in one query."""
    rows = YearLead.objects.filter(bloc_year__bloc=bloc, role=LeadRole.HEAD.value).order_by("since", "pk")
    return dict(rows.values_list("bloc_year__year", "unit"))


def in_turn(
    units: Sequence[UnitName], terms: Sequence[TermRow], heads: Mapping[int, int], year: int
) -> list[UnitName]:
    """The units of a list in the order in which their turns come in `year`.

    Nobody comes again before each other unit of the list has had its turn: those who never headed come first, then
    whoever headed longest ago; among equals the one that follows the last head. A year's own head (`heads`: year to
    unit) speaks before what the terms say of that year. A turn passed over is a turn that was had.
    """
    led = {term.year: term.head.id for term in terms if not term.skipped} | dict(heads)
    before = sorted((when, unit) for when, unit in led.items() if when < year)
    passed = [(term.year, term.head.id) for term in terms if term.skipped and term.year < year]
    had = {unit: when for when, unit in sorted([*before, *passed])}
    places = [unit.id for unit in units]
    last = before[-1][1] if before else None
    start = places.index(last) + 1 if last in places else 0
    return sorted([*units[start:], *units[:start]], key=lambda unit: had.get(unit.id, 0))


def next_turn(
    rotations: Sequence[RotationRow], terms: Sequence[TermRow], heads: Mapping[int, int], year: int
) -> UnitName | None:
    """Whose turn it is in `year` by the present list, turns passed over that year left out."""
    present = next((rotation for rotation in rotations if rotation.replaced_on is None), None)
    if present is None:
        return None
    skipped = {term.head.id for term in terms if term.year == year and term.skipped}
    turns = in_turn([turn.unit for turn in present.turns], terms, heads, year)
    return next((unit for unit in turns if unit.id not in skipped), None)
