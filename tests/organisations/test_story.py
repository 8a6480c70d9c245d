"""The demonstration story as far as it is this room's: names by day, successions, people, the years of the blocs."""

from datetime import date

import pytest

from tests.factories.organisations import tell_story
from thidua.foundation.checks import untruths
from thidua.organisations.queries import (
    bloc_by_code,
    bloc_year_of,
    head_of_unit,
    leads_of,
    member_units,
    new_places,
    next_in_rotation,
    old_places,
    people_in_office,
    phases_of,
    places_found,
    state_on,
    successors_of,
    terms_of,
    unit_card,
    unit_name,
    unit_names,
    years_of_bloc,
)
from thidua.organisations.states import Share, SuccessionKind, YearState

pytestmark = pytest.mark.django_db

CONFERENCE = date(2023, 7, 21)
TODAY = date(2026, 11, 24)


def test_story_tells_each_day_in_its_own_words() -> None:
    tell_story()

    _names_are_those_of_the_day()
    _places_lead_to_candidates()
    _the_bloc_year_is_as_decided()
    _people_hold_offices_by_day()
    assert untruths() == ()


def _names_are_those_of_the_day() -> None:
    enforcement, guard = unit_name("THADS", on=CONFERENCE), unit_name("BDBP", on=CONFERENCE)
    assert enforcement is not None
    assert guard is not None
    assert enforcement.name == "Cục Thi hành án dân sự tỉnh Tây Ninh"
    assert guard.name == "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Tây Ninh"
    assert enforcement.in_force
    assert guard.in_force
    assert not unit_names([enforcement.id], on=TODAY)[enforcement.id].in_force
    (after,) = successors_of(enforcement.id)
    assert (after.successor.name, after.kind) == ("Thi hành án dân sự tỉnh Tây Ninh", SuccessionKind.RENAME)
    (board,) = successors_of(guard.id)
    assert (board.successor.name, board.kind) == ("Ban Chỉ huy Bộ đội Biên phòng", SuccessionKind.ABSORB)
    card = unit_card("BDBP-2025", on=TODAY)
    assert card is not None
    assert card.parent is not None
    assert card.parent.code == "BCHQS"


def _places_lead_to_candidates() -> None:
    assert [(row.place.name, row.part) for row in new_places("X-PHAN")] == [
        ("phường Bình Minh", True),
        ("xã Dương Minh Châu", True),
    ]
    assert [(row.place.name, row.part) for row in new_places("X-BAUNANG")] == [("phường Ninh Thạnh", False)]
    assert [(row.place.name, row.part) for row in new_places("X-CHALA")] == [
        ("phường Ninh Thạnh", True),
        ("xã Cầu Khởi", True),
    ]
    assert {row.place.name for row in old_places("P-NINHTHANH-2025")} == {
        "xã Bàu Năng",
        "phường Ninh Thạnh",
        "xã Chà Là",
    }
    assert [row.code for row in places_found("xa phan")] == ["X-PHAN"]
    merged = unit_name("P-NT", on=TODAY)
    assert merged is not None
    assert Share.WHOLE in Share


def _the_bloc_year_is_as_decided() -> None:
    year, bloc = bloc_year_of("KNC", 2023), bloc_by_code("KNC")
    assert year is not None
    assert bloc is not None
    assert [(m.code, m.role) for m in member_units(year.id)] == [
        ("BCHQS", "member"),
        ("BDBP", "member"),
        ("CA", "member"),
        ("VKS", "deputy"),
        ("TA", "head"),
        ("THADS", "member"),
    ]
    court = next(m for m in member_units(year.id) if m.code == "TA")
    assert (court.year_from, court.year_to) == (date(2022, 10, 1), date(2023, 9, 30))
    police = next(m for m in member_units(year.id) if m.code == "CA")
    assert (police.year_from, police.year_to) == (date(2022, 11, 15), date(2023, 11, 14))
    assert year.state is YearState.CONCLUDED
    assert year.illustrative
    assert state_on(year.id, on=CONFERENCE) is YearState.HALF_REVIEWED
    assert len(phases_of(year.id)) == 12
    coming = bloc_year_of("KNC", 2024)
    assert coming is not None
    assert coming.state is YearState.DRAFTED
    assert [(lead.unit.code, lead.role, lead.basis) for lead in leads_of(coming.id)] == [
        ("THADS", "deputy", "rotation"),
        ("THADS", "deputy", "elected"),
        ("VKS", "head", "rotation"),
        ("VKS", "head", "elected"),
    ]
    assert [card.year for card in years_of_bloc(bloc.id)] == [2024, 2023, 2022]
    assert [(term.year, term.head.code, term.planned) for term in terms_of(bloc.id)][:2] == [
        (2025, "THADS", True),
        (2024, "VKS", False),
    ]
    turn = next_in_rotation(bloc.id, year=2026, on=date(2025, 1, 1))
    assert turn is not None
    assert turn.code == "BCHQS"


def _people_hold_offices_by_day() -> None:
    guard = unit_name("BDBP", on=CONFERENCE)
    assert guard is not None
    before, after = head_of_unit(guard.id, on=CONFERENCE), head_of_unit(guard.id, on=date(2023, 10, 1))
    assert before is not None
    assert after is not None
    assert (before.person.name, after.person.name) == ("Tạ Hữu Lộc", "Đỗ Văn Thành")
    council = unit_name("HDND", on=CONFERENCE)
    assert council is not None
    assert [row.person.name for row in people_in_office(council.id, on=CONFERENCE)] == ["Nguyễn Đài Thy"]
    assert people_in_office(council.id, on=date(2023, 7, 22)) == ()
    enforcement = unit_name("THADS", on=CONFERENCE)
    assert enforcement is not None
    assert people_in_office(enforcement.id, on=date(2025, 7, 1)) == ()
