"""What the database itself refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories.campaigns import LAUNCH, NOW, make_activity, make_movement, make_world, respond
from thidua.campaigns.models import (
    Activity,
    ActivityFigure,
    Attendance,
    Gathering,
    Movement,
    MovementLink,
    MovementResponse,
    MovementTarget,
    Review,
)
from thidua.campaigns.states import Level

pytestmark = pytest.mark.django_db


def refused(save) -> bool:
    """Whether the database refuses."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError:
        return True
    return False


def test_a_movement_keeps_state_owner_and_days_in_step() -> None:
    world = make_world()
    card = make_movement(world)
    rows = Movement.objects.filter(pk=card.id)
    broken = {
        "state": {"state": "sleeping"},
        "launched without day": {"launched_on": None},
        "closed without day": {"state": "closed"},
        "closing day on an open one": {"closed_on": date(2023, 12, 31)},
        "withdrawn without reason": {"state": "withdrawn", "withdrawn_on": date(2023, 6, 1)},
        "reason on an open one": {"withdrawn_reason": "Không làm nữa"},
        "bloc without year": {"bloc_year": None},
        "unit on a bloc's": {"unit": world.units["A"].id},
        "force on a bloc's": {"force": "army"},
        "period turned round": {"ends_on": date(2022, 1, 1)},
        "nameless": {"name": ""},
        "confidence": {"confidence": "sure"},
        "source without hash": {"source_key": "QG-X"},
    }

    kept = [
        what for what, change in broken.items() if not refused(lambda change=change: rows.update(**change))
    ]

    assert kept == []


def test_rows_below_a_movement_hold_themselves_to_their_rules() -> None:
    world = make_world()
    card, other = make_movement(world), make_movement(world, name="Phong trào khác")
    respond(world, card, "B")
    done = make_activity(world, "B", card, figures={("Quà", "suất"): "3"})
    told = {"written_at": NOW, "written_by_name": "Người"}
    makes = {
        "link to itself": lambda: MovementLink.objects.create(lower_id=card.id, upper_id=card.id),
        "second response": lambda: MovementResponse.objects.create(
            movement_id=card.id, unit_id=world.units["B"].id, responded_on=NOW, undertakes="Lại", **told
        ),
        "empty response": lambda: MovementResponse.objects.create(
            movement_id=card.id, unit_id=world.units["C"].id, responded_on=NOW, undertakes="", **told
        ),
        "target of nothing": lambda: MovementTarget.objects.create(
            movement_id=card.id, position=9, name="Quà", unit_of_measure="suất", amount=0
        ),
        "reached without day": lambda: MovementTarget.objects.create(
            movement_id=card.id, position=9, name="Quà", unit_of_measure="suất", amount=1, reached=1
        ),
        "figure below nothing": lambda: ActivityFigure.objects.create(
            activity_id=done.id, position=2, measure="Q", unit_of_measure="s", measure_key="q|s", amount=-1
        ),
        "rate that adds up": lambda: ActivityFigure.objects.create(
            activity_id=done.id, position=2, measure="T", unit_of_measure="%", measure_key="t|%", amount=80
        ),
        "measure twice": lambda: ActivityFigure.objects.create(
            activity_id=done.id,
            position=2,
            measure="Quà",
            unit_of_measure="suất",
            measure_key="qua|suat",
            amount=1,
        ),
        "struck without reason": lambda: Activity.objects.filter(pk=done.id).update(struck_at=NOW),
        "second final review": lambda: [
            Review.objects.create(movement_id=other.id, kind="final", held_on=day, results="Xong", **told)
            for day in (date(2023, 5, 1), date(2023, 5, 2))
        ],
    }

    kept = [what for what, make in makes.items() if not refused(make)]

    assert kept == []
    assert ActivityFigure.objects.get().amount == Decimal(3)


def test_an_excuse_has_its_reason_and_presence_none() -> None:
    world = make_world()
    held = Gathering.objects.create(
        bloc_year_id=world.year.id, code="A1", kind="counted", happened_on=LAUNCH.date(), title="Hội thao",
        written_at=NOW, written_by_name="Người",
    )  # fmt: skip
    unit = world.units["A"].id

    def attend(presence: str, reason: str) -> bool:
        return refused(
            lambda: Attendance.objects.create(gathering=held, unit_id=unit, presence=presence, reason=reason)
        )

    assert [attend("excused", ""), attend("present", "Bận"), attend("absent", "Bận"), attend("late", "")] == [
        True
    ] * 4
    assert not attend("excused", "Trực sẵn sàng chiến đấu")


def test_a_unit_movement_belongs_to_its_unit() -> None:
    world = make_world()
    card = make_movement(world, Level.UNIT)

    assert refused(lambda: Movement.objects.filter(pk=card.id).update(unit=None))
