"""Who may what with movements: people against movements, and the predicate agrees with the list."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.campaigns import (
    DAY,
    NOW,
    World,
    frame_of,
    gathering,
    make_activity,
    make_movement,
    make_world,
)
from thidua.accounts.models import User
from thidua.campaigns import actions
from thidua.campaigns.drafts import ReviewDraft
from thidua.campaigns.permissions import (
    activities_visible_to,
    may_amend_movement,
    may_close_movement,
    may_correct_activity,
    may_draft_movement,
    may_enter_activity,
    may_enter_gathering,
    may_keep_movement,
    may_launch_movement,
    may_open_campaigns,
    may_respond,
    may_review_movement,
    may_revise_movement,
    may_see_gatherings,
    may_see_movement,
    may_take_in_movements,
    may_withdraw_movement,
    movements_visible_to,
)
from thidua.campaigns.queries import MovementCard, Owner
from thidua.campaigns.states import Level
from thidua.core.verdict import Verdict
from thidua.foundation.actors import SYSTEM
from thidua.organisations.permissions import bloc_years_visible_to
from thidua.organisations.queries.finding import bloc_year_lines

pytestmark = pytest.mark.django_db

PEOPLE = ("standing", "council", "auditor", "appraiser", "head", "B", "D", "stranger", "administrator")


def person(world: World, who: str) -> User:
    return world.officers[who] if who in world.officers else getattr(world, who)


def mark(verdict: Verdict) -> str:
    """May: +; may know of it but not act: -; may not know: ?"""
    return "+" if verdict.allowed else "?" if verdict.private else "-"


type Ask = Callable[[User], Verdict]


def sees(card: MovementCard) -> Ask:
    """Whether one may see a movement."""
    return lambda who: may_see_movement(who, frame_of(card), on=DAY)


def drafts(owner: Owner) -> Ask:
    """Whether one may begin a movement there."""
    return lambda who: may_draft_movement(who, owner, on=DAY)


def asks(may: Callable[..., Verdict], card: MovementCard) -> Ask:
    """Whether one may do that with a movement."""
    return lambda who: may(who, frame_of(card), on=DAY)


def row(world: World, ask: Callable[[User], Verdict]) -> str:
    return "".join(mark(ask(person(world, who))) for who in PEOPLE)


#           S C A X H B D n a  (standing, council, auditor, appraiser, head, B, D, nobody, administrator)
SEEING = {
    "national": "+++++++??",
    "province draft": "+++??????",
    "bloc": "+++?++???",
    "bloc draft": "+++?+????",
    "unit B": "+++?++???",
    "unit B draft": "+++??+???",
    "unit D": "+++???+??",
}


def test_seeing_agrees_with_the_list_for_everyone() -> None:
    world = make_world()
    b, d = world.officers["B"], world.officers["D"]
    cards = {
        "national": make_movement(world, Level.NATIONAL),
        "province draft": make_movement(world, Level.PROVINCE, launched=False),
        "bloc": make_movement(world),
        "bloc draft": make_movement(world, launched=False),
        "unit B": make_movement(world, Level.UNIT, by=b, unit=world.key("B")),
        "unit B draft": make_movement(world, Level.UNIT, by=b, unit=world.key("B"), launched=False),
        "unit D": make_movement(world, Level.UNIT, by=d, unit=world.key("D")),
    }

    seen = {name: row(world, sees(card)) for name, card in cards.items()}
    listed = {
        name: "".join(
            "+" if movements_visible_to(person(world, who), on=DAY).filter(pk=card.id).exists() else "?"
            for who in PEOPLE
        )
        for name, card in cards.items()
    }

    assert seen == SEEING
    assert listed == SEEING


def test_keeping_belongs_to_the_level() -> None:
    world = make_world()
    line = bloc_year_lines(bloc_years_visible_to(world.head, on=DAY).filter(pk=world.year.id))[0]
    owners = {
        "upper": Owner(Level.PROVINCE),
        "bloc": Owner(Level.BLOC, line),
        "unit": Owner(Level.UNIT, None, world.key("B")),
    }

    drafting = {name: row(world, drafts(owner)) for name, owner in owners.items()}

    assert drafting == {"upper": "+------??", "bloc": "----+--??", "unit": "-----+-??"}
    assert may_draft_movement(SYSTEM, owners["upper"], on=DAY).allowed
    assert not may_draft_movement(SYSTEM, owners["bloc"], on=DAY).allowed


VERBS = {
    "revise": may_revise_movement,
    "launch": may_launch_movement,
    "amend": may_amend_movement,
    "review": may_review_movement,
    "close": may_close_movement,
    "withdraw": may_withdraw_movement,
}


def test_the_keeper_acts_in_the_right_state_only() -> None:
    world = make_world()
    review = ReviewDraft(date(2023, 5, 5), "Đạt một nửa")
    cards = {
        name: make_movement(world, launched=name != "draft")
        for name in ("draft", "launched", "reviewed", "closed", "withdrawn")
    }
    actions.review_movement(movement=cards["reviewed"].public_id, review=review, actor=world.head, at=NOW)
    actions.close_movement(movement=cards["closed"].public_id, review=review, actor=world.head, at=NOW)
    actions.withdraw_movement(movement=cards["withdrawn"].public_id, reason="Thôi", actor=world.head, at=NOW)

    open_to = {
        name: [verb for verb, may in VERBS.items() if may(world.head, frame_of(card), on=DAY).allowed]
        for name, card in cards.items()
    }
    others = {verb: row(world, asks(may, cards["launched"])) for verb, may in VERBS.items()}

    assert open_to == {
        "draft": ["revise", "launch", "withdraw"],
        "launched": ["amend", "review", "close", "withdraw"],
        "reviewed": ["amend", "review", "close", "withdraw"],
        "closed": [],
        "withdrawn": [],
    }
    assert {others[verb] for verb in ("amend", "review", "close", "withdraw")} == {"---?+-???"}
    assert {others[verb] for verb in ("revise", "launch")} == {"---?--???"}
    assert row(world, lambda who: may_keep_movement(who, frame_of(cards["closed"]), on=DAY)) == "---?+-???"


def test_a_unit_answers_for_itself_on_an_open_movement_that_calls_it() -> None:
    world = make_world()
    card, wide = make_movement(world), make_movement(world, Level.PROVINCE)
    draft, own = make_movement(world, launched=False), make_movement(world, Level.UNIT)
    b, d = world.key("B"), world.key("D")

    def ask(movement, unit, may=may_respond):
        return row(world, lambda who: may(who, (frame_of(movement), unit), on=DAY))

    assert ask(card, b) == "---?-+???"
    assert ask(card, b, may_enter_activity) == "---?-+???"
    assert ask(wide, d) == "------+??"
    assert ask(draft, world.key("A")) == "---?-????"
    # Its own movement asks no response, but is told what was done.
    assert ask(own, world.key("A")) == "---?-????"
    assert ask(own, world.key("A"), may_enter_activity) == "---?+????"


def test_activities_are_seen_where_their_movements_are_and_corrected_by_their_unit() -> None:
    world = make_world()
    done = make_activity(world, "B", make_movement(world))

    seen = "".join(
        "+" if activities_visible_to(person(world, who), on=DAY).filter(pk=done.id).exists() else "?"
        for who in PEOPLE
    )

    assert seen == "+++?++???"
    assert row(world, lambda who: may_correct_activity(who, done, on=DAY)) == "---?-+???"


def test_the_roll_is_read_in_the_bloc_and_kept_by_its_head() -> None:
    world = make_world()
    actions.enter_gathering(bloc_year=world.year.public_id, draft=gathering(world), actor=world.head, at=NOW)
    line = bloc_year_lines(bloc_years_visible_to(world.head, on=DAY).filter(pk=world.year.id))[0]

    assert row(world, lambda who: may_see_gatherings(who, line, on=DAY)) == "++++++???"
    assert row(world, lambda who: may_enter_gathering(who, line, on=DAY)) == "----+-???"


def test_the_room_opens_for_the_field_and_the_list_for_the_standing_body() -> None:
    world = make_world()

    assert row(world, lambda who: may_open_campaigns(who, on=DAY)) == "+++++++??"
    assert row(world, lambda who: may_take_in_movements(who, on=DAY)) == "+------??"
    assert may_take_in_movements(SYSTEM, on=DAY).allowed
