"""What holds for every scheme and all results."""

import copy
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.core.scoring.drawing import KINDS, UNITS, blocs, leaf_docs
from tests.core.scoring.making import card_of, leaf, scheme_of, scored
from thidua.core.loading import load_document
from thidua.core.scoring import (
    ResultsProblem,
    SchemeProblem,
    State,
    check_scheme,
    parse_results,
    parse_scheme,
    possible_range,
    possible_standings,
    read_scheme,
    room_to_gain,
    score,
    scorecard_document,
)
from thidua.core.wording import sentence as worded

CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]
# Blocs are slow to draw, and a busy machine is no failure.
DRAWN = settings(max_examples=40, deadline=None, suppress_health_check=CHECKS)
MANY = settings(max_examples=200, deadline=None, suppress_health_check=CHECKS)
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.just("9" * 30),
    st.sampled_from(["", "x", "I", "L0", "7,5", "nan", "x >= 1", "direct", "2023-02-30", "\ud800", "a\nb"]),
    st.floats(),
    st.lists(st.integers(0, 2), max_size=2),
    st.dictionaries(st.sampled_from(["code", "max", "points", "count"]), st.integers(0, 2), max_size=2),
    st.just({1: 2}),
    st.just([None]),
)


def shuffled(value, rng):
    """The same document with every mapping, and the list of units, in another order."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: shuffled(value[key], rng) for key in keys}
    return [shuffled(item, rng) for item in value] if isinstance(value, list) else value


def places(value, path=()):
    """Every place in a document."""
    yield path
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in children:
        yield from places(inner, (*path, key))


def mutated(document, data):
    """The document with one place replaced, taken away or doubled."""
    document = copy.deepcopy(document)
    path = data.draw(st.sampled_from([place for place in places(document) if place]))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    way = data.draw(st.sampled_from(["junk", "drop", "rename", "double"]))
    if way == "drop":
        del inner[path[-1]]
    elif way == "rename" and isinstance(inner, dict):
        inner[data.draw(st.sampled_from(["code", "kind", "extra", "points", "máx"]))] = inner.pop(path[-1])
    elif way == "double" and isinstance(inner, list):
        inner.append(copy.deepcopy(inner[path[-1]]))
    else:
        inner[path[-1]] = data.draw(JUNK)
    return document


@DRAWN
@given(blocs(), st.randoms(use_true_random=False))
def test_the_order_of_units_leaves_and_keys_does_not_matter(bloc, rng):
    scheme, results = bloc
    plain = parse_scheme(scheme)
    mixed = parse_scheme(shuffled(scheme, rng))

    first = scorecard_document(score(plain, parse_results(results, plain)), plain)
    second = scorecard_document(score(mixed, parse_results(shuffled(results, rng), mixed)), mixed)

    assert first == second


@DRAWN
@given(blocs())
def test_a_score_is_the_same_each_time_and_touches_nothing(bloc):
    scheme, results = copy.deepcopy(bloc)
    read = parse_scheme(scheme)
    parsed = parse_results(results, read)

    first, second = score(read, parsed), score(read, parsed)

    assert scorecard_document(first, read) == scorecard_document(second, read)
    assert (scheme, results) == bloc


@DRAWN
@given(blocs())
def test_a_document_of_yaml_or_json_means_the_same(bloc):
    scheme, results = bloc
    copies = [
        load_document(json.dumps(document).encode(), name=name)
        for document in bloc
        for name in ("a.json", "a.yaml")
    ]

    read = parse_scheme(scheme)
    assert parse_scheme(copies[0]) == parse_scheme(copies[1]) == read
    assert parse_scheme(read.document) == read
    expected = scorecard_document(score(read, parse_results(results, read)), read)
    for document in copies[2:]:
        assert scorecard_document(score(read, parse_results(document, read)), read) == expected


@DRAWN
@given(blocs(), st.sampled_from(["self", "appraised"]))
def test_everything_can_be_said_in_both_languages(bloc, stage):
    scheme, results = bloc
    read = parse_scheme(scheme)
    parsed = parse_results(results, read)
    card = score(read, parsed, stage)

    said = [doubt.sentence for doubt in check_scheme(read)] + list(card.warnings)
    for unit in card.units.values():
        said += [leaf.why for leaf in unit.leaves.values()]
        said += [*unit.steps.values(), *(group.why for group in unit.group_sums.values())]
        said += [item.why for item in (*unit.bonus_items, *unit.deduction_items)]
        for code in unit.leaves:
            said += [gain.sentence for gain in room_to_gain(read, parsed, unit.unit, code, stage)]
    for sentence in said:
        for lang in ("vi", "en"):
            text = worded(sentence, lang)
            assert "{" not in text
            assert "Sentence(" not in text
            assert "Decimal(" not in text


@DRAWN
@given(blocs())
def test_the_sums_of_a_sheet_add_up(bloc):
    scheme, results = bloc
    read = parse_scheme(scheme)
    card = score(read, parse_results(results, read))

    for unit in card.units.values():
        waiting = any(one.state in {State.PENDING, State.NOT_SUBMITTED} for one in unit.leaves.values())
        assert unit.complete is (not waiting and bool(unit.content or _something_applies(unit)))
        assert unit.total <= unit.content + unit.bonus + unit.deduction
        assert 0 <= unit.bonus <= 6
        assert -3 <= unit.deduction <= 0
        for code, node in read.groups.items():
            inside = sum(
                unit.groups[child.code] if child.code in unit.groups else unit.leaves[child.code].points
                for child in node.children
            )
            assert unit.groups[code] == (inside if node.cap is None else min(inside, node.cap))
        for code, one in unit.leaves.items():
            low, high = read.leaves[code].rule.span()
            capped = getattr(read.leaves[code].rule, "capped", True)
            if one.state is State.VALUE and capped:
                assert min(low, Decimal(0)) <= one.points <= high
    assert set(card.ranking) == {unit.unit for unit in card.units.values() if unit.complete}


def _places_of(units):
    """The places of the units that have one."""
    return {name: one.placement.place for name, one in units.items() if one.placement is not None}


def _something_applies(unit):
    return any(one.state is not State.NOT_APPLICABLE for one in unit.leaves.values())


@DRAWN
@given(blocs(complete=True), st.data())
def test_raising_one_mark_never_lowers_the_units_own_total(bloc, data):
    scheme, results = bloc
    raisable = {"direct": "points", "completion": "percent", "count": "count"}
    spots = [
        (unit, code, raisable[str(node["kind"])])
        for unit in results["units"]
        for code, node in leaf_docs(scheme).items()
        if node["kind"] in raisable
    ]
    unit, code, key = data.draw(st.sampled_from(spots))
    entry = results["units"][unit]["leaves"][code]
    old = entry[key]
    raised = copy.deepcopy(results)
    if key == "count":
        new = (len(old) if isinstance(old, list) else old) + data.draw(st.integers(0, 3))
    else:
        new = str(
            min(Decimal(10) if key == "points" else Decimal(400), Decimal(old) + data.draw(st.integers(0, 9)))
        )
    raised["units"][unit]["leaves"][code] = {key: new}
    read = parse_scheme(scheme)

    before = score(read, parse_results(results, read)).units[unit]
    after = score(read, parse_results(raised, read)).units[unit]

    assert after.total >= before.total


@DRAWN
@given(blocs(complete=True), st.sampled_from(UNITS))
def test_an_equal_competitor_never_improves_a_rank(bloc, unit):
    scheme, results = bloc
    assume(unit in results["units"])
    # A twin beside a leader changes no relative leaf; votes are between units that are named.
    twin = copy.deepcopy(results)
    twin["units"]["TWIN"] = copy.deepcopy(results["units"][unit])
    read = parse_scheme({**scheme, "ranking": {"ties": scheme["ranking"]["ties"]}})
    assume(not any("not_applicable_for" in node for node in leaf_docs(scheme).values()))

    before = score(read, parse_results(results, read)).units
    after = score(read, parse_results(twin, read)).units

    for name, place in _places_of(before).items():
        assert _places_of(after)[name] >= place


@DRAWN
@given(blocs())
def test_ranks_follow_totals(bloc):
    scheme, results = bloc
    read = parse_scheme(scheme)
    card = score(read, parse_results(results, read))

    totals = [card.units[unit].total for unit in card.ranking]
    assert totals == sorted(totals, reverse=True)
    ranks = [rank for unit in card.ranking if (rank := card.units[unit].rank) is not None]
    assert ranks == sorted(set(ranks))


@DRAWN
@given(blocs(), st.data())
def test_any_completion_ends_within_the_possible_range(bloc, data):
    scheme, results = bloc
    read = parse_scheme(scheme)
    assume(
        not any(node["kind"] == "proportional" and not node["capped"] for node in leaf_docs(scheme).values())
    )
    parsed = parse_results(results, read)
    ranges = {unit: possible_range(read, parsed, unit) for unit in results["units"]}

    completed = copy.deepcopy(results)
    for unit in completed["units"].values():
        for code, node in leaf_docs(scheme).items():
            entry = unit["leaves"].get(code)
            if entry is None or entry.get("state") in {"pending", "not_submitted"}:
                unit["leaves"][code] = data.draw(KINDS[str(node["kind"])][1])
    card = score(read, parse_results(completed, read))

    for unit, (low, high) in ranges.items():
        assert low <= card.units[unit].total <= high
    standings = possible_standings(read, parsed)
    if all(one.complete for one in card.units.values()):
        for unit, place in _places_of(card.units).items():
            assert standings[unit].places.best <= place <= standings[unit].places.worst


@MANY
@given(blocs(), st.data())
def test_no_broken_scheme_does_more_than_be_refused(bloc, data):
    document = mutated(bloc[0], data)
    if data.draw(st.booleans()):
        document = mutated(document, data)

    scheme, problems = read_scheme(document)

    assert (scheme is None) == bool(problems)
    for problem in problems:
        assert problem.path
        assert worded(problem.sentence, "vi")
        assert worded(problem.sentence, "en")


@MANY
@given(blocs(), st.data())
def test_no_broken_results_do_more_than_be_refused(bloc, data):
    scheme = parse_scheme(bloc[0])
    document = mutated(bloc[1], data)

    try:
        results = parse_results(document, scheme)
    except ResultsProblem as problem:
        place, said = problem.path, worded(problem.sentence, "vi")
        assert place
        assert said
        return
    assert scorecard_document(score(scheme, results), scheme)


@DRAWN
@given(JUNK)
def test_no_value_at_all_does_more_than_be_refused(value):
    _, problems = read_scheme(value)

    assert all(isinstance(problem, SchemeProblem) for problem in problems)
    assert problems


FIGURES = st.decimals(min_value="0.01", max_value=10**6, places=4, allow_nan=False, allow_infinity=False)


@MANY
@given(FIGURES, FIGURES, st.integers(0, 4), st.sampled_from(["half_up", "down"]))
def test_a_proportion_is_rounded_once_as_fractions_say(target, actual, decimals, mode):
    rule = leaf("proportional", 10, capped=False)
    scheme = scheme_of(rule, rounding={"decimals": decimals, "mode": mode})
    got = card_of(scheme, {"U": {"leaves": {"A": {"target": str(target), "actual": str(actual)}}}})

    scaled = 10 * Fraction(actual) / Fraction(target) * 10**decimals
    whole = (scaled + (Fraction(1, 2) if mode == "half_up" else 0)).__floor__()
    assert Fraction(got.units["U"].leaves["A"].points) == Fraction(whole, 10**decimals)


@MANY
@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=2, max_size=6))
def test_own_targets_sum_up_as_fractions_say(pairs):
    weight = Fraction(10, len(pairs)).limit_denominator(100)
    weights = [Decimal(weight.numerator) / weight.denominator for _ in pairs]
    weights = [value.quantize(Decimal("0.01")) for value in weights]
    weights[-1] += 10 - sum(weights)
    targets = [
        {"weight": str(share), "target": str(target), "actual": str(actual)}
        for share, (target, actual) in zip(weights, pairs, strict=True)
    ]

    got = scored(leaf("unit_targets"), {"targets": targets})

    exact = sum(
        Fraction(share) * min(Fraction(1), Fraction(actual) / Fraction(target))
        for share, (target, actual) in zip(weights, pairs, strict=True)
    )
    assert Fraction(got.points) == Fraction((exact * 100 + Fraction(1, 2)).__floor__(), 100)
