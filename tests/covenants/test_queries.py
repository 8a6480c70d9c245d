"""What other rooms ask: registered targets and awards, signed or not, progress that reports bring, work that waits."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories.covenants import (
    AGREED,
    LATER,
    TABLE,
    World,
    collect,
    make_agreed,
    make_collected,
    make_composed,
    make_draft,
    make_signed,
    make_world,
    registration_row,
    save,
    send,
    sign,
)
from tests.factories.criteria import make_frozen
from thidua.accounts.models import User
from thidua.covenants import progress
from thidua.covenants.addresses import registration_address, step_address, version_address
from thidua.covenants.preconditions import covenant_signed
from thidua.covenants.progress import PROGRESS, TargetProgress, progress_of
from thidua.covenants.queries import (
    covenant_is_signed,
    lateness_of_registration,
    registered_awards,
    registered_targets,
    was_registered,
    years_with_covenants,
)
from thidua.covenants.states import AwardScope
from thidua.covenants.work import WorkKind, waiting_covenants
from thidua.organisations.models import BlocYear
from thidua.organisations.queries.finding import bloc_year_lines

pytestmark = pytest.mark.django_db


def test_targets_are_registered_once_all_have_signed() -> None:
    world = make_world()
    version = make_agreed(world)
    before = registered_targets(world.key)

    make_signed(world, version)

    found = registered_targets(world.key)
    assert before == ()
    assert [(one.unit, one.code, one.weight, one.leaf) for one in found[:2]] == [
        ("DV1", "DV1-1", Decimal(6), "A.1"),
        ("DV1", "DV1-2", Decimal(4), "A.1"),
    ]
    assert registered_targets(world.key, on=LATER.date().replace(month=1)) == ()


def test_a_target_composed_before_there_was_a_table_is_told_its_leaf_later() -> None:
    world = make_world(table=None)
    version = make_agreed(world)
    make_frozen(world.year, TABLE, at=AGREED)
    make_signed(world, version)

    assert {one.leaf for one in registered_targets(world.key)} == {"A.1"}


def test_no_registration_no_title() -> None:
    world = make_world()
    version = make_draft(world)
    unsigned = was_registered(world.key, "DV2", "CO_TINH")
    make_signed(world, make_agreed(world, make_composed(world, make_collected(world, version))))

    assert not unsigned
    assert was_registered(world.key, "DV2", "CO_TINH")
    assert was_registered(world.key, world.unit("DV2").public_id, "CSTDCS", scope=AwardScope.INDIVIDUAL)
    assert was_registered(world.key, "DV2", "BK_TINH")
    assert not was_registered(world.key, "DV2", "CO_CP")
    assert not was_registered(world.key, "DV2", "BK_TINH", scope=AwardScope.INDIVIDUAL)
    assert [one.is_title for one in registered_awards(world.key)] == [True] * 6 + [False] * 3


def test_a_year_without_a_covenant_has_nothing_to_tell() -> None:
    world = make_world()

    assert registered_targets(world.key) == ()
    assert registered_awards(world.key) == ()
    assert lateness_of_registration(world.key) == ()
    assert covenant_is_signed(world.key) is None
    assert not was_registered(world.key, "DV2", "CO_TINH")
    assert years_with_covenants([world.key]) == frozenset()


def test_a_year_is_called_signed_only_when_its_covenant_is() -> None:
    world = make_world()
    none = covenant_signed(world.key, on=LATER.date()).allowed
    version = make_agreed(world)
    unsigned = covenant_signed(world.key, on=LATER.date()).allowed
    make_signed(world, version)

    assert (none, unsigned, covenant_signed(world.key, on=LATER.date()).allowed) == (True, False, True)


def test_what_several_sources_know_of_a_target_is_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PROGRESS", [])
    sources = (
        lambda _year: {"k": TargetProgress(half_year=Decimal(1))},
        lambda _year: {"k": TargetProgress(year=Decimal(2)), "other": TargetProgress(points=Decimal(3))},
    )
    progress.PROGRESS.extend(sources)

    assert progress_of("x") == {
        "k": TargetProgress(Decimal(1), Decimal(2)),
        "other": TargetProgress(points=Decimal(3)),
    }
    assert PROGRESS is not progress.PROGRESS


def waits(world: World, who: User) -> list[tuple[WorkKind, str]]:
    lines = bloc_year_lines(BlocYear.objects.filter(public_id=world.key))
    found = waiting_covenants(who, lines, on=LATER.date())
    return [(one.kind, one.party.code if one.party else "") for one in found]


def test_each_step_waits_for_whom_it_is_for() -> None:
    world = make_world()
    officer, head, witness = world.signers.officers["DV2"], world.signers.heads["DV2"], world.witness
    version = make_draft(world)

    drafting = waits(world, officer)
    save(world, version, "DV2")
    send(world, version, "DV2")
    sent = (waits(world, officer), waits(world, world.drafter))
    collect(world, version, "DV2")
    make_collected(world, version, codes=("DV1", "DV3"))
    collected = waits(world, world.drafter)
    make_composed(world, version)
    composed = waits(world, officer)
    make_agreed(world, version)
    agreed = (waits(world, head), waits(world, witness), waits(world, officer))
    sign(world, version, "DV2")

    assert drafting == [(WorkKind.WRITE, "DV2")]
    assert sent == ([(WorkKind.FILE, "DV2")], [(WorkKind.WRITE, "DV1"), (WorkKind.COLLECT, "DV2")])
    assert (WorkKind.COMPOSE, "") in collected
    assert (WorkKind.CONSENT, "DV2") in composed
    assert (WorkKind.SIGN, "DV2") in agreed[0]
    assert agreed[1] == [(WorkKind.WITNESS, "")]
    assert (WorkKind.SIGN, "DV2") not in agreed[2]
    assert (WorkKind.SIGN, "DV2") not in waits(world, head)
    assert waits(world, world.year.stranger) == []
    assert waits(world, world.year.auditor) == []


@pytest.mark.parametrize("years", [1, 3])
def test_what_waits_is_asked_in_seven_questions_however_many_years(
    years: int, django_assert_num_queries: Any
) -> None:
    codes = [("A1", "A2", "A3"), ("B1", "B2", "B3"), ("C1", "C2", "C3")][:years]
    worlds = [make_world(*three, table=None) for three in codes]
    for world in worlds:
        make_draft(world)
    lines = bloc_year_lines(BlocYear.objects.all())
    standing = worlds[0].witness

    with django_assert_num_queries(6):
        waiting_covenants(standing, lines, on=LATER.date())


def test_notices_lead_to_pages_that_exist() -> None:
    from django.urls import resolve

    world = make_world()
    version = make_draft(world)
    registration = registration_row(version, "DV2").public_id

    found = [
        resolve(address).view_name
        for address in (
            version_address(version),
            registration_address(registration),
            step_address(version, "y-kien"),
            step_address(version, "ky"),
            step_address(version, "thu-dang-ky"),
        )
    ]

    assert found == [
        "covenants:covenant",
        "covenants:registration",
        "covenants:consent",
        "covenants:sign",
        "covenants:registrations",
    ]
