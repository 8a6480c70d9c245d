"""Load a YAML or JSON document safely and exactly.

Numbers become `Decimal` from their very text, keys and texts are NFC, days stay texts. Of YAML only mappings,
lists and scalars are taken: no tags, no merge keys, a bounded number of values after aliases are expanded, bounded
depth, no key twice. Words such as `no` and `on` stay texts (only `true` and `false` are truth values), and so does
every number that `Decimal` would write in another way: a code such as `010`, `1.`, `1e3` or `1.10` keeps its look.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import Final

import yaml

from thidua.core.text import nfc
from thidua.core.verdict import Sentence

MAX_BYTES: Final = 8 * 1024 * 1024
MAX_DEPTH: Final = 40
MAX_VALUES: Final = 300_000
ENDINGS: Final = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDS: Final[dict[str, object]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# The parser of libyaml where it was built in, else the one in Python: the same events either way.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DocumentUnreadable(ValueError):
    """A file that is no document: `place` (a line, where known) and `sentence` for the reason."""

    def __init__(self, sentence: Sentence, line: int | None = None, column: int | None = None) -> None:
        """Keep the reason and the position, counted from 1."""
        super().__init__(sentence.text)
        self.sentence = sentence
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """The place inside the file as `line 3, column 5`; `(file)` where there is none."""
        if self.line is None:
            return "(file)"
        return f"line {self.line}" if self.column is None else f"line {self.line}, column {self.column}"


def load_document(data: bytes, *, name: str) -> object:
    """Return the document in a file's bytes, by the ending of its name; raises DocumentUnreadable."""
    kind = ENDINGS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise DocumentUnreadable(Sentence("file_ending_unknown"))
    if len(data) > MAX_BYTES:
        raise DocumentUnreadable(Sentence("file_too_big", {"limit": MAX_BYTES // 1024 // 1024}))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise DocumentUnreadable(Sentence("file_not_utf8"), line) from None
    if not text.strip():
        raise DocumentUnreadable(Sentence("file_empty"))
    control = _CONTROL.search(text)
    if control is not None:
        raise DocumentUnreadable(Sentence("text_control"), text.count("\n", 0, control.start()) + 1)
    return load_json(text) if kind == "json" else load_yaml(text)


def load_json(text: str) -> object:
    """Return the document in a JSON text; raises DocumentUnreadable."""
    try:
        return _cleaned(
            json.loads(
                text,
                object_pairs_hook=_pairs,
                parse_float=_json_number,
                parse_int=_json_number,
                parse_constant=_not_finite,
            )
        )
    except RecursionError:
        raise DocumentUnreadable(Sentence("document_too_deep", {"limit": MAX_DEPTH})) from None
    except json.JSONDecodeError as problem:
        reason = Sentence("json_broken", {"reason": problem.msg})
        raise DocumentUnreadable(reason, problem.lineno, problem.colno) from None


def load_yaml(text: str) -> object:
    """Return the document in a YAML text; raises DocumentUnreadable."""
    try:
        return _Builder().build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        said = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "?"
        reason = Sentence("yaml_broken", {"reason": str(said)})
        if mark is None:
            raise DocumentUnreadable(reason) from None
        raise DocumentUnreadable(reason, mark.line + 1, mark.column + 1) from None


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for raw, value in pairs:
        key = _text(raw)
        if key in found:
            raise DocumentUnreadable(Sentence("key_twice", {"key": key[:80]}))
        found[key] = value
    return found


def _json_number(text: str) -> object:
    # What is left a text is read, or refused, by the reader of its place.
    return Decimal(text) if len(text) <= 64 and _NUMBER.fullmatch(text) else text


def _not_finite(text: str) -> object:
    return text


def _cleaned(value: object, depth: int = 0) -> object:
    if depth > MAX_DEPTH:
        raise DocumentUnreadable(Sentence("document_too_deep", {"limit": MAX_DEPTH}))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_cleaned(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item, depth + 1) for key, item in value.items()}
    return value


def _text(raw: str, line: int | None = None) -> str:
    text = nfc(raw)
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise DocumentUnreadable(Sentence("text_not_unicode"), line)
    return text


@dataclass(slots=True)
class _Frame:
    """A list or mapping being filled; `key` is the key that waits for its value."""

    value: list[object] | dict[str, object]
    anchor: str | None
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Builds a document out of parser events with bounded size, depth and aliases."""

    anchors: dict[str, object] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    stack: list[_Frame] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    values: int = 0
    root: object = None
    documents: int = 0

    def build(self, events: Iterator[yaml.Event]) -> object:
        """Return the one document."""
        for event in events:
            self._take(event)
        return self.root

    def _take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line = 1 if mark is None else mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise DocumentUnreadable(Sentence("yaml_several"), line)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event.tag, line, allowed=event.implicit[0] or event.implicit[1])
            self._scalar(event, line)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(str(event.anchor), line)
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            self._refuse_tag(event.tag, line, allowed=event.implicit)
            self._open([] if isinstance(event, yaml.SequenceStartEvent) else {}, event.anchor, line)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._close(line)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        raw = _text(event.value, line)
        if self._takes_key():
            if raw == "<<" and not event.style:
                raise DocumentUnreadable(Sentence("yaml_merge"), line)
            self._set_key(raw, line)
            if event.anchor:
                self.anchors[event.anchor], self.sizes[event.anchor] = raw, 1
            return
        value: object = raw
        if not event.style and event.implicit[0]:
            if raw in _WORDS:
                value = _WORDS[raw]
            elif len(raw) <= 64 and _NUMBER.fullmatch(raw):
                value = Decimal(raw)
        self._count(1, line)
        if event.anchor:
            self.anchors[event.anchor], self.sizes[event.anchor] = value, 1
        self._put(value)

    def _alias(self, name: str, line: int) -> None:
        if name not in self.anchors:
            raise DocumentUnreadable(Sentence("yaml_alias_unknown", {"name": name[:80]}), line)
        value = self.anchors[name]
        if self._takes_key():
            if not isinstance(value, str):
                raise DocumentUnreadable(Sentence("yaml_key_not_text"), line)
            self._set_key(value, line)
            return
        self._count(self.sizes[name], line)
        self._put(value)

    def _open(self, value: list[object] | dict[str, object], anchor: str | None, line: int) -> None:
        if self._takes_key():
            raise DocumentUnreadable(Sentence("yaml_key_not_text"), line)
        if len(self.stack) >= MAX_DEPTH:
            raise DocumentUnreadable(Sentence("document_too_deep", {"limit": MAX_DEPTH}), line)
        self._count(1, line)
        self.counts.append(self.values - 1)
        self.stack.append(_Frame(value, anchor))

    def _close(self, line: int) -> None:
        frame = self.stack.pop()
        before = self.counts.pop()
        if frame.anchor:
            # Only a closed value can be named: an alias inside its own anchor has nothing to stand for.
            self.anchors[frame.anchor] = frame.value
            self.sizes[frame.anchor] = self.values - before
        self._put(frame.value)

    def _takes_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _set_key(self, key: str, line: int) -> None:
        frame = self.stack[-1]
        if isinstance(frame.value, dict) and key in frame.value:
            raise DocumentUnreadable(Sentence("key_twice", {"key": key[:80]}), line)
        frame.key = key

    def _put(self, value: object) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
        else:
            frame.value[frame.key or ""] = value
            frame.key = None

    def _count(self, more: int, line: int) -> None:
        self.values += more
        if self.values > MAX_VALUES:
            raise DocumentUnreadable(Sentence("document_too_big", {"limit": MAX_VALUES}), line)

    def _refuse_tag(self, tag: str | None, line: int, *, allowed: bool) -> None:
        if tag is not None and not (allowed and tag == "!"):
            raise DocumentUnreadable(Sentence("yaml_tag", {"tag": tag[:80]}), line)
