"""From what a form or script sends to boxes: `target-<key>-value=82,4` under the revision each box was opened at."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from thidua.criteria.leaves import Leaf
from thidua.reports.boxes import Box, leaf_said, target_said, text_said
from thidua.reports.content import Content
from thidua.reports.errors import Meanwhile
from thidua.reports.figures import NUMBERS
from thidua.reports.states import PARTS, FieldKind

NAMES: Final[Mapping[FieldKind, tuple[str, ...]]] = {
    FieldKind.TARGET: (*NUMBERS, "note"),
    FieldKind.LEAF: ("entry", "last_entry", "note"),
    FieldKind.TEXT: ("text",),
}


class FormUnreadable(ValueError):
    """What was sent is not the form of a report."""


def box_name(kind: FieldKind, key: str) -> str:
    """How a form names a box."""
    return f"{kind.value}-{key}"


def read_box(
    kind: FieldKind, key: str, typed: Mapping[str, str], revision: int, *, leaf: Leaf | None, lang: str
) -> Box:
    """One box from what was typed into its controls."""
    match kind:
        case FieldKind.TARGET:
            return Box(kind, key, target_said(typed, lang=lang), revision)
        case FieldKind.TEXT:
            return Box(kind, key, text_said(typed.get("text", "")), revision)
        case FieldKind.LEAF:
            if leaf is None:
                raise FormUnreadable(key)
            return Box(kind, key, leaf_said(leaf, typed), revision)


def boxes_of_form(data: Mapping[str, str], content: Content, *, lang: str) -> tuple[Box, ...]:
    """Every box of the whole form as posted without script; controls that are not there stay as they were."""
    found = []
    places: list[tuple[FieldKind, str, Leaf | None]] = [
        *((FieldKind.TARGET, line.target.key, None) for line in content.targets),
        *((FieldKind.LEAF, line.leaf.code, line.leaf) for line in content.leaves if line.counted is None),
        *((FieldKind.TEXT, part, None) for part in PARTS),
    ]
    for kind, key, leaf in places:
        name = box_name(kind, key)
        typed = {field: data[f"{name}-{field}"] for field in NAMES[kind] if f"{name}-{field}" in data}
        if typed:
            found.append(
                read_box(kind, key, typed, _whole(data.get(f"{name}-revision", "0")), leaf=leaf, lang=lang)
            )
    return tuple(found)


def boxes_of_script(body: Any, leaves: Mapping[str, Leaf], *, lang: str) -> tuple[Box, ...]:
    """The boxes of a request by script: `{"boxes": [{"box", "revision", "typed"}]}`.

    Raises `FormUnreadable` for anything else.
    """
    rows = body.get("boxes") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        raise FormUnreadable
    return tuple(_box_of_script(row, leaves, lang) for row in rows)


def _box_of_script(row: Any, leaves: Mapping[str, Leaf], lang: str) -> Box:
    if (
        not isinstance(row, dict)
        or not isinstance(row.get("box"), str)
        or not isinstance(row.get("typed"), dict)
    ):
        raise FormUnreadable
    kind, _, key = row["box"].partition("-")
    if kind not in set(FieldKind) or not key:
        raise FormUnreadable(row["box"])
    revision, typed = row.get("revision", 0), row["typed"]
    if type(revision) is not int or not _texts(typed):
        raise FormUnreadable(row["box"])
    return read_box(FieldKind(kind), key, typed, revision, leaf=leaves.get(key), lang=lang)


def _texts(typed: Mapping[Any, Any]) -> bool:
    pairs: Iterable[tuple[Any, Any]] = typed.items()
    return all(isinstance(name, str) and isinstance(value, str) for name, value in pairs)


def _whole(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else 0


def meanwhile_name(met: Meanwhile) -> str:
    """The box another officer saved."""
    return f"{met.kind}-{met.key}"
