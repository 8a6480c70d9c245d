"""Every truth of the room finds what contradicts it; the tables are bent past the verbs to show it."""

from datetime import date, datetime

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.organisations import SAYS, make_bloc_with_year, make_office, make_person, make_unit
from thidua.accounts.roles import Role
from thidua.foundation.checks import INVARIANTS
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import truths
from thidua.organisations.models import BlocYear, Membership, UnitSuccession, UnitVersion

pytestmark = pytest.mark.django_db

AT = datetime(2024, 1, 1, tzinfo=VIET_NAM)


def contradictions(name: str) -> list[str]:
    return [found.on for found in INVARIANTS[name]()]


def test_a_gap_between_versions_is_found() -> None:
    unit = make_unit("A")
    UnitVersion.objects.filter(unit=unit.id).update(valid_to=date(2023, 1, 1))
    UnitVersion(unit_id=unit.id, name="Sau", valid_from=date(2023, 1, 3)).save(force_insert=True)

    assert contradictions(truths.ONE_VERSION) == ["A"]


def test_a_circle_of_superiors_is_found() -> None:
    first, second = make_unit("A"), make_unit("B")
    for unit, parent in ((first, second), (second, first)):
        UnitVersion.objects.filter(unit=unit.id).update(withdrawn_at=AT)
        UnitVersion(unit_id=unit.id, name="x", parent_id=parent.id).save(force_insert=True)

    assert len(contradictions(truths.NO_CYCLE)) == 2


def test_a_predecessor_that_goes_on_and_a_successor_that_does_not_exist_are_found() -> None:
    first, second = make_unit("A"), make_unit("B", on=date(2030, 1, 1))
    UnitSuccession(
        predecessor_id=first.id,
        successor_id=second.id,
        kind="merge",
        happened_on=date(2025, 7, 1),
        instrument=SAYS.instrument,
    ).save(force_insert=True)

    assert contradictions(truths.SUCCESSION) == ["B", "A"]


def test_a_head_that_is_no_member_is_found() -> None:
    year = make_bloc_with_year()
    Membership.objects.filter(bloc_year=year.id, unit__code="A").delete()

    assert contradictions(truths.LEADS) == [str(year)]


def test_a_state_that_no_phase_tells_is_found() -> None:
    year = make_bloc_with_year()
    BlocYear.objects.filter(pk=year.id).update(state="signed")

    assert contradictions(truths.PHASES) == [str(year)]


def test_an_office_that_outlasts_its_unit_is_found() -> None:
    unit = make_unit("A")
    make_office(make_person("Nguyễn Văn A"), unit)
    UnitVersion.objects.filter(unit=unit.id).update(valid_to=date(2023, 1, 1))

    assert contradictions(truths.OFFICES) == ["Nguyễn Văn A"]


def test_a_role_over_a_unit_that_does_not_exist_is_found() -> None:
    unit = make_unit("A")
    make_grant(make_account(username="a.known"), Role.UNIT_OFFICER, unit=unit.public_id)
    make_grant(make_account(username="b.dangling"), Role.UNIT_OFFICER, unit="nowhere")

    assert contradictions(truths.SCOPES) == ["b.dangling"]
