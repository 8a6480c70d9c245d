"""Rows of the score sheet «bảng điểm» and of the answer to "Vì sao?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Literal

from markupsafe import Markup, escape

type CellState = Literal["", "wait", "na", "missing", "incomplete"]
type Change = Literal["", "down", "up"]


@dataclass(frozen=True, slots=True)
class MatrixUnit:
    """A unit at the head of its columns."""

    key: str
    name: str
    href: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One mark as shown. `words` is the number already written, or the word for its absence.

    `key` identifies the cell to script (`unit:leaf:stage`); empty means it cannot be chosen. `change` compares it with
    the self mark. `revision` is what an edit must name so that two people never overwrite each other.
    """

    words: str
    stage: Literal["self", "cross", "appraised"]
    key: str = ""
    state: CellState = ""
    change: Change = ""
    href: str = ""
    editable: bool = False
    revision: int = 0

    def html(self, said: Mapping[str, str], chosen: str) -> str:
        """The cell as markup; `said` words the change for those who cannot see it."""
        look = _LOOKS[self.stage, self.state, self.change, self.editable]
        words: str = escape(self.words)
        if self.href:
            words = f'<a href="{escape(self.href)}">{words}</a>'
        if self.change:
            words = f'{words}<span class="sr"> {said[self.change]}</span>'
        if not self.key:
            return f"<td{look}>{words}</td>"
        marks = f' tabindex="-1" data-cell="{escape(self.key)}" data-revision="{self.revision}"'
        if self.editable:
            marks += " data-edit"
        if self.key == chosen:
            marks += ' aria-selected="true"'
        return f"<td{look}{marks}>{words}</td>"


def _look(stage: str, state: str, change: str, editable: bool) -> str:  # noqa: FBT001 -- one of four keys
    names = [f"is-{stage}"]
    names += ["is-final"] if stage == "appraised" else []
    names += [f"is-{name}" for name in (state, change) if name]
    names += ["is-edit"] if editable else []
    return f' class="{" ".join(names)}"'


_LOOKS = {
    key: _look(*key)
    for key in product(
        ("self", "cross", "appraised"),
        ("", "wait", "na", "missing", "incomplete"),
        ("", "down", "up"),
        (False, True),
    )
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A criterion, a section, a bonus line or the total, with the cells of all units in the order of the heads."""

    code: str
    name: str
    maximum: str
    cells: tuple[MatrixCell, ...]
    kind: Literal["leaf", "section", "extra", "total"] = "leaf"

    def html(self, said: Mapping[str, str], chosen: str) -> Markup:
        """All cells as markup, written here because a sheet of 12 units and 80 criteria has 2,880 of them.

        In a template each would cost a dozen look-ups and escapes, which is three times as long.
        """
        return Markup("".join([cell.html(said, chosen) for cell in self.cells]))  # noqa: S704 -- each cell escapes


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole sheet. `stages` are the heads under each unit."""

    caption: str
    units: tuple[MatrixUnit, ...]
    stages: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One input that was counted, or not, and why. `finding` is MET, NOT_MET or UNKNOWN."""

    finding: Literal["MET", "NOT_MET", "UNKNOWN"]
    words: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One value a cell has had: who set it, when, and the reason given."""

    value: str
    who: str
    when: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GainItem:
    """One way to more points: how many, and what to do."""

    plus: str
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a number answers to "Vì sao?". `formula` may be markup."""

    where: str
    title: str
    mark: str
    out_of: str
    formula: str
    formula_note: str = ""
    proofs: tuple[Proof, ...] = ()
    history: tuple[HistoryItem, ...] = ()
    rules: tuple[str, ...] = ()
    gains: tuple[GainItem, ...] = ()
    gains_none: str = ""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A cell that a file would change. `kind`: changed, new, same, refused."""

    cell: str
    unit: str
    leaf: str
    was: str
    now: str
    remark: str
    kind: Literal["changed", "new", "same", "refused"] = "changed"


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A mark on one unit's sheet."""

    words: str
    state: CellState = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A criterion or a section on one unit's sheet; `notes` are sentences or markup, `why_href` opens the explanation."""

    code: str
    name: str
    maximum: str
    marks: tuple[SheetMark, ...]
    notes: tuple[str, ...] = ()
    why_href: str = ""
    section: bool = False


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A way to one unit's sheet, offered on a phone before the wide one."""

    name: str
    href: str
    current: bool = False
