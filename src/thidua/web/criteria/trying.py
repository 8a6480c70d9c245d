"""«Thử»: what a leaf as typed would give for figures as typed, worked out by the core and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.core.numbers import NumberUnreadable
from thidua.core.scoring import (
    ResultsProblem,
    SchemeProblem,
    parse_results,
    parse_scheme,
    score,
)
from thidua.criteria.notation import rating_words
from thidua.foundation.wording import N_, active_language, render
from thidua.web.criteria.reading import number
from thidua.web.criteria.typed import text
from thidua.web.shared.fields import DayField

# What is asked for, by way of scoring: key of the entry, words, how it is read.
ASKED: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "proportional": (("target", N_("Target"), "number"), ("actual", N_("Result"), "number")),
    "completion": (("percent", N_("Percent completed"), "number"),),
    "step": (("x", N_("Measure"), "number"),),
    "deduct_step": (("x", N_("Measure"), "number"),),
    "lateness": (("days_late", N_("Days late"), "number"),),
    "dated": (("date", N_("Day of issue"), "day"), ("parts", N_("Complete parts"), "number")),
    "count": (("count", N_("How many"), "number"),),
    "deduct_per_event": (("count", N_("Number of events"), "number"),),
    "banded_target": (("n", N_("Size"), "number"), ("actual", N_("Result"), "number")),
    "external": (("rating", N_("Rating"), "rating"),),
    "relative_to_leader": (
        ("target", N_("Target"), "number"),
        ("actual", N_("Result"), "number"),
        ("leader_target", N_("Target of the leading unit"), "number"),
        ("leader_actual", N_("Result of the leading unit"), "number"),
    ),
}
UNIT, LEADER = "A", "B"


@dataclass(frozen=True, slots=True)
class TryBox:
    """One box of the trial."""

    name: str
    label: str
    value: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """The boxes and, once tried, the answer in a sentence."""

    boxes: tuple[TryBox, ...]
    answer: str = ""


def trial_of(document: Mapping[str, Any], node: Mapping[str, Any], post: QueryDict | None) -> Trial:
    """The trial of a leaf; with `post`, its answer. `document` gives the rounding."""
    asked = ASKED.get(str(node.get("kind")), ())
    boxes = tuple(
        TryBox(
            f"try-{key}",
            _(words),
            text(post, f"try-{key}") if post is not None else "",
            kind,
            _choices(node, kind),
        )
        for key, words, kind in asked
    )
    if post is None or not boxes:
        return Trial(boxes)
    return Trial(boxes, _answer(document, node, {box.name.removeprefix("try-"): box for box in boxes}))


def _choices(node: Mapping[str, Any], kind: str) -> tuple[tuple[str, str], ...]:
    """The ratings of the leaf, in words."""
    if kind != "rating":
        return ()
    return tuple((code, rating_words(code, active_language())) for code in node.get("map") or {})


def _answer(document: Mapping[str, Any], node: Mapping[str, Any], boxes: Mapping[str, TryBox]) -> str:
    entry: dict[str, Any] = {}
    for key, box in boxes.items():
        if not box.value:
            continue
        try:
            entry[key] = _value(box)
        except NumberUnreadable as problem:
            return f"{box.label}: {render(problem.sentence)}"
        except ValueError as problem:
            return f"{box.label}: {problem}"
    if not entry:
        return _("Type a figure first.")
    leader = {
        key.removeprefix("leader_"): entry.pop(key)
        for key in ("leader_target", "leader_actual")
        if key in entry
    }
    return _points(document, node, entry, leader)


def _value(box: TryBox) -> object:
    if box.kind == "number":
        return number(box.value)
    if box.kind == "day":
        try:
            return DayField().clean(box.value).isoformat()
        except ValidationError as problem:
            raise ValueError(" ".join(problem.messages)) from problem
    return box.value


def _points(
    document: Mapping[str, Any], node: Mapping[str, Any], entry: Mapping[str, Any], leader: Mapping[str, Any]
) -> str:
    code = str(node.get("code") or "x")
    alone = {
        "format": "thidua-scheme/1",
        "rounding": document.get("rounding") or {"decimals": 2},
        # One more leaf keeps the sum above nothing where this one has no points of its own.
        "total": {"content_max": str(_one_more(node))},
        "criteria": [
            {**node, "code": code, "not_applicable_for": []},
            {"code": f"{code}+", "max": 1, "kind": "direct"},
        ],
    }
    units: dict[str, Any] = {UNIT: {"leaves": {code: dict(entry)}}}
    if leader:
        units[LEADER] = {"leaves": {code: dict(leader)}}
    try:
        scheme = parse_scheme(alone)
        results = parse_results({"format": "thidua-results/1", "units": units}, scheme)
    except (SchemeProblem, ResultsProblem) as problem:
        return render(problem.sentence)
    return render(score(scheme, results).units[UNIT].leaves[code].why)


def _one_more(node: Mapping[str, Any]) -> Decimal:
    try:
        return Decimal(str(node.get("max"))) + 1
    except InvalidOperation:
        return Decimal(1)
