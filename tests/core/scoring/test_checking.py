"""What is doubtful about a scheme: sums, gaps, overlaps, cliffs, what never counts."""

import pytest

from tests.core.scoring.making import english, leaf, scheme_doc, scheme_of
from thidua.core.scoring import check_scheme, parse_scheme
from thidua.core.wording import sentence as worded


def doubts(*criteria, **changed):
    """Kind and English sentence of each doubt; the ranking is settled so that it gives none."""
    changed.setdefault("ranking", {"votes": True})
    return [(doubt.kind, english(doubt.sentence)) for doubt in check_scheme(scheme_of(*criteria, **changed))]


def step(*bands, maximum=5, **changed):
    rows = [{"when": when, "points": points} for when, points in bands]
    return leaf("step", maximum, steps=rows, **changed)


def kinds(*bands, **changed):
    return [kind for kind, _ in doubts(step(*bands, **changed))]


GOOD = [("x >= 90", 5), ("80 <= x < 90", 4), ("65 <= x < 80", 3), ("x < 65", 2)]


def test_a_clean_table_gives_no_doubt():
    assert doubts(step(*GOOD)) == []


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (
            [("x >= 90", 5), ("80 <= x < 90", 4), ("65 <= x < 79", 3), ("x < 65", 2)],
            "no band holds for 79 ≤ x < 80",
        ),
        ([("x > 90", 5), ("x < 90", 4)], "no band holds for x = 90"),
        ([("95 <= x < 100", 5), ("0 <= x < 95", 4)], "no band holds for x ≥ 100"),
        ([("x >= 10", 5)], "no band holds for x < 10"),
        ([("10 < x <= 200", 5), ("0 <= x <= 10", 4)], "no band holds for x > 200"),
    ],
)
def test_a_gap_is_told_with_its_ends(bands, said):
    found = [sentence for kind, sentence in doubts(step(*bands)) if kind == "gap"]

    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "bands",
    [
        [("90 <= x <= 100", 5), ("0 <= x < 90", 4)],
        [("x >= 90", 5), ("0 <= x < 90", 4)],
    ],
)
def test_where_a_percentage_ends_by_itself_there_is_no_gap(bands):
    assert "gap" not in kinds(*bands)


def test_a_rounded_measure_has_no_gap_between_whole_numbers():
    bands = [("x <= 10", 5), ("11 <= x <= 20", 4), ("x >= 21", 4)]

    assert kinds(*bands).count("gap") == 2
    assert "gap" not in kinds(*bands, measure={"decimals": 0})
    assert "gap" in kinds(*bands, measure={"decimals": 1})


def test_days_are_whole_numbers():
    steps = [
        {"when": "d <= 0", "points": 5},
        {"when": "1 <= d <= 7", "points": 4},
        {"when": "d > 8", "points": 4},
    ]

    gaps = [sentence for kind, sentence in doubts(leaf("lateness", 5, steps=steps)) if kind == "gap"]

    assert gaps == ["Gap: no band holds for d = 8; an entry there waits, it is not 0"]


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (
            [("x >= 90", 5), ("80 <= x <= 90", 4), ("x < 80", 4)],
            "x = 90 lies in bands 1 and 2; the first is used (5)",
        ),
        ([("x >= 85", 5), ("x <= 90", 4)], "85 ≤ x ≤ 90 lies in bands 1 and 2"),
    ],
)
def test_an_overlap_is_told_with_the_band_that_is_used(bands, said):
    found = [sentence for kind, sentence in doubts(step(*bands)) if kind == "overlap"]

    assert len(found) == 1
    assert said in found[0]


def test_overlapping_bands_that_give_the_same_are_no_matter():
    assert "overlap" not in kinds(("x >= 85", 5), ("x <= 90", 5))


def test_a_cliff_is_a_jump_of_a_third():
    found = doubts(step(("x >= 90", 5), ("80 <= x < 90", 4), ("65 <= x < 80", 3), ("x < 65", 1)))

    assert found == [("cliff", "Cliff: around x = 65 the points go from 1 to 3, 2 of 5")]


@pytest.mark.parametrize(
    ("bands", "kind"),
    [
        ([("x >= 50", 5), ("x >= 90", 4), ("x < 50", 4)], "unreachable"),
        ([("x >= 50", 5), ("x < 50", 4), ("10 <= x < 20", 4)], "unreachable"),
        ([("x >= 50", 5), ("x < 50", 4), ("20 <= x < 10", 4)], "empty_band"),
        ([("x >= 50", 5), ("x < 50", None)], "no_figure"),
        ([("x >= 50", 4), ("x < 50", 3)], "max_out_of_reach"),
    ],
)
def test_a_band_that_never_counts_or_has_no_figure_is_told(bands, kind):
    assert kind in kinds(*bands)


@pytest.mark.parametrize(
    ("bands", "fix"),
    [
        (
            [("x >= 90", 5), ("80 <= x < 90", 4), ("65 <= x < 79", 3), ("x < 65", 2)],
            {"band": 2, "when": "65 <= x < 80"},
        ),
        ([("x >= 90", 5), ("80 <= x <= 90", 4), ("x < 80", 3)], {"band": 1, "when": "80 <= x < 90"}),
        ([("x > 90", 5), ("x < 90", 4)], {"band": 1, "when": "x <= 90"}),
        ([("x <= 90", 5), ("85 <= x", 4)], {"band": 1, "when": "x > 90"}),
    ],
)
def test_a_plain_fix_is_offered_and_mends_the_doubt(bands, fix):
    scheme = scheme_of(step(*bands), ranking={"votes": True})
    offered = [doubt.fix for doubt in check_scheme(scheme) if doubt.kind in {"gap", "overlap"}]

    assert offered == [fix]
    mended = [*bands]
    mended[fix["band"]] = (fix["when"], bands[fix["band"]][1])
    assert not {"gap", "overlap"} & set(kinds(*mended))


def test_a_fix_that_is_not_plain_is_not_offered():
    inside = scheme_of(step(("80 <= x <= 85", 5), ("x >= 0", 4)), ranking={"votes": True})
    outer = scheme_of(step(("x >= 10", 5)), ranking={"votes": True})

    assert [(doubt.kind, doubt.fix) for doubt in check_scheme(inside)] == [("overlap", None)]
    assert [(doubt.kind, doubt.fix) for doubt in check_scheme(outer)] == [("gap", None)]


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        (leaf("external", 5, map={"good": 5, "new": None}), "no_figure"),
        (leaf("external", 5, map={"good": 4}), "max_out_of_reach"),
        (leaf("count", 5, per_item=1, cap=3), "max_out_of_reach"),
        (
            leaf(
                "lateness",
                5,
                steps=[{"when": "d <= 0", "points": 5}, {"when": "d > 0", "points": 4}],
                missing=5,
            ),
            "missing_pays",
        ),
        (
            leaf(
                "lateness",
                5,
                steps=[{"when": "d <= 0", "points": 5}, {"when": "d > 0", "points": 4}],
                missing=None,
            ),
            "no_figure",
        ),
        (
            leaf(
                "dated", 5, steps=[{"until": "2022-03-01", "points": 5}, {"until": "2022-02-01", "points": 4}]
            ),
            "unreachable",
        ),
        (
            leaf(
                "dated", 5, steps=[{"until": "2022-02-01", "points": 4}, {"until": "2022-03-01", "points": 5}]
            ),
            "later_pays",
        ),
        (leaf("dated", 5, steps=[{"until": "2022-02-01", "points": None}]), "no_figure"),
        (leaf("dated", 5, steps=[{"until": "2022-02-01", "points": 4}]), "max_out_of_reach"),
        (
            leaf(
                "banded_target",
                5,
                then="met",
                bands=[{"when": "n <= 9", "target": 80}, {"when": "n > 9", "target": "0.8"}],
            ),
            "magnitude",
        ),
        ({"code": "I", "max": 9, "children": [leaf("direct", 5)]}, "sum_below_max"),
        ({"code": "I", "max": 5, "cap": 4, "children": [leaf("direct", 5)]}, "cap_below_max"),
    ],
)
def test_every_kind_knows_its_doubts(node, kind):
    assert [found for found, _ in doubts(node)] == [kind]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"bands": [{"name": "A", "from": 3}, {"name": "B", "from": 3}]}, "unreachable"),
        ({"bands": [{"name": "A", "from": 6}]}, "unreachable"),
        ({"awards": [{"code": "flag", "count": 1, "min_total": 6}]}, "unreachable"),
        ({"awards": [{"code": "flag", "count": 2, "rank": 1}]}, "award_places"),
        ({"bonus": [{"code": "T", "points": 2, "cap": 1}]}, "cap_below_item"),
        ({"bonus": [{"code": "T", "points": 2, "one_of": "flag"}]}, "one_of_alone"),
        ({"exclusive": [["A", "T"]], "bonus": [{"code": "T", "points": 1}]}, "no_records"),
        ({"ranking": {}}, "ties_open"),
    ],
)
def test_the_rules_around_the_tree_are_looked_at_too(changed, kind):
    assert [found for found, _ in doubts(leaf("direct", 5), **changed)] == [kind]


def test_a_bonus_may_lift_a_total_to_a_class():
    bands = [{"name": "A", "from": 7}]

    assert doubts(leaf("direct", 5), bands=bands, bonus=[{"code": "T", "points": 2, "once": True}]) == []
    assert doubts(leaf("direct", 5), bands=bands, bonus=[{"code": "T", "points": 1}]) == []
    assert [
        kind
        for kind, _ in doubts(leaf("direct", 5), bands=bands, bonus=[{"code": "T", "points": 1, "cap": 1}])
    ] == ["unreachable"]


def test_no_bonus_lifts_a_total_that_may_not_exceed_the_content():
    changed = {"bands": [{"name": "A", "from": 7}], "bonus": [{"code": "T", "points": 2, "once": True}]}
    total = {"content_max": 5, "may_exceed_content_max": False}

    assert [kind for kind, _ in doubts(leaf("direct", 5), **changed, total=total)] == ["unreachable"]


def test_doubts_name_their_place_in_both_languages():
    scheme = parse_scheme(scheme_doc({"code": "I", "max": 5, "children": [step(("x > 1", 5))]}))

    for doubt in check_scheme(scheme):
        assert doubt.path
        assert worded(doubt.sentence, "vi") != worded(doubt.sentence, "en")
    assert [doubt.path for doubt in check_scheme(scheme) if doubt.kind == "gap"] == [
        "criteria[0].children[0].steps[0]"
    ]


def test_a_table_that_holds_nowhere_is_one_gap_with_no_neighbour_to_close_it():
    scheme = scheme_of(step(("95 > x > 100", 5)), ranking={"votes": True})

    assert [(doubt.kind, doubt.path, doubt.fix) for doubt in check_scheme(scheme)] == [
        ("gap", "criteria[0].steps", None),
        ("empty_band", "criteria[0].steps[0]", None),
    ]
    assert "no band holds for any x" in english(check_scheme(scheme)[0].sentence)


def test_a_leaf_that_can_neither_give_nor_take_points_is_told():
    assert doubts(leaf("direct", 5), leaf("direct", 0, code="B")) == [
        ("no_points", "The maximum is 0, so the leaf has no effect")
    ]


def test_two_classes_from_one_total_are_told_and_one_of_them_is_never_reached():
    bands = [{"name": "Tốt", "from": 3}, {"name": "Khá", "from": 3}, {"name": "Đạt", "from": 1}]

    found = doubts(leaf("direct", 5), bands=bands)

    assert [kind for kind, _ in found] == ["unreachable"]
    assert "“Khá”" in found[0][1]
    assert "“Tốt”" in found[0][1]


def test_deadlines_that_pay_less_and_less_give_no_doubt():
    steps = [{"until": "2022-02-28", "points": 5}, {"until": "2022-03-15", "points": 2}]

    assert doubts(leaf("dated", 5, steps=steps)) == []
