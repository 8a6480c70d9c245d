"""PDF, Office files and pictures are looked into: what could harm a reader, or tell too much, does not get in."""

import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.factories.files import make_docx, make_pdf, make_picture
from thidua.foundation import inspection
from thidua.foundation.files import DOCX, PDF, XLSX, kind_of, sniff
from thidua.foundation.inspection import marked_secret
from thidua.foundation.pictures import JPEG, PNG, WEBP, clean_picture
from thidua.foundation.refusals import Problem
from thidua.foundation.scanning import scan

TAKEN = frozenset({PDF, DOCX, XLSX, JPEG, PNG, WEBP})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def with_part(content: bytes, name: str, held: bytes) -> bytes:
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, held)
    return stream.getvalue()


def pdf_with(held: bytes) -> bytes:
    return make_pdf("Một trang").replace(b"/Type /Catalog", b"/Type /Catalog " + held)


def hidden_in_objects(said: bytes) -> bytes:
    packed = zlib.compress(b"7 0 " + said)
    stream = (
        b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    return make_pdf("Một trang").replace(b"xref\n", stream + b"xref\n", 1)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make_pdf("Một trang"), PDF),
        (make_docx("Báo cáo"), DOCX),
        (make_picture("JPEG"), JPEG),
        (make_picture("PNG"), PNG),
        (make_picture("WEBP"), WEBP),
    ],
)
def test_papers_and_pictures_are_known_whatever_they_are_called(content, kind):
    assert sniff(content, name="x.bin", allowed=TAKEN).media_type == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00" + bytes(400), "is a program"),
        (b"\x7fELF" + bytes(400), "is a program"),
        (OLE + bytes(600), "old Word"),
        (b"<script>alert(1)</script>\n" + make_pdf("a"), "can hold scripts"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "can hold scripts"),
        (b"\xef\xbb\xbf <html>", "can hold scripts"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(64), "a film"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64), "not every machine"),
        (b"GIF89a" + bytes(64), "not every machine"),
        (zipped(a=b"1"), "an archive"),
        (b"xin chao" * 10, "not of a kind"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(content, said):
    with pytest.raises(Problem, match=said) as caught:
        sniff(content, name="Báo cáo.pdf", allowed=TAKEN)

    assert caught.value.remedy is not None


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        pdf_with(b"/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>"),
        pdf_with(b"/AA << /O << /S /Launch /F (calc.exe) >> >>"),
        pdf_with(b"/Names << /EmbeddedFiles 8 0 R >>"),
        pdf_with(b"/RichMedia 8 0 R"),
        hidden_in_objects(b"<< /S /JavaScript /JS (app.alert(1)) >>"),
    ],
)
def test_a_pdf_that_acts_is_refused(content):
    with pytest.raises(Problem, match="a script, a program call"):
        sniff(content, name="x.pdf", allowed=TAKEN)


def test_a_pdf_that_only_opens_at_a_page_is_taken():
    content = pdf_with(b"/OpenAction [3 0 R /XYZ null null 0]")

    assert sniff(content, name="x.pdf", allowed=TAKEN).media_type == PDF
    assert sniff(hidden_in_objects(b"<< /Type /Page >>"), name="x.pdf", allowed=TAKEN).media_type == PDF


def test_a_locked_or_cut_pdf_is_refused():
    with pytest.raises(Problem, match="password"):
        sniff(
            make_pdf("a").replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"), name="x.pdf", allowed=TAKEN
        )
    with pytest.raises(Problem, match="ends early"):
        sniff(make_pdf("a")[:-40], name="x.pdf", allowed=TAKEN)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (with_part(make_docx("a"), "word/vbaProject.bin", b"x"), "macros"),
        (with_part(make_docx("a"), "word/activeX/activeX1.xml", b"x"), "macros"),
        (with_part(make_docx("a"), "xl/macrosheets/sheet1.xml", b"x"), "macros"),
        (
            zipped(
                **{
                    "[Content_Types].xml": b"<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>",
                    "word__document.xml": b"<w:document/>",
                }
            ),
            "macros",
        ),
        (
            with_part(
                make_docx("a"),
                "word/_rels/settings.xml.rels",
                b'<Relationships><Relationship Type="x/attachedTemplate" Target="https://a.example/t.dotm" '
                b'TargetMode="External"/></Relationships>',
            ),
            "another machine",
        ),
        (make_docx("MẬT", "Kế hoạch"), "stamp of secrecy"),
        (make_docx("TUYỆT MẬT"), "stamp of secrecy"),
    ],
    ids=["vba", "activex", "macrosheet", "macro type", "template", "secret", "top secret"],
)
def test_an_office_file_that_acts_or_is_secret_is_refused(content, said):
    with pytest.raises(Problem, match=said):
        sniff(content, name="x.docx", allowed=TAKEN)


def test_what_unpacks_to_far_more_than_its_size_is_a_bomb(monkeypatch):
    monkeypatch.setattr(inspection, "MAX_UNPACKED", 1_000_000)
    content = with_part(make_docx("a"), "word/media/x.bin", bytes(1_000_001))
    assert len(content) < 5000

    with pytest.raises(Problem, match="unpacks"):
        sniff(content, name="x.docx", allowed=TAKEN)


def test_thousands_of_parts_are_a_bomb():
    stream = BytesIO(make_docx("a"))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(4100):
            archive.writestr(f"word/media/{number}", b"")

    with pytest.raises(Problem, match="unpacks"):
        sniff(stream.getvalue(), name="x.docx", allowed=TAKEN)


def test_a_cut_docx_is_refused():
    assert kind_of(make_docx("a")[:-30]) not in TAKEN


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("MẬT", True),
        ("Độ mật: thường", False),
        ("TỐI MẬT – Kế hoạch A2", True),
        ("Kế hoạch phòng thủ (MẬT)", True),
        ("M\u00c2\u0323T", True),
        ("Báo cáo công tác bảo mật", False),
        ("BÁO CÁO CÔNG TÁC BẢO MẬT", False),
        ("QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC", False),
        ("mật độ dân số", False),
    ],
)
def test_a_stamp_is_told_from_a_word(text, secret):
    assert marked_secret(text) is secret


def test_a_picture_forgets_where_it_was_taken_and_stands_upright():
    given = make_picture("JPEG", size=(40, 20), gps=True, orientation=6)
    assert b"Exif" in given

    cleaned = clean_picture(given + b"<script>", media_type=JPEG, name="a.jpg")

    with Image.open(BytesIO(cleaned.content)) as kept:
        assert kept.size == (20, 40)
        assert dict(kept.getexif()) == {}
        assert kept.info.get("comment") is None
    assert b"Exif" not in cleaned.content
    assert b"script" not in cleaned.content


@pytest.mark.parametrize(("form", "media_type"), [("PNG", PNG), ("WEBP", WEBP)])
def test_other_pictures_forget_too_and_keep_what_is_seen_through(form, media_type):
    given = make_picture(form, size=(3000, 10), mode="RGBA", gps=True)

    cleaned = clean_picture(given, media_type=media_type, name="a")

    with Image.open(BytesIO(cleaned.content)) as kept, Image.open(BytesIO(cleaned.preview)) as small:
        assert (kept.mode, kept.size, dict(kept.getexif())) == ("RGBA", (3000, 10), {})
        assert (small.format, small.width) == ("JPEG", 1400)
    assert b"Exif" not in cleaned.content
    assert b"eXIf" not in cleaned.content


def test_pictures_that_are_cut_move_or_are_huge_are_refused():
    with pytest.raises(Problem, match="ends early"):
        clean_picture(make_picture("JPEG", size=(400, 400))[:900], media_type=JPEG, name="a.jpg")
    with pytest.raises(Problem, match="moves"):
        clean_picture(make_picture("WEBP", frames=2), media_type=WEBP, name="a.webp")
    with pytest.raises(Problem, match="million pixels"):
        clean_picture(make_picture("PNG", size=(60_001, 1_000), mode="1"), media_type=PNG, name="a.png")


@pytest.mark.parametrize(
    ("command", "said"),
    [("", False), ("true", True), ("grep -qv EICAR", True)],
)
def test_a_scanner_is_any_command(settings, command, said):
    settings.SCAN_COMMAND = command

    assert scan(b"sach", name="a.pdf") is said


@pytest.mark.parametrize(
    ("command", "seconds", "said"),
    [
        ("false", 5, "found something"),
        ("sh -c 'exit 2'", 5, "could not be scanned"),
        ("no-such-scanner -", 5, "could not be scanned"),
        ("sleep 5", 0.05, "could not be scanned"),
    ],
)
def test_what_is_infected_or_unscanned_is_refused(settings, command, seconds, said):
    settings.SCAN_COMMAND, settings.SCAN_SECONDS = command, seconds

    with pytest.raises(Problem, match=said):
        scan(b"x", name="a.pdf")
