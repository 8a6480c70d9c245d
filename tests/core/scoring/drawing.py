"""Schemes and results drawn at random, of every kind and state, that always fit each other."""

from typing import Any

from hypothesis import strategies as st

from tests.core.scoring.making import Doc, leaf

UNITS = ("CA", "TA", "VKS", "BCHQS")
FIGURES = st.decimals(min_value=0, max_value=200, places=2, allow_nan=False, allow_infinity=False).map(str)
SMALL = st.integers(min_value=0, max_value=8)
SHARES = st.sampled_from(["0", "0.5", "0.75", "1"])
DIRECTIONS = st.sampled_from(["higher", "lower"])
X_STEPS = [
    {"when": "x >= 100", "points": "10"},
    {"when": "50 <= x < 100", "points": "6.25"},
    {"when": "10 < x < 50", "points": None},
    {"when": "x <= 5", "points": 0},
]
D_STEPS = [
    {"when": "d <= 0", "points": 10},
    {"when": "1 <= d <= 3", "points": 5},
    {"when": "d > 4", "points": 0},
]
OFF_STEPS = [{"when": "x > 50", "points": "-7.5"}, {"when": "x <= 50", "points": 0}]
N_BANDS = [{"when": "n > 100", "target": 80}, {"when": "20 < n <= 100", "target": 90}]
DATES = ["2023-01-15", "2023-02-28", "2023-03-01", "2023-12-31"]
BONUS = [
    {"code": "T1", "points": 4, "once": True},
    {"code": "T2", "points": "1.5", "cap": 3},
    {"code": "F1", "points": 5, "one_of": "flag"},
    {"code": "F2", "points": 7, "one_of": "flag"},
]
# kind → (parameters, strategy of its entries)
KINDS: dict[str, tuple[st.SearchStrategy[Doc], st.SearchStrategy[Doc]]] = {
    "pass_fail": (st.just({}), st.fixed_dictionaries({"achieved": st.booleans()})),
    "direct": (
        st.just({}),
        st.fixed_dictionaries(
            {"points": st.decimals(0, 10, places=3, allow_nan=False, allow_infinity=False).map(str)}
        ),
    ),
    "proportional": (
        st.fixed_dictionaries({"capped": st.booleans(), "direction": DIRECTIONS}),
        st.fixed_dictionaries({"target": FIGURES, "actual": FIGURES}),
    ),
    "completion": (st.just({}), st.fixed_dictionaries({"percent": FIGURES})),
    "step": (
        st.sampled_from([{"steps": X_STEPS}, {"steps": X_STEPS, "measure": {"decimals": 0}}]),
        st.fixed_dictionaries({"x": FIGURES}),
    ),
    "lateness": (
        st.fixed_dictionaries({"steps": st.just(D_STEPS), "days": st.sampled_from(["calendar", "working"])}),
        st.one_of(st.fixed_dictionaries({"days_late": st.integers(-5, 9)}), st.just({"missing": True})),
    ),
    "dated": (
        st.just(
            {"steps": [{"until": DATES[1], "points": 10}, {"until": DATES[2], "points": 4}], "require": 2}
        ),
        st.one_of(
            st.fixed_dictionaries({"date": st.sampled_from(DATES), "parts": SMALL}),
            st.just({"missing": True}),
        ),
    ),
    "count": (
        st.sampled_from([{"per_item": "1.25"}, {"per_item": 3, "cap": 8}]),
        st.fixed_dictionaries({"count": st.one_of(SMALL, st.lists(st.sampled_from("abcde"), unique=True))}),
    ),
    "deduct_per_event": (
        st.sampled_from([{"per_event": "0.5", "events": {"late": 1, "missing": 2}}]),
        st.one_of(
            st.fixed_dictionaries({"count": SMALL}),
            st.fixed_dictionaries({"events": st.dictionaries(st.sampled_from(["late", "missing"]), SMALL)}),
        ),
    ),
    "deduct_step": (st.just({"steps": OFF_STEPS}), st.fixed_dictionaries({"x": FIGURES})),
    "banded_target": (
        st.fixed_dictionaries(
            {
                "bands": st.just(N_BANDS),
                "then": st.sampled_from(["met", "proportional"]),
                "direction": DIRECTIONS,
            }
        ),
        st.fixed_dictionaries({"n": FIGURES, "actual": FIGURES}),
    ),
    "external": (
        st.just({"map": {"good": 8, "fair": "5.5", "new": None}}),
        st.fixed_dictionaries({"rating": st.sampled_from(["good", "fair", "new"])}),
    ),
    "relative_to_leader": (
        st.fixed_dictionaries({"share_at_target": SHARES}),
        st.fixed_dictionaries({"target": FIGURES, "actual": FIGURES}),
    ),
    "unit_targets": (
        st.just({}),
        st.lists(
            st.fixed_dictionaries(
                {"name": st.just("Chỉ tiêu"), "target": FIGURES, "actual": FIGURES, "direction": DIRECTIONS}
            ),
            min_size=2,
            max_size=2,
        ).map(lambda rows: {"targets": [{**rows[0], "weight": 4}, {**rows[1], "weight": 6}]}),
    ),
}
STATES = st.sampled_from(["not_applicable", "pending", "not_submitted"]).map(lambda state: {"state": state})


@st.composite
def schemes(draw: Any) -> Doc:
    """A scheme of two groups and a leaf beside them, with everything around the tree."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=3, max_size=6))
    leaves = []
    for place, kind in enumerate(kinds):
        node = leaf(kind, 10, f"L{place}", **draw(KINDS[kind][0]))
        if draw(st.booleans()) and draw(st.booleans()):
            node["not_applicable_for"] = [draw(st.sampled_from(UNITS))]
        leaves.append(node)
    half = len(leaves) // 2
    criteria = [
        {"code": "I", "max": 10 * half, "children": leaves[:half]},
        {"code": "II", "max": 10 * (len(leaves) - half), "cap": 25, "children": leaves[half:]},
        leaf("direct", 10, "Z"),
    ]
    return {
        "format": "thidua-scheme/1",
        "name": "Bảng điểm",
        "rounding": {
            "decimals": draw(st.integers(0, 3)),
            "mode": draw(st.sampled_from(["half_up", "half_even", "down"])),
        },
        "not_applicable": draw(st.sampled_from(["rescale", "full", "zero"])),
        "total": {
            "content_max": 10 * len(leaves) + 10,
            "bonus_max": 6,
            "deduction_floor": -3,
            "may_exceed_content_max": draw(st.booleans()),
        },
        "ranking": {
            "ties": draw(st.lists(st.sampled_from(["I", "Z", "L0", "deductions"]), unique=True)),
            "votes": True,
        },
        "bands": [{"name": "Tốt", "from": 30}, {"name": "Khá", "from": 10}],
        "awards": [{"code": "flag", "count": 1, "rank": 1}, {"code": "cert", "count": 2, "min_total": 5}],
        "disqualifiers": [{"code": "D1"}, {"code": "D2", "effect": "suspended"}],
        "criteria": criteria,
        "bonus": BONUS,
        "deductions": [{"code": "X1", "points": -1}, {"code": "X2", "points": "-0.5"}],
    }


def leaf_docs(scheme: Doc) -> dict[str, Doc]:
    """The leaves of a drawn scheme by code."""
    found: dict[str, Doc] = {}
    nodes: list[Any] = list(scheme["criteria"])  # type: ignore[call-overload]  # drawn above as a list
    for node in nodes:
        for inner in node.get("children", [node]):
            found[str(inner["code"])] = inner
    return found


@st.composite
def results_for(draw: Any, scheme: Doc, *, complete: bool = False) -> Doc:
    """Results that fit a scheme; `complete` leaves nothing waiting for its unit to put in."""
    units: dict[str, Doc] = {}
    for unit in draw(st.lists(st.sampled_from(UNITS), unique=True, min_size=1)):
        leaves: Doc = {}
        for code, node in leaf_docs(scheme).items():
            entry = draw(KINDS[str(node["kind"])][1])
            if not complete:
                entry = draw(st.one_of(st.just(entry), STATES, st.just(None)))
            if entry is not None:
                leaves[code] = entry
        units[unit] = {
            "leaves": leaves,
            "bonus": draw(st.dictionaries(st.sampled_from(["T1", "T2", "F1", "F2"]), SMALL)),
            "deductions": draw(st.dictionaries(st.sampled_from(["X1", "X2"]), SMALL)),
            "disqualifiers": draw(st.lists(st.sampled_from(["D1", "D2"]), unique=True)),
        }
    votes = draw(
        st.dictionaries(st.sampled_from(["first_place", "second_place"]), st.just(dict.fromkeys(units, 1)))
    )
    return {"format": "thidua-results/1", "units": units, "votes": votes}


@st.composite
def blocs(draw: Any, *, complete: bool = False) -> tuple[Doc, Doc]:
    """A scheme and results that fit it."""
    scheme = draw(schemes())
    return scheme, draw(results_for(scheme, complete=complete))
