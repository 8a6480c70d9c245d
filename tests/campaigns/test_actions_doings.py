"""Responses, activities and attendance: what fits is kept, what does not is refused at its field."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.campaigns import (
    DAY,
    NOW,
    activity_draft,
    frame_of,
    gathering,
    make_activity,
    make_movement,
    make_world,
    respond,
)
from thidua.campaigns import actions
from thidua.campaigns.drafts import FigureDraft, ResponseDraft
from thidua.campaigns.errors import MovementChangedMeanwhile, MovementRefused, MovementUnfit
from thidua.campaigns.models import Activity, Gathering
from thidua.campaigns.queries import activity, attendance_of, response_of
from thidua.campaigns.states import Level, Presence
from thidua.campaigns.work import WorkKind, waiting_work
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.actions import admit_member, release_member
from thidua.organisations.drafts import Decision, NewMember

pytestmark = pytest.mark.django_db


def test_a_response_is_given_and_changed_and_two_officers_notice_each_other() -> None:
    world = make_world()
    card = make_movement(world)
    respond(world, card, "B", document_number="21/KH-B", slogan="Kỷ cương")

    kept = response_of(card.id, world.key("B"))
    assert kept is not None
    assert (kept.document_number, kept.revision) == ("21/KH-B", 1)

    words = ResponseDraft(DAY, "Làm thêm việc")
    actions.respond_to_movement(
        movement=card.public_id,
        unit=world.key("B"),
        response=words,
        revision=1,
        actor=world.officers["B"],
        at=NOW,
    )
    with pytest.raises(MovementChangedMeanwhile):
        actions.respond_to_movement(
            movement=card.public_id,
            unit=world.key("B"),
            response=words,
            revision=1,
            actor=world.officers["B"],
            at=NOW,
        )
    with pytest.raises(MovementChangedMeanwhile):
        actions.respond_to_movement(
            movement=card.public_id,
            unit=world.key("B"),
            response=words,
            revision=0,
            actor=world.officers["B"],
            at=NOW,
        )


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"responded_on": DAY + timedelta(days=1)}, "responded_on"),
        ({"responded_on": date(2023, 1, 5)}, "responded_on"),
        ({"undertakes": "  "}, "undertakes"),
    ],
)
def test_a_response_that_cannot_be_is_refused(changed, where) -> None:
    world = make_world()
    card = make_movement(world)

    with pytest.raises(MovementUnfit) as refused:
        respond(world, card, "B", **changed)

    assert refused.value.where == where


def test_only_units_the_movement_concerns_respond() -> None:
    world = make_world()
    card = make_movement(world, called=(world.key("A"), world.key("B")))

    with pytest.raises(MovementRefused, match="does not call"):
        respond(world, card, "C")
    with pytest.raises(MovementRefused) as stranger:
        respond(world, card, "D")
    assert stranger.value.verdict.private
    with pytest.raises(MovementRefused, match="Only the unit itself"):
        actions.respond_to_movement(
            movement=card.public_id,
            unit=world.key("B"),
            response=ResponseDraft(DAY, "Hộ"),
            actor=world.head,
            at=NOW,
        )


def test_an_activity_is_entered_once_for_several_movements() -> None:
    world = make_world()
    first, second = make_movement(world), make_movement(world, Level.PROVINCE)

    done = make_activity(
        world, "B", first, second, figures={("Quà tặng", "suất"): "30", ("Tỷ lệ khá", "%"): "84.5"}
    )

    assert done.movements == {first.id, second.id}
    assert [(one.measure, one.amount, one.adds_up) for one in done.figures] == [
        ("Quà tặng", Decimal(30), True),
        ("Tỷ lệ khá", Decimal("84.5"), False),
    ]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"title": " "}, "title"),
        ({"happened_on": DAY + timedelta(days=1)}, "happened_on"),
        ({"happened_on": date(2023, 2, 1)}, "happened_on"),
        ({"movements": ()}, "movements"),
        ({"movements": ("bcdfghjkmnpq",)}, "movements"),
        ({"figures": (FigureDraft("Quà", "suất", Decimal(-1)),)}, "figures"),
        ({"figures": (FigureDraft(" ", "suất", Decimal(1)),)}, "figures"),
        (
            {"figures": (FigureDraft("Quà", "suất", Decimal(1)), FigureDraft("QUA ", "Suat", Decimal(1)))},
            "figures",
        ),
        ({"figures": tuple(FigureDraft(f"Số {n}", "cái", Decimal(1)) for n in range(21))}, "figures"),
    ],
)
def test_an_activity_that_cannot_be_is_refused_and_not_kept(changed, where) -> None:
    world = make_world()
    card = make_movement(world)

    with pytest.raises(MovementUnfit) as refused:
        make_activity(world, "B", card, **changed)

    assert refused.value.where == where
    assert not Activity.objects.exists()


def test_an_activity_is_corrected_by_its_unit_and_struck_with_a_reason() -> None:
    world = make_world()
    card = make_movement(world)
    done = make_activity(world, "B", card, figures={("Quà", "suất"): "3"})
    right = activity_draft(card, figures={("Quà", "suất"): "5"}, title="Tặng quà")

    actions.correct_activity(
        activity=done.public_id, draft=right, revision=1, actor=world.officers["B"], at=NOW
    )

    now = activity(done.public_id)
    assert now is not None
    assert (now.title, [one.amount for one in now.figures], now.revision) == ("Tặng quà", [Decimal(5)], 2)
    with pytest.raises(MovementChangedMeanwhile):
        actions.correct_activity(
            activity=done.public_id, draft=right, revision=1, actor=world.officers["B"], at=NOW
        )
    with pytest.raises(MovementRefused):
        actions.strike_activity(activity=done.public_id, reason="Hộ", actor=world.officers["C"], at=NOW)
    with pytest.raises(MovementUnfit):
        actions.strike_activity(activity=done.public_id, reason=" ", actor=world.officers["B"], at=NOW)
    actions.strike_activity(activity=done.public_id, reason="Nhập hai lần", actor=world.officers["B"], at=NOW)
    with pytest.raises(MovementRefused, match="was struck"):
        actions.correct_activity(activity=done.public_id, draft=right, actor=world.officers["B"], at=NOW)
    with pytest.raises(MovementRefused) as missing:
        actions.strike_activity(activity="bcdfghjkmnpq", reason="Không có", actor=world.officers["B"], at=NOW)
    assert missing.value.verdict.private


def test_a_unit_that_left_or_joined_is_asked_only_for_what_concerns_it() -> None:
    world = make_world()
    card = make_movement(world)
    left, joined = date(2023, 4, 30), date(2023, 5, 1)
    by: dict[str, Any] = {
        "bloc_year": world.year.public_id,
        "decision": Decision("99/QĐ", left),
        "actor": SYSTEM,
        "at": NOW,
    }
    admit_member(new=NewMember("D"), joined_on=joined, **by)
    release_member(unit="C", last=left, **by)

    asked = {one.code: (one.since, one.until) for one in frame_of(card).audience.units}
    assert {code: until for code, (_, until) in asked.items()} == {"A": None, "B": None, "C": left, "D": None}
    with pytest.raises(MovementRefused, match="does not belong"):
        respond(world, card, "C")
    respond(world, card, "D", responded_on=DAY)
    # What it did while it belonged may still be told; what it did later is no matter of the bloc.
    make_activity(world, "C", card, happened_on=date(2023, 4, 20))
    with pytest.raises(MovementUnfit) as late:
        make_activity(world, "C", card, happened_on=DAY)
    with pytest.raises(MovementUnfit) as early:
        make_activity(world, "D", card, happened_on=date(2023, 4, 20))
    assert (late.value.where, early.value.where) == ("happened_on", "happened_on")
    waits = {code: [one.kind for one in waiting_work(world.officers[code], on=DAY)] for code in "BCD"}
    assert waits == {"B": [WorkKind.RESPOND], "C": [], "D": []}
    # A movement that was over before the unit joined never asks it.
    past = make_movement(world, ends_on=date(2023, 4, 15), name="Đợt đã qua")
    assert [one.code for one in frame_of(past).audience.units] == ["A", "B", "C"]


def test_work_asks_for_responses_and_for_a_review_near_the_end() -> None:
    world = make_world()
    year = make_movement(world)
    part = make_movement(world, parents=(year.public_id,), ends_on=date(2023, 5, 20), name="Đợt 19/5")
    respond(world, year, "B")

    found = {
        code: [(one.kind, one.name) for one in waiting_work(world.officers[code], on=DAY)] for code in "ABCD"
    }

    # B's response to the movement of the year covers its campaigns; the head unit still owes both.
    assert found == {
        "A": [
            (WorkKind.RESPOND, "Đợt 19/5"),
            (WorkKind.REVIEW, "Đợt 19/5"),
            (WorkKind.RESPOND, "Phong trào thử"),
        ],
        "B": [],
        "C": [(WorkKind.RESPOND, "Đợt 19/5"), (WorkKind.RESPOND, "Phong trào thử")],
        "D": [],
    }
    assert waiting_work(world.auditor, on=DAY) == ()
    assert part.ends_on == date(2023, 5, 20)


def test_attendance_feeds_the_criterion_and_the_host_bonus() -> None:
    world = make_world()
    enter: dict[str, Any] = {"bloc_year": world.year.public_id, "actor": world.head, "at": NOW}
    actions.enter_gathering(draft=gathering(world, "A1", away={"B": "Trực sẵn sàng chiến đấu"}), **enter)
    second = actions.enter_gathering(draft=gathering(world, "A2", host="B", away={"C": ""}), **enter)
    wrong = actions.enter_gathering(draft=gathering(world, "A3", host="C"), **enter)
    actions.strike_gathering(gathering=wrong, reason="Ghi hai lần", actor=world.head, at=NOW)

    found = attendance_of(world.year.public_id)

    assert [row.code for row in found.counted] == ["A1", "A2"]
    assert {
        code: (one.attended, one.asked, one.excused, one.hosted, one.unexcused)
        for code, one in found.units.items()
    } == {
        "A": (2, 2, 0, ("A1",), ()),
        "B": (1, 2, 1, ("A2",), ()),
        "C": (1, 2, 0, (), ("A2",)),
    }
    actions.correct_gathering(
        gathering=second, draft=gathering(world, "A2", host="B"), actor=world.head, at=NOW
    )
    assert attendance_of(world.year.public_id).units["C"].attended == 2
    with pytest.raises(MovementUnfit, match="struck"):
        actions.correct_gathering(gathering=wrong, draft=gathering(world, "A3"), actor=world.head, at=NOW)


def test_a_roll_that_leaves_somebody_out_is_refused() -> None:
    world = make_world()
    full = gathering(world, "A1")
    enter: dict[str, Any] = {"bloc_year": world.year.public_id, "actor": world.head, "at": NOW}
    stranger = full.presences[0].__class__(world.key("D"), Presence.PRESENT)
    cases = {
        "presences": [
            gathering(world, "A1", presences=full.presences[1:]),
            gathering(world, "A1", presences=(*full.presences, stranger)),
            gathering(
                world,
                "A1",
                presences=(
                    full.presences[0].__class__(world.key("A"), Presence.EXCUSED),
                    *full.presences[1:],
                ),
            ),
        ],
        "happened_on": [gathering(world, "A1", happened_on=DAY + timedelta(days=1))],
        "title": [gathering(world, "A1", title=" ")],
        "code": [gathering(world, " ")],
    }

    found = {}
    for where, drafts in cases.items():
        for one in drafts:
            with pytest.raises(MovementUnfit) as refused:
                actions.enter_gathering(draft=one, **enter)
            found[where] = refused.value.where

    assert found == {where: where for where in cases}
    assert not Gathering.objects.exists()
    actions.enter_gathering(draft=full, **enter)
    with pytest.raises(MovementUnfit, match="has something with the code"):
        actions.enter_gathering(draft=full, **enter)


def test_only_the_head_unit_records_who_came() -> None:
    world = make_world()
    at = datetime(2023, 5, 10, 9, 0, tzinfo=VIET_NAM)

    for who in ("standing", "council"):
        with pytest.raises(MovementRefused, match="Only the head unit"):
            actions.enter_gathering(
                bloc_year=world.year.public_id, draft=gathering(world), actor=getattr(world, who), at=at
            )
    with pytest.raises(MovementRefused) as refused:
        actions.enter_gathering(
            bloc_year=world.year.public_id, draft=gathering(world), actor=world.officers["D"], at=at
        )
    assert refused.value.verdict.private
    with pytest.raises(MovementRefused):
        actions.strike_gathering(gathering="bcdfghjkmnpq", reason="Không có", actor=world.head, at=at)
