"""Numbers carried up the tree: each activity once for each movement above it, whatever ways lead there."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from thidua.campaigns.rollup import (
    Doing,
    Figure,
    Link,
    ancestors,
    circles,
    closes_circle,
    descendants,
    roll_up,
    total_of,
)

NODES = 7
# A link goes from a greater number to a smaller one: no circle can come about.
LINKS = some.frozensets(
    some.tuples(some.integers(0, NODES - 1), some.integers(0, NODES - 1)).filter(
        lambda link: link[0] > link[1]
    ),
    max_size=14,
)
FIGURES = some.lists(
    some.builds(
        Figure,
        some.sampled_from(["people", "gifts", "rate"]),
        some.just("Số liệu"),
        some.just("đơn vị"),
        some.integers(0, 1000).map(Decimal),
        some.booleans(),
    ),
    max_size=3,
    unique_by=lambda one: one.key,
).map(
    lambda found: tuple(Figure(f.key, f.measure, f.unit_of_measure, f.amount, f.key != "rate") for f in found)
)
DOINGS = some.lists(
    some.builds(
        Doing,
        some.integers(0, 50),
        some.integers(0, 5),
        some.frozensets(some.integers(0, NODES - 1), min_size=1, max_size=3),
        FIGURES,
    ),
    max_size=12,
    unique_by=lambda one: one.activity,
)


def brute(links: frozenset[Link], start: int) -> set[int]:
    """Everything below, by walking every way."""
    found = {start}
    for lower, upper in links:
        if upper == start:
            found |= brute(links, lower)
    return found


@settings(max_examples=60, deadline=None)
@given(LINKS, DOINGS)
def test_totals_are_those_of_walking_every_way_and_counting_each_once(links, doings) -> None:
    totals = roll_up(links, doings, range(NODES))

    for node in range(NODES):
        below = brute(links, node)
        counted = [one for one in doings if one.movements & below]
        people = [f.amount for one in counted for f in one.figures if f.key == "people"]
        assert totals[node].activities == {one.activity for one in counted}
        assert totals[node].units == {one.unit for one in counted}
        assert totals[node].amount("people") == sum(people, Decimal(0))
        assert totals[node].amount("rate") == 0


@settings(max_examples=60, deadline=None)
@given(LINKS, DOINGS)
def test_a_second_way_up_changes_nothing_above(links, doings) -> None:
    before = roll_up(links, doings, range(NODES))
    shortcuts = {(low, up) for low in range(NODES) for up in ancestors(links, low)}

    after = roll_up(links | shortcuts, doings, range(NODES))

    assert after == before


@settings(max_examples=40, deadline=None)
@given(LINKS, DOINGS, some.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(links, doings, random) -> None:
    turned_links, turned = list(links), list(doings)
    random.shuffle(turned_links)
    random.shuffle(turned)

    found = roll_up(turned_links, turned, range(NODES))

    assert found == roll_up(links, doings, range(NODES))


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 5), some.integers(0, 5)), max_size=20))
def test_links_accepted_one_by_one_never_close_a_circle(wanted) -> None:
    links: set[Link] = set()
    for lower, upper in wanted:
        if not closes_circle(links, lower, upper):
            links.add((lower, upper))

    assert circles(links) == frozenset()
    # Whatever was refused would have closed one.
    for link in wanted:
        assert link in links or circles(links | {link})


def test_a_diamond_counts_once_at_its_top() -> None:
    links = {(3, 1), (3, 2), (1, 0), (2, 0)}
    doing = Doing(1, 9, frozenset({3, 1}), (Figure("gifts", "Quà", "suất", Decimal(30)),))

    total = total_of([doing], {0} | descendants(links, 0))

    assert (total.count, total.amount("gifts")) == (1, Decimal(30))


def test_figures_of_one_measure_are_added_and_rates_are_not() -> None:
    doings = [
        Doing(
            n,
            n,
            frozenset({0}),
            (Figure("a", "Quà", "suất", Decimal(n)), Figure("r", "Tỷ lệ", "%", Decimal(80), adds_up=False)),
        )
        for n in (1, 2, 3)
    ]

    total = total_of(doings, {0})

    assert {key: one.amount for key, one in total.sums.items()} == {"a": Decimal(6)}
