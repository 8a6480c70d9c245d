"""The workbook to fill in: heads and hints, a guide with examples, and the lists of codes."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext

from thidua.core.verdict import Sentence
from thidua.foundation.sheets import SheetWriter
from thidua.foundation.wording import N_, render
from thidua.organisations.queries.imports.columns import COLUMNS
from thidua.organisations.queries.places import provinces_on
from thidua.organisations.states import (
    CONFIDENCE_WORDS,
    FORCE_WORDS,
    OFFICE_WORDS,
    UNIT_KIND_WORDS,
    ImportKind,
)

HEAD_ROW = 2
LAST_ROW = 20_000
SHEETS = {ImportKind.UNITS: N_("Units"), ImportKind.PEOPLE: N_("People")}
LISTS: dict[ImportKind, tuple[tuple[str, str, Mapping[StrEnum, Sentence]], ...]] = {
    ImportKind.UNITS: (
        ("kind", N_("Kind of unit"), UNIT_KIND_WORDS),  # type: ignore[dict-item]  # a mapping of one kind of key
        ("force", N_("Armed force"), FORCE_WORDS),
        ("confidence", N_("How well it is known"), CONFIDENCE_WORDS),
    ),
    ImportKind.PEOPLE: (("kind", N_("Kind of office"), OFFICE_WORDS),),  # type: ignore[dict-item]  # a mapping of one kind of key
}


def import_template(kind: ImportKind, *, on: date) -> bytes:
    """The empty workbook for units or people, in the reader's language, with the codes allowed on the day."""
    book = SheetWriter()
    columns = COLUMNS[kind]
    filled = book.sheet(gettext(SHEETS[kind]), widths=[column.width for column in columns])
    filled.merge_range(0, 0, 0, len(columns) - 1, "", book.note)
    filled.write_string(
        0,
        0,
        gettext(
            "One row for each record, from row 4. Columns with * must be filled in. Nothing is saved before the preview."
        ),
        book.note,
    )
    book.write(filled, 1, [gettext(column.hint) for column in columns], book.note)
    book.write(
        filled,
        HEAD_ROW,
        [gettext(column.head) + (" *" if column.required else "") for column in columns],
        book.head,
    )
    filled.freeze_panes(HEAD_ROW + 1, 2)
    places = {column.key: place for place, column in enumerate(columns)}
    text = book.book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        if column.key not in {"since", "until"}:
            filled.set_column(place, place, column.width, text)
    guide = book.sheet(gettext("Guide"), widths=(28, 14, 60, 36))
    book.write(
        guide,
        0,
        [gettext("Column"), gettext("Required"), gettext("How to fill it in"), gettext("Example")],
        book.head,
    )
    for number, column in enumerate(columns, start=1):
        needed = gettext("yes") if column.required else ""
        book.write(guide, number, [gettext(column.head), needed, gettext(column.hint), column.example])
    codes = book.sheet(gettext("Codes"), widths=(34, 24, 30))
    book.write(codes, 0, [gettext("Word"), gettext("Code"), gettext("For the column")], book.head)
    at = 1
    for key, head, words in LISTS[kind]:
        first = at
        for value, said in words.items():
            book.write(codes, at, [render(said), value.value or "–", gettext(head)])
            at += 1
        source = f"='{gettext('Codes')}'!$A${first + 1}:$A${at}"
        filled.data_validation(
            HEAD_ROW + 1,
            places[key],
            LAST_ROW,
            places[key],
            {"validate": "list", "source": source, "error_type": "warning"},
        )
    if kind is ImportKind.UNITS:
        for code, name in provinces_on(on):
            book.write(codes, at, [name, code, gettext("Code of the province")])
            at += 1
    return book.finish()
