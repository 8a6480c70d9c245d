"""A node in words, for whoever may only read it and for comparing two people's versions of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from thidua.core.scoring.bands import read_interval
from thidua.core.scoring.faults import Fault
from thidua.criteria import words
from thidua.criteria.edits import NoteInput
from thidua.criteria.notation import event_words, rating_words
from thidua.criteria.states import Appraiser
from thidua.foundation.wording import active_language, render
from thidua.web.criteria.present import said
from thidua.web.criteria.typed import BANDED
from thidua.web.criteria.words import CODED, PLACES

ORDER = (
    "name",
    "max",
    "cap",
    "kind",
    "capped",
    "direction",
    "per_item",
    "per_event",
    "floor",
    "missing",
    "days",
    "require",
    "then",
    "share_at_target",
    "min_targets",
    "max_targets",
)


def value_words(key: str, value: object) -> str:
    """A value of a document in the reader's words."""
    if value is None:
        return _(words.NO_FIGURE)
    if isinstance(value, bool):
        return _(words.YES_NO["true" if value else "false"])
    if key in CODED and value in CODED[key]:
        return _(CODED[key][str(value)])
    if key in {"name", "code", "one_of", "parent"}:
        return str(value)
    if key == "ties" and value == "deductions":
        return _(words.TIE_BY_DEDUCTIONS)
    if key == "when":
        return condition(str(value))
    if isinstance(value, Mapping):
        if "when" in value or "until" in value:
            return row_words(value)
        if "code" in value or "name" in value:
            return str(value.get("name") or value.get("code"))
        return "; ".join(
            f"{value_words('name', name)}: {value_words('', item)}" for name, item in value.items()
        )
    if isinstance(value, list):
        return "; ".join(value_words(key, item) for item in value)
    return said(value)


def condition(when: str) -> str:
    """A band's condition as people write it: `80 ≤ x < 90`."""
    for variable in ("x", "d", "n"):
        try:
            return render(read_interval(when, variable).sentence(variable))
        except Fault:
            continue
    return when


def row_words(row: Mapping[str, Any]) -> str:
    """A step, band or deadline in a few words."""
    figure = value_words("points", row.get("points", row.get("target")))
    if "until" in row:
        day = str(row["until"])
        return f"{day[8:10]}/{day[5:7]}/{day[:4]}: {figure}"
    return f"{condition(str(row.get('when')))}: {figure}"


def describe(node: Mapping[str, Any], note: NoteInput, units: Mapping[str, str]) -> list[tuple[str, str]]:
    """Everything about a node as pairs of a term and its value; `units` are names by code and by public key."""
    return list(_described(node, note, units))


def _described(
    node: Mapping[str, Any], note: NoteInput, units: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for key in ORDER:
        if key in node:
            yield _(PLACES[key]), value_words(key, node[key])
    for row, band in enumerate(node.get("steps") or node.get("bands") or [], start=1):
        yield _("Step %(number)s") % {"number": row}, row_words(band)
    if node.get("kind") in BANDED and "measure" in node:
        yield _("Rounding of the measure"), value_words("measure", node["measure"])
    for rating, points in (node.get("map") or {}).items():
        yield (
            _("Rating “%(name)s”") % {"name": rating_words(rating, active_language())},
            value_words("points", points),
        )
    for event, weight in (node.get("events") or {}).items():
        yield (
            _("Event “%(name)s”") % {"name": event_words(event, active_language())},
            value_words("points", weight),
        )
    if node.get("not_applicable_for"):
        names = [units.get(code, code) for code in node["not_applicable_for"]]
        yield _("Does not apply to"), "; ".join(names)
    if note.measure:
        yield _("Unit of measure"), note.measure
    if note.evidence:
        yield _("Evidence required"), "; ".join(note.evidence)
    if note.appraiser is Appraiser.UNIT:
        yield _("Appraised by"), units.get(note.appraiser_unit, note.appraiser_unit)
    elif note.appraiser is not None:
        yield _("Appraised by"), _(words.APPRAISERS[note.appraiser])


def differences(theirs: list[tuple[str, str]], mine: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Where two descriptions differ: term, theirs, mine."""
    one, other = dict(theirs), dict(mine)
    return [
        (term, one.get(term, "–"), other.get(term, "–"))
        for term in dict.fromkeys((*one, *other))
        if one.get(term) != other.get(term)
    ]


def rule_pairs(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The general rules in words."""
    rounding, total, ranking = (
        document.get("rounding") or {},
        document.get("total") or {},
        document.get("ranking") or {},
    )
    mode = _(words.MODES.get(str(rounding.get("mode", "half_up")), ""))
    pairs = [
        (
            _("Rounding of points"),
            _("each criterion to %(decimals)s decimals, %(mode)s; sums are not rounded again")
            % {"decimals": rounding.get("decimals", "2"), "mode": mode},
        ),
        (_(PLACES["not_applicable"]), _(words.POLICIES[str(document.get("not_applicable", "rescale"))])),
    ]
    limits = ("content_max", "bonus_max", "deduction_floor", "may_exceed_content_max")
    pairs += [(_(PLACES[key]), value_words(key, total[key])) for key in limits if key in total]
    ties = value_words("ties", ranking.get("ties") or []) or "–"
    votes = _("then a vote") if ranking.get("votes") else _("no vote")
    pairs.append((_(PLACES["ties"]), f"{ties}; {votes}"))
    once = _("One record counts under only one of")
    return [*pairs, *((once, ", ".join(row)) for row in document.get("exclusive") or [])]
