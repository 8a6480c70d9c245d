"""What a version does to every unit: the same results under both tables."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.criteria import (
    DRAFTED,
    LATER,
    SMALL,
    keep_doubts,
    make_bloc_year,
    make_draft,
    make_frozen,
    make_year,
    read,
)
from thidua.core.verdict import Sentence
from thidua.criteria import effects
from thidua.criteria.actions import agree_scheme, draft_scheme, freeze_scheme
from thidua.criteria.documents.shape import normal
from thidua.criteria.effects import ResultsForScheme, effect_of, results_near
from thidua.foundation.actors import Actor

MUCH_LATER = LATER.replace(year=2024)
ON = date(2023, 12, 1)
RESULTS: dict[str, Any] = {
    "format": "thidua-results/1",
    "units": {
        "DV1": {
            "leaves": {
                "A.1": {"points": "5"},
                "A.2": {"x": "75"},
                "B.1": {"rating": "tot"},
                "B.2": {"count": 3},
            },
            "bonus": {"T1": 1},
            "deductions": {"P1": 1},
        },
        "DV2": {
            "leaves": {
                "A.1": {"points": "4"},
                "B.1": {"rating": "kha"},
                "B.2": {"count": 4},
            }
        },
    },
}
TRIED = ResultsForScheme("khoi", RESULTS, {"DV2": "Hai", "DV1": "Một"}, Sentence("x"))


def changed(**leaves: dict[str, Any]) -> dict[str, Any]:
    document = deepcopy(SMALL)
    for group in document["criteria"]:
        for leaf in group["children"]:
            leaf.update(leaves.get(leaf["code"].replace(".", "_"), {}))
    return normal(document)


def units(after: dict[str, Any]) -> dict[str, Any]:
    effect = effect_of(normal(SMALL), after, TRIED)
    assert effect is not None
    return {unit.code: unit for unit in effect.units}


def test_units_stand_in_the_order_of_the_bloc_with_their_names() -> None:
    effect = effect_of(normal(SMALL), normal(SMALL), TRIED)

    assert effect is not None
    assert [(unit.code, unit.name) for unit in effect.units] == [("DV2", "Hai"), ("DV1", "Một")]


def test_an_equal_version_changes_nothing() -> None:
    found = units(normal(SMALL))

    assert [(unit.change, unit.leaves, unit.stalls) for unit in found.values()] == [(Decimal(0), (), ())] * 2


def test_a_changed_leaf_is_named_with_its_points_before_and_after() -> None:
    found = units(changed(B_2={"per_item": "0.5"}))

    one = found["DV1"]
    assert [(leaf.code, leaf.before, leaf.after) for leaf in one.leaves] == [
        ("B.2", Decimal("3.00"), Decimal("1.50"))
    ]
    assert (one.before.low, one.after.low, one.change) == (
        Decimal("18.00"),
        Decimal("16.50"),
        Decimal("-1.50"),
    )


def test_a_value_that_falls_into_a_new_gap_stalls_the_unit() -> None:
    steps = [{"when": "x >= 90", "points": 7}, {"when": "x < 70", "points": 1}]

    one = units(changed(A_2={"steps": steps}))["DV1"]

    assert one.stalls == ("A.2",)
    assert [(leaf.code, leaf.waits) for leaf in one.leaves] == [("A.2", True)]
    assert not one.after.settled


def test_a_leaf_that_is_gone_and_one_that_is_new_are_told_apart() -> None:
    document = changed()
    document["criteria"][0]["children"][0] = {"code": "A.9", "max": "5", "kind": "direct"}

    one = units(document)["DV1"]

    assert [(leaf.code, leaf.before, leaf.after) for leaf in one.leaves] == [
        ("A.1", Decimal("5.00"), None),
        ("A.9", None, Decimal(0)),
    ]


def test_bonus_and_deductions_are_told_apart_from_leaves() -> None:
    document = changed()
    document["bonus"][0]["points"] = "1"
    document["deductions"][0]["points"] = "-2"

    one = units(document)["DV1"]

    assert [(leaf.code, leaf.before, leaf.after) for leaf in one.leaves] == [
        ("bonus", Decimal(2), Decimal(1)),
        ("deduction", Decimal(-1), Decimal(-2)),
    ]


def test_a_leaf_that_waited_and_still_waits_is_not_named() -> None:
    results = deepcopy(RESULTS)
    del results["units"]["DV1"]["leaves"]["A.2"]
    effect = effect_of(
        normal(SMALL),
        changed(A_2={"max": "7", "kind": "direct", "steps": []}),
        ResultsForScheme("k", results, {}, Sentence("x")),
    )

    assert effect is None or all(not unit.stalls for unit in effect.units)


def test_a_version_with_errors_has_no_effect_yet() -> None:
    assert effect_of(normal(SMALL), changed(A_1={"max": "9"}), TRIED) is None
    assert effect_of(changed(A_1={"max": "9"}), normal(SMALL), TRIED) is None


def test_results_that_no_longer_fit_are_told() -> None:
    document = changed()
    document["criteria"][1]["children"][0]["map"] = {"tot": "4"}

    effect = effect_of(normal(SMALL), document, TRIED)

    assert effect is not None
    assert [one.path for one in effect.misfits] == ["units.DV2.leaves.B.1.rating"]


@pytest.fixture
def source() -> Iterator[dict[str, ResultsForScheme]]:
    """A room above that has results, by bloc-year."""
    known: dict[str, ResultsForScheme] = {}

    def find(bloc_year: str, *, actor: Actor, on: date) -> ResultsForScheme | None:
        return known.get(bloc_year)

    kept = list(effects.RESULTS)
    effects.RESULTS[:] = [find]
    yield known
    effects.RESULTS[:] = kept


@pytest.mark.django_db
def test_results_come_from_the_year_of_the_base_until_the_own_year_has_a_frozen_version(
    source: dict[str, ResultsForScheme],
) -> None:
    year = make_year()
    old = make_frozen(year)
    following = make_bloc_year(year.bloc, year.units, 2024)
    new = draft_scheme(
        bloc_year=following.public_id, name="x", based_on=old, actor=year.head, at=DRAFTED.replace(year=2024)
    )

    assert results_near(read(new), actor=year.head, on=ON) is None
    source[year.key] = TRIED
    assert results_near(read(new), actor=year.head, on=ON) is TRIED
    nearer = ResultsForScheme("x", RESULTS, {}, Sentence("x"))
    source[following.public_id] = nearer
    assert results_near(read(new), actor=year.head, on=ON) is TRIED
    keep_doubts(year, new, at=MUCH_LATER)
    agree_scheme(scheme=new, agreed_on=MUCH_LATER.date(), meeting="x", actor=year.head, at=MUCH_LATER)
    freeze_scheme(scheme=new, frozen_on=MUCH_LATER.date(), actor=year.head, at=MUCH_LATER)
    assert results_near(read(new), actor=year.head, on=ON) is nearer


@pytest.mark.django_db
def test_a_version_made_from_nothing_has_only_its_own_years_results(
    source: dict[str, ResultsForScheme],
) -> None:
    year = make_year()

    assert results_near(read(make_draft(year)), actor=year.head, on=ON) is None


@pytest.mark.django_db
def test_a_second_version_of_a_year_asks_for_its_results_once(source: dict[str, ResultsForScheme]) -> None:
    year = make_year()
    old = make_frozen(year)
    new = draft_scheme(
        bloc_year=year.key, name="x", based_on=old, change_reason="Đổi", actor=year.head, at=LATER
    )

    assert results_near(read(new), actor=year.head, on=ON) is None
