"""Read results from a document of `format: thidua-results/1` against the scheme they belong to."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from thidua.core.scoring.exact import exactly
from thidua.core.scoring.faults import Fault, ResultsProblem, fault
from thidua.core.scoring.leaves import Tally, tally_at
from thidua.core.scoring.reading import (
    Document,
    code_of,
    day_at,
    is_mapping,
    known_keys,
    list_or_nothing,
    mapping_of,
    mapping_or_nothing,
    required,
    shown,
    text_or,
    whole_at,
)
from thidua.core.scoring.results import Cell, Results, Stage, State, UnitResults
from thidua.core.scoring.scheme import Leaf, Scheme

FORMAT: Final = "thidua-results/1"
MAX_UNITS: Final = 2000
MAX_CELLS: Final = 300_000
_STATES: Final = {state.value: state for state in State}
_PLACE_NAMES: Final = {"first_place": 1, "second_place": 2, "third_place": 3}
_PLACE_NUMBER: Final = re.compile(r"place_([1-9][0-9]{0,3})")
_UNIT_KEYS: Final = frozenset({"leaves", "bonus", "deductions", "disqualifiers"})
_META_KEYS: Final = frozenset({"state", "reason", "appraised"})
_VALUE: Final = State.VALUE
_NOT_YET: Final = Cell(State.PENDING)

type Noted = Callable[[Fault], None]


def parse_results(document: object, scheme: Scheme) -> Results:
    """Return the results a document describes; raises ResultsProblem for the first thing that is wrong."""
    return _parse(document, scheme, _refuse)


def parse_what_fits(document: object, scheme: Scheme) -> tuple[Results, tuple[ResultsProblem, ...]]:
    """Return what of a document fits the scheme, and what does not: for trying results under another scheme.

    An entry that does not fit counts as not submitted; a bonus or deduction that does not fit is left out.
    Raises ResultsProblem where even the frame is wrong.
    """
    left: list[Fault] = []
    results = _parse(document, scheme, left.append)
    return results, tuple(ResultsProblem(found.path, found.sentence) for found in left)


@exactly
def parse_cell(leaf: Leaf, entry: object, stage: Stage = "self") -> Cell:
    """Return the cell that one entry makes for a leaf at a stage; raises ResultsProblem."""
    try:
        own, appraised = read_entry(leaf, mapping_of(entry))
    except Fault as problem:
        raise ResultsProblem(problem.path, problem.sentence) from None
    return own if stage == "self" else appraised


@exactly
def _parse(document: object, scheme: Scheme, noted: Noted) -> Results:
    try:
        return _read(mapping_of(document), scheme, noted)
    except Fault as problem:
        raise ResultsProblem(problem.path, problem.sentence) from None


def _refuse(problem: Fault) -> None:
    raise problem


def _read(doc: Document, scheme: Scheme, noted: Noted) -> Results:
    if required(doc, "format") != FORMAT:
        raise fault("format_unknown", "format", expected=FORMAT)
    known_keys(doc, {"format", "period", "units", "votes"})
    period = _read_period(doc)
    rows = mapping_or_nothing(doc, "units")
    if "units" not in doc:
        raise fault("key_missing", key="units")
    if len(rows) > MAX_UNITS:
        raise fault("list_too_long", "units", limit=MAX_UNITS)
    if len(rows) * len(scheme.leaves) > MAX_CELLS:
        raise fault("cells_too_many", "units", units=len(rows), leaves=len(scheme.leaves), limit=MAX_CELLS)
    units: dict[str, UnitResults] = {}
    for key, row in rows.items():
        left: list[Fault] = []
        try:
            units[code_of(key)] = _read_unit({} if row is None else mapping_of(row), scheme, left.append)
        except Fault as problem:
            raise problem.under("units", key[:80]) from None
        for found in left:
            noted(found.under("units", key[:80]))
    try:
        votes = _read_votes(doc, units)
    except Fault as problem:
        noted(problem)
        votes = {}
    return Results(period, units, votes)


def _read_period(doc: Document) -> tuple[dt.date, dt.date] | None:
    if doc.get("period") is None:
        return None
    try:
        period = mapping_of(doc["period"])
        known_keys(period, {"from", "to"})
        start, end = day_at(period, "from"), day_at(period, "to")
        if end < start:
            raise fault("period_reversed", start=start, end=end)
    except Fault as problem:
        raise problem.under("period") from None
    return start, end


def _read_unit(doc: Document, scheme: Scheme, noted: Noted) -> UnitResults:
    known_keys(doc, _UNIT_KEYS)
    own: dict[str, Cell] = {}
    appraised: dict[str, Cell] = {}
    leaves, new = scheme.leaves, tuple.__new__
    for code, entry in mapping_or_nothing(doc, "leaves").items():
        try:
            leaf = leaves.get(code)
            if leaf is None:
                raise _unknown_leaf(code, scheme)
            if type(entry) is dict and entry and entry.keys() <= leaf.rule.entry_keys:
                # The common entry: nothing but a value.
                own[code], appraised[code] = new(Cell, (_VALUE, leaf.rule.read(entry), "")), _NOT_YET
                continue
            if not is_mapping(entry):
                raise fault("value_empty_entry") if entry is None else fault("not_a_mapping")
            own[code], appraised[code] = read_entry(leaf, entry)
        except Fault as problem:
            noted(problem.under("leaves", code[:80]))
    bonus = _read_tallies(doc, "bonus", scheme.bonus, noted)
    deductions = _read_tallies(doc, "deductions", scheme.deductions, noted)
    disqualifiers = tuple(_read_disqualifiers(doc, scheme, noted))
    unit = UnitResults(own, appraised, bonus, deductions, disqualifiers)
    if scheme.exclusive:
        _check_exclusive(unit, scheme, noted)
    return unit


def _unknown_leaf(code: str, scheme: Scheme) -> Fault:
    if code in scheme.groups:
        return fault("code_is_group", code=code)
    return fault("code_unknown", code=code[:80])


def read_entry(leaf: Leaf, entry: Document) -> tuple[Cell, Cell]:
    """Return a leaf's own cell and its appraised one; a missing appraisal is waiting."""
    if "appraised" not in entry:
        own = _read_cell(leaf, entry)
        return own, _NOT_YET
    rest = {key: value for key, value in entry.items() if key != "appraised"}
    own = _read_cell(leaf, rest) if rest else Cell(State.NOT_SUBMITTED)
    value = entry["appraised"]
    try:
        if value is None:
            raise fault("value_empty_entry")
        appraisal = mapping_of(value)
        if "appraised" in appraisal:
            raise fault("key_unknown", "appraised", key="appraised", allowed=sorted(leaf.rule.entry_keys))
        appraised = _read_cell(leaf, appraisal)
    except Fault as problem:
        raise problem.under("appraised") from None
    return own, appraised


def _read_cell(leaf: Leaf, entry: Document) -> Cell:
    rule = leaf.rule
    keys = rule.entry_keys
    if entry.keys() <= keys:
        if not entry:
            raise fault("value_empty_entry")
        return Cell(State.VALUE, rule.read(entry))
    known_keys(entry, keys | _META_KEYS)
    reason = text_or(entry, "reason", "")
    state = State.VALUE
    if "state" in entry:
        written = required(entry, "state")
        if not isinstance(written, str) or written not in _STATES:
            raise fault("choice_unknown", "state", text=shown(written), choices=list(_STATES))
        state = _STATES[written]
    given = {key: value for key, value in entry.items() if key in keys}
    if state is not State.VALUE:
        if given:
            raise fault("state_and_value", next(iter(given)), state=state.value)
        return Cell(state, None, reason)
    if not given:
        raise fault("value_missing", keys=sorted(keys))
    return Cell(State.VALUE, rule.read(given), reason)


def _read_tallies(doc: Document, key: str, known: Mapping[str, object], noted: Noted) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    rows = mapping_or_nothing(doc, key)
    for code in rows:
        try:
            if code not in known:
                raise fault("code_unknown", code, code=code[:80])
            tallies[code] = tally_at(rows, code)
        except Fault as problem:
            noted(problem.under(key))
    return tallies


def _read_disqualifiers(doc: Document, scheme: Scheme, noted: Noted) -> Iterator[str]:
    seen: set[str] = set()
    for place, item in enumerate(list_or_nothing(doc, "disqualifiers")):
        try:
            code = code_of(item)
            if code not in scheme.disqualifiers:
                raise fault("code_unknown", code=code)
            if code in seen:
                raise fault("code_twice", code=code, where="disqualifiers")
        except Fault as problem:
            noted(problem.under("disqualifiers", place))
            continue
        seen.add(code)
        yield code


def _check_exclusive(unit: UnitResults, scheme: Scheme, noted: Noted) -> None:
    for cells in (unit.self_cells, unit.appraised_cells):
        listed: dict[str, tuple[str, tuple[str | int, ...]]]
        for codes in scheme.exclusive:
            listed = {}
            for code in codes:
                records, where = _records(unit, cells, code)
                for record in records:
                    if record in listed:
                        noted(fault("record_counted_twice", *where, record=record, code=listed[record][0]))
                    listed[record] = (code, where)


def _records(
    unit: UnitResults, cells: Mapping[str, Cell], code: str
) -> tuple[tuple[str, ...], tuple[str | int, ...]]:
    if code in unit.bonus:
        return unit.bonus[code].records, ("bonus", code)
    if code in unit.deductions:
        return unit.deductions[code].records, ("deductions", code)
    cell = cells.get(code)
    if cell is None or cell.claim is None:
        return (), ()
    return tuple(cell.claim.records), ("leaves", code)


def _read_votes(doc: Document, units: Mapping[str, UnitResults]) -> dict[int, dict[str, int]]:
    votes: dict[int, dict[str, int]] = {}
    rows = mapping_or_nothing(doc, "votes")
    for key in rows:
        try:
            rank = _rank_of(key)
            counts = mapping_or_nothing(rows, key)
            for unit in counts:
                if unit not in units:
                    raise fault("unit_unknown", key, unit, unit=unit[:80])
            votes[rank] = {unit: _votes_at(counts, unit, key) for unit in counts}
        except Fault as problem:
            raise problem.under("votes") from None
    return votes


def _votes_at(counts: Document, unit: str, key: str) -> int:
    try:
        return whole_at(counts, unit)
    except Fault as problem:
        raise problem.under(key) from None


def _rank_of(key: str) -> int:
    named = _PLACE_NAMES.get(key)
    if named is not None:
        return named
    match = _PLACE_NUMBER.fullmatch(key)
    if match is None or int(match[1]) <= len(_PLACE_NAMES):
        raise fault("votes_key_unknown", key[:80], key=key[:80])
    return int(match[1])
