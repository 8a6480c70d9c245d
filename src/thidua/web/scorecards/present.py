"""From rows of the room to the parts of the design: the grid with its words, looks and addresses."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from django.utils.translation import gettext as _

from thidua.scorecards.permissions import Part, markable, sees_marks
from thidua.scorecards.queries import Matrix, RowKind, SheetFrame, Shown, Word, matrix
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import OPEN_STAGE, STAGES, Stage
from thidua.web.scorecards.words import CELL_LOOKS, CELL_WORDS, STAGE_HEADS, plain_words, points_words
from thidua.web.shared import parts
from thidua.web.shared.parts.scores import Change

type RowLook = Literal["leaf", "section", "extra", "total"]
_CHANGES: dict[int, Change] = {-1: "down", 0: "", 1: "up"}


def cell_key(unit: str, leaf: str, stage: Stage) -> str:
    """How scripts and addresses name a cell."""
    return f"{unit}:{leaf}:{stage}"


def read_key(key: str) -> tuple[str, str, Stage] | None:
    """The place a key names; None when it names none."""
    unit, _, rest = key.partition(":")
    leaf, _, stage = rest.rpartition(":")
    return (unit, leaf, Stage(stage)) if stage in set(Stage) and unit and leaf else None


def sheet_part(frame: SheetFrame, part: Part, *, chosen: str = "") -> parts.Matrix:
    """The whole sheet as this person may see and edit it."""
    grid = matrix(frame, sees=lambda unit, stage: sees_marks(part, frame, unit, stage))
    return parts.Matrix(
        caption=_("Points by criterion and unit: self mark, bloc, appraised"),
        units=tuple(
            parts.MatrixUnit(
                member.code, member.short_name, f"don-vi/{quote(member.code)}/", member.code in part.own
            )
            for member in frame.members
        ),
        stages=tuple(_(STAGE_HEADS[stage]) for stage in STAGES),
        rows=_rows(frame, part, grid),
        chosen=chosen,
    )


def _rows(frame: SheetFrame, part: Part, grid: Matrix) -> tuple[parts.MatrixRow, ...]:
    decimals = scheme_of(frame).rounding.decimals
    words = {word: _(said) for word, said in CELL_WORDS.items()}
    columns = [(member.code, stage) for member in frame.members for stage in STAGES]
    editable = markable(part, frame)
    open_stage = OPEN_STAGE.get(frame.state)
    named: dict[RowKind, tuple[str, RowLook]] = {
        RowKind.CONTENT: (_("Content after what does not apply"), "extra"),
        RowKind.BONUS: (_("Bonus points"), "extra"),
        RowKind.DEDUCTION: (_("Deductions"), "extra"),
        RowKind.TOTAL: (_("Total"), "total"),
    }
    rows = []
    for row in grid.rows:
        if row.kind is RowKind.LEAF:
            cells = tuple(
                _leaf_cell(
                    cell,
                    unit,
                    row.code,
                    stage,
                    words,
                    decimals,
                    stage is open_stage and (unit, row.code) in editable,
                )
                for cell, (unit, stage) in zip(row.cells, columns, strict=True)
            )
            rows.append(parts.MatrixRow(row.code, row.name, plain_words(row.max), cells))
            continue
        cells = tuple(
            parts.MatrixCell(_said(cell, words, decimals), stage.value, state=CELL_LOOKS[cell.word])
            for cell, (_unit, stage) in zip(row.cells, columns, strict=True)
        )
        name, look = named.get(row.kind, (row.name, "section"))
        rows.append(parts.MatrixRow(row.code, name, plain_words(row.max), cells, look))
    return tuple(rows)


def _said(cell: Shown, words: Mapping[Word, str], decimals: int) -> str:
    return points_words(cell.points, decimals) if cell.word is Word.POINTS else words[cell.word]


def _leaf_cell(
    cell: Shown,
    unit: str,
    leaf: str,
    stage: Stage,
    words: Mapping[Word, str],
    decimals: int,
    editable: bool,  # noqa: FBT001 -- one of the cell's own facts
) -> parts.MatrixCell:
    if cell.word is Word.HIDDEN:
        return parts.MatrixCell(words[cell.word], stage.value, state="na")
    return parts.MatrixCell(
        points_words(cell.points, decimals) if cell.word is Word.POINTS else words[cell.word],
        stage.value,
        f"{unit}:{leaf}:{stage.value}",
        CELL_LOOKS[cell.word],
        _CHANGES[cell.trend],
        f"o/{quote(unit)}/{stage.value}/{quote(leaf)}/",
        editable,
        cell.revision,
    )
