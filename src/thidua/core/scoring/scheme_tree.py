"""Read the tree of criteria and check that its sums fit."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from thidua.core.scoring.faults import Fault, fault, written_path
from thidua.core.scoring.leaves import KINDS
from thidua.core.scoring.reading import (
    Document,
    choice_at,
    code_at,
    code_of,
    known_keys,
    list_or_nothing,
    mapping_of,
    not_negative_at,
    text_or,
)
from thidua.core.scoring.scheme import Group, Leaf, Node, walk

MAX_DEPTH: Final = 12
MAX_NODES: Final = 5000
RESERVED: Final = frozenset({"deductions", "votes"})
_COMMON: Final = frozenset({"code", "name", "max"})
_GROUP_KEYS: Final = _COMMON | {"cap", "children"}
_LEAF_KEYS: Final = _COMMON | {"kind", "not_applicable_for"}


class TreeReader:
    """Reads nodes one by one and keeps the codes and the faults."""

    def __init__(self) -> None:
        """Start with an empty tree."""
        self.nodes: Sequence[Node] = ()
        self.codes: dict[str, tuple[str | int, ...]] = {}
        self.faults: list[Fault] = []
        self._leaves = 0

    def read(self, value: object) -> Sequence[Node]:
        """Read the top level."""
        if value is None:
            raise fault("key_missing", key="criteria")
        if not isinstance(value, (list, tuple)):
            raise fault("not_a_list")
        if not value:
            raise fault("list_empty")
        self.nodes = self._level(value, ("criteria",))
        return self.nodes

    def _level(self, rows: Sequence[object], where: tuple[str | int, ...]) -> Sequence[Node]:
        nodes: list[Node] = []
        if len(where) > 2 * MAX_DEPTH:
            self.faults.append(fault("tree_too_deep", *where, limit=MAX_DEPTH))
            return nodes
        for place, row in enumerate(rows):
            path = (*where, place)
            if len(self.codes) >= MAX_NODES:
                self.faults.append(fault("list_too_long", *where, limit=MAX_NODES))
                break
            try:
                nodes.append(self._node(mapping_of(row), path))
            except Fault as problem:
                self.faults.append(problem.under(*path))
        return nodes

    def _node(self, doc: Document, path: tuple[str | int, ...]) -> Node:
        code = code_at(doc, "code")
        if code in RESERVED:
            raise fault("code_reserved", "code", code=code)
        if code in self.codes:
            raise fault("code_twice", "code", code=code, where=written_path(self.codes[code]))
        self.codes[code] = path
        name = text_or(doc, "name", code)
        if "children" in doc:
            return self._group(doc, code, name, path)
        return self._leaf(doc, code, name, path)

    def _group(self, doc: Document, code: str, name: str, path: tuple[str | int, ...]) -> Group:
        if "kind" in doc:
            raise fault("kind_on_group", "kind", code=code)
        known_keys(doc, _GROUP_KEYS)
        rows = list_or_nothing(doc, "children")
        if not rows:
            raise fault("list_empty", "children")
        maximum = not_negative_at(doc, "max")
        cap = None if doc.get("cap") is None else not_negative_at(doc, "cap")
        return Group(code, name, maximum, cap, self._level(rows, (*path, "children")), path)

    def _leaf(self, doc: Document, code: str, name: str, path: tuple[str | int, ...]) -> Leaf:
        if "kind" not in doc:
            raise fault("kind_missing", code=code)
        kind = KINDS[choice_at(doc, "kind", KINDS)]
        known_keys(doc, _LEAF_KEYS | kind.parameters)
        rule = kind.read_rule(doc, not_negative_at(doc, "max"))
        units: list[str] = []
        for place, unit in enumerate(list_or_nothing(doc, "not_applicable_for")):
            try:
                units.append(code_of(unit))
            except Fault as problem:
                raise problem.under("not_applicable_for", place) from None
        leaf = Leaf(code, name, rule, frozenset(units), path, self._leaves)
        self._leaves += 1
        return leaf


def check_sums(nodes: Sequence[Node], content_max: Decimal, faults: list[Fault]) -> None:
    """Note where maxima do not add up: children above their parent without a cap, the tree against content_max."""
    for node in walk(nodes):
        if isinstance(node, Group):
            inside = sum((child.max for child in node.children), Decimal(0))
            if inside > node.max and (node.cap is None or node.cap > node.max):
                faults.append(
                    fault("sum_above_max", *node.path, "max", sum=inside, max=node.max, code=node.code)
                )
    whole = sum((node.max for node in nodes), Decimal(0))
    if whole != content_max:
        faults.append(
            fault("sum_not_content_max", "total", "content_max", sum=whole, content_max=content_max)
        )
