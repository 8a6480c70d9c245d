"""Small real files for tests: a PDF of one page, a Word file, pictures with or without what a camera writes."""

import zipfile
from io import BytesIO
from typing import Any

from PIL import Image


def make_pdf(words: str, *, pages: int = 1) -> bytes:
    """A PDF that every viewer opens; it says nothing beyond its words (letters outside Latin-1 are dropped)."""
    said = words.encode("latin-1", "ignore").replace(b"(", b"").replace(b")", b"")
    text = b"BT /F1 18 Tf 40 760 Td (" + said + b") Tj ET"
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>"
        ]
        * pages,
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(out)


def make_docx(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f"<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>".encode(),
        )
    return stream.getvalue()


def make_picture(
    form: str,
    *,
    size: tuple[int, int] = (60, 40),
    mode: str = "RGB",
    gps: bool = False,
    orientation: int = 0,
    frames: int = 1,
    shade: int = 90,
) -> bytes:
    """A picture, with the place it was taken at when `gps`."""
    picture = Image.new(mode, size, 1 if mode == "1" else shade if mode == "L" else (shade,) * len(mode))
    exif = Image.Exif()
    if gps:
        exif[0x010F], exif[0x013B] = "Máy ảnh", "Người chụp"
        exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 18.0, 0.0), 3: "E", 4: (106.0, 6.0, 0.0)})
    if orientation:
        exif[0x0112] = orientation
    more: dict[str, Any] = {"exif": exif} if gps or orientation else {}
    if frames > 1:
        others = [Image.new(mode, size, (shade + 80 * number,) * 3) for number in range(1, frames)]
        more |= {"save_all": True, "append_images": others}
    written = BytesIO()
    picture.save(written, form, **more)
    return written.getvalue()
