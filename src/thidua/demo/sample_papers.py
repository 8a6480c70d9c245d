"""Small real files for the story: a page that says what it stands for, drawn with the product's own font.

Nothing is copied from anywhere; every page says that it is illustrative. The same words give the same bytes.
"""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

FONTS: Final = Path(__file__).resolve().parents[1] / "web" / "shared" / "static" / "shared" / "fonts"
# The font is kept in pieces, as browsers fetch it; the first that has a letter draws it.
PIECES: Final = ("vietnamese", "latin", "latin-ext")
SIDE: Final = (827, 1169)  # A4 at 100 dots per inch
MARGIN: Final = 96
SAYS: Final = "TÀI LIỆU MINH HỌA"
NOTE: Final = "Trang này do phần mềm vẽ ra để trình diễn. Số, ngày và nội dung không có thật."
MADE: Final = datetime(2023, 1, 1, tzinfo=UTC).timetuple()


@cache
def _pieces(size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
    return tuple(
        ImageFont.truetype(FONTS / f"be-vietnam-pro-{piece}-400-normal.woff2", size) for piece in PIECES
    )


@cache
def _piece_of(letter: str, size: int) -> ImageFont.FreeTypeFont:
    """The piece that has a letter: one that lacks it draws the box it draws for any unknown letter."""
    for font in _pieces(size):
        if bytes(font.getmask(letter)) != bytes(font.getmask("\uffff")):
            return font
    return _pieces(size)[1]


@cache
def _step(letter: str, size: int) -> float:
    return _piece_of(letter, size).getlength(letter)


def _width(text: str, size: int) -> float:
    return sum(_step(letter, size) for letter in text)


def _write(draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, ink: int) -> None:
    x, y = place
    for letter in text:
        if letter != " ":
            draw.text((x, y), letter, font=_piece_of(letter, size), fill=ink, anchor="ls")
        x += _step(letter, size)


def _lines(text: str, size: int, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _page(issuer: str, number: str, day: str, title: str) -> Image.Image:
    page = Image.new("L", SIDE, 255)
    draw = ImageDraw.Draw(page)
    room, y = SIDE[0] - 2 * MARGIN, MARGIN
    for text, size, ink in (
        (issuer.upper(), 20, 40),
        (f"Số: {number}", 18, 40),
        (day, 18, 90),
        ("", 18, 0),
        (title, 28, 0),
        ("", 18, 0),
        (SAYS, 30, 150),
        (NOTE, 18, 90),
    ):
        for line in _lines(text, size, room):
            y += round(size * 1.6)
            _write(draw, (MARGIN, y), line, size, ink)
    for number_of_line in range(12):
        top = y + 70 + number_of_line * 34
        draw.line((MARGIN, top, SIDE[0] - MARGIN - (number_of_line % 4) * 60, top), fill=215, width=3)
    return page


def sample_pdf(*, issuer: str, number: str, day: str, title: str) -> bytes:
    """A PDF of one page."""
    written = BytesIO()
    page = _page(issuer, number, day, title)
    said = {"title": f"{SAYS}: {title}", "creationDate": MADE, "modDate": MADE}
    page.save(written, "PDF", resolution=100.0, quality=60, **said)  # house: writes -- a picture is no row
    return written.getvalue()


def sample_picture(*, issuer: str, number: str, day: str, title: str) -> bytes:
    """A photograph of the page lying on a table, as PNG."""
    table = Image.new("L", (900, 1240), 170)
    table.paste(_page(issuer, number, day, title), (36, 35))
    written = BytesIO()
    table.save(written, "PNG", compress_level=2)  # house: writes -- a picture is no row
    return written.getvalue()
