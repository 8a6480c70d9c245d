"""A file is looked at in a frame that may do nothing, downloaded under its own name, and never by whom it does not concern."""

import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest
from PIL import Image

from tests.factories.files import make_docx, make_picture
from tests.reports.evidence import AT, a_file, a_paper, file_one, frozen_year, name_one, record, with_office
from tests.web.evidence.pages import enter, of, of_unit
from thidua.accounts.models import AccessEvent
from thidua.accounts.states import Deed
from thidua.foundation.files import path_of
from thidua.foundation.models import AuditEntry
from thidua.foundation.sheets import read_workbook
from thidua.reports.actions import withdraw_evidence
from thidua.reports.evidence import LeafLink
from thidua.reports.intake import prepare

pytestmark = pytest.mark.django_db
NAME = "Báo cáo “Quý I”; số 1.pdf"
OTHERS = ("officer", "deputy_leader", "stranger", "other_head", "administrator")


@pytest.fixture
def year(stand_at):
    stand_at(AT)
    return frozen_year()


def one_file(year, *files):
    key = file_one(year, files=list(files) or [a_file(name=NAME)]).evidence
    return record(key).files[0]


def test_a_pdf_is_shown_in_a_frame_of_our_own(client, year, language):
    file = one_file(year)
    page = enter(client, year.auditor).get(of("preview", file.key)).text

    assert f'<iframe class="shown shown--pdf" src="{of("content", file.key)}"' in page
    assert file.sha256 in page


def test_the_bytes_in_the_frame_may_do_nothing_but_be_shown(client, year):
    file = one_file(year)
    answer = enter(client, year.drafter).get(of("content", file.key))

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("inline")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy


def test_whoever_takes_a_file_stands_in_the_access_log_and_whoever_may_not_does_not(client, year):
    file = one_file(year)
    before = AuditEntry.objects.count()
    enter(client, year.auditor).get(of("download", file.key))
    client.get(of("content", file.key))
    client.get(of_unit(year, "archive"))
    refused = enter(client, year.stranger).get(of("download", file.key))

    lines = AccessEvent.objects.filter(deed=Deed.DOWNLOAD).order_by("pk")
    assert refused.status_code == 404
    assert [line.user_id for line in lines] == [year.auditor.pk] * 3
    assert [line.on_key for line in lines] == [
        f"reports.evidencefile:{file.key}",
        f"reports.evidencefile:{file.key}",
        f"reports.evidence:{year.key}/{year.units['DV1'].public_id}",
    ]
    assert lines[0].destination.endswith(of("download", file.key))
    assert (lines[0].source, AuditEntry.objects.count()) == ("127.0.0.1", before)


def test_a_download_has_its_own_name_and_is_never_shown(client, year):
    file = one_file(year)
    answer = enter(client, year.drafter).get(of("download", file.key))

    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(file.name)}"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_a_picture_is_shown_small_and_a_word_file_not_at_all(client, year, language):
    picture = one_file(year, prepare(make_picture("PNG", size=(3000, 900)), name="anh.png"))
    word = record(
        file_one(year, paper=a_paper("W"), files=[prepare(make_docx("a"), name="a.docx")]).evidence
    ).files[0]
    enter(client, year.drafter)

    page = client.get(of("preview", picture.key)).text
    with Image.open(BytesIO(client.get(of("picture", picture.key)).content)) as small:
        assert (small.format, small.width) == ("JPEG", 1400)
    assert of("picture", picture.key) in page
    assert ("Tệp Word và Excel" if language == "vi" else "Word and Excel") in client.get(
        of("preview", word.key)
    ).text
    assert client.get(of("picture", word.key)).status_code == 404
    assert client.get(of("content", word.key))["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_learns_that_a_file_exists(client, year, who):
    file = one_file(year)
    key = record(file_one(year, paper=a_paper("Hai"), files=[]).evidence).key
    enter(client, getattr(year, who))

    for name in ("preview", "content", "picture", "download", "withdraw_file"):
        assert client.get(of(name, file.key)).status_code == 404
    for name in ("record", "correct", "add", "link", "replace", "withdraw", "confirm"):
        assert client.get(of(name, key)).status_code == 404
    for name in ("unit", "file", "reference", "archive"):
        assert client.get(of_unit(year, name)).status_code == 404


def test_whoever_has_not_signed_in_is_asked_to(client, year):
    file = one_file(year)

    for address in (of("content", file.key), of("download", file.key), of_unit(year, "archive")):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("who", ["auditor", "standing", "secretary", "member_of_council"])
def test_readers_look_and_download_but_change_nothing(client, year, who):
    file = one_file(year)
    enter(client, getattr(year, who))

    assert client.get(of("download", file.key)).status_code == 200
    assert client.get(of("withdraw_file", file.key)).status_code == 403
    assert client.get(of_unit(year, "file")).status_code == 403


def test_a_damaged_file_is_not_given_out_and_says_what_helps(client, year, language):
    file = one_file(year)
    path_of(file.sha256).write_bytes(b"%PDF-1.4 khac")
    enter(client, year.drafter)

    for name in ("content", "download"):
        answer = client.get(of(name, file.key))
        assert answer.status_code == 500
        assert ("không còn khớp" if language == "vi" else "no longer matches") in answer.text


def test_a_damaged_picture_is_not_shown(client, year):
    file = one_file(year, prepare(make_picture("JPEG"), name="a.jpg"))
    path_of(file.preview).unlink()

    assert enter(client, year.drafter).get(of("picture", file.key)).status_code == 500


def archive(client, year):
    answer = client.get(of_unit(year, "archive"))
    content = b"".join(answer.streaming_content)
    return answer, zipfile.ZipFile(BytesIO(content))


def test_everything_of_a_unit_comes_as_one_archive_with_a_table_of_contents(client, year, language):
    file_one(
        year,
        paper=a_paper("Báo cáo / phụ lục"),
        links=[LeafLink("A.1"), LeafLink("B.1")],
        files=[a_file("mot", name="a.pdf"), a_file("hai", name="a.pdf")],
    )
    name_one(year)
    gone = file_one(year, paper=a_paper("Đã rút"), files=[a_file("ba")]).evidence
    withdraw_evidence(evidence=gone, reason="x", actor=year.drafter, at=AT)

    answer, found = archive(enter(client, year.drafter), year)

    assert answer["Content-Disposition"] == 'attachment; filename="minh-chung-DV1-2023.zip"'
    contents = "Mục lục" if language == "vi" else "Table of contents"
    assert found.namelist() == [
        "001 45-BC-DV1 Báo cáo - phụ lục/a.pdf",
        "001 45-BC-DV1 Báo cáo - phụ lục/a (2).pdf",
        f"00 {contents}.xlsx",
    ]
    (sheet,) = read_workbook(found.read(f"00 {contents}.xlsx"), name="x.xlsx")
    said = [[cell.text for cell in row] for row in sheet.rows]
    lines = [row for row in said if row[0] in {"1", "2"}]
    assert [row[1] for row in lines] == ["A.1", "B.1", "A.1"]
    assert lines[2][10] == "Văn thư bảo mật"
    assert not any("Đã rút" in "".join(row) for row in said)


def test_a_damaged_file_is_named_in_the_table_of_contents(client, year):
    file = one_file(year)
    path_of(file.sha256).unlink()

    _, found = archive(enter(client, year.drafter), year)

    assert found.namelist() == ["00 Mục lục.xlsx"]
    (sheet,) = read_workbook(found.read("00 Mục lục.xlsx"), name="x.xlsx")
    assert any("Không thấy tệp" in cell.text for row in sheet.rows for cell in row)


def test_the_archive_of_an_appraiser_holds_its_criteria_only(client, stand_at):
    stand_at(AT)
    other = with_office()
    file_one(other, links=[LeafLink("B.1")], paper=a_paper("Của mình"))
    file_one(other, links=[LeafLink("B.2")], paper=a_paper("Của người khác"), files=[a_file("khac")])

    _, found = archive(enter(client, other.appraiser), other)

    assert [name.partition("/")[0] for name in found.namelist()] == [
        "001 45-BC-DV1 Của mình",
        "00 Mục lục.xlsx",
    ]
