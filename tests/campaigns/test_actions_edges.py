"""What happens seldom: a unit that is not there, a draft withdrawn, reviews put on record out of their order."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.campaigns import DAY, NOW, draft, frame_of, make_movement, make_world, target
from thidua.accounts.models import User
from thidua.campaigns import actions
from thidua.campaigns.drafts import ReviewDraft
from thidua.campaigns.errors import MovementUnfit
from thidua.campaigns.models import Movement
from thidua.campaigns.queries import reviews_of, targets_of
from thidua.campaigns.states import Level, MovementState
from thidua.foundation.acts import latest_acts
from thidua.notices.models import Notice

pytestmark = pytest.mark.django_db


def notices(user: User) -> list[str]:
    """Addresses of what a person was told."""
    return list(Notice.objects.filter(account=user).values_list("address", flat=True))


@pytest.mark.parametrize("unit", ["", "bcdfghjkmnpq"])
def test_a_movement_of_a_unit_that_is_not_there_is_refused_at_its_field(unit: str) -> None:
    world = make_world()

    with pytest.raises(MovementUnfit, match="no such unit") as refused:
        actions.draft_movement(draft=draft(world, Level.UNIT, unit=unit), actor=world.officers["B"], at=NOW)

    assert refused.value.where == "unit"
    assert not Movement.objects.exists()


def test_a_draft_withdrawn_is_told_to_nobody_since_nobody_knew_of_it() -> None:
    world = make_world()
    card = make_movement(world, launched=False)

    actions.withdraw_movement(movement=card.public_id, reason="Trùng đợt khác", actor=world.head, at=NOW)

    gone = frame_of(card).card
    assert (gone.state, gone.launched_on, gone.withdrawn_on) == (MovementState.WITHDRAWN, None, DAY)
    assert gone.withdrawn_reason == "Trùng đợt khác"
    assert latest_acts(on_key=card.public_id)[0].name == "campaigns.withdraw_movement"
    assert [notices(world.officers[code]) for code in "ABCD"] == [[], [], [], []]


def test_a_review_put_on_record_late_does_not_undo_what_a_later_one_reached() -> None:
    world = make_world()
    card = make_movement(world, targets=(target(), target("Đội", "đội", 6)))
    later, earlier = date(2023, 5, 5), date(2023, 4, 1)

    for day, reached in (
        (later, {1: Decimal(40)}),
        (earlier, {1: Decimal(15), 2: Decimal(2)}),
    ):
        actions.review_movement(
            movement=card.public_id,
            review=ReviewDraft(day, "Đạt một phần", reached=reached),
            actor=world.head,
            at=NOW,
        )

    assert [(one.name, one.reached, one.reached_on) for one in targets_of(card.id)] == [
        ("Suất quà", Decimal(40), later),
        ("Đội", Decimal(2), earlier),
    ]
    assert {one.held_on: dict(one.reached) for one in reviews_of(card.id)} == {
        later: {1: Decimal(40)},
        earlier: {1: Decimal(15), 2: Decimal(2)},
    }
