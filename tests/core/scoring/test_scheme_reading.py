"""A scheme that cannot be used is refused at its place, with the reason."""

import copy
from decimal import Decimal
from typing import Any

import pytest

from tests.core.scoring.making import english, leaf, scheme_doc
from thidua.core.scoring import SchemeProblem, parse_scheme, read_scheme
from thidua.core.wording import sentence as worded

WHOLE = {
    "format": "thidua-scheme/1",
    "name": "Bảng điểm",
    "rounding": {"decimals": 2, "mode": "half_up"},
    "not_applicable": "rescale",
    "total": {"content_max": 100, "bonus_max": 10, "deduction_floor": -10, "may_exceed_content_max": True},
    "ranking": {"ties": ["I.1", "III", "deductions"], "votes": True},
    "disqualifiers": [{"code": "L1", "name": "…"}, {"code": "L3", "effect": "suspended"}],
    "bands": [{"name": "Xuất sắc", "from": 90}],
    "awards": [{"code": "flag", "name": "Cờ", "count": 1, "rank": 1, "min_total": 90}],
    "exclusive": [["III.5", "T1"]],
    "criteria": [
        {
            "code": "I",
            "name": "…",
            "max": 60,
            "cap": 60,
            "children": [
                {
                    "code": "I.1",
                    "name": "…",
                    "max": 20,
                    "kind": "proportional",
                    "capped": True,
                    "direction": "higher",
                },
                {"code": "I.2", "max": 40, "kind": "step", "steps": [{"when": "x >= 90", "points": 40}]},
            ],
        },
        {
            "code": "III",
            "max": 40,
            "children": [{"code": "III.5", "max": 40, "kind": "count", "per_item": 1}],
        },
    ],
    "bonus": [
        {"code": "T1", "name": "…", "points": 4, "once": True},
        {"code": "T5", "points": 10, "one_of": "flag"},
    ],
    "deductions": [{"code": "P1", "name": "…", "points": -1}],
}
MISSING = object()


def changed(path, value):
    """The whole scheme with one place changed or taken away."""
    document = copy.deepcopy(WHOLE)
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    if value is MISSING:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return document


def refused(document):
    with pytest.raises(SchemeProblem) as problem:
        parse_scheme(document)
    return problem.value


def test_the_whole_format_is_read():
    scheme = parse_scheme(WHOLE)

    assert list(scheme.leaves) == ["I.1", "I.2", "III.5"]
    assert list(scheme.groups) == ["I", "III"]
    assert scheme.ranking.ties == ("I.1", "III", "deductions")
    assert scheme.total.deduction_floor == -10


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("not_applicable", MISSING),
        ("ranking", MISSING),
        ("name", MISSING),
        ("bonus", None),
        ("exclusive", []),
    ],
)
def test_what_is_optional_may_be_left_out(key, given):
    document = changed((key,), given) if key != "bonus" else changed(("bonus",), None) | {"exclusive": []}

    assert parse_scheme(document).leaves


CASES = [
    ((("format",), MISSING), "(document)", "the key “format” is missing"),
    ((("format",), "thidua-scheme/2"), "format", "must be thidua-scheme/1"),
    ((("rounding",), MISSING), "(document)", "the key “rounding” is missing"),
    (
        (("rounding", "mode"), "nearest"),
        "rounding.mode",
        "“nearest” cannot be used here; choose from: half_up",
    ),
    ((("rounding", "decimals"), "2.5"), "rounding.decimals", "2.5 must be a whole number"),
    ((("rounding", "decimals"), -1), "rounding.decimals", "−1 must lie between 0 and 10"),
    ((("rounding", "digits"), 2), "rounding.digits", "there is no key “digits” here"),
    ((("not_applicable",), "skip"), "not_applicable", "“skip” cannot be used here"),
    ((("total",), MISSING), "total", "the key “total” is missing"),
    ((("total",), 100), "total", "a mapping of keys to values is needed"),
    ((("total", "content_max"), MISSING), "total", "the key “content_max” is missing"),
    ((("total", "content_max"), 99), "total.content_max", "the tree sums to 100, not to 99"),
    ((("total", "content_max"), "nhiều"), "total.content_max", "“nhiều” is not a number"),
    ((("total", "content_max"), "100,0"), "total.content_max", "in files the decimal mark is the point"),
    ((("total", "deduction_floor"), 10), "total.deduction_floor", "10 must not be above 0"),
    ((("total", "bonus_max"), -1), "total.bonus_max", "−1 must not be below 0"),
    ((("total", "may_exceed_content_max"), 1), "total.may_exceed_content_max", "true or false is needed"),
    ((("ranking", "ties"), ["IX"]), "ranking.ties[0]", "there is no group or leaf “IX”"),
    ((("ranking", "ties"), ["I", "I"]), "ranking.ties[1]", "the code “I” is already used in ties"),
    ((("ranking", "ties"), "I"), "ranking.ties", "a list is needed"),
    ((("ranking", "vote"), True), "ranking.vote", "did you mean “votes”?"),
    ((("criteria",), MISSING), "criteria", "the key “criteria” is missing"),
    ((("criteria",), []), "criteria", "the list is empty"),
    ((("criteria",), {"code": "I"}), "criteria", "a list is needed"),
    ((("criteria", 0), "I"), "criteria[0]", "a mapping of keys to values is needed"),
    ((("criteria", 0, "max"), MISSING), "criteria[0]", "the key “max” is missing"),
    ((("criteria", 0, "max"), None), "criteria[0].max", "there is no value"),
    ((("criteria", 0, "max"), "sáu mươi"), "criteria[0].max", "“sáu mươi” is not a number"),
    ((("criteria", 0, "max"), [60]), "criteria[0].max", "this is a list or a mapping"),
    ((("criteria", 0, "max"), True), "criteria[0].max", "a number is needed"),
    ((("criteria", 0, "kind"), "direct"), "criteria[0].kind", "children or a kind, not both"),
    ((("criteria", 0, "children"), []), "criteria[0].children", "the list is empty"),
    ((("criteria", 0, "weight"), 1), "criteria[0].weight", "there is no key “weight” here"),
    (
        (("criteria", 0, "children", 0, "kind"), MISSING),
        "criteria[0].children[0]",
        "“I.1” needs a kind, or children",
    ),
    (
        (("criteria", 0, "children", 0, "kind"), "propotional"),
        "criteria[0].children[0].kind",
        "cannot be used here",
    ),
    (
        (("criteria", 0, "children", 0, "caped"), True),
        "criteria[0].children[0].caped",
        "did you mean “capped”?",
    ),
    (
        (("criteria", 0, "children", 0, "code"), "I"),
        "criteria[0].children[0].code",
        "already used in criteria[0]",
    ),
    ((("criteria", 0, "children", 0, "code"), "votes"), "criteria[0].children[0].code", "a reserved word"),
    ((("criteria", 0, "children", 0, "code"), ""), "criteria[0].children[0].code", "cannot be used"),
    ((("criteria", 0, "children", 0, "code"), "a\nb"), "criteria[0].children[0].code", "cannot be used"),
    ((("criteria", 0, "children", 0, "code"), "x" * 65), "criteria[0].children[0].code", "cannot be used"),
    ((("criteria", 0, "children", 0, "max"), -1), "criteria[0].children[0].max", "−1 must not be below 0"),
    (
        (("criteria", 0, "children", 1, "steps", 0, "points"), 41),
        "criteria[0].children[1].steps[0].points",
        "41 must lie between 0 and 40",
    ),
    (
        (("criteria", 0, "children", 1, "steps", 0, "when"), "x >= 90 and x < 100"),
        "criteria[0].children[1].steps[0].when",
        "is not a comparison",
    ),
    (
        (("criteria", 0, "children", 1, "steps", 0), {"when": "x >= 90"}),
        "criteria[0].children[1].steps[0]",
        "the key “points” is missing",
    ),
    (
        (("criteria", 0, "children", 0, "not_applicable_for"), [""]),
        "criteria[0].children[0].not_applicable_for[0]",
        "cannot be used",
    ),
    ((("bonus", 0, "points"), -4), "bonus[0].points", "−4 must not be below 0"),
    ((("bonus", 0, "code"), "P1"), "deductions[0].code", "the code “P1” is already used in bonus"),
    ((("bonus", 1, "code"), "T1"), "bonus[1].code", "the code “T1” is already used in bonus"),
    ((("bonus", 0, "code"), "III"), "bonus[0].code", "the code “III” is already used in criteria"),
    ((("bonus", 0, "twice"), True), "bonus[0].twice", "there is no key “twice” here"),
    ((("deductions", 0, "points"), 1), "deductions[0].points", "1 must not be above 0"),
    (
        (("disqualifiers", 0, "effect"), "maybe"),
        "disqualifiers[0].effect",
        "choose from: excluded, suspended",
    ),
    ((("bands", 0, "from"), MISSING), "bands[0]", "the key “from” is missing"),
    ((("awards", 0, "count"), 0), "awards[0].count", "0 must lie between 1 and"),
    ((("awards", 0, "rank"), "first"), "awards[0].rank", "“first” is not a number"),
    ((("exclusive",), [["III.5", "T9"]]), "exclusive[0][1]", "there is no code “T9”"),
    ((("exclusive",), [["III.5", "III.5"]]), "exclusive[0][1]", "already used in exclusive"),
    ((("exclusive",), [["III.5"]]), "exclusive[0]", "at least two codes are needed"),
    ((("exclusive",), ["III.5"]), "exclusive[0]", "a list is needed"),
    ((("total", "floor"), 1), "total.floor", "there is no key “floor” here"),
    ((("award",), []), "award", "did you mean “awards”?"),
    ((("name",), ["Bảng điểm"]), "name", "a text is needed"),
    ((("name",), "x" * 2001), "name", "longer than 2,000 characters"),
    ((("not_applicable",), Decimal(0)), "not_applicable", "“0” cannot be used here"),
    ((("total", "content_max"), 0), "total.content_max", "0 must be above 0"),
    ((("ranking",), ["I"]), "ranking", "a mapping of keys to values is needed"),
    ((("ranking", "ties"), [None]), "ranking.ties[0]", "a text is needed"),
    (
        (("bonus",), [{"code": f"B{place}", "points": 1} for place in range(501)]),
        "bonus",
        "more than 500 items",
    ),
]


@pytest.mark.parametrize(
    ("change", "path", "reason"), CASES, ids=[f"{case[1]}-{case[2][:24]}" for case in CASES]
)
def test_a_faulty_place_is_named_with_its_reason(change, path, reason):
    problem = refused(changed(*change))

    assert problem.path == path
    assert reason in english(problem.sentence)
    assert str(problem) == f"{path}: {english(problem.sentence)}"
    assert worded(problem.sentence, "vi")


def test_children_above_their_parent_need_a_cap():
    children = [leaf("direct", 40, code="A"), leaf("direct", 30, code="B")]

    problem = refused(scheme_doc({"code": "I", "max": 60, "children": children}))

    assert problem.path == "criteria[0].max"
    assert "sum to 70, above its maximum of 60" in english(problem.sentence)
    assert parse_scheme(scheme_doc({"code": "I", "max": 60, "cap": 60, "children": children})).groups
    assert refused(scheme_doc({"code": "I", "max": 60, "cap": 65, "children": children}))


def test_all_that_is_wrong_is_collected_in_the_order_of_the_document():
    document = {
        **scheme_doc(leaf("direct", 5, code="C")),
        "criteria": [
            leaf("direct", "x", code="A"),
            leaf("nonsense", 5, code="B"),
            leaf("direct", 5, code="C"),
        ],
        "bonus": [{"code": "T"}, {"code": "C", "points": 1}],
        "rounding": {"decimals": 2, "mode": "half_up", "extra": 1},
    }

    scheme, problems = read_scheme(document)

    assert scheme is None
    assert [problem.path for problem in problems] == [
        "rounding.extra",
        "criteria[0].max",
        "criteria[1].kind",
        "bonus[0]",
        "bonus[1].code",
    ]


def test_a_tree_without_end_is_refused():
    node = leaf("direct", 1, code="leaf")
    for level in range(40):
        node = {"code": f"g{level}", "max": 1, "children": [node]}

    assert "more than 12 levels deep" in english(refused(scheme_doc(node)).sentence)


def test_spread_text_is_joined_and_means_the_same_code():
    scheme = parse_scheme(
        scheme_doc(leaf("direct", 5, code="Đ\u0061\u0323t"), ranking={"ties": ["Đ\u1ea1t"]})
    )

    assert list(scheme.leaves) == ["Đ\u1ea1t"]


@pytest.mark.parametrize("document", [None, [], "x", 5, {1: 2}])
def test_what_is_no_mapping_is_no_scheme(document):
    assert refused(document).path == "(document)"


def test_a_tree_of_more_nodes_than_anyone_marks_is_refused():
    problem = refused(scheme_doc(*(leaf("direct", 1, f"A{place}") for place in range(5001))))

    assert problem.path == "criteria"
    assert english(problem.sentence) == "there are more than 5,000 items"
