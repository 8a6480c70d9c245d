"""Editing a scheme's document: a new document each time, the old one untouched."""

import copy
from typing import Any

import pytest

from tests.core.scoring.making import english, leaf, scheme_doc
from thidua.core.scoring import (
    SchemeProblem,
    add_item,
    add_node,
    change_item,
    change_node,
    change_settings,
    move_node,
    parse_scheme,
    read_scheme,
    remove_item,
    remove_node,
)

BASE: dict[str, Any] = scheme_doc(
    {"code": "I", "max": 10, "children": [leaf("count", 5, "I.1", per_item=1), leaf("direct", 5, "I.2")]},
    {"code": "II", "max": 5, "children": [leaf("direct", 5, "II.1")]},
    bonus=[{"code": "T1", "points": 1}, {"code": "T2", "points": 2}],
    bands=[{"name": "Tốt", "from": 8}],
    ranking={"ties": ["I.1", "II", "deductions"], "votes": True},
    exclusive=[["I.1", "T1", "T2"]],
)


@pytest.fixture(autouse=True)
def untouched():
    """No edit may change the document it was given."""
    before = copy.deepcopy(BASE)
    yield
    assert before == BASE


def codes(document):
    """The tree as nested codes."""
    return [_codes(node) for node in document["criteria"]]


def _codes(node):
    return (
        {node["code"]: [_codes(child) for child in node["children"]]} if "children" in node else node["code"]
    )


def problem_of(edit):
    with pytest.raises(SchemeProblem) as problem:
        edit()
    return english(problem.value.sentence)


def test_a_node_is_added_where_it_is_asked_for():
    node = leaf("direct", 1, "N")

    assert codes(add_node(BASE, node)) == [{"I": ["I.1", "I.2"]}, {"II": ["II.1"]}, "N"]
    assert codes(add_node(BASE, node, at=0)) == ["N", {"I": ["I.1", "I.2"]}, {"II": ["II.1"]}]
    assert codes(add_node(BASE, node, under="I", at=1)) == [{"I": ["I.1", "N", "I.2"]}, {"II": ["II.1"]}]
    assert codes(add_node({}, node)) == ["N"]


def test_an_added_node_is_a_copy():
    node: dict[str, Any] = {"code": "III", "max": 5, "children": []}

    document: Any = add_node(BASE, node)
    document["criteria"][2]["children"].append("x")

    assert node["children"] == []


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda: add_node(BASE, leaf("direct", 1, "I.1")), "already used"),
        (lambda: add_node(BASE, leaf("direct", 1, "N"), under="X"), "there is no code “X”"),
        (lambda: add_node(BASE, leaf("direct", 1, "N"), under="I.1"), "children or a kind, not both"),
        (lambda: change_node(BASE, "X", {"max": 1}), "there is no code “X”"),
        (lambda: change_node(BASE, "I.1", {"code": "I.2"}), "already used"),
        (lambda: remove_node(BASE, "X"), "there is no code “X”"),
        (lambda: move_node(BASE, "I", under="I"), "cannot be moved into itself"),
        (lambda: move_node(BASE, "X", under=None), "there is no code “X”"),
        (lambda: move_node(BASE, "I.1", under="II.1"), "children or a kind"),
        (lambda: add_item(BASE, "bonus", {"code": "T1", "points": 1}), "already used in bonus"),
        (lambda: add_item(BASE, "criteria", {}), "cannot be used here"),
        (lambda: change_item(BASE, "bonus", "X", {}), "there is no code “X”"),
        (lambda: remove_item(BASE, "bonus", "X"), "there is no code “X”"),
    ],
)
def test_an_edit_that_cannot_be_made_says_why(edit, reason):
    assert reason in problem_of(edit)


def test_a_node_changes_key_by_key():
    document: Any = change_node(BASE, "I.1", {"per_item": "2", "name": "Mô hình", "cap": 4})
    again: Any = change_node(document, "I.1", {"cap": None, "children": []})

    assert document["criteria"][0]["children"][0] == {
        "code": "I.1",
        "max": 5,
        "kind": "count",
        "per_item": "2",
        "name": "Mô hình",
        "cap": 4,
    }
    assert "cap" not in again["criteria"][0]["children"][0]
    assert "children" not in again["criteria"][0]["children"][0]


def test_a_new_code_is_carried_into_what_mentions_it():
    document = change_node(BASE, "I.1", {"code": "I.9"})

    assert document["ranking"] == {"ties": ["I.9", "II", "deductions"], "votes": True}
    assert document["exclusive"] == [["I.9", "T1", "T2"]]
    assert "I.9" in parse_scheme(document).leaves


def test_a_removed_node_takes_its_inside_and_its_mentions_with_it():
    document = remove_node(BASE, "I")

    assert codes(document) == [{"II": ["II.1"]}]
    assert document["ranking"] == {"ties": ["II", "deductions"], "votes": True}
    assert document["exclusive"] == [["T1", "T2"]]


def test_a_node_moves_to_another_parent_or_place():
    assert codes(move_node(BASE, "I.1", under="II", at=0)) == [{"I": ["I.2"]}, {"II": ["I.1", "II.1"]}]
    assert codes(move_node(BASE, "II", under="I")) == [{"I": ["I.1", "I.2", {"II": ["II.1"]}]}]
    assert codes(move_node(BASE, "I.2", under=None, at=0)) == ["I.2", {"I": ["I.1"]}, {"II": ["II.1"]}]
    assert codes(move_node(BASE, "I.1", under="I", at=1)) == [{"I": ["I.2", "I.1"]}, {"II": ["II.1"]}]


def test_items_are_added_changed_and_removed():
    added: Any = add_item(BASE, "deductions", {"code": "X1", "points": -1})
    changed: Any = change_item(BASE, "bonus", "T1", {"code": "T9", "cap": 2})
    removed: Any = remove_item(BASE, "bonus", "T1")
    renamed: Any = change_item(BASE, "bands", "Tốt", {"from": 9})

    assert added["deductions"] == [{"code": "X1", "points": -1}]
    assert changed["bonus"][0] == {"code": "T9", "points": 1, "cap": 2}
    assert changed["exclusive"] == [["I.1", "T9", "T2"]]
    assert removed["bonus"] == [{"code": "T2", "points": 2}]
    assert removed["exclusive"] == [["I.1", "T2"]]
    assert renamed["bands"] == [{"name": "Tốt", "from": 9}]


def test_settings_change_without_touching_tree_or_lists():
    document = change_settings(BASE, {"not_applicable": "full", "criteria": [], "bonus": [], "format": "x"})

    assert document == {**BASE, "not_applicable": "full"}


def test_a_draft_need_not_fit_and_says_so():
    draft = change_node(BASE, "I.1", {"max": 50})

    scheme, problems = read_scheme(draft)

    assert scheme is None
    assert [problem.path for problem in problems] == ["criteria[0].max"]


def test_a_draft_without_ties_or_exclusive_lists_is_edited_as_well():
    bare = scheme_doc(leaf("direct", 5, "A"), leaf("direct", 5, "B"))

    renamed = change_node(bare, "A", {"code": "C"})
    removed = remove_node({**bare, "ranking": {"votes": True}, "exclusive": None}, "A")

    assert codes(renamed) == ["C", "B"]
    assert codes(removed) == ["B"]
    assert (removed["ranking"], removed["exclusive"]) == ({"votes": True}, None)


def test_what_is_no_node_yet_does_not_stop_an_edit():
    draft = {"criteria": [None, leaf("direct", 5, "A")], "exclusive": [None, ["A", "T1", "T2"]]}

    assert change_node(draft, "A", {"code": "B"})["criteria"] == [{}, leaf("direct", 5, "B")]
    assert change_node(draft, "A", {"code": "B"})["exclusive"] == [None, ["B", "T1", "T2"]]
    assert remove_node(draft, "A")["exclusive"] == [["T1", "T2"]]
