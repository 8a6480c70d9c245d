"""From an uploaded file to its plan: read, refused early when hostile, and worked out against what is on record."""

from datetime import date

from thidua.core.verdict import Sentence
from thidua.foundation.files import FileGone, content_of
from thidua.foundation.sheets import read_workbook
from thidua.foundation.wording import N_
from thidua.organisations.errors import ImportUnfit
from thidua.organisations.models import UnitImport
from thidua.organisations.queries.imports.columns import Table, find_table
from thidua.organisations.queries.imports.people import plan_people
from thidua.organisations.queries.imports.plan import ImportPlan
from thidua.organisations.queries.imports.units import plan_units
from thidua.organisations.states import ImportKind

# A province has some 2,000 units; a list of twenty thousand is already more than anyone looks through.
MOST_ROWS = 20_000


def table_of(kind: ImportKind, content: bytes, *, name: str) -> Table:
    """The table in a workbook. Raises `Problem`: unreadable, too large, a bomb, or without the columns needed."""
    table = find_table(kind, read_workbook(content, name=name, max_rows=MOST_ROWS))
    if not table.rows:
        raise ImportUnfit(
            Sentence(
                N_("Worksheet {sheet} has no rows below its heads in row {row}."),
                {"sheet": table.sheet, "row": table.head_row},
            ),
            where="file",
            remedy=Sentence(N_("Fill in the rows below the heads and upload the file again.")),
        )
    return table


def plan_content(kind: ImportKind, content: bytes, *, name: str, on: date) -> ImportPlan:
    """Work out what a file would do, as of a day."""
    table = table_of(kind, content, name=name)
    return plan_units(table, on=on) if kind is ImportKind.UNITS else plan_people(table, on=on)


def plan_of(public_id: str, *, on: date) -> ImportPlan:
    """Work out what an uploaded file would do, as of a day. Raises `ImportUnfit` when it is gone or was changed."""
    found = UnitImport.objects.filter(public_id=public_id).select_related("file").first()
    gone = ImportUnfit(Sentence(N_("The upload is gone.")), remedy=Sentence(N_("Upload the file again.")))
    if found is None or found.file.sha256 != found.sha256:
        raise gone
    try:
        content = content_of(found.file)
    except FileGone as missing:
        raise gone from missing
    return plan_content(ImportKind(found.kind), content, name=found.file.name, on=on)
