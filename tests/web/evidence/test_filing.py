"""The forms: what is kept, what is refused with its place, what a hostile upload meets."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.files import make_docx, make_pdf, make_picture
from tests.foundation.test_inspection import with_part
from tests.reports.evidence import AT, a_paper, file_one, frozen_year, name_one, record
from tests.web.evidence.pages import enter, filled, of, of_unit, sent
from thidua.foundation.models import AuditEntry, StoredFile
from thidua.reports.actions import correct_evidence
from thidua.reports.evidence import LeafLink
from thidua.reports.models import Evidence, EvidenceFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(stand_at):
    stand_at(AT)
    return frozen_year()


def test_a_paper_is_filed_with_several_files_and_without_script(client, year, language):
    enter(client, year.drafter)
    files = [sent(), sent(make_docx("Phụ lục"), "Phụ lục.docx"), sent(make_picture("PNG"), "ảnh.png")]

    page = client.post(of_unit(year, "file"), filled(files=files), follow=True)

    row = record(Evidence.objects.get().public_id)
    assert page.redirect_chain == [(of("record", row.key), 302)]
    assert [file.name for file in row.files] == ["Báo cáo.pdf", "Phụ lục.docx", "ảnh.png"]
    assert (row.number, row.issuer, row.period, str(row.issued_on)) == (
        "45/BC-DV1",
        "Đơn vị 1",
        "h1",
        "2023-06-01",
    )
    assert [link.leaf for link in row.leaves] == ["A.1", "B.1"]
    assert ("Đã nộp minh chứng." if language == "vi" else "The evidence is on record.") in page.text


def test_the_form_opened_from_a_missing_paper_answers_it(client, year):
    enter(client, year.drafter)
    assert "Quyết định công bố chỉ số" in client.get(of_unit(year, "file"), {"leaf": "A.2", "ask": "0"}).text

    client.post(of_unit(year, "file"), filled(leaves=["A.2"], ask="A.2#0"))

    assert record(Evidence.objects.get().public_id).leaves == (LeafLink("A.2", "Quyết định công bố chỉ số"),)


@pytest.mark.parametrize("ask", ["A.2#9", "A.2#x", "Z#0", "0"])
def test_an_address_that_asks_nonsense_answers_nothing(client, year, ask):
    enter(client, year.drafter).post(of_unit(year, "file"), filled(leaves=["A.2"], ask=ask))

    assert record(Evidence.objects.get().public_id).leaves == (LeafLink("A.2"),)


def test_limits_and_the_statement_stand_there_before_anything_is_chosen(client, year, language):
    page = enter(client, year.drafter).get(of_unit(year, "file")).text

    assert "PDF, DOCX, XLSX, JPEG, PNG, WebP" in page
    assert ("Mỗi tệp tối đa 20 MB" if language == "vi" else "Each file at most 20 MB") in page
    assert ("không phải bí mật nhà nước" if language == "vi" else "nothing here is a state secret") in page
    assert 'name="files" type="file" multiple' in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"declared": ""}, None),
        ({"title": ""}, None),
        ({"leaves": []}, None),
        ({"issued_on": "31/02/2023"}, None),
        ({"issued_on": "16/06/2023"}, "16/06/2023"),
        ({"title": "Phương án (TỐI MẬT)"}, "dấu chỉ độ mật"),
        ({"files": [sent(b"MZ\x90" + bytes(300))]}, "là một chương trình"),
        ({"files": [sent(with_part(make_docx("a"), "word/vbaProject.bin", b"x"), "a.docx")]}, "macro"),
        ({"files": [sent(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc")]}, "loại Word"),
        ({"files": [sent(b"<script>1</script>" + make_pdf("a"))]}, "có thể chứa mã lệnh"),
        ({"files": [sent(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg")]}, "có thể chứa mã lệnh"),
        ({"files": [sent(make_pdf("a")[:-40])]}, "thiếu phần cuối"),
        ({"files": [sent(b"")]}, "không có nội dung"),
        ({"files": [sent(make_docx("MẬT"), "a.docx")]}, "dấu chỉ độ mật"),
        ({"files": [sent(), sent(b"MZ\x90" + bytes(300), "b.pdf")]}, "là một chương trình"),
    ],
    ids=[
        "no tick", "no title", "no leaf", "no such day", "future", "secret title", "exe", "macros", "legacy",
        "polyglot", "svg", "cut", "empty", "secret paper", "one of two",
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_and_nothing_is_kept(client, year, changed, said):
    if "declared" in changed:
        changed = {"declared": ""} | {"declared": None}
    fields = {key: value for key, value in filled(**changed).items() if value is not None}
    before = AuditEntry.objects.count()

    page = enter(client, year.drafter).post(of_unit(year, "file"), fields)

    assert page.status_code == 422
    assert said is None or said in page.text
    assert fields["title"] == "" or str(fields["title"]) in page.text
    assert (Evidence.objects.count(), StoredFile.objects.count(), AuditEntry.objects.count()) == (
        0,
        0,
        before,
    )


def test_a_file_too_large_is_refused_with_the_limit(client, year, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    page = enter(client, year.drafter).post(
        of_unit(year, "file"), filled(files=[sent(make_pdf("a") + bytes(2_000_000))])
    )

    assert page.status_code == 422
    assert "lớn hơn 1 MB" in page.text
    assert Evidence.objects.count() == 0


def test_the_same_evidence_twice_is_recognised_and_said(client, year, language):
    key = file_one(year, files=[]).evidence
    enter(client, year.drafter)
    client.post(of("add", key), {"files": [sent()], "declared": "on"})

    page = client.post(
        of_unit(year, "file"), filled(leaves=["B.2"], files=[sent(name="lại.pdf")]), follow=True
    )

    assert ("lại.pdf đã có" if language == "vi" else "lại.pdf is on record already") in page.text
    assert (Evidence.objects.count(), EvidenceFile.objects.count()) == (1, 1)
    assert record(key).proves("B.2")


def test_names_with_paths_and_control_signs_lose_them(client, year):
    enter(client, year.drafter)
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    head = "".join(
        part.format(name, value)
        for name, value in (("title", "x"), ("paper", "other"), ("leaves", "A.1"), ("declared", "on"))
    )
    body = (
        head.encode()
        + b'--b\r\nContent-Disposition: form-data; name="files"; filename="..\\..\\etc/passwd\x07\xe2\x80\xae.pdf"\r\n\r\n'
        + make_pdf("a")
        + b"\r\n--b--\r\n"
    )

    client.post(of_unit(year, "file"), body, content_type="multipart/form-data; boundary=b")

    assert [row.name for row in StoredFile.objects.all()] == ["passwd.pdf"]


def test_the_script_gets_where_to_go_or_what_is_wrong(client, year):
    enter(client, year.drafter)
    by_script = {"headers": {"X-Requested-With": "upload"}}

    kept = client.post(of_unit(year, "file"), filled(), **by_script)
    wrong = client.post(of_unit(year, "file"), filled(files=[sent(b"MZ" + bytes(300))]), **by_script)

    assert json.loads(kept.content) == {"href": of("record", Evidence.objects.get().public_id)}
    assert wrong.status_code == 422
    assert "chương trình" in json.loads(wrong.content)["errors"][0]


def test_a_form_without_its_token_is_refused(year):
    client = Client(enforce_csrf_checks=True)
    client.force_login(year.drafter)

    assert client.post(of_unit(year, "file"), filled()).status_code == 403
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("who", ["officer", "stranger", "administrator"])
def test_another_units_address_takes_nothing(client, year, who):
    assert enter(client, getattr(year, who)).post(of_unit(year, "file"), filled()).status_code == 404
    assert Evidence.objects.count() == 0


def test_files_are_added_to_a_record(client, year, language):
    key = file_one(year).evidence
    enter(client, year.drafter)

    nothing = client.post(of("add", key), {"declared": "on"})
    added = client.post(
        of("add", key), {"files": [sent(make_pdf("hai"), "hai.pdf")], "declared": "on"}, follow=True
    )
    again = client.post(of("add", key), {"files": [sent(make_pdf("hai"), "hai.pdf")], "declared": "on"})

    assert (nothing.status_code, added.status_code, again.status_code) == (422, 200, 422)
    assert len(record(key).files) == 2
    assert ("không thêm gì" if language == "vi" else "nothing was added") in again.text


def test_a_record_is_corrected_and_used_for_more(client, year):
    key = file_one(year, links=[LeafLink("A.2", "Quyết định công bố chỉ số")]).evidence
    enter(client, year.drafter)
    assert 'value="Báo cáo kết quả phối hợp"' in client.get(of("correct", key)).text

    client.post(of("correct", key), filled(title="Tên đúng", leaves=["A.2", "A.1"], revision="1", files=[]))
    client.post(of("link", key), {"leaves": ["B.2"]})

    row = record(key)
    assert (row.title, row.revision) == ("Tên đúng", 2)
    assert sorted((link.leaf, bool(link.answers)) for link in row.leaves) == [
        ("A.1", False),
        ("A.2", True),
        ("B.2", False),
    ]
    assert client.post(of("link", key), {"leaves": ["A.1"]}).status_code == 422
    assert client.post(of("correct", key), filled(title="", revision="2")).status_code == 422
    assert client.post(of("correct", key), filled(issued_on="16/06/2023", revision="2")).status_code == 422


def test_two_officers_on_one_form_see_both_versions(client, year, language):
    key = file_one(year).evidence
    correct_evidence(
        evidence=key, paper=a_paper("Người thứ nhất"), links=[LeafLink("A.1")], revision=1,
        actor=year.drafter, at=AT,
    )  # fmt: skip
    enter(client, year.drafter)

    page = client.post(of("correct", key), filled(title="Người thứ hai", revision="1"))

    assert page.status_code == 409
    assert ("Người thứ nhất" in page.text, "Người thứ hai" in page.text) == (True, True)
    client.post(of("correct", key), filled(title="Người thứ hai", revision="2"))
    assert record(key).title == "Người thứ hai"


def test_a_paper_is_replaced_with_a_reason(client, year):
    key = file_one(year).evidence
    enter(client, year.drafter)
    assert client.get(of("replace", key)).status_code == 200

    no_reason = client.post(of("replace", key), filled(reason="", files=[sent(make_pdf("moi"))]))
    bad_file = client.post(of("replace", key), filled(reason="x", files=[sent(b"MZ" + bytes(300))]))
    done = client.post(of("replace", key), filled(reason="Số chính thức", files=[sent(make_pdf("moi"))]))

    assert (no_reason.status_code, bad_file.status_code, done.status_code) == (422, 422, 302)
    assert done["Location"] == of("record", record(key).replaced_by)


def test_a_record_and_a_file_are_withdrawn_with_a_reason(client, year, language):
    key = file_one(year).evidence
    (file,) = record(key).files
    enter(client, year.drafter)
    assert (
        client.get(of("withdraw", key)).status_code
        == client.get(of("withdraw_file", file.key)).status_code
        == 200
    )

    assert client.post(of("withdraw_file", file.key), {"reason": ""}).status_code == 422
    client.post(of("withdraw_file", file.key), {"reason": "Mờ"})
    assert client.post(of("withdraw", key), {"reason": ""}).status_code == 422
    client.post(of("withdraw", key), {"reason": "Nhầm"})

    assert (record(key).ended_reason, record(key).files[0].withdrawn_reason) == ("Nhầm", "Mờ")
    refused = client.post(of("withdraw", key), {"reason": "lại"})
    assert refused.status_code == 403


def test_a_classified_paper_is_named_and_confirmed(client, year, language):
    enter(client, year.drafter)
    asked = {"number": "14/BC-BCH", "kept_at": "Văn thư bảo mật", "leaves": ["A.1"], "period": "year"}
    assert client.get(of_unit(year, "reference"), {"leaf": "A.1"}).status_code == 200

    assert client.post(of_unit(year, "reference"), {**asked, "kept_at": ""}).status_code == 422
    assert client.post(of_unit(year, "reference"), {**asked, "issued_on": "16/06/2023"}).status_code == 422
    client.post(of_unit(year, "reference"), asked)
    key = Evidence.objects.get().public_id
    assert client.post(of("confirm", key)).status_code == 403
    said = client.get(of("confirm", key)).text
    assert ("Chỉ thủ trưởng" if language == "vi" else "Only the head of") in said

    enter(client, year.head)
    assert client.get(of("confirm", key)).status_code == 200
    client.post(of("confirm", key))

    assert record(key).counts


def test_a_reference_takes_no_file(client, year):
    key = name_one(year)
    upload = {"files": [SimpleUploadedFile("a.pdf", make_pdf("a"))], "declared": "on"}

    assert enter(client, year.drafter).post(of("add", key), upload).status_code == 403
    assert EvidenceFile.objects.count() == 0
