"""Truths of evidence, run by `thidua check_invariants`."""

from collections.abc import Iterator

from thidua.foundation.checks import Untruth, invariant
from thidua.foundation.files import content_of
from thidua.foundation.refusals import Problem
from thidua.reports.models import Evidence, EvidenceFile
from thidua.reports.states import EvidenceKind, EvidenceState

NAMED_ONLY = "a classified paper never has a file"
PROVES_SOMETHING = "every record of evidence proves a criterion"
FILES_WHOLE = "every file of evidence is what was filed"
HEIRS = "a replaced record has the one in its place"


@invariant(NAMED_ONLY)
def _references_have_no_files() -> Iterator[Untruth]:
    rows = EvidenceFile.objects.filter(evidence__kind=EvidenceKind.REFERENCE.value)
    for key in rows.values_list("evidence__public_id", flat=True).distinct():
        yield Untruth(NAMED_ONLY, key, "it has one")


@invariant(PROVES_SOMETHING)
def _records_prove_something() -> Iterator[Untruth]:
    for key in Evidence.objects.filter(leaves=None).values_list("public_id", flat=True):
        yield Untruth(PROVES_SOMETHING, key, "it names none")


@invariant(FILES_WHOLE)
def _files_are_whole() -> Iterator[Untruth]:
    for file in EvidenceFile.objects.select_related("stored").iterator():
        try:
            content_of(file.stored)
        except Problem as problem:
            yield Untruth(FILES_WHOLE, file.public_id, problem.sentence.text)


@invariant(HEIRS)
def _replaced_records_have_heirs() -> Iterator[Untruth]:
    rows = Evidence.objects.filter(state=EvidenceState.REPLACED.value, replaced_by=None)
    for key in rows.values_list("public_id", flat=True):
        yield Untruth(HEIRS, key, "there is none")
