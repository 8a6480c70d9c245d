"""One change to a draft, as data: what it does to the document, and which place it touches.

An editor's form remembers how its place looked (`fingerprint` of `place`). When another person saved the draft in
between, the change still goes in if its own place stayed as it was; otherwise both versions are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from thidua.core.scoring import (
    add_node,
    change_item,
    change_node,
    change_settings,
    move_node,
    remove_item,
    remove_node,
)
from thidua.criteria.documents.shape import fingerprint, is_group, spot_of
from thidua.criteria.states import Appraiser

type Document = Mapping[str, Any]
LISTS = ("bonus", "deductions", "disqualifiers", "bands", "awards")


@dataclass(frozen=True, slots=True)
class NoteInput:
    """What a leaf needs beside its formula, as typed; `appraiser_unit` is the public key of a unit or empty."""

    evidence: tuple[str, ...] = ()
    measure: str = ""
    appraiser: Appraiser | None = None
    appraiser_unit: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.evidence or self.measure or self.appraiser)

    def plain(self) -> list[str]:
        """As plain values, for a fingerprint."""
        return ["\n".join(self.evidence), self.measure, self.appraiser or "", self.appraiser_unit]


type Notes = Mapping[str, NoteInput]


class Edit(Protocol):
    """A change to a draft."""

    @property
    def label(self) -> str:
        """The place in a word for the ledger: a code, or the name of a list."""

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """The document and the notes after it; raises `SchemeProblem` when the place is gone or a code is taken."""

    def place(self, document: Document, notes: Notes) -> object:
        """The part of the document it changes, as plain values."""


def seen(edit: Edit, document: Document, notes: Notes) -> str:
    """The fingerprint of the place an edit touches, as it is now."""
    return fingerprint(edit.place(document, notes))


def _own(document: Document, code: str) -> dict[str, Any] | None:
    spot = spot_of(document, code)
    if spot is None:
        return None
    return {key: value for key, value in spot.node.items() if key != "children"}


def _node_place(document: Document, notes: Notes, code: str) -> object:
    return [_own(document, code), notes.get(code, NoteInput()).plain()]


def _order_of(document: Document, under: str) -> list[str]:
    rows = document.get("criteria") or []
    if under:
        spot = spot_of(document, under)
        rows = [] if spot is None else spot.node.get("children") or []
    return [str(row.get("code")) for row in rows]


@dataclass(frozen=True, slots=True)
class ReviseNode:
    """Write a heading or a leaf anew: every key but its children, and the leaf's note."""

    code: str
    node: Document
    note: NoteInput | None = None

    @property
    def label(self) -> str:
        """Its code."""
        return self.code

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Replace what is there; another code takes its note and its mentions along."""
        gone = dict.fromkeys(_own(document, self.code) or {})
        made = change_node(document, self.code, {**gone, **self.node})
        kept = dict(notes)
        note = kept.pop(self.code, None) if self.note is None else self.note
        kept.pop(self.code, None)
        if note is not None and note.says_something:
            kept[str(self.node.get("code", self.code))] = note
        return made, kept

    def place(self, document: Document, notes: Notes) -> object:
        """The node and its note."""
        return _node_place(document, notes, self.code)


@dataclass(frozen=True, slots=True)
class AddNode:
    """Add a heading or a leaf under a heading (empty: at the top), at a place (None: the end)."""

    under: str
    node: Document
    note: NoteInput = field(default_factory=NoteInput)
    at: int | None = None

    @property
    def label(self) -> str:
        """Its code."""
        return str(self.node.get("code", ""))

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Insert it."""
        kept = dict(notes)
        if self.note.says_something:
            kept[self.label] = self.note
        return add_node(document, self.node, under=self.under or None, at=self.at), kept

    def place(self, document: Document, notes: Notes) -> object:
        """Nothing that is there yet: an addition collides with nobody."""
        del document, notes
        return None


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Take a node out with all under it, and every mention of their codes."""

    code: str

    @property
    def label(self) -> str:
        """Its code."""
        return self.code

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Remove it."""
        made = remove_node(document, self.code)
        left = {code: note for code, note in notes.items() if spot_of(made, code) is not None}
        return made, left

    def place(self, document: Document, notes: Notes) -> object:
        """The node with all under it."""
        spot = spot_of(document, self.code)
        return [None if spot is None else spot.node, notes.get(self.code, NoteInput()).plain()]


@dataclass(frozen=True, slots=True)
class MoveNode:
    """Put a node elsewhere: under another heading (empty: the top), at a place there."""

    code: str
    under: str
    at: int

    @property
    def label(self) -> str:
        """Its code."""
        return self.code

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Move it."""
        return move_node(document, self.code, under=self.under or None, at=self.at), dict(notes)

    def place(self, document: Document, notes: Notes) -> object:
        """The order in both lists."""
        del notes
        spot = spot_of(document, self.code)
        home = "" if spot is None else spot.parent_code
        return [home, _order_of(document, home), _order_of(document, self.under)]


@dataclass(frozen=True, slots=True)
class MendBand:
    """Write one band's condition anew, as the checker proposed."""

    code: str
    band: int
    when: str

    @property
    def label(self) -> str:
        """The leaf's code."""
        return self.code

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Change the band; one that is gone leaves everything as it was."""
        own = _own(document, self.code) or {}
        key = "bands" if "bands" in own else "steps"
        rows = [dict(row) for row in own.get(key, ())]
        if self.band < len(rows):
            rows[self.band]["when"] = self.when
        return change_node(document, self.code, {key: rows}), dict(notes)

    def place(self, document: Document, notes: Notes) -> object:
        """The node and its note."""
        return _node_place(document, notes, self.code)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list as typed: the code it had (empty for a new one), and what it says now."""

    was: str
    item: Document


@dataclass(frozen=True, slots=True)
class ReviseList:
    """Write a list beside the tree anew: bonus, deductions, disqualifiers, classes of the total, proposals."""

    section: str
    rows: Sequence[ListRow]

    @property
    def label(self) -> str:
        """The list's name."""
        return self.section

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Remove what is gone, rename what has another code, then set rows and order."""
        key = "name" if self.section == "bands" else "code"
        kept = {row.was for row in self.rows if row.was}
        made: dict[str, Any] = dict(document)
        for old in document.get(self.section) or []:
            if str(old.get(key)) not in kept:
                made = remove_item(made, self.section, str(old.get(key)))
        for row in self.rows:
            if row.was and str(row.item.get(key)) != row.was:
                made = change_item(made, self.section, row.was, {key: row.item.get(key)})
        return {**made, self.section: [dict(row.item) for row in self.rows]}, dict(notes)

    def place(self, document: Document, notes: Notes) -> object:
        """The list."""
        del notes
        return document.get(self.section) or []


@dataclass(frozen=True, slots=True)
class ReviseSettings:
    """Write some of the general rules anew: name, rounding, total, ranking, what may not count twice."""

    changes: Document

    @property
    def label(self) -> str:
        """The keys changed."""
        return ", ".join(self.changes)

    def apply(self, document: Document, notes: Notes) -> tuple[dict[str, Any], dict[str, NoteInput]]:
        """Set them."""
        return change_settings(document, self.changes), dict(notes)

    def place(self, document: Document, notes: Notes) -> object:
        """These rules."""
        del notes
        return [document.get(key) for key in sorted(self.changes)]


def mentions_of(document: Document, code: str) -> tuple[str, ...]:
    """Where else a code or one under it is named: `ties`, `exclusive`."""
    spot = spot_of(document, code)
    codes = {code}
    if spot is not None and is_group(spot.node):
        waiting = list(spot.node["children"])
        while waiting:
            node = waiting.pop()
            codes.add(str(node.get("code")))
            waiting += node.get("children") or []
    found = []
    if codes & set(document.get("ranking", {}).get("ties") or []):
        found.append("ties")
    if any(codes & set(row) for row in document.get("exclusive") or []):
        found.append("exclusive")
    return tuple(found)
