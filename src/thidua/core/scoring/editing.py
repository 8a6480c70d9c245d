"""Edit a scheme's document: functions from document to document, for a draft that need not fit yet.

Nothing is checked beyond what the edit itself needs; `read_scheme` says what is wrong with the outcome.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Final

from thidua.core.scoring.faults import SchemeProblem
from thidua.core.verdict import Sentence

SECTIONS: Final = ("bonus", "deductions", "disqualifiers", "bands", "awards")

type Fields = Mapping[str, object]
type Draft = dict[str, object]


def add_node(document: Fields, node: Fields, *, under: str | None = None, at: int | None = None) -> Draft:
    """Return the document with a node added under a group (None: the top), at a position (None: the end)."""
    draft = _copied(document)
    code = str(node.get("code", ""))
    if _find(draft, code) is not None:
        raise _problem("code_twice", code=code, where="criteria")
    children = _children(draft, under)
    children.insert(len(children) if at is None else at, copy.deepcopy(dict(node)))
    return draft


def change_node(document: Fields, code: str, changes: Fields) -> Draft:
    """Return the document with a node's keys changed; a key given as None is taken away.

    Another `code` is carried into the tie chain and the exclusive lists. `children` stay as they are.
    """
    draft = _copied(document)
    siblings, place = _located(draft, code)
    node = siblings[place]
    new_code = str(changes.get("code", code))
    if new_code != code and _find(draft, new_code) is not None:
        raise _problem("code_twice", code=new_code, where="criteria")
    _apply(node, {key: value for key, value in changes.items() if key != "children"})
    if new_code != code:
        _rename(draft, code, new_code)
    return draft


def remove_node(document: Fields, code: str) -> Draft:
    """Return the document without a node and all under it, and without mentions of their codes."""
    draft = _copied(document)
    siblings, place = _located(draft, code)
    gone = {str(node.get("code")) for node in _walk([siblings[place]])}
    del siblings[place]
    _forget(draft, gone)
    return draft


def move_node(document: Fields, code: str, *, under: str | None, at: int | None = None) -> Draft:
    """Return the document with a node moved under a group (None: the top); its own inside is refused."""
    draft = _copied(document)
    siblings, place = _located(draft, code)
    node = siblings[place]
    if under is not None and any(inner.get("code") == under for inner in _walk([node])):
        raise _problem("move_into_itself", code=code)
    del siblings[place]
    children = _children(draft, under)
    children.insert(len(children) if at is None else at, node)
    return draft


def add_item(document: Fields, section: str, item: Fields, *, at: int | None = None) -> Draft:
    """Return the document with an item added to a list (`bonus`, `deductions`, `disqualifiers`, `bands`, `awards`)."""
    draft = _copied(document)
    rows = _rows(draft, section)
    key = _key(section)
    if any(row.get(key) == item.get(key) for row in rows):
        raise _problem("code_twice", code=str(item.get(key, "")), where=section)
    rows.insert(len(rows) if at is None else at, copy.deepcopy(dict(item)))
    return draft


def change_item(document: Fields, section: str, code: str, changes: Fields) -> Draft:
    """Return the document with an item's keys changed; a key given as None is taken away."""
    draft = _copied(document)
    row = _item(draft, section, code)
    _apply(row, changes)
    new_code = str(changes.get(_key(section), code))
    if new_code != code:
        _rename(draft, code, new_code)
    return draft


def remove_item(document: Fields, section: str, code: str) -> Draft:
    """Return the document without an item, and without mentions of its code."""
    draft = _copied(document)
    _rows(draft, section).remove(_item(draft, section, code))
    _forget(draft, {code})
    return draft


def change_settings(document: Fields, changes: Fields) -> Draft:
    """Return the document with keys of the top level changed (`name`, `rounding`, `total`, `ranking`, …)."""
    draft = _copied(document)
    _apply(
        draft, {key: value for key, value in changes.items() if key not in {"criteria", "format", *SECTIONS}}
    )
    return draft


def _copied(document: Fields) -> Draft:
    return copy.deepcopy(dict(document))


def _apply(target: Draft, changes: Fields) -> None:
    for key, value in changes.items():
        if value is None:
            target.pop(key, None)
        else:
            target[key] = copy.deepcopy(value)


def _list_of(target: Draft, key: str) -> list[Draft]:
    """Return the list of mappings under a key, making it when there is none."""
    rows = target.get(key)
    if not isinstance(rows, list):
        rows = []
        target[key] = rows
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            rows[place] = {}
    return rows


def _children(draft: Draft, under: str | None) -> list[Draft]:
    if under is None:
        return _list_of(draft, "criteria")
    group = _find(draft, under)
    if group is None:
        raise _problem("code_unknown", code=under)
    if "kind" in group:
        raise _problem("kind_on_group", code=under)
    return _list_of(group, "children")


def _walk(nodes: list[Draft]) -> Iterator[Draft]:
    for node in nodes:
        yield node
        if "children" in node:
            yield from _walk(_list_of(node, "children"))


def _find(draft: Draft, code: str) -> Draft | None:
    return next((node for node in _walk(_list_of(draft, "criteria")) if str(node.get("code")) == code), None)


def _located(draft: Draft, code: str) -> tuple[list[Draft], int]:
    """Return the list a node stands in and its position there."""
    levels = [_list_of(draft, "criteria")]
    while levels:
        level = levels.pop()
        for place, node in enumerate(level):
            if str(node.get("code")) == code:
                return level, place
            if "children" in node:
                levels.append(_list_of(node, "children"))
    raise _problem("code_unknown", code=code)


def _key(section: str) -> str:
    return "name" if section == "bands" else "code"


def _rows(draft: Draft, section: str) -> list[Draft]:
    if section not in SECTIONS:
        raise _problem("choice_unknown", text=section, choices=list(SECTIONS))
    return _list_of(draft, section)


def _item(draft: Draft, section: str, code: str) -> Draft:
    for row in _rows(draft, section):
        if str(row.get(_key(section))) == code:
            return row
    raise _problem("code_unknown", code=code)


def _mentions(draft: Draft) -> Iterator[list[object]]:
    """Yield the lists of codes outside the tree: the tie chain, and each list of exclusive codes."""
    ranking = draft.get("ranking")
    ties = ranking.get("ties") if isinstance(ranking, dict) else None
    exclusive = draft.get("exclusive")
    for codes in (ties, *(exclusive if isinstance(exclusive, list) else ())):
        if isinstance(codes, list):
            yield codes


def _rename(draft: Draft, old: str, new: str) -> None:
    for codes in _mentions(draft):
        codes[:] = [new if code == old else code for code in codes]


def _forget(draft: Draft, gone: set[str]) -> None:
    for codes in _mentions(draft):
        codes[:] = [code for code in codes if code not in gone]
    if isinstance(draft.get("exclusive"), list):
        draft["exclusive"] = [
            codes for codes in _mentions({"exclusive": draft["exclusive"]}) if len(codes) > 1
        ]


def _problem(code: str, /, **params: object) -> SchemeProblem:
    return SchemeProblem("criteria", Sentence(code, params))
