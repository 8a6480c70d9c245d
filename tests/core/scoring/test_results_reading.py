"""Results that do not fit their scheme are refused at their place, with the reason."""

from decimal import Decimal

import pytest

from tests.core.scoring.making import english, leaf, results_doc, scheme_of
from thidua.core.scoring import (
    ResultsProblem,
    State,
    parse_cell,
    parse_results,
    parse_what_fits,
    score,
)
from thidua.core.wording import sentence as worded

SCHEME = scheme_of(
    {
        "code": "I",
        "max": 140,
        "children": [
            leaf("pass_fail", code="pass"),
            leaf("direct", code="direct"),
            leaf("proportional", code="prop"),
            leaf("completion", code="compl"),
            leaf("step", code="step", steps=[{"when": "x >= 0", "points": 10}]),
            leaf("lateness", code="late", steps=[{"when": "d <= 0", "points": 10}]),
            leaf("dated", code="dated", steps=[{"until": "2022-02-28", "points": 10}], require=3),
            leaf("count", code="count", per_item=1),
            leaf("deduct_per_event", code="event", per_event=1, events={"late": 1, "missing": 2}),
            leaf("deduct_per_event", code="plain", per_event=1),
            leaf("banded_target", code="band", then="met", bands=[{"when": "n > 0", "target": 5}]),
            leaf("external", code="ext", map={"good": 10}),
            leaf("relative_to_leader", code="rel", share_at_target="0.5"),
            leaf("unit_targets", code="own", min_targets=2, max_targets=3),
        ],
    },
    bonus=[{"code": "T1", "points": 1}, {"code": "T3", "points": 1}],
    deductions=[{"code": "X1", "points": -1}],
    disqualifiers=[{"code": "L1"}, {"code": "L2"}],
    exclusive=[["count", "T1", "T3"], ["event", "direct", "X1"]],
    ranking={"votes": True},
)
TARGET = {"name": "a", "weight": 5, "target": 1, "actual": 1}


def refused(document):
    with pytest.raises(ResultsProblem) as problem:
        parse_results(document, SCHEME)
    return problem.value


ENTRY_CASES = [
    ("pass", {"achieved": "maybe"}, "achieved", "true or false is needed"),
    ("pass", {"achieved": 1}, "achieved", "true or false is needed"),
    ("pass", {"points": 10}, "points", "there is no key “points” here"),
    ("direct", {"points": "10.01"}, "points", "10.01 must lie between 0 and 10"),
    ("direct", {"points": -1}, "points", "−1 must lie between 0 and 10"),
    ("direct", {"points": "bốn"}, "points", "“bốn” is not a number"),
    ("direct", {"points": "4,5"}, "points", "in files the decimal mark is the point"),
    ("direct", {"points": None}, "points", "there is no value"),
    ("direct", {"point": 1}, "point", "did you mean “points”?"),
    ("direct", {}, "", "is empty"),
    ("direct", None, "", "is empty"),
    ("direct", 5, "", "a mapping of keys to values is needed"),
    ("direct", {"reason": "vì sao"}, "", "points is needed"),
    ("direct", {"state": "waiting"}, "state", "choose from: value, not_applicable, not_submitted, pending"),
    ("direct", {"state": None}, "state", "there is no value"),
    ("direct", {"state": "pending", "points": 5}, "points", "the state pending does not go with a value"),
    ("direct", {"state": "value"}, "", "points is needed"),
    ("direct", {"points": 5, "appraised": None}, "appraised", "is empty"),
    (
        "direct",
        {"points": 5, "appraised": {"points": 11}},
        "appraised.points",
        "11 must lie between 0 and 10",
    ),
    ("direct", {"points": 5, "appraised": {"appraised": {}}}, "appraised.appraised", "there is no key"),
    ("prop", {"target": 90}, "", "the key “actual” is missing"),
    ("prop", {"actual": 90}, "", "the key “target” is missing"),
    ("prop", {"target": -90, "actual": 1}, "target", "−90 must not be below 0"),
    ("prop", {"target": 90, "actual": -1}, "actual", "−1 must not be below 0"),
    ("prop", {"target": "nan", "actual": 1}, "target", "is not a number"),
    ("compl", {"percent": -1}, "percent", "−1 must not be below 0"),
    ("step", {"x": "trên 90"}, "x", "is not a number"),
    ("late", {"days_late": "1.5"}, "days_late", "1.5 must be a whole number"),
    ("late", {"days_late": 1, "missing": True}, "missing", "do not go together"),
    ("late", {"missing": False}, "missing", "write only missing: true"),
    ("dated", {"date": "2022-02-30", "parts": 3}, "date", "there is no day 2022-02-30"),
    ("dated", {"date": "25/02/2022", "parts": 3}, "date", "such as 2023-07-21"),
    ("dated", {"date": "2022-02-25"}, "", "the key “parts” is missing"),
    ("dated", {"missing": True, "parts": 3}, "parts", "do not go together"),
    ("dated", {"missing": False}, "missing", "write only missing: true"),
    ("direct", {"state": "pending", "reason": "x" * 2001}, "reason", "longer than 2,000 characters"),
    ("dated", {"parts": 3}, "", "the key “date” is missing"),
    ("count", {"count": -1}, "count", "−1 must lie between 0 and"),
    ("count", {"count": "2.5"}, "count", "2.5 must be a whole number"),
    ("count", {"count": ["QD-1", "QD-1"]}, "count[1]", "the record “QD-1” is listed twice"),
    ("count", {"count": ["QD-1", None]}, "count[1]", "a text is needed"),
    ("count", {"count": {"QD-1": 1}}, "count", "this is a list or a mapping"),
    ("count", {"count": ["QD\u00a01"]}, "count[0]", "characters that do not show"),
    ("direct", {"state": ["value"]}, "state", "“…” cannot be used here"),
    ("direct", {"state": "va\u200blue"}, "state", "“va\\u200blue” cannot be used here"),
    ("count", {"count": True}, "count", "a number is needed"),
    ("event", {"events": {"lost": 1}}, "events.lost", "there is no key “lost” here"),
    ("event", {"events": {"late": -1}}, "events.late", "−1 must lie between 0 and"),
    ("event", {"events": {"late": 1}, "count": 1}, "events", "do not go together"),
    ("event", {"events": 3}, "events", "a mapping"),
    ("plain", {"events": {"late": 1}}, "events", "takes a count"),
    ("band", {"n": 5}, "", "the key “actual” is missing"),
    ("ext", {"rating": "great"}, "rating", "there is no rating “great”; the ratings are: good"),
    ("ext", {"rating": ["good"]}, "rating", "a text is needed"),
    ("rel", {"actual": 4}, "", "the key “target” is missing"),
    ("own", {"targets": [TARGET]}, "targets", "there are 1 targets, 2 to 3 are needed"),
    ("own", {"targets": [TARGET] * 4}, "targets", "there are 4 targets"),
    ("own", {"targets": [TARGET, {**TARGET, "weight": 4}]}, "targets", "the weights sum to 9, not to 10"),
    ("own", {"targets": [TARGET, {**TARGET, "weight": 0}]}, "targets[1].weight", "0 must be above 0"),
    (
        "own",
        {"targets": [TARGET, {**TARGET, "direction": "up"}]},
        "targets[1].direction",
        "choose from: higher, lower",
    ),
    ("own", {"targets": [TARGET, {**TARGET, "actual": None}]}, "targets[1].actual", "there is no value"),
    ("own", {"targets": [TARGET, {**TARGET, "goal": 1}]}, "targets[1].goal", "there is no key “goal” here"),
    ("own", {"targets": {"a": TARGET}}, "targets", "a list is needed"),
    ("I", {"points": 5}, "", "“I” is a group"),
    ("nope", {"points": 5}, "", "there is no code “nope”"),
]


@pytest.mark.parametrize(
    ("code", "entry", "place", "reason"),
    ENTRY_CASES,
    ids=[f"{case[0]}-{case[2]}-{place}" for place, case in enumerate(ENTRY_CASES)],
)
def test_a_faulty_entry_is_named_with_its_reason(code, entry, place, reason):
    problem = refused(results_doc({"CA": {"leaves": {code: entry}}}))

    assert problem.path == f"units.CA.leaves.{code}" + (f".{place}" if place else "")
    assert reason in english(problem.sentence)
    assert worded(problem.sentence, "vi")


FRAME_CASES = [
    ({"format": "thidua-results/9"}, "format", "must be thidua-results/1"),
    ({"units": []}, "units", "a mapping"),
    ({"unit": {}}, "unit", "did you mean “units”?"),
    ({"period": {"from": "2023-12-31", "to": "2023-01-01"}}, "period", "before it starts"),
    ({"period": {"from": "2023-01-01"}}, "period", "the key “to” is missing"),
    ({"period": "2023"}, "period", "a mapping"),
    ({"units": {"CA": {"leafs": {}}}}, "units.CA.leafs", "did you mean “leaves”?"),
    ({"units": {"CA": []}}, "units.CA", "a mapping"),
    ({"units": {"CA": {"leaves": []}}}, "units.CA.leaves", "a mapping"),
    ({"units": {" ": {}}}, "units. ", "cannot be used"),
    ({"units": {"C\u200bA": {}}}, "units.C\u200bA", "“C\\u200bA” cannot be used"),
    ({"units": {"C\x9bA": {}}}, "units.C\x9bA", "“C\\x9bA” cannot be used"),
    ({"units": {str(place): {} for place in range(2001)}}, "units", "more than 2,000 items"),
    ({"units": {"CA": {"bonus": {"T9": 1}}}}, "units.CA.bonus.T9", "there is no code “T9”"),
    ({"units": {"CA": {"bonus": {"T1": None}}}}, "units.CA.bonus.T1", "there is no value"),
    ({"units": {"CA": {"bonus": {"T1": -1}}}}, "units.CA.bonus.T1", "−1 must lie"),
    ({"units": {"CA": {"bonus": {"T1": "1.5"}}}}, "units.CA.bonus.T1", "1.5 must be a whole number"),
    ({"units": {"CA": {"bonus": {"T1": ["a", "a"]}}}}, "units.CA.bonus.T1[1]", "listed twice"),
    ({"units": {"CA": {"deductions": {"T1": 1}}}}, "units.CA.deductions.T1", "there is no code “T1”"),
    ({"units": {"CA": {"disqualifiers": ["L9"]}}}, "units.CA.disqualifiers[0]", "there is no code “L9”"),
    ({"units": {"CA": {"disqualifiers": ["L1", "L1"]}}}, "units.CA.disqualifiers[1]", "already used"),
    ({"units": {"CA": {"disqualifiers": "L1"}}}, "units.CA.disqualifiers", "a list is needed"),
    (
        {"units": {"CA": {}}, "votes": {"second_place": {"TA": 1}}},
        "votes.second_place.TA",
        "there is no unit “TA”",
    ),
    ({"units": {"CA": {}}, "votes": {"second": {"CA": 1}}}, "votes.second", "use first_place"),
    ({"units": {"CA": {}}, "votes": {"place_2": {"CA": 1}}}, "votes.place_2", "use first_place"),
    ({"units": {"CA": {}}, "votes": {"place_4": {"CA": "1.5"}}}, "votes.place_4.CA", "a whole number"),
    ({"units": {"CA": {}}, "votes": [1]}, "votes", "a mapping"),
]


@pytest.mark.parametrize(("change", "path", "reason"), FRAME_CASES, ids=[case[1] for case in FRAME_CASES])
def test_a_faulty_frame_is_named_with_its_reason(change, path, reason):
    problem = refused({"format": "thidua-results/1", "units": {}, **change})

    assert problem.path == path
    assert reason in english(problem.sentence)


def test_more_cells_than_any_bloc_has_are_refused_before_they_are_made():
    leaves = [leaf("direct", 1, f"A{place}") for place in range(1000)]

    with pytest.raises(ResultsProblem, match="units: 301 units times 1,000 leaves are more than 300,000"):
        parse_results(results_doc({str(place): {} for place in range(301)}), scheme_of(*leaves))


def test_a_long_list_of_records_is_read_in_a_moment():
    records = [str(place) for place in range(100_000)]

    problem = refused(results_doc({"CA": {"leaves": {"count": {"count": [*records, "99999"]}}}}))

    assert problem.path == "units.CA.leaves.count.count[100000]"


def test_results_without_units_are_refused():
    assert english(refused({"format": "thidua-results/1"}).sentence) == "the key “units” is missing"


@pytest.mark.parametrize(
    ("unit", "path"),
    [
        ({"leaves": {"count": {"count": ["QD-1"]}}, "bonus": {"T3": ["QD-1"]}}, "units.CA.bonus.T3"),
        ({"bonus": {"T1": ["QD-1", "QD-2"], "T3": ["QD-2"]}}, "units.CA.bonus.T3"),
        (
            {"leaves": {"event": {"count": ["BB-1"]}}, "deductions": {"X1": ["BB-1"]}},
            "units.CA.deductions.X1",
        ),
        (
            {
                "leaves": {"count": {"count": 1, "appraised": {"count": ["QD-1"]}}},
                "bonus": {"T1": ["QD-1"]},
            },
            "units.CA.bonus.T1",
        ),
    ],
)
def test_one_record_counts_under_only_one_code_of_an_exclusive_list(unit, path):
    problem = refused(results_doc({"CA": unit}))

    assert problem.path == path
    assert "is already counted under" in english(problem.sentence)


@pytest.mark.parametrize(
    "unit",
    [
        {"leaves": {"count": {"count": ["QD-1"]}}, "bonus": {"T3": ["QD-2"]}},
        {"leaves": {"count": {"count": 1}}, "bonus": {"T3": ["QD-1"]}},
        {"leaves": {"count": {"count": ["QD-1"]}}, "deductions": {"X1": ["QD-1"]}},
        {
            "leaves": {"direct": {"points": 1}, "event": {"events": {"late": 1}}},
            "deductions": {"X1": ["BB-1"]},
        },
    ],
)
def test_other_records_and_mere_numbers_may_stand_side_by_side(unit):
    assert list(parse_results(results_doc({"CA": unit}), SCHEME).units) == ["CA"]


def test_two_units_may_share_a_record():
    units = {unit: {"bonus": {"T1": ["QD-1"]}} for unit in ("CA", "TA")}

    assert list(parse_results(results_doc(units), SCHEME).units) == ["CA", "TA"]


def test_what_fits_is_kept_and_the_rest_is_named():
    document = results_doc(
        {
            "CA": {
                "leaves": {"direct": {"points": 99}, "compl": {"percent": 50}, "gone": {"points": 1}},
                "bonus": {"T1": 1, "T9": 1},
                "disqualifiers": ["L1", "L9"],
            }
        },
        votes={"nowhere": {}},
    )

    results, problems = parse_what_fits(document, SCHEME)

    assert [problem.path for problem in problems] == [
        "units.CA.leaves.direct.points",
        "units.CA.leaves.gone",
        "units.CA.bonus.T9",
        "units.CA.disqualifiers[1]",
        "votes.nowhere",
    ]
    card = score(SCHEME, results)
    assert card.units["CA"].leaves["direct"].state is State.NOT_SUBMITTED
    assert card.units["CA"].leaves["compl"].points == 5
    assert card.units["CA"].blockers == ("L1",)


def test_one_entry_alone_is_read_for_a_trial():
    results = parse_results(results_doc({"CA": {"leaves": {"direct": {"points": 1}}}}), SCHEME)
    cell = parse_cell(SCHEME.leaves["direct"], {"points": "7.5"})

    tried = results.with_cell("CA", "direct", cell, "self")

    assert str(score(SCHEME, tried).units["CA"].leaves["direct"].points) == "7.50"
    assert str(score(SCHEME, results).units["CA"].leaves["direct"].points) == "1.00"
    with pytest.raises(ResultsProblem, match="must lie between"):
        parse_cell(SCHEME.leaves["direct"], {"points": 11})
    assert parse_cell(SCHEME.leaves["direct"], {"points": 1}, "appraised").state is State.PENDING


def test_a_claim_tells_its_points_and_their_reason():
    claim = parse_cell(SCHEME.leaves["direct"], {"points": "7.5"}).claim

    assert claim is not None
    assert claim.award() == (Decimal("7.5"), "why_direct", {"given": Decimal("7.5"), "max": Decimal(10)})


def test_a_unit_names_the_leaves_it_waits_for():
    leaves = {
        code: {"state": "not_applicable"} for code in SCHEME.leaves if code not in {"own", "rel", "ext"}
    }
    leaves |= {"ext": {"rating": "good"}, "rel": {"state": "pending"}}

    card = score(SCHEME, parse_results(results_doc({"CA": {"leaves": leaves}}), SCHEME))

    assert card.units["CA"].waiting() == ("rel", "own")
