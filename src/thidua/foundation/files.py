"""The file store: kinds are found by looking inside, sizes are limited, names are made safe, content is kept once."""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

import filetype
from django.conf import settings

from thidua.core.text import nfc
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.models import StoredFile
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
OFFICE_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
MAX_NAME = 120
MACROS = "vbaProject.bin"


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


def _office_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    if "[Content_Types].xml" not in names or any(name.endswith(MACROS) for name in names):
        return None
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)


def sniff(content: bytes, *, name: str, allowed: Collection[str]) -> Sniffed:
    """Look inside and compare with what is allowed here.

    Raises `Problem` when the file is empty, too large, or of a kind not taken (macros included).
    """
    limit = int(settings.UPLOAD_MAX_BYTES)
    shown = safe_name(name)
    if not content:
        raise Problem(Sentence(N_("The file {name} is empty."), {"name": shown}), where=shown)
    if len(content) > limit:
        raise Problem(
            Sentence(
                N_("The file {name} has {size} MB; the largest taken is {limit} MB."),
                {"name": shown, "size": len(content) // 1048576 + 1, "limit": limit // 1048576},
            ),
            where=shown,
        )
    guess = filetype.guess(content)
    media_type = guess.mime if guess else None
    if media_type in {"application/zip", XLSX, DOCX}:
        media_type = _office_type(content) or "application/zip"
    if media_type is None or media_type not in allowed:
        raise Problem(
            Sentence(N_("The file {name} is not of a kind taken here."), {"name": shown}),
            where=shown,
            remedy=Sentence(N_("Its content is looked at, not its name. Save it again in the right format.")),
        )
    return Sniffed(media_type, len(content), hashlib.sha256(content).hexdigest())


def path_of(sha256: str) -> Path:
    """Where content with this hash is kept."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


@requires_transaction
def record_file(
    *, content: bytes, name: str, allowed: Collection[str], actor: Actor, at: datetime
) -> StoredFile:
    """Keep an uploaded file; the same content is kept once however often it is uploaded."""
    found = sniff(content, name=name, allowed=allowed)
    place = path_of(found.sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(f".{actor.actor_key[-12:].replace(':', '-')}.part")
        partial.write_bytes(content)
        partial.replace(place)
    return StoredFile.objects.create(
        name=safe_name(name),
        media_type=found.media_type,
        size=found.size,
        sha256=found.sha256,
        stored_at=at,
        stored_by=actor.actor_key,
    )


def content_of(stored: StoredFile) -> bytes:
    """The kept bytes; raises `Problem` when they no longer match their hash."""
    content = path_of(stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise Problem(
            Sentence(N_("The stored file {name} no longer matches its hash."), {"name": stored.name})
        )
    return content
