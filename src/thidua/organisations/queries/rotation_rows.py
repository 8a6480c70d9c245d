"""Rotation lists and terms as read, before names are known, and whose turn comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from thidua.organisations.models import RotationList, RotationTerm, RotationTurn
from thidua.organisations.queries.rows import RotationRow, TermRow, TurnRow, UnitName
from thidua.organisations.queries.year_rows import name_day

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


def next_turn(rotations: Sequence[RotationRow], terms: Sequence[TermRow], year: int) -> UnitName | None:
    """Whose turn it is in `year`: the next on the present list after the last head before, turns passed over left out."""
    present = next((rotation for rotation in rotations if rotation.replaced_on is None), None)
    if present is None:
        return None
    units = [turn.unit for turn in present.turns]
    skipped = {term.head.id for term in terms if term.year == year and term.skipped}
    led = max(
        (term for term in terms if term.year < year and not term.skipped), key=lambda t: t.year, default=None
    )
    places = [unit.id for unit in units]
    start = places.index(led.head.id) + 1 if led is not None and led.head.id in places else 0
    return next((unit for unit in [*units[start:], *units[:start]] if unit.id not in skipped), None)
