"""Cells into values: rows under their heads, read by the kind of their column; what cannot be taken is noted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from thidua.core.numbers import NumberUnreadable, parse_decimal, plain
from thidua.core.text import fold, vietnamese
from thidua.core.verdict import Sentence
from thidua.criteria import words
from thidua.criteria.workbook.layout import Column, SheetLayout, readings, word_for
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import Cell, SheetGrid, rows_with_text
from thidua.foundation.wording import N_

HEAD_ROWS: Final = 12
ABSENT: Any = object()


@dataclass(slots=True)
class Row:
    """A row by the keys of its columns: values that are there, and the address of every cell."""

    values: dict[str, Any]
    cells: dict[str, str]

    @property
    def code(self) -> str:
        return str(self.values.get("code", ""))

    def item(self, *keys: str) -> dict[str, Any]:
        return {key: self.values[key] for key in keys if key in self.values}


@dataclass(slots=True)
class CellReader:
    """Reads sheets row by row and keeps what is wrong."""

    problems: list[Problem] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def fault(self, where: str, sentence: Sentence, remedy: Sentence | None = None) -> None:
        """Note something wrong at a cell."""
        self.problems.append(Problem(sentence, where=where, remedy=remedy))

    def rows(self, grid: SheetGrid, layout: SheetLayout) -> Iterator[Row]:
        """The rows of a sheet under its heads."""
        found = heads_of(grid, layout)
        if found is None:
            self.fault(
                grid.name,
                Sentence(N_("Sheet {sheet} has no row of column heads."), {"sheet": grid.name}),
                Sentence(N_("Take the template and copy the rows into it.")),
            )
            return
        number, places = found
        for _, cells in rows_with_text(grid, after=number):
            row = Row({}, {})
            for column in layout.columns:
                place = places.get(column.key)
                if place is None or place >= len(cells):
                    continue
                cell = cells[place]
                row.cells[column.key] = f"{grid.name}!{cell.address}"
                value = self.value(cell, column, row.cells[column.key])
                if value is not ABSENT:
                    row.values[column.key] = value
            if row.values:
                yield row

    def value(self, cell: Cell, column: Column, where: str) -> Any:
        """The value of a cell as the document writes it; `ABSENT` for an empty or faulty one."""
        if cell.value is None:
            return ABSENT
        if column.nullable and fold(cell.text) in readings(words.NO_FIGURE):
            return None
        if column.kind == "cell":
            return cell
        if column.kind == "number":
            return self.number(cell, where)
        if column.kind == "day":
            return self.day(cell, where)
        if column.kind in {"word", "flag"}:
            return self.word(cell, column, where)
        text = vietnamese(cell.text).strip()
        if column.kind == "codes":
            return [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
        if column.kind == "lines":
            return [line.strip() for line in text.splitlines() if line.strip()]
        return text

    def number(self, cell: Cell, where: str) -> Any:
        """A number, whether Excel keeps it as one or it was typed as text."""
        try:
            return plain(parse_decimal(cell.value))
        except NumberUnreadable as problem:
            self.fault(where, problem.sentence, Sentence(N_("Write a number in this cell.")))
            return ABSENT

    def day(self, cell: Cell, where: str) -> Any:
        """A day: a date cell, 28/02/2023 or 2023-02-28."""
        if isinstance(cell.value, datetime):
            return cell.value.date().isoformat()
        if isinstance(cell.value, date):
            return cell.value.isoformat()
        for form in ("%d/%m/%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(cell.text, form).date().isoformat()  # noqa: DTZ007 -- a day has no zone
            except ValueError:
                continue
        self.fault(
            where,
            Sentence(N_("“{text}” is not a day of the calendar."), {"text": cell.text[:40]}),
            Sentence(N_("Write the day as 28/02/2023.")),
        )
        return ABSENT

    def word(self, cell: Cell, column: Column, where: str) -> Any:
        """One word of a closed list."""
        if isinstance(cell.value, bool):
            code: str | None = "true" if cell.value else "false"
        else:
            code = word_for(cell.text, column.vocabulary or words.YES_NO)
        if code is None:
            known = [Sentence(msgid) for msgid in (column.vocabulary or words.YES_NO).values()]
            self.fault(
                where,
                Sentence(N_("“{text}” is none of the words taken here."), {"text": cell.text[:60]}),
                Sentence(N_("For example: {first}, {second}."), {"first": known[0], "second": known[1]}),
            )
            return ABSENT
        return code == "true" if column.kind == "flag" else code


def heads_of(grid: SheetGrid, layout: SheetLayout) -> tuple[int, dict[str, int]] | None:
    """The row of heads and the place of each known column in it."""
    wanted = {reading: column.key for column in layout.columns for reading in readings(column.head)}
    needed = len(layout.columns) // 2 if len(layout.columns) < 6 else 3
    for number, cells in enumerate(grid.rows[:HEAD_ROWS], start=1):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            key = wanted.get(fold(cell.text)) if cell.value is not None else None
            if key is not None:
                places.setdefault(key, place)
        if len(places) >= max(1, needed) and layout.columns[0].key in places:
            return number, places
    return None
