"""Write a table of criteria as YAML and JSON, in the one canonical form."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_PLAIN: Final = re.compile(r"[^\W\d_][\w]*(?: [\w]+)*", re.UNICODE)
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"})
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# Keys whose values are texts even when they look like numbers.
_TEXTS: Final = frozenset(
    {"code", "name", "one_of", "ties", "exclusive", "not_applicable_for", "when", "until", "format"}
)
_WIDE: Final = 116
_BLOCKS: Final = frozenset(
    {"criteria", "children", "bonus", "deductions", "disqualifiers", "bands", "awards", "steps"}
)


def as_json(document: Mapping[str, Any]) -> str:
    """JSON with numbers as decimal strings, so that no reader can round them."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_yaml(document: Mapping[str, Any], *, comment: Sequence[str] = ()) -> str:
    """YAML that people read: numbers as numbers, short things on one line, sections as blocks."""
    lines = [f"# {line}".rstrip() for line in comment]
    for key, value in document.items():
        lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    flow = _flow(value, key)
    head = f"{pad}{_text(key)}:"
    short = not isinstance(value, dict | list) or len(head) + len(flow) < _WIDE or key == "exclusive"
    if short and (key not in _BLOCKS or not value):
        yield f"{head} {flow}"
        return
    if isinstance(value, dict):
        yield head
        for inner, item in value.items():
            yield from _entry(inner, item, depth + 1)
    elif isinstance(value, list):
        yield head
        for item in value:
            yield from _item(item, key, depth + 1)


def _item(item: object, key: str, depth: int) -> Iterator[str]:
    pad = "  " * depth
    flow = _flow(item, key)
    nested = isinstance(item, dict) and any(name in _BLOCKS for name in item)
    if not isinstance(item, dict) or (not nested and len(pad) + len(flow) + 2 < _WIDE):
        yield f"{pad}- {flow}"
        return
    lead = "- "
    for name, value in item.items():
        entry = list(_entry(name, value, depth + 1))
        yield f"{pad}{lead}{entry[0].strip()}"
        yield from entry[1:]
        lead = "  "


def _flow(value: object, key: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(name)}: {_flow(item, name)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, key) for item in value) + "]"
    text = str(value)
    if key not in _TEXTS and _NUMBER.fullmatch(text):
        return text
    return _text(text)


def _text(text: str) -> str:
    """A scalar: plain where no reader could take it for anything else, else quoted as JSON, which YAML reads."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    if re.fullmatch(r"[IVXLC]+(?:\.[0-9a-z]+)*|[A-Z][0-9]{1,3}|thidua-scheme/1", text):
        return text
    return json.dumps(text, ensure_ascii=False)
