"""Rows of reading a file in: the grid as read, and what is wrong at which cell."""

from dataclasses import dataclass
from typing import Literal

type CellKind = Literal["", "bad", "doubt", "new"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell under its own address."""

    address: str
    words: str
    kind: CellKind = ""
    number: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the sheet under its own number; `names` is the row of heads, `outside` is not read."""

    number: int
    cells: tuple[GridCell, ...]
    names: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class GridPreview:
    """A piece of a sheet as the system read it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong or doubtful at a cell, and what to do."""

    address: str
    what: str
    todo: str = ""
    doubt: bool = False
