"""Evidence «minh chứng» as frozen rows: the place it is filed in, the records, their files, and what is missing.

A *place* is one unit in one bloc-year, with the criteria of the table in force and the papers each one asks for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from thidua.criteria.queries import NamedMember, NamedYear
from thidua.foundation.files import DOCX, PDF, XLSX
from thidua.foundation.pictures import JPEG, PNG, WEBP
from thidua.foundation.wording import N_
from thidua.reports.states import EVIDENCE_ENDED, EvidenceKind, EvidenceState, PaperKind

PICTURES: Final = frozenset({JPEG, PNG, WEBP})
TAKEN: Final = frozenset({PDF, DOCX, XLSX, *PICTURES})
# As a file box tells a browser, and as people say them.
ACCEPT: Final = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"
KINDS_SAID: Final = "PDF, DOCX, XLSX, JPEG, PNG, WebP"
# The wording of the statement is kept with every record by this name: change the words, change the name.
DECLARATION: Final = "no-secrets-2026-11"
DECLARATION_WORDS: Final = N_(
    "I have checked: nothing here is a state secret, or a paper with a stamp of secrecy, in whole or in part."
)


@dataclass(frozen=True, slots=True)
class LeafAsk:
    """A criterion and what the table asks to prove it; `office` is the unit that appraises it, if one is named."""

    code: str
    name: str
    section: str
    asked: tuple[str, ...]
    office: str
    applies: bool


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """One unit in one bloc-year; `scheme` is the version in force (empty before one is)."""

    year: NamedYear
    member: NamedMember
    scheme: str
    leaves: Mapping[str, LeafAsk]


@dataclass(frozen=True, slots=True)
class LeafLink:
    """A criterion that a record proves, and the asked paper it answers (empty: another one)."""

    leaf: str
    answers: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a record."""

    id: int
    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    source_sha256: str
    preview: str
    scanned: bool
    declared_at: datetime
    declared_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture."""
        return self.media_type in PICTURES

    @property
    def is_pdf(self) -> bool:
        """Whether the browser's own viewer shows it."""
        return self.media_type == PDF


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One record of evidence with its criteria and files; withdrawn files stand at the end."""

    id: int
    key: str
    year: str
    unit: str
    kind: EvidenceKind
    state: EvidenceState
    paper: PaperKind | None
    title: str
    number: str
    issued_on: date | None
    issuer: str
    excerpt: str
    kept_at: str
    period: str
    revision: int
    filed_at: datetime
    filed_by: str
    confirmed_on: date | None
    confirmed_by: str
    ended_at: datetime | None
    ended_by: str
    ended_reason: str
    replaces: str
    replaced_by: str
    leaves: tuple[LeafLink, ...] = ()
    files: tuple[FileRow, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it is neither replaced nor withdrawn."""
        return self.state not in EVIDENCE_ENDED

    @property
    def counts(self) -> bool:
        """Whether it counts as evidence: a paper on record, or a classified one the unit head has confirmed."""
        return self.state is EvidenceState.KEPT

    @property
    def present_files(self) -> tuple[FileRow, ...]:
        """The files that were not withdrawn."""
        return tuple(file for file in self.files if file.withdrawn_at is None)

    @property
    def is_reference(self) -> bool:
        """Whether it only names a classified paper."""
        return self.kind is EvidenceKind.REFERENCE

    def proves(self, leaf: str) -> bool:
        """Whether it was filed for a criterion."""
        return any(link.leaf == leaf for link in self.leaves)


@dataclass(frozen=True, slots=True)
class LeafShelf:
    """A criterion with the records that prove it, and the asked papers that none of them answers."""

    ask: LeafAsk
    records: tuple[EvidenceRow, ...]
    missing: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether nothing that is asked for is missing."""
        return not self.missing and (bool(self.counting) or not self.ask.asked)

    @property
    def counting(self) -> tuple[EvidenceRow, ...]:
        """The records that count."""
        return tuple(row for row in self.records if row.counts)


def shelves(place: EvidencePlace, rows: Iterable[EvidenceRow]) -> tuple[LeafShelf, ...]:
    """Every criterion that applies to the unit with its live records, in the order of the table.

    A record that does not say which asked paper it is may be any: while there are at least as many of them as asked
    papers that no record answers, none of those counts as missing.
    """
    live = [row for row in rows if row.live]
    found = []
    for ask in place.leaves.values():
        if not ask.applies:
            continue
        records = tuple(row for row in live if row.proves(ask.code))
        links = [
            link.answers for row in records if row.counts for link in row.leaves if link.leaf == ask.code
        ]
        open_asks = [words for words in ask.asked if words not in links]
        spare = sum(1 for answers in links if answers not in ask.asked)
        found.append(LeafShelf(ask, records, tuple(open_asks[spare:])))
    return tuple(found)
