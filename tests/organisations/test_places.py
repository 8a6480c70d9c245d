"""Places: from the old address to the new, whole or in part (ORG-06), and what does not fit."""

from datetime import date, datetime

import pytest

from tests.factories.organisations import SAYS
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import NewPlace, Part
from thidua.organisations.errors import CodeTaken, DaysOutOfOrder, NameMissing, SuccessionUnfit, UnitUnknown
from thidua.organisations.queries import (
    new_places,
    old_places,
    place,
    places_found,
    places_with_ways,
    provinces_on,
)
from thidua.organisations.states import Share, SuccessionKind

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2025, 7, 1), date(2030, 7, 1)
AT = datetime(2025, 7, 1, 8, 0, tzinfo=VIET_NAM)


def province(
    code: str = "72", on: date | None = None, until: date | None = None, name: str = "Tỉnh Tây Ninh"
) -> str:
    return actions.found_province(
        code=code, official_code="", name=name, on=on, until=until, source=SAYS, actor=SYSTEM, at=AT
    )


def commune(code: str, name: str = "", on: date | None = None, until: date | None = None, **changed) -> str:
    new = NewPlace(code, name or f"xã {code}", **({"province": "72"} | changed))
    return actions.found_place(new=new, on=on, until=until, source=SAYS, actor=SYSTEM, at=AT)


def succeed(parts: list[Part], successor: str, on: date = FIRST) -> None:
    actions.succeed_place(
        parts=parts, successor=successor, kind=SuccessionKind.MERGE, on=on, source=SAYS, actor=SYSTEM, at=AT
    )


@pytest.fixture
def _cut_in_parts() -> None:
    """Phan is cut between two; one of them is cut off again later."""
    province()
    for code in ("PHAN", "CHA-LA"):
        commune(code, until=date(2025, 6, 30))
    commune("BINH-MINH", "phường Bình Minh", on=FIRST)
    commune("DMC", "xã Dương Minh Châu", on=FIRST, until=date(2030, 6, 30))
    commune("DMC-MOI", "xã Dương Minh Châu mới", on=SECOND)
    succeed([Part("PHAN", Share.PART)], "DMC")
    succeed([Part("PHAN", Share.PART), Part("CHA-LA")], "BINH-MINH")
    succeed([Part("DMC")], "DMC-MOI", SECOND)


@pytest.mark.usefixtures("_cut_in_parts")
class TestLookUp:
    def test_a_place_cut_in_parts_has_candidates_each_marked(self) -> None:
        assert [(row.place.code, row.part) for row in new_places("PHAN")] == [
            ("BINH-MINH", True),
            ("DMC-MOI", True),
        ]

    def test_a_part_on_the_way_makes_the_whole_way_a_part(self) -> None:
        assert [(row.place.code, row.part) for row in new_places("DMC")] == [("DMC-MOI", False)]

    def test_a_whole_place_has_one_candidate(self) -> None:
        assert [(row.place.code, row.part) for row in new_places("CHA-LA")] == [("BINH-MINH", False)]

    def test_from_the_new_place_one_finds_what_it_was_made_of(self) -> None:
        assert {(row.place.code, row.part) for row in old_places("BINH-MINH")} == {
            ("PHAN", True),
            ("CHA-LA", False),
        }

    def test_a_place_that_stayed_has_no_way(self) -> None:
        assert new_places("BINH-MINH") == ()

    def test_ways_of_several_places_come_together(self, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(8):
            found = places_with_ways("xa")

        assert {(one.place.code, len(one.new), len(one.old)) for one in found} == {
            ("PHAN", 2, 0),
            ("CHA-LA", 1, 0),
            ("DMC", 1, 1),
            ("DMC-MOI", 0, 1),
        }

    def test_places_are_found_by_name_code_and_not_by_nothing(self) -> None:
        assert [row.code for row in places_found("duong minh chau moi")] == ["DMC-MOI"]
        assert [row.code for row in places_found("phan")] == ["PHAN"]
        assert places_found(" ") == ()
        found = place("PHAN")
        assert found is not None
        assert found.valid_to == date(2025, 6, 30)
        assert place("KHONG") is None


def test_provinces_come_after_one_another() -> None:
    province("72", until=date(2025, 6, 30))
    province("80-CU", until=date(2025, 6, 30), name="Tỉnh Long An")
    province("80", on=FIRST)

    actions.succeed_province(
        parts=[Part("72"), Part("80-CU")],
        successor="80",
        kind=SuccessionKind.MERGE,
        on=FIRST,
        source=SAYS,
        actor=SYSTEM,
        at=AT,
    )

    assert provinces_on(date(2025, 6, 30)) == (("80-CU", "Tỉnh Long An"), ("72", "Tỉnh Tây Ninh"))
    assert provinces_on(FIRST) == (("80", "Tỉnh Tây Ninh"),)


@pytest.mark.parametrize(
    ("parts", "successor", "error"),
    [
        ([], "B", SuccessionUnfit),
        ([Part("B")], "B", SuccessionUnfit),
        ([Part("C")], "B", SuccessionUnfit),
        ([Part("A")], "C", SuccessionUnfit),
        ([Part("A")], "", NameMissing),
        ([Part("KHONG")], "B", UnitUnknown),
        ([Part("A"), Part("A")], "B", SuccessionUnfit),
    ],
)
def test_a_succession_that_does_not_fit_the_days_is_refused(parts, successor, error) -> None:
    province()
    commune("A", until=date(2025, 6, 30))
    commune("B", on=FIRST)
    commune("C", until=date(2020, 1, 1))

    with pytest.raises(error):
        succeed(parts, successor)

    assert new_places("A") == ()


def test_codes_of_places_and_provinces_are_taken_once() -> None:
    province()
    commune("A")

    with pytest.raises(CodeTaken):
        province()
    with pytest.raises(CodeTaken):
        commune("A")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": " "}, NameMissing),
        ({"province": ""}, NameMissing),
        ({"province": "99"}, UnitUnknown),
        ({"on": FIRST, "until": date(2020, 1, 1)}, DaysOutOfOrder),
    ],
)
def test_a_place_that_does_not_fit_is_refused(changed, error) -> None:
    province()

    with pytest.raises(error):
        commune("A", **({"name": "xã A"} | changed))
