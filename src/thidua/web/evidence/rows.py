"""What the pages of evidence show, as frozen rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from thidua.reports.evidence import EvidenceRow, FileRow, LeafShelf
from thidua.reports.permissions.evidence import Reach
from thidua.web.evidence.words import file_meta, state_of
from thidua.web.shared.evidence import cited, files_words
from thidua.web.shared.parts import State


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record in a list."""

    words: str
    note: str
    href: str
    state: State
    counts: bool


@dataclass(frozen=True, slots=True)
class AskLine:
    """A paper the table asks for: whether one answers it, and where it is filed."""

    words: str
    missing: bool
    href: str


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One criterion on the page of a unit."""

    code: str
    name: str
    asked: tuple[AskLine, ...]
    records: tuple[RecordLine, ...]
    enough: bool
    href: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a record; `picture` is the address of its small picture."""

    key: str
    name: str
    meta: str
    href: str
    download: str
    picture: str
    withdrawn: str
    withdraw: str


def record_line(row: EvidenceRow) -> RecordLine:
    """A record in a list."""
    href = reverse("evidence:record", args=(row.key,))
    return RecordLine(cited(row), files_words(row), href, state_of(row.state), row.counts)


def shelf_lines(
    shelves: Iterable[LeafShelf], reach: Reach, *, here: tuple[str, str], files: bool
) -> tuple[ShelfLine, ...]:
    """The criteria a person sees; with where to file what is missing when they may."""
    add = reverse("evidence:file", args=here) if files else ""
    return tuple(
        ShelfLine(
            shelf.ask.code,
            shelf.ask.name,
            tuple(
                AskLine(
                    words,
                    words in shelf.missing,
                    f"{add}?leaf={shelf.ask.code}&ask={number}" if add and words in shelf.missing else "",
                )
                for number, words in enumerate(shelf.ask.asked)
            ),
            tuple(record_line(row) for row in shelf.records),
            shelf.enough,
            f"{add}?leaf={shelf.ask.code}" if add else "",
        )
        for shelf in shelves
        if reach.own or reach.everything or shelf.ask.code in reach.leaves
    )


def file_line(file: FileRow, *, withdraws: bool) -> FileLine:
    """A file of a record."""
    return FileLine(
        file.key,
        file.name,
        file_meta(file),
        reverse("evidence:preview", args=(file.key,)),
        reverse("evidence:download", args=(file.key,)),
        reverse("evidence:picture", args=(file.key,)) if file.preview else "",
        file.withdrawn_reason if file.withdrawn_at is not None else "",
        reverse("evidence:withdraw_file", args=(file.key,))
        if withdraws and file.withdrawn_at is None
        else "",
    )
