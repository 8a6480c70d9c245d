"""All evidence of a unit as one archive: a folder for each record, and a table of contents in Excel.

A record that proves several criteria stands once; the table of contents has a line for each criterion.
"""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from django.utils.translation import gettext as _

from thidua.foundation.files import safe_name
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import render
from thidua.reports.evidence import EvidencePlace, EvidenceRow
from thidua.reports.queries.evidence import content_of_file
from thidua.web.evidence.words import paper_words, period_words, state_of
from thidua.web.shared.exporting import Value, workbook

# Kept in memory up to here, on disk beyond.
IN_MEMORY = 8 * 1024 * 1024
# The same day in every archive, so that equal evidence gives an equal file.
DAY = (1980, 1, 1, 0, 0, 0)


def archive_of(place: EvidencePlace, rows: Sequence[EvidenceRow]) -> IO[bytes]:
    """The archive, open at its beginning; a file that is damaged is named in it instead of being left out silently."""
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    faults: dict[str, str] = {}
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as archive:
        for number, row in enumerate(rows, start=1):
            for path, content in _contents(number, row, faults):
                archive.writestr(zipfile.ZipInfo(path, DAY), content)
        index = _index(place, rows, faults)
        archive.writestr(zipfile.ZipInfo(f"00 {_('Table of contents')}.xlsx", DAY), index)
    spool.seek(0)
    return spool


def folder_of(number: int, row: EvidenceRow) -> str:
    """The folder of a record: its place in the list and what it is."""
    said = " ".join(part for part in (row.number, row.title) if part).replace("/", "-")
    return f"{number:03} {safe_name(said)[:80].strip(' .')}"


def paths_of(number: int, row: EvidenceRow) -> tuple[str, ...]:
    """Where each present file of a record stands in the archive; two of one name are told apart."""
    folder, seen = folder_of(number, row), dict[str, int]()
    found = []
    for file in row.present_files:
        seen[file.name] = seen.get(file.name, 0) + 1
        times = seen[file.name]
        stem, dot, ending = file.name.rpartition(".")
        name = (
            file.name
            if times == 1
            else f"{stem or ending} ({times}){dot if stem else ''}{ending if stem else ''}"
        )
        found.append(f"{folder}/{name}")
    return tuple(found)


def _contents(number: int, row: EvidenceRow, faults: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for path, file in zip(paths_of(number, row), row.present_files, strict=True):
        try:
            yield path, content_of_file(file)
        except Problem as problem:
            faults[path] = render(problem.sentence)


def _index(place: EvidencePlace, rows: Sequence[EvidenceRow], faults: dict[str, str]) -> bytes:
    heads = [
        _("No."),
        _("Criterion"),
        _("Number and symbol"),
        _("Date of the paper"),
        _("What the paper is"),
        _("Kind of paper"),
        _("Issued by"),
        _("Period"),
        _("State"),
        _("Files"),
        _("Where it is kept"),
        _("Remark"),
    ]
    lines: list[list[Value]] = []
    for number, row in enumerate(rows, start=1):
        paths = paths_of(number, row)
        remark = "; ".join(faults[path] for path in paths if path in faults)
        lines += [
            [
                number, link.leaf, row.number, row.issued_on, row.title, paper_words(row.paper), row.issuer,
                period_words(row.period), state_of(row.state).label, "\n".join(paths), row.kept_at, remark,
            ]
            for link in row.leaves
        ]  # fmt: skip
    notes = [
        _("Evidence of %(unit)s, %(year)s") % {"unit": place.member.name, "year": place.year.year},
        _("Classified papers are named only by number and the place where they are kept."),
    ]
    widths = (6, 10, 20, 12, 44, 18, 24, 20, 18, 48, 28, 24)
    return workbook(_("Table of contents"), heads, lines, widths=widths, notes=notes)
