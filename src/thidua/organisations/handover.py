"""The handover pack «hồ sơ bàn giao»: every room lays its part of the bloc-year into one archive.

A room contributes from its `AppConfig.ready`, in its own `handover.py`:

    @contributes("scores", N_("Score sheets and results"))
    def scores(bloc_year: str, on: date) -> Iterable[PackFile]: ...

The archive holds the files in one folder per part, `index.html` to read it by, and `manifest.json` with the SHA-256 of
each file, so that whoever takes over can prove that nothing was lost or changed.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from thidua.core import wording
from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.files import safe_name
from thidua.foundation.wording import active_language
from thidua.organisations.queries import BlocYearCard

FORMAT: Final = "thidua-handover/1"
# A spreadsheet program takes a cell that begins so for a formula.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
# Folders are named in Vietnamese without diacritics: every system opens them, and whoever takes over reads them.
FOLDERS: Final = {
    "year": "nam-thi-dua",
    "plan": "ke-hoach",
    "movements": "phong-trao",
    "criteria": "tieu-chi",
    "covenant": "giao-uoc",
    "reports": "bao-cao",
    "scores": "so-diem",
    "ledger": "nhat-ky",
    "contacts": "danh-ba",
}
type Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of the pack: its name within the part (with its ending), what is in it, its title for people."""

    name: str
    content: bytes
    title: str = ""


type Contributor = Callable[[str, date], Iterable[PackFile]]
type MayTake = Callable[[Actor, BlocYearCard, date], Verdict]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pack: its key (the folder), its title, who lays it in, and who may take it (None: whoever takes the pack)."""

    key: str
    title: str
    give: Contributor
    may: MayTake | None
    place: int


PARTS: dict[str, Part] = {}


def contributes(
    key: str, title: str, *, place: int = 50, may: MayTake | None = None
) -> Callable[[Contributor], Contributor]:
    """Register a part; `place` orders the parts, `may` keeps it from those who have no right to it."""

    def keep(function: Contributor) -> Contributor:
        PARTS[key] = Part(key, title, function, may, place)
        return function

    return keep


@dataclass(frozen=True, slots=True)
class PackLine:
    """A file of the pack as listed: where it lies, its title, size in bytes, SHA-256."""

    name: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The archive, what is in it, and the titles of parts left out for want of a right."""

    content: bytes
    files: tuple[PackLine, ...]
    left_out: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The hash of the archive."""
        return hashlib.sha256(self.content).hexdigest()


def parts_in_order() -> tuple[Part, ...]:
    """The parts as they lie in the pack."""
    return tuple(sorted(PARTS.values(), key=lambda part: (part.place, part.key)))


def pack_of(bloc_year: BlocYearCard, *, taker: Actor, on: date, at: datetime) -> Pack:
    """The pack of a bloc-year as `taker` may take it, in the active language."""
    inside: list[tuple[PackLine, bytes]] = []
    left_out: list[str] = []
    for number, part in enumerate(parts_in_order(), start=1):
        if part.may is not None and not part.may(taker, bloc_year, on).allowed:
            left_out.append(gettext(part.title))
            continue
        for file in part.give(bloc_year.public_id, on):
            name = f"{number:02d}-{FOLDERS.get(part.key, part.key)}/{safe_name(file.name)}"
            digest = hashlib.sha256(file.content).hexdigest()
            title = file.title or gettext(part.title)
            inside.append((PackLine(name, title, len(file.content), digest), file.content))
    lines = tuple(line for line, _ in inside)
    extra = {
        "index.html": index_page(bloc_year, lines, left_out, at=at).encode(),
        "manifest.json": manifest(bloc_year, lines, left_out, at=at).encode(),
    }
    return Pack(
        _zipped([*extra.items(), *((line.name, content) for line, content in inside)], at),
        lines,
        tuple(left_out),
    )


def _zipped(files: Sequence[tuple[str, bytes]], at: datetime) -> bytes:
    """The archive; every file bears the moment of the pack, so that the same pack is the same bytes."""
    local = at.astimezone(VIET_NAM)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def manifest(
    bloc_year: BlocYearCard, lines: Sequence[PackLine], left_out: Sequence[str], *, at: datetime
) -> str:
    """What the pack holds, for machines: JSON with sorted keys."""
    said = {
        "format": FORMAT,
        "bloc": bloc_year.bloc.code,
        "year": bloc_year.year,
        "name": bloc_year.name,
        "made_at": at.isoformat(timespec="seconds"),
        "language": active_language(),
        "files": [
            {"name": line.name, "title": line.title, "size": line.size, "sha256": line.sha256}
            for line in lines
        ],
        "left_out": list(left_out),
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


_STYLE: Final = (
    "body{font:16px/1.5 serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.3em .5em;text-align:left;"
    "vertical-align:top}td.n{text-align:right;white-space:nowrap}code{overflow-wrap:anywhere;font-size:.8em}"
)


def index_page(
    bloc_year: BlocYearCard, lines: Sequence[PackLine], left_out: Sequence[str], *, at: datetime
) -> str:
    """What the pack holds, for people: a page that opens in any browser, without a network."""
    title = gettext("Handover pack: %(year)s") % {"year": bloc_year}
    rows = format_html_join(
        "\n",
        '<tr><td class="n">{}</td><td><a href="{}">{}</a><br>{}</td><td class="n">{}</td>'
        "<td><code>{}</code></td></tr>",
        (
            (number, line.name, line.title, line.name, line.size, line.sha256)
            for number, line in enumerate(lines, start=1)
        ),
    )
    missing = (
        format_html(
            "<p>{}: {}.</p>",
            gettext("Left out, because whoever took the pack has no right to it"),
            "; ".join(left_out),
        )
        if left_out
        else ""
    )
    made = gettext("Made on %(day)s at %(time)s. The hashes are also in manifest.json.") % {
        "day": wording.date(at.astimezone(VIET_NAM).date(), active_language()),
        "time": f"{at.astimezone(VIET_NAM):%H:%M}",
    }
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head>\n'
        "<body><h1>{}</h1>\n<p>{}</p>\n{}\n<table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>SHA-256</th></tr>"
        "</thead><tbody>\n{}\n</tbody></table></body></html>\n",
        get_language() or "vi",
        title,
        _STYLE,
        title,
        made,
        missing,
        gettext("No."),
        gettext("Paper"),
        gettext("Bytes"),
        rows,
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV that Excel opens with its diacritics; no cell begins like a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_safe(value) for value in row])
    return ("\ufeff" + stream.getvalue()).encode()


def _safe(value: Cell) -> Cell:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
