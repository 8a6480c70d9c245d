"""Evidence for tests: a year with a frozen table of criteria, papers and files as officers would send them."""

from typing import Any

from tests.factories.criteria import NOTES, SIGNED, Year, make_frozen, make_year
from tests.factories.files import make_pdf
from thidua.accounts.models import User
from thidua.criteria.edits import NoteInput
from thidua.criteria.states import Appraiser
from thidua.reports.actions import file_evidence, name_reference
from thidua.reports.evidence import EvidencePlace, EvidenceRow, LeafLink
from thidua.reports.intake import Prepared, prepare
from thidua.reports.papers import Outcome, Paper, Reference
from thidua.reports.queries.evidence import evidence_place, evidence_record
from thidua.reports.states import PaperKind

AT = SIGNED.replace(month=6, day=15)
ON = AT.date()
ASKED = "Quyết định công bố chỉ số"


def frozen_year(*codes: str, **changed: Any) -> Year:
    """A bloc-year with a frozen table; criterion A.2 asks for one kind of paper."""
    year = make_year(*codes)
    make_frozen(year, **changed)
    return year


def with_office() -> Year:
    """A year whose table names the appraiser's office for criterion B.1."""
    year = make_year()
    note = NoteInput((), "", Appraiser.UNIT, year.office.public_id)
    make_frozen(year, notes={**NOTES, "B.1": note})
    return year


def a_file(words: str = "Một", *, name: str = "Báo cáo.pdf") -> Prepared:
    return prepare(make_pdf(words), name=name)


def a_paper(title: str = "Báo cáo kết quả phối hợp", **changed: Any) -> Paper:
    fields: dict[str, Any] = {"kind": PaperKind.REPORT, "title": title, "number": "45/BC-DV1"}
    return Paper(**(fields | changed))


def file_one(year: Year, unit: str = "DV1", *, actor: User | None = None, **changed: Any) -> Outcome:
    """A paper of a unit, filed by the unit's own officer."""
    officers = {"DV1": year.drafter, "DV2": year.officer, "DV3": year.deputy_leader}
    fields: dict[str, Any] = {
        "bloc_year": year.key,
        "unit": unit,
        "paper": a_paper(),
        "links": [LeafLink("A.1")],
        "files": [a_file(f"{unit} mot")],
        "declared": True,
        "actor": actor or officers[unit],
        "at": AT,
    }
    return file_evidence(**(fields | changed))


def name_one(year: Year, **changed: Any) -> str:
    """A classified paper of the first unit, named by its officer."""
    fields: dict[str, Any] = {
        "bloc_year": year.key,
        "unit": "DV1",
        "reference": Reference("14/BC-BCH", "Văn thư bảo mật"),
        "links": [LeafLink("A.1")],
        "actor": year.drafter,
        "at": AT,
    }
    return name_reference(**(fields | changed))


def place(year: Year, unit: str = "DV1") -> EvidencePlace:
    found = evidence_place(year.key, unit, on=ON)
    assert found is not None
    return found


def record(key: str) -> EvidenceRow:
    found = evidence_record(key)
    assert found is not None
    return found
