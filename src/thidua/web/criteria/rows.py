"""The lists beside the tree as typed row by row, and back into the document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.core.numbers import NumberUnreadable
from thidua.criteria import words
from thidua.criteria.edits import ListRow
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.web.criteria.reading import number
from thidua.web.criteria.typed import shown

MAX_ROWS: Final = 80
SPARE_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A column of a list's form: key, words, how it is read, its choices, and what is said where nothing is."""

    key: str
    label: str
    kind: str = "text"
    needed: bool = False
    choices: Mapping[str, str] | None = None
    hint: str = ""
    otherwise: str = "–"


LISTS: Final[Mapping[str, tuple[Box, ...]]] = {
    "bonus": (
        Box("code", N_("Code"), needed=True),
        Box("name", N_("Name")),
        Box("points", N_("Points"), "number", needed=True),
        Box("once", N_("Only once"), "flag", otherwise=words.YES_NO["false"]),
        Box("cap", N_("Limit"), "number"),
        Box("one_of", N_("Only the highest of")),
    ),
    "deductions": (
        Box("code", N_("Code"), needed=True),
        Box("name", N_("Name")),
        Box(
            "points",
            N_("Points"),
            "number",
            needed=True,
            hint=N_("Points taken off are written with a minus."),
        ),
    ),
    "disqualifiers": (
        Box("code", N_("Code"), needed=True),
        Box("name", N_("Name")),
        Box("effect", N_("Effect"), "word", choices=words.EFFECTS, otherwise=words.EFFECTS["excluded"]),
    ),
    "bands": (
        Box("name", N_("Name"), needed=True),
        Box("from", N_("From points"), "number", needed=True),
    ),
    "awards": (
        Box("code", N_("Code"), needed=True),
        Box("name", N_("Name")),
        Box("count", N_("How many"), "number", needed=True),
        Box("rank", N_("Down to rank"), "number"),
        Box("min_total", N_("From total"), "number"),
    ),
}
LEADS: Final[Mapping[str, str]] = {
    "bonus": N_(
        "Reasons for bonus points. Of rows with the same word in the last column only the highest counts."
    ),
    "deductions": N_("Reasons for taking points off, for each time."),
    "disqualifiers": N_("A unit with one of these keeps its points and rank, but is not proposed."),
    "bands": N_("The highest class whose points are reached."),
    "awards": N_("Filled in this order with eligible units by rank. A proposal is not a decision."),
}


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row as typed: the code it had, and its boxes."""

    was: str
    values: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(value for key, value in self.values.items() if key != "effect")


def rows_of(document: Mapping[str, Any], section: str) -> list[FormRow]:
    """A list as one would type it."""
    key = "name" if section == "bands" else "code"
    return [
        FormRow(str(item.get(key, "")), _typed(item, LISTS[section])) for item in document.get(section) or []
    ]


def _typed(item: Mapping[str, Any], boxes: Sequence[Box]) -> dict[str, str]:
    typed = {}
    for box in boxes:
        value = item.get(box.key)
        if value is None:
            typed[box.key] = "excluded" if box.key == "effect" else ""
        elif box.kind == "number":
            typed[box.key] = shown(value)
        else:
            typed[box.key] = "on" if value is True else "" if value is False else str(value)
    return typed


def rows_sent(post: QueryDict, section: str) -> list[FormRow]:
    """The rows that were sent, in the order of the form; a row's buttons are obeyed."""
    boxes = LISTS[section]
    rows = []
    for place in range(MAX_ROWS):
        if f"row-{place}-was" not in post:
            break
        values = {box.key: str(post.get(f"row-{place}-{box.key}", "")).strip() for box in boxes}
        rows.append(FormRow(str(post[f"row-{place}-was"]), values))
    for name, step in (("up", -1), ("down", 1)):
        asked = str(post.get(name, ""))
        if asked.isdigit() and 0 <= int(asked) + step < len(rows) and int(asked) < len(rows):
            here, there = int(asked), int(asked) + step
            rows[here], rows[there] = rows[there], rows[here]
    drop = str(post.get("drop", ""))
    if drop.isdigit() and int(drop) < len(rows):
        del rows[int(drop)]
    return rows


def read_rows(rows: Sequence[FormRow], section: str) -> tuple[list[ListRow], dict[str, str], list[int]]:
    """The rows of the document, what cannot be taken by the id of its box, and the place each row had in the form."""
    found: list[ListRow] = []
    errors: dict[str, str] = {}
    places: list[int] = []
    for place, row in enumerate(rows):
        if row.empty:
            continue
        item = dict(_read_row(row, section, place, errors))
        found.append(ListRow(row.was, item))
        places.append(place)
    return found, errors, places


def _read_row(row: FormRow, section: str, place: int, errors: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for box in LISTS[section]:
        value = row.values[box.key]
        if box.kind == "flag":
            if value:
                yield box.key, True
        elif not value:
            if box.needed:
                errors[f"row-{place}-{box.key}"] = _("%(what)s is needed.") % {"what": _(box.label)}
        elif box.kind == "number":
            try:
                yield box.key, number(value)
            except NumberUnreadable as problem:
                errors[f"row-{place}-{box.key}"] = render(problem.sentence)
        elif not (box.key == "effect" and value == "excluded"):
            yield box.key, value


def sort_out(
    problems: Sequence[Problem], section: str, places: Sequence[int]
) -> tuple[dict[str, str], list[str]]:
    """Which box each problem belongs to: `bonus[2].points` is the third row that was filled in."""
    boxes: dict[str, str] = {}
    general: list[str] = []
    for problem in problems:
        head, _dot, key = problem.where.partition("].")
        place = head.removeprefix(f"{section}[")
        if head.startswith(f"{section}[") and place.isdigit() and int(place) < len(places) and key:
            boxes.setdefault(f"row-{places[int(place)]}-{key}", render(problem.sentence))
        else:
            general.append(render(problem.sentence))
    return boxes, general
