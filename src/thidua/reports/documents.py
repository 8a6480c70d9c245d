"""A sent report as a document `thidua-report/1`: canonical, hashed, compared with the one before."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from thidua.core.numbers import plain
from thidua.reports.content import Content
from thidua.reports.figures import NUMBERS, Target
from thidua.reports.rows import FieldRow, ReportPlace
from thidua.reports.states import FieldKind

FORMAT: Final = "thidua-report/1"
type Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that goes with the report: its number, day and who signed it."""

    number: str = ""
    dated: date | None = None
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One place in which two versions differ: the box, its name, what it said, what it says."""

    kind: FieldKind
    key: str
    name: str
    field: str
    was: Any
    now: Any


def _said(field: FieldRow | None) -> Mapping[str, Any]:
    return {} if field is None else field.said


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def build(place: ReportPlace, content: Content, paper: Paper) -> dict[str, Any]:
    """The document of a report as it stands now. Its figures are plain decimal text, its days ISO."""
    request, row = place.request, place.row
    targets = []
    for line in content.targets:
        target, figure = line.target, line.figure
        targets.append(
            {
                "key": target.key,
                "code": target.code,
                "name": target.name,
                "measure": target.measure,
                "direction": "lower" if target.lower else "higher",
                "weight": plain(target.weight),
                "baseline": _number(target.baseline),
                "target": plain(target.target),
                "decimals": target.decimals,
                "leaf": target.leaf,
                **{name: _number(getattr(figure, name)) for name in NUMBERS},
                "note": figure.note,
            }
        )
    leaves = []
    for leaf in content.leaves:
        said = _said(leaf.field)
        leaves.append(
            {
                "code": leaf.leaf.code,
                "name": leaf.leaf.name,
                "kind": leaf.leaf.kind,
                "counted": leaf.counted is not None,
                "entry": leaf.counted if leaf.counted is not None else said.get("entry"),
                "awaits": said.get("awaits", ""),
                "reason": said.get("reason", ""),
                "last_entry": said.get("last_entry"),
                "note": said.get("note", ""),
            }
        )
    return {
        "format": FORMAT,
        "request": {
            "code": request.code,
            "kind": str(request.kind),
            "name": request.name,
            "period": {"from": request.period_from.isoformat(), "to": request.period_to.isoformat()},
        },
        "unit": {"code": row.code, "name": row.name},
        "asked": {"from": row.asked_from.isoformat(), "to": row.asked_to.isoformat()},
        "scheme": content.scheme,
        "targets": targets,
        "leaves": leaves,
        "narrative": {line.part: line.text for line in content.texts if line.text},
        "paper": {
            "number": paper.number,
            "date": paper.dated.isoformat() if paper.dated else "",
            "signed_by": paper.signed_by,
        },
    }


def fingerprint(document: Document) -> str:
    """The SHA-256 of a document in canonical form."""
    body = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(body).hexdigest()


def changes(before: Document, after: Document) -> Iterator[Change]:
    """Every place in which a later version says something else, in the order of the paper."""
    for kind, rows, shown in (
        (FieldKind.TARGET, "targets", (*NUMBERS, "target", "note")),
        (FieldKind.LEAF, "leaves", ("entry", "last_entry", "note")),
    ):
        key = "key" if kind is FieldKind.TARGET else "code"
        old = {row[key]: row for row in before[rows]}
        new = {row[key]: row for row in after[rows]}
        for place in dict.fromkeys([*old, *new]):
            was, now = old.get(place, {}), new.get(place, {})
            name = str((now or was)["name"])
            for field in shown:
                if (was.get(field) or None) != (now.get(field) or None):
                    yield Change(kind, place, name, field, was.get(field), now.get(field))
    for part in dict.fromkeys([*before["narrative"], *after["narrative"]]):
        was, now = before["narrative"].get(part, ""), after["narrative"].get(part, "")
        if was != now:
            yield Change(FieldKind.TEXT, part, part, "text", was, now)
    for field in ("number", "date", "signed_by"):
        was, now = before["paper"][field], after["paper"][field]
        if was != now:
            yield Change(FieldKind.TEXT, "paper", "paper", field, was, now)


def target_of(row: Mapping[str, Any]) -> Target:
    """A target as a document keeps it."""
    baseline = row.get("baseline")
    return Target(
        row["code"],
        row["key"],
        row["name"],
        row["measure"],
        row["direction"] == "lower",
        Decimal(row["weight"]),
        None if baseline is None else Decimal(baseline),
        Decimal(row["target"]),
        int(row["decimals"]),
        row["leaf"],
    )
