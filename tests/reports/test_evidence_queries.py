"""Shelves say what is missing; lists count in one query; truths find what must not be."""

import pytest

from tests.reports.evidence import ASKED, AT, a_file, a_paper, file_one, frozen_year, name_one, place, record
from thidua.foundation.checks import INVARIANTS
from thidua.foundation.files import path_of
from thidua.foundation.refusals import Problem
from thidua.reports.actions import confirm_reference, replace_evidence, withdraw_evidence
from thidua.reports.evidence import LeafLink, shelves
from thidua.reports.evidence_truths import FILES_WHOLE, HEIRS, NAMED_ONLY, PROVES_SOMETHING
from thidua.reports.models import Evidence, EvidenceFile, EvidenceLeaf
from thidua.reports.queries.evidence import (
    UnitCount,
    content_of_file,
    counts_of_years,
    evidence_at,
    evidence_for,
    evidence_place,
    evidence_record,
    places_of_year,
    record_of_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return frozen_year()


def shelf(year, leaf="A.2", unit="DV1"):
    found = place(year, unit)
    return next(one for one in shelves(found, evidence_at(found)) if one.ask.code == leaf)


def test_what_the_table_asks_for_is_missing_until_a_record_answers_it(year):
    assert (shelf(year).missing, shelf(year).enough) == ((ASKED,), False)

    file_one(year, links=[LeafLink("A.2", ASKED)])

    assert (shelf(year).missing, shelf(year).enough) == ((), True)


def test_a_record_that_does_not_say_what_it_answers_may_be_any(year):
    file_one(year, links=[LeafLink("A.2")])

    assert shelf(year).missing == ()


def test_a_classified_paper_fills_the_gap_only_once_confirmed(year):
    key = name_one(year, links=[LeafLink("A.2")])
    assert (shelf(year).missing, [row.key for row in shelf(year).records]) == ((ASKED,), [key])

    confirm_reference(evidence=key, actor=year.head, at=AT)

    assert shelf(year).missing == ()


def test_what_was_withdrawn_fills_no_gap(year):
    key = file_one(year, links=[LeafLink("A.2", ASKED)]).evidence
    withdraw_evidence(evidence=key, reason="Nhầm", actor=year.drafter, at=AT)

    assert (shelf(year).missing, shelf(year).records) == ((ASKED,), ())


def test_criteria_that_do_not_apply_have_no_shelf(year):
    found = place(year, "DV2")

    assert "A.2" not in {one.ask.code for one in shelves(found, evidence_at(found))}


def test_a_criterion_without_asked_papers_has_enough(year):
    assert shelf(year, "B.2").enough


def test_counts_are_one_query_for_any_number_of_units(year, max_queries):
    file_one(year)
    file_one(year, "DV2", files=[])
    name_one(year)

    with max_queries(1):
        counts = counts_of_years([year.bloc_year.pk])

    assert counts == {
        (year.bloc_year.pk, year.units["DV1"].public_id): UnitCount(kept=1, named=1),
        (year.bloc_year.pk, year.units["DV2"].public_id): UnitCount(kept=1, without_file=1),
    }


def test_evidence_of_one_criterion_is_two_queries_at_one_and_three_records(year, max_queries):
    file_one(year)
    with max_queries(2):
        assert len(evidence_for(year.key, "DV1", "A.1")) == 1
    for words in ("hai", "ba"):
        file_one(year, paper=a_paper(words), files=[a_file(words)])
    with max_queries(2):
        assert len(evidence_for(year.key, "DV1", "A.1")) == 3


def test_a_place_is_found_by_code_or_key_and_nothing_by_another(year):
    assert place(year) == evidence_place(year.key, year.units["DV1"].public_id, on=AT.date())
    assert evidence_place(year.key, "KHONG", on=AT.date()) is None
    assert places_of_year("khongcokey12", on=AT.date()) == ()
    assert evidence_record("khongcokey12") is None
    assert record_of_file("khongcokey12") is None


def test_a_file_that_was_damaged_is_not_given_out(year):
    (file,) = record(file_one(year).evidence).files
    assert content_of_file(file).startswith(b"%PDF")

    path_of(file.sha256).write_bytes(b"%PDF-1.4 khac %%EOF")

    with pytest.raises(Problem, match="no longer matches"):
        content_of_file(file)


def untruths(name):
    return [found.on for found in INVARIANTS[name]()]


def test_truths_hold_after_the_verbs(year):
    old = file_one(year).evidence
    replace_evidence(
        evidence=old, paper=a_paper(), links=[LeafLink("A.1")], declared=True, reason="x",
        actor=year.drafter, at=AT,
    )  # fmt: skip
    name_one(year)

    assert [untruths(name) for name in (NAMED_ONLY, PROVES_SOMETHING, FILES_WHOLE, HEIRS)] == [[]] * 4


def test_each_truth_finds_what_it_is_for(year):
    key, named = file_one(year).evidence, name_one(year)
    other = file_one(year, "DV2", files=[]).evidence
    file = EvidenceFile.objects.get()
    path_of(file.stored.sha256).unlink()
    EvidenceLeaf.objects.filter(evidence__public_id=key).delete()
    EvidenceFile.objects.update(evidence=Evidence.objects.get(public_id=named))
    Evidence.objects.filter(public_id=other).update(state="replaced", ended_at=AT, ended_reason="x")

    assert untruths(NAMED_ONLY) == [named]
    assert untruths(PROVES_SOMETHING) == [key]
    assert untruths(FILES_WHOLE) == [file.public_id]
    assert untruths(HEIRS) == [other]
