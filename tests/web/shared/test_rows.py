"""Rows that compute where things are drawn, and which pages a list offers."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from thidua.web.shared.parts import (
    Axis,
    BandDrawing,
    HeatCell,
    ImportStep,
    Line,
    MatrixCell,
    Pager,
    Phases,
    Ranking,
    RankRow,
    StepBand,
    SuccessionEdge,
    SuccessionGraph,
    SuccessionNode,
)

POINTS = st.decimals(min_value=-10_000, max_value=10_000, places=2)


@given(st.lists(POINTS, min_size=1, max_size=12))
def test_axis_holds_every_value_with_few_round_ticks(values: list[Decimal]) -> None:
    axis = Axis.over(values)

    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert len(axis.ticks) <= 12
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)


@given(st.lists(POINTS, min_size=2, max_size=2, unique=True))
def test_axis_keeps_the_order_of_values(values: list[Decimal]) -> None:
    axis = Axis.over(values)

    low, high = sorted(values)

    assert axis.share(low) < axis.share(high)


def test_axis_writes_svg_lengths_with_a_point() -> None:
    axis = Axis(Decimal(60), Decimal(110), Decimal(10))

    assert (axis.at(Decimal("108.63")), axis.up(Decimal(60)), axis.width(Decimal(70), Decimal(80))) == (
        "97.26%",
        "100%",
        "20%",
    )


@pytest.mark.parametrize(
    ("percent", "step"),
    [(59, "1"), (60, "2"), (74, "2"), (75, "3"), (85, "4"), (94, "4"), (95, "5"), (100, "5")],
)
def test_heat_cell_is_on_its_step(percent: int, step: str) -> None:
    assert HeatCell(percent).step == step


def test_heat_cell_without_a_number_waits_or_does_not_apply() -> None:
    assert (HeatCell(None, "chờ").step, HeatCell(None, "KAD", waiting=False).step) == ("wait", "na")


def test_ranking_puts_ranges_and_settled_totals_on_one_scale() -> None:
    rows = [
        RankRow("1", "A", Decimal("94.95"), Decimal("94.95"), ""),
        RankRow("2", "B", Decimal("68.00"), Decimal("74.00"), ""),
    ]

    standing = Ranking.of(rows)

    assert ([row.settled for row in standing.rows], standing.axis.low, standing.axis.high) == (
        [True, False],
        65,
        95,
    )


def test_line_breaks_where_a_value_is_missing() -> None:
    line = Line((Decimal(0), Decimal(50), None, Decimal(100)))

    assert line.points(Axis(Decimal(0), Decimal(100), Decimal(50))) == ("0,100 33.33,50", "100,0")


def test_phases_fold_to_three_around_the_present() -> None:
    year = Phases.of([(str(i), "") for i in range(12)], 6)

    assert [step.name for step in year.steps if not step.folded] == ["5", "6", "7"]
    assert [step.progress for step in year.steps] == ["done"] * 6 + ["now"] + ["next"] * 5


def test_import_steps_stand_around_the_present() -> None:
    assert [step.progress for step in ImportStep.of(["a", "b", "c"], 1)] == ["done", "now", "next"]


def test_bands_with_open_ends_reach_past_the_outermost_bounds() -> None:
    drawing = BandDrawing.of(
        "", "", [StepBand(None, Decimal(65), Decimal(1)), StepBand(Decimal(65), None, Decimal(5))]
    )

    assert (drawing.across.low < 65 < drawing.across.high, drawing.points.low) == (True, 0)


def test_a_successor_stands_between_those_it_carries_on() -> None:
    day = date(2025, 7, 1)
    last = date(2025, 6, 30)

    graph = SuccessionGraph.of(
        "",
        [
            SuccessionNode("a", "A", until=last),
            SuccessionNode("b", "B", until=last),
            SuccessionNode("c", "C", since=day),
        ],
        [SuccessionEdge("a", "c"), SuccessionEdge("b", "c")],
    )

    first, second, merged = (node.y for node in graph.nodes)
    assert (first < merged < second, [found for found, _x in graph.days]) == (True, [day])


def test_two_parts_of_a_split_do_not_lie_on_each_other() -> None:
    day = date(2025, 7, 1)

    graph = SuccessionGraph.of(
        "",
        [
            SuccessionNode("a", "A", until=date(2025, 6, 30)),
            SuccessionNode("b", "B", since=day),
            SuccessionNode("c", "C", since=day),
        ],
        [SuccessionEdge("a", "b"), SuccessionEdge("a", "c")],
    )

    assert len({node.y for node in graph.nodes[1:]}) == 2


def test_pager_keeps_the_filters_and_skips_the_middle() -> None:
    pages = Pager.of(10, 22, QueryDict("state=wait&unit=CA&unit=TA&page=10"))

    assert [link.number if link else None for link in pages.links] == [1, None, 8, 9, 10, 11, 12, None, 22]
    assert (pages.previous, pages.next) == (
        "?state=wait&unit=CA&unit=TA&page=9",
        "?state=wait&unit=CA&unit=TA&page=11",
    )


@pytest.mark.parametrize(("number", "ways"), [(1, ("", "?page=2")), (3, ("?page=2", ""))])
def test_pager_ends_at_both_ends(number: int, ways: tuple[str, str]) -> None:
    pages = Pager.of(number, 3, {})

    assert (pages.previous, pages.next) == ways


def test_a_cell_of_the_sheet_escapes_what_it_is_given() -> None:
    cell = MatrixCell("<b>5</b>", "self", key='a"b', href="/x?a=1&b=2", change="down")

    assert cell.html({"down": "thấp hơn"}, "") == (
        '<td class="is-self is-down" tabindex="-1" data-cell="a&#34;b" data-revision="0">'
        '<a href="/x?a=1&amp;b=2">&lt;b&gt;5&lt;/b&gt;</a><span class="sr"> thấp hơn</span></td>'
    )


def test_a_cell_that_cannot_be_chosen_is_no_stop_of_the_grid() -> None:
    assert MatrixCell("chưa đủ", "appraised", state="incomplete").html({}, "") == (
        '<td class="is-appraised is-final is-incomplete">chưa đủ</td>'
    )
