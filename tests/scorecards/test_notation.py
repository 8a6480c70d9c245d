"""Short notation: what is written is read back, in both languages, and what cannot be read says how it is written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scorecards.ready import there
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import HINTS, Read, read, write
from thidua.scorecards.errors import NotationUnreadable
from thidua.scorecards.states import Awaits

TARGETS = [
    {"name": "Một", "weight": "3", "target": "10", "actual": "9", "direction": "higher"},
    {"name": "Hai", "weight": "2", "target": "5", "actual": "6", "direction": "lower"},
]
PARAMS = {
    "external": {"map": {"hoan_thanh_tot": "5", "khac_la": "1"}},
    "deduct_per_event": {"events": {"late": "1", "missing": "2"}},
}
WRITTEN = [
    ("pass_fail", {"achieved": True}, "đạt", "met"),
    ("pass_fail", {"achieved": False}, "không đạt", "not met"),
    ("direct", {"points": "4.5"}, "4,5", "4.5"),
    ("proportional", {"target": "50", "actual": "46.875"}, "46,8750/50", "46.8750/50"),
    ("relative_to_leader", {"target": "0", "actual": "7"}, "7/0", "7/0"),
    ("completion", {"percent": "85"}, "85", "85"),
    ("step", {"x": "97.4"}, "97,4", "97.4"),
    ("deduct_step", {"x": "-3"}, "-3", "-3"),
    ("lateness", {"days_late": "-2"}, "-2", "-2"),
    ("lateness", {"missing": True}, "không nộp", "never filed"),
    ("dated", {"date": "2023-02-25", "parts": "3"}, "25/02/2023; 3", "25 Feb 2023; 3"),
    ("dated", {"date": "2023-02-25"}, "25/02/2023", "25 Feb 2023"),
    ("count", {"count": "4"}, "4", "4"),
    ("count", {"count": ["DH-01", "DH-02"]}, "DH-01; DH-02", "DH-01; DH-02"),
    ("count", {"count": []}, "0", "0"),
    ("deduct_per_event", {"count": "2"}, "2", "2"),
    ("deduct_per_event", {"events": {"late": "1", "missing": "2"}}, "chậm 1; thiếu 2", "late 1; missing 2"),
    ("banded_target", {"n": "7000", "actual": "74.5"}, "7000; 74,5", "7000; 74.5"),
    ("external", {"rating": "hoan_thanh_tot"}, "Hoàn thành tốt", "Good completion"),
    ("external", {"rating": "khac_la"}, "khac la", "khac la"),
    ("unit_targets", {"targets": TARGETS}, "9; 6", "9; 6"),
    ("direct", {"state": "not_applicable"}, "KAD", "N/A"),
    ("direct", {"state": "pending"}, "chờ", "waiting"),
]


def leaf(kind: str) -> Leaf:
    return Leaf("X.1", "Chỉ tiêu", Decimal(5), kind, PARAMS.get(kind, {}), (), frozenset())


@pytest.mark.parametrize(("kind", "entry", "vi", "en"), WRITTEN)
def test_an_entry_is_written_in_both_languages(kind, entry, vi, en):
    assert (write(leaf(kind), entry, lang="vi"), write(leaf(kind), entry, lang="en")) == (vi, en)


@pytest.mark.parametrize(
    ("kind", "entry", "vi", "en"), [row for row in WRITTEN if row[0] != "dated" and row[1] != {"count": []}]
)
def test_what_is_written_is_read_back(kind, entry, vi, en):
    for text in (vi, en):
        found = read(leaf(kind), text, base={"targets": TARGETS})
        assert found is not None
        assert found.entry == entry


def test_days_are_read_back_in_vietnamese():
    assert there(read(leaf("dated"), "25/02/2023; 3")).entry == {"date": "2023-02-25", "parts": "3"}
    assert there(read(leaf("dated"), "2023-02-25")).entry == {"date": "2023-02-25"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KAD: không được giao", Read({"state": "not_applicable"}, Awaits.NOTHING, "không được giao")),
        ("cho: cấp trên", Read({"state": "pending"}, Awaits.SUPERIOR, "cấp trên")),
        ("Thiếu minh chứng: chưa có QĐ", Read({"state": "pending"}, Awaits.EVIDENCE, "chưa có QĐ")),
        ("n/a", Read({"state": "not_applicable"})),
    ],
)
def test_states_are_read_with_their_reason_with_or_without_diacritics(text, found):
    assert read(leaf("direct"), text) == found


def test_states_are_written_with_their_reason_and_what_they_wait_for():
    assert (
        write(leaf("direct"), {"state": "pending"}, lang="vi", awaits="evidence", reason="chưa có QĐ")
        == "thiếu: chưa có QĐ"
    )
    assert write(leaf("direct"), None, lang="vi") == ""


def test_nothing_is_nothing():
    assert read(leaf("direct"), "  ") is None


def test_a_result_alone_keeps_the_target_known_before():
    assert there(read(leaf("proportional"), "3", base={"target": "5", "actual": "4"})).entry == {
        "target": "5",
        "actual": "3",
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("pass_fail", "có lẽ"),
        ("direct", "bốn"),
        ("direct", "1.234"),
        ("proportional", "5"),
        ("banded_target", "7"),
        ("dated", "31/06/2023"),
        ("dated", ";"),
        ("external", "Tuyệt vời"),
        ("deduct_per_event", "sớm 1"),
        ("unit_targets", "1; 2; 3"),
        ("lateness", "hôm qua"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_it_is_written(kind, text):
    with pytest.raises(NotationUnreadable) as refused:
        read(leaf(kind), text, base={"targets": TARGETS} if kind == "unit_targets" else None)

    assert there(refused.value.remedy).text == HINTS[kind]


def test_targets_need_their_registration():
    with pytest.raises(NotationUnreadable, match="no registered targets"):
        read(leaf("unit_targets"), "1; 2")


def test_a_kind_without_notation_is_a_programming_error():
    with pytest.raises(ValueError, match="no notation"):
        write(leaf("lạ"), {"x": "1"}, lang="vi")


@given(st.decimals(min_value=-9999, max_value=99999, places=3), st.sampled_from(["vi", "en"]))
def test_any_figure_survives_the_round_trip(number, lang):
    entry = {"x": format(number.normalize(), "f") if number else "0"}

    text = write(leaf("step"), entry, lang=lang)

    assert Decimal(there(read(leaf("step"), text)).entry["x"]) == number
