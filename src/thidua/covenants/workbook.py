"""A unit's targets as an Excel workbook, and read back: every place that cannot be taken is named by its cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from thidua.core.numbers import NumberUnreadable, parse_decimal
from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.covenants.content import TargetRow
from thidua.covenants.states import Direction
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import Cell, SheetWriter, read_workbook, rows_with_text
from thidua.foundation.wording import N_

MAX_ROWS: Final = 400
HEAD_ROW: Final = 4
# The columns in their order: field, heading, width. Papers and their workbooks are Vietnamese.
COLUMNS: Final = (
    ("code", "Mã", 12),
    ("name", "Chỉ tiêu", 48),
    ("measure", "Đơn vị tính", 14),
    ("direction", "Chiều (cao, thấp)", 14),
    ("weight", "Trọng số", 10),
    ("baseline", "Kết quả năm trước", 14),
    ("target", "Mức phấn đấu", 14),
    ("decimals", "Số chữ số thập phân", 12),
    ("numerator", "Tử số", 22),
    ("denominator", "Mẫu số", 22),
    ("deadline", "Hạn", 12),
    ("secrecy", "Ghi chú bảo mật", 30),
)
HIGHER: Final = "cao"
LOWER: Final = "thấp"
DIRECTIONS: Final[Mapping[str, Direction]] = {
    "": Direction.HIGHER,
    "cao": Direction.HIGHER,
    "cao hon la tot": Direction.HIGHER,
    "higher": Direction.HIGHER,
    "thap": Direction.LOWER,
    "thap hon la tot": Direction.LOWER,
    "lower": Direction.LOWER,
}


@dataclass(frozen=True, slots=True)
class TargetsRead:
    """What a file holds: its targets, and every place that cannot be taken."""

    targets: tuple[TargetRow, ...]
    problems: tuple[Problem, ...]


def write_targets(unit: str, year: int, targets: Sequence[TargetRow]) -> bytes:
    """The workbook of a unit's targets, to fill in and send back."""
    book = SheetWriter()
    sheet = book.sheet("Chỉ tiêu", widths=[width for _, _, width in COLUMNS])
    sheet.write_string(0, 0, f"Chỉ tiêu đăng ký năm {year} – {unit}", book.head)
    sheet.write_string(1, 0, "Giữ nguyên mã của chỉ tiêu đã có; chỉ tiêu mới để trống mã.", book.note)
    book.write(sheet, HEAD_ROW - 1, [heading for _, heading, _ in COLUMNS], book.head)
    for number, row in enumerate(targets, start=HEAD_ROW):
        book.write(sheet, number, _values(row))
    sheet.freeze_panes(HEAD_ROW, 2)
    return book.finish()


def _values(row: TargetRow) -> list[str | Decimal | int | date | None]:
    return [
        row.code,
        row.name,
        row.measure,
        HIGHER if row.direction is Direction.HIGHER else LOWER,
        row.weight,
        row.baseline,
        row.target,
        row.decimals,
        row.numerator or None,
        row.denominator or None,
        row.deadline,
        row.secrecy or None,
    ]


def read_targets(content: bytes, *, name: str, before: Sequence[TargetRow]) -> TargetsRead:
    """Read a filled-in workbook; known codes keep their keys and criteria. Raises `Problem` when it is none of ours."""
    grids = read_workbook(content, name=name, max_rows=MAX_ROWS, max_columns=60)
    for grid in grids:
        for number, cells in enumerate(grid.rows, start=1):
            heads = {fold(cell.text): place for place, cell in enumerate(cells) if cell.text}
            places = {field: heads[fold(heading)] for field, heading, _ in COLUMNS if fold(heading) in heads}
            if {"name", "weight", "target"} <= places.keys():
                rows = [cells for _, cells in rows_with_text(grid, after=number)]
                return _read(rows, places, {row.code.casefold(): row for row in before if row.code})
    raise Problem(
        Sentence(
            N_("The file {name} has no row of headings with “Chỉ tiêu”, “Trọng số”, “Mức phấn đấu”."),
            {"name": name},
        ),
        where=name,
        remedy=Sentence(N_("Download the workbook of the registration and fill that in.")),
    )


def _read(
    rows: Sequence[Sequence[Cell]], places: Mapping[str, int], known: Mapping[str, TargetRow]
) -> TargetsRead:
    problems: list[Problem] = []
    found = []
    for cells in rows:
        said = {field: cells[place] for field, place in places.items()}
        row = _row(said, known, problems)
        if not row.empty:
            found.append(row)
    return TargetsRead(tuple(found), tuple(problems))


def _row(said: Mapping[str, Cell], known: Mapping[str, TargetRow], problems: list[Problem]) -> TargetRow:
    def text(field: str) -> str:
        return said[field].text if field in said else ""

    def taken[T](field: str, read: Callable[[Cell], T], otherwise: T) -> T:
        if field not in said or said[field].value is None:
            return otherwise
        try:
            return read(said[field])
        except Problem as problem:
            problems.append(problem)
            return otherwise

    old = known.get(text("code").casefold())
    decimals = taken("decimals", _whole, old.decimals if old is not None else 0)
    return TargetRow(
        key=old.key if old is not None else "",
        code=text("code"),
        name=text("name"),
        measure=text("measure"),
        direction=taken("direction", _direction, Direction.HIGHER),
        weight=taken("weight", _number, None),
        baseline=taken("baseline", _number, None),
        target=taken("target", _number, None),
        decimals=decimals,
        numerator=text("numerator"),
        denominator=text("denominator"),
        deadline=taken("deadline", _day, None),
        secrecy=text("secrecy"),
        leaf=old.leaf if old is not None else "",
    )


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, Decimal):
        return cell.value
    try:
        return parse_decimal(cell.text, grouping=True)
    except NumberUnreadable as problem:
        raise Problem(problem.sentence, where=cell.address) from problem


def _whole(cell: Cell) -> int:
    number = _number(cell)
    if number is None or number != int(number) or not 0 <= number <= 9:
        raise Problem(
            Sentence(N_("“{typed}” is not a number of decimals."), {"typed": cell.text}), where=cell.address
        )
    return int(number)


def _direction(cell: Cell) -> Direction:
    found = DIRECTIONS.get(fold(cell.text))
    if found is None:
        raise Problem(
            Sentence(N_("“{typed}” is no direction: write “cao” or “thấp”."), {"typed": cell.text}),
            where=cell.address,
        )
    return found


def _day(cell: Cell) -> date | None:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    parts = cell.text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        day, month, year = (int(part) for part in parts)
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise Problem(
        Sentence(N_("“{typed}” is not a day: write day/month/year."), {"typed": cell.text}),
        where=cell.address,
    )
