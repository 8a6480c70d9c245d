"""The boxes of the form: what was typed into one, read into what is kept of it.

A target's box holds numbers and a note, a leaf's box the short notation of its kind, a narrative box its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.core.verdict import Sentence
from thidua.criteria.errors import NotationUnreadable
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import Read, read
from thidua.reports.figures import NUMBERS, Said, read_numbers
from thidua.reports.states import FieldKind

MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """One box as it is saved: what it holds, and the revision it was opened at (0: it was empty)."""

    kind: FieldKind
    key: str
    said: Mapping[str, Any]
    revision: int = 0


def text_said(text: str) -> dict[str, Any]:
    """A narrative box."""
    cleaned = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
    return {"text": cleaned[:MOST_TEXT]} if cleaned else {}


def target_said(typed: Mapping[str, str], *, lang: str) -> dict[str, Any]:
    """A target's box: the numbers that were typed, and the note."""
    said = read_numbers(typed, NUMBERS, lang=lang)
    if note := typed.get("note", "").strip():
        said["note"] = note[:MOST_TEXT]
    return said


def leaf_said(leaf: Leaf, typed: Mapping[str, str]) -> dict[str, Any]:
    """A leaf's box: the input and the one of last year, each in the leaf's notation, and a note."""
    said: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for name in ("entry", "last_entry"):
        text = typed.get(name, "").strip()
        if not text:
            continue
        try:
            found = read(leaf, text)
        except NotationUnreadable:
            unread[name] = text
            continue
        if found is not None:
            said |= _kept(name, found)
    if unread:
        said["unread"] = unread
    if note := typed.get("note", "").strip():
        said["note"] = note[:MOST_TEXT]
    return said


def _kept(name: str, found: Read) -> dict[str, Any]:
    if name == "last_entry":
        return {name: found.entry}
    kept: dict[str, Any] = {name: found.entry}
    if found.awaits:
        kept["awaits"] = str(found.awaits)
    if found.reason:
        kept["reason"] = found.reason
    return kept


def leaf_problems(leaf: Leaf, said: Said) -> dict[str, tuple[Sentence, Sentence | None]]:
    """Why each unread box of a leaf could not be read, with the way it is written."""
    found: dict[str, tuple[Sentence, Sentence | None]] = {}
    for name, text in said.get("unread", {}).items():
        try:
            read(leaf, text)
        except NotationUnreadable as problem:
            found[name] = (problem.sentence, problem.remedy)
    return found


def same_said(one: Said, other: Said) -> bool:
    """Whether two boxes hold the same."""
    return {key: value for key, value in one.items() if value} == {
        key: value for key, value in other.items() if value
    }
