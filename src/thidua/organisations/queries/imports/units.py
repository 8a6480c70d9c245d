"""What a workbook of units would do: found new ones, rename or move others from a day, or nothing."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext

from thidua.core.verdict import Sentence
from thidua.foundation.sheets import Cell
from thidua.foundation.wording import N_
from thidua.organisations.drafts import Naming, NewUnit, Source
from thidua.organisations.models import Province, Unit, UnitVersion
from thidua.organisations.queries.imports.cells import Reader
from thidua.organisations.queries.imports.columns import UNIT_COLUMNS, Table, remarks_on
from thidua.organisations.queries.imports.plan import ImportPlan, ImportRow, RowStatus
from thidua.organisations.states import (
    CONFIDENCE_WORDS,
    FORCE_WORDS,
    UNIT_KIND_WORDS,
    Confidence,
    Force,
    ImportKind,
    UnitKind,
)

HEADS: Final = {column.key: column.head for column in UNIT_COLUMNS}
DATED: Final = ("name", "short_name", "in_sentence", "symbol", "parent", "province")
UNDATED: Final = ("kind", "force", "identifier", "year_starts")


@dataclass(frozen=True, slots=True)
class Stored:
    """A version on record, as far as it is compared."""

    version: int
    unit: int
    said: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitDeed:
    """What one row does: a new unit, a version that begins on a day, or undated facts that change."""

    new: NewUnit
    since: date | None
    source: Source
    replaces: Stored | None = None
    undated: tuple[str, ...] = ()
    unit: int = 0
    dated: bool = False


@dataclass(slots=True)
class _Known:
    """What is on record, read once for the whole file."""

    units: dict[str, Unit] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)
    versions: dict[str, list[Stored]] = field(default_factory=dict)
    provinces: frozenset[str] = frozenset()


def _read_known() -> _Known:
    units = {unit.code: unit for unit in Unit.objects.all()}
    rows = UnitVersion.objects.filter(withdrawn_at=None).values_list(
        "pk",
        "unit",
        "unit__code",
        "name",
        "short_name",
        "in_sentence",
        "symbol",
        "parent__code",
        "province__code",
        "valid_from",
        "valid_to",
    )
    versions: defaultdict[str, list[Stored]] = defaultdict(list)
    for pk, unit, code, name, short, inside, symbol, parent, province, first, last in rows:
        said = (name, short, inside, symbol, parent or "", province or "")
        versions[code].append(Stored(pk, unit, said, first, last))
    return _Known(
        units,
        {unit.identifier: unit.code for unit in units.values() if unit.identifier},
        versions,
        frozenset(Province.objects.values_list("code", flat=True)),
    )


def plan_units(table: Table, *, on: date) -> ImportPlan:
    """Work out what the rows would do; nothing is saved."""
    known = _read_known()
    readers = [Reader(table, number, row) for number, row in table.rows]
    drafts = [_draft(reader, known) for reader in readers]
    _refuse_twice(readers, drafts)
    codes = {deed.new.code: deed for deed in drafts}
    deeds = [_judged(reader, deed, known, codes, on) for reader, deed in zip(readers, drafts, strict=True)]
    _refuse_cycles(readers, deeds, known)
    rows = tuple(
        _row(reader, cells, deed, known)
        for reader, (_, cells), deed in zip(readers, table.rows, deeds, strict=True)
    )
    return ImportPlan(
        ImportKind.UNITS,
        table.sheet,
        table.head_row,
        table.heads,
        rows,
        remarks_on(table),
        tuple(
            deed
            for deed, row in zip(deeds, rows, strict=True)
            if row.status in {RowStatus.NEW, RowStatus.CHANGED}
        ),
    )


def _draft(reader: Reader, known: _Known) -> UnitDeed:
    """The row's values. What the file leaves empty stays as it is on record."""
    code = reader.code("code", required=True)
    stored = known.units.get(code)
    kind = reader.one_of("kind", UNIT_KIND_WORDS, UnitKind(stored.kind) if stored else None)
    new = NewUnit(
        code=code,
        kind=kind or UnitKind.OTHER,
        naming=Naming(
            reader.text("name", longest=200, required=stored is None),
            reader.text("short_name", longest=80),
            reader.text("in_sentence", longest=200),
            reader.text("symbol", longest=20),
        ),
        force=reader.one_of("force", FORCE_WORDS, Force(stored.force) if stored else Force.NONE)
        or Force.NONE,
        identifier=reader.text("identifier", longest=40) or (stored.identifier if stored else ""),
        parent=reader.code("parent"),
        province=reader.code("province"),
        year_starts=reader.year_start("year_starts", stored.year_starts if stored else "01-01"),
    )
    source = Source(
        reader.text("instrument", longest=300),
        reader.one_of("confidence", CONFIDENCE_WORDS, Confidence.CONFIRMED) or Confidence.CONFIRMED,
        reader.text("note", longest=400),
    )
    return UnitDeed(new, reader.day("since"), source, unit=stored.pk if stored else 0)


def _refuse_twice(readers: list[Reader], drafts: list[UnitDeed]) -> None:
    """One row for each unit, and one unit for each identifier."""
    for key in ("code", "identifier"):
        first: dict[str, str] = {}
        for reader, deed in zip(readers, drafts, strict=True):
            value = getattr(deed.new, key)
            if not value or not reader.has(key):
                continue
            if value in first:
                reader.refuse(
                    key,
                    Sentence(
                        N_("“{value}” stands in {cell} already."), {"value": value, "cell": first[value]}
                    ),
                    Sentence(N_("Keep one row for each unit.")),
                )
            else:
                first[value] = reader.address(key)


def _judged(reader: Reader, deed: UnitDeed, known: _Known, codes: dict[str, UnitDeed], on: date) -> UnitDeed:
    """Compare a row with what is on record."""
    new = deed.new
    if new.province and new.province not in known.provinces:
        reader.refuse(
            "province",
            Sentence(N_("There is no province with the code {code}."), {"code": new.province}),
            Sentence(N_("Take a code from the sheet of codes of the template.")),
        )
    owner = known.identifiers.get(new.identifier)
    if new.identifier and owner not in {None, new.code}:
        reader.refuse("identifier", Sentence(N_("The identifier belongs to {unit}."), {"unit": owner or ""}))
    _judge_parent(reader, deed, known, codes, on)
    return _changed(reader, deed, known, on) if deed.unit else replace(deed, dated=True)


def _judge_parent(
    reader: Reader, deed: UnitDeed, known: _Known, codes: dict[str, UnitDeed], on: date
) -> None:
    parent = deed.new.parent
    if not parent:
        return
    if parent == deed.new.code:
        reader.refuse("parent", Sentence(N_("A unit cannot stand under itself.")))
        return
    day = deed.since or on
    given = codes.get(parent)
    begins = given.since if given is not None and not given.unit else None
    lives = any(_covers(version, day) for version in known.versions.get(parent, ()))
    if parent not in known.units and given is None:
        reader.refuse(
            "parent",
            Sentence(
                N_("There is no unit with the code {code}, neither on record nor in this file."),
                {"code": parent},
            ),
            Sentence(N_("Correct the code, or add a row for that unit.")),
        )
    elif deed.since is not None and ((begins is not None and begins > day) or (given is None and not lives)):
        reader.refuse(
            "parent",
            Sentence(N_("{unit} did not exist on {day}."), {"unit": parent, "day": day}),
            Sentence(N_("Choose another day, or the unit that came before or after it.")),
        )


def _covers(version: Stored, day: date) -> bool:
    return (version.valid_from or date.min) <= day <= (version.valid_to or date.max)


def _changed(reader: Reader, deed: UnitDeed, known: _Known, on: date) -> UnitDeed:
    """A row about a unit on record: what differs from the version of its day."""
    stored = known.units[deed.new.code]
    undated = tuple(
        key for key in UNDATED if reader.has(key) and str(getattr(deed.new, key)) != getattr(stored, key)
    )
    versions = known.versions.get(deed.new.code, [])
    day = deed.since or on
    current = next((version for version in versions if _covers(version, day)), None)
    wanted = (deed.new.naming.name, deed.new.naming.short_name, deed.new.naming.in_sentence)
    given = dict(
        zip(DATED, (*wanted, deed.new.naming.symbol, deed.new.parent, deed.new.province), strict=True)
    )
    if current is None:
        reader.refuse(
            "since" if reader.has("since") else "code",
            Sentence(N_("{unit} did not exist on {day}."), {"unit": deed.new.code, "day": day}),
            Sentence(N_("A unit that has ended is not brought back by a file.")),
        )
        return deed
    was = dict(zip(DATED, current.said, strict=True))
    kept = {key: given[key] if reader.has(key) else was[key] for key in DATED}
    new = replace(
        deed.new,
        naming=Naming(kept["name"], kept["short_name"], kept["in_sentence"], kept["symbol"]),
        parent=kept["parent"],
        province=kept["province"],
    )
    differs = [key for key in DATED if kept[key] != was[key]]
    if differs:
        _judge_day(reader, deed, current, versions, differs)
    return replace(deed, new=new, replaces=current, undated=undated, dated=bool(differs))


def _judge_day(
    reader: Reader, deed: UnitDeed, current: Stored, versions: list[Stored], differs: list[str]
) -> None:
    heads = ", ".join(gettext(HEADS[key]) for key in differs)
    if deed.since is None:
        reader.refuse(
            "since",
            Sentence(N_("Something changes ({heads}), but not from which day."), {"heads": heads}),
            Sentence(N_("Write the first day; a typing error is corrected on the unit's page instead.")),
        )
    elif current.valid_from is not None and current.valid_from >= deed.since:
        reader.refuse(
            "since",
            Sentence(
                N_("A version begins on {day} already; a change must come later."),
                {"day": current.valid_from},
            ),
            Sentence(N_("Write a later day, or correct that version on the unit's page.")),
        )
    elif any(version.valid_from is not None and version.valid_from > deed.since for version in versions):
        reader.refuse(
            "since",
            Sentence(
                N_("The unit changes again after {day}; a file only adds the latest change."),
                {"day": deed.since},
            ),
            Sentence(N_("Enter this change on the unit's page.")),
        )


def _refuse_cycles(readers: list[Reader], deeds: list[UnitDeed], known: _Known) -> None:
    """Refuse rows after which a unit would stand under itself."""
    above: dict[str, str] = {}
    for code, versions in known.versions.items():
        latest = max(versions, key=lambda version: version.valid_from or date.min)
        above[code] = latest.said[4]
    for deed in deeds:
        if deed.new.code:
            above[deed.new.code] = deed.new.parent
    for reader, deed in zip(readers, deeds, strict=True):
        if not deed.new.code or not deed.new.parent or not deed.dated:
            continue
        seen, at = {deed.new.code}, deed.new.parent
        while at and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == deed.new.code and deed.new.parent != deed.new.code:
            reader.refuse(
                "parent",
                Sentence(
                    N_("{unit} would stand under itself, by way of {parent}."),
                    {"unit": at, "parent": deed.new.parent},
                ),
                Sentence(N_("Correct one of the superiors in the circle.")),
            )


def _row(reader: Reader, cells: tuple[Cell, ...], deed: UnitDeed, known: _Known) -> ImportRow:
    changes: list[tuple[str, str, str]] = []
    if deed.replaces is not None and deed.dated:
        now = (*_naming(deed.new.naming), deed.new.parent, deed.new.province)
        changes += [
            (gettext(HEADS[key]), was, new)
            for key, was, new in zip(DATED, deed.replaces.said, now, strict=True)
            if was != new
        ]
    for key in deed.undated:
        was, new = getattr(known.units[deed.new.code], key), str(getattr(deed.new, key))
        changes.append((gettext(HEADS[key]), was, new))
    if reader.problems:
        status = RowStatus.ERROR
    elif not deed.unit:
        status = RowStatus.NEW
    else:
        status = RowStatus.CHANGED if changes else RowStatus.UNCHANGED
    return ImportRow(
        reader.number,
        cells,
        deed.new.code,
        deed.new.naming.name,
        status,
        tuple(changes),
        reader.told(),
    )


def _naming(naming: Naming) -> tuple[str, str, str, str]:
    return naming.name, naming.short_name, naming.in_sentence, naming.symbol
