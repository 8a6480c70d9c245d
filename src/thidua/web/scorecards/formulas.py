"""The rule of a leaf as a calculation people can follow: in words for the leaf, with numbers for one cell."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import event_words, rating_words, write
from thidua.foundation.wording import N_, active_language
from thidua.scorecards.queries import CellStory, Word
from thidua.web.scorecards.words import plain_words, points_words

RULES: dict[str, str] = {
    "pass_fail": N_("met: %(max)s points; not met: 0"),
    "direct": N_("points given by the appraiser, 0 to %(max)s"),
    "proportional": N_("result ÷ target × %(max)s"),
    "completion": N_("percentage completed × %(max)s ÷ 100, at most %(max)s"),
    "step": N_("the first band in which the figure lies"),
    "lateness": N_("by the days late"),
    "dated": N_("by the day it was done, when enough parts are complete"),
    "count": N_("number of records × %(per)s, at most %(cap)s"),
    "deduct_per_event": N_("%(max)s − number of events × %(per)s, not under %(floor)s"),
    "deduct_step": N_("%(max)s less the points of the band in which the figure lies"),
    "banded_target": N_("the workload picks the target; then the result against it"),
    "external": N_("looked up by the rating"),
    "relative_to_leader": N_(
        "the target earns %(share)s points; the rest goes by the distance to the leading unit"
    ),
    "unit_targets": N_("each registered target: weight × result ÷ target, at most its weight"),
}


def rule_words(leaf: Leaf) -> str:
    """The leaf's formula in words."""
    params, most = leaf.params, leaf.max
    share = Decimal(str(params.get("share_at_target", 1)))
    values = {
        "max": plain_words(most),
        "per": plain_words(_decimal(params.get("per_item", params.get("per_event", 0)))),
        "cap": plain_words(_decimal(params.get("cap", most))),
        "floor": plain_words(_decimal(params.get("floor", 0))),
        "share": plain_words((share * most).normalize()),
    }
    if leaf.kind == "proportional":
        lower = params.get("direction") == "lower"
        said = _("target ÷ result × %(max)s") if lower else _(RULES["proportional"])
        capped = params.get("capped", True)
        text = said % values
        return _("%(rule)s, at most %(max)s") % {"rule": text, "max": values["max"]} if capped else text
    return _(RULES[leaf.kind]) % values


def cell_formula(story: CellStory) -> Markup:
    """The calculation of one cell with its own numbers; without a value, the word that stands there."""
    if story.mark is None or story.cell.word is not Word.POINTS:
        return Markup("{}").format(rule_words(story.leaf))
    inside = _numbers(story.leaf, story.mark.entry)
    return Markup("{} = <b>{}</b>").format(inside, points_words(story.scored.points))


def _numbers(leaf: Leaf, entry: Mapping[str, Any]) -> str:
    most, params, lang = plain_words(leaf.max), leaf.params, active_language()
    match leaf.kind:
        case "direct":
            return _("given %(points)s of %(max)s") % {"points": _said(entry["points"]), "max": most}
        case "pass_fail":
            return _("met") if entry["achieved"] is True else _("not met")
        case "proportional" if params.get("direction") == "lower":
            return _capped(leaf, f"{_said(entry['target'])} ÷ {_said(entry['actual'])} × {most}")
        case "proportional":
            return _capped(leaf, f"{_said(entry['actual'])} ÷ {_said(entry['target'])} × {most}")
        case "relative_to_leader":
            return _("result %(actual)s against target %(target)s, beside the leading unit") % {
                "actual": _said(entry["actual"]),
                "target": _said(entry["target"]),
            }
        case "completion":
            return f"min({most}; {_said(entry['percent'])} % × {most})"
        case "count":
            per, cap = _said(params["per_item"]), _said(params.get("cap", leaf.max))
            return f"min({cap}; {_count(entry['count'])} × {per})"
        case "deduct_per_event":
            return f"{most} − {_events(leaf, entry, lang)} × {_said(params['per_event'])}"
        case "external":
            return rating_words(str(entry["rating"]), lang)
        case "unit_targets":
            return " + ".join(_target(target) for target in entry["targets"])
    return _shown(leaf, entry)


def _capped(leaf: Leaf, text: str) -> str:
    return f"min({plain_words(leaf.max)}; {text})" if leaf.params.get("capped", True) else text


def _shown(leaf: Leaf, entry: Mapping[str, Any]) -> str:
    return write(leaf, entry, lang=active_language())


def _target(target: Mapping[str, Any]) -> str:
    weight = _said(target["weight"])
    lower = target.get("direction") == "lower"
    over, under = (target["target"], target["actual"]) if lower else (target["actual"], target["target"])
    reached = (
        Decimal(str(target["actual"])) <= Decimal(str(target["target"]))
        if lower
        else Decimal(str(target["actual"])) >= Decimal(str(target["target"]))
    )
    return weight if reached else f"{weight} × {_said(over)} ÷ {_said(under)}"


def _events(leaf: Leaf, entry: Mapping[str, Any], lang: str) -> str:
    if "events" not in entry:
        return str(_count(entry["count"]))
    weights = leaf.params.get("events", {})
    said = [
        f"{_said(times)} {event_words(str(kind), lang)} × {_said(weights[kind])}"
        for kind, times in entry["events"].items()
        if str(times) != "0" and kind in weights
    ]
    return f"({' + '.join(said)})" if said else "0"


def _count(value: object) -> str:
    return str(len(value)) if isinstance(value, list | tuple) else _said(value)


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))


def _said(value: object) -> str:
    return plain_words(Decimal(str(value)))
