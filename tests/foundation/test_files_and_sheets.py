"""Files are what they are inside; sheets keep addresses; hostile files are refused before they are opened."""

import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.db import transaction

from thidua.foundation.actors import SYSTEM
from thidua.foundation.files import PDF, XLSX, content_of, path_of, record_file, safe_name, sniff
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import SheetWriter, read_workbook, rows_with_text

AT = datetime(2023, 7, 21, tzinfo=UTC)


def workbook(*rows: list[Any], name: str = "Bảng") -> bytes:
    writer = SheetWriter()
    sheet = writer.sheet(name)
    for number, row in enumerate(rows):
        writer.write(sheet, number, row)
    return writer.finish()


def bomb(size: int) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * size)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("…hidden.", "…hidden"),
        ("", "tep"),
        (".pdf", "pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, kept):
    assert safe_name(given) == kept


def test_a_file_is_what_it_is_inside():
    assert sniff(workbook(["a"]), name="x.bin", allowed={XLSX}).media_type == XLSX
    with pytest.raises(Problem, match="is a program"):
        sniff(b"MZ\x90\x00" + b"\0" * 100, name="x.xlsx", allowed={XLSX})
    with pytest.raises(Problem, match="can hold scripts"):
        sniff(b"<script>alert(1)</script>%PDF-1.7", name="x.pdf", allowed={PDF})
    with pytest.raises(Problem, match="empty"):
        sniff(b"", name="x.pdf", allowed={PDF})


def test_a_workbook_with_macros_is_refused():
    stream = BytesIO(workbook(["a"]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")

    with pytest.raises(Problem, match="holds macros"):
        sniff(stream.getvalue(), name="x.xlsm", allowed={XLSX})


def test_a_file_over_the_limit_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1000

    with pytest.raises(Problem, match="largest"):
        sniff(b"%PDF-1.7" + b"0" * 2000, name="x.pdf", allowed={PDF})


@pytest.mark.django_db
def test_the_same_content_is_kept_once_and_checked_when_read(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        first = record_file(content=workbook(["a"]), name="a.xlsx", allowed={XLSX}, actor=SYSTEM, at=AT)
        again = record_file(content=content_of(first), name="b.xlsx", allowed={XLSX}, actor=SYSTEM, at=AT)

    assert first.sha256 == again.sha256
    assert first.public_id != again.public_id
    path_of(first.sha256).write_bytes(b"changed")
    with pytest.raises(Problem, match="no longer"):
        content_of(first)


@pytest.mark.django_db
@pytest.mark.parametrize("harm", [lambda place: place.write_bytes(b"changed"), lambda place: place.unlink()])
def test_a_damaged_file_is_whole_again_when_the_same_content_comes_in(settings, tmp_path, harm):
    settings.MEDIA_ROOT = tmp_path
    content = workbook(["a"])
    with transaction.atomic():
        first = record_file(content=content, name="a.xlsx", allowed={XLSX}, actor=SYSTEM, at=AT)
    harm(path_of(first.sha256))
    with pytest.raises(Problem):
        content_of(first)

    with transaction.atomic():
        record_file(content=content, name="b.xlsx", allowed={XLSX}, actor=SYSTEM, at=AT)

    assert content_of(first) == content
    assert [path.name for path in path_of(first.sha256).parent.iterdir()] == [first.sha256]


def test_cells_keep_their_addresses_and_exact_values():
    grid = read_workbook(
        workbook(["Mã", "Điểm"], ["I.1", Decimal("7.22")], [None, None], ["=1+1", date(2023, 7, 21)]),
        name="x.xlsx",
    )[0]

    assert grid.row(2)[1].address == "B2"
    assert grid.row(2)[1].value == Decimal("7.22")
    assert grid.row(4)[0].text == "=1+1"
    assert grid.row(4)[1].value == date(2023, 7, 21)
    assert [number for number, _ in rows_with_text(grid, after=1)] == [2, 4]


def test_decomposed_text_is_composed():
    grid = read_workbook(workbook([unicodedata.normalize("NFD", "Nguyễn Đài Thy")]), name="x.xlsx")[0]

    assert grid.row(1)[0].text == "Nguyễn Đài Thy"


def test_a_bomb_is_refused_before_it_is_opened():
    with pytest.raises(Problem, match="unpacks"):
        read_workbook(bomb(200 * 1024 * 1024), name="bom.xlsx")


def test_too_many_rows_are_refused_with_the_sheets_name():
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet("Dài")
    sheet.write(999_999, 0, "cuối")
    book.close()

    with pytest.raises(Problem, match="rows") as caught:
        read_workbook(stream.getvalue(), name="x.xlsx")

    assert caught.value.where == "Dài"
    assert caught.value.sentence.params["rows"] == 1_000_000


@pytest.mark.parametrize("last", ["XFD1048576", "ZZZ1", "A99999999999", "AAAAAAAA1", "xfd20001", "30000000"])
def test_two_cells_far_apart_are_refused_before_room_is_made_for_all_between(last):
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook(["đầu", "cuối"], ["a"] * 9, *[["b"]] * 2000))) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as spoilt,
    ):
        for part in made.infolist():
            said = made.read(part).replace(b'r="B1"', f"r = '{last}'".encode())
            if last.isdigit():
                said = re.sub(rb'<row r="2001"(.*?)>', f'<row r="{last}">'.encode(), said)
                said = re.sub(rb'<c r="A2001"', b"<c", said)
            spoilt.writestr(part.filename, said)

    with pytest.raises(Problem, match="columns") as caught:
        read_workbook(stream.getvalue(), name="x.xlsx")

    assert caught.value.where == "sheet1"
    assert caught.value.remedy is not None


@pytest.mark.parametrize("content", [bomb(10), workbook(["a"])[:200] + b"\0" * 400])
def test_a_broken_workbook_is_refused_with_a_remedy(content):
    with pytest.raises(Problem) as caught:
        read_workbook(content, name="hỏng.xlsx")

    assert caught.value.remedy is not None
