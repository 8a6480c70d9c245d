"""Getting a file ready to be kept as evidence: looked into, scanned, a picture cleaned; before any act begins.

Decoding a picture or waiting for a scanner takes longer than a database should be held for.
"""

import hashlib
from dataclasses import dataclass

from thidua.foundation.files import safe_name, sniff
from thidua.foundation.inspection import marked_secret, secret_problem
from thidua.foundation.pictures import clean_picture
from thidua.foundation.scanning import scan
from thidua.reports.evidence import PICTURES, TAKEN


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that may be kept: `source_sha256` is the hash of what was sent, `preview` a small picture if it is one."""

    name: str
    content: bytes
    media_type: str
    source_sha256: str
    preview: bytes
    scanned: bool


def prepare(content: bytes, *, name: str) -> Prepared:
    """Look into a file that was sent. Raises `Problem` with what to do when it cannot be taken."""
    shown = safe_name(name)
    if marked_secret(shown.rpartition(".")[0].replace("_", " ")):
        raise secret_problem(shown)
    found = sniff(content, name=shown, allowed=TAKEN)
    scanned = scan(content, name=shown)
    preview = b""
    kept = content
    if found.media_type in PICTURES:
        cleaned = clean_picture(content, media_type=found.media_type, name=shown)
        kept, preview = cleaned.content, cleaned.preview
    source = hashlib.sha256(content).hexdigest()
    return Prepared(shown, kept, found.media_type, source, preview, scanned)
