"""Read a workbook back: every cell that cannot be taken is told by its address, and nothing is guessed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from thidua.core.scoring.bands import Interval
from thidua.core.scoring.reading import MAX_CODE
from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.criteria import words
from thidua.criteria.documents.shape import FORMAT, normal
from thidua.criteria.edits import NoteInput
from thidua.criteria.errors import SchemeUnreadable
from thidua.criteria.states import Appraiser
from thidua.criteria.workbook.cells import ABSENT, CellReader, Row
from thidua.criteria.workbook.layout import (
    AWARDS,
    BANDS,
    BONUS,
    DEADLINES,
    DEDUCTIONS,
    DISQUALIFIERS,
    EVENTS,
    EXCLUSIVE,
    RATINGS,
    RULE_ROWS,
    RULES,
    SHEETS,
    STEPS,
    TREE,
    SheetLayout,
    readings,
)
from thidua.criteria.workbook.writing import VARIABLES
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import SheetGrid, read_workbook
from thidua.foundation.wording import N_

MAX_ROWS: Final = 6000
MAX_COLUMNS: Final = 60
type Resolve = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """What a workbook holds, and the address of each place of it (`criteria[0].max` → `Tree of criteria!D3`)."""

    document: dict[str, Any]
    notes: dict[str, NoteInput]
    cells: Mapping[str, str]

    def address_of(self, path: str) -> str:
        """The cell of a place, or of the nearest place around it; the path itself when there is none."""
        place = path
        while place:
            if place in self.cells:
                return self.cells[place]
            cut = max(place.rfind("."), place.rfind("["))
            place = place[:cut] if cut > 0 else ""
        return path


def read_scheme_workbook(content: bytes, *, name: str, resolve: Resolve) -> WorkbookRead:
    """Read a workbook; `resolve` finds the public key of a unit by its code.

    Raises `Problem` for a file that is no workbook or hides a bomb, and `SchemeUnreadable` with every cell that
    cannot be taken. What holds together cell by cell may still not hold together as a table: the caller asks the core.
    """
    grids = read_workbook(content, name=name, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS)
    sheets: dict[str, SheetGrid] = {}
    for grid in grids:
        key = next((layout.key for layout in SHEETS if fold(grid.name) in _names(layout)), None)
        if key is not None:
            sheets[key] = grid
    if TREE.key not in sheets:
        problem = Problem(
            Sentence(N_("The workbook has no sheet with the tree of criteria.")),
            where=name,
            remedy=Sentence(N_("Take the template: the sheets must keep their names.")),
        )
        raise SchemeUnreadable(Sentence(N_("The file {name} could not be read."), {"name": name}), (problem,))
    reader = CellReader()
    read = _whole(reader, sheets, resolve)
    if reader.problems:
        raise SchemeUnreadable(
            Sentence(N_("Some cells cannot be taken; nothing was saved.")), tuple(reader.problems)
        )
    return read


def _names(layout: SheetLayout) -> set[str]:
    return {reading[:31] for reading in readings(layout.name)}


def _whole(reader: CellReader, sheets: Mapping[str, SheetGrid], resolve: Resolve) -> WorkbookRead:
    def rows(layout: SheetLayout) -> Iterator[Row]:
        if layout.key in sheets:
            yield from reader.rows(sheets[layout.key], layout)

    document: dict[str, Any] = {"format": FORMAT}
    for row in rows(RULES):
        _rule(reader, row, document)
    notes: dict[str, NoteInput] = {}
    nodes, marks = _tree(reader, rows(TREE), notes, resolve)
    _attach(reader, nodes, marks, rows)
    document["criteria"] = nodes.roots
    _addresses(reader, nodes.roots, "criteria", marks)
    for layout in (BONUS, DEDUCTIONS, DISQUALIFIERS, BANDS, AWARDS):
        document[layout.key] = []
        for place, row in enumerate(rows(layout)):
            document[layout.key].append(row.values)
            _mark(reader, f"{layout.key}[{place}]", row.cells)
    document["exclusive"] = []
    for place, row in enumerate(rows(EXCLUSIVE)):
        document["exclusive"].append(row.values.get("codes", []))
        reader.cells[f"exclusive[{place}]"] = row.cells["codes"]
    return WorkbookRead(normal(document), notes, reader.cells)


def _mark(reader: CellReader, path: str, cells: Mapping[str, str]) -> None:
    for key, address in cells.items():
        reader.cells[f"{path}.{key}"] = address
    reader.cells[path] = next(iter(cells.values()))


def _rule(reader: CellReader, row: Row, document: dict[str, Any]) -> None:
    said = fold(str(row.values.get("rule", "")))
    rule = next((rule for rule in RULE_ROWS if said in readings(rule.head)), None)
    where = row.cells.get("value", "")
    if rule is None or "value" not in row.values:
        return
    value = reader.value(row.values["value"], rule, where)
    if value is ABSENT:
        return
    if rule.key == "ranking.ties":
        by_deductions = set(readings(words.TIE_BY_DEDUCTIONS))
        value = ["deductions" if fold(code) in by_deductions else code for code in value]
    target = document
    *above, last = rule.key.split(".")
    for part in above:
        target = target.setdefault(part, {})
    target[last] = value
    reader.cells[rule.key] = where


@dataclass(slots=True)
class _Nodes:
    """The tree while it is put together: nodes by code, and those at the top."""

    by_code: dict[str, dict[str, Any]] = field(default_factory=dict)
    roots: list[dict[str, Any]] = field(default_factory=list)


def _tree(
    reader: CellReader, rows: Iterator[Row], notes: dict[str, NoteInput], resolve: Resolve
) -> tuple[_Nodes, dict[int, dict[str, str]]]:
    nodes = _Nodes()
    marks: dict[int, dict[str, str]] = {}
    waiting: list[tuple[dict[str, Any], str, str]] = []
    for row in rows:
        if not row.code:
            reader.fault(
                row.cells["code"], Sentence(N_("This row has no code.")), Sentence(N_("Give it a code."))
            )
            continue
        if row.code in nodes.by_code:
            reader.fault(
                row.cells["code"],
                Sentence(N_("The code “{code}” stands twice."), {"code": row.code[:MAX_CODE]}),
                Sentence(N_("Give each section and criterion a code of its own.")),
            )
            continue
        node = _node(row)
        nodes.by_code[row.code] = node
        marks[id(node)] = row.cells
        waiting.append((node, str(row.values.get("under", "")), row.cells.get("under", row.cells["code"])))
        note = _note(reader, row, resolve)
        if note.says_something:
            notes[row.code] = note
    for node, under, where in waiting:
        parent = nodes.by_code.get(under) if under else None
        if under and (parent is None or "kind" in parent or _inside(node, parent)):
            reader.fault(
                where,
                Sentence(
                    N_("There is no section “{code}” for this row to stand under."),
                    {"code": under[:MAX_CODE]},
                ),
                Sentence(N_("Write the code of a section of this sheet, or leave the cell empty.")),
            )
            continue
        (nodes.roots if parent is None else parent["children"]).append(node)
    return nodes, marks


def _inside(node: dict[str, Any], parent: dict[str, Any]) -> bool:
    """Whether a section would come to stand under itself."""
    rows = [node]
    while rows:
        row = rows.pop()
        if row is parent:
            return True
        rows += row.get("children", [])
    return False


def _node(row: Row) -> dict[str, Any]:
    own = {
        key: value
        for key, value in row.values.items()
        if key != "under" and not key.startswith(("measure.", "note."))
    }
    measure = {key.split(".")[1]: row.values[key] for key in row.values if key.startswith("measure.")}
    if measure:
        own["measure"] = measure
    if "kind" not in own:
        own["children"] = []
    return own


def _note(reader: CellReader, row: Row, resolve: Resolve) -> NoteInput:
    said = {key.split(".")[1]: value for key, value in row.values.items() if key.startswith("note.")}
    appraiser = Appraiser(said["appraiser"]) if "appraiser" in said else None
    unit = ""
    if "appraiser_unit" in said:
        unit = resolve(said["appraiser_unit"]) or ""
        if not unit:
            reader.fault(
                row.cells["note.appraiser_unit"],
                Sentence(
                    N_("There is no unit with the code “{code}”."),
                    {"code": said["appraiser_unit"][:MAX_CODE]},
                ),
                Sentence(N_("Write a code of the list of units.")),
            )
    if (appraiser is Appraiser.UNIT) != bool(said.get("appraiser_unit")):
        reader.fault(
            row.cells.get("note.appraiser", row.cells["code"]),
            Sentence(N_("A unit is named exactly when the appraiser is a named unit.")),
            Sentence(N_("Fill in both cells or neither.")),
        )
    return NoteInput(tuple(said.get("evidence", ())), said.get("measure", ""), appraiser, unit)


def _attach(
    reader: CellReader,
    nodes: _Nodes,
    marks: dict[int, dict[str, str]],
    rows: Callable[[SheetLayout], Iterator[Row]],
) -> None:
    """Hang the tables of the other sheets on their leaves."""
    for layout, put in (
        (STEPS, _put_step),
        (DEADLINES, _put_deadline),
        (RATINGS, _put_rating),
        (EVENTS, _put_event),
    ):
        for row in rows(layout):
            node = nodes.by_code.get(row.code)
            if node is None:
                reader.fault(
                    row.cells["code"],
                    Sentence(
                        N_("There is no criterion “{code}” in the tree."), {"code": row.code[:MAX_CODE]}
                    ),
                    Sentence(N_("Correct the code, or add the criterion to the tree.")),
                )
                continue
            put(reader, node, row, marks[id(node)])


def _put_step(reader: CellReader, node: dict[str, Any], row: Row, cells: dict[str, str]) -> None:
    kind = str(node.get("kind"))
    variable = VARIABLES.get(kind)
    if variable is None:
        reader.fault(
            row.cells["code"],
            Sentence(N_("The criterion “{code}” is not scored by steps."), {"code": row.code[:MAX_CODE]}),
            Sentence(N_("Remove this row, or change the way of scoring.")),
        )
        return
    low, high = row.values.get("low"), row.values.get("high")
    if low is None and high is None:
        reader.fault(
            row.cells.get("low", row.cells["code"]),
            Sentence(N_("A step needs at least one end.")),
            Sentence(N_("Fill in “From” or “To”.")),
        )
        return
    interval = Interval(
        None if low is None else Decimal(low),
        bool(row.values.get("low_in", True)) if low is not None else False,
        None if high is None else Decimal(high),
        bool(row.values.get("high_in", False)) if high is not None else False,
    )
    table, gives = ("bands", "target") if kind == "banded_target" else ("steps", "points")
    band: dict[str, Any] = {"when": interval.expression(variable)}
    if "gives" in row.values:
        band[gives] = row.values["gives"]
    _append(
        node, table, band, cells, {"when": row.cells["low"], gives: row.cells.get("gives", row.cells["code"])}
    )


def _put_deadline(reader: CellReader, node: dict[str, Any], row: Row, cells: dict[str, str]) -> None:
    del reader
    _append(node, "steps", row.item("until", "points"), cells, row.cells)


def _append(
    node: dict[str, Any], table: str, item: dict[str, Any], cells: dict[str, str], places: Mapping[str, str]
) -> None:
    place = len(node.setdefault(table, []))
    node[table].append(item)
    for key, address in places.items():
        cells[f"{table}[{place}].{key}"] = address
    cells[f"{table}[{place}]"] = next(iter(places.values()))


def _put_rating(reader: CellReader, node: dict[str, Any], row: Row, cells: dict[str, str]) -> None:
    _put_entry(reader, node, row, cells, ("map", "rating", "points"))


def _put_event(reader: CellReader, node: dict[str, Any], row: Row, cells: dict[str, str]) -> None:
    _put_entry(reader, node, row, cells, ("events", "event", "weight"))


def _put_entry(
    reader: CellReader, node: dict[str, Any], row: Row, cells: dict[str, str], keys: tuple[str, str, str]
) -> None:
    table, name_key, value_key = keys
    name = row.values.get(name_key)
    where = row.cells.get(name_key, row.cells["code"])
    held = node.setdefault(table, {})
    if not name or value_key not in row.values:
        reader.fault(
            where, Sentence(N_("This row is not complete.")), Sentence(N_("Fill in every cell of the row."))
        )
    elif name in held:
        reader.fault(
            where,
            Sentence(N_("“{name}” stands twice for one criterion."), {"name": str(name)[:MAX_CODE]}),
            Sentence(N_("Keep one of the two rows.")),
        )
    else:
        held[name] = row.values[value_key]
        cells[f"{table}.{name}"] = row.cells[value_key]


def _addresses(
    reader: CellReader, rows: list[dict[str, Any]], path: str, marks: dict[int, dict[str, str]]
) -> None:
    """Write down where every place of the tree stands in the workbook."""
    for place, node in enumerate(rows):
        here = f"{path}[{place}]"
        _mark(reader, here, marks[id(node)])
        if "children" in node:
            _addresses(reader, node["children"], f"{here}.children", marks)
