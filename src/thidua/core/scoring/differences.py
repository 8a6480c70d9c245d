"""What changed between two versions of a scheme, place by place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from thidua.core.numbers import NumberUnreadable, read_exact
from thidua.core.scoring.scheme import Scheme
from thidua.core.verdict import Sentence

_LISTS: Final = ("bonus", "deductions", "disqualifiers", "awards", "bands")
_SETTINGS: Final = ("name", "rounding", "not_applicable", "total", "ranking", "exclusive")
_MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs: `code` of the node or item (empty: the scheme itself), `place` inside it.

    `kind` is `added`, `removed`, `moved`, `reordered` or `changed`; `before` and `after` are the values in
    canonical writing, None where there was or is none.
    """

    kind: str
    section: str
    code: str
    place: str
    before: object
    after: object
    sentence: Sentence


def diff_schemes(before: Scheme, after: Scheme) -> tuple[Change, ...]:
    """Return the changes from one scheme to another: settings, tree, lists."""
    return diff_documents(before.document, after.document)


def diff_documents(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """Return the changes between two documents in canonical writing: drafts too, whose sums need not fit yet."""
    return tuple(_changes(before, after))


def _changes(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for key in _SETTINGS:
        yield from _values("settings", "", key, old.get(key), new.get(key))
    yield from _nodes(old, new)
    for section in _LISTS:
        yield from _items(section, _keyed(old, section), _keyed(new, section))


def _keyed(document: Mapping[str, object], section: str) -> dict[str, Mapping[str, object]]:
    key = "name" if section == "bands" else "code"
    rows = document.get(section)
    items = rows if isinstance(rows, Sequence) else ()
    return {str(item.get(key, "")): item for item in items if isinstance(item, Mapping)}


def _tree(rows: object, parent: str = "") -> Iterator[tuple[str, tuple[str, int, Mapping[str, object]]]]:
    for place, node in enumerate(rows if isinstance(rows, Sequence) else ()):
        if isinstance(node, Mapping):
            code = str(node.get("code", ""))
            own = {key: value for key, value in node.items() if key != "children"}
            yield code, (parent, place, own)
            yield from _tree(node.get("children"), code)


def _nodes(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    before, after = dict(_tree(old.get("criteria"))), dict(_tree(new.get("criteria")))
    for code, (_, _, node) in before.items():
        if code not in after:
            yield _change("removed", "criteria", code, "", node, None)
    for code, (parent, _, node) in after.items():
        if code not in before:
            yield _change("added", "criteria", code, "", None, node)
            continue
        old_parent, _, old_node = before[code]
        if old_parent != parent:
            yield _change("moved", "criteria", code, "parent", old_parent, parent)
        for key in dict.fromkeys((*old_node, *node)):
            if key != "code":
                yield from _values("criteria", code, key, old_node.get(key), node.get(key))
    kept = [code for code in before if code in after]
    if kept != [code for code in after if code in before]:
        order = [code for code in after if code in before]
        yield _change("reordered", "criteria", "", "order", kept, order)


def _items(
    section: str, before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> Iterator[Change]:
    for code, item in before.items():
        if code not in after:
            yield _change("removed", section, code, "", item, None)
    for code, item in after.items():
        if code not in before:
            yield _change("added", section, code, "", None, item)
            continue
        for key in dict.fromkeys((*before[code], *item)):
            yield from _values(section, code, key, before[code].get(key), item.get(key))


def _values(section: str, code: str, place: str, before: object, after: object) -> Iterator[Change]:
    """Yield what differs inside two values, going down mappings and lists of equal length."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from _values(section, code, f"{place}.{key}", before.get(key), after.get(key))
    elif _alike(before, after) and isinstance(before, list) and isinstance(after, list):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _values(section, code, f"{place}[{index}]", old, new)
    else:
        yield _change("changed", section, code, place, before, after)


def _alike(before: object, after: object) -> bool:
    """Whether two lists are tables of the same length, so that their rows can be told apart one by one."""
    return (
        isinstance(before, list)
        and isinstance(after, list)
        and len(before) == len(after)
        and all(isinstance(row, Mapping) for row in (*before, *after))
    )


def _change(kind: str, section: str, code: str, place: str, before: object, after: object) -> Change:
    text = place == "name" or place.endswith((".name", "order", "parent"))
    params = {
        "code": code,
        "place": place,
        "before": _said(before, text=text),
        "after": _said(after, text=text),
    }
    return Change(kind, section, code, place, before, after, Sentence(f"change_{kind}", params))


def _said(value: object, *, text: bool) -> object:
    """Return a value for a sentence: an item by its name, a list joined, a number as such unless it is a text."""
    if value is None or value == "":
        return Sentence("nothing")
    if isinstance(value, bool):
        return Sentence("yes" if value else "no")
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("code") or value.get("when") or "…")
    if isinstance(value, list):
        return tuple(_said(item, text=text) for item in value)
    if not text:
        try:
            return read_exact(value)
        except NumberUnreadable:
            pass
    return str(value)
