"""The picture of a movement, its list, and the truths of the room."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.campaigns import (
    DAY,
    NOW,
    draft,
    frame_of,
    make_activity,
    make_movement,
    make_world,
    respond,
    target,
)
from thidua.campaigns import actions
from thidua.campaigns.models import ActivityCounting, ActivityFigure, Movement, MovementLink
from thidua.campaigns.permissions import movements_visible_to
from thidua.campaigns.queries import MovementFilter, counts_of, movement_lines, narrowed, picture_of
from thidua.campaigns.states import Level, MovementKind, Stage
from thidua.campaigns.truths import COUNTED, LEVELS, MEASURES, NO_CIRCLE
from thidua.foundation.checks import untruths
from thidua.organisations.states import Force

pytestmark = pytest.mark.django_db
GIFTS = ("Quà tặng", "suất")


def test_a_movement_gathers_what_was_done_below_and_counts_it_once() -> None:
    world = make_world()
    state = make_movement(world, Level.NATIONAL, name="Toàn quốc")
    province = make_movement(world, Level.PROVINCE, parents=(state.public_id,), name="Tỉnh")
    year = make_movement(
        world, parents=(state.public_id, province.public_id), name="Năm", targets=(target(counts="quà tặng"),)
    )
    part = make_movement(world, parents=(year.public_id,), name="Đợt")
    respond(world, year, "B")
    make_activity(world, "B", part, year, figures={GIFTS: "30", ("Tỷ lệ", "%"): "84"})
    make_activity(world, "D", province, figures={GIFTS: "5"})
    gone = make_activity(world, "C", year, figures={GIFTS: "100"})
    actions.strike_activity(activity=gone.public_id, reason="Nhập nhầm", actor=world.officers["C"], at=NOW)

    top, mine, low = (picture_of(frame_of(card), None, on=DAY) for card in (state, year, part))

    assert (top.total.count, top.total.amount("qua tang|suat")) == (2, Decimal(35))
    assert {part.unit.code: part.through.name for part in top.parts if part.through} == {"B": "Năm"}
    assert [(one.now, one.met, one.percent) for one in mine.targets] == [(Decimal(30), False, Decimal(50))]
    assert [(one.unit.code, one.responded, one.total.count) for one in mine.parts] == [
        ("A", False, 0), ("B", True, 1), ("C", False, 0),
    ]  # fmt: skip
    assert [(one.unit.code, one.above.name) for one in low.parts if one.above] == [("B", "Năm")]
    assert [(level, [node.name for node in nodes]) for level, nodes in mine.lineage] == [
        (Level.NATIONAL, ["Toàn quốc"]), (Level.PROVINCE, ["Tỉnh"]), (Level.BLOC, ["Năm", "Đợt"]),
    ]  # fmt: skip


def test_a_withdrawn_movement_carries_nothing_up() -> None:
    world = make_world()
    province = make_movement(world, Level.PROVINCE)
    year = make_movement(world, parents=(province.public_id,))
    make_activity(world, "B", year, figures={GIFTS: "30"})
    actions.withdraw_movement(movement=year.public_id, reason="Thôi", actor=world.head, at=NOW)

    found = picture_of(frame_of(province), None, on=DAY)

    assert found.total.count == 0
    assert picture_of(frame_of(year), lambda _: frozenset(), on=DAY).total.count == 1


def test_the_lineage_shows_only_what_reaches_the_reader() -> None:
    world = make_world()
    province = make_movement(world, Level.PROVINCE)
    year = make_movement(world, parents=(province.public_id,))
    own = make_movement(
        world, Level.UNIT, by=world.officers["B"], unit=world.key("B"), parents=(year.public_id,)
    )
    make_activity(world, "B", own, figures={GIFTS: "30"})

    blind, seeing = (
        picture_of(frame_of(year), lambda _: frozenset(), on=DAY),
        picture_of(frame_of(year), None, on=DAY),
    )

    assert [[node.id for node in found.parents] for found in (blind, seeing)] == [
        [province.id],
        [province.id],
    ]
    assert [[node.id for node in found.children] for found in (blind, seeing)] == [[], [own.id]]
    assert [found.total.count for found in (blind, seeing)] == [1, 1]


def test_a_force_calls_its_units_and_a_branch_those_it_names() -> None:
    from tests.factories.organisations import make_bloc, make_unit, make_year

    world = make_world()
    army = make_unit("QS", "Bộ Chỉ huy Quân sự", force=Force.ARMY)
    make_unit("QK", "Quân khu", force=Force.ARMY)
    make_year(make_bloc("M"), [army, make_unit("CA", "Công an", force=Force.POLICE)])
    force = make_movement(world, Level.FORCE, force=Force.ARMY)
    branch = make_movement(world, Level.BRANCH, called=(world.key("C"),))

    assert [one.code for one in frame_of(force).audience.units] == ["QS"]
    assert [one.code for one in frame_of(branch).audience.units] == ["C"]
    assert (frame_of(force).for_everyone, frame_of(branch).for_everyone) == (False, False)


def lines(world, who="auditor", **wanted):
    asked = MovementFilter(**wanted)
    rows = narrowed(movements_visible_to(getattr(world, who), on=DAY), asked, on=DAY)
    return movement_lines(rows, order=asked.order, on=DAY)


def test_the_list_is_narrowed_found_without_diacritics_and_sorted() -> None:
    world = make_world()
    make_movement(
        world,
        Level.NATIONAL,
        name="Cả nước chung tay vì người nghèo",
        kind=MovementKind.THEMATIC,
        starts_on=date(2021, 1, 1),
    )
    make_movement(
        world,
        name="Đợt thi đua chào mừng 30/4",
        kind=MovementKind.CAMPAIGN,
        ends_on=date(2023, 4, 27),
        code="K-304",
    )
    make_movement(
        world, Level.UNIT, name="Đơn vị giúp dân", starts_on=date(2024, 1, 1), ends_on=None, launched=False
    )

    def names(**wanted):
        return [one.card.name.split()[0] for one in lines(world, **wanted)]

    assert names() == ["Đơn", "Đợt", "Cả"]
    assert names(order="name") == ["Cả", "Đơn", "Đợt"]
    assert names(order="level") == ["Cả", "Đợt", "Đơn"]
    assert names(words="nguoi ngheo") == ["Cả"]
    assert names(words="K-304") == ["Đợt"]
    assert names(words="02/KH") == ["Đơn", "Đợt", "Cả"]
    assert names(year=2022) == ["Cả"]
    assert names(year=2024) == ["Đơn"]
    assert names(level="bloc") == ["Đợt"]
    assert names(kind="thematic") == ["Cả"]
    assert names(state="over") == ["Đợt"]
    assert names(state="drafted") == ["Đơn"]
    assert names(review_due=True) == ["Đợt"]
    assert names(unit="don vi b") == ["Đợt"]
    assert names(unit="A") == ["Đơn", "Đợt"]
    counts = counts_of(movements_visible_to(world.auditor, on=DAY), on=DAY)
    assert {stage: n for stage, n in counts.stages.items() if n} == {
        Stage.DRAFTED: 1,
        Stage.RUNNING: 1,
        Stage.OVER: 1,
    }
    assert (counts.all, counts.review_due, counts.years) == (3, 1, (2023, 2022, 2021))


def test_the_list_says_how_far_each_movement_is() -> None:
    world = make_world()
    year = make_movement(world, targets=(target(amount=20, counts="Quà tặng"), target("Đội", "đội", 6)))
    part = make_movement(
        world, parents=(year.public_id,), called=(world.key("A"), world.key("B")), name="Đợt"
    )
    make_movement(world, Level.PROVINCE, name="Tỉnh")
    respond(world, year, "B")
    respond(world, part, "A")
    make_activity(world, "B", part, figures={GIFTS: "30"})

    found = {
        one.card.name: (one.called, one.responded, one.met, one.targets, one.total.count)
        for one in lines(world)
    }

    assert found == {"Phong trào thử": (3, 1, 1, 2, 1), "Đợt": (2, 2, 0, 0, 1), "Tỉnh": (None, 0, 0, 0, 0)}
    assert draft(world).level is Level.BLOC


def test_truths_find_what_verbs_would_never_do() -> None:
    world = make_world()
    state, province = make_movement(world, Level.NATIONAL), make_movement(world, Level.PROVINCE)
    year = make_movement(world, parents=(province.public_id,))
    make_activity(world, "B", year, figures={GIFTS: "30"})
    assert [one for one in untruths() if one.invariant in {NO_CIRCLE, LEVELS, COUNTED, MEASURES}] == []

    MovementLink.objects.create(lower_id=province.id, upper_id=year.id)
    MovementLink.objects.create(lower_id=state.id, upper_id=province.id)
    ActivityCounting.objects.all().delete()
    ActivityFigure.objects.update(measure_key="khac|suat")

    found = {one.invariant for one in untruths()}
    assert {NO_CIRCLE, LEVELS, COUNTED, MEASURES} <= found
    assert Movement.objects.count() == 3
