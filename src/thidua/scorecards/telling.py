"""The rows of sheets that are few, of every kind, in one query: each as a JSON object the database builds."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import JSONObject

from thidua.scorecards.models import (
    CheckFinding,
    CheckSide,
    DisqualifierQuestion,
    Explanation,
    ReAddition,
    Reappraisal,
    SheetItem,
    SheetUnit,
    StageClosing,
    TieVote,
)

_LOOKED = ("revision", "entry", "awaits", "reason", "author_name", "marked_at")


def told_of(sheets: Sequence[int], flags: Iterable[str]) -> QuerySet[Any, Any]:
    """Every row but the marks, as (kind, sheet, JSON object); `flags` names the rarer kinds there are."""
    asked = [_ALWAYS, *(RARE[flag] for flag in flags)]
    parts = [
        rows.filter(**{f"{sheet}__in": sheets})
        .order_by()
        .annotate(
            told_as=Value(kind, output_field=CharField()), of_sheet=F(sheet), told=JSONObject(**dict(fields))
        )
        .values_list("told_as", "of_sheet", "told")
        for group in asked
        for kind, rows, sheet, fields in group()
    ]
    first, *others = parts
    found: QuerySet[Any, Any] = first.union(*others, all=True).order_by()
    return found


type Part = tuple[str, QuerySet[Any], str, Iterable[tuple[str, str]]]


def _same(*names: str) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _always() -> list[Part]:
    member = (
        *_same("code", "name", "short_name", "in_sentence", "position", "role"),
        ("pk", "unit"),
        ("key", "unit__public_id"),
        ("check", "checks__pk"),
        ("checker", "checks__checker__code"),
        ("why", "checks__reason"),
    )
    item = _same(
        "pk", "public_id", "unit", "kind", "code", "record", "title", "number", "dated", "author_name",
        "marked_at", "settled", "settled_words", "settled_by_name",
    )  # fmt: skip
    closing = (*_same("stage", "closed_at", "cells", "without_value"), ("by", "closed_by_name"))
    return [
        ("member", SheetUnit.objects.all(), "sheet", member),
        ("item", SheetItem.objects.filter(struck_at=None), "sheet", item),
        ("closing", StageClosing.objects.filter(reopened_at=None), "sheet", closing),
    ]


def _votes() -> list[Part]:
    return [("ballot", TieVote.objects.all(), "sheet", _same("place", "unit", "votes"))]


def _explained() -> list[Part]:
    names = _same(
        "pk", "public_id", "unit", "leaf_code", "stage", "revision", "text", "asked_at", "asked_by_name",
        "answer_by", "answer", "accepted", "answered_at", "answered_by_name",
    )  # fmt: skip
    return [("explanation", Explanation.objects.all(), "sheet", names)]


def _visited() -> list[Part]:
    side = (
        *_same("pk", "minutes", "unit", "checked", "team", "signed_at", "signed_by_name", "taken_at"),
        ("taken_by", "taken_by_name"),
        *(
            (name, f"minutes__{name}")
            for name in ("public_id", "number", "place", "held_from", "held_to", "remarks", "drawn_at")
        ),
        ("drawn_by", "minutes__drawn_by_name"),
    )
    finding = _same(
        "pk", "minutes", "unit", "leaf_code", "text", "entry", "awaits", "author_name", "marked_at"
    )
    return [
        ("side", CheckSide.objects.all(), "minutes__sheet", side),
        ("finding", CheckFinding.objects.all(), "minutes__sheet", finding),
    ]


def _reappraised() -> list[Part]:
    names = (
        *_same("pk", "public_id", "unit", "leaf_code", "stage", "held_on", "minutes", "reason"),
        ("name", "author_name"),
        ("at", "marked_at"),
        ("asked", "explanation__public_id"),
        *((f"{side}_{name}", f"{side}__{name}") for side in ("before", "after") for name in _LOOKED),
        ("before_stage", "before__mark__stage"),
        ("after_stage", "after__mark__stage"),
    )
    return [("reappraisal", Reappraisal.objects.all(), "sheet", names)]


def _asked() -> list[Part]:
    names = _same(
        "pk", "public_id", "body", "codes", "letter", "asked_on", "author_name", "answered_on", "answer",
        "answer_number", "named", "answered_by_name",
    )  # fmt: skip
    return [("question", DisqualifierQuestion.objects.all(), "sheet", names)]


def _readded() -> list[Part]:
    names = (
        *_same("pk", "hash", "totals"),
        ("key", "author_key"),
        ("name", "author_name"),
        ("at", "marked_at"),
    )
    return [("readdition", ReAddition.objects.all(), "sheet", names)]


_ALWAYS = _always
RARE = {
    "voted": _votes,
    "explained": _explained,
    "visited": _visited,
    "reappraised": _reappraised,
    "asked": _asked,
    "readded": _readded,
}
