"""Write a table of criteria as a workbook, in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from thidua.core.scoring.bands import read_interval
from thidua.core.scoring.faults import Fault
from thidua.criteria import words
from thidua.criteria.documents.shape import Spot, spots
from thidua.criteria.edits import NoteInput
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
    STEPS,
    TREE,
    Column,
    SheetLayout,
)
from thidua.foundation.sheets import CellValue, SheetWriter

# What a spreadsheet's own number can hold exactly; longer ones are written as text.
_SAFE_DIGITS = 15
VARIABLES = {"step": "x", "deduct_step": "x", "lateness": "d", "banded_target": "n"}


def write_scheme_workbook(
    document: Mapping[str, Any], notes: Mapping[str, NoteInput], *, unit_codes: Mapping[str, str]
) -> bytes:
    """The workbook's bytes; `unit_codes` are the codes of appraising units by public key."""
    writer = SheetWriter()
    nodes = list(spots(document))
    _sheet(writer, TREE, (_tree_row(spot, notes, unit_codes) for spot in nodes))
    _sheet(writer, STEPS, _steps(nodes))
    _sheet(writer, DEADLINES, _deadlines(nodes))
    _sheet(writer, RATINGS, _tables(nodes, "map", ("rating", "points")))
    _sheet(writer, EVENTS, _tables(nodes, "events", ("event", "weight")))
    for layout in (BONUS, DEDUCTIONS, DISQUALIFIERS, BANDS, AWARDS):
        _sheet(writer, layout, document.get(layout.key) or [])
    _sheet(writer, EXCLUSIVE, ({"codes": row} for row in document.get("exclusive") or []))
    _rules(writer, document)
    return writer.finish()


def _sheet(writer: SheetWriter, layout: SheetLayout, rows: Any) -> None:
    sheet = writer.sheet(gettext(layout.name), widths=[column.width for column in layout.columns])
    writer.write(sheet, 0, [gettext(layout.note)], writer.note)
    sheet.set_row(0, 30)
    writer.write(sheet, 1, [gettext(column.head) for column in layout.columns], writer.head)
    sheet.freeze_panes(2, 1)
    for place, row in enumerate(rows, start=2):
        writer.write(sheet, place, [shown(_value(row, column.key), column) for column in layout.columns])


def _rules(writer: SheetWriter, document: Mapping[str, Any]) -> None:
    sheet = writer.sheet(gettext(RULES.name), widths=[column.width for column in RULES.columns])
    writer.write(sheet, 0, [gettext(RULES.note)], writer.note)
    writer.write(sheet, 1, [gettext(column.head) for column in RULES.columns], writer.head)
    for place, rule in enumerate(RULE_ROWS, start=2):
        value = _value(document, rule.key)
        if rule.key == "ranking.ties" and isinstance(value, list):
            value = [gettext(words.TIE_BY_DEDUCTIONS) if code == "deductions" else code for code in value]
        writer.write(sheet, place, [gettext(rule.head), shown(value, rule)])


_ABSENT: Any = object()


def _value(row: Mapping[str, Any], key: str) -> Any:
    """What stands under a key (`measure.mode` goes one level down); `_ABSENT` when nothing does."""
    value: Any = row
    for part in key.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return _ABSENT
        value = value[part]
    return value


def shown(value: Any, column: Column) -> CellValue:
    """A value as its cell shows it."""
    if value is _ABSENT or value in ("", (), []):
        return None
    if value is None:
        return gettext(words.NO_FIGURE) if column.nullable else None
    if column.kind == "flag":
        return gettext(words.YES_NO["true" if value in (True, "true") else "false"])
    if column.kind == "word" and column.vocabulary is not None:
        return gettext(column.vocabulary.get(value, str(value)))
    if column.kind == "codes":
        return "; ".join(str(item) for item in value)
    if column.kind == "lines":
        return "\n".join(value)
    if column.kind == "day":
        return date.fromisoformat(value)
    if column.kind == "number":
        number = Decimal(str(value))
        return number if len(number.as_tuple().digits) <= _SAFE_DIGITS else str(value)
    return str(value)


def _tree_row(spot: Spot, notes: Mapping[str, NoteInput], unit_codes: Mapping[str, str]) -> dict[str, Any]:
    note = notes.get(str(spot.node.get("code")), NoteInput())
    said = {
        "evidence": list(note.evidence),
        "measure": note.measure,
        "appraiser": note.appraiser or "",
        "appraiser_unit": unit_codes.get(note.appraiser_unit, ""),
    }
    return {**spot.node, "under": spot.parent_code, "note": said}


def _steps(nodes: Sequence[Spot]) -> Iterator[dict[str, Any]]:
    for spot in nodes:
        variable = VARIABLES.get(str(spot.node.get("kind")))
        if variable is None:
            continue
        for band in spot.node.get("steps") or spot.node.get("bands") or []:
            yield {"code": spot.node["code"], **_ends(str(band.get("when")), variable), **_gives(band)}


def _gives(band: Mapping[str, Any]) -> dict[str, Any]:
    key = "target" if "target" in band else "points"
    return {"gives": band[key]} if key in band else {}


def _ends(when: str, variable: str) -> dict[str, Any]:
    try:
        interval = read_interval(when, variable)
    except Fault:
        return {}
    ends: dict[str, Any] = {}
    if interval.low is not None:
        ends |= {"low": interval.low, "low_in": interval.low_in}
    if interval.high is not None:
        ends |= {"high": interval.high, "high_in": interval.high_in}
    return ends


def _deadlines(nodes: Sequence[Spot]) -> Iterator[dict[str, Any]]:
    for spot in nodes:
        if spot.node.get("kind") == "dated":
            for step in spot.node.get("steps") or []:
                yield {"code": spot.node["code"], **step}


def _tables(nodes: Sequence[Spot], key: str, heads: tuple[str, str]) -> Iterator[dict[str, Any]]:
    for spot in nodes:
        for name, value in (spot.node.get(key) or {}).items():
            yield {"code": spot.node["code"], heads[0]: name, heads[1]: value}
