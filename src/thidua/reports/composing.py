"""The joint report composed from the units' rows, and its numbers held against those rows when somebody edits it.

A paper of the bloc is written in Vietnamese whatever language the screen has. Pure: takes sent documents, returns text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils import translation

from thidua.core import wording
from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_, render
from thidua.reports.documents import fingerprint, target_of
from thidua.reports.figures import Figure, Target, figure_of
from thidua.reports.rows import RequestFrame, UnitFigures
from thidua.reports.states import PARTS

LANGUAGE: Final = "vi"
# Numbers that are names, not figures: days, years, and the numbers of papers.
_NAMES: Final = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?|[0-9]+/(?:[A-ZĐƯ]{2,}|20[0-9]{2})[-\w/]*|\b(?:19|20)[0-9]{2}\b"
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
# Counting words of a paper: parts, months, halves.
_SMALL: Final = Decimal(12)


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure the text was composed with: in which part it stands, whose it is, and its words."""

    part: str
    unit: str
    key: str
    name: str
    words: str

    def plain(self) -> dict[str, str]:
        """As it is kept."""
        return {"part": self.part, "unit": self.unit, "key": self.key, "name": self.name, "words": self.words}


@dataclass(frozen=True, slots=True)
class Composed:
    """The text by part, the figures it holds, and a hash of the rows it was made from."""

    sections: dict[str, str]
    ties: tuple[Tie, ...]
    source_hash: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A number of the text that does not match the rows.

    `kind`: `stale` (the row says something else now), `dropped` (a composed figure is no longer in its part),
    `unknown` (a number that stands in no row).
    """

    kind: str
    part: str
    words: str
    unit: str = ""
    name: str = ""
    now: str = ""


def _vi(text: str, **params: object) -> str:
    with translation.override(LANGUAGE):
        return render(Sentence(text, params), LANGUAGE)


def number_words(value: Decimal, target: Target) -> str:
    """A figure with its unit of measure, as the paper writes it."""
    said = wording.number(value, LANGUAGE)
    return f"{said} {target.measure}".strip()


def figures_in(document: Mapping[str, Any]) -> Iterator[tuple[Target, Figure]]:
    """The targets of a sent document with what was reached."""
    for row in document["targets"]:
        target = target_of(row)
        said = {name: value for name, value in row.items() if value is not None}
        yield target, figure_of(target, said)


def _figure_line(target: Target, figure: Figure) -> str:
    parts = [
        _vi(N_("{name}: {value}"), name=target.name, value=number_words(figure.value or Decimal(0), target))
    ]
    if target.lower:
        parts.append(_vi(N_("limit {target}"), target=number_words(target.target, target)))
    elif figure.share is not None:
        parts.append(
            _vi(
                N_("{share} % of the target of {target}"),
                share=figure.share,
                target=number_words(target.target, target),
            )
        )
    if figure.last_value is not None:
        parts.append(_vi(N_("same period last year {last}"), last=number_words(figure.last_value, target)))
    return "; ".join(parts) + "."


def source_hash(rows: Iterable[UnitFigures]) -> str:
    """A hash of what the units sent: it changes when any of them sends another version."""
    return fingerprint({"units": {row.row.code: row.hash for row in rows}})


def compose(frame: RequestFrame, rows: Sequence[UnitFigures]) -> Composed:
    """The joint report of a request from what its units sent."""
    sent = [row for row in rows if row.document is not None]
    ties: list[Tie] = []
    sections: dict[str, str] = {}
    for part in PARTS:
        paragraphs = [_opening(frame, rows, sent)] if part == "overview" else []
        for row in sent:
            document = row.document or {}
            words = str(document["narrative"].get(part, "")).strip()
            lines = [words.replace("\n", "; ")] if words else []
            if part == "results":
                lines += _results(row, ties)
            if lines:
                name = row.row.name
                paragraphs.append(
                    f"{name}: {lines[0]}" if len(lines) == 1 else "\n".join([f"{name}:", *lines])
                )
        sections[part] = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Composed(sections, tuple(ties), source_hash(rows))


def _results(row: UnitFigures, ties: list[Tie]) -> Iterator[str]:
    for target, figure in figures_in(row.document or {}):
        if figure.value is not None:
            ties.append(
                Tie("results", row.row.code, target.key, target.name, number_words(figure.value, target))
            )
            yield f"– {_figure_line(target, figure)}"


def _opening(frame: RequestFrame, rows: Sequence[UnitFigures], sent: Sequence[UnitFigures]) -> str:
    said = _vi(
        N_("{sent} of {all} units of the bloc reported for the period {first} – {last}."),
        sent=len(sent),
        all=len(rows),
        first=frame.period_from,
        last=frame.period_to,
    )
    reached = all_targets = 0
    for row in sent:
        for _target, figure in figures_in(row.document or {}):
            all_targets += 1
            reached += figure.reached is True
    if all_targets:
        said += " " + _vi(
            N_("{reached} of {all} registered targets stand at or above what was registered for the year."),
            reached=reached,
            all=all_targets,
        )
    missing = [row.row.name for row in rows if row.document is None]
    if missing:
        said += " " + _vi(N_("Not reported yet: {units}."), units=", ".join(missing))
    return said


def numbers_in(text: str) -> Iterator[str]:
    """The figures of a text as they are written; days, years and numbers of papers are left out."""
    yield from (match[0] for match in _NUMBER.finditer(_NAMES.sub(" ", text)))


def _value(words: str) -> Decimal | None:
    try:
        return Decimal(words.replace(".", "").replace(",", "."))
    except InvalidOperation:  # pragma: no cover -- the pattern lets only numbers through
        return None


def _known(rows: Sequence[UnitFigures]) -> set[Decimal]:
    """Every number the rows hold: figures, shares, counts, and what the units wrote themselves."""
    known = {Decimal(count) for count in range(int(_SMALL) + 1)} | {Decimal(len(rows))}
    counted = reached = 0
    for row in rows:
        if row.document is None:
            continue
        for target, figure in figures_in(row.document):
            counted += 1
            reached += figure.reached is True
            held = (
                figure.value, figure.part, figure.whole, figure.last_value, figure.last_part, figure.last_whole,
                figure.share, target.target, target.baseline,
            )  # fmt: skip
            known |= {abs(number) for number in held if number is not None}
            known |= {abs(figure.change)} if figure.change is not None else set()
        for leaf in row.document["leaves"]:
            known |= set(_numbers_of(leaf["entry"])) | set(_numbers_of(leaf["last_entry"]))
        for text in row.document["narrative"].values():
            known |= {value for words in numbers_in(text) if (value := _value(words)) is not None}
    return known | {Decimal(counted), Decimal(reached)}


def _numbers_of(entry: object) -> Iterator[Decimal]:
    if isinstance(entry, Mapping):
        for value in entry.values():
            yield from _numbers_of(value)
    elif isinstance(entry, list):
        yield Decimal(len(entry))
    elif isinstance(entry, str):
        try:
            yield abs(Decimal(entry))
        except InvalidOperation:
            return


def flags_of(
    sections: Mapping[str, str], ties: Iterable[Mapping[str, str]], rows: Sequence[UnitFigures]
) -> tuple[Flag, ...]:
    """Every number of the text that does not match the rows as they are now."""
    now = {
        (row.row.code, target.key): number_words(figure.value, target)
        for row in rows
        if row.document is not None
        for target, figure in figures_in(row.document)
        if figure.value is not None
    }
    found: list[Flag] = []
    for tie in ties:
        current = now.get((tie["unit"], tie["key"]), "")
        stands = tie["words"] in sections.get(tie["part"], "")
        if stands and current != tie["words"]:
            found.append(Flag("stale", tie["part"], tie["words"], tie["unit"], tie["name"], current))
        elif not stands and (not current or current not in sections.get(tie["part"], "")):
            found.append(Flag("dropped", tie["part"], tie["words"], tie["unit"], tie["name"], current))
    known = _known(rows)
    stale = {flag.words for flag in found if flag.kind == "stale"}
    for part in PARTS:
        for words in dict.fromkeys(numbers_in(sections.get(part, ""))):
            value = _value(words)
            if value is not None and value not in known and not any(words in one for one in stale):
                found.append(Flag("unknown", part, words))
    return tuple(found)
