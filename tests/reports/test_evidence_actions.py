"""Filing, adding, correcting, replacing, withdrawing: one paper for many criteria, nothing kept twice, nothing lost."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.files import make_picture
from tests.reports.evidence import AT, ON, a_file, a_paper, file_one, frozen_year, name_one, place, record
from thidua.accounts.roles import Role
from thidua.foundation.files import path_of
from thidua.foundation.models import AuditEntry, StoredFile
from thidua.foundation.refusals import Problem, ThiduaError
from thidua.organisations.models import BlocYear
from thidua.reports.actions import (
    add_evidence_files,
    confirm_reference,
    correct_evidence,
    link_evidence,
    replace_evidence,
    withdraw_evidence,
    withdraw_evidence_file,
)
from thidua.reports.errors import EvidenceChangedMeanwhile, EvidenceUnfit, ReportRefused
from thidua.reports.evidence import DECLARATION, LeafLink
from thidua.reports.intake import prepare
from thidua.reports.models import Evidence, EvidenceFile
from thidua.reports.papers import MOST_FILES, Reference
from thidua.reports.queries.evidence import evidence_for
from thidua.reports.states import EvidenceState

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return frozen_year()


def unfit(**changed):
    with pytest.raises(EvidenceUnfit) as caught:
        file_one(**changed)
    return caught.value.where


def test_one_paper_proves_several_criteria_and_says_who_stated_what(year):
    done = file_one(
        year, links=[LeafLink("B.1"), LeafLink("A.2", "Quyết định công bố chỉ số"), LeafLink("A.1")]
    )

    row = record(done.evidence)
    assert [(link.leaf, link.answers) for link in row.leaves] == [
        ("A.1", ""),
        ("A.2", "Quyết định công bố chỉ số"),
        ("B.1", ""),
    ]
    assert row.counts
    (file,) = row.files
    assert (file.declared_by, file.declared_at, file.scanned) == (year.drafter.full_name, AT, False)
    assert Evidence.objects.get().declaration == DECLARATION
    assert [one.key for one in evidence_for(year.key, "DV1", "A.2")] == [row.key]
    assert evidence_for(year.key, "DV2", "A.2") == ()


def test_a_criterion_needs_several_papers(year):
    keys = [file_one(year, paper=a_paper(f"Văn bản {n}"), files=[a_file(f"so {n}")]).evidence for n in "123"]

    assert [row.key for row in evidence_for(year.key, year.units["DV1"].public_id, "A.1")] == keys


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"declared": False}, "declared"),
        ({"paper": a_paper("  ")}, "title"),
        ({"paper": a_paper("Kế hoạch (MẬT)")}, "title"),
        ({"paper": a_paper(excerpt="trích\nTỐI MẬT")}, "excerpt"),
        ({"paper": a_paper(issued_on=ON + timedelta(days=1))}, "issued_on"),
        ({"links": []}, "leaves"),
        ({"links": [LeafLink("Z.9")]}, "leaves"),
    ],
    ids=["tick", "title", "secret title", "secret excerpt", "future", "no leaf", "unknown leaf"],
)
def test_what_does_not_fit_is_refused_with_its_field_and_keeps_nothing(year, changed, where):
    before = AuditEntry.objects.count()

    assert unfit(year=year, **changed) == where
    assert (Evidence.objects.count(), StoredFile.objects.count(), AuditEntry.objects.count()) == (
        0,
        0,
        before,
    )


def test_a_criterion_that_does_not_apply_to_the_unit_is_refused(year):
    assert unfit(year=year, unit="DV2", links=[LeafLink("A.2")]) == "leaves"


def test_the_same_content_twice_is_linked_and_said(year):
    first = file_one(year).evidence
    again = file_one(
        year, paper=a_paper("Tên khác"), links=[LeafLink("B.1")], files=[a_file("DV1 mot", name="b.pdf")]
    )

    assert (again.evidence, again.known) == ("", (("b.pdf", first),))
    assert Evidence.objects.count() == 1
    assert EvidenceFile.objects.count() == 1
    assert [link.leaf for link in record(first).leaves] == ["A.1", "B.1"]


def test_what_is_new_beside_a_known_content_makes_its_own_record(year):
    first = file_one(year).evidence
    again = file_one(
        year, links=[LeafLink("B.1")], files=[a_file("DV1 mot"), a_file("moi"), a_file("moi", name="lai.pdf")]
    )

    assert again.evidence not in {"", first}
    assert [file.name for file in record(again.evidence).files] == ["Báo cáo.pdf"]
    assert again.known == (("Báo cáo.pdf", first),)


def test_another_unit_files_the_same_content_without_hearing_of_it(year):
    file_one(year)
    other = file_one(year, "DV2", files=[a_file("DV1 mot")])

    assert (other.evidence != "", other.known) == (True, ())
    assert {path_of(file.sha256) for file in StoredFile.objects.all()} == {
        path_of(StoredFile.objects.all()[0].sha256)
    }


def test_a_picture_sent_again_is_known_although_it_was_cleaned(year):
    picture = make_picture("JPEG", gps=True)
    first = file_one(year, files=[prepare(picture, name="anh.jpg")]).evidence
    again = file_one(year, links=[LeafLink("B.1")], files=[prepare(picture, name="anh (1).jpg")])

    assert (again.evidence, [key for _, key in again.known]) == ("", [first])
    (file,) = record(first).files
    assert b"Exif" not in path_of(file.sha256).read_bytes()
    assert file.preview


def test_files_are_added_and_known_ones_are_told(year):
    done = file_one(year).evidence

    added = add_evidence_files(
        evidence=done, files=[a_file("hai"), a_file("DV1 mot")], declared=True, actor=year.drafter, at=AT
    )

    assert (added.evidence, added.known) == (done, (("Báo cáo.pdf", done),))
    assert len(record(done).files) == 2
    with pytest.raises(EvidenceUnfit, match="already"):
        add_evidence_files(evidence=done, files=[a_file("hai")], declared=True, actor=year.drafter, at=AT)
    with pytest.raises(EvidenceUnfit, match="nothing classified"):
        add_evidence_files(evidence=done, files=[a_file("ba")], declared=False, actor=year.drafter, at=AT)


def test_adding_only_what_another_record_holds_links_that_record_instead(year):
    first = file_one(year, links=[LeafLink("B.1")]).evidence
    second = file_one(year, files=[a_file("hai")]).evidence
    acts = AuditEntry.objects.filter(name="reports.add_evidence_files")

    added = add_evidence_files(
        evidence=second, files=[a_file("DV1 mot", name="b.pdf")], declared=True, actor=year.drafter, at=AT
    )

    assert (added.evidence, added.known) == ("", (("b.pdf", first),))
    assert [link.leaf for link in record(first).leaves] == ["B.1", "A.1"]
    assert [link.leaf for link in record(second).leaves] == ["A.1"]
    assert (len(record(first).files), len(record(second).files), acts.count()) == (1, 1, 0)


@pytest.mark.parametrize("words", [range(21), ["một"] * 21])
def test_no_more_files_at_once_than_is_said_even_if_they_are_the_same(year, words):
    files = [a_file(f"so {word}") for word in words]
    with pytest.raises(EvidenceUnfit) as caught:
        file_one(year, files=files)

    assert caught.value.where == "files"
    assert caught.value.sentence.params == {"most": 20, "count": 21}
    assert not Evidence.objects.exists()
    assert file_one(year, files=files[:20]).evidence


def test_a_record_is_filled_to_its_last_file_and_no_further(year):
    done = file_one(year, files=[a_file("so 0")]).evidence

    def add(*words):
        files = [a_file(one) for one in words]
        return add_evidence_files(evidence=done, files=files, declared=True, actor=year.drafter, at=AT)

    for first in range(1, MOST_FILES - 1, 20):
        add(*(f"so {n}" for n in range(first, min(first + 20, MOST_FILES - 1))))
    with pytest.raises(EvidenceUnfit, match="One record holds at most") as caught:
        add("cuoi", "thua")
    assert caught.value.where == "files"
    assert len(record(done).files) == MOST_FILES - 1
    assert add("cuoi").evidence == done
    with pytest.raises(EvidenceUnfit, match="at most"):
        add("thua")
    assert len(record(done).files) == MOST_FILES

    withdraw_evidence_file(file=record(done).files[0].key, reason="Nhầm", actor=year.drafter, at=AT)
    assert add("thua").evidence == done


def test_a_record_serves_another_criterion(year):
    done = file_one(year).evidence

    link_evidence(evidence=done, links=[LeafLink("B.2")], actor=year.drafter, at=AT)

    assert [link.leaf for link in record(done).leaves] == ["A.1", "B.2"]
    with pytest.raises(EvidenceUnfit, match="already"):
        link_evidence(evidence=done, links=[LeafLink("B.2")], actor=year.drafter, at=AT)


def test_a_correction_is_kept_with_what_was_said_before(year):
    done = file_one(year).evidence

    correct_evidence(
        evidence=done,
        paper=a_paper("Tên đúng", issued_on=date(2023, 6, 1)),
        links=[LeafLink("B.1")],
        revision=1,
        actor=year.drafter,
        at=AT,
    )

    row = record(done)
    assert (row.title, row.revision, [link.leaf for link in row.leaves]) == ("Tên đúng", 2, ["B.1"])
    was = AuditEntry.objects.get(name="reports.correct_evidence").data["was"]
    assert (was["title"], was["leaves"]) == ("Báo cáo kết quả phối hợp", "A.1")


def test_two_officers_on_one_form(year):
    done = file_one(year).evidence
    said = {"evidence": done, "links": [LeafLink("A.1")], "revision": 1, "actor": year.drafter, "at": AT}
    correct_evidence(paper=a_paper("Người thứ nhất"), **said)

    with pytest.raises(EvidenceChangedMeanwhile) as caught:
        correct_evidence(paper=a_paper("Người thứ hai"), **said)

    assert caught.value.revision == 2
    assert record(done).title == "Người thứ nhất"


def test_a_replaced_paper_stays_readable_behind_its_heir(year):
    done = file_one(year).evidence

    heir = replace_evidence(
        evidence=done,
        paper=a_paper("Bản chính thức"),
        links=[LeafLink("A.1")],
        files=[a_file("chinh thuc")],
        declared=True,
        reason="Số liệu ước được thay bằng số chính thức",
        actor=year.drafter,
        at=AT,
    )

    old, new = record(done), record(heir)
    assert (old.state, old.replaced_by, new.replaces) == (EvidenceState.REPLACED, heir, done)
    assert len(old.files) == 1
    assert [row.key for row in evidence_for(year.key, "DV1", "A.1")] == [heir]
    with pytest.raises(ReportRefused, match="replaced"):
        withdraw_evidence(evidence=done, reason="x", actor=year.drafter, at=AT)


def test_withdrawing_needs_a_reason_and_keeps_the_record(year):
    done = file_one(year).evidence

    with pytest.raises(EvidenceUnfit) as caught:
        withdraw_evidence(evidence=done, reason=" ", actor=year.drafter, at=AT)
    withdraw_evidence(evidence=done, reason="Nộp nhầm", actor=year.drafter, at=AT)

    assert caught.value.where == "reason"
    row = record(done)
    assert (row.state, row.ended_reason, row.counts) == (EvidenceState.WITHDRAWN, "Nộp nhầm", False)
    assert evidence_for(year.key, "DV1", "A.1") == ()


def test_a_withdrawn_file_stays_in_the_history_and_may_be_filed_again(year):
    done = file_one(year).evidence
    (file,) = record(done).files

    withdraw_evidence_file(file=file.key, reason="Bản chụp mờ", actor=year.drafter, at=AT)
    add_evidence_files(evidence=done, files=[a_file("DV1 mot")], declared=True, actor=year.drafter, at=AT)

    row = record(done)
    assert [one.withdrawn_reason for one in row.files] == ["", "Bản chụp mờ"]
    assert len(row.present_files) == 1
    with pytest.raises(ReportRefused, match="already"):
        withdraw_evidence_file(file=file.key, reason="x", actor=year.drafter, at=AT)


def test_a_classified_paper_is_named_and_counts_when_the_head_answers_for_it(year):
    done = name_one(year)
    assert [record(done).counts, record(done).title, record(done).files] == [False, "", ()]

    confirm_reference(evidence=done, actor=year.head, at=AT)

    row = record(done)
    assert (row.counts, row.confirmed_by, row.confirmed_on) == (True, year.head.full_name, ON)
    with pytest.raises(ReportRefused, match="does not wait"):
        confirm_reference(evidence=done, actor=year.head, at=AT)


def test_a_classified_paper_takes_no_file_and_no_correction(year):
    done = name_one(year)

    for act in (
        lambda: add_evidence_files(evidence=done, files=[a_file()], declared=True, actor=year.drafter, at=AT),
        lambda: correct_evidence(
            evidence=done, paper=a_paper(), links=[LeafLink("A.1")], revision=1, actor=year.drafter, at=AT
        ),
    ):
        with pytest.raises(ReportRefused, match="not corrected"):
            act()


def test_a_head_whose_office_ended_yesterday_answers_for_nothing(year):
    done = name_one(year)
    former = make_account()
    make_grant(former, Role.UNIT_HEAD, unit=year.units["DV1"].public_id, valid_to=ON - timedelta(days=1))
    make_grant(former, Role.UNIT_OFFICER, unit=year.units["DV1"].public_id)

    for person in (former, year.drafter):
        with pytest.raises(ReportRefused, match="Only the head of"):
            confirm_reference(evidence=done, actor=person, at=AT)


@pytest.mark.parametrize(
    ("reference", "where"),
    [(Reference(" ", "Văn thư"), "number"), (Reference("14/BC", " "), "kept_at")],
)
def test_a_reference_says_number_and_place(year, reference, where):
    with pytest.raises(EvidenceUnfit) as caught:
        name_one(year, reference=reference)

    assert caught.value.where == where


def test_a_concluded_year_takes_no_more(year):
    done, waiting = file_one(year).evidence, name_one(year)
    BlocYear.objects.filter(pk=year.bloc_year.pk).update(state="concluded")

    for act in (
        lambda: file_one(year, files=[a_file("moi")]),
        lambda: withdraw_evidence(evidence=done, reason="x", actor=year.drafter, at=AT),
        lambda: confirm_reference(evidence=waiting, actor=year.head, at=AT),
    ):
        with pytest.raises(ReportRefused, match="concluded"):
            act()


def test_before_the_table_is_frozen_nothing_can_be_filed(year):
    with pytest.raises(ReportRefused, match="no frozen table"):
        file_one(year, at=AT.replace(month=1))


@pytest.mark.parametrize("key", ["khongcokey12", ""])
def test_a_record_that_is_not_there_is_refused_as_if_hidden(year, key):
    with pytest.raises(ReportRefused) as caught:
        withdraw_evidence(evidence=key, reason="x", actor=year.drafter, at=AT)

    assert caught.value.verdict.private
    with pytest.raises(ReportRefused):
        withdraw_evidence_file(file=key, reason="x", actor=year.drafter, at=AT)
    with pytest.raises(ReportRefused):
        file_one(year, bloc_year=key)


def test_names_that_try_to_leave_their_folder_are_made_safe(year):
    done = file_one(year, files=[a_file(name="../../etc/\r\nSet-Cookie: x\x00.pdf")]).evidence

    assert [file.name for file in record(done).files] == ["Set-Cookie x.pdf"]


def test_a_name_that_says_secret_is_refused_before_anything_is_kept():
    with pytest.raises(Problem, match="stamp of secrecy"):
        a_file(name="KH_A2_(TỐI MẬT).pdf")


def test_every_verb_leaves_its_line_in_the_scope_of_the_year(year):
    done = file_one(year).evidence
    withdraw_evidence(evidence=done, reason="Nộp nhầm", actor=year.drafter, at=AT)
    name_one(year)

    lines = AuditEntry.objects.filter(name__startswith="reports.", scope=year.key).order_by("seq")
    assert [line.name for line in lines] == [
        "reports.file_evidence",
        "reports.withdraw_evidence",
        "reports.name_reference",
    ]


def test_errors_are_told_as_problems_of_the_room(year):
    with pytest.raises(ThiduaError):
        file_one(year, declared=False)
    assert place(year).leaves["A.2"].asked == ("Quyết định công bố chỉ số",)
