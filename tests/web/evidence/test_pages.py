"""What the pages of evidence say, in both languages, within twelve questions at one and at three records."""

import pytest

from tests.reports.evidence import AT, a_file, a_paper, file_one, frozen_year, name_one, record
from tests.web.evidence.pages import enter, of, of_unit
from thidua.organisations.models import BlocYear
from thidua.reports.actions import confirm_reference, replace_evidence, withdraw_evidence
from thidua.reports.evidence import LeafLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(stand_at):
    stand_at(AT)
    return frozen_year()


def test_the_unit_sees_by_criterion_what_is_asked_and_what_is_there(client, year, language):
    file_one(year)
    page = enter(client, year.drafter).get(of_unit(year)).text

    assert ("Minh chứng của đơn vị DV1" if language == "vi" else "Evidence of đơn vị DV1") in page
    assert "45/BC-DV1: Báo cáo kết quả phối hợp" in page
    assert "Quyết định công bố chỉ số" in page
    assert f'href="{of_unit(year, "file")}?leaf=A.2&amp;ask=0"' in page
    assert ("Ghi tài liệu mật" if language == "vi" else "Name a classified paper") in page


def test_only_what_lacks_something_and_only_a_period(client, year):
    file_one(year, paper=a_paper("Của kỳ", period="h1"))
    enter(client, year.drafter)

    missing = client.get(of_unit(year), {"show": "missing"}).text
    assert ('id="tc-A.2"' in missing, 'id="tc-A.1"' in missing) == (True, False)
    assert "Của kỳ" in client.get(of_unit(year), {"period": "h1"}).text
    assert "Của kỳ" not in client.get(of_unit(year), {"period": "q1"}).text


def test_a_reader_is_offered_nothing_to_file(client, year):
    file_one(year)
    page = enter(client, year.auditor).get(of_unit(year)).text

    assert of_unit(year, "file") not in page
    assert of_unit(year, "archive") in page


def test_a_concluded_year_says_why_nothing_can_be_filed(client, year, language):
    BlocYear.objects.filter(pk=year.bloc_year.pk).update(state="concluded")
    page = enter(client, year.drafter).get(of_unit(year)).text

    assert ("Năm của khối đã tổng kết" if language == "vi" else "The bloc&#39;s year is concluded") in page


def test_the_list_shows_each_reader_the_units_they_may_read(client, year, language):
    file_one(year)
    name_one(year)

    names = {
        who: [
            code
            for code in ("DV1", "DV2", "DV3")
            if f"Đơn vị {code}" in enter(client, getattr(year, who)).get("/bao-cao/minh-chung/").text
        ]
        for who in ("drafter", "officer", "auditor")
    }

    assert names == {"drafter": ["DV1", "DV2", "DV3"], "officer": ["DV2"], "auditor": ["DV1", "DV2", "DV3"]}


def test_the_list_without_a_table_says_what_comes_here(client, year, language):
    page = enter(client, year.stranger).get("/bao-cao/minh-chung/").text

    assert ("Minh chứng sẽ ở đây" if language == "vi" else "Evidence comes here") in page


def test_a_record_says_what_it_is_and_what_happened(client, year, language):
    key = file_one(
        year, paper=a_paper(excerpt="Trang 3"), links=[LeafLink("A.2", "Quyết định công bố chỉ số")]
    ).evidence
    page = enter(client, year.drafter).get(of("record", key)).text

    for said in (
        "Báo cáo.pdf",
        "Trang 3",
        "A.2 Chỉ số nội bộ",
        "Quyết định công bố chỉ số",
        year.drafter.full_name,
    ):
        assert said in page
    assert ("chưa quét mã độc" if language == "vi" else "not scanned for viruses") in page


def test_what_was_replaced_leads_to_its_heir_and_back(client, year):
    old = file_one(year).evidence
    heir = replace_evidence(
        evidence=old, paper=a_paper("Bản chính thức"), links=[LeafLink("A.1")], declared=True,
        reason="Số chính thức", actor=year.drafter, at=AT,
    )  # fmt: skip
    enter(client, year.drafter)

    assert of("record", heir) in client.get(of("record", old)).text
    assert of("record", old) in client.get(of("record", heir)).text
    assert "Đã thay" in client.get(of_unit(year)).text


def test_what_was_withdrawn_says_why(client, year):
    key = file_one(year).evidence
    withdraw_evidence(evidence=key, reason="Nộp nhầm đơn vị", actor=year.drafter, at=AT)

    assert "Nộp nhầm đơn vị" in enter(client, year.auditor).get(of("record", key)).text


def test_a_classified_paper_tells_number_and_place_and_who_answers(client, year, language):
    key = name_one(year)
    enter(client, year.drafter)
    waiting = client.get(of("record", key)).text
    assert "Văn thư bảo mật" in waiting
    assert of("confirm", key) not in waiting

    assert of("confirm", key) in enter(client, year.head).get(of("record", key)).text
    confirm_reference(evidence=key, actor=year.head, at=AT)

    said = client.get(of("record", key)).text
    assert (f"{year.head.full_name}, thủ trưởng đơn vị" if language == "vi" else "head of the unit") in said


@pytest.mark.parametrize("records", [1, 3])
def test_pages_stay_within_twelve_questions(client, year, max_queries, records):
    key = file_one(year, files=[a_file(f"tep {n}", name=f"{n}.pdf") for n in range(records)]).evidence
    for number in range(1, records):
        file_one(year, paper=a_paper(f"Văn bản {number}"), files=[a_file(f"khac {number}")])
        name_one(year)
    enter(client, year.drafter)
    client.get("/")

    for address in (
        "/bao-cao/minh-chung/",
        of_unit(year),
        of_unit(year, "file"),
        of("record", key),
        of("preview", record(key).files[0].key),
        of("correct", key),
    ):
        with max_queries(12):
            assert client.get(address).status_code == 200
