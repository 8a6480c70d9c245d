"""What changed between two versions of a scheme."""

import copy
from typing import Any

import pytest

from tests.core.scoring.making import english, leaf, scheme_doc
from thidua.core.scoring import canonical_scheme, diff_documents, diff_schemes, parse_scheme
from thidua.core.wording import sentence as worded

STEPS = [{"when": "x >= 90", "points": 5}, {"when": "65 <= x < 80", "points": 3}]
BASE: dict[str, Any] = scheme_doc(
    {
        "code": "I",
        "name": "Nhiệm vụ",
        "max": 10,
        "children": [leaf("step", 5, "I.1", steps=STEPS), leaf("direct", 5, "I.2")],
    },
    {"code": "II", "name": "Thi đua", "max": 5, "children": [leaf("count", 5, "II.1", per_item="1.25")]},
    bonus=[{"code": "T4", "name": "Đăng cai", "points": 1, "cap": 2}],
    ranking={"ties": ["I", "II"], "votes": True},
)


def changes(edit):
    """(kind, code, place, English sentence) of each change that an edit of the document makes."""
    document = copy.deepcopy(BASE)
    edit(document)
    found = diff_schemes(parse_scheme(BASE), parse_scheme(document))
    for change in found:
        assert worded(change.sentence, "vi")
    return [(change.kind, change.code, change.place, english(change.sentence)) for change in found]


def narrow(document):
    document["criteria"][0]["children"][0]["steps"][1]["when"] = "65 <= x < 79"


def cheapen(document):
    document["criteria"][1]["children"][0]["per_item"] = 1


def rename(document):
    document["criteria"][0]["children"][1]["name"] = "Phối hợp 2023"


def reorder(document):
    document["criteria"][0]["children"].reverse()


def move(document):
    document["criteria"][1]["children"].append(document["criteria"][0]["children"].pop())
    document["criteria"][0]["max"], document["criteria"][1]["max"] = 5, 10


def swap(document):
    document["criteria"][0]["children"][1] = leaf("pass_fail", 5, "I.3")


def raise_cap(document):
    document["bonus"][0]["cap"] = 3


def drop_bonus(document):
    del document["bonus"]


def new_rules(document):
    document["ranking"] = {"ties": ["II"]}
    document["total"]["bonus_max"] = 10


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda document: None, []),
        (
            narrow,
            [("changed", "I.1", "steps[1].when", "I.1 steps[1].when: from 65 <= x < 80 to 65 <= x < 79")],
        ),
        (cheapen, [("changed", "II.1", "per_item", "II.1 per_item: from 1.25 to 1")]),
        (rename, [("changed", "I.2", "name", "I.2 name: from nothing to Phối hợp 2023")]),
        (reorder, [("reordered", "", "order", "Reordered: I, I.2, I.1, II, II.1")]),
        (
            move,
            [
                ("changed", "I", "max", "I max: from 10 to 5"),
                ("changed", "II", "max", "II max: from 5 to 10"),
                ("moved", "I.2", "parent", "Moved I.2 from I to II"),
                ("reordered", "", "order", "Reordered: I, I.1, II, II.1, I.2"),
            ],
        ),
        (
            swap,
            [("removed", "I.2", "", "Removed I.2: I.2"), ("added", "I.3", "", "Added I.3: I.3")],
        ),
        (raise_cap, [("changed", "T4", "cap", "T4 cap: from 2 to 3")]),
        (drop_bonus, [("removed", "T4", "", "Removed T4: Đăng cai")]),
        (
            new_rules,
            [
                ("changed", "", "total.bonus_max", " total.bonus_max: from nothing to 10"),
                ("changed", "", "ranking.ties", " ranking.ties: from I, II to II"),
                ("changed", "", "ranking.votes", " ranking.votes: from yes to nothing"),
            ],
        ),
    ],
)
def test_a_change_is_named_by_code_and_place(edit, expected):
    assert changes(edit) == expected


def test_another_writing_of_the_same_is_no_change():
    other = copy.deepcopy(BASE)
    other["criteria"][0]["max"] = "10.0"
    other["criteria"][0]["children"][0]["steps"][0]["when"] = "90 <= x"
    other["name"] = "Bảng điểm"

    assert diff_schemes(parse_scheme(BASE), parse_scheme(other)) == ()
    assert parse_scheme(BASE).document == parse_scheme(other).document


def test_numbers_are_written_in_the_readers_way():
    found = diff_schemes(parse_scheme(BASE), parse_scheme({**BASE, "criteria": _dearer()}))

    assert [worded(change.sentence, "vi") for change in found] == ["II.1 per_item: từ 1,25 thành 2,5"]


def _dearer():
    criteria = copy.deepcopy(BASE["criteria"])
    criteria[1]["children"][0]["per_item"] = "2.5"
    return criteria


def test_drafts_that_do_not_fit_can_be_compared_too():
    draft = copy.deepcopy(BASE)
    draft["criteria"].append({"code": "III", "max": 50})
    draft["criteria"].append({"max": 5})

    found = diff_documents(canonical_scheme(BASE), canonical_scheme(draft))

    assert [(change.kind, change.code) for change in found] == [("added", "III"), ("added", "")]


def test_an_added_item_is_told():
    def grow(document):
        document["bonus"].append({"code": "T5", "name": "Cờ", "points": 3})

    assert changes(grow) == [("added", "T5", "", "Added T5: Cờ")]


def test_a_row_of_a_draft_that_is_no_node_yet_is_no_change():
    assert diff_documents({"criteria": [None]}, {"criteria": []}) == ()
