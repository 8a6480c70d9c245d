"""Short ways to make schemes and results for a test."""

from collections.abc import Mapping
from decimal import Decimal

from thidua.core.scoring import LeafScore, Scheme, Scorecard, Stage, parse_results, parse_scheme, score
from thidua.core.verdict import Sentence
from thidua.core.wording import sentence as worded

Doc = dict[str, object]


def scheme_doc(*criteria: Doc, **changed: object) -> Doc:
    """A scheme whose content_max is the sum of its top level."""
    whole = sum((Decimal(str(node["max"])) for node in criteria), Decimal(0))
    document: Doc = {
        "format": "thidua-scheme/1",
        "name": "Bảng điểm",
        "rounding": {"decimals": 2, "mode": "half_up"},
        "total": {"content_max": str(whole)},
        "criteria": list(criteria),
    }
    document.update(changed)
    return document


def scheme_of(*criteria: Doc, **changed: object) -> Scheme:
    """The same, read."""
    return parse_scheme(scheme_doc(*criteria, **changed))


def leaf(kind: str, maximum: object = 10, code: str = "A", **parameters: object) -> Doc:
    """One leaf."""
    return {"code": code, "max": maximum, "kind": kind, **parameters}


def results_doc(units: Mapping[str, object], **changed: object) -> Doc:
    """Results by unit."""
    return {"format": "thidua-results/1", "units": dict(units), **changed}


def card_of(
    scheme: Scheme, units: Mapping[str, object], stage: Stage = "self", **changed: object
) -> Scorecard:
    """The scorecard of units, each given as its whole mapping."""
    results = parse_results(results_doc(units, **changed), scheme)
    return score(scheme, results, stage)


def direct_card(points: Mapping[str, object], scheme: Scheme, **changed: object) -> Scorecard:
    """The scorecard of units whose one leaf A was marked directly."""
    units = {unit: {"leaves": {"A": {"points": given}}} for unit, given in points.items()}
    return card_of(scheme, units, "self", **changed)


def scored(rule: Doc, entry: object) -> LeafScore:
    """The score of one entry of one unit for a leaf."""
    card = card_of(scheme_of(rule), {"U": {"leaves": {str(rule["code"]): entry}}})
    return card.units["U"].leaves[str(rule["code"])]


def english(sentence: Sentence) -> str:
    """A sentence in English."""
    return worded(sentence, "en")
