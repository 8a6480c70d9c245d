"""Looking inside PDF and Office files for what a reader must never be handed: programs, macros, bombs, half a file.

A PDF is searched for the names of its dangerous parts as they are written in the file, escapes and object streams
included; no PDF is rendered or repaired here. An Office file is read as the archive it is, part by part.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from thidua.core.text import nfc
from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 4000
MAX_PART_READ = 8 * 1024 * 1024
MAX_OBJECTS_UNPACKED = 64 * 1024 * 1024
END_OF_PDF = 2048
# What may be written in a PDF's name as itself or as #xx.
_NAMES = {"javascript": "JavaScript", "launch": "Launch", "embedded": "EmbeddedFile", "media": "RichMedia"}
ACTIVE_PARTS = re.compile(
    r"(?:^|/)(?:vbaProject\w*\.bin|vbaData\.xml|macrosheets/.*|activeX/.*)$", re.IGNORECASE
)
MACRO_TYPES = re.compile(rb"macroEnabled", re.IGNORECASE)
TEMPLATE = re.compile(rb"<Relationship\b[^>]*attachedTemplate[^>]*>", re.IGNORECASE)
ELSEWHERE = re.compile(rb"""Target\s*=\s*["'](?:https?:|ftp:|file:|\\\\)""", re.IGNORECASE)
PARAGRAPH = re.compile(rb"<w:p[ >].*?</w:p>", re.DOTALL)
TAG = re.compile(rb"<[^>]+>")
# A stamp of secrecy stands alone, in capitals: not «bảo mật», not «mật độ».
STAMP = re.compile(r"(?:(?:ĐỘ )?(?:TUYỆT |TỐI )?MẬT|TUYỆT ĐỐI BÍ MẬT)")
STAMP_IN_LINE = re.compile(r"(?<!\w)(?:(?:TUYỆT|TỐI) MẬT(?!\w)|\((?:TUYỆT |TỐI )?MẬT\)|ĐỘ MẬT(?!\w))")


def _name(word: str) -> re.Pattern[bytes]:
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return re.compile(f"/{letters}".encode())


ACTIVE_NAMES = {key: _name(word) for key, word in _NAMES.items()}
ENCRYPTED = _name("Encrypt")
OBJECTS = _name("ObjStm")
STREAM = re.compile(rb"stream\r?\n")


def marked_secret(text: str) -> bool:
    """Whether a line carries a stamp of secrecy «độ mật»: alone in it, in brackets, or as its two-word grade."""
    said = nfc(text).strip(" \t.:*[]")
    return bool(STAMP.fullmatch(said) or STAMP_IN_LINE.search(said))


def refuse_unsafe_pdf(content: bytes, *, name: str) -> None:
    """Refuse a PDF that ends early, is locked, or holds scripts, program calls, files or media.

    Raises `Problem`.
    """
    if b"%%EOF" not in content[-END_OF_PDF:]:
        raise _damaged(name)
    if ENCRYPTED.search(content):
        raise Problem(
            Sentence(
                N_("The file {name} is locked with a password, so nobody can check it."), {"name": name}
            ),
            where=name,
            remedy=Sentence(N_("Save it again without a password and add it.")),
        )
    for text in (content, *_objects(content)):
        if any(pattern.search(text) for pattern in ACTIVE_NAMES.values()):
            raise Problem(
                Sentence(
                    N_("The file {name} holds a script, a program call, or another file inside the PDF."),
                    {"name": name},
                ),
                where=name,
                remedy=Sentence(
                    N_(
                        "Print it to PDF again («Microsoft Print to PDF») and add the new file; what is shown stays."
                    )
                ),
            )


def _objects(content: bytes) -> Iterator[bytes]:
    """The unpacked object streams, which keep names out of plain sight."""
    left = MAX_OBJECTS_UNPACKED
    for found in STREAM.finditer(content):
        before = content[max(0, found.start() - 1024) : found.start()].rpartition(b" obj")[2]
        if not OBJECTS.search(before):
            continue
        end = content.find(b"endstream", found.end())
        packed = content[found.end() : end if end >= 0 else len(content)]
        try:
            held = zlib.decompressobj().decompress(packed, min(left, MAX_PART_READ))
        except zlib.error:
            continue
        left -= len(held)
        yield held
        if left <= 0:
            return


def office_parts(content: bytes) -> frozenset[str]:
    """The names of an archive's parts; none when it is no archive."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return frozenset()


def refuse_unsafe_office(content: bytes, *, name: str) -> None:
    """Refuse an Office file with macros, a template fetched from elsewhere, a bomb, or a stamp of secrecy.

    Raises `Problem`.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Problem(
                    Sentence(
                        N_("The file {name} unpacks to far more than its size; it was not opened."),
                        {"name": name},
                    ),
                    where=name,
                    remedy=Sentence(N_("Save it as PDF and add that.")),
                )
            if _has_macros(archive, parts):
                raise Problem(
                    Sentence(N_("The file {name} holds macros (small programs)."), {"name": name}),
                    where=name,
                    remedy=Sentence(N_("Save it as .docx, .xlsx or PDF, without macros, and add that.")),
                )
            if _reaches_out(archive):
                raise Problem(
                    Sentence(
                        N_("The file {name} fetches its template from another machine."), {"name": name}
                    ),
                    where=name,
                    remedy=Sentence(N_("Save it as PDF and add that.")),
                )
            if _is_stamped(archive):
                raise secret_problem(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _damaged(name) from error


def secret_problem(where: str) -> Problem:
    """The refusal of what is stamped secret: nothing of it is kept."""
    return Problem(
        Sentence(
            N_("{name} carries a stamp of secrecy. Classified papers are never put into this system."),
            {"name": where},
        ),
        where=where,
        remedy=Sentence(N_("Nothing was kept. Name the paper by its number and the place where it is kept.")),
    )


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as stream:
            return stream.read(MAX_PART_READ)
    except KeyError:
        return b""


def _has_macros(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    if any(ACTIVE_PARTS.search(part.filename.replace("\\", "/")) for part in parts):
        return True
    return bool(MACRO_TYPES.search(_read(archive, "[Content_Types].xml")))


def _reaches_out(archive: zipfile.ZipFile) -> bool:
    said = _read(archive, "word/_rels/settings.xml.rels")
    return any(ELSEWHERE.search(found) for found in TEMPLATE.findall(said))


def _is_stamped(archive: zipfile.ZipFile) -> bool:
    said = _read(archive, "word/document.xml")
    return any(
        STAMP.fullmatch(nfc(TAG.sub(b"", found).decode("utf-8", "replace")).strip(" \t.:*[]"))
        for found in PARAGRAPH.findall(said)
    )


def _damaged(name: str) -> Problem:
    return Problem(
        Sentence(N_("The file {name} is damaged or ends early."), {"name": name}),
        where=name,
        remedy=Sentence(N_("Open it on this machine; if it opens, save it again and add the new file.")),
    )
