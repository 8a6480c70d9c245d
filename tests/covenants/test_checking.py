"""What may not be kept and what may not be sent, place by place; no database."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.covenants import REGISTERED, targets
from thidua.covenants.checking import registration_problems, tidy
from thidua.covenants.content import AwardRow, RegistrationContent
from thidua.covenants.findings import NO_RULE, TargetsLeaf, TargetsRule, findings_of
from thidua.covenants.states import AwardScope, Direction

RULE = TargetsRule((TargetsLeaf("A.1", "Chỉ tiêu", Decimal(10), 2, 4),), 1, frozen=True, content_hash="x")
TWO = TargetsRule(
    (*RULE.leaves, TargetsLeaf("B.1", "Khác", Decimal(5), 1, 2)), 1, frozen=True, content_hash="x"
)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"targets": (replace(targets("1")[0], weight=Decimal(0)),)}, "target-0-weight"),
        ({"targets": (replace(targets("1")[0], target=Decimal(-1)),)}, "target-0-target"),
        ({"targets": (replace(targets("1")[0], baseline=Decimal("1.25")),)}, "target-0-baseline"),
        ({"targets": (replace(targets("1")[0], decimals=9),)}, "target-0-decimals"),
        ({"targets": (replace(targets("1")[0], name="x" * 301),)}, "target-0-name"),
        ({"targets": (replace(targets("1")[0], target=Decimal(10) ** 18),)}, "target-0-target"),
        ({"targets": tuple(replace(row, code="A") for row in targets("1", "2"))}, "target-1-code"),
        ({"titles": (AwardRow("BK_TINH", AwardScope.COLLECTIVE, 1),)}, "titles"),
        ({"commendations": (AwardRow("CO_TINH", AwardScope.COLLECTIVE, 1),)}, "commendations"),
        ({"titles": (AwardRow("XYZ", AwardScope.COLLECTIVE, 1),)}, "titles"),
        ({"titles": (AwardRow("CO_TINH", AwardScope.INDIVIDUAL, 1),)}, "titles"),
        ({"titles": (AwardRow("CO_TINH", AwardScope.COLLECTIVE, 0),)}, "titles"),
        ({"titles": (AwardRow("CO_TINH", AwardScope.COLLECTIVE, 1),) * 2}, "titles"),
        ({"exemplars": 1000}, "exemplars"),
        ({"slogan": "x" * 301}, "slogan"),
        ({"models": ("x" * 301,)}, "models"),
        ({"targets": targets(*["1"] * 201)}, "targets"),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_named_by_its_box(changed: dict[str, Any], where: str) -> None:
    found = registration_problems(tidy(replace(REGISTERED, **changed)))

    assert where in {one.where for one in found}


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"slogan": ""}, "slogan"),
        ({"targets": ()}, "targets"),
        ({"targets": targets("6", "3.5")}, "targets"),
        ({"targets": targets("10")}, "targets"),
        ({"targets": targets("2", "2", "2", "2", "2")}, "targets"),
        ({"targets": (replace(targets("6")[0], name=""), *targets("4"))}, "target-0-name"),
        ({"targets": (replace(targets("6")[0], measure=""), *targets("4"))}, "target-0-measure"),
        ({"targets": (replace(targets("6")[0], target=None), *targets("4"))}, "target-0-target"),
        ({"targets": (replace(targets("6")[0], target=Decimal(0)), *targets("4"))}, "target-0-target"),
        ({"targets": (replace(targets("6")[0], weight=None), *targets("4"))}, "target-0-weight"),
        ({"targets": (replace(targets("6")[0], numerator="vụ"), *targets("4"))}, "target-0-numerator"),
        ({"targets": (replace(targets("6")[0], leaf="A.2"), *targets("4"))}, "target-0-leaf"),
    ],
    ids=str,
)
def test_what_is_missing_is_named_by_its_box(changed: dict[str, Any], about: str) -> None:
    found = findings_of(replace(REGISTERED, **changed), RULE)

    assert about in {one.where for one in found if one.error}


def test_what_is_whole_has_nothing_to_mend() -> None:
    assert registration_problems(tidy(REGISTERED)) == ()
    assert findings_of(REGISTERED, RULE) == ()


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"targets": (replace(targets("6")[0], target=Decimal(90)), *targets("4"))}, "target-0-target"),
        (
            {
                "targets": (
                    replace(targets("6")[0], direction=Direction.LOWER, name="Khác"),
                    *targets("4"),
                )
            },
            "target-0-target",
        ),
        ({"targets": tuple(replace(row, name="Trùng") for row in targets("6", "4"))}, "target-1-name"),
        ({"titles": (), "commendations": ()}, "titles"),
        ({"exemplars": 0, "exemplar_names": ("Ai đó",)}, "exemplars"),
    ],
    ids=["asks less", "asks more of lower", "same name", "no titles", "too many names"],
)
def test_a_doubt_is_no_error(changed: dict[str, Any], about: str) -> None:
    found = findings_of(replace(REGISTERED, **changed), RULE)

    assert [one.error for one in found] == [False] * len(found)
    assert about in {one.where for one in found}


def test_with_two_leaves_each_target_says_to_which_it_belongs() -> None:
    first, second = targets("6", "4")
    third = replace(targets("5")[0], leaf="B.1", name="Khác")
    whole = replace(REGISTERED, targets=(replace(first, leaf="A.1"), replace(second, leaf="A.1"), third))

    assert findings_of(whole, TWO) == ()
    assert "target-0-leaf" in {one.where for one in findings_of(replace(whole, targets=(first,)), TWO)}


def test_without_a_table_there_is_only_a_doubt() -> None:
    assert [one.error for one in findings_of(REGISTERED, NO_RULE)] == [False]


def test_empty_rows_and_blanks_are_dropped() -> None:
    untidy = replace(
        REGISTERED,
        slogan="  Đúng   hạn ",
        targets=(*targets("6"), *RegistrationContent().targets),
        models=(" ", "Một  cửa"),
    )

    found = tidy(untidy)

    assert (found.slogan, len(found.targets), found.models) == ("Đúng hạn", 1, ("Một cửa",))


def test_a_content_survives_json() -> None:
    assert RegistrationContent.from_plain(REGISTERED.plain()) == REGISTERED
