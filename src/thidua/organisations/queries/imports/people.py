"""What a workbook of people would do: put people on record, let them take offices, end offices, or nothing."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext

from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.foundation.sheets import Cell
from thidua.foundation.wording import N_
from thidua.organisations.drafts import NewOffice, NewPerson
from thidua.organisations.models import Office, Person, Unit, UnitVersion
from thidua.organisations.queries.imports.cells import Reader
from thidua.organisations.queries.imports.columns import PEOPLE_COLUMNS, Table, remarks_on
from thidua.organisations.queries.imports.plan import ImportPlan, ImportRow, RowStatus
from thidua.organisations.states import OFFICE_WORDS, ImportKind, OfficeKind

HEADS: Final = {column.key: column.head for column in PEOPLE_COLUMNS}
GENDERS: Final = {"nam": "male", "male": "male", "nu": "female", "female": "female"}
OFFICE: Final = ("unit", "title", "kind", "since", "until")
FACTS: Final = ("title_before", "gender", "rank")

type Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class PersonDeed:
    """What one row does: a new person, facts that change, a new office, or the end of one held."""

    person: NewPerson
    is_new: bool
    facts: tuple[str, ...] = ()
    office: NewOffice | None = None
    ends: int = 0


@dataclass(slots=True)
class _Known:
    """What is on record, read once for the whole file."""

    people: dict[str, Person]
    units: dict[str, int]
    lives: dict[str, list[Days]]
    offices: dict[tuple[str, str, str], list[Office]]
    heads: dict[str, list[Office]] = field(default_factory=dict)


def _days(first: date | None, last: date | None) -> Days:
    return first or date.min, last or date.max


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _read_known() -> _Known:
    lives: dict[str, list[Days]] = {}
    spans = UnitVersion.objects.filter(withdrawn_at=None).values_list("unit__code", "valid_from", "valid_to")
    for code, first, last in spans:
        lives.setdefault(code, []).append(_days(first, last))
    known = _Known(
        {person.code: person for person in Person.objects.all()},
        dict(Unit.objects.values_list("code", "pk")),
        lives,
        {},
    )
    for office in Office.objects.filter(known_on=None).select_related("person", "unit"):
        key = (office.person.code, office.unit.code, fold(office.title))
        known.offices.setdefault(key, []).append(office)
        if office.kind == OfficeKind.HEAD:
            known.heads.setdefault(office.unit.code, []).append(office)
    return known


def plan_people(table: Table, *, on: date) -> ImportPlan:
    """Work out what the rows would do; nothing is saved."""
    del on
    known = _read_known()
    rows, deeds = [], []
    named: dict[str, NewPerson] = {}
    for number, cells in table.rows:
        reader = Reader(table, number, cells)
        deed, changes = _judged(reader, known, named)
        row = _row(reader, cells, deed, changes)
        rows.append(row)
        if row.status in {RowStatus.NEW, RowStatus.CHANGED}:
            deeds.append(deed)
    deeds = [replace(deed, person=named[deed.person.code]) if deed.is_new else deed for deed in deeds]
    return ImportPlan(
        ImportKind.PEOPLE,
        table.sheet,
        table.head_row,
        table.heads,
        tuple(rows),
        remarks_on(table),
        tuple(deeds),
    )


type Changes = list[tuple[str, str, str]]


def _judged(reader: Reader, known: _Known, named: dict[str, NewPerson]) -> tuple[PersonDeed, Changes]:
    code = reader.code("code", required=True)
    stored = known.people.get(code)
    person = NewPerson(
        name=reader.text("name", longest=120, required=True),
        code=code,
        title_before=reader.text("title_before", longest=40),
        gender=_gender(reader),
        rank=reader.text("rank", longest=80),
    )
    changes: Changes = []
    facts: tuple[str, ...] = ()
    told = stored.name if stored else named[code].name if code in named else person.name
    if person.name and told != person.name:
        reader.refuse(
            "name",
            Sentence(N_("The code {code} belongs to {person}."), {"code": code, "person": told}),
            Sentence(N_("Correct the code; a name typed wrong is corrected on the person's page.")),
        )
    if stored is not None:
        facts = tuple(
            key for key in FACTS if reader.has(key) and getattr(person, key) != getattr(stored, key)
        )
        changes = [(gettext(HEADS[key]), getattr(stored, key), getattr(person, key)) for key in facts]
    is_new = stored is None and code not in named
    named[code] = _agreed(reader, named.get(code), person)
    office, ends = _office(reader, code, person.name, known)
    if office is not None and ends:
        changes.append((gettext(HEADS["until"]), "", f"{office.until:%d/%m/%Y}"))
    elif office is not None:
        changes.append((gettext(HEADS["title"]), "", f"{office.title}, {office.unit}"))
    return PersonDeed(person, is_new, facts, office, ends), changes


def _agreed(reader: Reader, before: NewPerson | None, person: NewPerson) -> NewPerson:
    """What all rows so far say of a person; a row may add a fact, not say another."""
    if before is None:
        return person
    told = {key: (getattr(before, key), getattr(person, key)) for key in FACTS}
    for key, (first, said) in told.items():
        if first and said and first != said:
            reader.refuse(
                key,
                Sentence(N_("Another row says “{value}” of the same person."), {"value": first}),
                Sentence(N_("Write the same in every row, or leave the cell empty.")),
            )
    return replace(before, **{key: first or said for key, (first, said) in told.items()})


def _gender(reader: Reader) -> str:
    said = reader.text("gender", longest=20)
    if said and fold(said) not in GENDERS:
        reader.refuse(
            "gender",
            Sentence(N_("“{word}” is not in the list."), {"word": said}),
            Sentence(N_("Write male or female, or leave the cell empty.")),
        )
    return GENDERS.get(fold(said), "")


def _office(reader: Reader, code: str, name: str, known: _Known) -> tuple[NewOffice | None, int]:
    """The office of a row: a new one, the end of one held (its number), or neither."""
    if not any(reader.has(key) for key in OFFICE):
        return None, 0
    unit = reader.code("unit", required=True)
    title = reader.text("title", longest=200, required=True)
    kind = reader.one_of("kind", OFFICE_WORDS, None) or OfficeKind.STAFF
    since, until = reader.day("since"), reader.day("until")
    if since is not None and until is not None and until < since:
        reader.refuse(
            "until", Sentence(N_("The last day is before the first.")), Sentence(N_("Check both days."))
        )
        return None, 0
    if unit and unit not in known.units:
        reader.refuse(
            "unit",
            Sentence(N_("There is no unit with the code {code}."), {"code": unit}),
            Sentence(N_("Import the units first, or correct the code.")),
        )
        return None, 0
    for key, day in (("since", since), ("until", until)):
        if day is not None and unit and not any(first <= day <= last for first, last in known.lives[unit]):
            reader.refuse(
                key,
                Sentence(N_("{unit} did not exist on {day}."), {"unit": unit, "day": day}),
                Sentence(N_("Choose another day, or the unit that came before or after it.")),
            )
    if reader.problems:
        return None, 0
    office = NewOffice(unit, title, kind, since, until, instrument=reader.text("instrument", longest=300))
    return _against_record(reader, code, name, office, known)


def _against_record(
    reader: Reader, code: str, name: str, office: NewOffice, known: _Known
) -> tuple[NewOffice | None, int]:
    days = _days(office.since, office.until)
    taken = Office(person=Person(name=name), valid_from=office.since, valid_to=office.until)
    key = (code, office.unit, fold(office.title))
    for held in known.offices.get(key, []):
        if held.valid_from == office.since:
            if held.valid_to == office.until or (office.until is None and held.valid_to is not None):
                return None, 0
            if held.pk and held.valid_to is None and office.until is not None:
                # Rows below count the office as ended: the next head may follow in the same file.
                held.valid_to = office.until
                return office, held.pk
        if _meet(_days(held.valid_from, held.valid_to), days):
            reader.refuse(
                "since" if reader.has("since") else "title",
                Sentence(N_("{person} holds this office on those days already."), {"person": name}),
                Sentence(N_("Check the days against the person's page.")),
            )
            return None, 0
    if office.kind is OfficeKind.HEAD:
        sitting = known.heads.setdefault(office.unit, [])
        clash = next((head for head in sitting if _meet(_days(head.valid_from, head.valid_to), days)), None)
        if clash is not None:
            reader.refuse(
                "kind",
                Sentence(
                    N_("{person} is head of {unit} on those days."),
                    {"person": clash.person.name, "unit": office.unit},
                ),
                Sentence(N_("End that office first; a unit has one head at a time.")),
            )
            return None, 0
        sitting.append(taken)
    known.offices.setdefault(key, []).append(taken)
    return office, 0


def _row(reader: Reader, cells: tuple[Cell, ...], deed: PersonDeed, changes: Changes) -> ImportRow:
    if reader.problems:
        status = RowStatus.ERROR
    elif deed.is_new:
        status = RowStatus.NEW
    else:
        status = RowStatus.CHANGED if changes else RowStatus.UNCHANGED
    return ImportRow(
        reader.number,
        cells,
        deed.person.code,
        deed.person.name,
        status,
        tuple(changes),
        reader.told(),
    )
