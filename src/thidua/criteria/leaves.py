"""The tree of a table of criteria as rows of a score sheet: sections «mục» and leaves «chỉ tiêu», in their order.

Read from a canonical `thidua-scheme/1` document. What a leaf's kind means for its points is the scoring core's
matter; here stands only what screens, files and notations need to know about it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

type Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A node with children «mục, nội dung»: its code, its words, its most points, how deep it stands."""

    code: str
    name: str
    max: Decimal
    depth: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf «chỉ tiêu»: what is entered for it (`kind`, `params`) and which sections it stands in, outermost first."""

    code: str
    name: str
    max: Decimal
    kind: str
    params: Document
    sections: tuple[str, ...]
    not_applicable_for: frozenset[str]

    @property
    def section(self) -> str:
        """The outermost section; the leaf itself when it stands at the top."""
        return self.sections[0] if self.sections else self.code


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole table as rows in their order, its leaves by code, and the lists beside the tree."""

    rows: tuple[Section | Leaf, ...]
    leaves: Mapping[str, Leaf]
    content_max: Decimal
    bonus_max: Decimal | None
    deduction_floor: Decimal | None
    bonus: Mapping[str, Document]
    deductions: Mapping[str, Document]
    disqualifiers: Mapping[str, Document]
    exclusive: tuple[frozenset[str], ...]
    votes: bool

    def under(self, code: str) -> tuple[Leaf, ...]:
        """The leaves of a section, or the one leaf with that code."""
        return tuple(leaf for leaf in self.leaves.values() if leaf.code == code or code in leaf.sections)

    def item_names(self, kind: str) -> Mapping[str, Document]:
        """The catalogue of one kind of item: bonus, deduction or disqualifier."""
        return {"bonus": self.bonus, "deduction": self.deductions, "disqualifier": self.disqualifiers}[kind]


_COMMON = frozenset({"code", "name", "max", "kind", "children", "cap", "not_applicable_for"})


def _walk(nodes: Sequence[Document], above: tuple[str, ...]) -> Iterator[Section | Leaf]:
    for node in nodes:
        code, name, most = str(node["code"]), str(node.get("name") or node["code"]), Decimal(str(node["max"]))
        if children := node.get("children"):
            yield Section(code, name, most, len(above))
            yield from _walk(children, (*above, code))
            continue
        params = {key: value for key, value in node.items() if key not in _COMMON}
        spared = frozenset(str(unit) for unit in node.get("not_applicable_for") or ())
        yield Leaf(code, name, most, str(node["kind"]), params, above, spared)


def _by_code(nodes: Sequence[Document] | None) -> Mapping[str, Document]:
    return {str(node["code"]): {"name": str(node["code"]), **node} for node in nodes or ()}


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def outline(document: Document) -> Outline:
    """Lay out a canonical scheme document."""
    rows = tuple(_walk(document["criteria"], ()))
    total = cast("Document", document.get("total") or {})
    leaves = {row.code: row for row in rows if isinstance(row, Leaf)}
    top = sum((Decimal(str(node["max"])) for node in document["criteria"]), Decimal(0))
    return Outline(
        rows=rows,
        leaves=leaves,
        content_max=_number(total.get("content_max")) or top,
        bonus_max=_number(total.get("bonus_max")),
        deduction_floor=_number(total.get("deduction_floor")),
        bonus=_by_code(document.get("bonus")),
        deductions=_by_code(document.get("deductions")),
        disqualifiers=_by_code(document.get("disqualifiers")),
        exclusive=tuple(frozenset(map(str, codes)) for codes in document.get("exclusive") or ()),
        votes=bool((document.get("ranking") or {}).get("votes")),
    )


_OUTLINES: dict[str, Outline] = {}
_MOST_KEPT = 64


def outline_of(content_hash: str, document: Document) -> Outline:
    """The outline of a document known by its hash; laid out once per process."""
    kept = _OUTLINES.get(content_hash)
    if kept is None:
        if len(_OUTLINES) >= _MOST_KEPT:
            _OUTLINES.clear()
        kept = _OUTLINES[content_hash] = outline(document)
    return kept
