"""Figures read from what is typed, computed, and held together; boxes of every kind. No database."""

from decimal import Decimal
from typing import Any

import pytest

from thidua.criteria.leaves import Leaf
from thidua.reports.boxes import leaf_problems, leaf_said, same_said, target_said, text_said
from thidua.reports.figures import Target, figure_of, figure_problems, read_numbers, unread_problems


def target(**changed: Any) -> Target:
    fields: dict[str, Any] = {
        "code": "A-1",
        "key": "k1",
        "name": "Án hình sự",
        "measure": "%",
        "lower": False,
        "weight": Decimal(6),
        "baseline": Decimal("90.5"),
        "target": Decimal(95),
        "decimals": 1,
        "leaf": "A.1",
    }
    return Target(**(fields | changed))


def leaf(kind: str, **params: Any) -> Leaf:
    return Leaf("B.1", "Chỉ tiêu", Decimal(4), kind, params, ("B",), frozenset())


@pytest.mark.parametrize(
    ("text", "lang", "kept"),
    [
        ("2.250", "vi", "2250"),
        ("82,4", "vi", "82.4"),
        ("82,4 %", "vi", "82.4"),
        ("82.4", "en", "82.4"),
        ("0.125", "en", "0.125"),
    ],
)
def test_a_number_is_kept_in_one_form_whatever_language_it_was_typed_in(
    text: str, lang: str, kept: str
) -> None:
    assert read_numbers({"value": text}, ("value",), lang=lang) == {"value": kept}


@pytest.mark.parametrize(("text", "lang"), [("chừng 80", "vi"), ("1.234", "en"), ("12,,5", "vi")])
def test_what_cannot_be_read_is_kept_as_typed_and_told(text: str, lang: str) -> None:
    said = target_said({"value": text}, lang=lang)

    assert said["unread"] == {"value": text}
    assert "value" not in said
    assert set(unread_problems(said)) == {"value"}


def test_an_empty_box_holds_nothing() -> None:
    assert target_said({"value": "  ", "note": " "}, lang="vi") == {}
    assert text_said(" \r\n ") == {}


def test_the_rate_is_worked_out_of_numerator_and_denominator() -> None:
    said = target_said({"part": "412", "whole": "500", "last_part": "398", "last_whole": "500"}, lang="vi")
    found = figure_of(target(), said)

    assert (found.value, found.last_value, found.change) == (
        Decimal("82.4"),
        Decimal("79.6"),
        Decimal("2.8"),
    )
    assert found.share == Decimal("86.7")
    assert found.reached is False


def test_half_is_rounded_up_to_the_target_s_decimals() -> None:
    assert figure_of(target(decimals=2), {"part": "5", "whole": "800"}).value == Decimal("0.63")


@pytest.mark.parametrize(
    ("value", "reached", "share"), [("95", True, Decimal(100)), ("94.9", False, Decimal("99.9"))]
)
def test_a_target_is_reached_at_its_value(value: str, reached: bool, share: Decimal) -> None:
    found = figure_of(target(), {"value": value})

    assert (found.reached, found.share) == (reached, share)


def test_where_lower_is_better_the_limit_counts_and_no_share_is_given() -> None:
    lower = target(lower=True, target=Decimal(0), measure="vụ")

    assert figure_of(lower, {"value": "0"}).reached is True
    assert figure_of(lower, {"value": "1"}).reached is False
    assert figure_of(lower, {"value": "1"}).share is None


def test_a_low_share_asks_for_a_word_but_not_where_the_target_is_reached() -> None:
    assert figure_of(target(), {"value": "40"}).is_low
    assert not figure_of(target(), {"value": "60"}).is_low


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"part": "4"}, "whole"),
        ({"whole": "4"}, "part"),
        ({"part": "4", "whole": "0"}, "whole"),
        ({"part": "412", "whole": "500", "value": "90"}, "value"),
        ({"last_part": "1", "last_whole": "4", "last_value": "26"}, "last_value"),
        ({"value": "-1"}, "value"),
    ],
)
def test_figures_that_do_not_hold_together_name_their_box(said: dict[str, str], where: str) -> None:
    assert set(figure_problems(target(), said)) == {where}


@pytest.mark.parametrize(
    "said",
    [
        {"part": "412", "whole": "500", "value": "82.4"},
        {"part": "0", "whole": "0"},
        {"value": "0"},
        {},
    ],
)
def test_figures_that_hold_together_have_no_problem(said: dict[str, str]) -> None:
    assert figure_problems(target(), said) == {}


def test_a_count_over_another_is_no_rate() -> None:
    counted = target(measure="người", decimals=0)

    assert figure_of(counted, {"part": "4", "whole": "8"}).value is None


def test_a_leaf_is_read_by_its_notation_and_kept_with_what_it_waits_for() -> None:
    assert leaf_said(leaf("direct"), {"entry": "4,5", "last_entry": "4", "note": "theo biên bản"}) == {
        "entry": {"points": "4.5"},
        "last_entry": {"points": "4"},
        "note": "theo biên bản",
    }
    assert leaf_said(leaf("external", map={"tot": 4}), {"entry": "chờ: cấp trên chưa xếp loại"}) == {
        "entry": {"state": "pending"},
        "awaits": "superior",
        "reason": "cấp trên chưa xếp loại",
    }


def test_a_leaf_that_cannot_be_read_is_kept_as_typed_with_the_way_it_is_written() -> None:
    said = leaf_said(leaf("direct"), {"entry": "khoảng bốn"})

    assert said == {"unread": {"entry": "khoảng bốn"}}
    why, remedy = leaf_problems(leaf("direct"), said)["entry"]
    assert "{text}" in why.text or why.text
    assert remedy is not None


def test_boxes_are_the_same_when_they_hold_the_same() -> None:
    assert same_said({"value": "4", "note": ""}, {"value": "4"})
    assert not same_said({"value": "4"}, {"value": "5"})
