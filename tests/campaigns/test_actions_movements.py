"""Movements drafted, launched, amended, reviewed, closed, withdrawn; links that would close a circle refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.factories.campaigns import (
    LAUNCH,
    LAUNCH_DAY,
    NOW,
    draft,
    frame_of,
    make_movement,
    make_world,
    respond,
    target,
)
from thidua.campaigns import actions
from thidua.campaigns.comparing import draft_of
from thidua.campaigns.drafts import ReviewDraft
from thidua.campaigns.errors import LinkCloses, MovementChangedMeanwhile, MovementRefused, MovementUnfit
from thidua.campaigns.models import Movement, MovementLink
from thidua.campaigns.queries import amendments_of, graph, movement_card, reviews_of, targets_of
from thidua.campaigns.states import Level, MovementState
from thidua.foundation.acts import latest_acts
from thidua.foundation.clock import VIET_NAM
from thidua.notices.models import Notice
from thidua.organisations.states import Force

pytestmark = pytest.mark.django_db


def notices(user) -> list[str]:
    """Addresses of what a person was told."""
    return list(Notice.objects.filter(account=user).order_by("pk").values_list("address", flat=True))


def test_a_draft_is_kept_quietly_and_launching_tells_the_units_called() -> None:
    world = make_world()

    card = make_movement(world, launched=False)

    assert card.state is MovementState.DRAFTED
    assert notices(world.officers["B"]) == []

    actions.launch_movement(movement=card.public_id, launched_on=LAUNCH_DAY, actor=world.head, at=LAUNCH)

    path = f"/phong-trao/{card.public_id}/"
    assert [notices(world.officers[code]) for code in "ABCD"] == [[], [path], [path], []]
    assert frame_of(card).card.launched_on == LAUNCH_DAY


def test_save_and_launch_is_one_act_of_two_lines_in_the_ledger() -> None:
    world = make_world()

    card = make_movement(world, called=(world.key("C"),))

    names = [act.name for act in latest_acts(on_key=card.public_id)]
    assert names == ["campaigns.launch_movement", "campaigns.draft_movement"]
    assert [bool(notices(world.officers[code])) for code in "BC"] == [False, True]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"name": "  "}, "name"),
        ({"issuer": ""}, "issuer"),
        ({"ends_on": LAUNCH_DAY - timedelta(days=1)}, "ends_on"),
        ({"force": Force.ARMY}, "force"),
        ({"targets": (target(amount=0),)}, "targets"),
        ({"targets": (target(name=" "),)}, "targets"),
        ({"contents": tuple(str(n) for n in range(41))}, "contents"),
        ({"parents": ("bcdfghjkmnpq",)}, "parents"),
        ({"called": ("bcdfghjkmnpq",)}, "called"),
        ({"bloc_year": "bcdfghjkmnpq"}, "bloc_year"),
        ({"document_number": ""}, "document_number"),
        ({"contents": ()}, "contents"),
        ({"ends_on": LAUNCH_DAY, "launched_on": date(2023, 3, 1)}, "launched_on"),
        ({"launched_on": LAUNCH_DAY + timedelta(days=30)}, "launched_on"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field_and_nothing_is_kept(changed, where) -> None:
    world = make_world()
    launched_on = changed.pop("launched_on", LAUNCH_DAY) if isinstance(changed, dict) else LAUNCH_DAY
    at = datetime(2023, 3, 2, 8, 0, tzinfo=VIET_NAM)

    with pytest.raises(MovementUnfit) as refused:
        actions.draft_movement(
            draft=draft(world, **changed), launched_on=launched_on, actor=world.head, at=at
        )

    assert refused.value.where == where
    assert not Movement.objects.exists()


def test_a_code_is_given_once() -> None:
    world = make_world()
    make_movement(world, code="K-1")

    with pytest.raises(MovementUnfit) as refused:
        make_movement(world, code="K-1")

    assert refused.value.where == "code"


def test_links_follow_the_levels_and_never_close_a_circle() -> None:
    world = make_world()
    state = make_movement(world, Level.NATIONAL, name="Toàn quốc")
    province = make_movement(world, Level.PROVINCE, parents=(state.public_id,), name="Tỉnh")
    year = make_movement(world, parents=(province.public_id, state.public_id), name="Năm")
    part = make_movement(world, parents=(year.public_id,), name="Đợt")

    with pytest.raises(LinkCloses):
        actions.amend_movement(
            movement=year.public_id,
            draft=replace(draft_of(frame_of(year).card), parents=(part.public_id,)),
            reason="Thử",
            actor=world.head,
            at=NOW,
        )
    with pytest.raises(MovementUnfit, match="stands on the same level"):
        make_movement(world, Level.PROVINCE, parents=(province.public_id,))
    with pytest.raises(MovementUnfit, match="belongs to another bloc-year"):
        make_movement(
            world,
            Level.UNIT,
            by=world.head,
            parents=(
                make_movement(world, Level.UNIT, by=world.officers["B"], unit=world.key("B")).public_id,
            ),
        )

    assert {(graph().nodes[a].name, graph().nodes[b].name) for a, b in graph().links} == {
        ("Tỉnh", "Toàn quốc"), ("Năm", "Tỉnh"), ("Năm", "Toàn quốc"), ("Đợt", "Năm"),
    }  # fmt: skip
    assert frame_of(year).card.revision == 1


def test_a_units_movement_responds_only_to_blocs_that_call_it() -> None:
    world = make_world()
    year = make_movement(world)

    mine = make_movement(
        world, Level.UNIT, by=world.officers["B"], unit=world.key("B"), parents=(year.public_id,)
    )

    assert MovementLink.objects.filter(lower=mine.id).count() == 1
    with pytest.raises(MovementUnfit, match="does not call this unit"):
        make_movement(
            world, Level.UNIT, by=world.officers["D"], unit=world.key("D"), parents=(year.public_id,)
        )


def test_a_draft_nobody_launched_is_no_movement_to_respond_to() -> None:
    world = make_world()
    quiet = make_movement(world, Level.PROVINCE, launched=False)

    with pytest.raises(MovementUnfit) as refused:
        make_movement(world, parents=(quiet.public_id,))

    assert refused.value.where == "parents"


def test_two_people_on_one_draft_notice_each_other() -> None:
    world = make_world()
    card = make_movement(world, launched=False)
    first = replace(draft_of(card), name="Tên thứ nhất")
    actions.revise_movement(movement=card.public_id, draft=first, revision=1, actor=world.head, at=NOW)

    with pytest.raises(MovementChangedMeanwhile) as late:
        actions.revise_movement(
            movement=card.public_id,
            draft=replace(first, name="Tên thứ hai"),
            revision=1,
            actor=world.head,
            at=NOW,
        )

    assert late.value.revision == 2
    assert frame_of(card).card.name == "Tên thứ nhất"


def test_a_draft_is_revised_and_launched_in_one_act() -> None:
    world = make_world()
    card = make_movement(world, launched=False)

    fresh = actions.revise_movement(
        movement=card.public_id,
        draft=replace(draft_of(card), name="Tên mới", targets=(target(),)),
        launched_on=LAUNCH_DAY,
        actor=world.head,
        at=LAUNCH,
    )

    assert (fresh.name, fresh.state) == ("Tên mới", MovementState.LAUNCHED)
    assert [one.name for one in targets_of(card.id)] == ["Suất quà"]
    with pytest.raises(MovementRefused):
        actions.revise_movement(movement=card.public_id, draft=draft_of(fresh), actor=world.head, at=NOW)


def test_an_amendment_keeps_what_was_and_why_and_tells_newcomers() -> None:
    world = make_world()
    card = make_movement(world, called=(world.key("A"), world.key("B")), targets=(target(),))
    before = draft_of(card)

    actions.amend_movement(
        movement=card.public_id,
        draft=replace(
            before,
            ends_on=date(2024, 2, 29),
            called=(*before.called, world.key("C")),
            targets=(target(amount=80),),
        ),
        reason="Kéo dài theo ý kiến hội nghị",
        document="20/KH-K",
        revision=1,
        actor=world.head,
        at=NOW,
    )

    (kept,) = amendments_of(card.id)
    assert kept.reason == "Kéo dài theo ý kiến hội nghị"
    assert kept.changes["ends_on"] == ("2023-12-31", "2024-02-29")
    assert kept.changes["targets"] == ("Suất quà: 60 suất", "Suất quà: 80 suất")
    assert kept.changes["called"] == ("Đơn vị A\nĐơn vị B", "Đơn vị A\nĐơn vị B\nĐơn vị C")
    assert len(notices(world.officers["B"])) == 1
    assert len(notices(world.officers["C"])) == 1


@pytest.mark.parametrize(("reason", "name"), [(" ", "Tên khác"), ("Có lý do", "Phong trào thử")])
def test_an_amendment_needs_a_reason_and_a_change(reason: str, name: str) -> None:
    world = make_world()
    card = make_movement(world)

    with pytest.raises(MovementUnfit) as refused:
        actions.amend_movement(
            movement=card.public_id,
            draft=replace(draft_of(card), name=name),
            reason=reason,
            actor=world.head,
            at=NOW,
        )

    assert refused.value.where == "reason"
    assert amendments_of(card.id) == ()
    assert frame_of(card).card.name == "Phong trào thử"


def test_reviews_tell_what_was_reached_and_the_final_one_closes() -> None:
    world = make_world()
    card = make_movement(world, targets=(target(), target("Đội", "đội", 6)))

    actions.review_movement(
        movement=card.public_id,
        review=ReviewDraft(date(2023, 5, 5), "Tặng 20 suất", reached={1: Decimal(20)}),
        actor=world.head,
        at=NOW,
    )
    assert frame_of(card).card.state is MovementState.REVIEWED
    actions.close_movement(
        movement=card.public_id,
        review=ReviewDraft(
            date(2023, 5, 9), "Tặng 66 suất", reached={1: Decimal(66)}, limits="Một đơn vị vắng"
        ),
        actor=world.head,
        at=NOW,
    )

    closed = frame_of(card).card
    assert (closed.state, closed.closed_on) == (MovementState.CLOSED, date(2023, 5, 9))
    assert [(one.name, one.reached) for one in targets_of(card.id)] == [
        ("Suất quà", Decimal(66)),
        ("Đội", None),
    ]
    assert [dict(one.reached) for one in reviews_of(card.id)] == [{1: Decimal(66)}, {1: Decimal(20)}]
    with pytest.raises(MovementRefused):
        respond(world, closed, "B")


@pytest.mark.parametrize(
    ("review", "where"),
    [
        (ReviewDraft(date(2023, 5, 11), "Mai mới họp"), "held_on"),
        (ReviewDraft(date(2023, 2, 1), "Trước phát động"), "held_on"),
        (ReviewDraft(date(2023, 5, 5), " "), "results"),
        (ReviewDraft(date(2023, 5, 5), "Sai chỉ tiêu", reached={7: Decimal(1)}), "results"),
        (ReviewDraft(date(2023, 5, 5), "Âm", reached={1: Decimal(-1)}), "results"),
    ],
)
def test_a_review_that_cannot_be_is_refused(review: ReviewDraft, where: str) -> None:
    world = make_world()
    card = make_movement(world, targets=(target(),))

    with pytest.raises(MovementUnfit) as refused:
        actions.review_movement(movement=card.public_id, review=review, actor=world.head, at=NOW)

    assert refused.value.where == where
    assert frame_of(card).card.state is MovementState.LAUNCHED


def test_one_review_of_a_day() -> None:
    world = make_world()
    card = make_movement(world)
    review = ReviewDraft(date(2023, 5, 5), "Xong một nửa")
    actions.review_movement(movement=card.public_id, review=review, actor=world.head, at=NOW)

    with pytest.raises(MovementUnfit, match="on record already"):
        actions.review_movement(movement=card.public_id, review=review, actor=world.head, at=NOW)


def test_withdrawing_needs_a_reason_tells_the_units_and_ends_it() -> None:
    world = make_world()
    card = make_movement(world)
    with pytest.raises(MovementUnfit):
        actions.withdraw_movement(movement=card.public_id, reason=" ", actor=world.head, at=NOW)

    actions.withdraw_movement(
        movement=card.public_id, reason="Gộp vào phong trào khác", actor=world.head, at=NOW
    )

    gone = movement_card(card.public_id)
    assert gone is not None
    assert (gone.state, gone.withdrawn_reason) == (MovementState.WITHDRAWN, "Gộp vào phong trào khác")
    assert len(notices(world.officers["B"])) == 2
    with pytest.raises(MovementRefused):
        actions.withdraw_movement(movement=card.public_id, reason="Lại", actor=world.head, at=NOW)


def test_nobody_but_the_keeper_acts_and_a_stranger_learns_nothing() -> None:
    world = make_world()
    card = make_movement(world)

    for who, hidden in (("standing", False), ("stranger", True), ("administrator", True)):
        with pytest.raises(MovementRefused) as refused:
            actions.withdraw_movement(
                movement=card.public_id, reason="Thử", actor=getattr(world, who), at=NOW
            )
        assert refused.value.verdict.private is hidden
    with pytest.raises(MovementRefused) as missing:
        actions.withdraw_movement(movement="bcdfghjkmnpq", reason="Thử", actor=world.head, at=NOW)
    assert missing.value.verdict.private
