"""From the content of a report to the rows of its form and of its paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from thidua.core.verdict import Sentence
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import HINTS, figure, write
from thidua.foundation.wording import active_language, render
from thidua.reports.boxes import leaf_problems
from thidua.reports.content import Content, LeafLine, TargetLine, box_id
from thidua.reports.documents import Change, target_of
from thidua.reports.figures import NUMBERS, Figure, Said, Target, figure_of, figure_problems
from thidua.reports.states import PARTS, FieldKind
from thidua.web.reports.typed import box_name
from thidua.web.reports.words import PART_HINTS, PART_WORDS, number_words, signed_words
from thidua.web.shared import parts

_SHARE_AXIS = parts.Axis(Decimal(0), Decimal(120), Decimal(20))
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Shown:
    """A target's figures in words: what was reached, its share of the target, its change, and whether it is enough."""

    value: str
    share: str
    change: str
    reached: bool | None
    bar: Decimal | None
    low: bool

    @property
    def share_said(self) -> str:
        """The share with what it is of."""
        return _("%(share)s of the target") % {"share": self.share} if self.bar is not None else self.share

    @property
    def change_said(self) -> str:
        """The change with what it is against."""
        return _("%(change)s on last year") % {"change": self.change} if self.change else ""

    def plain(self) -> dict[str, Any]:
        """For the script that shows them beside the box."""
        return {
            "value": self.value,
            "share": self.share_said,
            "change": self.change_said,
            "reached": self.reached,
        }


def shown_of(target: Target, figure: Figure) -> Shown:
    """What follows from a target's figures."""
    if figure.value is None:
        return Shown("", "", "", None, None, low=False)
    value = measured(figure.value, target)
    if target.lower:
        share = _("within the limit") if figure.reached else _("over the limit")
    else:
        share = f"{number_words(figure.share)} %" if figure.share is not None else ""
    return Shown(value, share, signed_words(figure.change), figure.reached, figure.share, figure.is_low)


def measured(value: Decimal | None, target: Target) -> str:
    """A figure with its unit of measure."""
    return "" if value is None else f"{number_words(value)} {target.measure}".strip()


def typed_number(said: Said, name: str) -> str:
    """A number as it stands in its control: what could not be read stands as it was typed."""
    unread: Mapping[str, str] = said.get("unread", {})
    if name in unread:
        return unread[name]
    text = said.get(name)
    return "" if text in {None, ""} else figure(Decimal(str(text)), active_language())


def target_rows(content: Content) -> list[dict[str, Any]]:
    """The rows of registered targets with their controls."""
    return [_target_row(line) for line in content.targets]


def _target_row(line: TargetLine) -> dict[str, Any]:
    target, said = line.target, {} if line.field is None else line.field.said
    pairs = target.is_rate and bool(target.part_name)
    return {
        "box": box_name(FieldKind.TARGET, target.key),
        "revision": 0 if line.field is None else line.field.revision,
        "target": target,
        "goal": measured(target.target, target),
        "pairs": pairs,
        "typed": {name: typed_number(said, name) for name in NUMBERS} | {"note": str(said.get("note", ""))},
        "shown": shown_of(target, line.figure),
        "errors": {name: render(why) for name, why in line.problems.items()},
        "saved": line.field,
        "axis": _SHARE_AXIS,
    }


def leaf_rows(content: Content) -> list[dict[str, Any]]:
    """The rows of leaves with their controls, in the order of the table of criteria."""
    return [_leaf_row(line) for line in content.leaves]


def leaf_words(leaf: Leaf, entry: Mapping[str, Any] | None, said: Said | None = None) -> str:
    """An input in the leaf's notation, in the reader's language."""
    kept = said or {}
    return write(
        leaf,
        entry,
        lang=active_language(),
        awaits=str(kept.get("awaits", "")),
        reason=str(kept.get("reason", "")),
    )


def _leaf_row(line: LeafLine) -> dict[str, Any]:
    leaf, said = line.leaf, {} if line.field is None else line.field.said
    unread = said.get("unread", {})
    return {
        "box": box_name(FieldKind.LEAF, leaf.code),
        "revision": 0 if line.field is None else line.field.revision,
        "leaf": leaf,
        "hint": _(HINTS[leaf.kind]),
        "counted": None if line.counted is None else leaf_words(leaf, line.counted),
        "typed": {
            "entry": unread.get("entry") or leaf_words(leaf, said.get("entry"), said),
            "last_entry": unread.get("last_entry") or leaf_words(leaf, said.get("last_entry")),
            "note": str(said.get("note", "")),
        },
        "errors": {name: told_twice(why, remedy) for name, (why, remedy) in line.problems.items()},
        "saved": line.field,
    }


def told_twice(why: Sentence, remedy: Sentence | None) -> str:
    """Why, and how it is written."""
    return f"{render(why)} {render(remedy)}" if remedy else render(why)


def text_rows(content: Content) -> list[dict[str, Any]]:
    """The parts of the narrative with their controls."""
    return [
        {
            "box": box_name(FieldKind.TEXT, line.part),
            "revision": 0 if line.field is None else line.field.revision,
            "part": line.part,
            "label": _(PART_WORDS[line.part]),
            "hint": _(PART_HINTS[line.part]),
            "text": line.text,
            "saved": line.field,
        }
        for line in content.texts
    ]


def said_words(kind: str, key: str, said: Said, *, leaf: Leaf | None = None) -> dict[str, str]:
    """What a box holds, as it stands in its controls: for the side-by-side of two officers."""
    if kind == FieldKind.TARGET:
        return {name: typed_number(said, name) for name in NUMBERS} | {"note": str(said.get("note", ""))}
    if kind == FieldKind.TEXT or leaf is None:
        return {"text": str(said.get("text", ""))}
    unread = said.get("unread", {})
    return {
        "entry": unread.get("entry") or leaf_words(leaf, said.get("entry"), said),
        "last_entry": unread.get("last_entry") or leaf_words(leaf, said.get("last_entry")),
        "note": str(said.get("note", "")),
    }


def box_errors(kind: FieldKind, said: Said, *, target: Target | None, leaf: Leaf | None) -> dict[str, str]:
    """What in a box cannot be read or does not hold together, by the name of its control."""
    if kind is FieldKind.TARGET and target is not None:
        return {name: render(why) for name, why in figure_problems(target, said).items()}
    if kind is FieldKind.LEAF and leaf is not None:
        return {name: told_twice(*why) for name, why in leaf_problems(leaf, said).items()}
    return {}


def document_targets(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The targets of a sent document as the paper shows them."""
    rows = []
    for row in document["targets"]:
        target = target_of(row)
        found = figure_of(target, {name: value for name, value in row.items() if value is not None})
        rows.append(
            {
                "target": target,
                "goal": measured(target.target, target),
                "last": measured(found.last_value, target),
                "pair": _pair(found.part, found.whole),
                "shown": shown_of(target, found),
                "note": row["note"],
            }
        )
    return rows


def _pair(part: Decimal | None, whole: Decimal | None) -> str:
    if part is None or whole is None:
        return ""
    return _("%(part)s of %(whole)s") % {"part": number_words(part), "whole": number_words(whole)}


def document_leaves(document: Mapping[str, Any], leaves: Mapping[str, Leaf]) -> list[dict[str, Any]]:
    """The leaves of a sent document as the paper shows them; those the table no longer has are left out."""
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "entry": leaf_words(leaf, row["entry"], row),
            "last": leaf_words(leaf, row["last_entry"]),
            "note": row["note"],
            "counted": row["counted"],
        }
        for row in document["leaves"]
        if (leaf := leaves.get(row["code"])) is not None and (row["entry"] or row["note"])
    ]


def document_texts(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The narrative of a sent document: heading and text."""
    narrative = document["narrative"]
    return [(_(PART_WORDS[part]), narrative[part]) for part in PARTS if narrative.get(part)]


def change_rows(changes: list[Change], leaves: Mapping[str, Leaf]) -> list[tuple[str, str, str]]:
    """What differs between two versions: place, before, after."""
    labels = {
        "value": _("this period"), "part": _("numerator"), "whole": _("denominator"),
        "last_value": _("same period last year"), "last_part": _("numerator last year"),
        "last_whole": _("denominator last year"), "target": _("target"), "note": _("note"),
        "entry": _("this period"), "last_entry": _("same period last year"),
        "number": _("number of the paper"), "date": _("day of the paper"), "signed_by": _("signed by"),
    }  # fmt: skip
    rows = []
    for change in changes:
        if change.kind is FieldKind.TEXT and change.key in PART_WORDS:
            place = _(PART_WORDS[change.key])
        elif change.key == "paper":
            place = labels[change.field].capitalize()
        else:
            place = f"{change.name}: {labels[change.field]}"
        leaf = leaves.get(change.key) if change.kind is FieldKind.LEAF else None
        rows.append((place, _changed(change.was, leaf), _changed(change.now, leaf)))
    return rows


def _changed(value: Any, leaf: Leaf | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return leaf_words(leaf, value) if leaf is not None else ""
    try:
        return number_words(Decimal(str(value)))
    except ArithmeticError:
        return str(value)


def jump(kind: FieldKind, key: str, name: str) -> str:
    """The id of a control, for links of an error summary."""
    return box_id(kind, key, name)
