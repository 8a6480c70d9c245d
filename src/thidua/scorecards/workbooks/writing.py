"""The workbook that goes out: the sheet as seen, and one worksheet of inputs that can be edited and sent back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from thidua.core.scoring import State
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import write
from thidua.foundation.sheets import SheetWriter
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.queries.matrix import Matrix, Shown, Word
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, Stage

MARKER: Final = "thidua-sheet/1"
# Rows counted from zero: title, how to, marker, unit codes, unit names, heads, then the criteria.
MARKER_ROW, CODES_ROW, NAMES_ROW, HEADS_ROW, FIRST_ROW = 2, 3, 4, 5, 6
# Columns before the units: code, criterion, how it is written, maximum.
FIXED: Final = 4
PER_UNIT: Final = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word of the workbook in the reader's language; `hint` says how a kind of leaf is written."""

    lang: str
    title: str
    how_to: str
    seen: str
    inputs: str
    heads: tuple[str, str, str, str]
    per_unit: tuple[str, str, str]
    stages: Mapping[Stage, str]
    words: Mapping[Word, str]
    sums: tuple[str, str, str, str]
    hint: Callable[[Leaf], str]


def write_workbook(frame: SheetFrame, grid: Matrix, stage: Stage, wording: Wording, *, at: datetime) -> bytes:
    """The bytes of the workbook; units whose marks of `stage` are hidden in `grid` have no inputs in it."""
    out = SheetWriter()
    _write_seen(out, grid, wording)
    _write_inputs(out, frame, grid, stage, wording, at)
    return out.finish()


def _write_seen(out: SheetWriter, grid: Matrix, wording: Wording) -> None:
    sheet = out.sheet(wording.seen, widths=(8, 46, 9, *([10] * (len(grid.members) * len(STAGES)))))
    out.write(sheet, 0, [wording.title], out.head)
    units = ["", "", ""]
    heads = [wording.heads[0], wording.heads[1], wording.heads[3]]
    for member in grid.members:
        units += [member.short_name, "", ""]
        heads += [wording.stages[stage] for stage in STAGES]
    out.write(sheet, 2, units, out.head)
    out.write(sheet, 3, heads, out.head)
    number = out.book.add_format({"num_format": "0.00", "valign": "top"})
    sums = dict(zip(("content", "bonus", "deduction", "total"), wording.sums, strict=True))
    for place, row in enumerate(grid.rows, start=4):
        out.write(sheet, place, [row.code, sums.get(row.kind, row.name), row.max])
        for column, cell in enumerate(row.cells, start=3):
            if cell.word is Word.POINTS and cell.points is not None:
                sheet.write_number(place, column, float(cell.points), number)
            else:
                sheet.write_string(place, column, wording.words[cell.word], out.wrap)
    sheet.freeze_panes(4, 3)


def _write_inputs(
    out: SheetWriter, frame: SheetFrame, grid: Matrix, stage: Stage, wording: Wording, at: datetime
) -> None:
    sheet = out.sheet(
        f"{wording.inputs} {wording.stages[stage]}", widths=(8, 40, 34, 9, *([16, 9, 26] * len(grid.members)))
    )
    text = out.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
    given = out.book.add_format({"num_format": "0.00", "valign": "top", "font_color": "#6b655d"})
    out.write(sheet, 0, [wording.title], out.head)
    out.write(sheet, 1, [wording.how_to], out.note)
    out.write(
        sheet, MARKER_ROW, [MARKER, frame.public_id, stage.value, at.isoformat(), str(frame.scheme_version)]
    )
    codes: list[str] = [""] * FIXED
    names: list[str] = [""] * FIXED
    heads = list(wording.heads)
    for member in grid.members:
        codes += [member.code, "", ""]
        names += [member.short_name, "", ""]
        heads += list(wording.per_unit)
    out.write(sheet, CODES_ROW, codes)
    out.write(sheet, NAMES_ROW, names, out.head)
    out.write(sheet, HEADS_ROW, heads, out.head)
    hidden = _hidden(grid, stage)
    card = scorecard_of(frame, stage)
    for place, leaf in enumerate(frame.outline.leaves.values(), start=FIRST_ROW):
        out.write(sheet, place, [leaf.code, leaf.name, wording.hint(leaf), leaf.max])
        for index, member in enumerate(grid.members):
            column = FIXED + index * PER_UNIT
            mark = None if member.code in hidden else frame.mark(member.code, leaf.code, stage)
            said = (
                write(
                    leaf,
                    mark.entry,
                    lang=wording.lang,
                    awaits=mark.awaits,
                    reason=_state_reason(mark.entry, mark.reason),
                )
                if mark
                else ""
            )
            sheet.write_string(place, column, said, text)
            scored = card.units[member.code].leaves[leaf.code]
            if member.code not in hidden and scored.state is State.VALUE:
                sheet.write_number(place, column + 1, float(scored.points), given)
            reason = mark.reason if mark and "state" not in mark.entry else ""
            sheet.write_string(place, column + 2, reason, text)
    _write_totals(out, sheet, frame, grid, stage, wording)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_row(CODES_ROW, None, None, {"hidden": False})


def _state_reason(entry: Mapping[str, Any], reason: str) -> str:
    return reason if "state" in entry else ""


def _hidden(grid: Matrix, stage: Stage) -> frozenset[str]:
    """The units whose marks of a stage the reader may not see: every cell of theirs is hidden."""
    offset = STAGES.index(stage)
    leaves = [row for row in grid.rows if row.kind == "leaf"]
    return frozenset(
        member.code
        for index, member in enumerate(grid.members)
        if leaves and leaves[0].cells[index * len(STAGES) + offset].word is Word.HIDDEN
    )


def _write_totals(
    out: SheetWriter, sheet: Any, frame: SheetFrame, grid: Matrix, stage: Stage, wording: Wording
) -> None:
    """Sums under the criteria, to be read; what is typed there is not taken."""
    first = FIRST_ROW + len(frame.outline.leaves) + 1
    sums = [row for row in grid.rows if row.kind not in {"leaf", "section"}]
    names = dict(zip(("content", "bonus", "deduction", "total"), wording.sums, strict=True))
    offset = STAGES.index(stage)
    for place, row in enumerate(sums, start=first):
        out.write(sheet, place, ["", names[row.kind]], out.head)
        for index in range(len(grid.members)):
            cell: Shown = row.cells[index * len(STAGES) + offset]
            said: Decimal | str | None = cell.points if cell.word is Word.POINTS else wording.words[cell.word]
            column = FIXED + index * PER_UNIT + 1
            if isinstance(said, Decimal):
                sheet.write_number(place, column, float(said), out.wrap)
            else:
                sheet.write_string(place, column, said or "", out.wrap)
