"""What the checker sees: errors and doubts, of finished and unfinished drafts, each with a key that holds."""

from copy import deepcopy
from typing import Any

import pytest

from tests.factories.criteria import SMALL
from thidua.criteria.changes import change_key, changes_between
from thidua.criteria.documents.shape import (
    all_codes,
    content_hash,
    is_group,
    node_at,
    normal,
    skeleton,
    spot_of,
    spots,
)
from thidua.criteria.findings import findings_of, hard_problems


def small(**changed: Any) -> dict[str, Any]:
    return normal({**deepcopy(SMALL), **changed})


def seen(document: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.code, one.error) for one in findings_of(document)]


def test_a_table_in_order_has_only_its_cliff() -> None:
    assert seen(small()) == [("cliff", "A.2", False)]


def test_errors_come_first_with_the_code_they_belong_to() -> None:
    broken = small()
    broken["criteria"][1]["children"][0]["map"]["tot"] = "9"
    broken["bonus"][0]["points"] = "-1"
    broken["bands"][0]["from"] = "x"
    broken["total"]["content_max"] = "0"

    assert {(code, error) for _, code, error in seen(broken)} == {
        ("B.1", True),
        ("T1", True),
        ("Tốt", True),
        ("", True),
    }


def test_a_draft_whose_sums_do_not_fit_still_shows_its_doubts() -> None:
    draft = small()
    draft["criteria"][0]["children"][0]["max"] = "9"

    assert seen(draft) == [("sum_above_max", "A", True), ("cliff", "A.2", False)]


def test_a_draft_with_an_empty_section_still_shows_its_doubts() -> None:
    draft = small()
    draft["criteria"].append({"code": "C", "max": "0", "cap": "0", "children": []})

    assert ("cliff", "A.2", False) in seen(draft)
    assert ("list_empty", "C", True) in seen(draft)


def test_an_empty_tree_is_unfinished_not_wrong() -> None:
    document = skeleton("Bảng")

    assert hard_problems(document) == ()
    assert [(kind, error) for kind, _, error in seen(document)] == [
        ("list_empty", True),
        ("sum_not_content_max", True),
    ]


def test_doubts_are_not_told_of_a_draft_that_cannot_be_read() -> None:
    broken = small()
    broken["criteria"][0]["children"][0]["kind"] = "bói toán"

    assert [error for _, _, error in seen(broken)] == [True]


def test_a_key_holds_while_the_same_is_seen_and_changes_with_it() -> None:
    one, other = small(), small()
    other["criteria"][1]["name"] = "Khác"
    changed = small()
    changed["criteria"][0]["children"][1]["steps"][2]["points"] = "0"

    keys = [findings_of(document)[0].key for document in (one, other, changed)]

    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


def test_a_fix_names_the_band_and_the_condition() -> None:
    draft = small()
    draft["criteria"][0]["children"][1]["steps"][1]["when"] = "70 <= x < 89"

    gap = next(one for one in findings_of(draft) if one.kind == "gap")

    assert gap.fix == {"band": 1, "when": "70 <= x < 90"}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("criteria[0]", "A"),
        ("criteria[0].children[1].steps[0].when", "A.2"),
        ("criteria[0].children[9]", "A"),
        ("criteria[9]", None),
        ("bonus[0]", None),
    ],
)
def test_a_place_leads_to_its_node(path: str, code: str | None) -> None:
    node = node_at(small(), path)

    assert (node or {}).get("code") == code


def test_the_tree_is_walked_parents_first() -> None:
    document = small()

    assert [spot.node["code"] for spot in spots(document)] == ["A", "A.1", "A.2", "B", "B.1", "B.2"]
    assert [spot.parent_code for spot in spots(document)] == ["", "A", "A", "", "B", "B"]
    assert is_group(document["criteria"][0])
    assert spot_of(document, "ZZ") is None
    assert all_codes(document)["T1"] == "bonus"


def test_normal_form_leaves_out_what_says_nothing_and_keeps_what_speaks() -> None:
    made = normal(
        {
            "name": "Ho\u0302\u0323i",
            "bonus": [],
            "total": {"content_max": "10.0", "bonus_max": None},
            "criteria": [{"max": 1.50, "code": 1, "kind": "lateness", "missing": None, "cap": None}],
            "later": 1,
        }
    )

    assert made == {
        "name": "Hội",
        "total": {"content_max": "10"},
        "criteria": [{"code": "1", "max": "1.5", "kind": "lateness", "missing": None}],
        "later": "1",
        "format": "thidua-scheme/1",
    }


def test_normal_form_is_its_own_normal_form() -> None:
    assert normal(small()) == small()
    assert content_hash(normal(small())) == content_hash(small())


def test_a_change_keeps_its_key_whatever_its_values() -> None:
    one, two = small(), small()
    one["criteria"][0]["children"][0]["max"] = "4"
    two["criteria"][0]["children"][0]["max"] = "3"

    keys = [[change_key(change) for change in changes_between(small(), other)] for other in (one, two)]

    assert keys == [["criteria:A.1:max"], ["criteria:A.1:max"]]
