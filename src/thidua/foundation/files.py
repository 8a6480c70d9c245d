"""The file store: kinds are found by looking inside, sizes are limited, names are made safe, content is kept once."""

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import filetype
from django.conf import settings

from thidua.core.text import nfc
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.inspection import office_parts, refuse_unsafe_office, refuse_unsafe_pdf
from thidua.foundation.models import StoredFile
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
OFFICE_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
ZIP = "application/zip"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LEGACY_OFFICE = "application/x-ole-storage"
MARKUP_KIND = "text/markup"
MARKUP = re.compile(rb"[\s\xef\xbb\xbf]*<(?:[a-zA-Z!?/])")
PROGRAMS = frozenset({"application/x-msdownload", "application/x-executable", "application/x-mach-binary"})
ARCHIVES = frozenset(
    {
        ZIP,
        "application/x-rar-compressed",
        "application/x-7z-compressed",
        "application/gzip",
        "application/x-tar",
    }
)
MAX_NAME = 120


class FileGone(Problem):
    """The kept bytes are not where they were kept."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is, found by looking inside."""

    media_type: str
    size: int
    sha256: str


def safe_name(name: str) -> str:
    """The file's own name without folders, control characters, or anything a shell or a header could trip on."""
    bare = PurePosixPath(nfc(name).replace("\\", "/")).name
    kept = "".join(c for c in bare if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*/')
    kept = re.sub(r"\s+", " ", kept).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    suffix = suffix[:10]
    stem = stem[: MAX_NAME - len(suffix) - 1] or "tep"
    return f"{stem}.{suffix}" if suffix else stem


def _bad(text: str, name: str, remedy: str) -> Problem:
    return Problem(Sentence(text, {"name": name}), where=name, remedy=Sentence(remedy))


def kind_of(content: bytes) -> str:
    """The kind of a file by its content, as a media type; empty when it is none we know."""
    guess = filetype.guess(content)
    media_type = str(guess.mime) if guess else ""
    if media_type in {ZIP, XLSX, DOCX}:
        parts = office_parts(content)
        office = next((kind for part, kind in OFFICE_PARTS.items() if part in parts), ZIP)
        return office if "[Content_Types].xml" in parts else ZIP
    if content.startswith(OLE):
        return LEGACY_OFFICE
    if not media_type and MARKUP.match(content[:1024]):
        return MARKUP_KIND
    return media_type


def _not_taken(media_type: str, name: str) -> Problem:
    """Why a kind is not taken, and what to do instead."""
    if media_type == LEGACY_OFFICE:
        return _bad(
            N_("The file {name} is of the old Word, Excel or PowerPoint kind, which can hide macros."),
            name,
            N_("Save it as .docx, .xlsx or PDF and add that."),
        )
    if media_type in PROGRAMS:
        return _bad(
            N_("The file {name} is a program, whatever its name says."),
            name,
            N_("Nothing of it was kept. Look for the paper itself."),
        )
    if media_type == MARKUP_KIND:
        return _bad(
            N_("The file {name} is a web page or a drawing that can hold scripts."),
            name,
            N_("Save it as PDF or PNG and add that."),
        )
    if media_type in {"image/heic", "image/avif", "image/tiff", "image/gif", "image/bmp"}:
        return _bad(
            N_("The picture {name} is of a kind that not every machine can show."),
            name,
            N_("Save it as JPEG or PNG and add that."),
        )
    if media_type.startswith(("video/", "audio/")):
        return _bad(
            N_("The file {name} is a film or a recording; these are not taken."),
            name,
            N_("Keep it at the unit and add a paper or a picture that shows the same."),
        )
    if media_type in ARCHIVES:
        return _bad(
            N_("The file {name} is an archive of other files, or a damaged document."),
            name,
            N_("Unpack it and add its papers one by one."),
        )
    return _bad(
        N_("The file {name} is not of a kind taken here."),
        name,
        N_("Its content is looked at, not its name. Save it again in the right format."),
    )


def sniff(content: bytes, *, name: str, allowed: Collection[str]) -> Sniffed:
    """Look inside and compare with what is allowed here.

    Raises `Problem` when the file is empty, too large, of a kind not taken, or unsafe (macros, scripts, bombs).
    """
    limit = int(settings.UPLOAD_MAX_BYTES)
    shown = safe_name(name)
    if not content:
        raise Problem(Sentence(N_("The file {name} is empty."), {"name": shown}), where=shown)
    if len(content) > limit:
        raise Problem(
            Sentence(
                N_("The file {name} is larger than {limit} MB, the largest taken."),
                {"name": shown, "limit": limit // 1048576},
            ),
            where=shown,
            remedy=Sentence(N_("Make it smaller, or divide it into parts.")),
        )
    media_type = kind_of(content)
    if media_type not in allowed:
        raise _not_taken(media_type, shown)
    if media_type == PDF:
        refuse_unsafe_pdf(content, name=shown)
    elif media_type in {DOCX, XLSX}:
        refuse_unsafe_office(content, name=shown)
    return Sniffed(media_type, len(content), hashlib.sha256(content).hexdigest())


def path_of(sha256: str) -> Path:
    """Where content with this hash is kept."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def _keep(content: bytes, sha256: str) -> None:
    """Put content where its hash says; what stands there damaged is replaced."""
    place = path_of(sha256)
    if _is_whole(place, sha256):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f"{sha256}.{secrets.token_hex(6)}.part")
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(place)


def _is_whole(place: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


@requires_transaction
def record_file(
    *, content: bytes, name: str, allowed: Collection[str], actor: Actor, at: datetime
) -> StoredFile:
    """Keep an uploaded file; the same content is kept once however often it is uploaded."""
    found = sniff(content, name=name, allowed=allowed)
    _keep(content, found.sha256)
    return StoredFile.objects.create(
        name=safe_name(name),
        media_type=found.media_type,
        size=found.size,
        sha256=found.sha256,
        stored_at=at,
        stored_by=actor.actor_key,
    )


def content_of(stored: StoredFile) -> bytes:
    """The kept bytes; raises `FileGone` when they are gone, `Problem` when they no longer match their hash."""
    return content_at(stored.sha256, name=stored.name)


def content_at(sha256: str, *, name: str) -> bytes:
    """The kept bytes with a hash; raises `FileGone` when they are gone, `Problem` when they no longer match it."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError as error:
        raise FileGone(
            Sentence(N_("The stored file {name} is not where it was kept."), {"name": name}),
            where=name,
            remedy=Sentence(N_("Ask the system administrator to bring it back from a backup.")),
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Problem(
            Sentence(N_("The stored file {name} no longer matches its hash."), {"name": name}),
            where=name,
            remedy=Sentence(N_("Add the same file again, or have it brought back from a backup.")),
        )
    return content
