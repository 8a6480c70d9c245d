"""What the tables refuse by themselves: a classified paper that says too much, an end without a reason, content twice."""

import pytest
from django.db import IntegrityError, transaction

from tests.reports.evidence import AT, file_one, frozen_year, name_one
from thidua.reports.models import Evidence, EvidenceFile, EvidenceLeaf
from thidua.reports.states import EVIDENCE_ENDED, EVIDENCE_TRANSITIONS, EvidenceState

pytestmark = pytest.mark.django_db


def refuses(rows, **changed):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changed)


def test_tables_hold_themselves_to_what_they_are():
    year = frozen_year()
    paper = Evidence.objects.filter(public_id=file_one(year).evidence)
    named = Evidence.objects.filter(public_id=name_one(year))

    for changed in (
        {"title": "Kế hoạch A2"},
        {"excerpt": "x"},
        {"kept_at": ""},
        {"number": ""},
        {"state": "kept"},
    ):
        refuses(named, **changed)
    for changed in (
        {"title": ""},
        {"kept_at": "Tủ 3"},
        {"state": "named"},
        {"state": "withdrawn"},
        {"state": "x"},
        {"kind": "x"},
        {"paper": "x"},
        {"ended_reason": "x"},
    ):
        refuses(paper, **changed)
    refuses(EvidenceFile.objects.all(), withdrawn_at=AT)
    refuses(EvidenceLeaf.objects.all(), leaf="")


def test_the_same_content_counts_once_in_a_record():
    file_one(frozen_year())
    file = EvidenceFile.objects.get()
    file.pk, file.public_id = None, "khac12345678"

    with pytest.raises(IntegrityError), transaction.atomic():
        file.save(force_insert=True)


def test_every_state_is_reached_and_what_is_over_stays_over():
    reached = {EvidenceState.NAMED, EvidenceState.KEPT} | set(EVIDENCE_TRANSITIONS.values())

    assert reached == set(EvidenceState)
    assert not {state for state, _ in EVIDENCE_TRANSITIONS} & EVIDENCE_ENDED
