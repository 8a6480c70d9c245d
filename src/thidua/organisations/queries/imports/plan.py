"""The plan of an import: each row with its own cells, what it would do, and what stands in the way."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import Cell
from thidua.organisations.models import UnitImport
from thidua.organisations.states import ImportKind, ImportState


class RowStatus(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file: its number and cells, the record it is about, what would change (head, before, after)."""

    number: int
    cells: tuple[Cell, ...]
    key: str
    name: str
    status: RowStatus
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What confirming would do. `deeds` is the room's own: what the verb carries out."""

    kind: ImportKind
    sheet: str
    head_row: int
    heads: tuple[Cell, ...]
    rows: tuple[ImportRow, ...]
    remarks: tuple[Problem, ...] = ()
    deeds: object = field(default=None, repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands in the way, in the order of the file."""
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each status."""
        found = Counter(row.status for row in self.rows)
        return {status.value: found[status] for status in RowStatus}


@dataclass(frozen=True, slots=True)
class ImportCard:
    """An upload: its file, who sent it, where it stands."""

    public_id: str
    kind: ImportKind
    state: ImportState
    file_name: str
    size: int
    sha256: str
    uploaded_by: str
    uploaded_at: datetime
    settled_at: datetime | None
    counts: dict[str, int]


def import_card(public_id: str) -> ImportCard | None:
    """The upload with this public key."""
    found = UnitImport.objects.filter(public_id=public_id).select_related("file").first()
    if found is None:
        return None
    return ImportCard(
        found.public_id,
        ImportKind(found.kind),
        ImportState(found.state),
        found.file.name,
        found.file.size,
        found.sha256,
        found.uploaded_by,
        found.uploaded_at,
        found.settled_at,
        dict(found.counts),
    )
