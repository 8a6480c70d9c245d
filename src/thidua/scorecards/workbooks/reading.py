"""The workbook that comes back: every cell under its own address, with what cannot be taken and why."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thidua.core.verdict import Sentence
from thidua.criteria.notation import figure
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import Cell, CellValue, SheetGrid, address, read_workbook
from thidua.foundation.wording import N_
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.states import Stage
from thidua.scorecards.workbooks.writing import CODES_ROW, FIRST_ROW, FIXED, MARKER, MARKER_ROW, PER_UNIT

MAX_ROWS = 2000
MAX_COLUMNS = 400
MAX_TEXT = 4000


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One input as read: where, for which unit and leaf, the text, the reason typed beside it."""

    address: str
    unit: str
    leaf: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong or doubtful at an address, and what to do."""

    address: str
    sentence: Sentence
    remedy: Sentence | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says: for which stage, taken when, its cells, its faults."""

    name: str
    stage: Stage
    taken_at: datetime
    cells: tuple[ReadCell, ...]
    faults: tuple[CellFault, ...]


def read_stage_workbook(content: bytes, *, name: str, frame: SheetFrame) -> Reading:
    """Read a workbook made by `write_workbook`.

    Raises `Problem` when the file is not a workbook, hides a bomb, or is not of this sheet; faults of single cells
    are collected, and a cell with a fault is left out.
    """
    grid = _inputs(read_workbook(content, name=name, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS), name)
    stage, taken_at = _head(grid, frame, name)
    faults: list[CellFault] = []
    units = _units(grid, frame, faults)
    cells: list[ReadCell] = []
    seen: dict[str, str] = {}
    for row in grid.rows[FIRST_ROW:]:
        code = row[0].text
        if not code:
            continue
        if frame.leaf(code) is None:
            faults.append(_no_leaf(frame, row[0]))
            continue
        if code in seen:
            twice = Sentence(
                N_("Criterion {leaf} stands in row {row} already."), {"leaf": code, "row": seen[code]}
            )
            faults.append(CellFault(row[0].address, twice))
            continue
        seen[code] = "".join(char for char in row[0].address if char.isdigit())
        cells += _row(row, code, units, faults)
    return Reading(name, stage, taken_at, tuple(cells), tuple(faults))


def _inputs(grids: tuple[SheetGrid, ...], name: str) -> SheetGrid:
    for grid in grids:
        if len(grid.rows) > MARKER_ROW and grid.width and grid.rows[MARKER_ROW][0].text == MARKER:
            return grid
    raise Problem(
        Sentence(N_("The file {name} holds no worksheet of inputs of a score sheet."), {"name": name}),
        where=name,
        remedy=Sentence(N_("Download the sheet from this page, fill in that file and send it back.")),
    )


def _head(grid: SheetGrid, frame: SheetFrame, name: str) -> tuple[Stage, datetime]:
    _, key, stage, taken, *rest = [cell.text for cell in grid.rows[MARKER_ROW]] + [""] * 5
    if key != frame.public_id:
        raise Problem(
            Sentence(N_("The file {name} belongs to another score sheet."), {"name": name}),
            where=address(MARKER_ROW, 1),
            remedy=Sentence(N_("Open the sheet it was downloaded from, or download it here again.")),
        )
    if rest and rest[0] != str(frame.scheme_version):
        raise Problem(
            Sentence(
                N_("The file {name} was made under another version of the table of criteria."), {"name": name}
            ),
            where=address(MARKER_ROW, 4),
            remedy=Sentence(N_("Download the sheet again and copy the inputs over.")),
        )
    try:
        moment = datetime.fromisoformat(taken)
        return Stage(stage), moment if moment.tzinfo else _zoneless(taken)
    except ValueError as problem:
        raise Problem(
            Sentence(
                N_("Row 3 of the file {name} was changed; it says where the file comes from."), {"name": name}
            ),
            where=address(MARKER_ROW, 3),
            remedy=Sentence(N_("Download the sheet again and copy the inputs over.")),
        ) from problem


def _zoneless(taken: str) -> datetime:
    message = f"{taken} has no zone."
    raise ValueError(message)


def _units(grid: SheetGrid, frame: SheetFrame, faults: list[CellFault]) -> dict[int, str]:
    found: dict[int, str] = {}
    row = grid.rows[CODES_ROW] if len(grid.rows) > CODES_ROW else ()
    for column, cell in enumerate(row):
        if column < FIXED or not cell.text:
            continue
        if frame.member(cell.text) is None or (column - FIXED) % PER_UNIT:
            unknown = Sentence(N_("“{text}” is not the code of a unit of this sheet."), {"text": cell.text})
            faults.append(CellFault(cell.address, unknown))
        elif cell.text in found.values():
            faults.append(
                CellFault(cell.address, Sentence(N_("Unit {unit} stands here twice."), {"unit": cell.text}))
            )
        else:
            found[column] = cell.text
    return found


def _no_leaf(frame: SheetFrame, cell: Cell) -> CellFault:
    near = [code for code in frame.outline.leaves if code[:1] == cell.text[:1]]
    said = Sentence(
        N_("The table of criteria version {version} has no criterion {text}."),
        {"version": frame.scheme_version, "text": cell.text},
    )
    remedy = (
        Sentence(N_("Correct the code; there are: {codes}."), {"codes": ", ".join(near[:6])})
        if near
        else None
    )
    return CellFault(cell.address, said, remedy)


def _row(row: tuple[Cell, ...], leaf: str, units: dict[int, str], faults: list[CellFault]) -> list[ReadCell]:
    cells = []
    for column, unit in units.items():
        if column >= len(row):
            continue
        cell = row[column]
        reason = row[column + 2].text if column + 2 < len(row) else ""
        text = _text(cell.value)
        if text is None or len(text) > MAX_TEXT or len(reason) > MAX_TEXT:
            faults.append(_unfit(cell))
            continue
        cells.append(ReadCell(cell.address, unit, leaf, text, reason.strip()))
    return cells


def _text(value: CellValue) -> str | None:
    """The value as typed text; None for what a spreadsheet made of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        # A cell that is a number means exactly that number, whatever its text might be taken for.
        return figure(value, "vi")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == datetime.min.time() else None
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value


def _unfit(cell: Cell) -> CellFault:
    return CellFault(
        cell.address,
        Sentence(N_("“{text}” is not text or a number."), {"text": cell.text[:60]}),
        Sentence(N_("Format the cell as text and type it again.")),
    )
